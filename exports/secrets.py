"""The last look at a paper, which finds the sentences that would give a secret away.

Secrets hide in free text: a refuge's name, a postcode, a phone number or "her new flat" inside an
action leaks as surely as a field does. What is found stops the paper at that sentence until
somebody decides and says why. Comparing forgives case, accents, spaces and punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from exports.audience import Audience
from exports.compose.sheet import Composed, Nature, Passage
from exports.likeness import compact, folded, legible, sentences, significant
from marac_desk.errors import ExportRefused
from marac_desk.findings import Decision, Finding, FindingKind
from marac_desk.record import HeardCase, MeetingRecord

TELLING = 8
"""From how many letters and digits on a secret is looked for in every case; a shorter one only in its own."""

NAMED_AT_ONCE = 8
"""How many places the refusal names; the findings themselves are all there."""

_POSTCODE = re.compile(r"(?<![A-Z0-9])[A-Z]{1,2}\d[A-Z\d]?[\s.\-–]*\d[ABD-HJLNP-UW-Z]{2}(?![A-Z0-9])", re.IGNORECASE)
# A number after a plus sign, a British one with its 0 or 44, and a mobile number that has lost its 0.
_PHONE = re.compile(r"\+(?:{gap}\d){{9,}}|(?<!\d)(?:0|44|7)(?:{gap}\d){{9,}}".format(gap=r"[\s().\-–]*"))
_EMAIL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")


class Reading:
    """A text in the three forms in which it is looked at, each made once."""

    def __init__(self, text: str) -> None:
        words = folded(text)
        self.legible, self.loose, self.close = legible(text), f" {words} ", words.replace(" ", "")


class Secret:
    """Words that must not be found, of which case, and what kind of finding it is when they are."""

    def __init__(self, words: str, case: str, kind: FindingKind) -> None:
        reading = Reading(words)
        self.case, self.kind = case, kind
        self.close, self.loose, self.number = reading.close, reading.loose, significant(words)

    @property
    def telling(self) -> bool:
        """Whether it is long enough to mean this and nothing else."""
        return len(self.close) >= TELLING

    def is_in(self, reading: Reading) -> bool:
        """Whether the text holds it: a telling one also run together, a short one as whole words."""
        if self.telling:
            return (self.number or self.close) in reading.close
        return self.loose in reading.loose

    def concerns(self, passage: Passage) -> bool:
        """Whether it is looked for there at all."""
        if passage.nature is Nature.NAMED:
            return any(letter.isdigit() for letter in self.close)
        far = self.kind is FindingKind.KNOWN_SECRET and self.telling
        return far or passage.case in (self.case, "")


def known_secrets(record: MeetingRecord) -> tuple[Secret, ...]:
    """What the record itself keeps secret about anybody in any of its cases.

    A line of an address that is part of the MARAC's own name, such as the town, is none.
    """
    public = compact(record.marac.name)
    found = (
        Secret(words, heard.case.reference, FindingKind.KNOWN_SECRET)
        for heard in record.cases
        for words in (*_of_people(record, heard), *sentences(heard.case.third_party_secrets), *_details(record, heard))
    )
    return tuple(each for each in found if len(each.close) > 2 and each.close not in public)


def kept_back(record: MeetingRecord, audience: Audience, *, voice_wanted: bool = True) -> tuple[Secret, ...]:
    """What was said and is not in this paper: no sentence of it, of three words or more, may be repeated there."""
    said = (
        (heard.case.reference, sentence)
        for heard in record.cases
        if heard.discussion is not None
        for words in audience.kept_words(heard.case, heard.discussion, voice_wanted=voice_wanted)
        for sentence in sentences(words)
    )
    return tuple(Secret(words, case, FindingKind.KEPT_BACK) for case, words in said if len(words.split()) > 2)


@dataclass(frozen=True)
class Look:
    """What is looked for in a paper."""

    secrets: tuple[Secret, ...]
    refuge_words: tuple[str, ...]

    def kinds(self, passage: Passage, text: str) -> tuple[FindingKind, ...]:
        """The kinds of finding in a text of this passage, each once."""
        reading = Reading(text)
        found = [each.kind for each in self.secrets if each.concerns(passage) and each.is_in(reading)]
        patterns = (
            (FindingKind.POSTCODE, _POSTCODE.search(reading.legible)),
            (FindingKind.PHONE, _PHONE.search(reading.legible)),
            (FindingKind.EMAIL, _EMAIL.search(reading.legible)),
            (FindingKind.REFUGE, passage.nature is Nature.SAID and any(map(reading.loose.count, self.refuge_words))),
        )
        return tuple(dict.fromkeys([*found, *(kind for kind, there in patterns if there)]))

    def sentence(self, passage: Passage, kind: FindingKind) -> str:
        """The first sentence in which it is found; the whole passage when it runs across sentences."""
        guilty = (part for part in sentences(passage.text) if kind in self.kinds(passage, part))
        return next(guilty, passage.text)


def check(composed: Composed, secrets: Iterable[Secret], refuge_words: Iterable[str]) -> tuple[Finding, ...]:
    """Everything in the paper's typed words that must not go out as it stands, each once, in reading order."""
    look = Look(tuple(secrets), tuple(f" {folded(word)} " for word in refuge_words))
    found = (
        Finding(kind, passage.place, look.sentence(passage, kind))
        for passage in dict.fromkeys(composed.passages)
        if passage.nature is not Nature.SETTING
        for kind in look.kinds(passage, passage.text)
    )
    return tuple(dict.fromkeys(found))


def refuse(findings: Iterable[Finding], decisions: Iterable[Decision] = ()) -> None:
    """Raises ExportRefused with the findings that nobody has decided on; its message names their places only."""
    decided = {decision.finding_key for decision in decisions}
    still = tuple(finding for finding in dict.fromkeys(findings) if finding.key not in decided)
    if still:
        places = "; ".join(f"{finding.place}: {finding.kind.value}" for finding in still[:NAMED_AT_ONCE])
        more = f"; and {len(still) - NAMED_AT_ONCE} more" if len(still) > NAMED_AT_ONCE else ""
        raise ExportRefused(
            f"The papers were not made, and nothing was written. Please change these sentences, or say why they "
            f"may stand: {places}{more}.",
            still,
        )


def _of_people(record: MeetingRecord, heard: HeardCase) -> Iterator[str]:
    others = (record.people[party.person_id] for party in heard.case.parties if party.person_id is not None)
    for person in (heard.victim, *others):
        yield from person.secrets()
        yield from (*sentences(person.safe_contact.how), *sentences(person.safe_contact.when))


def _details(record: MeetingRecord, heard: HeardCase) -> Iterator[str]:
    """Each sentence of a protected detail, and each part of it that holds a number, as an address does."""
    now = heard.discussion.actions if heard.discussion else []
    before = [
        earlier.action
        for earlier in (*heard.earlier_actions, *record.earlier_actions)
        if earlier.case_reference == heard.case.reference
    ]
    for action in (*now, *before):
        yield from sentences(action.protected_detail)
        for part in re.split(r"[,;\n]", action.protected_detail):
            if any(letter.isdigit() for letter in part) and len(compact(part)) >= TELLING:
                yield part
