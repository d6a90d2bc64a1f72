"""What the minutes say of what was told: a pregnancy, the victim, risks, earlier actions, what came in writing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise

from exports.audience import Audience
from exports.document import Heading, Items, Table
from marac_desk.actions import Progress
from marac_desk.cases import KeyDate, KeyDateKind, PartyRole
from marac_desk.discussion import RiskTo, Said, Subject
from marac_desk.record import MeetingRecord
from marac_desk.reference import Reference
from tests.support.minutes import minutes, table_rows, under, words
from tests.support.records import Northvale


def test_a_pregnancy_is_not_in_the_copy_of_who_works_with_the_person_causing_harm(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    case, talk = record.cases[0].case, record.cases[0].discussion
    assert talk is not None
    unborn = next(each for each in case.parties_in(PartyRole.CHILD) if each.unborn)
    case.key_dates = [KeyDate(KeyDateKind.HEARING, date(2026, 12, 11), "she will be 30 weeks pregnant")]
    talk.raise_risk("kicked in the belly", RiskTo(Subject.CHILD, unborn.id), heading="unborn")
    talk.give_reason("child", "No action is for the unborn child.", "Midwifery has one.")
    whole, near = (words(minutes(record, reference, Audience(each))) for each in (None, area.programme))
    for telling in ("nborn", "regnan", "elly", "idwif"):
        assert telling in whole
        assert telling not in near.replace("marriage or civil partnership, pregnancy", "")
    assert "Child 1, 7; child 2, 3" in near
    assert "Hearing 11 Dec 2026." in near
    assert ("R3", "A risk named at the meeting", "Not part of this copy") in {
        line[:3] for line in table_rows(minutes(record, reference, Audience(area.programme)), "Risks")
    }


def test_how_the_victim_is_told_goes_on_after_its_own_stop_and_not_to_who_works_with_the_person_causing_harm(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    assert record.cases[0].discussion is not None
    record.cases[0].discussion.tell(area.idva.id, "J. Placeholder", "At the dentist.", date(2026, 11, 27))
    whole, near = (words(minutes(record, reference, Audience(each))) for each in (None, area.programme))
    assert "The victim is told by: IDVA service, J. Placeholder, At the dentist, by 27 Nov 2026." in whole
    assert "The victim is told by: IDVA service, J. Placeholder, by 27 Nov 2026." in near


def test_risks_are_called_recapped_only_where_there_is_one(record: MeetingRecord, reference: Reference) -> None:
    assert record.cases[1].discussion is not None
    record.cases[1].discussion.recap()
    assert "4 Risks\nNo risk is recorded." in under(minutes(record, reference), "Case NV-2026-0143")


def test_an_earlier_action_in_progress_says_so_and_since_when(record: MeetingRecord, reference: Reference) -> None:
    action = record.earlier_actions[2].action
    action.report(datetime(2026, 11, 24, 10, tzinfo=UTC), Progress.IN_PROGRESS)
    still_open = table_rows(minutes(record, reference), "Still open")
    assert still_open[0][3] == "In progress, 24 Nov 2026."
    action.report(datetime(2026, 11, 24, 11, tzinfo=UTC), Progress.IN_PROGRESS, "a place is held")
    assert table_rows(minutes(record, reference), "Still open")[0][3] == "In progress, 24 Nov 2026. A place is held."


def test_an_agency_that_sent_apologies_and_no_answer_is_among_those_without_one(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    def silent() -> set[str]:
        table = under(minutes(record, reference), "Case NV-2026-0142").split("4 Risks")[0]
        return {name for name in (area.children.name, area.police.name) if f"{name}\nNo answer recorded." in table}

    area.children.core = False
    assert silent() == {area.children.name}
    record.meeting.attendance.pop()
    assert silent() == set()


def test_what_is_printed_of_an_agency_that_sent_apologies_counts_as_sent(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    def apologies() -> tuple[str, ...]:
        return table_rows(minutes(record, reference), "Apologies")[0][2:]

    assert record.cases[0].discussion is not None
    line = record.meeting.attendance[3]
    line.information_sent, line.information_received = False, None
    assert apologies() == ("No", "Not received")
    record.cases[0].discussion.share(area.children.id, Said.NOT_PRESENT)
    assert apologies() == ("No", "Not received")
    record.cases[0].discussion.share(area.children.id, Said.SHARES, "Plan in place.", filed=True)
    assert apologies() == ("Yes", "Day not recorded")


def test_what_stands_over_a_list_of_actions_is_a_heading_and_so_stays_with_it(
    record: MeetingRecord, reference: Reference
) -> None:
    blocks = minutes(record, reference).blocks
    titles = {"From last time", "Agreed this time", "Asked and declined", "Not done, and why"}
    over = {
        block.text: following
        for block, following in pairwise(blocks)
        if isinstance(block, Heading) and block.text in titles
    }
    assert set(over) == titles
    assert all(isinstance(following, Table | Items) for following in over.values())


def test_what_was_sent_in_by_somebody_who_was_not_in_the_room_is_not_told_as_if_they_had_spoken(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    talk = record.cases[0].discussion
    assert talk is not None

    def fact(speaker: str, *, filed: bool) -> str:
        talk.share(area.idva.id, Said.SHARES, "Seen on Monday.", filed=filed, heard=True, speaker=speaker)
        rows = table_rows(minutes(record, reference), "Information shared")
        return next(line[1] for line in rows if line[0].startswith("IDVA service"))

    assert fact("N. Specimen", filed=True) == "In writing. Seen on Monday."
    assert fact("", filed=True) == "In writing. Seen on Monday."
    assert fact("J. Placeholder", filed=True) == "Seen on Monday."
    assert fact("J. Placeholder", filed=False) == "Seen on Monday."
