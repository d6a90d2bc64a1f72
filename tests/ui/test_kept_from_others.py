"""What is kept from others at this computer: what was copied, and shared screens."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from marac_desk.discussion import Step
from storage.vault import Vault
from tests.support.rooms import HeldRoom, KeptSample, kept_sample, open_room, sample_vault
from tests.support.screens import named, press, press_here, type_text
from tests.support.vaults import kept_vault, vault, vault_path
from ui.settings.locking_page import NOT_KEPT_OUT
from ui.system.capture import CaptureBlock, Shield
from ui.system.clipboard import CLEARED_AFTER_MS, MARKS

__all__ = ["kept_sample", "kept_vault", "sample_vault", "vault", "vault_path"]

VIEW = "Professional view"
WITHIN_SECONDS = 0.2


@pytest.fixture
def held(qtbot: QtBot, sample_vault: Vault, kept_sample: KeptSample) -> HeldRoom:
    return open_room(qtbot, sample_vault, kept_sample.sample.next_id, case=1, step=Step.AGENCIES)


# The clipboard


def copied() -> QMimeData:
    found: QMimeData | None = QGuiApplication.clipboard().mimeData()
    return found or QMimeData()


@pytest.fixture
def found_by_ctrl_c(held: HeldRoom, monkeypatch: pytest.MonkeyPatch) -> HeldRoom:
    """Without a screen nobody owns a clipboard; `test_clipboard.py` has a real one."""
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _: True)
    view = named(held.window, VIEW, QPlainTextEdit)
    view.setFocus()
    type_text(view, "He waits")
    press_here("Ctrl+A")
    press_here("Ctrl+C")
    return held


def test_what_is_copied_is_marked_private(found_by_ctrl_c: HeldRoom) -> None:
    assert copied().text() == "He waits"
    assert {kind: bytes(copied().data(kind).data()) for kind in MARKS} == MARKS


def test_what_is_copied_is_cleared_after_a_while(found_by_ctrl_c: HeldRoom) -> None:
    timer = found_by_ctrl_c.window.watchman.copied._timers[QClipboard.Mode.Clipboard]
    assert timer.isActive()
    assert timer.interval() == CLEARED_AFTER_MS == 45_000
    timer.timeout.emit()
    assert copied().text() == ""


def test_locking_clears_it_at_once(found_by_ctrl_c: HeldRoom) -> None:
    found_by_ctrl_c.window.lock()
    assert copied().text() == ""


def test_closing_clears_it_at_once(found_by_ctrl_c: HeldRoom) -> None:
    found_by_ctrl_c.window.close()
    assert copied().text() == ""


def test_what_another_program_copied_since_is_left_alone(
    found_by_ctrl_c: HeldRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    clipboard = QGuiApplication.clipboard()
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _: False)
    clipboard.setText("somebody else's")
    found_by_ctrl_c.window.lock()
    assert copied().text() == "somebody else's"
    assert not copied().hasFormat("x-kde-passwordManagerHint")


# Shared screens


class FakeBlock(CaptureBlock):
    possible = True

    def __init__(self) -> None:
        self.kept_out: dict[QWidget, bool] = {}

    def keep_out(self, window: QWidget, out: bool) -> None:
        self.kept_out[window] = out


@pytest.fixture
def blocked(held: HeldRoom, monkeypatch: pytest.MonkeyPatch) -> FakeBlock:
    """As on a system that can do it; the window was made on one that can't."""
    block = FakeBlock()
    shield = held.window.watchman.shield
    monkeypatch.setattr(shield, "_block", block)
    shield.up = True
    held.window._show_shield()
    shield._look()
    named(held.window, VIEW, QPlainTextEdit).setFocus()
    return block


def test_the_window_is_kept_out_and_the_one_for_presenting_is_not(held: HeldRoom, blocked: FakeBlock) -> None:
    press_here("F8")
    assert held.page.presentation is not None
    assert blocked.kept_out == {held.window: True}
    assert held.window.foot.seen.text() == "Not in shared screens"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_dialog_is_kept_out_as_well(qtbot: QtBot) -> None:
    block = FakeBlock()
    shield, dialog = Shield(block), QDialog()
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    assert block.kept_out == {dialog: True}
    dialog.installEventFilter(shield)
    menu = QLabel("what drops down", dialog, Qt.WindowType.ToolTip)
    menu.show()
    press(dialog, "Down")
    qtbot.waitUntil(lambda: block.kept_out == {dialog: True, menu: True})


def test_one_key_lets_the_window_be_seen_until_the_vault_locks(held: HeldRoom, blocked: FakeBlock) -> None:
    press_here("Shift+F8")
    assert blocked.kept_out[held.window] is False
    assert held.window.foot.seen.text() == "Seen in shared screens"
    press_here("Shift+F8")
    assert blocked.kept_out[held.window] is True
    press_here("Shift+F8")
    held.window.lock()
    assert blocked.kept_out[held.window] is True
    assert held.window.foot.seen.isHidden()


def test_where_the_system_cannot_do_it_the_settings_say_so_and_nothing_else_does(held: HeldRoom) -> None:
    assert held.window.foot.seen.isHidden()
    assert "window.share" not in [action.id for action in held.window.registry.live()]
    held.window.open_page("locking")
    page = held.window.page()
    assert page is not None
    assert NOT_KEPT_OUT in [label.text() for label in page.findChildren(QLabel)]
