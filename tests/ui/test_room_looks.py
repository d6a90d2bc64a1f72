"""Who enters a case in the meeting room has looked at it: that stands in the access log, once, and holds nothing up."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from marac_desk.discussion import Step
from storage.room_rows import running_order
from storage.vault import Vault
from storage.views import NOT_YET
from tests.support.no_room import fill, no_room
from tests.support.rooms import HeldRoom, KeptSample, kept_sample, open_room, sample_vault
from tests.support.screens import press_here
from ui.meeting_room.room_frame import RoomFrame

__all__ = ["kept_sample", "sample_vault"]


def looks(vault: Vault) -> list[str]:
    """The cases of all views, oldest first."""
    with vault.read() as read:
        found = read.session.connection().exec_driver_sql(
            "SELECT key FROM journal_entry JOIN journal_touch USING (sequence) WHERE kind = 'view' ORDER BY sequence"
        )
        return [row[0] for row in found]


def in_case(qtbot: QtBot, vault: Vault, sample: KeptSample, case: int = 0) -> HeldRoom:
    return open_room(qtbot, vault, sample.sample.next_id, case=case, step=Step.REFERRER)


def case_at(vault: Vault, sample: KeptSample, at: int) -> str:
    with vault.read() as read:
        return str(running_order(read.session, sample.sample.next_id)[at].case_id)


def test_a_case_that_is_entered_is_noted_once_however_often_one_comes_back(
    qtbot: QtBot, sample_vault: Vault, kept_sample: KeptSample
) -> None:
    first, second = (case_at(sample_vault, kept_sample, at) for at in range(2))
    held = in_case(qtbot, sample_vault, kept_sample)
    assert looks(sample_vault) == []  # nothing waits for it
    qtbot.waitUntil(lambda: looks(sample_vault) == [first])
    place = held.page.place()
    held.page.arrive(place.replace(first, second))
    press_here("Alt+Right")
    held.page.leave()
    assert looks(sample_vault) == [first, second]
    held.page.arrive(place)
    held.page.leave()
    assert looks(sample_vault) == [first, second]


def test_nobody_reads_the_room_anew_for_it(
    qtbot: QtBot, sample_vault: Vault, kept_sample: KeptSample, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_case(qtbot, sample_vault, kept_sample)
    again = list[object]()
    monkeypatch.setattr(RoomFrame, "refresh", lambda _, changes: again.append(changes))
    qtbot.waitUntil(lambda: len(looks(sample_vault)) == 1)
    assert again == []


def test_the_opening_and_the_pause_between_cases_are_no_look(
    qtbot: QtBot, sample_vault: Vault, kept_sample: KeptSample
) -> None:
    held = open_room(qtbot, sample_vault, kept_sample.sample.next_id)
    held.frame.go(held.frame.stops()[-2])
    held.page.leave()
    assert looks(sample_vault) == []


def test_where_a_look_cannot_be_noted_yet_that_is_told(
    qtbot: QtBot, sample_vault: Vault, kept_sample: KeptSample, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = in_case(qtbot, sample_vault, kept_sample)
    monkeypatch.setattr(sample_vault, "note_view", lambda _: NOT_YET)
    held.page.leave()
    assert held.window.messages.shown() == NOT_YET


def test_a_full_disk_keeps_nobody_in_the_room(qtbot: QtBot, sample_vault: Vault, kept_sample: KeptSample) -> None:
    held = in_case(qtbot, sample_vault, kept_sample)
    with no_room(sample_vault):
        fill(sample_vault)
        held.page.leave()
    assert held.page.place()
