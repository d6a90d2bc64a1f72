"""How an action is worded: its verb, a second verb, vague words, and who is named before "to" or "will".

An action is written the way people say it in the room: "Police to fit an alarm", "Refer her to the
stalking clinic; report the date". The lists of words are an area's to change, in `words.toml`. The
rules are lenient: a remark on a good action costs more trust than a poor one that slips through.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from marac_desk.reference_entries import VagueWord, Words

_TOKEN = re.compile(r"[^\W_][\w'’]*(?:-\w+)*|[;.,&+/]")
_OWNER = re.compile(r"(?P<who>(?:[^\s;.]+\s+){1,7}?)(?:to|will|must|shall|should)\s+", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:,|&|\+|/|\band\b)\s*", re.IGNORECASE)


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_BREAKS = _listed("; . , & + / and then")
_LEADS_IN = _listed("please to will must also and then today now jointly")
_SHOWS_A_VERB = _listed(
    "the a an her his their its each any both all this that these those it them him whether what when where who how"
)
_ROLES = _listed("worker officer team lead manager nurse service services practitioner")
_EVERYBODY = _listed("everyone everybody all both")
_SMALL = _SHOWS_A_VERB | _LEADS_IN | _listed("of for with at by on in from be is are so or not")
_SHOWN = 4
"""How many words of a second deed are shown."""


def vague_word(text: str, agencies: Collection[str], words: Words) -> VagueWord | None:
    """The first of the vague words that the action uses, where that word counts."""
    everything, deed = " ".join(_tokens(text)), " ".join(_deed(text, agencies, words))
    for vague in words.vague:
        pattern = re.compile(rf"\b{re.escape(vague.word)}\b")
        if pattern.search(everything) if vague.anywhere else pattern.match(deed):
            return vague
    return None


def starts_with_verb(text: str, agencies: Collection[str], words: Words) -> bool:
    """Whether the action says what is done: it begins with a verb, after whoever does it.

    A word that no list knows passes for a verb when the next one shows it: "photograph the injuries".
    """
    first, second, *_ = (*_deed(text, agencies, words), "", "")
    return _is_verb(first, words) or (bool(first) and second in _SHOWS_A_VERB)


def second_deed(text: str, agencies: Collection[str], words: Words) -> str:
    """The beginning of a second thing to be done, or nothing.

    Telling somebody the result is no second deed, nor are two verbs with one object: "locate and arrest him".
    """
    tokens = _deed(text, agencies, words)
    for at, token in enumerate(tokens):
        if at > 1 and token in _BREAKS:
            rest = _after_lead_in(tokens[at + 1 :], words)
            if rest and rest[0] not in words.report_verbs and _is_verb_inside(rest, token, words):
                return _shown(rest)
    return ""


def several_owners(text: str, owner: str, agencies: Collection[str], words: Words) -> bool:
    """Whether more than one agency is named as the owner, in its field or before "to" or "will" in the text."""
    said = _owner(text, agencies, words)
    return _names_several(owner, agencies) or _names_several(said, agencies) or said.strip().casefold() in _EVERYBODY


def bare(text: str) -> str:
    """The words that carry the action, in the order of the alphabet, without its report back: for comparing."""
    return " ".join(sorted(word for word in _tokens(text.split(";")[0]) if word not in _SMALL and word[0].isalnum()))


def _tokens(text: str) -> list[str]:
    """The words and the breaks between them, in lower case."""
    return _TOKEN.findall(text.lower())


def _deed(text: str, agencies: Collection[str], words: Words) -> list[str]:
    """The action's words from its verb on, without whoever is to do it."""
    return _after_lead_in(_tokens(text.removeprefix(_owner(text, agencies, words))), words)


def _owner(text: str, agencies: Collection[str], words: Words) -> str:
    """Who is named before "to" or "will"; nothing when the words before it are the deed itself: "refer her to"."""
    found = _OWNER.match(text)
    if found is None:
        return ""
    written = found["who"]
    first, second, *_ = (*_after_lead_in(_tokens(written), words), "", "")
    a_deed = _is_verb(first, words) or second in _SHOWS_A_VERB or first in {vague.word for vague in words.vague}
    known = written.strip().casefold() in {name.casefold() for name in agencies}
    return written if known or not a_deed or written.lower().split()[-1] in _ROLES else ""


def _after_lead_in(tokens: Sequence[str], words: Words) -> list[str]:
    """The words without "please", "then", "urgently" and the like in front."""
    rest = list(tokens)
    while rest and not _is_verb(rest[0], words) and (rest[0] in _LEADS_IN or rest[0].endswith("ly")):
        rest.pop(0)
    return rest


def _is_verb(word: str, words: Words) -> bool:
    plain = word.removeprefix("re-")
    return plain in words.verbs or plain in words.verbs_or_nouns


def _is_verb_inside(rest: Sequence[str], break_before: str, words: Words) -> bool:
    """Whether a new deed begins here. A word that may be a noun needs "then" before it or "the" after it."""
    first, second, *_ = (*rest, "")
    if first.removeprefix("re-") in words.verbs:
        return True
    return _is_verb(first, words) and (break_before == "then" or second in _SHOWS_A_VERB)


def _shown(rest: Sequence[str]) -> str:
    """The first words up to the next mark."""
    marks = (at for at, token in enumerate(rest) if not token[0].isalnum())
    return " ".join(rest[: min(next(marks, _SHOWN), _SHOWN)])


def _names_several(who: str, agencies: Collection[str]) -> bool:
    """Whether `who` joins several, once the agencies that have an "and" in their own name are counted as one."""
    left = who.casefold()
    for name in sorted(agencies, key=len, reverse=True):
        left = left.replace(name.casefold(), "agency")
    return len([part for part in _JOINED.split(left) if part.strip()]) > 1
