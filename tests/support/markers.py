"""A word of its own in every text of a record, to see on which paper each of them stands."""

from __future__ import annotations

import dataclasses
import itertools
import typing
from collections.abc import Iterator, Mapping

from marac_desk.actions import Action
from marac_desk.agencies import Agency
from marac_desk.cases import Party
from marac_desk.discussion import Contribution, Risk, VoiceLine
from marac_desk.meetings import Conflict
from marac_desk.people import Address, Person
from marac_desk.record import HeardCase, MeetingRecord

T = typing.TypeVar("T")

LEFT_EMPTY = {"AgendaItem.deferred_because"}
"""An empty text that decides something by being empty."""

KEPT_AS_SIGNED = {"SignedPaper.blocks", "SignedPaper.fingerprint", "HistoryHead.digest"}
"""A paper from before, which is never composed again, and the history's own fingerprint."""

SAME_EVERYWHERE = {"Case.reference", "EarlierAction.case_reference"}


class Markers:
    """Fills the record; `names` then says which text each marker stands for, such as `Case.third_party_secrets`.

    Where a rule tells two of a kind apart, so does the name: `VoiceLine.text (ROOM_ONLY)`, and `143: ` before
    everything of a case that some agency must not receive.
    """

    def __init__(self, record: MeetingRecord) -> None:
        self.names: dict[str, str] = {}
        self._references: dict[str, str] = {}
        self._seen: set[int] = set()
        self._made: list[object] = []
        self._letters = itertools.product("bcdfghjkmnpqrstvwxyz", repeat=5)
        self._prefix = ""
        excluded = [heard.case for heard in record.cases if heard.case.must_not_receive]
        self._excluded = {case.id for case in excluded}
        self._excluded_people = {party.person_id for case in excluded for party in case.parties}
        self._roles = {party.person_id: party.role.name for heard in record.cases for party in heard.case.parties}
        self._agencies = {agency.id: agency.key for agency in record.agencies.values()}
        cases = tuple(self._case(heard) for heard in record.cases)
        self.record = self._filled(dataclasses.replace(record, cases=cases))

    def in_text(self, text: str) -> set[str]:
        """The names of the texts that stand somewhere in this one."""
        return {name for marker, name in self.names.items() if marker in text}

    def _case(self, heard: HeardCase) -> HeardCase:
        self._prefix = "143: " if heard.case.must_not_receive else ""
        filled = self._filled(heard)
        self._prefix = ""
        return filled

    def _filled(self, value: T) -> T:
        if isinstance(value, tuple | list):
            return type(value)(map(self._filled, value))
        if isinstance(value, Mapping):
            return {key: self._filled(each) for key, each in value.items()}  # type: ignore[return-value]
        if not dataclasses.is_dataclass(value) or id(value) in self._seen:
            return value
        changes = {field.name: self._changed(value, field.name) for field in dataclasses.fields(value)}
        # What is frozen is replaced, since a default such as `ContactRule()` is shared by all that have it.
        made = dataclasses.replace(value, **changes) if _is_frozen(value) else value  # type: ignore[type-var]
        if made is value:
            for name, changed in changes.items():
                setattr(value, name, changed)
        self._seen.add(id(made))
        self._made.append(made)
        return made

    def _changed(self, value: object, field: str) -> object:
        now = getattr(value, field)
        return self._word(value, field) if isinstance(now, str) else self._filled(now)

    def _word(self, value: object, field: str) -> str:
        name, now = f"{type(value).__name__}.{field}", getattr(value, field)
        if name in LEFT_EMPTY and not now:
            return ""
        if name in SAME_EVERYWHERE and now in self._references:
            return self._references[now]
        marker = "Zq" + "".join(next(self._letters)) + "q"
        prefix = "143: " if isinstance(value, Person) and value.id in self._excluded_people else self._prefix
        self.names[marker] = f"{prefix}{name}{self._which(value)}"
        if name in SAME_EVERYWHERE:
            self._references[now] = marker
        return marker

    def _which(self, value: object) -> str:
        match value:
            case VoiceLine() | Contribution():
                return f" ({value.may_know.name})"
            case Action():
                return f" ({'declined' if value.asked_and_declined else self._agencies[value.agency_id]})"  # type: ignore[index]
            case Party():
                return f" ({value.role.name})"
            case Agency():
                return f" ({value.key})"
            case Conflict():
                return " (143)" if value.case_id in self._excluded else ""
            case Person():
                return f" ({self._roles.get(value.id, 'victim')})"
            case Address():
                return " (secret)" if value.is_secret else ""
        return ""


def _is_frozen(value: object) -> bool:
    return bool(value.__dataclass_params__.frozen)  # type: ignore[attr-defined]


def every_text_field(kind: type = MeetingRecord, seen: set[type] | None = None) -> Iterator[str]:
    """The name of every text field of every kind of thing in a record, by the types alone."""
    seen = set() if seen is None else seen
    if kind in seen:
        return
    seen.add(kind)
    for field, hint in typing.get_type_hints(kind, localns={"Risk": Risk}).items():
        for part in _parts(hint):
            if part is str:
                yield f"{kind.__name__}.{field}"
            elif dataclasses.is_dataclass(part):
                yield from every_text_field(typing.cast("type", part), seen)


def _parts(hint: object) -> Iterator[object]:
    arguments = typing.get_args(hint)
    if not arguments:
        yield hint
    for argument in arguments:
        yield from _parts(argument)
