"""Everything a meeting sends: its minutes and one action plan an agency, looked at as a whole, then written.

Papers are made while the vault is being read, and are then frozen: a worker renders and writes them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

from exports.audience import Audience
from exports.compose.action_plan import compose_action_plan
from exports.compose.addenda import with_addenda
from exports.compose.case_page import agreed
from exports.compose.minutes import compose_minutes
from exports.compose.sheet import Composed
from exports.compose.urgent_action import compose_urgent_action
from exports.document import Document
from exports.frozen import freeze, thaw
from exports.secret_words import Secret, kept_back, known_secrets
from exports.secrets import check, refuse, undecided
from marac_desk.actions import Action
from marac_desk.agencies import Agency, in_speaking_order
from marac_desk.atomic import plain_file_errors, write_atomically
from marac_desk.errors import Refused
from marac_desk.findings import Finding
from marac_desk.papers import PaperKind, SignedPaper
from marac_desk.progress import Cancelled, Progress, stepped
from marac_desk.record import HeardCase, MeetingRecord
from marac_desk.reference import Reference

LONGEST_SLUG = 60
NOT_THEIRS = "This agency may not have this case, so the action cannot be sent to it."


@dataclass(frozen=True)
class Paper:
    """One paper, for whom, and the name that its Word file and its PDF share."""

    stem: str
    kind: PaperKind
    recipient: str
    document: Document


@dataclass(frozen=True)
class WrittenFile:
    """A paper as one file, and the hash of its bytes."""

    paper: Paper
    path: Path
    sha256: str


@dataclass(frozen=True)
class _Draft:
    """A paper that has not been looked at yet, with what must not be found in it besides the known secrets."""

    paper: Paper
    composed: Composed
    kept_back: tuple[Secret, ...]


@dataclass(frozen=True)
class Pack:
    """Papers that belong together, and all that was found in them.

    No paper is there while nobody has decided on one of the findings.
    """

    papers: tuple[Paper, ...]
    findings: tuple[Finding, ...]


def pack_of(record: MeetingRecord, reference: Reference) -> Pack:
    """The minutes for the chair and the coordinator, and a plan for each agency that was asked or has a task."""
    return _pack(_drafts(record, reference), record, reference)


def papers_of(record: MeetingRecord, reference: Reference) -> tuple[Paper, ...]:
    """The same papers. Raises ExportRefused with every sentence in any of them that nobody has decided on."""
    return _allowed(pack_of(record, reference), record)


def minutes_for(record: MeetingRecord, agency: Agency, reference: Reference) -> Paper:
    """An agency's own copy of the minutes. Raises ExportRefused as `papers_of` does."""
    slug = _slugs(record)[agency.id]
    draft = _minutes(record, Audience.of(agency, record), reference, f"{_stem(record)}-minutes-{slug}")
    return _allowed(_pack([draft], record, reference), record)[0]


def urgent_action(record: MeetingRecord, action_id: UUID, reference: Reference) -> Pack:
    """One action for its agency alone, to be sent before the meeting is over.

    Raises Refused when no case of this meeting has the action, when nobody took it on, or when its
    agency may not have the case.
    """
    heard, action, agency = _taken_on(record, action_id)
    slug = _slugs(record)[agency.id]
    stem = f"{_stem(record)}-urgent-{slug}-{action.label(heard.case.number).replace('.', '-')}"
    audience = Audience.of(agency, record)
    if not audience.may_have(heard.case):
        raise Refused(f"{NOT_THEIRS} Nothing was made. Ask the chair which other agency can do it.")
    composed = compose_urgent_action(record, heard, action, reference)
    kept = kept_back(record, audience, voice_wanted=False)
    return _pack([_draft(composed, stem, PaperKind.URGENT_ACTION, audience, kept)], record, reference)


def minutes_to_sign(record: MeetingRecord, reference: Reference, at: datetime) -> SignedPaper:
    """The minutes as they are kept from the moment the chair signs them.

    Raises ExportRefused with every sentence in them that nobody has decided on: they are not looked at again.
    """
    draft = _minutes(record, Audience(), reference, f"{_stem(record)}-minutes")
    document = _allowed(_pack([draft], record, reference), record)[0].document
    return SignedPaper(record.meeting.id, PaperKind.MINUTES, document.fingerprint, freeze(document), at)


