"""Which right each change of the record takes, told from the rows that it changed and not from where it was asked."""

from __future__ import annotations

from collections.abc import Iterable

from marac_desk.keyholders import Right, must_have
from storage.door import OpenedBy
from storage.journal import Kind, RowChange, Verb, kind_of

_OWN = {"slot", "public_key"}
"""What a new passphrase of one's own changes in one's own row."""

_ALWAYS = {"export_record", "failed_unlock"}
"""What happened is noted whoever did it: a paper that left, attempts that failed."""


def must_be_allowed(person: OpenedBy, rows: Iterable[RowChange]) -> None:
    """Raises Refused when one of the changes takes a right that the person's role has not."""
    for row in rows:
        if (right := _right_for(row, str(person.id))) is not None:
            must_have(person.role, right)


def _right_for(row: RowChange, person: str) -> Right | None:
    if row.verb is Verb.VIEW or row.table in _ALWAYS:
        return None
    if row.table == "keyholder":
        own = row.verb is Verb.UPDATE and row.key == (person,) and row.fields.keys() <= _OWN
        return None if own else Right.PEOPLE
    return Right.SIGN_OFF if kind_of([row]) is Kind.SIGN_OFF else Right.EDIT
