"""Rows for the pages of cases and of actions, filtered and cut to what a page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, func, select
from sqlalchemy.orm import Session

from marac_desk.actions import STILL_TO_DO, Progress
from marac_desk.cases import number_in
from storage.queries import AnySelect
from storage.tables_meetings import action, discussion
from storage.tables_people import agency, case_file, person, referral

PAGE = 200
"""How many rows a page shows at once; nobody reads more."""

_FINISHED = frozenset(Progress) - STILL_TO_DO

Shown = TypeVar("Shown")


@dataclass(frozen=True)
class Page(Generic[Shown]):
    """The rows that are shown, and how many there are in all."""

    rows: tuple[Shown, ...]
    of: int


@dataclass(frozen=True)
class CaseFilter:
    """Which cases are shown: those of a MARAC, those whose flag still stands on a day, those found by the search."""

    marac_id: UUID | None = None
    flagged_on: date | None = None
    among: frozenset[UUID] | None = None


@dataclass(frozen=True)
class CaseListRow:
    """One case in the list, newest reference first."""

    id: UUID
    reference: str
    given_names: str
    family_name: str
    opened_on: date
    last_referred: date | None
    referrals: int
    flagged_until: date | None
    restricted: bool


class Standing(Enum):
    """Which actions are shown."""

    OPEN = "open"
    OVERDUE = "overdue"
    FINISHED = "finished"
    ALL = "all"


@dataclass(frozen=True)
class ActionFilter:
    """Which actions are shown, by where they stand, whose they are, and whose case they belong to."""

    standing: Standing = Standing.OPEN
    marac_id: UUID | None = None
    agency_id: UUID | None = None
    case_id: UUID | None = None


@dataclass(frozen=True)
class ActionListRow:
    """One agreed action in the list; `case` is the case's reference, `label` is `142.3`."""

    id: UUID
    discussion_id: UUID
    case_id: UUID
    case: str
    label: str
    text: str
    agency: str
    person: str
    due: date | None
    ongoing: bool
    state: Progress
    overdue: bool


def case_list(session: Session, wanted: CaseFilter = CaseFilter(), start: int = 0) -> Page[CaseListRow]:
    """The cases that pass the filter, from the one at `start` on."""
    of_case = referral.c.case_id == case_file.c.id
    last = select(func.max(referral.c.received_on)).where(of_case).correlate(case_file).scalar_subquery()
    referrals = select(func.count()).select_from(referral).where(of_case).correlate(case_file).scalar_subquery()
    asked: AnySelect = (
        select(
            *(case_file.c.id, case_file.c.reference, person.c.given_names, person.c.family_name),
            *(case_file.c.opened_on, last, referrals, case_file.c.flagged_until, case_file.c.restricted),
        )
        .join(person, case_file.c.victim_id == person.c.id)
        .where(*_case_conditions(wanted))
        .order_by(case_file.c.reference.desc())
        .limit(PAGE)
        .offset(start)
    )
    counted = select(func.count()).select_from(case_file).where(*_case_conditions(wanted))
    return Page(tuple(CaseListRow(*row) for row in session.execute(asked)), session.scalar(counted) or 0)


def _case_conditions(wanted: CaseFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.marac_id is not None:
        conditions.append(case_file.c.marac_id == wanted.marac_id)
    if wanted.flagged_on is not None:
        conditions.append(case_file.c.flagged_until >= wanted.flagged_on)
    if wanted.among is not None:
        conditions.append(case_file.c.id.in_(wanted.among))
    return conditions


def action_list(
    session: Session, today: date, wanted: ActionFilter = ActionFilter(), start: int = 0
) -> Page[ActionListRow]:
    """The agreed actions that pass the filter, from the one at `start` on.

    What is still to do comes with the earliest due first and the undated last; where finished ones
    are shown too, the latest due comes first.
    """
    passing = _passing(wanted, today)
    order = _order(wanted.standing)
    shown = passing.with_only_columns(action.c.id).order_by(*order).limit(PAGE).offset(start)
    asked: AnySelect = (
        select(
            *(action.c.id, action.c.discussion_id, discussion.c.case_id, case_file.c.reference, action.c.number),
            *(action.c.text, agency.c.name, action.c.person, action.c.due, action.c.ongoing, action.c.stands),
        )
        .join_from(action, discussion, action.c.discussion_id == discussion.c.id)
        .join(case_file, discussion.c.case_id == case_file.c.id)
        .outerjoin(agency, action.c.agency_id == agency.c.id)
        .where(action.c.id.in_(shown))
        .order_by(*order)
    )
    rows = tuple(_action_row(row, today) for row in session.execute(asked))
    return Page(rows, session.scalar(passing.with_only_columns(func.count())) or 0)


def _passing(wanted: ActionFilter, today: date) -> AnySelect:
    """The actions that pass; their cases are looked at only where the filter asks for them."""
    passing: AnySelect = select(action).where(*_action_conditions(wanted, today))
    if wanted.marac_id is not None or wanted.case_id is not None:
        passing = passing.join(discussion, action.c.discussion_id == discussion.c.id)
        passing = passing.join(case_file, discussion.c.case_id == case_file.c.id)
    return passing


def _order(standing: Standing) -> tuple[ColumnElement[Any], ...]:
    if standing in (Standing.OPEN, Standing.OVERDUE):
        return action.c.due.is_(None), action.c.due, action.c.discussion_id, action.c.number
    return action.c.due.desc(), action.c.discussion_id, action.c.number


def _action_row(row: Row[*tuple[Any, ...]], today: date) -> ActionListRow:
    return ActionListRow(
        *(row.id, row.discussion_id, row.case_id, row.reference, f"{number_in(row.reference)}.{row.number}", row.text),
        *(row.name or "", row.person, row.due, row.ongoing, row.stands),
        overdue=row.due is not None and row.due < today and row.stands in STILL_TO_DO,
    )


def _action_conditions(wanted: ActionFilter, today: date) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [~action.c.asked_and_declined]
    if wanted.standing is not Standing.ALL:
        conditions.append(_stands(wanted.standing, today))
    if wanted.marac_id is not None:
        conditions.append(case_file.c.marac_id == wanted.marac_id)
    if wanted.agency_id is not None:
        conditions.append(action.c.agency_id == wanted.agency_id)
    if wanted.case_id is not None:
        conditions.append(discussion.c.case_id == wanted.case_id)
    return conditions


def _stands(standing: Standing, today: date) -> ColumnElement[bool]:
    still = action.c.stands.in_(STILL_TO_DO)
    if standing is Standing.OVERDUE:
        return and_(action.c.due < today, still)
    return still if standing is Standing.OPEN else action.c.stands.in_(_FINISHED)
