"""What must not be found in a paper's words: what the record keeps secret, and what this copy does not hold.

Each is told by its words, the cases it belongs to, and where it is looked for. Words that mean one
thing only are looked for everywhere; a street's name or a short code word in its own case only,
since elsewhere it may mean something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum

from exports.audience import Audience
from exports.compose.sheet import Nature, Passage
from exports.likeness import POSTCODE, Reading, compact, folded, sentences, significant
from marac_desk.cases import PartyRole
from marac_desk.findings import FindingKind
from marac_desk.maracs import NamesOnPapers
from marac_desk.people import Address, Person
from marac_desk.record import HeardCase, MeetingRecord

TELLING = 8
"""From how many letters and digits on words mean this and nothing else, also when they are run together."""

_NUMBER_BEFORE = re.compile(r"^\W*\d+\w?\W+")
_NUMBERED_NAME = re.compile(r"\b\d+\w?\s+(?:[^\W\d_a-z][\w'’]*\s+)*[^\W\d_a-z][\w'’]*")
_NAME = re.compile(r"\b[^\W\d_a-z][\w'’]*(?:\s+[^\W\d_a-z][\w'’]*)+")


class Scope(Enum):
    """Where words are looked for."""

    EVERYWHERE = "in every text"
    OWN = "in its own case, and where no case is spoken of"
    ELSEWHERE = "in every text but those of its own cases"


class Secret:
    """Words that must not be found, of which cases, where they are looked for, and what finding they make."""

    def __init__(self, words: str, cases: Iterable[str], kind: FindingKind, scope: Scope = Scope.EVERYWHERE) -> None:
        reading = Reading(words)
        self.cases, self.kind, self.scope = frozenset(cases), kind, scope
        self.close, self.loose, self.number = reading.close, reading.loose, significant(words)
        self.telling = len(self.close) >= TELLING or POSTCODE.fullmatch(words.strip()) is not None
        if scope is Scope.EVERYWHERE and not self.telling:
            self.scope = Scope.OWN

    def is_in(self, reading: Reading) -> bool:
        """Whether the text holds it: telling words also inside others, short ones as words of their own."""
        if self.telling:
            return (self.number or self.close) in reading.close
        return re.search(f" {' ?'.join(self.close)} ", reading.loose) is not None

    def concerns(self, passage: Passage) -> bool:
        """Whether it is looked for there at all.

        A name may be that of a street or a refuge, but not in the case whose secret it is. A venue
        has its own address and number.
        """
        own = passage.case in self.cases
        match passage.nature, self.scope:
            case Nature.DETAIL, _:
                return False
            case Nature.SAID, Scope.ELSEWHERE:
                return not own
            case Nature.SAID, Scope.OWN:
                return own or not passage.case
            case Nature.SAID, Scope.EVERYWHERE:
                return True
        if self.kind is not FindingKind.KNOWN_SECRET or self.scope is not Scope.EVERYWHERE:
            return False
        return own or passage.nature is Nature.SETTING or _numbered(self.close)


def known_secrets(record: MeetingRecord) -> tuple[Secret, ...]:
    """What the record itself keeps secret about anybody in any of its cases.

    A word of the MARAC's own name, such as the town, is none.
    """
    public = f" {folded(record.marac.name)} "
    found = (
        Secret(words, [heard.case.reference], FindingKind.KNOWN_SECRET, scope)
        for heard in record.cases
        for words, scope in dict.fromkeys(_secrets_of(record, heard))
    )
    return tuple(each for each in found if len(each.close) > 2 and each.loose not in public)


def kept_back(record: MeetingRecord, audience: Audience, *, voice_wanted: bool = True) -> tuple[Secret, ...]:
    """What is not in this paper and may not be repeated there by another hand.

    No sentence, of three words or more, that was said and is not in it; no case that its reader must
    not receive; and nobody's full name but in the head of a case, where the area puts names at all.
    """
    said = (
        (heard.case.reference, sentence)
        for heard in record.cases
        if heard.discussion is not None
        for words in audience.kept_words(heard.case, heard.discussion, voice_wanted=voice_wanted)
        for sentence in sentences(words)
    )
    left_out = [heard.case.reference for heard in record.cases if not audience.may_have(heard.case)]
    return (
        *(Secret(words, [case], FindingKind.KEPT_BACK, Scope.OWN) for case, words in said if len(words.split()) > 2),
        *(Secret(reference, (), FindingKind.KEPT_BACK) for reference in left_out),
        *_names(record),
    )


def _secrets_of(record: MeetingRecord, heard: HeardCase) -> Iterator[tuple[str, Scope]]:
    for person in (heard.victim, *_others(record, heard)):
        contact = person.safe_contact
        yield from ((words, Scope.EVERYWHERE) for words in (contact.number, contact.code_word))
        # Fewer words, such as "in person", are said of anybody.
        for words in (*sentences(contact.how), *sentences(contact.when)):
            if len(words.split()) > 2:
                yield words, Scope.EVERYWHERE
        for place in person.addresses:
            if place.is_secret:
                yield from _of_place(place)
    for words in sentences(heard.case.third_party_secrets):
        yield words, Scope.EVERYWHERE
    yield from _away_from_harm(record, heard)
    for detail in _details(record, heard):
        yield from _of_detail(detail)


def _others(record: MeetingRecord, heard: HeardCase, *roles: PartyRole) -> list[Person]:
    parties = (party for party in heard.case.parties if not roles or party.role in roles)
    return [record.people[party.person_id] for party in parties if party.person_id is not None]


def _of_place(place: Address) -> Iterator[tuple[str, Scope]]:
    """Each line, and in the place's own case each part of a line, also without the number of the house."""
    yield place.postcode, Scope.EVERYWHERE
    for line in place.lines.splitlines():
        for part in (line, *line.split(",")):
            one_word = len(folded(part).split()) < 2
            yield part, Scope.OWN if one_word or (part != line and not _numbered(part)) else Scope.EVERYWHERE
            yield _NUMBER_BEFORE.sub("", part), Scope.OWN


