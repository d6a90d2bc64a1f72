from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from marac_desk.cases import PartyRole
from marac_desk.dates import PartialDate
from storage.case_rows import hearings, namesakes, next_hearing, prepared, referrals_of
from storage.planner_rows import agenda_lines, waiting_cases
from tests.support.area import Area, encrypted


@pytest.fixture
def area(tmp_path: Path) -> Iterator[Area]:
    with encrypted(tmp_path) as engines, Session(engines.writer) as session:
        yield Area(session)


def waiting(area: Area, meeting_id: object) -> list[str]:
    area.session.flush()
    return [row.reference for row in waiting_cases(area.session, meeting_id)]  # type: ignore[arg-type]


def test_a_case_waits_from_its_referral_until_a_meeting_lists_it(area: Area) -> None:
    case, never = area.case(), area.case()
    area.referral(case, date(2026, 1, 2))
    ahead = area.meeting(weeks=4, begun=False)
    assert waiting(area, ahead.id) == [case.reference]
    assert never.reference not in waiting(area, ahead.id)
    area.meeting(case, weeks=2)
    assert waiting(area, ahead.id) == []


def test_another_referral_after_the_meeting_makes_the_case_wait_again(area: Area) -> None:
    case = area.case()
    area.referral(case, date(2026, 1, 2))
    first = area.meeting(case)
    area.discussion(first, case)
    area.referral(case, date(2026, 2, 2))
    (row,) = waiting_cases(area.session, area.meeting(weeks=8, begun=False).id)
    assert (row.reference, row.referred_on, row.before) == (case.reference, date(2026, 2, 2), date(2026, 1, 8))


def test_a_case_that_was_put_off_waits_for_the_next_meeting_and_a_refused_one_does_not(area: Area) -> None:
    put_off, refused = area.case(), area.case()
    area.referral(put_off, date(2026, 1, 2))
    area.referral(refused, date(2026, 1, 2)).refuse_listing("below the threshold", "the chair")
    area.meeting(put_off).defer(put_off.id, "the referrer was ill")
    assert waiting(area, area.meeting(weeks=2, begun=False).id) == [put_off.reference]


def test_a_line_of_the_agenda_knows_the_children_and_everybody_in_the_case(area: Area) -> None:
    child = area.person("Ben")
    case = area.case()
    case.add_party(PartyRole.CHILD, child.id, "son")
    held = area.meeting(case, begun=False)
    area.session.flush()
    (line,) = agenda_lines(area.session, held.id)
    assert line.case.has_children
    assert line.case.people == {case.victim_id, child.id}
    assert line.victim == "Marta Invented"


def test_the_next_hearing_is_the_earliest_that_is_still_to_come(area: Area) -> None:
    case = area.case()
    held = area.meeting(case)
    held.close(held.starts_at)
    later, sooner = area.meeting(case, weeks=6, begun=False), area.meeting(case, weeks=2, begun=False)
    area.session.flush()
    found = next_hearing(area.session, case.id)
    assert found is not None
    assert found.meeting_id == sooner.id
    assert [row.meeting_id for row in hearings(area.session, case.id)] == [later.id, sooner.id, held.id]


def test_what_is_prepared_ahead_is_prepared_once_with_the_referrers_words(area: Area) -> None:
    case = area.case()
    area.referral(case, date(2026, 1, 2))
    held = area.meeting(case, begun=False)
    made = prepared(area.session, held.id, case.id)
    area.session.flush()
    assert made.presented == "Threats since the separation"
    assert made.referral_id == referrals_of(area.session, case.id)[0]
    assert prepared(area.session, held.id, case.id) is made


def test_namesakes_share_the_family_name_and_a_first_name_or_a_date_of_birth(area: Area) -> None:
    marta, ben = area.person("Marta Anna"), area.person("Ben")
    area.person("Marta", "Sample")
    ben.born = PartialDate(1995, 3, 2)
    area.case(marta)
    area.session.flush()
    by_name = namesakes(area.session, "marta", "INVENTED", "")
    assert [row.person_id for row in by_name] == [marta.id]
    assert by_name[0].case_reference == "NV-2026-0001"
    assert [row.person_id for row in namesakes(area.session, "Zoe", "Invented", "1995-03-02")] == [ben.id]
    assert namesakes(area.session, "Marta", "", "") == ()


def test_a_victim_is_found_among_many_of_the_same_family_name(area: Area) -> None:
    for _ in range(60):
        area.person("Ben")
    for _ in range(6):
        area.person("Marta")
    case = area.case(area.person("Marta"))
    area.session.flush()
    found = namesakes(area.session, "Marta", "Invented", "")
    assert (found[0].case_id, len(found)) == (case.id, 5)
