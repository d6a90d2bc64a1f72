"""An agency's action plan: its own actions, what it needs to do them, and how the victim must not be contacted.

No line of anybody's voice stands in a plan, whoever it is for.
"""

from __future__ import annotations

from datetime import date

from exports.audience import Audience
from exports.compose.case_page import CasePage
from exports.compose.minutes import foot
from exports.compose.minutes_actions import due, where
from exports.compose.safety import RESTRICTED, contact_notice
from exports.compose.sheet import Composed, Sheet
from exports.compose.telling import RESULTS as TOLD
from exports.compose.telling import tells_victim, write_telling
from exports.compose.wording import (
    REQUESTS,
    capital,
    counted,
    key_date,
    key_facts,
    labelled,
    local_day,
    row,
    sentence,
    spanned,
)
from exports.document import (
    Cell,
    Column,
    Document,
    Heading,
    KeyFacts,
    Notice,
    PageBreak,
    Paragraph,
    Table,
    Tone,
    plain,
    strong,
)
from marac_desk.actions import Action, Faces
from marac_desk.agencies import Agency
from marac_desk.cases import KeyDate, KeyDateKind
from marac_desk.dates import long_date, short_date
from marac_desk.discussion import Discussion
from marac_desk.record import HeardCase, MeetingRecord
from marac_desk.reference import Reference

ACTIONS = (
    Column("No.", 0.6),
    Column("What to do", 3.2),
    Column("Person", 1.2),
    Column("By", 1),
    Column("Answers", 2),
)
REPORT = (Column("No.", 0.6), Column("Result: strike out what does not apply", 3), Column("Date", 1), Column("Note", 3))
RESULTS = "Done / no longer possible / not done"
CAUTION = "Do not show where this comes from."
COUNTER = (
    "In another case the roles are the other way round: speak to the coordinator before any contact. "
    "Neither may be told of the other."
)
NOTHING = "No action of this meeting is for your agency."


def compose_action_plan(record: MeetingRecord, agency: Agency, reference: Reference) -> Composed:
    """The plan of one agency. Where the meeting left it nothing to do, it says so."""
    sheet, audience = Sheet(), Audience.of(agency, record)
    day = short_date(local_day(record.meeting.starts_at))
    title = f"Action plan of {day}: {sheet.named(agency.name, 'title')}"
    sheet.add(Heading(1, title))
    _write_head(sheet, record)
    own = [heard for heard in record.cases if has_task(heard, agency)]
    if own:
        _write_plan(sheet, record, agency, reference, own)
    else:
        sheet.add(Paragraph(plain(NOTHING)), Paragraph(plain(_questions(sheet, record))))
    document = Document(
        title=title,
        reference=f"{sheet.said(record.meeting.reference, 'reference')}-plan",
        marking=sheet.setting(record.marac.practice.marking, "marking"),
        foot=foot(sheet, audience, reference),
        blocks=tuple(sheet.blocks),
        subject="MARAC action plan",
        author=sheet.named(record.marac.name, "title"),
    )
    return Composed(document, tuple(sheet.passages))


def own_actions(heard: HeardCase, agency: Agency) -> list[Action]:
    """The actions of a case that this agency took on, by number."""
    discussion = heard.discussion
    return [action for action in discussion.agreed_actions() if action.agency_id == agency.id] if discussion else []


def has_task(heard: HeardCase, agency: Agency) -> bool:
    """Whether the meeting left this agency anything to do in a case: an action, or to tell the victim."""
    return bool(own_actions(heard, agency)) or tells_victim(heard, agency)


def _write_head(sheet: Sheet, record: MeetingRecord) -> None:
    meeting = record.meeting
    sheet.add(
        key_facts(
            (
                ("MARAC", sheet.named(record.marac.name, "head")),
                ("Meeting", sheet.said(meeting.reference, "head")),
                ("Date", long_date(local_day(meeting.starts_at))),
                ("Next meeting", long_date(meeting.next_meeting) if meeting.next_meeting else "not set yet"),
            )
        )
    )


def _write_plan(
    sheet: Sheet, record: MeetingRecord, agency: Agency, reference: Reference, own: list[HeardCase]
) -> None:
    audience = Audience.of(agency, record)
    sheet.add(Heading(2, "How to report"), Paragraph(plain(_how_to_report(sheet, record))))
    held = [heard for heard in own if audience.may_have(heard.case)]
    if missing := len(own) - len(held):
        text = f"{counted(missing, 'case', 'cases')} with something for your agency to do is not part of this copy."
        sheet.add(Notice(Tone.OPEN, (plain(f"{text} Ask the coordinator."),), "Not in this copy"))
    for place, heard in enumerate(held):
        # A page of its own, so that whoever does the action gets that family's page and no other.
        if place:
            sheet.add(PageBreak())
        telling = heard.discussion if tells_victim(heard, agency) else None
        write_case(CasePage(sheet, record, heard, audience, reference), own_actions(heard, agency), telling)


