"""What a passphrase must be. Length is what counts: three or four words that do not belong together.

How soon one would be guessed is estimated by zxcvbn, which knows the usual passwords, names and patterns, and
is told the words of the trade and the names in this vault besides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from marac_desk.errors import Refused

LEAST_LETTERS = 12
MOST_JUDGED = 40
"""So many letters, from the first, decide: with more the estimate takes many seconds where somebody wishes it ill."""

ADVICE = "At least 12 letters. Three or four words that do not belong together are easy to keep in mind."
GOOD_ENOUGH = 3
"""zxcvbn's score from 0 to 4. At 3 it takes a hundred million guesses, and each costs a thief half a second or so."""

FEW = 6

TRADE = (
    *("marac", "maracs", "idva", "isva", "dash", "mapp", "mappa", "mash", "safelives", "riskassessment", "dvpn"),
    *("domestic", "abuse", "violence", "stalking", "coercive", "control", "victim", "perpetrator", "survivor"),
    *("chair", "coordinator", "deputy", "meeting", "agenda", "minutes", "case", "cases", "vault", "refuge"),
    *("police", "probation", "safeguarding", "housing", "social", "services", "council", "constabulary", "nhs"),
)
_SUGGESTIONS = {
    0: "Take three or four words that have nothing to do with each other.",
    1: "Take three or four words that have nothing to do with each other.",
    2: "Add one more word that does not belong to the others.",
    3: "Another word would make it stronger still.",
    4: "",
}
_CALLED = {0: "very weak", 1: "weak", 2: "not strong enough", 3: "strong", 4: "very strong"}
_BETWEEN = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Strength:
    """How well a passphrase holds: 0 to 4, the word for it, and what to do about it, "" for nothing."""

    score: int
    suggestion: str = ""

    @property
    def word(self) -> str:
        """As a person is told."""
        return _CALLED[self.score]

    @property
    def enough(self) -> bool:
        """Whether it may be used."""
        return self.score >= GOOD_ENOUGH


def strength(passphrase: str, words: Iterable[str] = ()) -> Strength:
    """Judges a passphrase; `words` are names in the vault and the person's own.

    It takes some milliseconds, or two seconds for what nobody would type, so it belongs into a job.
    """
    if len(passphrase.strip()) < LEAST_LETTERS:
        return Strength(0, f"Please use at least {LEAST_LETTERS} letters.")
    known = _known(words)
    begun = passphrase[:MOST_JUDGED]
    score = min(_score(each, known) for each in {begun, _BETWEEN.sub("", begun) or begun})
    if _letters_besides(begun, known) < FEW:
        score = min(score, 1)
    return Strength(score, _SUGGESTIONS[score])


def must_be_strong(passphrase: str, words: Iterable[str] = ()) -> None:
    """Raises Refused for one that is too short or would be guessed too soon, saying what to do."""
    judged = strength(passphrase, words)
    if len(passphrase.strip()) < LEAST_LETTERS:
        raise Refused(judged.suggestion)
    if not judged.enough:
        raise Refused(f"This would be guessed too soon: it is {judged.word}. {judged.suggestion}")


def must_agree(passphrase: str, again: str) -> None:
    """Raises Refused when the second typing differs from the first."""
    if passphrase != again:
        raise Refused("The two are not the same. Please type it again.")


def _known(words: Iterable[str]) -> list[str]:
    """Whole names and each word of them, in small letters."""
    names = [name.casefold() for name in words]
    parts = (part for name in names for part in _BETWEEN.split(name))
    return sorted({*TRADE, *(word for word in (*names, *parts) if len(word) > 1)})


def _letters_besides(passphrase: str, known: list[str]) -> int:
    """How many different letters are left without the words that anybody would try here first."""
    left = passphrase.casefold()
    for word in sorted(known, key=len, reverse=True):
        if len(word) > 3:
            left = left.replace(word, " ")
    return len(set(_BETWEEN.sub("", left)))


def _score(passphrase: str, known: list[str]) -> int:
    from zxcvbn import zxcvbn  # brings word lists along, which the window does not wait for

    judged = zxcvbn(passphrase, user_inputs=known, max_length=MOST_JUDGED)
    return int(judged["score"])
