"""Which line or field of a case holds the words of a paper, named as the pages of the steps know it.

A name tells kinds and identifiers only, since a place of the window is kept; the words are looked at and let go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

from exports.compose.minutes_case import VOICE
from exports.compose.telling import WHERE as TELLING
from marac_desk.cases import Case
from marac_desk.discussion import Discussion
from marac_desk.findings import StoppedSentence

Place = tuple[str, str, str]
"""Where it is on a paper, the name of the field, and what stands in it."""


def field_of(stopped: StoppedSentence, case: Case, talk: Discussion, agency_name: Callable[[UUID], str]) -> str:
    """The field that holds the sentence; else the first for this place of a paper; else the place: `action 142.3`."""
    here = [(name, text) for where, name, text in _fields(case, talk, agency_name) if where == stopped.where]
    wanted = _plain(stopped.sentence)
    holding = (name for name, text in here if wanted in _plain(text))
    return next(holding, here[0][0] if here else stopped.where)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _fields(case: Case, talk: Discussion, agency_name: Callable[[UUID], str]) -> Iterator[Place]:
    yield from (("key dates", f"{each.id}", each.note) for each in case.key_dates)
    yield "contact", "never", case.contact.never
    yield "contact", "only", case.contact.only
    for line in talk.voice:
        yield VOICE, f"{line.id}", f"{line.text} {line.told_to}"
    yield VOICE, "missing", talk.voice_missing_because
    for each in talk.contributions:
        for name, text in (("fact", each.fact), ("view", each.view), ("source", each.source)):
            yield f"information shared by {agency_name(each.agency_id)}", f"{each.agency_id} {name}", text
        yield "information shared", f"{each.agency_id} fact", each.speaker
    yield from ((f"risk {risk.label}", f"{risk.id}", risk.text) for risk in talk.risks)
    yield "already in place", "in place", talk.already_in_place
    yield "overall", "overall", talk.overall
    for action in talk.actions:
        for name, text in (("text", action.text), ("agency", action.person), ("declined", action.declined_because)):
            yield f"action {action.label(case.number)}", f"{action.id} {name}", text
    yield "read-back", "read back", talk.read_back
    yield "links", "links", talk.links
    yield "outcome", "outcome", talk.outcome
    yield TELLING, "who", talk.teller
    yield TELLING, "how", talk.tell_how
