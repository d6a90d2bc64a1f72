"""All papers of a meeting: which there are, what stops them, and how they are written."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import docx
import pypdf
import pytest

from exports.pack import Paper, minutes_for, pack_of, papers_of, write_papers
from exports.secrets import undecided
from marac_desk.errors import ExportRefused
from marac_desk.findings import Decision, Finding, FindingKind
from marac_desk.papers import PaperKind
from marac_desk.progress import Stopped
from marac_desk.record import MeetingRecord
from marac_desk.reference import Reference
from tests.support.records import Northvale, a_meeting

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
STEMS = [
    "NV-M-2026-23-minutes",
    "NV-M-2026-23-plan-police",
    "NV-M-2026-23-plan-idva-service",
    "NV-M-2026-23-plan-childrens-social-care",
    "NV-M-2026-23-plan-housing-options",
    "NV-M-2026-23-plan-turning-round",
    "NV-M-2026-23-plan-adult-social-care",
]


def say(record: MeetingRecord, text: str) -> None:
    """Types it into the first action of the first case, which is the police's."""
    assert record.cases[0].discussion is not None
    record.cases[0].discussion.actions[0].text = text


def decided(record: MeetingRecord, findings: tuple[Finding, ...]) -> MeetingRecord:
    """The record once somebody has let all of these stand."""
    made = [Decision(record.meeting.id, each.key, "a public switchboard", "C. Instance", NOON) for each in findings]
    return replace(record, decisions=tuple(made))


def test_a_meeting_makes_its_minutes_and_a_plan_an_agency(record: MeetingRecord, reference: Reference) -> None:
    papers = papers_of(record, reference)
    assert [paper.stem for paper in papers] == STEMS
    assert [paper.kind for paper in papers] == [PaperKind.MINUTES, *[PaperKind.ACTION_PLAN] * 6]
    assert papers[1].recipient == "Police"
    assert papers[1].document.reference == papers[1].stem


def test_an_agency_that_was_not_asked_gets_no_plan(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    assert record.cases[0].discussion is not None
    contributions = record.cases[0].discussion.contributions
    contributions[:] = [each for each in contributions if each.agency_id != area.adults.id]
    assert [paper.stem for paper in papers_of(record, reference)] == STEMS[:-1]


def test_an_agency_that_only_tells_the_victim_gets_a_plan(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    talk = record.cases[0].discussion
    assert talk is not None
    talk.contributions[:] = [each for each in talk.contributions if each.agency_id != area.idva.id]
    assert [paper.stem for paper in papers_of(record, reference)] == STEMS
    talk.tell(None, "", "", None)
    assert STEMS[2] not in [paper.stem for paper in papers_of(record, reference)]


def test_agencies_with_one_name_or_in_another_script_have_files_of_their_own(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    area.police.name = area.idva.name = "Housing"
    area.children.name, area.housing.name = "Housing 2", "Помощь"
    assert [paper.stem.removeprefix("NV-M-2026-23-") for paper in papers_of(record, reference)][:5] == [
        "minutes",
        "plan-housing",
        "plan-housing-2",
        "plan-housing-2-2",
        "plan-agency-4",
    ]


def test_a_reference_typed_with_odd_signs_makes_a_safe_file_name(record: MeetingRecord, reference: Reference) -> None:
    record.meeting.reference = "N/V: ../23"
    assert papers_of(record, reference)[0].stem == "N-V-----23-minutes"


def test_an_agency_may_have_its_own_copy_of_the_minutes(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    paper = minutes_for(record, area.programme, reference)
    assert paper.stem == "NV-M-2026-23-minutes-turning-round"
    assert paper.document.foot.startswith("Copy for Turning Round.")


def test_a_sentence_in_one_action_stops_every_paper_until_somebody_decides(
    record: MeetingRecord, reference: Reference
) -> None:
    say(record, "Ring 07700 900123 first.")
    with pytest.raises(ExportRefused) as refused:
        papers_of(record, reference)
    found = refused.value.findings
    assert {(each.kind, each.place) for each in found} == {(FindingKind.PHONE, "NV-2026-0142, action 142.1")}
    assert [each.copy_for for each in found] == ["the chair and the coordinator", "Police"]
    assert pack_of(record, reference).findings == found
    assert len(papers_of(decided(record, found), reference)) == len(STEMS)


def test_a_decision_is_for_the_readers_of_that_day_and_not_for_the_next_one(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    say(record, "Ring 07700 900123 first.")
    allowed = decided(record, pack_of(record, reference).findings)
    assert allowed.cases[0].discussion is not None
    allowed.cases[0].discussion.actions[0].agency_id = area.programme.id
    assert [each.copy_for for each in undecided(pack_of(allowed, reference).findings, allowed.decisions)] == [
        "Turning Round"
    ]


def test_words_that_only_one_plan_may_not_hold_stop_the_pack_too(
    area: Northvale, record: MeetingRecord, reference: Reference
) -> None:
    assert record.cases[0].discussion is not None
    say(record, "See that the children should keep their school")
    record.cases[0].discussion.actions[1].text = "Tell him she sleeps badly and jumps at each car"
    assert {(finding.kind, finding.place) for finding in pack_of(record, reference).findings} == {
        (FindingKind.KEPT_BACK, "NV-2026-0142, action 142.1"),
        (FindingKind.KEPT_BACK, "NV-2026-0142, action 142.2"),
    }


@pytest.fixture(scope="module")
def papers(reference: Reference) -> tuple[Paper, ...]:
    return papers_of(a_meeting(), reference)[:2]


def test_each_paper_is_written_as_word_and_pdf_with_its_hash(papers: tuple[Paper, ...], tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    written = tuple(write_papers(papers, tmp_path / "out", progress=lambda done, total: told.append((done, total))))
    assert [each.path.name for each in written] == [f"{stem}{end}" for stem in STEMS[:2] for end in (".docx", ".pdf")]
    for each in written:
        assert hashlib.sha256(each.path.read_bytes()).hexdigest() == each.sha256
    assert (told[0], told[-1]) == ((0, 4), (4, 4))
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(each.path.name for each in written)
    headings = [paragraph.text for paragraph in docx.Document(io.BytesIO(written[2].path.read_bytes())).paragraphs]
    assert "Case NV-2026-0142" in headings
    assert "Case NV-2026-0142" in pypdf.PdfReader(written[3].path).pages[0].extract_text()


def test_each_file_is_handed_over_to_be_recorded_before_the_next_is_written(
    papers: tuple[Paper, ...], tmp_path: Path
) -> None:
    for count, _ in enumerate(write_papers(papers, tmp_path / "out"), start=1):
        assert len(list((tmp_path / "out").iterdir())) == count


def test_a_cancelled_export_leaves_nothing_behind(papers: tuple[Paper, ...], tmp_path: Path) -> None:
    asked = iter([False] * 40)
    with pytest.raises(Stopped):
        next(write_papers(papers, tmp_path / "out", cancelled=lambda: next(asked, True)))
    assert not (tmp_path / "out").exists()


def test_a_character_that_cannot_be_printed_stops_all_papers_before_the_first_is_written(
    record: MeetingRecord, reference: Reference, tmp_path: Path
) -> None:
    say(record, "Ring the school \U00013000")
    papers = papers_of(record, reference)
    told: list[int] = []
    with pytest.raises(ExportRefused, match="U\\+13000"):
        next(write_papers((papers[-1], *papers), tmp_path / "out", progress=lambda done, _: told.append(done)))
    assert told == []
    assert not (tmp_path / "out").exists()
