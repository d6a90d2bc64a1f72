"""A meeting room for tests: the sample's next meeting, held in a real vault by keys."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from marac_desk.discussion import Step
from marac_desk.sample import Sample, type_sample
from storage.room_rows import running_order
from storage.vault import Vault, unlock_vault
from tests.support.screens import open_desk, press
from tests.support.vaults import MORNING, PASSPHRASE, TickingClock, cheap_vault
from ui.meeting_room.presentation import Presentation
from ui.meeting_room.room import Room
from ui.meeting_room.room_frame import RoomFrame
from ui.meeting_room.room_page import RoomPage
from ui.shell.main_window import MainWindow


@dataclass(frozen=True)
class KeptSample:
    """A locked vault with the sample in it, which tests copy."""

    path: Path
    sample: Sample


@pytest.fixture(scope="session")
def kept_sample(tmp_path_factory: pytest.TempPathFactory) -> KeptSample:
    """Typed once for all tests of a run."""
    path = tmp_path_factory.mktemp("sample") / "vault"
    with cheap_vault(path).vault as vault:
        return KeptSample(path, type_sample(vault, MORNING - timedelta(days=1)))


@pytest.fixture
def sample_vault(kept_sample: KeptSample, tmp_path: Path) -> Iterator[Vault]:
    """An open vault of the test's own with the sample, on the morning of its next meeting."""
    path = Path(shutil.copytree(kept_sample.path, tmp_path / "sample"))
    with unlock_vault(path, PASSPHRASE, clock=TickingClock()) as opened:
        yield opened


@dataclass(frozen=True)
class HeldRoom:
    """The window, and the room in it."""

    window: MainWindow
    page: RoomPage

    @property
    def frame(self) -> RoomFrame:
        """The room laid out."""
        assert self.page.frame is not None
        return self.page.frame

    @property
    def room(self) -> Room:
        """The meeting as it is held."""
        return self.frame.room


def open_room(
    qtbot: QtBot, vault: Vault, meeting_id: UUID, case: int | None = None, step: Step | None = None
) -> HeldRoom:
    """The window at a meeting; with `case` (from 0, in running order) within that case, at a step."""
    window = open_desk(qtbot, vault)
    place = str(meeting_id)
    if case is not None:
        with vault.read() as read:
            place += f"|case {running_order(read.session, meeting_id)[case].case_id}|{int(step or Step.REFERRER)}"
    window.open_page("room", place)
    page = window.page()
    assert isinstance(page, RoomPage)
    return HeldRoom(window, page)


def present(qtbot: QtBot, held: HeldRoom) -> Presentation:
    """Opens the shared screen, and goes back to the room, as one does once it is shared."""
    press(held.window, "F8")
    shown = held.page.presentation
    assert shown is not None
    with qtbot.waitActive(held.window):
        held.window.activateWindow()
    return shown
