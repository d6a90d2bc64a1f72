"""Every text of a record has a marker of its own here, and each paper may hold exactly the markers named for it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pypdf
import pytest

from exports.audience import Audience
from exports.compose.action_plan import compose_action_plan
from exports.compose.minutes import compose_minutes
from exports.compose.sheet import Composed
from exports.pdf import render_pdf
from exports.word import render_word
from marac_desk.agencies import WorksWith
from marac_desk.cases import MustNotReceive
from marac_desk.discussion import MayKnow
from marac_desk.meetings import Attendance, Presence
from marac_desk.reference import Reference
from tests.support.markers import KEPT_AS_SIGNED, SAME_EVERYWHERE, Markers, every_text_field
from tests.support.records import Northvale, a_meeting

AGENCIES = {f"Agency.name ({key})" for key in ("police", "idva", "housing", "perpetrator_programme")} | {
    "Agency.name (adult_social_care)",
    "Agency.name (childrens_social_care)",
}
VICTIM = {"Person.given_names (victim)", "Person.family_name (victim)"}
PERPETRATOR = {"Person.given_names (PERPETRATOR)", "Person.family_name (PERPETRATOR)", "Party.relation (PERPETRATOR)"}
CONTACT = {"ContactRule.never", "ContactRule.only"}
WAY_TO_VICTIM = {f"{case}{name}" for case in ("", "143: ") for name in ("ContactRule.only", "Discussion.tell_how")}
PAPER = {"LocalPractice.marking", "Marac.name", "Meeting.reference"}

MEETING = (
    PAPER
    | AGENCIES
    | {
        "Meeting.chair",
        "Meeting.coordinator",
        "Meeting.other_business",
        "Meeting.venue",
        "Attendance.name",
        "Attendance.organisation",
        "Attendance.role",
        "EarlierAction.case_number",
        "ProgressEntry.note",
        "TwelveMonths.case_reference",
    }
)
SPOKEN = {
    "Discussion.already_in_place",
    "Discussion.links",
    "Discussion.outcome",
    "Discussion.overall",
    "Discussion.presented",
    "Discussion.read_back",
    "Discussion.tell_how",
    "Discussion.teller",
}
CASE = (
    VICTIM
    | PERPETRATOR
    | CONTACT
    | SPOKEN
    | {
        "Action.declined_because (declined)",
        "Action.person (childrens_social_care)",
        "Action.person (declined)",
        "Action.person (perpetrator_programme)",
        "Action.person (police)",
        "Action.text (childrens_social_care)",
        "Action.text (declined)",
        "Action.text (housing)",
        "Action.text (perpetrator_programme)",
        "Action.text (police)",
        "AgendaItem.deferred_because",
        "AgendaItem.slot",
        "Case.reference",
        "Conflict.decision",
        "Conflict.nature",
        "Conflict.who",
        "Contribution.fact (SHAREABLE)",
        "Contribution.source (SHAREABLE)",
        "Contribution.speaker (SHAREABLE)",
        "Contribution.view (SHAREABLE)",
        "GapReason.reason",
        "GapReason.what",
        "KeyDate.note",
        "MustNotBeTold.who",
        "OtherTool.name",
        "Party.relation (OTHER)",
        "Person.language (victim)",
        "Referral.transferred_from",
    }
)
FAR_FROM_PERPETRATOR = {"Discussion.voice_missing_because", "MustNotBeTold.why", "Risk.text"}
VOICE = {"VoiceLine.text (SHAREABLE)", "VoiceLine.told_to (SHAREABLE)"}
ONLY_FROM_VICTIM = {
    "VoiceLine.text (ONLY_FROM_VICTIM)",
    "VoiceLine.told_to (ONLY_FROM_VICTIM)",
    "Contribution.fact (ONLY_FROM_VICTIM)",
    "Contribution.source (ONLY_FROM_VICTIM)",
    "Contribution.speaker (ONLY_FROM_VICTIM)",
    "Contribution.view (ONLY_FROM_VICTIM)",
}
SECOND_CASE = {
    f"143: {name}"
    for name in VICTIM
    | PERPETRATOR
    | CONTACT
    | SPOKEN
    | {"Action.person (housing)", "Action.text (housing)", "AgendaItem.slot", "Case.reference"}
} | {"Conflict.decision (143)", "Conflict.nature (143)", "Conflict.who (143)"}
BOTH_SIDES = {"Case.primary_victim", "143: Case.primary_victim", "143: Discussion.voice_missing_because"}

NEAR_VICTIM = MEETING | CASE | FAR_FROM_PERPETRATOR | VOICE | ONLY_FROM_VICTIM | SECOND_CASE | BOTH_SIDES
MINUTES = {
    "": NEAR_VICTIM,
    "idva": NEAR_VICTIM,
    "children": NEAR_VICTIM,
    "programme": (MEETING | CASE | SECOND_CASE) - WAY_TO_VICTIM,
    "adults": MEETING | CASE | FAR_FROM_PERPETRATOR | VOICE,
}

COORDINATOR = {"Marac.coordinator_email", "Meeting.coordinator"}
PLAN = (
    PAPER
    | COORDINATOR
    | CONTACT
    | VICTIM
    | PERPETRATOR
    | {
        "Case.reference",
        "MustNotBeTold.who",
    }
)
PLANS = {
    "police": PLAN
    | {"Action.text (police)", "Action.person (police)", "Action.protected_detail (police)", "Agency.name (police)"}
    | {"Risk.text", "Person.language (victim)"},
    "programme": (PLAN - WAY_TO_VICTIM)
    | {
        "Action.text (perpetrator_programme)",
        "Action.person (perpetrator_programme)",
        "Action.protected_detail (perpetrator_programme)",
        "Agency.name (perpetrator_programme)",
    },
    "children": PLAN
    | {
        "Action.text (childrens_social_care)",
        "Action.person (childrens_social_care)",
        "Action.protected_detail (childrens_social_care)",
        "Agency.name (childrens_social_care)",
        "Person.language (victim)",
    },
    "housing": PAPER
    | COORDINATOR
    | {"Agency.name (housing)"}
    | {
        f"143: {name}"
        for name in CONTACT
        | VICTIM
        | PERPETRATOR
        | {"Case.reference", "Action.text (housing)", "Action.person (housing)", "Action.protected_detail (housing)"}
    },
    "idva": PLAN | {"Agency.name (idva)", "Discussion.teller", "Discussion.tell_how", "Person.language (victim)"},
    "adults": PAPER | COORDINATOR | {"Agency.name (adult_social_care)"},
}


@pytest.fixture(scope="module")
def northvale() -> Northvale:
    return Northvale()


@pytest.fixture(scope="module")
def marked(northvale: Northvale) -> Markers:
    return Markers(a_meeting(northvale))


def every_paper(
    northvale: Northvale, marked: Markers, reference: Reference
) -> Iterator[tuple[str, set[str], Composed]]:
    for key, allowed in MINUTES.items():
        audience = Audience(getattr(northvale, key) if key else None)
        yield f"minutes {key}", allowed, compose_minutes(marked.record, audience, reference)
    for key, allowed in PLANS.items():
        yield f"plan {key}", allowed, compose_action_plan(marked.record, getattr(northvale, key), reference)


def test_every_text_of_a_record_has_its_marker(marked: Markers) -> None:
    held = {name.removeprefix("143: ").partition(" ")[0] for name in marked.names.values()}
    assert held | SAME_EVERYWHERE == (set(every_text_field()) - KEPT_AS_SIGNED) | SAME_EVERYWHERE


def test_each_paper_holds_exactly_what_its_audience_may_have(
    northvale: Northvale, marked: Markers, reference: Reference
) -> None:
    for name, allowed, composed in every_paper(northvale, marked, reference):
        assert marked.in_text(repr(composed.document)) == allowed, name


def test_every_word_of_the_record_on_a_paper_is_looked_at(
    northvale: Northvale, marked: Markers, reference: Reference
) -> None:
    for name, _, composed in every_paper(northvale, marked, reference):
        looked_at = marked.in_text(" ".join(passage.text for passage in composed.passages))
        assert marked.in_text(repr(composed.document)) <= looked_at, name


def test_the_files_hold_what_the_paper_holds_and_no_more(
    northvale: Northvale, marked: Markers, reference: Reference
) -> None:
    for name, allowed, composed in every_paper(northvale, marked, reference):
        word = zipfile.ZipFile(io.BytesIO(render_word(composed.document)))
        held = " ".join(word.read(part).decode(errors="replace") for part in word.namelist())
        assert allowed - {"Meeting.reference"} <= marked.in_text(held) <= allowed, name
        pdf = pypdf.PdfReader(io.BytesIO(render_pdf(composed.document)))
        shown = "".join(page.extract_text() for page in pdf.pages) + str(pdf.metadata) + str(pdf.xmp_metadata)
        in_pdf = marked.in_text("".join(shown.split()))
        assert allowed - {"Meeting.reference"} <= in_pdf <= allowed, name


@pytest.mark.parametrize(
    ("works_with", "readable"),
    [
        (WorksWith.VICTIM, {MayKnow.SHAREABLE, MayKnow.ONLY_FROM_VICTIM}),
        (WorksWith.CHILD, {MayKnow.SHAREABLE, MayKnow.ONLY_FROM_VICTIM}),
        (WorksWith.NOBODY, {MayKnow.SHAREABLE}),
        (WorksWith.PERPETRATOR, {MayKnow.SHAREABLE}),
    ],
)
def test_what_may_be_read_follows_whom_the_agency_works_with(
    works_with: WorksWith, readable: set[MayKnow], northvale: Northvale
) -> None:
    record = a_meeting()
    case = record.cases[0].case
    case.agencies = []
    agency = next(iter(record.agencies.values()))
    agency.works_with = works_with
    assert {each for each in MayKnow if Audience(agency).may_read(case, each)} == readable


def test_whom_an_agency_works_with_in_this_case_outranks_what_it_usually_does() -> None:
    record = a_meeting()
    heard = record.cases[0]
    programme = next(each for each in record.agencies.values() if each.key == "perpetrator_programme")
    assert heard.discussion is not None
    assert Audience(programme).voice_lines(heard.case, heard.discussion) == []
    heard.case.agencies[0].works_with = WorksWith.VICTIM
    assert len(Audience(programme).voice_lines(heard.case, heard.discussion)) == 3


def test_whoever_left_the_room_with_a_conflict_gets_no_paper_of_that_case() -> None:
    area = Northvale()
    record = a_meeting(area)
    case, line = record.cases[0].case, record.meeting.attendance[0]
    record.meeting.declare_conflict(line, case.id, "knows the family", leaves=False)
    assert Audience.of(area.police, record).may_have(case)
    record.meeting.declare_conflict(line, case.id, "is a neighbour", leaves=True)
    assert not Audience.of(area.police, record).may_have(case)
    assert Audience.of(area.police, record).may_have(record.cases[1].case)
    assert Audience.of(area.idva, record).may_have(case)
    record.meeting.attendance.append(Attendance("S. Specimen", Presence.PRESENT, area.police.id))
    assert Audience.of(area.police, record).may_have(case)


def test_an_agency_that_had_nobody_in_the_room_is_not_held_to_have_left_it() -> None:
    area = Northvale()
    record = a_meeting(area)
    assert Audience.of(area.housing, record).may_have(record.cases[0].case)


def test_an_agency_gets_no_case_that_its_speaker_must_not_receive() -> None:
    area = Northvale()
    record = a_meeting(area)
    case = record.cases[0].case
    area.police.representatives[0].name = "Wilma Madeup"
    case.must_not_receive = [MustNotReceive("PC WILMA MADEUP (his cousin)", "tells him", None)]
    assert not Audience(area.police).may_have(case)
    assert Audience(area.idva).may_have(case)
