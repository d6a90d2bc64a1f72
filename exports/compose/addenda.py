"""Dated notes on signed minutes: they stand after them, and change no word of them."""

from __future__ import annotations

from dataclasses import replace

from exports.audience import Audience
from exports.compose.sheet import Composed, Sheet
from exports.compose.wording import local_day, local_time
from exports.document import Document, Heading, Paragraph, plain
from marac_desk.dates import long_date
from marac_desk.papers import Addendum
from marac_desk.record import MeetingRecord

HEADING = "Notes added after sign-off"
DATED_NOTE = "dated note"
LEFT_OUT = "They are not part of this copy."


def with_addenda(composed: Composed, record: MeetingRecord, audience: Audience) -> Composed:
    """The minutes with the notes after them; whose words must not go out is looked for in the notes as in the rest."""
    if not record.addenda:
        return composed
    sheet = Sheet()
    sheet.add(Heading(2, HEADING, new_section=True))
    if audience.may_read_notes(record):
        sheet.add(*_unchanged(composed.document, record))
        for number, note in enumerate(record.addenda, start=1):
            _write(sheet, number, note)
    else:
        sheet.add(Paragraph(plain(LEFT_OUT)))
    document = replace(composed.document, blocks=(*composed.document.blocks, *sheet.blocks))
    return Composed(document, (*composed.passages, *sheet.passages))


def _unchanged(document: Document, record: MeetingRecord) -> list[Paragraph]:
    """How the paper without its notes is known again; nothing where it is not the one that was kept."""
    if record.signed is None or document.fingerprint != record.signed.fingerprint:
        return []
    said = f"Nothing above was changed. Without these notes the fingerprint is {document.fingerprint}."
    return [Paragraph(plain(said), small=True)]


def _write(sheet: Sheet, number: int, note: Addendum) -> None:
    where = f"{DATED_NOTE} {number}"
    sheet.add(Heading(3, f"Note {number}, {long_date(local_day(note.at))}, {local_time(note.at)}"))
    sheet.prose(note.text, where)
    sheet.add(Paragraph(plain(f"Added by {sheet.named(note.by, where)}."), small=True))
