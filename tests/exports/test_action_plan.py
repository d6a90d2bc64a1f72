"""What stands in an agency's plan, and that nothing else does."""

from __future__ import annotations

from datetime import date

from exports.compose.action_plan import CAUTION, NOTHING, compose_action_plan
from exports.compose.safety import RESTRICTED
from exports.compose.telling import NOT_SAID, TASK
from exports.compose.wording import REQUESTS
from exports.document import Document, Heading, Notice, PageBreak, Table, Tone, block_texts, joined, texts
from marac_desk.actions import Faces
from marac_desk.agencies import Agency
from marac_desk.cases import Case, ContactRule, KeyDate, KeyDateKind, MustNotReceive, PartyRole
from marac_desk.discussion import RiskTo, Subject
from marac_desk.maracs import LocalPractice, NamesOnPapers
from marac_desk.record import MeetingRecord
from marac_desk.reference import Reference
from tests.support.records import Northvale


def plan(record: MeetingRecord, agency: Agency, reference: Reference) -> Document:
    return compose_action_plan(record, agency, reference).document


def words(document: Document) -> str:
    return "\n".join(texts(document))


def rows(document: Document, caption: str) -> list[tuple[str, ...]]:
    tables = [block for block in document.blocks if isinstance(block, Table) and block.caption == caption]
    return [tuple(joined(cell.text) for cell in row) for table in tables for row in table.rows]


