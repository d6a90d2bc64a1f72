"""The shared screen with a word of its own in every text of the record: at each step only that step's own are seen."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from marac_desk.cases import Case, MustNotBeTold, MustNotReceive, PartyRole
from marac_desk.discussion import Discussion, MayKnow, RiskTo, Said, Step, Subject, VoiceKind
from marac_desk.meetings import Listing, Meeting
from marac_desk.people import Address, AddressKind, Alias, Person, SafeContact
from marac_desk.referrals import Referral
from storage.records import meeting_record
from storage.vault import Vault
from tests.support.markers import Markers
from tests.support.rooms import present
from tests.support.routine import Routine, routine_case
from tests.support.screens import press, settle_deletions
from tests.support.steps import again
from tests.support.vaults import MORNING, kept_vault, vault, vault_path

__all__ = ["kept_vault", "vault", "vault_path"]

SEEN = {
    Step.REFERRER: {"Discussion.presented"},
    Step.VOICE: {
        "VoiceLine.text (SHAREABLE)",
        "VoiceLine.text (ROOM_ONLY)",
        "VoiceLine.text (ONLY_FROM_VICTIM)",
        "VoiceLine.told_to (SHAREABLE)",
        "VoiceLine.told_to (ROOM_ONLY)",
        "VoiceLine.told_to (ONLY_FROM_VICTIM)",
        "Discussion.voice_missing_because",
    },
    Step.AGENCIES: {"Agency.name"},
    Step.RISKS: {"Risk.text", "Discussion.already_in_place", "Party.relation"},
    Step.ACTIONS: {"Agency.name", "Action.text"},
    Step.SUMMARY: {"Discussion.read_back", "Discussion.teller"},
}
"""Whatever else may stand in the record, no more than this is ever seen on a shared screen."""


def hidden(person: Person) -> Person:
    person.phone, person.email = "x", "x"
    person.aliases = [Alias("x")]
    person.safe_contact = SafeContact("x", "x", "x", "x")
    person.addresses = [Address("x", "x", AddressKind.HOME), Address("x", "x", AddressKind.REFUGE)]
    return person


def fill(case: Case, talk: Discussion, routine: Routine) -> None:
    """Something in every place of a case."""
    case.third_party_secrets, case.primary_victim = "x", "x"
    case.must_not_be_told = [MustNotBeTold("x", "x")]
    case.must_not_receive = [MustNotReceive("x", "x")]
    talk.presented, talk.already_in_place, talk.overall, talk.read_back = "x", "x", "x", "x"
    talk.voice_missing_because, talk.links, talk.outcome = "x", "x", "x"
    for may_know in MayKnow:
        talk.hear(VoiceKind.WISH, "x", may_know=may_know, told_to="x")
    police, housing = routine.agencies["police"], routine.agencies["housing"]
    talk.share(police, Said.SHARES, "x", "x", source="x", speaker="x")
    talk.raise_risk("x", RiskTo(Subject.VICTIM), heading="x")
    for party in case.parties_in(PartyRole.OTHER):
        talk.risks[0].to.append(RiskTo(Subject.OTHER, party.id))
    for agency in (police, housing):
        action = talk.add_action("x", owner=agency, person="x")
        action.protected_detail, action.other_source = "x", "x"
    talk.add_action("x", owner=housing).decline("x")
    talk.tell(police, "x", "x", date(2026, 11, 27))
    talk.give_reason("x", "x", "x")


@pytest.fixture
def marked(vault: Vault) -> tuple[Routine, Markers]:
    """A case, another one beside it, and a marker in every text of both, of their people and of the meeting."""
    routine = routine_case(vault, repeat=True)
    with vault.edit("Fill") as edit:
        case, talk = edit.get(Case, routine.case), edit.get(Discussion, routine.discussion)
        meeting = edit.get(Meeting, routine.meeting)
        hidden(edit.get(Person, case.victim_id))
        mother, other = hidden(Person("Olga", "Invented")), hidden(Person("Paul", "Fiction"))
        second = Case(case.marac_id, "NV-2026-0900", other.id, date(2026, 11, 2))
        meeting.list_case(second.id, Listing.NEW)
        beside = Discussion(meeting.id, second.id, started_at=MORNING)
        edit.add(mother, other)
        case.add_party(PartyRole.OTHER, mother.id, "x")
        fill(case, talk, routine)
        fill(second, beside, routine)
        edit.add(second, beside, Referral(second.id, date(2026, 11, 16), reason="x"))
    with vault.edit("Mark") as edit:
        record = meeting_record(edit.session, routine.meeting)
        practice, references = record.marac.practice, [heard.case.reference for heard in record.cases]
        markers = Markers(record)
        record.marac.practice = practice  # its nation decides which days are holidays
        for heard, reference in zip(record.cases, references, strict=True):
            heard.case.reference = reference
        return routine, markers


def texts(widget: QWidget) -> str:
    """Everything that is on it, be it seen, heard or only written on it."""
    found = []
    for each in (widget, *widget.findChildren(QWidget)):
        text = getattr(each, "text", None)
        found += [each.windowTitle(), each.toolTip(), each.accessibleName(), each.accessibleDescription()]
        found.append(text() if callable(text) else "")
    return "\n".join(map(str, found))


def words_of(value: object, seen: set[int]) -> Iterator[str]:
    """Every marker in a record and all that it holds."""
    if isinstance(value, list | tuple):
        for each in value:
            yield from words_of(each, seen)
    elif dataclasses.is_dataclass(value) and id(value) not in seen:
        seen.add(id(value))
        for field in dataclasses.fields(value):
            inside = getattr(value, field.name)
            if isinstance(inside, str):
                yield inside
            else:
                yield from words_of(inside, seen)


def words_of_the_other_case(vault: Vault, routine: Routine) -> set[str]:
    with vault.read() as read:
        record = meeting_record(read.session, routine.meeting)
        (other,) = (heard for heard in record.cases if heard.case.id != routine.case)
        return {word for word in words_of(other, set()) if word.startswith("Zq")}


@pytest.mark.parametrize("step", Step)
def test_nothing_but_the_current_step_of_this_case_is_on_the_shared_screen(
    qtbot: QtBot, vault: Vault, marked: tuple[Routine, Markers], step: Step
) -> None:
    routine, markers = marked
    at = again(qtbot, vault, routine, step)
    said = texts(present(qtbot, at.held))
    standing = {name.removeprefix("143: ") for name in markers.in_text(said)}
    kinds = {name if name.startswith("Voice") else name.partition(" (")[0] for name in standing}
    assert kinds <= SEEN[step]
    assert kinds & SEEN[step]
    others = words_of_the_other_case(vault, routine)
    assert len(others) > 40
    assert [word for word in (*others, "0900") if word in said] == []


def test_a_step_that_is_left_leaves_nothing_on_the_shared_screen(
    qtbot: QtBot, vault: Vault, marked: tuple[Routine, Markers]
) -> None:
    routine, markers = marked
    at = again(qtbot, vault, routine, Step.VOICE)
    shared = present(qtbot, at.held)
    assert any("VoiceLine" in name for name in markers.in_text(texts(shared)))
    press(at.held.window, "Alt+Right")
    settle_deletions()
    assert not any("VoiceLine" in name for name in markers.in_text(texts(shared)))
