"""The one prompt for everything that is missing when a case closes, and the reasons it is answered with.

Gaps of one kind are one question, so that nine agencies without an answer are not asked about nine
times. A reason is chosen by its number or written in one line; it is minuted with each gap.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from marac_desk.discussion import Discussion
from marac_desk.errors import Refused
from marac_desk.gaps import Gap, GapKind
from marac_desk.reference import Reference

_TOGETHER = {
    GapKind.SHARED: "In the room and without an answer yet: {names}.",
    GapKind.AWAY: "Not in the room and without an answer: {names}.",
    GapKind.LEFT: "Out of the room for this case and without an answer: {names}.",
    GapKind.RETURN: "Sent in and neither heard nor taken as read: what comes from {names}.",
}
"""How several agencies are asked about at once, so that a reason can be true of each."""


@dataclass(frozen=True)
class Question:
    """The gaps of one kind, and the ready reasons for them."""

    kind: GapKind
    gaps: tuple[Gap, ...]
    ready: tuple[str, ...]

    @property
    def asked(self) -> str:
        """The question itself: agencies by name in one sentence, all else a sentence for each gap."""
        together = _TOGETHER.get(self.kind)
        if together is None or len(self.gaps) == 1:
            return self.say
        *names, last = (gap.agency for gap in self.gaps)
        return together.format(names=f"{', '.join(names)} and {last}")

    @property
    def say(self) -> str:
        """What is missing, a sentence for each gap."""
        return " ".join(gap.say for gap in self.gaps)


def questions(gaps: Iterable[Gap], reference: Reference, *, heard_before: bool) -> tuple[Question, ...]:
    """One question for each kind of gap, in the order of the steps.

    What speaks of an earlier meeting is a ready reason only where the case was `heard_before`.
    """
    by_kind: dict[GapKind, list[Gap]] = {}
    for gap in gaps:
        by_kind.setdefault(gap.kind, []).append(gap)
    return tuple(
        Question(kind, tuple(each), reference.reasons_for(kind, heard_before=heard_before))
        for kind, each in by_kind.items()
    )


def chosen(typed: str, ready: tuple[str, ...]) -> str:
    """The reason that was meant: `2` is the second ready one, anything else stands as it was typed.

    Raises Refused when there is no reason of that number, or nothing was typed.
    """
    said = typed.strip()
    if not said:
        raise Refused("Please choose a reason by its number, or write one.")
    if not said.isdecimal():
        return said
    if not 1 <= int(said) <= len(ready):
        raise Refused(f"There are {len(ready)} ready reasons. Choose one of them, or write your own.")
    return ready[int(said) - 1]


def record(discussion: Discussion, question: Question, reason: str) -> None:
    """Minutes the reason with each gap of the question.

    Why the victim's voice could not be had belongs to step 2 and is kept there. Raises Refused when
    the reason says nothing.
    """
    for gap in question.gaps:
        if gap.kind is GapKind.VOICE:
            discussion.voice_not_had(reason)
        else:
            discussion.give_reason(gap.key, gap.say, reason)
