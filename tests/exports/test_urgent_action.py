"""One action sent at once: what its agency needs to do it today, by the same rules as the plan, and nothing else."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from exports.document import Document, Notice, Table, Tone, block_texts, joined, texts
from exports.pack import Paper, urgent_action
from marac_desk.actions import Action
from marac_desk.agencies import Agency
from marac_desk.cases import KeyDate, KeyDateKind
from marac_desk.errors import Refused
from marac_desk.findings import FindingKind
from marac_desk.papers import PaperKind
from marac_desk.record import MeetingRecord
from marac_desk.reference import Reference
from tests.support.markers import Markers
from tests.support.records import MEETING_DAY, Northvale, a_meeting


@pytest.fixture
def record(area: Northvale) -> MeetingRecord:
    made = a_meeting(area)
    action_of(made, area.police).due = MEETING_DAY
    return made


def action_of(record: MeetingRecord, agency: Agency, case: int = 0) -> Action:
    talk = record.cases[case].discussion
    assert talk is not None
    return next(each for each in talk.actions if each.agency_id == agency.id)


def paper(record: MeetingRecord, action_id: UUID, reference: Reference) -> Paper:
    (made,) = urgent_action(record, action_id, reference).papers
    return made


def words(document: Document) -> str:
    return "\n".join(texts(document))


def test_the_paper_holds_that_action_and_no_other(area: Northvale, record: MeetingRecord, reference: Reference) -> None:
    assert record.cases[0].discussion is not None
    record.cases[0].discussion.add_action("Take his keys", owner=area.police.id, due=date(2026, 12, 1))
    made = paper(record, action_of(record, area.police).id, reference)
    assert (made.stem, made.kind, made.recipient) == (
        "NV-M-2026-23-urgent-police-142-1",
        PaperKind.URGENT_ACTION,
        "Police",
    )
    tables = {block.caption: block for block in made.document.blocks if isinstance(block, Table)}
    (action, _) = tables["Your actions"].rows
    assert [joined(cell.text) for cell in action][:4] == [
        "142.1",
        "Mark the address for a swift answer.",
        "DS E. Example",
        "24 Nov 2026",
    ]
    assert "Take his keys" not in words(made.document)
    assert made.document.foot.startswith("Copy for Police.")


def test_it_says_how_the_victim_must_not_be_contacted_and_who_must_not_be_told(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    made = paper(record, action_of(record, area.police).id, reference)
    (danger,) = [block for block in made.document.blocks if isinstance(block, Notice) and block.tone is Tone.DANGER]
    said = " ".join(block_texts(danger))
    for part in ("Do not write, phone or visit", "the victim's brother", "is never told of this meeting"):
        assert part.casefold() in said.casefold()


def test_the_protected_detail_goes_to_its_owner_and_nobody_elses_is_there(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    own = paper(record, action_of(record, area.police).id, reference)
    assert "Detail 142-A, for your agency alone: She is now at 9 Invented Row" in words(own.document)
    other = paper(record, action_of(record, area.children).id, reference)
    assert "Invented Row" not in words(other.document)


def test_near_the_person_causing_harm_there_is_no_voice_and_no_way_to_the_victim(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    said = words(paper(record, action_of(record, area.programme).id, reference).document)
    assert "See him weekly" in said
    assert "Through the coordinator." in said
    for kept in ("sleeps badly", "wait by the gate", "through the IDVA", "2 Mar 1995", "entry to the home"):
        assert kept not in said


def test_a_secret_in_its_words_stops_it(area: Northvale, record: MeetingRecord, reference: Reference) -> None:
    action = action_of(record, area.police)
    action.text = "Drive by Willow House tonight"
    pack = urgent_action(record, action.id, reference)
    assert pack.papers == ()
    assert {(each.kind, each.place, each.copy_for) for each in pack.findings} == {
        (FindingKind.KNOWN_SECRET, "NV-2026-0142, action 142.1", "Police")
    }


def test_it_is_not_made_for_an_agency_that_may_not_have_the_case(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    action = action_of(record, area.housing, case=1)
    action.agency_id = area.adults.id
    with pytest.raises(Refused, match="may not have this case"):
        urgent_action(record, action.id, reference)


def test_nobody_gets_what_nobody_took_on(area: Northvale, record: MeetingRecord, reference: Reference) -> None:
    for action in (action_of(record, area.housing), action_of(record, area.police)):
        if action.agreed:
            action.agency_id = None
        with pytest.raises(Refused, match="No agency has taken this action on"):
            urgent_action(record, action.id, reference)


def test_two_cases_third_actions_never_share_a_file(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    actions = [action_of(record, area.police), action_of(record, area.housing, case=1)]
    actions[1].agency_id = area.police.id
    stems = {paper(record, action.id, reference).stem for action in actions}
    assert len(stems) == 2


def test_of_all_texts_of_the_record_only_its_own_stand_in_it(area: Northvale, reference: Reference) -> None:
    marked = Markers(a_meeting(area))
    made = urgent_action(marked.record, action_of(marked.record, area.police).id, reference)
    standing = marked.in_text(repr(made.papers or made))
    assert made.papers
    for name in standing:
        assert not name.startswith(("143: ", "VoiceLine", "Contribution", "Address", "Person.phone", "Decision")), name
        assert name.removeprefix("Action.text ") in ("(police)", name)


def test_a_baby_that_is_due_stands_only_where_the_action_is_about_the_unborn_child(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    record.cases[0].case.key_dates = [KeyDate(KeyDateKind.BIRTH, date(2027, 2, 16))]
    action_of(record, area.children).text = "Begin a pre-birth assessment for the unborn child"
    for agency, told in ((area.police, False), (area.programme, False), (area.children, True)):
        said = words(paper(record, action_of(record, agency).id, reference).document)
        assert ("unborn" in said, "Baby due 16 Feb 2027" in said) == (told, told), agency.name