def _away_from_harm(record: MeetingRecord, heard: HeardCase) -> Iterator[tuple[str, Scope]]:
    """The houses where the victim has been and, for all that the record knows, nobody causing harm has."""
    harm = _others(record, heard, PartyRole.PERPETRATOR)
    theirs = {compact(line) for person in harm for place in person.addresses for line in place.lines.splitlines()}
    for place in heard.victim.addresses:
        for line in place.lines.splitlines():
            if _numbered(line) and compact(line) not in theirs:
                yield line, Scope.EVERYWHERE


def _details(record: MeetingRecord, heard: HeardCase) -> list[str]:
    now = heard.discussion.actions if heard.discussion else []
    before = (
        earlier.action
        for earlier in (*heard.earlier_actions, *record.earlier_actions)
        if earlier.case_reference == heard.case.reference
    )
    return [action.protected_detail for action in (*now, *before)]


def _of_detail(detail: str) -> Iterator[tuple[str, Scope]]:
    """Each sentence of a protected detail, each part that holds a number, and each name in it, as of a street."""
    yield from ((words, Scope.EVERYWHERE) for words in sentences(detail))
    for part in re.split(r"[,;\n]", detail):
        if len(compact(part)) >= TELLING:
            yield part, Scope.EVERYWHERE if _numbered(part) else Scope.OWN
    for found in (*POSTCODE.finditer(detail), *_NUMBERED_NAME.finditer(detail)):
        yield found.group(), Scope.EVERYWHERE
    for found in _NAME.finditer(detail):
        words = found.group().split()
        # The first word may only begin the sentence.
        yield from ((" ".join(words[start:]), Scope.OWN) for start in range(len(words) - 1))


def _numbered(words: str) -> bool:
    return any(map(str.isdigit, words))


def _names(record: MeetingRecord) -> Iterator[Secret]:
    """Full names and aliases: outside their own cases, and inside too for those whom no head of a case names."""
    cases: dict[object, set[str]] = {}
    headed: set[object] = set()
    for heard in record.cases:
        for person in (heard.victim, *_others(record, heard)):
            cases.setdefault(person.id, set()).add(heard.case.reference)
        headed |= {heard.victim.id, *(each.id for each in _others(record, heard, PartyRole.PERPETRATOR))}
    named = record.marac.practice.names_on_papers is NamesOnPapers.NAMES
    people = {each.id: each for each in (*record.people.values(), *(heard.victim for heard in record.cases))}
    for person_id, references in cases.items():
        person = people[person_id]  # type: ignore[index]
        scope = Scope.ELSEWHERE if named and person_id in headed else Scope.EVERYWHERE
        for name in (person.name, *(alias.name for alias in person.aliases)):
            if len(folded(name).split()) > 1 and (person.given_names or person.family_name):
                yield Secret(name, references, FindingKind.KEPT_BACK, scope)
