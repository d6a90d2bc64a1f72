"""The opening of the minutes: the meeting, who was there, what was read out, conflicts and the running order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from exports.compose.case_page import CasePage
from exports.compose.sheet import Sheet
from exports.compose.wording import REQUESTS, capital, counted, key_facts, local_day, local_time, row, sentence, yes_no
from exports.document import Cell, Column, Heading, Items, Paragraph, Table, Text, plain
from marac_desk.dates import long_date, short_date
from marac_desk.discussion import Said
from marac_desk.meetings import Attendance, Conflict, Presence
from marac_desk.record import MeetingRecord
from marac_desk.reference import Reference

SIGNED = (Column("Agency", 1.4), Column("Name", 2), Column("Statement accepted", 1))
WRITTEN = (Column("Agency", 1.4), Column("Name", 2), Column("Information sent", 1), Column("Received", 1))
AGREED = {True: "Agreed as accurate.", False: "Not agreed as accurate.", None: "Not put to the meeting."}


def write_opening(sheet: Sheet, record: MeetingRecord, reference: Reference) -> None:
    """Writes the facts of the meeting, the attendance and the statements, before the first case."""
    _write_facts(sheet, record)
    _write_attendance(sheet, record, Presence.PRESENT, "Present", SIGNED, _signed)
    _write_attendance(sheet, record, Presence.OBSERVER, "Observers", SIGNED, _signed)
    _write_attendance(sheet, record, Presence.APOLOGIES, "Apologies", WRITTEN, _written)
    read = "Read out by the chair." if record.meeting.statement_read else "Not read out at this meeting."
    statements = (read, reference.words.confidentiality, reference.words.equality, REQUESTS)
    sheet.add(Heading(2, "Confidentiality and equality"), *(Paragraph(plain(text)) for text in statements))
    agreed = AGREED[record.meeting.earlier_minutes_agreed]
    sheet.add(Heading(2, "Minutes of the last meeting"), Paragraph(plain(agreed)))


def write_conflicts(pages: Iterable[CasePage]) -> None:
    """Writes who declared a conflict of interest in which case, and what was decided about it."""
    pages = list(pages)
    found = [
        _conflict(page, each)
        for page in pages
        for each in page.record.meeting.conflicts
        if each.case_id == page.case.id
    ]
    if pages:
        block = Items(tuple(found)) if found else Paragraph(plain("None declared."))
        pages[0].sheet.add(Heading(2, "Conflicts of interest"), block)


def write_running_order(sheet: Sheet, pages: Iterable[CasePage], left_out: int) -> None:
    """Writes the cases in the order in which they were heard; of those left out only how many there are."""
    columns = (Column("Time", 0.7), Column("Case", 1.4), Column("Listed as", 1), Column("Heard", 1.6))
    rows = tuple(_listed(page) for page in pages)
    sheet.add(Heading(2, "Running order"))
    if rows:
        sheet.add(Table("Running order", columns, rows))
    if left_out:
        sheet.add(Paragraph(plain(f"{counted(left_out, 'case is', 'cases are')} not part of this copy.")))


def _write_facts(sheet: Sheet, record: MeetingRecord) -> None:
    meeting = record.meeting
    facts = (
        ("Meeting", sheet.said(meeting.reference, "meeting")),
        ("Chair", sheet.named(meeting.chair or record.marac.chair, "chair")),
        ("Date", long_date(local_day(meeting.starts_at))),
        ("Coordinator", sheet.named(meeting.coordinator or record.marac.coordinator, "coordinator")),
        ("Venue", sheet.setting(meeting.venue or record.marac.venue, "venue")),
        ("Opened, closed", f"{local_time(meeting.opened_at)}, {local_time(meeting.closed_at)}"),
    )
    sheet.add(key_facts(facts))


def _write_attendance(
    sheet: Sheet,
    record: MeetingRecord,
    presence: Presence,
    title: str,
    columns: tuple[Column, ...],
    line: Callable[[Sheet, MeetingRecord, Attendance], tuple[Cell, ...]],
) -> None:
    rows = tuple(line(sheet, record, each) for each in record.meeting.attendance if each.presence is presence)
    sheet.add(Heading(2, title), Table(title, columns, rows) if rows else Paragraph(plain("None.")))


def _who(sheet: Sheet, record: MeetingRecord, each: Attendance) -> tuple[str, str]:
    """The agency, or where an observer comes from, and the name with the role."""
    agency = record.agency_name(each.agency_id) if each.agency_id else each.organisation
    name = ", ".join(sheet.named(part, "attendance") for part in (each.name, each.role) if part.strip())
    return sheet.named(agency, "attendance"), name


def _signed(sheet: Sheet, record: MeetingRecord, each: Attendance) -> tuple[Cell, ...]:
    return row(*_who(sheet, record, each), yes_no(each.signed))


def _written(sheet: Sheet, record: MeetingRecord, each: Attendance) -> tuple[Cell, ...]:
    """Also sent is what came after the apologies were noted, and what is printed of an agency in a case."""
    sent = each.information_sent or _brought_something(record, each.agency_id)
    received = short_date(each.information_received) if each.information_received else "day not recorded"
    return row(*_who(sheet, record, each), yes_no(sent), capital(received if sent else "not received"))


def _brought_something(record: MeetingRecord, agency_id: UUID | None) -> bool:
    talks = [heard.discussion for heard in record.cases if heard.discussion is not None]
    brought = [each for talk in talks for each in talk.contributions if each.agency_id == agency_id]
    return any(each.said is not Said.NOT_PRESENT for each in brought)


def _conflict(page: CasePage, each: Conflict) -> Text:
    with page.sheet.about(page.case.reference):
        who = page.sheet.named(each.who, "conflict of interest")
        nature, decision = (page.sheet.said(text, "conflict of interest") for text in (each.nature, each.decision))
        return plain(f"Case {page.case.reference}: {who}. {sentence(nature)} {sentence(decision)}")


def _listed(page: CasePage) -> tuple[Cell, ...]:
    with page.sheet.about(page.case.reference):
        item, discussion = page.heard.item, page.heard.discussion
        slot = page.sheet.said(item.slot, "running order")
        reference = page.sheet.said(page.case.reference, "running order")
    if item.deferred:
        heard = "Deferred"
    elif discussion is None or discussion.started_at is None:
        heard = "Not discussed" if discussion is None else "Time not recorded"
    else:
        heard = f"{local_time(discussion.started_at)} to {local_time(discussion.ended_at)}"
    return row(slot, reference, capital(item.listing.value), heard)
