"""What a shared screen may show of a case: the current step and nothing else.

No address, no safe contact, nothing of another case. What is shown is composed here line by line;
a sentence with something in it that the record keeps secret, or that looks like an address, a phone
number or an e-mail address, is left out and counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from exports.compose.sheet import Nature, Passage
from exports.likeness import folded, sentences
from exports.secret_words import Secret
from exports.secrets import Look
from marac_desk.cases import Case
from marac_desk.dates import short_date
from marac_desk.discussion import Discussion, Step
from marac_desk.findings import FindingKind
from marac_desk.people import Person
from marac_desk.reference_entries import Words
from marac_desk.step_states import round_table
from ui.meeting_room.case_in_room import CaseInRoom
from ui.meeting_room.recorded_lines import recorded

KEPT_OFF = "… a sentence is kept off this screen"


@dataclass(frozen=True)
class Shown:
    """One line on the shared screen: a short head and its words. `voice` lines have the victim's colour."""

    head: str
    words: str
    voice: bool = False


def presented(discussion: Discussion, case: Case, heard: CaseInRoom, step: Step, safe: Look) -> tuple[Shown, ...]:
    """The lines of a step, each without the sentences that may not be shown."""
    lines = _STEPS[step](discussion, heard)
    return tuple(Shown(line.head, fit_to_show(line.words, safe, case.reference), line.voice) for line in lines)


def watch(case: Case, people: Iterable[Person], words: Words) -> Look:
    """What is looked for: every address of anybody in the case, every secret, what third parties told in confidence."""
    hidden: set[str] = set(sentences(case.third_party_secrets))
    for person in people:
        hidden |= {*person.secrets(), person.phone, person.email, person.safe_contact.how, person.safe_contact.when}
        for place in person.addresses:
            hidden |= {*place.lines.splitlines(), place.postcode}
    secrets = (Secret(each, case.reference, FindingKind.KNOWN_SECRET) for each in hidden if each.strip())
    return Look(
        tuple(each for each in secrets if len(each.close) > 2), tuple(f" {folded(word)} " for word in words.refuge)
    )


def fit_to_show(text: str, safe: Look, reference: str) -> str:
    """The sentences that may be shown; in place of any others one remark."""
    said = sentences(text)
    kept = [each for each in said if not safe.kinds(Passage(each, "", reference, Nature.SAID), each)]
    left_out = len(kept) < len(said)
    return " ".join((*kept, KEPT_OFF) if left_out else kept)


def _referrer(discussion: Discussion, heard: CaseInRoom) -> Iterator[Shown]:
    yield Shown("", discussion.presented)


def _voice(discussion: Discussion, heard: CaseInRoom) -> Iterator[Shown]:
    said = recorded(discussion, heard, Step.AGENCIES)
    for each in said.voice:
        for may_know, lines in each.parts:
            words = " ".join(f"{line.rstrip('.')}." for line in lines)
            yield Shown(f"{each.heading} · {may_know}", words, voice=True)
    if said.voice_missing:
        yield Shown("The victim's voice could not be had", said.voice_missing, voice=True)


def _agencies(discussion: Discussion, heard: CaseInRoom) -> Iterator[Shown]:
    """Who has spoken; what was said stays in the room's own screen."""
    for line in round_table(discussion, heard.at_table):
        yield Shown(line.name, line.word or line.state.value)


def _risks(discussion: Discussion, heard: CaseInRoom) -> Iterator[Shown]:
    for risk in recorded(discussion, heard, Step.RISKS).risks:
        yield Shown(f"{risk.label} · {risk.detail}", risk.text)
    if discussion.already_in_place:
        yield Shown("Already in place", discussion.already_in_place)


def _actions(discussion: Discussion, heard: CaseInRoom) -> Iterator[Shown]:
    """Who, what, by when. A protected detail is for its owner alone."""
    for action in discussion.agreed_actions():
        seat = heard.seat(action.agency_id)
        due = short_date(action.due) if action.due else "ongoing" if action.ongoing else "no date"
        yield Shown(f"{action.number} · {seat.name if seat else 'no owner'} · {due}", action.text)


def _summary(discussion: Discussion, heard: CaseInRoom) -> Iterator[Shown]:
    yield Shown("", discussion.read_back)
    if discussion.teller:
        yield Shown("Who tells the victim", discussion.teller)


_STEPS: dict[Step, Callable[[Discussion, CaseInRoom], Iterable[Shown]]] = {
    Step.REFERRER: _referrer,
    Step.VOICE: _voice,
    Step.AGENCIES: _agencies,
    Step.RISKS: _risks,
    Step.ACTIONS: _actions,
    Step.SUMMARY: _summary,
}
