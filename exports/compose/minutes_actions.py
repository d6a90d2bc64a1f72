"""The fifth step of a case in the minutes: what came of last time, what was agreed, what was declined."""

from __future__ import annotations

from exports.compose.case_page import CasePage
from exports.compose.safety import held_detail
from exports.compose.wording import capital, day_or, row, sentence, together
from exports.document import Cell, Column, Heading, Items, Paragraph, Table, Text, plain
from marac_desk.actions import Action, ProgressEntry
from marac_desk.dates import short_date
from marac_desk.discussion import Discussion
from marac_desk.record import EarlierAction

WORKED = {True: "It worked.", False: "It did not work.", None: ""}


def write_actions(page: CasePage, discussion: Discussion) -> None:
    """Last time's actions first: on a repeat the same set again is the commonest fault."""
    sheet = page.sheet
    sheet.add(Heading(3, "5 Actions"))
    if page.heard.earlier_actions:
        sheet.add(Heading(4, "From last time"), _earlier_table(page), Heading(4, "Agreed this time"))
    columns = (
        Column("No.", 0.6),
        Column("Agency, person", 1.3),
        Column("Action", 3.4),
        Column("By"),
        Column("Risk", 0.5),
    )
    if agreed := discussion.agreed_actions():
        sheet.add(Table("Actions agreed", columns, tuple(_agreed(page, action) for action in agreed)))
    else:
        sheet.add(Paragraph(plain("No action was agreed.")))
    if declined := discussion.declined_actions():
        sheet.add(Heading(4, "Asked and declined"), Items(tuple(_declined(page, each) for each in declined)))


def due(action: Action) -> str:
    """By when, in words where there is no day."""
    return day_or(action.due, "ongoing" if action.ongoing else "no date")


def risks_answered(action: Action) -> str:
    """`R1, R4`."""
    return ", ".join(risk.label for risk in sorted(action.risks, key=lambda risk: risk.number)) or "None"


def owner(page: CasePage, action: Action) -> str:
    """The agency, and the person where one is named."""
    name = page.agency(page.record.agency_name(action.agency_id)) if action.agency_id else "No owner yet"
    person = page.sheet.named(action.person, where(page, action))
    return ", ".join(part for part in (name, person) if part)


def where(page: CasePage, action: Action) -> str:
    """`action 142.3`."""
    return f"action {action.label(page.case.number)}"


def what(page: CasePage, action: Action) -> str:
    """The action, and that there is more which the coordinator holds."""
    text = sentence(page.sheet.said(action.text, where(page, action)))
    return " ".join(part for part in (text, held_detail(page, action)) if part)


def outcome(entry: ProgressEntry | None, note: str) -> str:
    """What an agency last reported: the state, its note, and whether it worked."""
    if entry is None:
        return "Nothing reported."
    return " ".join(
        part for part in (sentence(entry.state.value), sentence(note) if note else "", WORKED[entry.worked]) if part
    )


def latest(action: Action) -> ProgressEntry | None:
    """The last report on an action; of two at one moment, the one entered later."""
    return max(reversed(action.progress), key=lambda entry: entry.at, default=None)


def _agreed(page: CasePage, action: Action) -> tuple[Cell, ...]:
    number = action.label(page.case.number)
    return row(number, owner(page, action), what(page, action), capital(due(action)), risks_answered(action))


def _declined(page: CasePage, action: Action) -> Text:
    because = page.sheet.said(action.declined_because, where(page, action))
    asked = plain(f"{owner(page, action)}: {what(page, action)}")
    return together(asked, plain(f"Declined: {sentence(because)}" if because else "Declined; no reason recorded."))


def _earlier_table(page: CasePage) -> Table:
    columns = (Column("No.", 0.6), Column("Agency", 1.3), Column("Action", 2.6), Column("What came of it", 2.3))
    rows = tuple(_earlier(page, each) for each in page.heard.earlier_actions)
    return Table("Actions from last time", columns, rows)


def _earlier(page: CasePage, each: EarlierAction) -> tuple[Cell, ...]:
    action, entry = each.action, latest(each.action)
    label = action.label(each.case_number)
    note = page.sheet.said(entry.note, f"action {label}") if entry else ""
    day = short_date(each.meeting_on)
    text = f"Agreed {day}: {sentence(page.sheet.said(action.text, f'action {label}'))}"
    if action.protected_detail.strip():
        text += f" The coordinator holds detail {action.detail_label(each.case_number)} of {day}."
    name = page.agency(page.record.agency_name(action.agency_id))
    return row(label, name, text, outcome(entry, note))
