"""What the search looks through: for each table, which words of its rows are found and where a hit leads.

Never indexed: safe contacts, what third parties must not learn, and the protected detail of an action.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from sqlalchemy import Column, ColumnElement, FromClause, Select, Text, bindparam, case, func, null, or_, select
from sqlalchemy import type_coerce as as_type

from marac_desk.people import AddressKind
from storage.tables_meetings import action, addendum, contribution, discussion, meeting, risk, voice_line
from storage.tables_people import address, alias, case_file, person, referral


class HitKind(Enum):
    """What a hit leads to, in the words of its label."""

    PERSON = "person"
    CASE = "case"
    MEETING = "meeting"
    REFERRAL = "referral"
    DISCUSSION = "discussion"
    VOICE = "victim's voice"
    CONTRIBUTION = "information shared"
    RISK = "risk"
    ACTION = "action"
    NOTE = "dated note"


@dataclass(frozen=True)
class Source:
    """Rows of one table as key, identifier, case, the words to find and show, and those to find only.

    Names, addresses and references are `names`, and found before what was written about them.
    A part whose words include its parent's has `parent`, the column that names it.
    """

    kind: HitKind
    key: Column[Any]
    rows: Select[*tuple[Any, ...]]
    parent: Column[Any] | None = None

    @property
    def names(self) -> bool:
        """Whether the rows name somebody or something."""
        return self.kind in (HitKind.PERSON, HitKind.CASE, HitKind.MEETING)

    @property
    def tab(self) -> str:
        """The table's name."""
        return str(self.key.table.name)

    def chosen(self) -> Select[*tuple[Any, ...]]:
        """The rows whose key is in the JSON list `keys`."""
        return self.rows.where(self.key.in_(KEYS))

    def parts(self) -> Select[*tuple[Any, ...]]:
        """The keys of the rows whose parent is in the JSON list `keys`."""
        return select(as_type(self.key, Text)).where((null() if self.parent is None else self.parent).in_(KEYS))


KEYS = select(func.json_each(bindparam("keys", type_=Text)).table_valued("value").c.value)
"""The keys in the JSON list `keys`: one parameter however many they are."""

_ABSENT: ColumnElement[Any] = null()


def _source(
    kind: HitKind,
    key: Column[Any],
    shown: ColumnElement[Any],
    *,
    leads_to: ColumnElement[Any] | None = None,
    of_case: ColumnElement[Any] = _ABSENT,
    found_only: ColumnElement[Any] = _ABSENT,
    joined: FromClause | None = None,
    parent: Column[Any] | None = None,
) -> Source:
    target = key if leads_to is None else leads_to
    columns = [as_type(column, Text) for column in (key, target, of_case, shown, found_only)]
    return Source(kind, key, select(*columns).select_from(key.table if joined is None else joined), parent)


def _lines(*parts: ColumnElement[Any]) -> ColumnElement[str]:
    """The parts as one text, a line each."""
    return func.concat_ws("\n", *parts)


def _of_discussion(kind: HitKind, key: Column[Any], *shown: ColumnElement[Any]) -> Source:
    joined = key.table.join(discussion, key.table.c.discussion_id == discussion.c.id)
    return _source(kind, key, _lines(*shown), of_case=discussion.c.case_id, joined=joined)


_name = person.c.given_names + " " + person.c.family_name
_secret = or_(address.c.protected, address.c.kind == AddressKind.REFUGE)
_where = _lines(address.c.lines, address.c.postcode)
_said = (
    discussion.c.presented,
    discussion.c.voice_missing_because,
    discussion.c.already_in_place,
    discussion.c.overall,
    discussion.c.read_back,
    discussion.c.links,
    discussion.c.outcome,
)

SOURCES: tuple[Source, ...] = (
    _source(HitKind.PERSON, person.c.id, _name),
    _source(
        HitKind.PERSON,
        alias.c.id,
        alias.c.name,
        leads_to=alias.c.person_id,
        found_only=_name,
        joined=alias.join(person),
        parent=alias.c.person_id,
    ),
    _source(
        HitKind.PERSON,
        address.c.id,
        case((_secret, ""), else_=_where),
        leads_to=address.c.person_id,
        found_only=_name + case((_secret, "\n" + _where), else_=""),
        joined=address.join(person),
        parent=address.c.person_id,
    ),
    _source(
        HitKind.CASE, case_file.c.id, case_file.c.reference, of_case=case_file.c.id, found_only=case_file.c.reference
    ),
    _source(HitKind.MEETING, meeting.c.id, meeting.c.reference, found_only=meeting.c.reference),
    _source(
        HitKind.REFERRAL,
        referral.c.id,
        _lines(referral.c.reason, referral.c.judgement_reason),
        of_case=referral.c.case_id,
    ),
    _source(HitKind.DISCUSSION, discussion.c.id, _lines(*_said), of_case=discussion.c.case_id),
    _of_discussion(HitKind.VOICE, voice_line.c.id, voice_line.c.text),
    _of_discussion(HitKind.CONTRIBUTION, contribution.c.id, contribution.c.fact, contribution.c.view),
    _of_discussion(HitKind.RISK, risk.c.id, risk.c.text),
    _of_discussion(HitKind.ACTION, action.c.id, action.c.text, action.c.person, action.c.declined_because),
    _source(HitKind.NOTE, addendum.c.id, addendum.c.text, leads_to=addendum.c.meeting_id),
)
