"""A secret typed into each text of a record in turn: the papers are stopped, or do not hold it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

from exports.pack import pack_of
from marac_desk.record import MeetingRecord
from marac_desk.reference import Reference
from tests.support.records import a_meeting

MAY_STAND = {
    "Action.protected_detail",  # on the plan of its owner alone
    "Addendum.by",
    "Agency.name",  # an agency may be called after a refuge that it runs, and its people after the agency
    "Attendance.name",
    "Attendance.organisation",
    "Attendance.role",
    "Marac.chair",
    "Marac.coordinator",
    "Marac.name",
    "Meeting.chair",
    "Meeting.coordinator",
}


def every_text(value: object, seen: set[int]) -> Iterator[tuple[object, str]]:
    """Each thing in the record that holds a text, with the name of the field."""
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, tuple | list):
        for each in value:
            yield from every_text(each, seen)
    elif dataclasses.is_dataclass(value) and id(value) not in seen:
        seen.add(id(value))
        for field in dataclasses.fields(value):
            inside = getattr(value, field.name)
            if isinstance(inside, str):
                yield value, field.name
            else:
                yield from every_text(inside, seen)


def unstopped(record: MeetingRecord, secret: str, reference: Reference) -> set[str]:
    """The texts in which the secret stops nothing and comes out on a paper; the first of each kind is tried."""
    first: dict[str, tuple[object, str]] = {}
    for thing, field in every_text(record, set()):
        first.setdefault(f"{type(thing).__name__}.{field}", (thing, field))
    out = set()
    for name, (thing, field) in first.items():
        before = getattr(thing, field)
        object.__setattr__(thing, field, secret)  # what is frozen is shared, and put back below
        if any(secret in repr(each) for each in pack_of(record, reference).papers):
            out.add(name)
        object.__setattr__(thing, field, before)
    return out


def test_a_place_kept_secret_comes_out_of_no_text_of_the_record(reference: Reference) -> None:
    assert unstopped(a_meeting(), "Willow House", reference) <= MAY_STAND


def test_a_safe_number_comes_out_of_no_text_but_its_owners_detail(reference: Reference) -> None:
    assert unstopped(a_meeting(), "+44 (0) 7700.900222", reference) <= {"Action.protected_detail"}