def _how_to_report(sheet: Sheet, record: MeetingRecord) -> str:
    """When and to whom: by each action's date, and all before the next meeting (S7)."""
    following = record.meeting.next_meeting
    before = f" ({short_date(following)})" if following else ""
    whom = the_coordinator(sheet, record)
    return f"Report each action by its date to {whom}, and all of them before the next meeting{before}. {REQUESTS}"


def _questions(sheet: Sheet, record: MeetingRecord) -> str:
    """Whom an agency asks that has nothing to report."""
    return f"Questions go to {the_coordinator(sheet, record)}. {REQUESTS}"


def the_coordinator(sheet: Sheet, record: MeetingRecord) -> str:
    """To whom an agency reports: `the coordinator, C. Instance, marac@northvale.example`."""
    name = sheet.named(record.meeting.coordinator or record.marac.coordinator, "how to report")
    address = sheet.setting(record.marac.coordinator_email, "how to report")
    return ", ".join(part for part in ("the coordinator", name, address) if part)


def write_case(page: CasePage, actions: list[Action], telling: Discussion | None = None) -> None:
    """One case in an agency's plan: how the victim must not be contacted, then these actions of the agency.

    `telling` is the discussion where it was left to the agency to tell the victim. The paper tells of
    those children only whom an action is about, and so do its dates and risks.
    """
    page = page.about(actions)
    with page.sheet.about(page.case.reference):
        reference = page.sheet.said(page.case.reference, "head")
        page.sheet.add(Heading(2, f"Case {reference}", new_section=True), _head(page, actions))
        if page.case.restricted:
            page.sheet.add(Paragraph(strong(RESTRICTED)))
        page.sheet.add(contact_notice(page, reasons=False))
        if page.warns_of_counter_case():
            page.sheet.add(Notice(Tone.OPEN, (plain(COUNTER),), "Counter-allegation"))
        if telling is not None:
            write_telling(page, telling)
        if rows := tuple(line for action in actions for line in _lines(page, action)):
            page.sheet.add(Heading(3, "Your actions"), Table("Your actions", ACTIONS, rows))
        _write_dates_to_beat(page, [*(action.due for action in actions), telling.tell_by if telling else None])
        report = [row(action.label(page.case.number), RESULTS, "", "") for action in actions]
        told = [row("Telling", TOLD, "", "")] if telling else []
        page.sheet.add(Heading(3, "Report back"), Table("Report back", REPORT, (*told, *report)))


def _head(page: CasePage, actions: list[Action]) -> KeyFacts:
    """The people whom the agency needs to find in its own records, and who it is that must never be told."""
    faces = {action.faces for action in actions}
    facing = page.near_perpetrator or Faces.PERPETRATOR in faces
    return key_facts(
        (
            ("Victim", page.victim()),
            ("Causing harm", page.causing_harm(born=facing)),
            ("Children", page.children()),
            ("Interpreter", "" if page.near_perpetrator else page.interpreter()),
        )
    )


def _lines(page: CasePage, action: Action) -> list[tuple[Cell, ...]]:
    """The action's row, and beneath it what goes with it: a caution, a detail for this agency alone."""
    place = where(page, action)
    lines = [
        row(
            action.label(page.case.number),
            sentence(page.sheet.said(action.text, place)),
            page.sheet.named(action.person, place),
            capital(due(action)),
            _answers(page, action),
        )
    ]
    if page.heard.discussion is not None and page.heard.discussion.rests_only_on_victim(action):
        lines.append(spanned("", strong(CAUTION), len(ACTIONS)))
    if action.protected_detail.strip():
        label = f"Detail {action.detail_label(page.case.number)}, for your agency alone"
        detail = page.sheet.detail(action.protected_detail, place)
        lines.append(spanned("", labelled(label, detail), len(ACTIONS)))
    return lines


def _answers(page: CasePage, action: Action) -> str:
    risks = sorted(action.risks, key=lambda risk: risk.number)
    facing = action.faces is Faces.PERPETRATOR
    return "; ".join(f"{risk.label} {page.risk(risk, facing=facing)}" for risk in risks) or "No risk named"


def _write_dates_to_beat(page: CasePage, due_dates: list[date | None]) -> None:
    """The dates that what is due on these days has to beat; what is ongoing has none."""
    coming = [each for each in page.key_dates() if each.on >= page.day]
    if coming and any(due_dates):
        dates = "; ".join(key_date(each.kind, each.on, _what_is_beaten(page, each)) for each in coming)
        page.sheet.add(Paragraph(labelled("Dates to beat", sentence(dates))))


def _what_is_beaten(page: CasePage, each: KeyDate) -> str:
    """What the date is, where its kind does not say it."""
    return page.date_note(each) if each.kind is KeyDateKind.OTHER else ""
