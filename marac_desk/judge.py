"""The judge of actions: whether one is specific, has one owner and one verb, is dated to fit, and answers a risk.

It never blocks. Each remark says in one sentence what is wrong and what to do instead. SafeLives
asks for actions that are specific, timed and tracked (S7); the wording is looked at in `wording.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import Enum

from marac_desk.actions import Faces
from marac_desk.cases import KeyDate, KeyDateKind
from marac_desk.dates import short_date
from marac_desk.reference_entries import Words
from marac_desk.timetable import not_beaten
from marac_desk.wording import bare, second_deed, several_owners, starts_with_verb, vague_word

ALIKE = 0.85
"""From here on two texts, without their small words, count as the same action again."""


class RemarkKind(Enum):
    """What a remark is about."""

    VAGUE = "vague"
    NO_VERB = "no verb"
    SEVERAL_VERBS = "several verbs"
    SEVERAL_OWNERS = "several owners"
    NO_OWNER = "no owner"
    NOT_IN_THE_ROOM = "not in the room"
    NO_DATE = "no date"
    PAST = "past"
    AFTER_NEXT_MEETING = "after the next meeting"
    AFTER_KEY_DATE = "after a key date"
    ANSWERS_NO_RISK = "answers no risk"
    AGAIN = "again"
    SHOWS_THE_SOURCE = "shows the source"


@dataclass(frozen=True)
class Remark:
    """What is wrong with an action, in a sentence to show beside it."""

    kind: RemarkKind
    say: str


@dataclass(frozen=True)
class Proposed:
    """An action as it stands while it is typed. `owner` is the agency's name.

    `only_from_victim` says that nothing but the victim's word is known to rest it on; see
    `Discussion.rests_only_on_victim`.
    """

    text: str
    owner: str = ""
    due: date | None = None
    ongoing: bool = False
    faces: Faces = Faces.VICTIM
    answers_risk: bool = False
    only_from_victim: bool = False


@dataclass(frozen=True)
class Around:
    """What the action is held against: the day, the dates to beat, last time's actions, the agencies by name."""

    today: date
    next_meeting: date | None = None
    key_dates: tuple[KeyDate, ...] = ()
    earlier: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    absent: frozenset[str] = frozenset()


def remarks(action: Proposed, around: Around, words: Words) -> tuple[Remark, ...]:
    """Everything to be said about an action: its wording, owner, date, and what it is for."""
    return (
        *_on_wording(action, around, words),
        *_on_owner(action, around, words),
        *_on_date(action, around),
        *_on_purpose(action, around),
    )


def _on_wording(action: Proposed, around: Around, words: Words) -> Iterator[Remark]:
    vague = vague_word(action.text, around.agencies, words)
    if vague is not None:
        yield Remark(RemarkKind.VAGUE, f"“{vague.word}” promises nothing: {vague.instead}.")
    elif not starts_with_verb(action.text, around.agencies, words):
        yield Remark(RemarkKind.NO_VERB, "Begin with what is done: visit, write, refer, apply.")
    second = second_deed(action.text, around.agencies, words)
    if second:
        yield Remark(RemarkKind.SEVERAL_VERBS, f"“{second}” is a second deed: make it an action of its own.")


def _on_owner(action: Proposed, around: Around, words: Words) -> Iterator[Remark]:
    if several_owners(action.text, action.owner, around.agencies, words):
        yield Remark(RemarkKind.SEVERAL_OWNERS, "One agency owns an action: give each of the others its own.")
    if not action.owner.strip():
        yield Remark(RemarkKind.NO_OWNER, "Who does it? Name one agency.")
    elif action.owner in around.absent:
        yield Remark(RemarkKind.NOT_IN_THE_ROOM, f"{action.owner} is not in the room: who asks them, and by when?")


def _on_date(action: Proposed, around: Around) -> Iterator[Remark]:
    due = action.due
    if due is None:
        if not action.ongoing:
            yield Remark(RemarkKind.NO_DATE, "By when? Give a date that fits the risk.")
        return
    if due < around.today:
        yield Remark(RemarkKind.PAST, "The date is past.")
    if around.next_meeting is not None and due > around.next_meeting:
        yield Remark(
            RemarkKind.AFTER_NEXT_MEETING,
            f"The next MARAC is on {short_date(around.next_meeting)}: can it be done by then?",
        )
    missed = not_beaten(due, (each for each in around.key_dates if each.on >= around.today))
    if missed:
        first = missed[0]
        what = first.note.strip() if first.kind is KeyDateKind.OTHER and first.note.strip() else first.kind.value
        yield Remark(
            RemarkKind.AFTER_KEY_DATE, f"The date to beat is {short_date(first.on)} ({what}): can it be done before?"
        )


def _on_purpose(action: Proposed, around: Around) -> Iterator[Remark]:
    if not action.answers_risk:
        yield Remark(RemarkKind.ANSWERS_NO_RISK, "Which risk does it answer?")
    if any(alike(action.text, text) for text in around.earlier):
        yield Remark(RemarkKind.AGAIN, "Last time's action again: what will be different this time?")
    if action.faces is Faces.PERPETRATOR and action.only_from_victim:
        yield Remark(
            RemarkKind.SHOWS_THE_SOURCE,
            "It faces the person causing harm and rests only on what the victim said: what other source is there?",
        )


def alike(text: str, other: str) -> bool:
    """Whether two texts set the same action, whatever their small words and their order."""
    one, two = bare(text), bare(other)
    return bool(one and two) and SequenceMatcher(None, one, two, autojunk=False).ratio() >= ALIKE
