"""Step 5: each gap that the room must see is in plain sight as soon as it is there, and goes when it is closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from marac_desk.actions import Faces
from marac_desk.discussion import Discussion, RiskTo, Step, Subject
from marac_desk.meetings import Meeting, Presence
from storage.vault import Vault
from tests.support.routine import Routine
from tests.support.steps import AtStep, at_step
from tests.support.vaults import kept_vault, vault, vault_path

__all__ = ["kept_vault", "vault", "vault_path"]

BAIL_ENDS = date(2026, 12, 14)
Change = Callable[[Discussion, Routine], object]


def add(talk: Discussion, routine: Routine, text: str = "Visit the house and report to the coordinator") -> None:
    """An action with nothing to be said against it: the first is the police's, for R1, in time."""
    action = talk.add_action(text, owner=routine.agencies["police"], due=date(2026, 11, 30))
    action.risks = list(talk.risks[:1])


def change(talk: Discussion, **values: object) -> None:
    for name, value in values.items():
        setattr(talk.actions[0], name, value)


GAPS: dict[str, tuple[Change, Change, str]] = {
    "a risk with no action": (
        lambda talk, _: talk.raise_risk("He reads her post", RiskTo(Subject.VICTIM)),
        lambda talk, _: talk.answers(talk.actions[0].id, *(risk.id for risk in talk.risks)),
        "R2 has no action",
    ),
    "no action that faces the person causing harm": (
        lambda talk, _: change(talk, faces=Faces.VICTIM),
        lambda talk, _: change(talk, faces=Faces.PERPETRATOR),
        "No action faces the person causing harm",
    ),
    "a child with no action": (
        lambda *_: None,
        lambda talk, at: talk.add_action(
            "Visit both at school", owner=at.agencies["education"], due=date(2026, 11, 30), faces=Faces.CHILD
        ),
        "No action is for child 1",
    ),
    "an agency that is not in the room": (
        lambda talk, at: change(talk, agency_id=at.agencies["fire"]),
        lambda talk, at: change(talk, agency_id=at.agencies["police"]),
        "is not in the room",
    ),
    "a date on the key date": (
        lambda talk, _: change(talk, due=BAIL_ENDS),
        lambda talk, _: change(talk, due=date(2026, 12, 11)),
        "The date to beat is 14 Dec 2026",
    ),
    "a date after the key date": (
        lambda talk, _: change(talk, due=date(2026, 12, 15)),
        lambda talk, _: change(talk, due=date(2026, 12, 11)),
        "The date to beat is 14 Dec 2026",
    ),
    "an action that repeats last time's": (
        lambda talk, _: change(talk, text="Fit the window locks"),
        lambda talk, _: change(talk, text="Fit an alarm and test it with her"),
        "Last time's action again",
    ),
    "one that rests only on the victim's word": (
        lambda talk, _: change(talk, faces=Faces.PERPETRATOR),
        lambda talk, _: talk.name_source(talk.actions[0].id, "police record"),
        "rests only on what the victim said",
    ),
    "a vague action and why": (
        lambda talk, _: change(talk, text="Monitor the situation"),
        lambda talk, _: change(talk, text="Drive by the house at ten each night"),
        "promises nothing: ",
    ),
}


def seen(at: AtStep) -> str:
    return "\n".join(label.text() for label in at.page.findChildren(QLabel) if label.isVisible())


@pytest.mark.parametrize("gap", GAPS)
def test_a_gap_is_in_sight_while_it_is_there(qtbot: QtBot, vault: Vault, gap: str) -> None:
    make, mend, words = GAPS[gap]
    at = at_step(qtbot, vault, Step.ACTIONS, repeat=True)

    def begin(_: object, talk: Discussion) -> None:
        talk.raise_risk("He comes to the house", RiskTo(Subject.VICTIM))
        add(talk, at.routine)
        make(talk, at.routine)

    if gap == "an agency that is not in the room":
        leave(vault, at)
    at.held.room.edit("Begin", begin)
    assert words in seen(at)
    at.held.room.edit("Mend", lambda _, talk: mend(talk, at.routine))
    assert words not in seen(at)


def leave(vault: Vault, at: AtStep) -> None:
    """The fire service goes home."""
    with vault.edit("Take attendance") as edit:
        meeting = edit.get(Meeting, at.routine.meeting)
        line = next(each for each in meeting.attendance if each.agency_id == at.routine.agencies["fire"])
        line.presence = Presence.APOLOGIES


def test_asked_declined_and_why_is_an_answer(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.ACTIONS)

    def decline(_: object, talk: Discussion) -> None:
        talk.add_action("Monitor", owner=at.routine.agencies["housing"]).decline("no property in the area")

    at.held.room.edit("Add action", decline)
    assert "Declined: no property in the area" in seen(at)
    assert "promises nothing" not in seen(at)
