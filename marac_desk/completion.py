"""What is offered while somebody types: actions of the catalogue, agencies and those who speak for them.

A few letters are enough, in any order and without accents: "lock wind" finds window locks, "csc" the
children's social care, "hou02" an action by its code. Nothing here decides; it only puts the
likeliest first.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeVar

from marac_desk.discussion import Risk
from marac_desk.folding import fold
from marac_desk.reference import Reference
from marac_desk.reference_entries import ANY_AGENCY, CatalogueAction
from marac_desk.timetable import WorkingDays

OFFERED = 6
"""How many actions are offered at once: as many as are read at a glance."""

_SMALL = frozenset(("a", "an", "and", "her", "him", "his", "it", "or", "the", "their")) | frozenset(
    ("at", "by", "for", "in", "of", "on", "to", "up", "with")
)

Choice = TypeVar("Choice")


@dataclass(frozen=True)
class Suggestion:
    """An action of the catalogue that fits what was typed.

    `own` says that the chosen agency usually takes it, `answers` which of the chosen risk headings
    it answers.
    """

    action: CatalogueAction
    own: bool
    answers: tuple[str, ...]

    @property
    def code(self) -> str:
        """`HOU02`."""
        return self.action.code

    @property
    def text(self) -> str:
        """The sentence that would be taken over."""
        return self.action.text


def suggest(
    typed: str, agency_key: str, reference: Reference, risk_headings: Collection[str] = ()
) -> tuple[Suggestion, ...]:
    """The actions that fit, at most six: those of the agency first, then by how well they answer the chosen risks.

    `agency_key` is empty while no agency is chosen. While nothing is typed, only what the agency
    usually takes is offered; without an agency and without risks, nothing is.
    """
    asked = _asked(typed)
    if not asked and not agency_key and not risk_headings:
        return ()
    fitting = [each for each in reference.actions if _fits(each, asked, agency_key, risk_headings)]
    ranked = sorted(fitting, key=lambda each: _rank(each, asked, agency_key, risk_headings))
    return tuple(
        Suggestion(each, _own(each, agency_key) < _NOT_OWN, _answered(each, risk_headings)) for each in ranked[:OFFERED]
    )


def usual_due(action: CatalogueAction, today: date, calendar: WorkingDays) -> date | None:
    """The day by which the action is usually done; nothing when it has no end."""
    return None if action.working_days is None else calendar.add(today, action.working_days)


def risks_answered(action: CatalogueAction, risks: Iterable[Risk]) -> tuple[Risk, ...]:
    """Those of a case's risks that the action answers by their heading, in the order of the case."""
    return tuple(risk for risk in risks if risk.heading in action.answers)


def complete(typed: str, choices: Iterable[Choice], name: Callable[[Choice], str]) -> tuple[Choice, ...]:
    """The choices whose name fits a few letters, the likeliest first; all of them while nothing is typed.

    A name fits by the beginning of its words in any order, or by its initials. One that begins as
    typed comes first, then whole initials, then the beginning of initials, then words further on.
    """
    asked = _words(typed)
    if not asked:
        return tuple(choices)
    ranked = ((_fit(asked, name(each)), each) for each in choices)
    return tuple(each for rank, each in sorted(ranked, key=lambda pair: pair[0]) if rank < _UNFIT)


_NOT_OWN = 2
_UNFIT = 4


def _fits(action: CatalogueAction, asked: Sequence[str], agency_key: str, risks: Collection[str]) -> bool:
    if not asked:
        return action.taken_by(agency_key) if agency_key else bool(_answered(action, risks))
    if _is_code(action, asked):
        return True
    words = _words(action.text)
    return all(any(word.startswith(part) for word in words) for part in asked)


def _is_code(action: CatalogueAction, asked: Sequence[str]) -> bool:
    """Whether the beginning of its code was typed, with or without a space: `hou`, `hou 02`."""
    return fold(action.code).startswith("".join(asked))


def _rank(
    action: CatalogueAction, asked: Sequence[str], agency_key: str, risks: Collection[str]
) -> tuple[int, int, int, int]:
    """The lower the better; sorting keeps the catalogue's order between equals."""
    whole_code = bool(asked) and fold(action.code) == "".join(asked)
    answered = _answered(action, risks)
    best = min((action.answers.index(key) for key in answered), default=len(action.answers))
    in_order = _words(action.text)[: len(asked)]
    begins = all(word.startswith(part) for word, part in zip(in_order, asked, strict=False))
    return (-1 if whole_code else _own(action, agency_key), -len(answered), best, 0 if begins else 1)


def _own(action: CatalogueAction, agency_key: str) -> int:
    """How near the action is to the agency: its own, anybody's, another's. All are equal while none is chosen."""
    if not agency_key or agency_key in action.agencies:
        return 0
    return 1 if ANY_AGENCY in action.agencies else _NOT_OWN


def _answered(action: CatalogueAction, risks: Collection[str]) -> tuple[str, ...]:
    return tuple(key for key in action.answers if key in risks)


def _asked(typed: str) -> tuple[str, ...]:
    """The typed words that tell actions apart; small words count only where there are no others."""
    words = _words(typed)
    return tuple(word for word in words[:-1] if word not in _SMALL) + words[-1:] if words else ()


@lru_cache(maxsize=1024)
def _words(text: str) -> tuple[str, ...]:
    """The folded words, without apostrophes and marks: `Children’s social-care` is childrens, social, care."""
    plain = fold(text).replace("'", "").replace("’", "")
    return tuple("".join(letter if letter.isalnum() else " " for letter in plain).split())


def _fit(asked: Sequence[str], name: str) -> int:
    """How well a name fits, from nought, the best, to unfit."""
    words = _words(name)
    if " ".join(words).startswith(" ".join(asked)):
        return 0
    if len(asked) == 1:
        initials = tuple(_initials(words))
        if asked[0] in initials:
            return 1
        if any(each.startswith(asked[0]) for each in initials):
            return 2
    return 3 if all(any(word.startswith(part) for word in words) for part in asked) else _UNFIT


def _initials(words: Sequence[str]) -> Iterator[str]:
    """The first letters of all words, and of all but the small ones."""
    yield "".join(word[0] for word in words)
    yield "".join(word[0] for word in words if word not in _SMALL)
