"""Minutes that are signed stay as they were; dated notes stand after them, and are looked at as the rest was."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from exports.compose.addenda import HEADING, LEFT_OUT
from exports.document import texts
from exports.frozen import thaw
from exports.pack import Paper, minutes_for, minutes_to_sign, pack_of, papers_of
from exports.pdf import render_pdf
from exports.word import render_word
from marac_desk.agencies import Agency
from marac_desk.cases import MustNotReceive
from marac_desk.discussion import MayKnow
from marac_desk.errors import ExportRefused
from marac_desk.findings import Decision, FindingKind
from marac_desk.history_head import HistoryHead
from marac_desk.meetings import MeetingState
from marac_desk.papers import Addendum, PaperKind
from marac_desk.record import MeetingRecord
from marac_desk.reference import Reference
from tests.support.reading import pdf_said, word_paragraphs
from tests.support.records import Northvale, a_meeting

SIGNED = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
LATER = datetime(2026, 12, 1, 10, 30, tzinfo=UTC)
HEAD = HistoryHead(1204, "9f3a77c1" * 8)


@pytest.fixture
def record(area: Northvale, reference: Reference) -> MeetingRecord:
    """A meeting whose minutes were signed on the day, with no note on them yet."""
    held = replace(a_meeting(area), addenda=(), head=HEAD)
    held.meeting.state = MeetingState.DRAFT_MINUTES
    held.meeting.sign_off("DI A. Example", SIGNED)
    return replace(held, signed=minutes_to_sign(held, reference, SIGNED), head=None)


def noted(record: MeetingRecord, *said: str) -> MeetingRecord:
    notes = tuple(Addendum(record.meeting.id, text, "C. Instance", LATER) for text in said)
    return replace(record, addenda=notes)


def minutes(record: MeetingRecord, reference: Reference) -> Paper:
    return papers_of(record, reference)[0]


def test_the_notes_stand_after_the_minutes_in_word_and_in_pdf(record: MeetingRecord, reference: Reference) -> None:
    paper = minutes(noted(record, "The venue was the annexe.", "the second case began\nat eleven"), reference)
    as_signed = minutes(record, reference).document.fingerprint
    said = [
        HEADING,
        f"Nothing above was changed. Without these notes the fingerprint is {as_signed}.",
        "Note 1, Tuesday 1 December 2026, 10:30",
        "The venue was the annexe.",
        "Added by C. Instance.",
        "Note 2, Tuesday 1 December 2026, 10:30",
        "The second case began",
        "At eleven",
        "Added by C. Instance.",
    ]
    assert word_paragraphs(render_word(paper.document))[-len(said) :] == said
    assert " ".join(" ".join(pdf_said(render_pdf(paper.document))).split()).endswith(" ".join(said))


def test_the_signed_words_stay_as_they_were_to_the_letter(record: MeetingRecord, reference: Reference) -> None:
    assert record.signed is not None
    kept = thaw(record.signed.blocks)
    record.meeting.other_business = "Something else was typed since."
    assert minutes(record, reference).document == kept
    with_a_note = minutes(noted(record, "The venue was the annexe."), reference).document
    assert with_a_note.blocks[: len(kept.blocks)] == kept.blocks
    assert with_a_note.fingerprint != kept.fingerprint
    assert HistoryHead.found_in(texts(kept)) == HEAD


def test_a_secret_in_a_note_stops_the_papers_until_somebody_decides(
    record: MeetingRecord, reference: Reference
) -> None:
    for text, kind in (
        ("She is now at ZZ99 3AB.", FindingKind.POSTCODE),
        ("The victim now lives at 14 Rowan Close, Northvale.", FindingKind.STREET),
        ("Call 07700 900123 instead.", FindingKind.PHONE),
        ("The refuge was told.", FindingKind.REFUGE),
        ("Marta Invented was not there.", FindingKind.KEPT_BACK),
    ):
        pack = pack_of(noted(record, text), reference)
        assert pack.papers == ()
        assert [(each.place, each.kind, each.sentence) for each in pack.findings] == [("dated note 1", kind, text)]
    decided = Decision(record.meeting.id, pack.findings[0].key, "her name is known", "C. Instance", LATER)
    allowed = minutes(replace(noted(record, text), decisions=(decided,)), reference)
    assert text in list(texts(allowed.document))


def test_minutes_with_an_undecided_sentence_are_not_signed(record: MeetingRecord, reference: Reference) -> None:
    record.meeting.other_business = "The keys are at ZZ99 3AB."
    with pytest.raises(ExportRefused, match="any other business"):
        minutes_to_sign(replace(record, signed=None), reference, SIGNED)


def test_an_undecided_sentence_in_a_plan_alone_does_not_hold_the_signing_up(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    talk = record.cases[0].discussion
    assert talk is not None
    line = next(line for line in talk.voice if line.may_know is MayKnow.ONLY_FROM_VICTIM)
    talk.add_action(line.text, owner=area.programme.id)
    draft = replace(record, signed=None)
    assert pack_of(draft, reference).papers == ()
    assert minutes_to_sign(draft, reference, SIGNED).kind is PaperKind.MINUTES


def in_copy_for(agency: Agency, record: MeetingRecord, reference: Reference) -> list[str]:
    return list(texts(minutes_for(record, agency, reference).document))[-4:]


def test_an_agency_that_may_not_have_every_case_gets_no_note(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    held = noted(record, "The venue was the annexe.")
    assert "The venue was the annexe." in in_copy_for(area.police, held, reference)
    held.cases[1].case.must_not_receive.append(MustNotReceive("Police", "knows him", area.police.id))
    assert in_copy_for(area.police, held, reference)[-2:] == [HEADING, LEFT_OUT]


def test_an_agency_that_works_with_the_person_causing_harm_gets_no_note(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    held = noted(record, "The venue was the annexe.")
    assert in_copy_for(area.programme, held, reference)[-1] == LEFT_OUT
