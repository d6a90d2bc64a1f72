"""The message bar: what is only good to know goes by itself, one key closes it anywhere, and it hides nothing."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from marac_desk.discussion import Step
from storage.vault import Vault
from tests.support.screens import named, type_text
from tests.support.steps import at_step, focus_name, keys, words
from tests.support.vaults import kept_vault, vault, vault_path
from ui.shell.messages import A_MOMENT_MS, NOTED_FOR_MS, Messages
from ui.widgets.keycap import KeyButton

__all__ = ["kept_vault", "vault", "vault_path"]


def left_of(messages: Messages) -> int:
    """For how long it is still seen, in milliseconds; below nothing where it stays."""
    return messages._timer.remainingTime()


def test_what_is_only_noted_goes_by_itself_and_sooner_at_another_step(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.AGENCIES, papers_in=False)
    messages = at.held.window.messages
    keys(*"he")
    assert "Press S" in at.told()
    assert 2 * A_MOMENT_MS < left_of(messages) < 1.1 * NOTED_FOR_MS  # Qt is coarse
    keys("S")
    assert left_of(messages) > 2 * A_MOMENT_MS  # the same place
    keys("Alt+Right")
    assert 0 < left_of(messages) < 1.1 * A_MOMENT_MS
    qtbot.waitUntil(lambda: at.told() == "", timeout=3000)


def test_what_must_be_read_stays_at_another_step(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.RISKS)
    words("99")
    keys("Return", "Alt+Right")
    assert at.told() == "There is no proposed risk of this number."
    assert left_of(at.held.window.messages) < 0


def test_one_key_closes_a_message_from_any_field_and_is_written_on_its_button(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.RISKS)
    window = at.held.window
    assert "window.read" not in {action.id for action in window.registry.live()}
    words("99")
    keys("Return")
    close = named(window, "Close this message", KeyButton)
    assert close.cap is not None
    assert close.cap.text() == "Ctrl M"
    assert "window.read" in {action.id for action in window.registry.live()}
    keys("Ctrl+M")
    assert (at.told(), focus_name()) == ("", "Risk")


def test_a_message_about_a_field_goes_when_the_field_is_right(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.REFERRER)
    date = named(at.page, "Date", QLineEdit)
    date.setFocus()
    keys("Return")
    assert at.told() == "Please give the date: 14/12, or 14/12/2026."
    type_text(date, "14/12")
    keys("Return")
    assert at.told() == ""


def test_what_a_rule_said_of_a_text_goes_once_the_text_is_settled(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.REFERRER)
    presented = named(at.page, "What the referrer presents", QWidget)
    at.held.window.messages.told("That can't be kept.", presented)
    words(" Once more.")
    keys("Tab")
    assert at.told() == ""


def test_a_message_of_something_else_stays_when_a_field_is_right(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.REFERRER)
    at.held.window.messages.told("No room on the disk.")
    words(" Once more.")
    keys("Tab")
    assert at.told() == "No room on the disk."


def test_the_row_one_is_at_is_scrolled_into_sight_when_the_bar_appears(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.AGENCIES, papers_in=False)
    at.held.window.resize(1280, 590)
    area = _area(at.page)
    qtbot.waitUntil(lambda: area.height() < 400)
    keys(*["Down"] * 12)
    qtbot.waitUntil(lambda: below(at.page) <= 0)
    before = area.viewport().height()
    keys(*"he")
    assert "Press S" in at.told()
    qtbot.waitUntil(lambda: area.viewport().height() < before)
    qtbot.waitUntil(lambda: below(at.page) <= 0)


def below(page: QWidget) -> int:
    """How much of what has the focus lies under the edge, in pixels."""
    focus, area = QApplication.focusWidget(), _area(page)
    assert focus is not None
    foot = focus.mapTo(area.viewport(), QPoint(0, focus.height())).y()
    return foot - area.viewport().height()


def _area(page: QWidget) -> QScrollArea:
    step: QWidget | None = page
    while step is not None and not isinstance(step, QScrollArea):
        step = step.parentWidget()
    assert step is not None
    return step
