"""What whoever signs the minutes off is told beforehand, by case references alone."""

from __future__ import annotations

from datetime import UTC, datetime

from marac_desk.discussion import Discussion
from marac_desk.gaps import Room, open_gaps
from marac_desk.record import MeetingRecord
from marac_desk.unfinished import unfinished
from tests.support.records import a_meeting

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def empty_table(_talk: Discussion) -> Room:
    return Room({}, frozenset())


def talks(record: MeetingRecord) -> list[Discussion]:
    return [heard.discussion for heard in record.cases if heard.discussion is not None]


def test_cases_not_heard_and_not_closed_are_named_and_those_put_off_are_not() -> None:
    record = a_meeting()
    first, second = talks(record)
    first.started_at, first.ended_at, second.started_at, second.ended_at = NOON, None, None, None
    said = unfinished(record, empty_table)
    assert said[:2] == ("Not heard and not put off: NV-2026-0143.", "Begun and not closed: NV-2026-0142.")
    assert record.cases[2].case.reference not in " ".join(said)


def test_gaps_are_counted_until_each_has_its_reason() -> None:
    record = a_meeting()
    first, second = talks(record)
    for talk in (first, second):
        talk.started_at = talk.ended_at = NOON
        for gap in open_gaps(
            talk, next(heard.case for heard in record.cases if heard.discussion is talk), empty_table(talk)
        ):
            talk.give_reason(gap.key, gap.say, "agreed in the room")
    assert unfinished(record, empty_table) == ()
    first.gap_reasons.clear()
    (said,) = unfinished(record, empty_table)
    assert said.startswith("Gaps without a reason: NV-2026-0142 (")
