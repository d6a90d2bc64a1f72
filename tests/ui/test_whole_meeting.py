"""A whole meeting by keys alone: opened, three cases of nobody's but this test's, closed, and its papers written."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from marac_desk.actions import Faces, Progress
from marac_desk.agencies import Agency, Representative
from marac_desk.cases import Case, ContactRule, KeyDate, KeyDateKind, PartyRole
from marac_desk.dates import PartialDate
from marac_desk.discussion import Discussion
from marac_desk.maracs import Marac
from marac_desk.meetings import Listing, Meeting, MeetingState, Presence
from marac_desk.people import Person
from marac_desk.reference import load
from marac_desk.referrals import Referral
from storage.room_cases import discussion_at
from storage.vault import Vault
from tests.support.screens import answers, open_desk, press
from tests.support.steps import focus_name, keys, words
from tests.support.vaults import MORNING, kept_vault, vault, vault_path
from ui.meeting_room.between_page import BETWEEN
from ui.shell.main_window import MainWindow

__all__ = ["kept_vault", "vault", "vault_path"]

TABLE = (
    *(("police", "Q. Placeholder"), ("idva", "J. Placeholder")),
    *(("housing", "H. Madeup"), ("education", "E. Pretend")),
)
PEOPLE = (("Wanda", "Invented"), ("Rosa", "Fiction"), ("Nell", "Pretend"))


class Held:
    """The identifiers of what was typed in before the meeting."""

    def __init__(self, vault: Vault) -> None:
        entries = {entry.key: entry for entry in load().agencies}
        agencies = [
            Agency(entries[key].name, key, entries[key].bucket, order, representatives=[Representative(name)])
            for order, (key, name) in enumerate(TABLE, 1)
        ]
        self.marac = Marac("Eastvale MARAC", "EV", agencies=agencies, chair="DI Q. Example")
        victims = [Person(given, family, PartialDate.read("1990")) for given, family in PEOPLE]
        child = Person("Tom", "Invented", PartialDate.read("1/6/2018"))
        with vault.edit("Type in what was known before") as edit:
            edit.add(self.marac, *victims, child)
            cases = [self._case(victim) for victim in victims]
            cases[0].add_party(PartyRole.CHILD, child.id, "son")
            earlier, before = self._last_time(cases[0])
            meeting = Meeting(self.marac.id, self.marac.next_meeting_reference(2026), MORNING)
            for case, listing in zip(cases, (Listing.REPEAT, Listing.NEW, Listing.NEW), strict=True):
                meeting.list_case(case.id, listing)
                edit.add(case, Referral(case.id, date(2026, 11, 16), reason="He followed her home."))
            edit.add(earlier, before, meeting)
            self.meeting, self.before = meeting.id, before.id
            self.cases = [case.id for case in cases]

    def _case(self, victim: Person) -> Case:
        case = Case(self.marac.id, self.marac.next_case_reference(2026), victim.id, date(2026, 11, 2))
        case.contact = ContactRule("do not phone", "through the IDVA")
        case.key_dates = [KeyDate(KeyDateKind.HEARING, date(2026, 12, 4))]
        return case

    def _last_time(self, case: Case) -> tuple[Meeting, Discussion]:
        starts_at = MORNING - timedelta(weeks=20)
        meeting = Meeting(self.marac.id, self.marac.next_meeting_reference(2026), starts_at)
        meeting.list_case(case.id, Listing.NEW)
        meeting.open(starts_at)
        talk = Discussion(meeting.id, case.id, started_at=starts_at, ended_at=starts_at)
        for text, at in (("Fit window locks", 2), ("Visit the school", 3)):
            talk.add_action(text, owner=self.marac.agencies[at].id, due=date(2026, 7, 20), faces=Faces.CHILD)
        meeting.close(starts_at)
        return meeting, talk

    def talk(self, vault: Vault, case: int) -> Discussion:
        """What was said about one of the cases at this meeting."""
        with vault.read() as read:
            found = discussion_at(read.session, self.meeting, self.cases[case])
            assert found is not None
            return read.get(Discussion, found[0])


def seen(window: MainWindow) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def tab_to(name: str) -> None:
    """Goes on with Tab, and within chips with the arrow key, until the focus is on what is called so."""
    for _ in range(80):
        if focus_name() == name or along_the_chips_to(name):
            return
        keys("Tab")
    pytest.fail(f"Tab never comes to “{name}”")


def along_the_chips_to(name: str) -> bool:
    focus, first = QApplication.focusWidget(), focus_name()
    if focus is None or focus.objectName() != "chip":
        return False
    for _ in range(30):
        keys("Right")
        if focus_name() in (name, first):
            break
    return focus_name() == name


def say(text: str, *then: str) -> None:
    words(text)
    keys(*then)


def open_the_meeting() -> None:
    """Statement, attendance with apologies in writing, a conflict in the second case, last time's actions."""
    assert focus_name() == "Read aloud, everyone accepts"
    keys("Return")
    assert focus_name() == "Attendance sheet"
    keys("P", "P", "W", "P", "Return")
    tab_to("J. Placeholder")
    keys("Space")
    tab_to("EV-2026-0002")
    keys("Space")
    tab_to("What it is, in a few words")
    say("her neighbour", "Return")
    keys("Return")


