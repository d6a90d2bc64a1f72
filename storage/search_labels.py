"""How hits are named: read when they are shown, so that a label is never out of date."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Text, func, select, union_all
from sqlalchemy import type_coerce as as_type
from sqlalchemy.orm import Session

from storage.search_sources import KEYS, HitKind
from storage.tables_meetings import action, meeting
from storage.tables_people import case_file, party, person

_NAME = func.trim(person.c.given_names + " " + person.c.family_name)

_PEOPLE = select(as_type(person.c.id, Text), _NAME).where(person.c.id.in_(KEYS))
_CASES = (
    select(as_type(case_file.c.id, Text), case_file.c.reference, _NAME)
    .join(person, case_file.c.victim_id == person.c.id)
    .where(case_file.c.id.in_(KEYS))
)
_MEETINGS = select(as_type(meeting.c.id, Text), meeting.c.reference).where(meeting.c.id.in_(KEYS))
_NUMBERS = select(as_type(action.c.id, Text), action.c.number).where(action.c.id.in_(KEYS))
_IN_CASES = union_all(
    select(as_type(case_file.c.victim_id, Text), as_type(case_file.c.id, Text), case_file.c.opened_on).where(
        case_file.c.victim_id.in_(KEYS)
    ),
    select(as_type(party.c.person_id, Text), as_type(case_file.c.id, Text), case_file.c.opened_on)
    .join(case_file, party.c.case_id == case_file.c.id)
    .where(party.c.person_id.in_(KEYS)),
)


class Labels:
    """The names of some hits, read with one select for each kind. A dated note leads to its meeting."""

    def __init__(self, session: Session, rows: Sequence[Row[*tuple[Any, ...]]]) -> None:
        people = [row.id for row in rows if row.kind == HitKind.PERSON.value]
        self._newest = {row[0]: row[1] for row in sorted(_read(session, _IN_CASES, people), key=lambda row: row[2])}
        meetings = [row.id for row in rows if row.kind in (HitKind.MEETING.value, HitKind.NOTE.value)]
        actions = [row.id for row in rows if row.kind == HitKind.ACTION.value]
        cases = [row.case_id for row in rows if row.case_id]
        self._names = {row[0]: row[1] for row in _read(session, _PEOPLE, people)}
        self._meetings = {row[0]: row[1] for row in _read(session, _MEETINGS, meetings)}
        self._numbers = {row[0]: row[1] for row in _read(session, _NUMBERS, actions)}
        self._cases = {row[0]: (row[1], row[2]) for row in _read(session, _CASES, cases)}

    def case_of(self, row: Row[*tuple[Any, ...]]) -> UUID | None:
        """The hit's case; for a person the newest one they are in."""
        case_id = row.case_id or self._newest.get(row.id)
        return UUID(case_id) if case_id else None

    def label(self, row: Row[*tuple[Any, ...]]) -> str:
        """`Marta Invented`, `NV-2026-0142, Marta Invented`, `NV-2026-0142, action 3` or `NV-M-2026-23, dated note`."""
        if row.kind == HitKind.PERSON.value:
            return str(self._names[row.id])
        if row.kind == HitKind.MEETING.value:
            return str(self._meetings[row.id])
        if row.kind == HitKind.NOTE.value:
            return f"{self._meetings[row.id]}, {row.kind}"
        reference, victim = self._cases[row.case_id]
        if row.kind == HitKind.CASE.value:
            return f"{reference}, {victim}"
        number = f" {self._numbers[row.id]}" if row.kind == HitKind.ACTION.value else ""
        return f"{reference}, {row.kind}{number}"


def _read(session: Session, statement: Any, keys: list[str]) -> Sequence[Row[*tuple[Any, ...]]]:  # noqa: ANN401
    return session.execute(statement, {"keys": json.dumps(keys)}).all() if keys else ()
