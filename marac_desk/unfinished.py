"""What is still open in the cases of a meeting that is over, for whoever is about to sign its minutes off.

Nothing of it blocks: the chair may sign all the same, and knows what the minutes will not say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from marac_desk.discussion import Discussion
from marac_desk.gaps import Room, open_gaps
from marac_desk.record import HeardCase, MeetingRecord


def unfinished(record: MeetingRecord, table: Callable[[Discussion], Room]) -> tuple[str, ...]:
    """In sentences, by case references alone; `table` says who was asked in a case."""
    heard = [each for each in record.cases if not each.item.deferred]
    told = (
        ("Not heard and not put off", [_name(each) for each in heard if not _begun(each)]),
        ("Begun and not closed", [_name(each) for each in heard if _begun(each) and not _ended(each)]),
        ("Gaps without a reason", list(_gaps(heard, table))),
    )
    return tuple(f"{what}: {', '.join(cases)}." for what, cases in told if cases)


def _gaps(heard: Iterable[HeardCase], table: Callable[[Discussion], Room]) -> Iterable[str]:
    for each in heard:
        talk = each.discussion
        if talk is not None and _begun(each) and (count := len(open_gaps(talk, each.case, table(talk)))):
            yield f"{_name(each)} ({count})"


def _name(heard: HeardCase) -> str:
    return heard.case.reference


def _begun(heard: HeardCase) -> bool:
    return heard.discussion is not None and heard.discussion.started_at is not None


def _ended(heard: HeardCase) -> bool:
    return heard.discussion is not None and heard.discussion.ended_at is not None