def write_papers(
    papers: Iterable[Paper], folder: Path, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> Iterator[WrittenFile]:
    """Writes each paper as Word and PDF into `folder`, which is made where it is not there yet.

    Each file is handed over as soon as it is there, so that it is recorded before the next one is written.

    Everything is rendered in memory before the first file is written, so a paper that fails, or a
    person who cancels, leaves nothing behind. Raises ExportRefused when a character would print
    blank, Stopped when `cancelled` says so, and StorageFull or Told when the folder cannot be
    written to; each file is then there whole or not at all.
    """
    # Imported here, since the document libraries take a while and composing does not need them.
    from exports.fonts import refuse_unprintable
    from exports.pdf import render_pdf
    from exports.word import render_word

    papers = tuple(papers)
    for paper in papers:
        refuse_unprintable(paper.document)
    writers = ((".docx", render_word), (".pdf", render_pdf))
    files = [(paper, ending, render) for paper in papers for ending, render in writers]
    rendered = [
        (paper, folder / f"{paper.stem}{ending}", render(paper.document, None, cancelled))
        for paper, ending, render in stepped(files, progress, cancelled)
    ]
    with plain_file_errors():
        folder.mkdir(parents=True, exist_ok=True)
    for each in rendered:
        yield _written(*each)


def asked_or_acting(record: MeetingRecord) -> list[Agency]:
    """The agencies that get a plan: asked for information, for an action or to tell the victim, in speaking order."""
    discussions = [heard.discussion for heard in record.cases if heard.discussion is not None]
    contributed = {each.agency_id for discussion in discussions for each in discussion.contributions}
    acted = {action.agency_id for discussion in discussions for action in discussion.actions}
    asked = contributed | acted | {discussion.teller_agency_id for discussion in discussions}
    return [each for each in in_speaking_order(list(record.agencies.values())) if each.id in asked]


def _drafts(record: MeetingRecord, reference: Reference) -> list[_Draft]:
    minutes = _kept_minutes(record) or _minutes(record, Audience(), reference, f"{_stem(record)}-minutes")
    slugs = _slugs(record)
    plans = [_plan(record, agency, reference, slugs[agency.id]) for agency in asked_or_acting(record)]
    return [minutes, *plans]


def _minutes(record: MeetingRecord, audience: Audience, reference: Reference, stem: str) -> _Draft:
    composed = with_addenda(compose_minutes(record, audience, reference), record, audience)
    return _draft(composed, stem, PaperKind.MINUTES, audience, kept_back(record, audience))


def _kept_minutes(record: MeetingRecord) -> _Draft | None:
    """The minutes as they were signed, and the notes since.

    The signed words were looked at then, and decided on, so of these none is looked at again.
    """
    if record.signed is None:
        return None
    kept, audience = thaw(record.signed.blocks), Audience()
    composed = with_addenda(Composed(kept, ()), record, audience)
    paper = Paper(kept.reference, PaperKind.MINUTES, audience.copy_for, composed.document)
    return _Draft(paper, composed, kept_back(record, audience))


def _plan(record: MeetingRecord, agency: Agency, reference: Reference, slug: str) -> _Draft:
    composed, audience = compose_action_plan(record, agency, reference), Audience.of(agency, record)
    kept = kept_back(record, audience, voice_wanted=False)
    return _draft(composed, f"{_stem(record)}-plan-{slug}", PaperKind.ACTION_PLAN, audience, kept)


def _draft(composed: Composed, stem: str, kind: PaperKind, audience: Audience, kept: tuple[Secret, ...]) -> _Draft:
    document = replace(composed.document, reference=stem)
    return _Draft(Paper(stem, kind, audience.copy_for, document), composed, kept)


def _pack(drafts: list[_Draft], record: MeetingRecord, reference: Reference) -> Pack:
    found = _findings(drafts, record, reference)
    stopped = undecided(found, record.decisions)
    return Pack(() if stopped else tuple(draft.paper for draft in drafts), found)


def _allowed(pack: Pack, record: MeetingRecord) -> tuple[Paper, ...]:
    refuse(pack.findings, record.decisions)
    return pack.papers


def _taken_on(record: MeetingRecord, action_id: UUID) -> tuple[HeardCase, Action, Agency]:
    for heard in record.cases:
        for action in agreed(heard.discussion):
            if action.id == action_id and action.agency_id is not None:
                return heard, action, record.agencies[action.agency_id]
    raise Refused("No agency has taken this action on at this meeting, so there is nobody to send it to.")


def _findings(drafts: list[_Draft], record: MeetingRecord, reference: Reference) -> tuple[Finding, ...]:
    """The findings of all papers, each once for every reader whose copy holds the sentence."""
    known = known_secrets(record)
    found = (
        finding
        for draft in drafts
        for finding in check(draft.composed, (*known, *draft.kept_back), reference.words.refuge, draft.paper.recipient)
    )
    return tuple(dict.fromkeys(found))


def _written(paper: Paper, path: Path, data: bytes) -> WrittenFile:
    write_atomically(path, data)
    return WrittenFile(paper, path, hashlib.sha256(data).hexdigest())


def _stem(record: MeetingRecord) -> str:
    return stem_of(record.meeting.reference)


def stem_of(reference: str) -> str:
    """A meeting's reference as it may stand in the name of a file or a folder on any computer."""
    return "".join(letter if letter.isascii() and (letter.isalnum() or letter == "-") else "-" for letter in reference)


def _slugs(record: MeetingRecord) -> dict[object, str]:
    """A file name for each agency, also when two share a name or it has no Latin letters."""
    slugs: dict[object, str] = {}
    for place, agency in enumerate(in_speaking_order(list(record.agencies.values())), start=1):
        slug = agency.slug[:LONGEST_SLUG].strip("-") or f"agency-{place}"
        slugs[agency.id] = next(name for name in _numbered(slug) if name not in slugs.values())
    return slugs


def _numbered(slug: str) -> Iterator[str]:
    """`housing`, `housing-2`, `housing-3` and so on."""
    yield slug
    number = 2
    while True:
        yield f"{slug}-{number}"
        number += 1
