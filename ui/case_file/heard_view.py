"""One case at one meeting as its file shows it: what was said, feared, shared and seen there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from marac_desk.cases import Case
from marac_desk.dates import short_date
from marac_desk.discussion import Contribution, Discussion, Risk, Said, VoiceLine
from storage.case_rows import HearingRow
from storage.door import Read
from storage.room_cases import discussion_at
from ui.case_file.facts import Fact, agency_called, filled


@dataclass(frozen=True)
class VoiceView:
    """A line of the victim's or a child's voice; under it who said it to whom, when, and who may know it."""

    text: str
    detail: str


@dataclass(frozen=True)
class HeardView:
    """What one meeting heard, or what was sent in for one to come."""

    title: str
    begun: bool
    said_first: tuple[Fact, ...]
    voice: tuple[VoiceView, ...]
    shared: tuple[Fact, ...]
    risks: tuple[Fact, ...]
    came_of_it: tuple[Fact, ...]


def heard_views(
    read: Read, case: Case, hearings: tuple[HearingRow, ...], agencies: Mapping[UUID, str]
) -> tuple[HeardView, ...]:
    """One for each meeting that heard the case or has something for it, the newest first."""
    return tuple(view for row in hearings for view in _at(read, case, row, agencies))


def _at(read: Read, case: Case, row: HearingRow, agencies: Mapping[UUID, str]) -> Iterator[HeardView]:
    found = discussion_at(read.session, row.meeting_id, case.id)
    if found is None:
        return
    talk = read.get(Discussion, found[0])
    day = short_date(row.starts_at.astimezone().date())
    people = {party.id: case.label(party) for party in case.parties}
    yield HeardView(
        title=f"Heard on {day}" if talk.started_at else f"Sent in for {day}",
        begun=talk.started_at is not None,
        said_first=filled(
            (
                ("What the referrer presented", talk.presented if talk.started_at else ""),
                ("Why the victim's voice could not be had", talk.voice_missing_because),
            )
        ),
        voice=tuple(_voice(line, people) for line in sorted(talk.voice, key=lambda line: line.position)),
        shared=_shared(talk.contributions, agencies),
        risks=tuple(_risk(risk, people, agencies) for risk in sorted(talk.risks, key=lambda risk: risk.number)),
        came_of_it=_came_of_it(talk, agencies),
    )


def _voice(line: VoiceLine, people: Mapping[UUID, str]) -> VoiceView:
    whose = people.get(line.child_id, "a child") if line.child_id else ""
    told = f"told to {line.told_to}" if line.told_to else ""
    day = short_date(line.told_on) if line.told_on else ""
    parts = (whose, told, day, line.may_know.value)
    return VoiceView(f"{line.kind.value.capitalize()}: {line.text}", " · ".join(part for part in parts if part))


def _shared(sent: list[Contribution], names: Mapping[UUID, str]) -> tuple[Fact, ...]:
    """What each agency brought; those that brought no words stand together, by what they answered."""
    with_words = [each for each in sent if each.fact or each.view]
    without: dict[Said, list[str]] = {}
    for each in sent:
        if each not in with_words:
            without.setdefault(each.said, []).append(agency_called(each.agency_id, names))
    told = tuple((_who_shares(each, names), _words_of(each)) for each in with_words)
    return (*told, *((said.value.capitalize(), ", ".join(who)) for said, who in without.items()))


def _who_shares(each: Contribution, names: Mapping[UUID, str]) -> str:
    waits = "" if each.heard else "not heard yet"
    parts = (agency_called(each.agency_id, names), each.speaker, each.source, each.may_know.value, waits)
    return " · ".join(part for part in parts if part)


def _words_of(each: Contribution) -> str:
    view = f"Professional view: {each.view}" if each.view else ""
    return "\n".join(part for part in (each.fact, view) if part)


def _risk(risk: Risk, people: Mapping[UUID, str], names: Mapping[UUID, str]) -> Fact:
    to = dict.fromkeys(people.get(each.party_id, "") if each.party_id else each.subject.value for each in risk.to)
    graded = [each.value for each in (risk.likelihood, risk.impact) if each is not None]
    raised = f"raised by {agency_called(risk.raised_by, names)}" if risk.raised_by else ""
    parts = (risk.label, f"to {', '.join(filter(None, to))}" if to else "", *graded, raised)
    return " · ".join(part for part in parts if part), risk.text


def _came_of_it(talk: Discussion, names: Mapping[UUID, str]) -> tuple[Fact, ...]:
    agreed, declined = len(talk.agreed_actions()), len(talk.declined_actions())
    count = f"{agreed} agreed" + (f", {declined} asked and declined" if declined else "")
    agency = agency_called(talk.teller_agency_id, names) if talk.teller_agency_id else ""
    by = f"by {short_date(talk.tell_by)}" if talk.tell_by else ""
    tells = ", ".join(part for part in (talk.teller, agency, talk.tell_how, by) if part)
    return filled(
        (
            ("Already in place", talk.already_in_place),
            ("Actions", count if agreed or declined else ""),
            ("Read back", talk.read_back),
            ("Who tells the victim", tells),
            ("Other processes", talk.links),
            ("Outcome", talk.outcome),
            *((each.what, each.reason) for each in talk.gap_reasons),
        )
    )
