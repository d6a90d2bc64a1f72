"""The last look at a paper, which finds the sentences that would give a secret away.

Secrets hide in free text: a refuge's name, an address, a phone number or "her new flat" inside an
action leaks as surely as a field does. What is found stops the paper at that sentence until
somebody decides and says why. Comparing forgives case, accents, spaces and punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from exports.compose.sheet import Composed, Nature, Passage
from exports.likeness import POSTCODE, Reading, folded, sentences
from exports.secret_words import Secret
from exports.streets import gives_an_address
from marac_desk.errors import ExportRefused
from marac_desk.findings import Decision, Finding, FindingKind

NAMED_AT_ONCE = 8
"""How many places the refusal names; the findings themselves are all there."""

# A number after a plus sign, a British one with its 0 or 44, and a mobile number that has lost its 0.
_PHONE = re.compile(r"\+(?:{gap}\d){{9,}}|(?<!\d)(?:0|44|7)(?:{gap}\d){{9,}}".format(gap=r"[\s().\-_·•]*"))
_EMAIL = re.compile(r"[\w.+\-]@[\w\-]+(?:\.[\w\-]+)+")
"""From the last letter before the @: begun at each letter of a word without end, it would take hours."""


@dataclass(frozen=True)
class Look:
    """What is looked for in a paper."""

    secrets: tuple[Secret, ...]
    refuge_words: tuple[str, ...]

    def kinds(self, passage: Passage, text: str) -> tuple[FindingKind, ...]:
        """The kinds of finding in a text of this passage, each once."""
        reading = Reading(text)
        found = [each.kind for each in self.secrets if each.concerns(passage) and each.is_in(reading)]
        if passage.nature in (Nature.SETTING, Nature.DETAIL):
            return tuple(dict.fromkeys(found))
        patterns = (
            (FindingKind.POSTCODE, POSTCODE.search(reading.legible)),
            (FindingKind.PHONE, _PHONE.search(reading.legible)),
            (FindingKind.EMAIL, _EMAIL.search(reading.legible)),
            (FindingKind.STREET, gives_an_address(reading.bare)),
            (FindingKind.REFUGE, passage.nature is Nature.SAID and any(map(reading.loose.count, self.refuge_words))),
        )
        return tuple(dict.fromkeys([*found, *(kind for kind, there in patterns if there)]))

    def sentence(self, passage: Passage, kind: FindingKind) -> str:
        """The first sentence in which it is found; the whole passage when it runs across sentences."""
        guilty = (part for part in sentences(passage.text) if kind in self.kinds(passage, part))
        return next(guilty, passage.text)


def check(
    composed: Composed, secrets: Iterable[Secret], refuge_words: Iterable[str], copy_for: str = ""
) -> tuple[Finding, ...]:
    """Everything in this copy's typed words that must not go out as it stands, each once, in reading order."""
    look = Look(tuple(secrets), tuple(f" {folded(word)}{many} " for word in refuge_words for many in ("", "s")))
    found = (
        Finding(kind, passage.place, look.sentence(passage, kind), copy_for)
        for passage in dict.fromkeys(composed.passages)
        for kind in look.kinds(passage, passage.text)
    )
    return tuple(dict.fromkeys(found))


def undecided(findings: Iterable[Finding], decisions: Iterable[Decision]) -> tuple[Finding, ...]:
    """The findings that nobody has decided on, each once."""
    decided = {decision.finding_key for decision in decisions}
    return tuple(finding for finding in dict.fromkeys(findings) if finding.key not in decided)


def refuse(findings: Iterable[Finding], decisions: Iterable[Decision] = ()) -> None:
    """Raises ExportRefused with the findings that nobody has decided on; its message names their places only."""
    still = undecided(findings, decisions)
    if still:
        named = tuple(dict.fromkeys(f"{finding.place}: {finding.kind.value}" for finding in still))
        places = "; ".join(named[:NAMED_AT_ONCE])
        more = f"; and {len(named) - NAMED_AT_ONCE} more" if len(named) > NAMED_AT_ONCE else ""
        raise ExportRefused(
            f"The papers were not made, and nothing was written. Please change these sentences, or say why they "
            f"may stand: {places}{more}.",
            still,
        )
