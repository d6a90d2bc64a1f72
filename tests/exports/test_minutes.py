"""What stands in the minutes, in which words, and what is left out for whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from exports.audience import Audience
from exports.compose.wording import REQUESTS
from exports.document import Heading, Notice, Signature, Table, Tone, block_texts
from exports.look import BODY_WIDTH, FOOT
from exports.typesetting import Typesetter
from marac_desk.actions import Action
from marac_desk.cases import ContactRule
from marac_desk.discussion import MayKnow, VoiceKind
from marac_desk.maracs import LocalPractice, NamesOnPapers
from marac_desk.meetings import Listing, MeetingState
from marac_desk.record import EarlierAction, HeardCase, MeetingRecord
from marac_desk.reference import Reference
from tests.support.minutes import minutes, table_rows, under, words
from tests.support.records import Northvale

STEPS = {f"{number} " for number in range(1, 7)}


def test_the_parts_come_in_the_order_of_the_meeting(record: MeetingRecord, reference: Reference) -> None:
    document = minutes(record, reference)
    assert [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 2] == [
        "Present",
        "Observers",
        "Apologies",
        "Confidentiality and equality",
        "Minutes of the last meeting",
        "Incomplete actions from earlier meetings",
        "Conflicts of interest",
        "Running order",
        "Case NV-2026-0142 · repeat",
        "Case NV-2026-0143 · new",
        "Case NV-2026-0144 · new",
        "All actions by agency",
        "Twelve months without another referral",
        "Any other business",
        "Next meeting",
        "Sign-off",
    ]


def test_a_case_has_its_six_steps(record: MeetingRecord, reference: Reference) -> None:
    case = under(minutes(record, reference), "Case NV-2026-0142")
    assert [line for line in case.splitlines() if line[:2] in STEPS and not line.endswith("2026")] == [
        "1 Presented by the referrer",
        "2 The victim’s voice",
        "3 Information shared",
        "4 Risks, recapped by the chair",
        "5 Actions",
        "6 Summary",
    ]


def test_no_heading_skips_a_level(record: MeetingRecord, reference: Reference) -> None:
    levels = [block.level for block in minutes(record, reference).blocks if isinstance(block, Heading)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_rows_of_each_table_fill_its_columns(record: MeetingRecord, reference: Reference) -> None:
    for table in (block for block in minutes(record, reference).blocks if isinstance(block, Table)):
        assert {sum(cell.span for cell in row) for row in table.rows} == {len(table.columns)}, table.caption


def test_times_are_those_of_the_clock_on_the_wall(record: MeetingRecord, reference: Reference) -> None:
    record.meeting.starts_at = record.meeting.opened_at = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    said = words(minutes(record, reference))
    assert "Thursday 2 July 2026" in said
    assert "00:30, " in said


def test_who_was_there_and_who_sent_word_stands_in_the_tables(record: MeetingRecord, reference: Reference) -> None:
    document = minutes(record, reference)
    assert table_rows(document, "Present")[0] == ("Police", "DS E. Example, detective sergeant", "Yes")
    assert table_rows(document, "Observers") == [("A university", "O. Specimen", "Yes")]
    assert table_rows(document, "Apologies") == [("Children's social care", "T. Sample", "Yes", "23 Nov 2026")]


def test_the_two_kinds_of_not_done_stand_apart(record: MeetingRecord, reference: Reference) -> None:
    document = minutes(record, reference)
    assert "Fit an alarm" in under(document, "Not possible: circumstances changed", level=3)
    assert "Write to the landlord" in under(document, "Not done by the agency", level=3)
    assert "Offer a place" in under(document, "Still open", level=3)


def test_a_repeat_says_what_came_of_last_times_actions(record: MeetingRecord, reference: Reference) -> None:
    first = table_rows(minutes(record, reference), "Actions from last time")[0]
    last = table_rows(minutes(record, reference), "Actions from last time")[2]
    assert last[2].endswith("The coordinator holds detail 142-C of 10 Nov 2026.")
    assert first[3] == "Not possible, circumstances changed. Tenancy ended. It did not work."


@pytest.mark.parametrize(
    ("setting", "shown", "hidden"),
    [
        (NamesOnPapers.NAMES, "Marta Invented, 31 (2 Mar 1995)", "M.I."),
        (NamesOnPapers.INITIALS, "M.I., 31 (2 Mar 1995)", "Invented"),
        (NamesOnPapers.REFERENCE, "The victim, 31", "1995"),
    ],
)
def test_the_head_names_people_as_the_area_has_set_it(
    setting: NamesOnPapers, shown: str, hidden: str, record: MeetingRecord, reference: Reference
) -> None:
    record.marac.practice = LocalPractice(names_on_papers=setting)
    said = words(minutes(record, reference))
    assert shown in said.splitlines()
    assert hidden not in said


def test_outside_the_head_nobody_is_named(record: MeetingRecord, reference: Reference) -> None:
    case = under(minutes(record, reference), "Case NV-2026-0142").partition("1 Presented")[2]
    people = {name for person in record.people.values() for name in (person.name, person.given_names)}
    assert not [name for name in people if name in case]
    assert ("R2", "Contact used to reach the victim", "Child 1") in [
        row[:3] for row in table_rows(minutes(record, reference), "Risks")
    ]


def test_the_head_tells_children_by_age_and_the_unborn_by_weeks(record: MeetingRecord, reference: Reference) -> None:
    assert "Child 1, 7; child 2, 3; unborn, 28 weeks" in words(minutes(record, reference))


def test_somebody_is_alleged_to_cause_harm_unless_convicted(record: MeetingRecord, reference: Reference) -> None:
    document = minutes(record, reference)
    assert "Daniel Sample, 34 (5 May 1992), ex-partner, alleged" in words(document)
    assert "Nadia Specimen, born 1990, wife, convicted" in words(document)


def test_the_threshold_gives_ground_count_and_tool(record: MeetingRecord, reference: Reference) -> None:
    assert "Repeat; Dash 17 of 24; MeRIT, 42 of 80" in words(minutes(record, reference))


def test_lines_known_only_from_the_victim_are_marked(record: MeetingRecord, reference: Reference) -> None:
    voice = under(minutes(record, reference), "2 The victim’s voice", level=3)
    assert "Known only from the victim. Told to the IDVA on 24 Nov 2026. Wishes: The children should" in voice
    assert "not acted on in a way that shows where it comes from" in voice
    assert "Child 1. Told to the IDVA on 24 Nov 2026. Afraid of: The shouting at night." in voice
    assert "One line was kept to the room." in voice


def test_near_the_person_causing_harm_the_voice_is_left_out_whole(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    discussion = record.cases[0].discussion
    assert discussion is not None
    discussion.give_reason("voice", "The victim's voice is missing.", "not free to speak at home")
    copy = minutes(record, reference, Audience(area.programme))
    assert under(copy, "2 The victim’s voice", level=3).splitlines()[1:] == [
        "The victim’s voice is not part of this copy."
    ]
    assert "free to speak at home" not in words(copy)
    assert "Stalking and harassment" in words(copy)
    assert "Not free to speak at home" in words(minutes(record, reference))


def test_why_the_voice_could_not_be_had_is_minuted(record: MeetingRecord, reference: Reference) -> None:
    assert "It could not be had: No safe way to reach him yet." in words(minutes(record, reference))


def test_not_known_and_not_answered_are_two_answers(record: MeetingRecord, reference: Reference) -> None:
    rows = table_rows(minutes(record, reference), "Information shared")
    assert ("Adult social care", "Not known to us.") in rows
    assert ("Children's social care", "No answer recorded.") in rows
    assert ("Turning Round", "Kept to the room.") in rows
    assert ("Police, DS E. Example", "Charged on 15 November. Source: Own records.", "Escalating.") in rows


def test_what_was_sent_in_and_never_heard_is_not_minuted_as_shared(record: MeetingRecord, reference: Reference) -> None:
    assert record.cases[0].discussion is not None
    record.cases[0].discussion.contributions[0].heard = False
    document = minutes(record, reference)
    rows = table_rows(document, "Information shared")
    assert ("Police", "Sent in before the meeting; not heard or taken as read.") in rows
    assert "Charged on 15 November" not in words(document)


def test_a_protected_detail_is_held_by_the_coordinator(record: MeetingRecord, reference: Reference) -> None:
    said = words(minutes(record, reference))
    assert "Mark the address for a swift answer. The coordinator holds detail 142-A." in said
    assert "Invented Row" not in said


def test_what_was_declined_says_why(record: MeetingRecord, reference: Reference) -> None:
    assert "Housing options: Fit a stronger door. Declined: No budget until April." in words(minutes(record, reference))


def test_the_contact_rule_stands_in_every_case_also_when_nothing_was_said(
    record: MeetingRecord, reference: Reference
) -> None:
    notices = [block for block in minutes(record, reference).blocks if isinstance(block, Notice)]
    contact = ["\n".join(block_texts(block)) for block in notices if block.tone is Tone.DANGER]
    assert len(contact) == len(record.cases)
    assert "Do not write, phone or visit." in contact[0]
    assert "The one way allowed: Through the IDVA." in contact[0]
    assert "Must not be told: The victim's brother (he has passed things on)." in contact[0]
    assert "Not yet said: ask the IDVA before any contact." in contact[1]


def test_half_a_contact_rule_still_says_to_ask(record: MeetingRecord, reference: Reference) -> None:
    record.cases[0].case.contact = ContactRule(never="do not visit")
    case = under(minutes(record, reference), "Case NV-2026-0142")
    assert "Do not visit." in case
    assert "ask the IDVA before any contact" in case


def test_a_deferred_case_says_why_and_holds_no_discussion(record: MeetingRecord, reference: Reference) -> None:
    case = under(minutes(record, reference), "Case NV-2026-0144")
    assert "The referrer was ill." in case
    assert "How the victim must not be contacted" in case
    assert "1 Presented" not in case


def test_an_alert_is_listed_and_not_discussed(record: MeetingRecord, reference: Reference) -> None:
    record.cases[2].item.deferred_because, record.cases[2].item.listing = "", Listing.ALERT_ONLY
    assert "Listed as an alert only, not discussed." in words(minutes(record, reference))


def test_two_cases_of_a_counter_allegation_warn_of_each_other(record: MeetingRecord, reference: Reference) -> None:
    document = minutes(record, reference)
    assert "See case NV-2026-0143." in under(document, "Case NV-2026-0142")
    assert "See case NV-2026-0142." in under(document, "Case NV-2026-0143")
    assert "Not settled yet; police by 1 December." in under(document, "Case NV-2026-0143")


def test_a_case_that_an_agency_must_not_receive_leaves_no_trace_but_its_count(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    action = Action(1, "Ring the school", area.housing.id)
    earlier = EarlierAction(action, "NV-2026-0143", "143", date(2026, 11, 10))
    record = replace(record, earlier_actions=(*record.earlier_actions, earlier))
    copy = minutes(record, reference, Audience(area.adults))
    assert "One case is not part of this copy." in words(copy)
    assert "One action is not part of this copy." in words(copy)
    for trace in ("143", "Paul", "Fiction", "his workplace", "knows the family", "Ring the school", "other way round"):
        assert trace not in words(copy), trace


def test_of_a_case_not_heard_today_an_agency_reads_its_own_earlier_actions_only(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    theirs, own = Action(1, "Ring the school", area.housing.id), Action(2, "Ring the nurse", area.adults.id)
    earlier = tuple(EarlierAction(each, "NV-2025-0009", "9", date(2026, 11, 10)) for each in (theirs, own))
    record = replace(record, earlier_actions=earlier)
    copy = words(minutes(record, reference, Audience(area.adults)))
    assert ("Ring the school" in copy, "Ring the nurse" in copy) == (False, True)
    assert "Ring the school" in words(minutes(record, reference))


def test_all_actions_stand_once_more_by_agency(record: MeetingRecord, reference: Reference) -> None:
    document = minutes(record, reference)
    assert [row[0] for row in table_rows(document, "Actions: Housing options")] == ["143.1"]
    assert table_rows(document, "Actions: Police")[0][3:] == ("1 Dec 2026", "R1")


def test_minutes_are_a_draft_until_the_chair_has_signed(record: MeetingRecord, reference: Reference) -> None:
    draft = minutes(record, reference)
    assert draft.title.endswith("(draft)")
    assert any(isinstance(block, Signature) for block in draft.blocks)
    record.meeting.state = MeetingState.DRAFT_MINUTES
    record.meeting.sign_off("DI A. Example", datetime(2026, 11, 25, 15, 0, tzinfo=UTC))
    signed = minutes(record, reference)
    assert "draft" not in words(signed).lower()
    assert "Signed off by DI A. Example on 25 Nov 2026, 15:00." in words(signed)


def test_the_foot_says_whose_copy_it_is(area: Northvale, record: MeetingRecord, reference: Reference) -> None:
    foot = minutes(record, reference, Audience(area.police)).foot
    assert foot == "Copy for Police. Not for client files, courts, solicitors, relatives"
    assert minutes(record, reference).foot.startswith("Copy for the chair and the coordinator.")


def test_the_foot_stands_on_one_line_beside_the_page_number(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    setter = Typesetter()
    room = BODY_WIDTH - setter.width("Fingerprint 0000 0000 · Page 100 of 100", FOOT) - 14
    feet = [minutes(record, reference).foot]
    for entry in reference.agencies:
        area.police.name = entry.name
        feet.append(minutes(record, reference, Audience(area.police)).foot)
    assert [foot for foot in feet if setter.width(foot, FOOT) > room] == []


def test_papers_say_that_requests_go_to_the_coordinator(record: MeetingRecord, reference: Reference) -> None:
    assert REQUESTS in words(minutes(record, reference)).splitlines()


def test_the_same_record_makes_the_same_minutes(record: MeetingRecord, reference: Reference) -> None:
    assert minutes(record, reference) == minutes(record, reference)


def test_lines_told_on_another_day_stand_apart(record: MeetingRecord, reference: Reference) -> None:
    discussion = record.cases[0].discussion
    assert discussion is not None
    discussion.hear(VoiceKind.VIEW, "it is getting worse", told_on=date(2026, 11, 20), may_know=MayKnow.SHAREABLE)
    assert "Told on 20 Nov 2026. Views: It is getting worse." in words(minutes(record, reference)).splitlines()


def test_a_meeting_without_cases_has_minutes_too(record: MeetingRecord, reference: Reference) -> None:
    no_cases: tuple[HeardCase, ...] = ()
    document = minutes(replace(record, cases=no_cases, earlier_actions=(), twelve_months=()), reference)
    assert "No action was agreed." in words(document)
