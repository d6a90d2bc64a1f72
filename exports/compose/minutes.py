"""The minutes of a meeting, with everything that SafeLives' checklist asks for (S5, S6)."""

from __future__ import annotations

from exports.audience import Audience
from exports.compose.case_page import CasePage
from exports.compose.minutes_case import write_case
from exports.compose.minutes_lists import write_actions_by_agency, write_earlier_actions, write_twelve_months
from exports.compose.minutes_opening import write_conflicts, write_opening, write_running_order
from exports.compose.sheet import Composed, Sheet
from exports.compose.wording import local_day, local_time
from exports.document import Document, Heading, Notice, Paragraph, Signature, Tone, plain
from marac_desk.dates import long_date, short_date
from marac_desk.meetings import MeetingState
from marac_desk.record import MeetingRecord
from marac_desk.reference import Reference

DRAFT = "Not signed off by the chair yet. Corrections go to the coordinator."
TRUE_RECORD = "These minutes are a true record of the meeting."

HISTORY = "The vault's history when these minutes were signed off, to prove that it was not rewritten since. Entry"


def compose_minutes(record: MeetingRecord, audience: Audience, reference: Reference) -> Composed:
    """The minutes as they stand for one audience: a draft until the chair has signed them off."""
    sheet = Sheet()
    title = _title(sheet, record)
    sheet.add(Heading(1, title))
    if not _signed(record):
        sheet.add(Notice(Tone.OPEN, (plain(DRAFT),), "Draft"))
    _write_body(sheet, record, audience, reference)
    document = Document(
        title=title,
        reference=f"{sheet.said(record.meeting.reference, 'reference')}-minutes",
        marking=sheet.setting(record.marac.practice.marking, "marking"),
        foot=foot(sheet, audience, reference),
        blocks=tuple(sheet.blocks),
        subject="MARAC minutes",
        author=sheet.named(record.marac.name, "title"),
    )
    return Composed(document, tuple(sheet.passages))


def foot(sheet: Sheet, audience: Audience, reference: Reference) -> str:
    """Whose copy it is, and what it is not for, as it stands on each page."""
    whose = sheet.named(audience.copy_for, "foot") if audience.agency else audience.copy_for
    return f"Copy for {whose}. {reference.words.footer.rstrip('.')}"


def _write_body(sheet: Sheet, record: MeetingRecord, audience: Audience, reference: Reference) -> None:
    """In the order of the meeting (S3)."""
    pages = [
        CasePage(sheet, record, heard, audience, reference) for heard in record.cases if audience.may_have(heard.case)
    ]
    write_opening(sheet, record, reference)
    write_earlier_actions(sheet, record, audience)
    write_conflicts(pages)
    write_running_order(sheet, pages, left_out=len(record.cases) - len(pages))
    for page in pages:
        write_case(page)
    write_actions_by_agency(sheet, pages)
    write_twelve_months(sheet, record)
    _write_closing(sheet, record)


def _signed(record: MeetingRecord) -> bool:
    return record.meeting.state is MeetingState.SIGNED_OFF


def _title(sheet: Sheet, record: MeetingRecord) -> str:
    day = short_date(local_day(record.meeting.starts_at))
    return f"{sheet.named(record.marac.name, 'title')}: minutes of {day}{'' if _signed(record) else ' (draft)'}"


def _write_closing(sheet: Sheet, record: MeetingRecord) -> None:
    meeting = record.meeting
    sheet.add(Heading(2, "Any other business"))
    sheet.prose(meeting.other_business or "None.", "any other business")
    following = long_date(meeting.next_meeting) if meeting.next_meeting else "Not set yet"
    sheet.add(Heading(2, "Next meeting"), Paragraph(plain(f"{following}.")), Heading(2, "Sign-off"))
    if _signed(record) and meeting.signed_off_at is not None:
        by = sheet.named(meeting.signed_off_by, "sign-off")
        at = f"{short_date(local_day(meeting.signed_off_at))}, {local_time(meeting.signed_off_at)}"
        sheet.add(Paragraph(plain(f"Signed off by {by} on {at}.")))
        if record.head is not None:
            sheet.add(Paragraph(plain(f"{HISTORY} {record.head.printed}"), small=True))
    else:
        chair = sheet.named(meeting.chair or record.marac.chair, "sign-off")
        sheet.add(Signature(TRUE_RECORD, chair, "Chair"))
