"""The lists of the minutes that run across cases: earlier actions, all actions by agency, twelve months passed."""

from __future__ import annotations

from collections.abc import Iterable

from exports.audience import Audience
from exports.compose.case_page import CasePage
from exports.compose.minutes_actions import due, latest, risks_answered, what, where
from exports.compose.sheet import Sheet
from exports.compose.wording import capital, counted, local_day, row, sentence
from exports.document import Cell, Column, Heading, Items, Paragraph, Table, plain
from marac_desk.actions import Action, Progress, ProgressEntry
from marac_desk.agencies import in_speaking_order
from marac_desk.dates import short_date
from marac_desk.record import EarlierAction, MeetingRecord

EARLIER = (
    ("Not possible: circumstances changed", (Progress.NOT_POSSIBLE,)),
    ("Not done by the agency", (Progress.NOT_DONE,)),
    ("Still open", (Progress.OPEN, Progress.IN_PROGRESS)),
)
"""The kinds of incomplete action, which the minutes keep apart (S5)."""


def write_earlier_actions(sheet: Sheet, record: MeetingRecord, audience: Audience) -> None:
    """Writes what was not finished from earlier meetings, each kind under its own heading."""
    shown = [each for each in record.earlier_actions if _may_have(each, record, audience)]
    sheet.add(Heading(2, "Incomplete actions from earlier meetings"))
    for title, states in EARLIER:
        rows = tuple(_earlier(sheet, record, each) for each in shown if each.action.state in states)
        sheet.add(Heading(3, title), _table(title, rows))
    if left_out := len(record.earlier_actions) - len(shown):
        sheet.add(Paragraph(plain(f"{counted(left_out, 'action is', 'actions are')} not part of this copy.")))


def write_actions_by_agency(sheet: Sheet, pages: Iterable[CasePage]) -> None:
    """Writes every agreed action once more, one table an agency, in speaking order."""
    taken = [
        (page, action)
        for page in pages
        if page.heard.discussion is not None
        for action in page.heard.discussion.agreed_actions()
    ]
    sheet.add(Heading(2, "All actions by agency", new_section=True))
    if not taken:
        sheet.add(Paragraph(plain("No action was agreed.")))
        return
    agencies = in_speaking_order(list(taken[0][0].record.agencies.values()))
    for agency_id, name in (*((each.id, each.name) for each in agencies), (None, "No owner yet")):
        own = tuple(_action(page, action) for page, action in taken if action.agency_id == agency_id)
        if own:
            columns = (
                Column("No.", 0.6),
                Column("Action", 3.4),
                Column("Person", 1.3),
                Column("By"),
                Column("Risk", 0.5),
            )
            title = sheet.named(name, "all actions by agency") if agency_id else name
            sheet.add(Heading(3, title), Table(f"Actions: {title}", columns, own))


def write_twelve_months(sheet: Sheet, record: MeetingRecord) -> None:
    """Writes the cases whose flag may come off (S3), by reference alone."""
    said = tuple(
        plain(f"{sheet.said(each.case_reference, 'twelve months')}, last heard {short_date(each.last_heard)}")
        for each in record.twelve_months
    )
    sheet.add(Heading(2, "Twelve months without another referral"))
    sheet.add(Items(said) if said else Paragraph(plain("None.")))


def _may_have(each: EarlierAction, record: MeetingRecord, audience: Audience) -> bool:
    """Whether this copy holds an earlier action.

    Of a case that is not heard today nothing says who must not receive it, so an agency's copy
    then holds the agency's own actions only.
    """
    if audience.agency is None:
        return True
    cases = [heard.case for heard in record.cases if heard.case.reference == each.case_reference]
    return audience.may_have(cases[0]) if cases else each.action.agency_id == audience.agency.id


def _table(title: str, rows: tuple[tuple[Cell, ...], ...]) -> Table | Paragraph:
    columns = (Column("No.", 0.6), Column("Agency", 1.2), Column("Action", 2.8), Column("Reported", 2))
    return Table(title, columns, rows) if rows else Paragraph(plain("None."))


def _earlier(sheet: Sheet, record: MeetingRecord, each: EarlierAction) -> tuple[Cell, ...]:
    action, entry = each.action, latest(each.action)
    place = f"action {action.label(each.case_number)}"
    with sheet.about(each.case_reference):
        name = sheet.named(record.agency_name(action.agency_id), place)
        number = sheet.named(action.label(each.case_number), place)
        text = f"Agreed {short_date(each.meeting_on)}: {sentence(sheet.said(action.text, place))}"
        note = sentence(sheet.said(entry.note, place)) if entry and entry.note.strip() else ""
    return row(number, name, text, " ".join(filter(None, (_begun(entry), note))) or "Nothing reported.")


def _begun(entry: ProgressEntry | None) -> str:
    """That an action is in progress, and when that was said: it stands among those on which nothing was."""
    if entry is None or entry.state is not Progress.IN_PROGRESS:
        return ""
    return sentence(f"{entry.state.value}, {short_date(local_day(entry.at))}")


def _action(page: CasePage, action: Action) -> tuple[Cell, ...]:
    with page.sheet.about(page.case.reference):
        number, person = action.label(page.case.number), page.sheet.named(action.person, where(page, action))
        return row(number, what(page, action), person, capital(due(action)), risks_answered(action))