def test_a_plan_holds_the_agencys_own_actions_and_no_other(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    own = rows(plan(record, area.police, reference), "Your actions")
    assert own[0] == (
        "142.1",
        "Mark the address for a swift answer.",
        "DS E. Example",
        "1 Dec 2026",
        "R1 Entry to the home",
    )
    assert len(own) == 2
    assert "See him weekly" not in words(plan(record, area.police, reference))


def test_a_declined_action_is_in_no_plan(area: Northvale, record: MeetingRecord, reference: Reference) -> None:
    assert "stronger door" not in words(plan(record, area.housing, reference))


def test_the_protected_detail_stands_beneath_its_owners_action(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    detail = rows(plan(record, area.police, reference), "Your actions")[1]
    assert detail == ("", "Detail 142-A, for your agency alone: She is now at 9 Invented Row, ZZ99 3BB.")
    for other in (area.idva, area.children, area.housing, area.programme, area.adults):
        assert "Invented Row" not in words(plan(record, other, reference))


def test_every_case_says_how_the_victim_must_not_be_contacted(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    for agency in (area.police, area.programme, area.children, area.housing):
        document = plan(record, agency, reference)
        dangers = [block for block in document.blocks if isinstance(block, Notice) and block.tone is Tone.DANGER]
        said = "\n".join(text for block in dangers for text in block_texts(block))
        expected = "ask the IDVA before any contact" if agency is area.housing else "Do not write, phone or visit."
        assert expected in said
        assert ("Must not be told: The victim's brother." in said) is (agency is not area.housing)


def test_near_the_person_causing_harm_a_risk_is_named_by_its_heading_alone(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    answers = rows(plan(record, area.programme, reference), "Your actions")[0][4]
    assert answers == "R1 Stalking and harassment; R2 A risk named at the meeting"


def test_an_action_that_rests_on_the_victims_word_warns_not_to_show_it(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    discussion = record.cases[0].discussion
    assert discussion is not None
    assert CAUTION in words(plan(record, area.programme, reference))
    for each in discussion.actions:
        each.other_source = "seen by a patrol"
    assert CAUTION not in words(plan(record, area.programme, reference))


def test_every_plan_says_who_must_never_be_told(area: Northvale, record: MeetingRecord, reference: Reference) -> None:
    police, programme = (words(plan(record, each, reference)) for each in (area.police, area.programme))
    assert "Daniel Sample, 34, ex-partner, alleged" in police
    assert "Daniel Sample, 34 (5 May 1992), ex-partner, alleged" in programme


def test_near_the_person_causing_harm_a_plan_tells_no_way_to_the_victim(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    case = record.cases[0].case
    case.contact = ContactRule("do not write", "at work, through the manager")
    case.key_dates = [
        KeyDate(kind, date(2026, 12, 14), "the coach to Eastham")
        for kind in (KeyDateKind.BIRTH, KeyDateKind.HANDOVER, KeyDateKind.OTHER)
    ]
    said = words(plan(record, area.programme, reference))
    assert "Do not write." in said
    assert "The one way allowed: Through the coordinator." in said
    assert "Marta Invented, 31" in said
    for hidden in ("manager", "14 Dec 2026", "Eastham", "1995"):
        assert hidden not in said
    assert "At work, through the manager." in words(plan(record, area.police, reference))


def test_an_action_that_faces_the_person_causing_harm_shows_no_words_of_a_risk(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    assert record.cases[0].discussion is not None
    record.cases[0].discussion.actions[0].faces = Faces.PERPETRATOR
    assert rows(plan(record, area.police, reference), "Your actions")[0][4] == "R1 Stalking and harassment"


def test_each_case_of_a_plan_has_a_page_of_its_own(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    assert record.cases[1].discussion is not None
    record.cases[1].discussion.add_action("Check the door camera", owner=area.police.id)
    blocks = plan(record, area.police, reference).blocks
    cases = [place for place, block in enumerate(blocks) if isinstance(block, Heading) and "Case" in block.text]
    assert [isinstance(blocks[place - 1], PageBreak) for place in cases] == [False, True]


def test_a_plan_names_only_the_people_that_its_actions_are_about(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    police, programme, children = (
        words(plan(record, each, reference)) for each in (area.police, area.programme, area.children)
    )
    assert "Marta Invented, 31 (2 Mar 1995)" in police
    assert ("Child 1, 7" in police, "Child 1, 7" in children) == (False, True)
    assert ("Polish" in police, "Polish" in programme) == (True, False)


def test_an_action_that_faces_the_person_causing_harm_gives_their_date_of_birth(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    assert record.cases[0].discussion is not None
    record.cases[0].discussion.actions[0].faces = Faces.PERPETRATOR
    assert "Daniel Sample, 34 (5 May 1992)" in words(plan(record, area.police, reference))


def test_the_victim_is_named_as_the_area_has_set_it(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    record.marac.practice = LocalPractice(names_on_papers=NamesOnPapers.REFERENCE)
    said = words(plan(record, area.police, reference))
    assert "Case NV-2026-0142" in said
    assert "Marta" not in said


def test_an_action_in_a_case_that_the_agency_must_not_receive_is_for_the_coordinator(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    record.cases[0].case.must_not_receive = [MustNotReceive("a worker", "a conflict", area.police.id)]
    said = words(plan(record, area.police, reference))
    assert "One case with something for your agency to do is not part of this copy. Ask the coordinator." in said
    assert "142" not in said


def test_a_plan_says_when_and_to_whom_to_report(area: Northvale, record: MeetingRecord, reference: Reference) -> None:
    document = plan(record, area.police, reference)
    assert "C. Instance, coordinator@example.org" in words(document)
    assert "before the next meeting (8 Dec 2026)" in words(document)
    assert REQUESTS in words(document)
    assert rows(document, "Report back") == [("142.1", "Done / no longer possible / not done", "", "")]


def test_a_plan_gives_the_dates_to_beat_without_their_notes(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    said = words(plan(record, area.police, reference))
    assert "Dates to beat: Bail ends 14 Dec 2026." in said
    assert "conditional" not in said


def test_a_counter_allegation_is_warned_of_without_naming_the_other_case(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    said = words(plan(record, area.police, reference))
    assert "the roles are the other way round" in said
    assert "Neither may be told of the other." in said
    assert "143" not in said


def test_a_plan_says_that_a_case_is_restricted(area: Northvale, record: MeetingRecord, reference: Reference) -> None:
    assert RESTRICTED not in words(plan(record, area.police, reference))
    record.cases[0].case.restricted = True
    assert RESTRICTED in words(plan(record, area.police, reference))


def test_nobody_reads_of_a_counter_allegation_that_they_must_not_receive(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    record.cases[1].case.must_not_receive = [MustNotReceive("a worker", "a conflict", area.police.id)]
    assert "other way round" not in words(plan(record, area.police, reference))


def test_another_kind_of_date_to_beat_says_what_it_is(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    record.cases[0].case.key_dates = [KeyDate(KeyDateKind.OTHER, date(2026, 12, 5), "family travel booked")]
    said = words(plan(record, area.police, reference))
    assert "Dates to beat: 5 Dec 2026 (family travel booked)." in said


def test_an_agency_with_nothing_to_do_reads_that_of_which_meeting_and_whom_to_ask(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    facts = ("MARAC", "Northvale MARAC", "Meeting", "NV-M-2026-23")
    days = ("Date", "Tuesday 24 November 2026", "Next meeting", "Tuesday 8 December 2026")
    questions = f"Questions go to the coordinator, C. Instance, coordinator@example.org. {REQUESTS}"
    title = "Action plan of 24 Nov 2026: Adult social care"
    assert list(texts(plan(record, area.adults, reference))) == [title, *facts, *days, NOTHING, questions]


def test_the_rows_of_each_table_fill_its_columns(area: Northvale, record: MeetingRecord, reference: Reference) -> None:
    for table in (block for block in plan(record, area.police, reference).blocks if isinstance(block, Table)):
        assert {sum(cell.span for cell in row) for row in table.rows} == {len(table.columns)}


def a_secret_pregnancy(record: MeetingRecord) -> Case:
    """A pregnancy that everything in the case could tell of: dates, their notes, a risk, the way allowed."""
    heard = record.cases[0]
    assert heard.discussion is not None
    unborn = next(each for each in heard.case.parties_in(PartyRole.CHILD) if each.unborn)
    heard.case.key_dates = [
        KeyDate(KeyDateKind.BIRTH, date(2027, 2, 16)),
        KeyDate(KeyDateKind.HANDOVER, date(2026, 12, 9)),
        KeyDate(KeyDateKind.OTHER, date(2026, 12, 7), "antenatal appointment"),
        KeyDate(KeyDateKind.HEARING, date(2026, 12, 11), "she will be 30 weeks pregnant"),
    ]
    heard.case.contact = ContactRule("do not phone", "at the antenatal clinic")
    risks = (
        heard.discussion.raise_risk("kicked in the belly", RiskTo(Subject.CHILD, unborn.id), heading="unborn"),
        heard.discussion.raise_risk("pregnant and alone", RiskTo(Subject.VICTIM), heading="pregnancy"),
        heard.discussion.raise_risk("he waits at the antenatal clinic", RiskTo(Subject.VICTIM), heading="stalking"),
    )
    for action in heard.discussion.actions:
        action.risks = list(risks)
    return heard.case


TELLING = ("nborn", "aby", "regnan", "ntenatal", "7 Dec 2026", "belly", "16 Feb 2027")


def test_a_pregnancy_stands_only_in_a_plan_that_tells_of_the_children(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    a_secret_pregnancy(record)
    for agency in (area.police, area.idva, area.programme, area.housing, area.adults):
        said = words(plan(record, agency, reference))
        assert [word for word in TELLING if word in said] == [], agency.name
    police = words(plan(record, area.police, reference))
    assert "Dates to beat: Contact handover 9 Dec 2026; hearing 11 Dec 2026." in police
    assert "R3 A risk named at the meeting; R4 A risk named at the meeting; R5 Stalking and harassment" in police
    children = words(plan(record, area.children, reference))
    assert "unborn, 28 weeks" in children
    assert "contact handover 9 Dec 2026" in children
    assert "baby due 16 Feb 2027" in children
    assert "R3 Kicked in the belly; R4 Pregnant and alone; R5 He waits at the antenatal clinic" in children
    assert "At the antenatal clinic." in children


def test_a_pregnancy_never_comes_near_the_person_causing_harm(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    a_secret_pregnancy(record)
    assert record.cases[0].discussion is not None
    record.cases[0].discussion.actions[1].faces = Faces.CHILD
    said = words(plan(record, area.programme, reference))
    assert "Child 1, 7; child 2, 3" in said
    assert [word for word in TELLING if word in said] == []
    assert "R3 A risk named at the meeting; R4 A risk named at the meeting" in said


def test_where_a_way_to_the_victim_would_tell_of_a_pregnancy_it_leads_through_the_coordinator(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    a_secret_pregnancy(record)
    assert "The one way allowed: Through the coordinator." in words(plan(record, area.police, reference))


def test_the_agency_that_tells_the_victim_reads_who_how_and_by_when_without_any_action(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    document = plan(record, area.idva, reference)
    said = words(document)
    assert NOTHING not in said
    assert f"Telling the victim\n{TASK}\nWho\nJ. Placeholder\nBy\n27 Nov 2026\nHow\nIn person" in said
    assert "Case NV-2026-0142" in said
    assert "Do not write, phone or visit." in said
    assert "Dates to beat: Bail ends 14 Dec 2026." in said
    assert rows(document, "Your actions") == []
    assert rows(document, "Report back") == [("Telling", "Told / could not be told", "", "")]
    for other in (area.police, area.children, area.housing, area.programme, area.adults):
        assert TASK not in words(plan(record, other, reference)), other.name


def test_telling_the_victim_stands_beside_the_agencys_actions(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    assert record.cases[0].discussion is not None
    record.cases[0].discussion.tell(area.police.id, "", "", None)
    document = plan(record, area.police, reference)
    assert f"{TASK}\nWho\n{NOT_SAID}\nBy\n{NOT_SAID}\nHow\n{NOT_SAID}" in words(document)
    assert [line[0] for line in rows(document, "Report back")] == ["Telling", "142.1"]


def test_near_the_person_causing_harm_how_the_victim_is_told_leads_through_the_coordinator(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    assert record.cases[0].discussion is not None
    record.cases[0].discussion.tell(area.programme.id, "P. Specimen", "at her sister's.", None)
    said = words(plan(record, area.programme, reference))
    assert "How\nThrough the coordinator" in said
    assert "sister" not in said


def test_telling_the_victim_of_a_case_that_the_agency_must_not_receive_is_for_the_coordinator(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    record.cases[0].case.must_not_receive = [MustNotReceive("a worker", "a conflict", area.idva.id)]
    said = words(plan(record, area.idva, reference))
    assert "One case with something for your agency to do is not part of this copy." in said
    assert ("142" in said, TASK in said) == (False, False)


def test_an_action_about_a_born_child_tells_its_agency_of_no_pregnancy(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    record.cases[0].case.key_dates = [KeyDate(KeyDateKind.BIRTH, date(2027, 2, 16))]
    said = words(plan(record, area.children, reference))
    assert "Child 1, 7; child 2, 3" in said
    assert [word for word in TELLING if word in said] == []


def test_an_action_whose_words_tell_of_the_unborn_child_is_about_that_child(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    assert record.cases[0].discussion is not None
    record.cases[0].discussion.actions[2].text = "Begin an assessment for the unborn child"
    assert "Child 1, 7; child 2, 3; unborn, 28 weeks" in words(plan(record, area.children, reference))


def test_where_no_child_is_born_an_action_about_a_child_is_about_the_unborn_one(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    case = record.cases[0].case
    case.parties = [each for each in case.parties if each.role is not PartyRole.CHILD or each.unborn]
    assert record.cases[0].discussion is not None
    record.cases[0].discussion.risks, record.cases[0].discussion.actions[1].risks = [], []
    assert "Unborn, 28 weeks" in words(plan(record, area.children, reference))
