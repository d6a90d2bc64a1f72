"""The sample that one looks around in: there again the same day, also after a kill, and gone after it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from marac_desk.meetings import Meeting
from storage.queries import meetings
from storage.sealing import LEAST
from tests.support.screens import called, click, open_window, press_here
from tests.support.vaults import TickingClock, cheap_vault
from ui.shell.main_window import MainWindow
from ui.unlock.samples import open_sample, sample_of_today, tidy


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """The making of a vault that does not stretch its passphrase, and the typing of hardly anything."""
    monkeypatch.setattr("storage.sealing.calibrated", lambda _: LEAST)


def offered(window: MainWindow) -> list[str]:
    buttons = window.door.welcome.findChildren(QPushButton)
    return [called(button) for button in buttons if "sample" in button.text()]


@pytest.mark.usefixtures("cheap")
def test_the_sample_is_offered_again_the_same_day_as_it_was_left(qtbot: QtBot) -> None:
    window = open_window(qtbot)
    assert offered(window) == ["Look around in the sample"]
    click(window.door, "Look around in the sample")
    assert window.desk is not None
    with window.desk.vault.edit("Write venue") as edit:
        edit.get(Meeting, meetings(edit.session)[0].id).venue = "Sample Hall"
    window.close()
    again = open_window(qtbot)
    assert offered(again) == ["Go back to the sample"]
    click(again.door, "Go back to the sample")
    assert again.desk is not None
    with again.desk.vault.read() as read:
        assert meetings(read.session)[0].venue == "Sample Hall"
    again.close()


def left_from(day: str, folder: Path) -> Path:
    made = folder / day
    cheap_vault(made).vault.lock()
    return made


def test_samples_of_other_days_go_and_nothing_else_does(tmp_path: Path) -> None:
    clock = TickingClock()
    old, half = left_from("sample-2026-11-20", tmp_path), left_from("sample-2026-11-26.part", tmp_path)
    today, own = left_from("sample-2026-11-26", tmp_path), left_from("sample-mine", tmp_path)
    link = tmp_path / "sample-2026-11-19"
    link.symlink_to(own)
    tidy(tmp_path, clock())
    assert [place.exists() for place in (old, half, today, own, link)] == [False, False, True, True, True]


def test_a_sample_that_somebody_has_open_stays(tmp_path: Path) -> None:
    clock = TickingClock()
    with cheap_vault(tmp_path / "sample-2026-11-20").vault as vault:
        tidy(tmp_path, clock())
        assert vault.folder.database.exists()
    tidy(tmp_path, clock())
    assert not vault.folder.path.exists()


@pytest.mark.usefixtures("cheap")
def test_one_whose_making_was_cut_off_is_made_afresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = TickingClock()
    left_from(f"{sample_of_today(tmp_path, clock()).name}.part", tmp_path)
    with open_sample(tmp_path, clock) as vault, vault.read() as read:
        assert len(meetings(read.session)) >= 2
    assert [place.name for place in tmp_path.iterdir()] == [sample_of_today(tmp_path, clock()).name]


def test_while_the_sample_is_made_the_focus_stays_and_nothing_else_can_be_begun(qtbot: QtBot) -> None:
    welcome = open_window(qtbot).door.welcome
    asked: list[str] = []
    welcome.look_around.disconnect()  # it is not made here
    welcome.look_around.connect(lambda: asked.append("sample"))
    welcome.make.connect(lambda: asked.append("vault"))
    welcome.sample.setFocus()
    press_here("Return")
    welcome.busy()
    assert QApplication.focusWidget() is welcome.sample
    assert not welcome.first.isEnabled()
    press_here("Return")
    press_here("Space")
    assert asked == ["sample"]
    welcome.fail("No room on the disk.")
    assert welcome.first.isEnabled()
    press_here("Return")
    assert asked == ["sample", "sample"]
