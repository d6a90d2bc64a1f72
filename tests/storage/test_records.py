"""A whole meeting gathered for its papers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from marac_desk.actions import Action, Progress
from marac_desk.cases import Case, PartyRole
from marac_desk.discussion import RiskTo, Said, Subject, VoiceKind
from marac_desk.maracs import LocalPractice, RepeatClock
from marac_desk.meetings import Attendance, Meeting, Presence
from marac_desk.record import MeetingRecord
from storage.engine import Engines
from storage.records import meeting_record
from tests.support.area import FIRST_DAY, Area, encrypted


@pytest.fixture
def engines(tmp_path: Path) -> Iterator[Engines]:
    with encrypted(tmp_path) as opened:
        yield opened


@pytest.fixture
def area(engines: Engines) -> Iterator[Area]:
    with Session(engines.writer) as session:
        yield Area(session)


def busy_meeting(area: Area, cases: int, weeks: int = 2) -> Meeting:
    """A meeting with something of every kind in each of its cases."""
    listed = [area.case() for _ in range(cases)]
    held = area.meeting(*listed, weeks=weeks)
    held.attendance.append(Attendance("Pat Sample", Presence.PRESENT, area.police.id))
    for case in listed:
        case.add_party(PartyRole.PERPETRATOR, area.person("Kit", "Placeholder").id)
        referral = area.referral(case, date(2026, 1, 5))
        referral.referred_by(area.police.id)
        discussion = area.discussion(held, case, referral.id)
        discussion.hear(VoiceKind.FEAR, "afraid of his release")
        discussion.share(area.police.id, Said.SHARES, "two call-outs")
        risk = discussion.raise_risk("Threats to kill", RiskTo(Subject.VICTIM))
        discussion.add_action("Fit a panic alarm", owner=area.police.id, risks=[risk.id])
        discussion.give_reason("child", "What of the child?", "no children")
    area.session.flush()
    return held


def texts(record: MeetingRecord) -> list[str]:
    return [each.action.text for each in record.earlier_actions]


def agreed(area: Area, case: Case, text: str, weeks: int = 0) -> Action:
    """An action agreed at a meeting of its own."""
    discussion = area.discussion(area.meeting(case, weeks=weeks), case)
    action = discussion.add_action(text, owner=area.police.id)
    area.session.flush()
    return action


def test_a_meeting_is_gathered_whole_and_can_be_read_when_the_session_is_closed(engines: Engines) -> None:
    with Session(engines.writer) as session, session.begin():
        meeting_id = busy_meeting(Area(session), 3).id
    with Session(engines.reader) as session:
        record = meeting_record(session, meeting_id)
    assert [heard.item.position for heard in record.cases] == [1, 2, 3]
    heard = record.cases[0]
    assert heard.discussion is not None
    assert heard.referral is not None
    assert heard.victim.name == "Marta Invented"
    assert record.people[heard.case.parties[0].person_id or heard.victim.id].name == "Kit Placeholder"
    assert record.agency_name(heard.referral.agencies[0].agency_id) == "Police"
    assert heard.discussion.risks[0].to[0].subject is Subject.VICTIM
    assert heard.discussion.actions[0].risks[0].text == "Threats to kill"
    assert heard.discussion.actions[0].state is Progress.OPEN
    assert heard.discussion.reason_for("child") == "no children"
    assert record.marac.round_table()[0].spokesperson() is None
    assert record.meeting.attendance[0].stayed_for(heard.case.id)


def test_the_number_of_selects_does_not_grow_with_the_cases(engines: Engines, area: Area) -> None:
    def selects(cases: int) -> int:
        held = busy_meeting(area, cases, weeks=cases)
        meeting_id = held.id
        area.session.flush()
        area.session.expunge_all()
        counted: list[str] = []
        event.listen(engines.writer, "before_cursor_execute", count := lambda *said: counted.append(said[2]))
        meeting_record(area.session, meeting_id)
        event.remove(engines.writer, "before_cursor_execute", count)
        return len(counted)

    first = selects(2)
    area.session.add(area.marac)
    # The second meeting hears of the first one's actions too: three selects, however many they are.
    assert selects(9) == first + 3


def test_a_deferred_case_has_no_discussion(area: Area) -> None:
    held = busy_meeting(area, 2)
    held.defer(held.agenda[0].case_id, "no interpreter")
    area.session.flush()
    deferred, heard = meeting_record(area.session, held.id).cases
    assert deferred.discussion is None
    assert deferred.referral is not None
    assert heard.discussion is not None


def test_the_referral_is_the_one_that_was_discussed_else_the_last_before_the_meeting(area: Area) -> None:
    case = area.case()
    discussed, _ = area.referral(case, date(2026, 1, 2)), area.referral(case, date(2026, 1, 6))
    after = area.referral(case, date(2026, 1, 30))
    first, second = area.meeting(case), area.meeting(case, weeks=2)
    area.discussion(first, case, discussed.id)
    assert meeting_record(area.session, first.id).cases[0].referral is discussed
    last = meeting_record(area.session, second.id).cases[0].referral
    assert last is not None
    assert last.received_on == date(2026, 1, 6)
    assert last is not after


def test_what_is_still_to_do_comes_to_every_later_meeting(area: Area) -> None:
    agreed(area, area.case(), "Visit")
    for weeks in (2, 4):
        record = meeting_record(area.session, area.meeting(weeks=weeks).id)
        assert [(each.case_reference, each.case_number, each.meeting_on) for each in record.earlier_actions] == [
            ("NV-2026-0001", "1", FIRST_DAY.date())
        ]


def test_what_was_finished_before_the_meeting_does_not_come_to_it(area: Area) -> None:
    for state in (Progress.COMPLETE, Progress.SUPERSEDED, Progress.CANCELLED):
        agreed(area, area.case(), state.value).report(FIRST_DAY + timedelta(days=1), state)
    agreed(area, area.case(), "declined").decline("no power to")
    agreed(area, area.case(), "finished later").report(FIRST_DAY + timedelta(weeks=3), Progress.COMPLETE)
    area.session.flush()
    assert texts(meeting_record(area.session, area.meeting(weeks=2).id)) == ["finished later"]


def test_what_was_not_possible_comes_to_the_next_meeting_once_and_again_with_its_case(area: Area) -> None:
    case = area.case()
    action = agreed(area, case, "Visit")
    action.report(FIRST_DAY + timedelta(days=1), Progress.NOT_POSSIBLE, "the family moved away")
    area.session.flush()
    assert texts(meeting_record(area.session, area.meeting(weeks=2).id)) == ["Visit"]
    back = meeting_record(area.session, area.meeting(case, weeks=4).id)
    assert texts(back) == []
    assert [each.action.text for each in back.cases[0].earlier_actions] == ["Visit"]
    action.report(FIRST_DAY + timedelta(weeks=5), Progress.NOT_POSSIBLE, "still away")
    area.session.flush()
    assert texts(meeting_record(area.session, back.meeting.id)) == []


def test_a_case_that_comes_back_has_its_own_earlier_actions_and_when_it_was_heard(area: Area) -> None:
    case, other = area.case(), area.case()
    agreed(area, case, "Visit")
    agreed(area, other, "Write", weeks=1)
    back, new = meeting_record(area.session, area.meeting(case, area.case(), weeks=2).id).cases
    assert [each.action.text for each in back.earlier_actions] == ["Visit"]
    assert (back.last_heard, new.last_heard) == (FIRST_DAY.date(), None)
    assert new.earlier_actions == ()


def year_later(area: Area, *, days: int) -> list[str]:
    """Whose twelve months have passed, at a meeting so many days after a year from the first."""
    area.meeting(weeks=50)
    starts_at = FIRST_DAY.replace(year=2027) + timedelta(days=days)
    held = area.meeting(begun=False)
    held.starts_at = starts_at
    area.session.flush()
    return [each.case_reference for each in meeting_record(area.session, held.id).twelve_months]


@pytest.mark.parametrize(
    ("clock", "days", "passed"),
    [
        (RepeatClock.REFERRAL, -6, False),
        (RepeatClock.REFERRAL, -5, True),
        (RepeatClock.MEETING, 0, False),
        (RepeatClock.MEETING, 1, True),
    ],
)
def test_twelve_months_are_counted_from_the_referral_or_the_meeting_and_the_last_day_still_counts(
    area: Area, clock: RepeatClock, days: int, passed: bool
) -> None:
    area.marac.practice = LocalPractice(repeat_clock=clock)
    case = area.case()
    area.referral(case, date(2026, 1, 2))
    agreed(area, case, "Visit")
    assert year_later(area, days=days) == (["NV-2026-0001"] if passed else [])


@pytest.mark.parametrize("clock", RepeatClock)
def test_a_case_that_was_referred_again_has_not_passed_its_twelve_months(area: Area, clock: RepeatClock) -> None:
    area.marac.practice = LocalPractice(repeat_clock=clock)
    case = area.case()
    area.referral(case, date(2026, 1, 2))
    agreed(area, case, "Visit")
    area.referral(case, date(2026, 12, 20))
    assert year_later(area, days=3) == []


def test_twelve_months_are_told_once(area: Area) -> None:
    case = area.case()
    area.referral(case, date(2026, 1, 2))
    agreed(area, case, "Visit")
    assert year_later(area, days=3) == ["NV-2026-0001"]
    area.meeting(weeks=53)
    record = meeting_record(area.session, area.meeting(weeks=54).id)
    assert record.twelve_months == ()
