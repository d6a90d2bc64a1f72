"""The Dash risk checklist: 24 answers, their count, and what follows from them.

The checklist supports professional judgement and never replaces it (S32). Its wording belongs to
its authors: `assets/reference/dash.toml` holds short labels of our own. Another risk tool is kept
by its name and score.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from uuid import UUID

from marac_desk.identity import new_id

ITEMS = 24
"""How many items the SafeLives version has (S30)."""

STALKING_ITEM = 8
HONOUR_ITEMS = frozenset({17, 18})


class Answer(Enum):
    """What was said to one item. "Don't know" was asked; "not asked" was not."""

    YES = "yes"
    NO = "no"
    DONT_KNOW = "don't know"
    NOT_ASKED = "not asked"


@dataclass(eq=False)
class DashAnswer:
    """The answer to one item, from whom it comes when not from the victim, and what was added (S26)."""

    number: int
    answer: Answer = Answer.NOT_ASKED
    source: str = ""
    comment: str = ""
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True)
class OtherTool:
    """Another risk tool, such as DARA or MeRIT (S54), by name and score."""

    name: str
    score: int | None = None
    out_of: int | None = None

    def __str__(self) -> str:
        """`MeRIT, 42 of 80`."""
        if self.score is None:
            return self.name
        return f"{self.name}, {self.score}" + (f" of {self.out_of}" if self.out_of is not None else "")


class Band(IntEnum):
    """How high the risk is held to be."""

    STANDARD = 1
    MEDIUM = 2
    HIGH = 3

    @property
    def label(self) -> str:
        """`high`, as it is read out."""
        return self.name.lower()


@dataclass(frozen=True)
class Thresholds:
    """The counts at which a band begins. High at 14 is SafeLives' (S9, S30); medium at 10 is local (S30)."""

    medium: int = 10
    high: int = 14


class FollowUp(Enum):
    """Extra questions that an answer calls for (Oxfordshire 2016)."""

    STALKING = "stalking"
    HONOUR = "honour-based abuse"


def count(answers: Iterable[DashAnswer]) -> int:
    """How many items were answered yes. Only a yes counts (S9)."""
    return len(_ticked(answers))


def unanswered(answers: Iterable[DashAnswer]) -> tuple[int, ...]:
    """The items that nobody was asked, by number; a "don't know" is an answer."""
    asked = {each.number for each in answers if each.answer is not Answer.NOT_ASKED}
    return tuple(number for number in range(1, ITEMS + 1) if number not in asked)


def band(ticks: int, thresholds: Thresholds = Thresholds()) -> Band:
    """The band that a count falls into by itself. Source: the SafeLives referral form 2015 (S9), Plymouth (S30)."""
    if ticks >= thresholds.high:
        return Band.HIGH
    return Band.MEDIUM if ticks >= thresholds.medium else Band.STANDARD


def follow_ups(answers: Iterable[DashAnswer]) -> tuple[FollowUp, ...]:
    """Which extra questions to ask: stalking at 8, honour-based abuse at 17 or 18 (Oxfordshire 2016)."""
    ticked = _ticked(answers)
    asked = ((FollowUp.STALKING, STALKING_ITEM in ticked), (FollowUp.HONOUR, bool(HONOUR_ITEMS & ticked)))
    return tuple(follow_up for follow_up, wanted in asked if wanted)


def least_band(present: Iterable[FollowUp]) -> Band:
    """The band below which the case may not be graded, whatever the count.

    At least medium where stalking or honour-based abuse is present (Oxfordshire 2016). A yes to 17
    or 18 calls for the questions; it is their answers, or somebody's judgement, that say it is present.
    """
    return Band.MEDIUM if any(True for _ in present) else Band.STANDARD


def grade(
    answers: Iterable[DashAnswer],
    thresholds: Thresholds = Thresholds(),
    present: Iterable[FollowUp] = (),
    judgement: Band | None = None,
) -> Band:
    """The highest of what the count, the form of abuse and professional judgement say.

    Stalking is present when item 8 is yes; honour-based abuse when it is named in `present`.
    Judgement raises a band and never lowers it, least of all a count of 14 or more (S30, S32).
    """
    given = list(answers)
    forms = {*present, *(each for each in follow_ups(given) if each is FollowUp.STALKING)}
    return max(band(count(given), thresholds), least_band(forms), judgement or Band.STANDARD)


def _ticked(answers: Iterable[DashAnswer]) -> set[int]:
    return {each.number for each in answers if each.answer is Answer.YES and 1 <= each.number <= ITEMS}