def hear_the_first(window: MainWindow) -> None:
    """A repeat, step by step; no action is for the child, which is closed with a reason."""
    keys("Return")
    assert focus_name() == "What the referrer presents"
    say(" He waited at the gate again.", "Alt+Right")
    say("She wants him kept from the school.", "Return", "Alt+Right")
    keys("S")
    say("Two calls since Monday.", "Ctrl+Return")
    keys("N", "N", "N", "Alt+Right")
    tab_to("Risk")
    say("He follows her home", "Return", "V", "S")
    keys("Alt+C", "Alt+Right")
    keys("D", "N")
    say("no landlord was found", "Return")
    keys(*"pol", "Return")
    say("Arrest him for the breach", "Ctrl+1", "Tab", "T", "Return", "Alt+Right")
    keys("Return", *"idv", "Return", "Return", "F")
    say("Plan agreed.", "Return", "Alt+Down")
    assert "Before this case closes" in seen(window)


def answer_what_is_missing(window: MainWindow) -> None:
    """The first ready reason to each question."""
    for _ in range(20):
        if BETWEEN in seen(window):
            return
        keys("1", "Return")
    pytest.fail("the questions do not end")


def test_a_whole_meeting_is_held_by_keys_alone(qtbot: QtBot, vault: Vault, tmp_path: Path) -> None:
    held = Held(vault)
    window = open_desk(qtbot, vault)
    press(window, "Alt+6")
    open_the_meeting()
    keys("Alt+Down")
    hear_the_first(window)
    answer_what_is_missing(window)

    keys("Return", "Alt+Down")
    answer_what_is_missing(window)

    tab_to("Or put the case off, because")
    say("the referrer is ill", "Return")
    keys("Alt+Down")
    assert focus_name() == "Any other business"
    say("The January meeting is in the town hall.")
    tab_to("Next meeting")
    say("17/12/2026", "Ctrl+Return")

    folder = tmp_path / "out"
    folder.mkdir()
    answers(window).answers.append(folder)
    keys("Ctrl+E")
    check(vault, held)
    stems = {path.stem.removeprefix("EV-M-2026-02-") for path in folder.iterdir()}
    assert {"minutes", "plan-police", "plan-housing-options", "plan-education"} <= stems


def check(vault: Vault, held: Held) -> None:
    """What must be in the record afterwards."""
    with vault.read() as read:
        meeting = read.get(Meeting, held.meeting)
        before = read.get(Discussion, held.before)
        assert meeting.state is MeetingState.DRAFT_MINUTES
        assert [each.presence for each in meeting.attendance].count(Presence.APOLOGIES) == 1
        assert [(each.who, each.case_id) for each in meeting.conflicts] == [("J. Placeholder", held.cases[1])]
        assert "J. Placeholder" in [each.name for each in meeting.present(held.cases[0])]
        assert "J. Placeholder" not in [each.name for each in meeting.present(held.cases[1])]
        assert meeting.item(held.cases[2]).deferred_because == "the referrer is ill"
        assert meeting.other_business.startswith("The January meeting")
        assert [action.state for action in before.actions] == [Progress.COMPLETE_LATE, Progress.NOT_DONE]
    first, second = held.talk(vault, 0), held.talk(vault, 1)
    assert first.presented.endswith("He waited at the gate again.")
    assert [line.text for line in first.voice] == ["She wants him kept from the school."]
    assert [risk.text for risk in first.risks] == ["He follows her home"]
    assert [(each.text, each.due, len(each.risks)) for each in first.actions] == [
        ("Arrest him for the breach", date(2026, 11, 26), 1)
    ]
    assert (first.outcome, first.ended_at is not None) == ("Plan agreed.", True)
    assert any(reason.gap.startswith("child") for reason in first.gap_reasons)
    assert second.ended_at is not None
    assert second.voice_missing_because
