"""The page of people, worked by name and by keys, on a real vault."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from marac_desk.errors import WrongPassphrase
from marac_desk.keyholders import Role
from storage import people, rekey
from storage.head import HeadMark
from storage.opening import OpenParts
from storage.people_rows import people as people_rows
from storage.read_only import read_vault
from storage.vault import Vault, unlock_vault
from tests.support.screens import answers, click, named, open_desk, press, press_here, settle_deletions, type_text
from tests.support.vaults import PASSPHRASE, KeptVault, TickingClock, kept_vault, vault, vault_path
from ui.people.code_card import CodeCard
from ui.people.people_page import PeoplePage
from ui.people.person_card import PersonCard
from ui.shell.dialogs import Choice, Question
from ui.shell.jobs import Jobs, JobsAtOnce
from ui.shell.main_window import MainWindow

__all__ = ["kept_vault", "vault", "vault_path"]

DEE, NEXT = "kettle lantern orchard", "quiet harbour seven plums"


@pytest.fixture
def dee(vault: Vault) -> UUID:
    return people.add_person(vault, "Dee Placeholder", Role.DEPUTY, DEE)


def opened(qtbot: QtBot, vault: Vault, place: str = "", jobs: type[Jobs] = JobsAtOnce) -> tuple[MainWindow, PeoplePage]:
    window = open_desk(qtbot, vault, jobs=jobs)
    window.open_page("people", place)
    page = window.page()
    assert isinstance(page, PeoplePage)
    QApplication.processEvents()
    return window, page


def opens(path: Path, passphrase: str) -> str:
    try:
        with unlock_vault(path, passphrase, clock=TickingClock()) as again:
            return again.person.name
    except WrongPassphrase:
        return ""


def type_in(page: PeoplePage, name: str, text: str) -> None:
    line = named(page, name, QLineEdit)
    line.setFocus()
    line.clear()
    type_text(line, text)


def said_under(page: PeoplePage, name: str) -> str:
    return named(page, name, QLineEdit).accessibleDescription()


def listed(page: PeoplePage) -> list[tuple[str, str]]:
    return [(line.name, line.role) for line in page.table.rows()]


def test_everybody_is_listed_with_their_role_and_ones_own_row_is_chosen(qtbot: QtBot, vault: Vault, dee: UUID) -> None:
    _, page = opened(qtbot, vault)
    assert listed(page) == [
        ("Anna Example (you)", "Coordinator"),
        ("Dee Placeholder", "Deputy"),
        ("Recovery code", "On paper"),
    ]
    assert [line.at_work for line in page.table.rows()] == ["26 Nov 2026", "", ""]
    assert QApplication.focusWidget() is page.table
    assert named(page, "Change my passphrase", QPushButton).isEnabled()


def test_change_my_passphrase_in_the_menu_leads_into_the_form(qtbot: QtBot, vault: Vault) -> None:
    window, page = opened(qtbot, vault)
    press(page.table, "Down")
    window.registry.run("window.passphrase")
    assert QApplication.focusWidget() is named(page, "Current passphrase", QLineEdit)


def test_somebody_is_added_by_keyboard_and_opens_the_vault(qtbot: QtBot, vault: Vault) -> None:
    window, page = opened(qtbot, vault)
    click(page, "Add a person")
    assert QApplication.focusWidget() is named(page, "Name", QLineEdit)
    type_text(named(page, "Name", QLineEdit), "Cleo Sample")
    click(page, "Chair")
    type_in(page, "First passphrase", NEXT)
    press_here("Return")
    type_text(named(page, "First passphrase once more", QLineEdit), NEXT)
    press_here("Return")
    assert window.messages.shown().startswith("Cleo Sample can open the vault now")
    assert ("Cleo Sample", "Chair") in listed(page)
    assert QApplication.focusWidget() is page.table
    chosen = page.table.row()
    assert chosen is not None
    assert chosen.name == "Cleo Sample"
    assert isinstance(page.card, PersonCard)
    window.lock()
    assert opens(vault.folder.path, NEXT) == "Cleo Sample"


@pytest.mark.parametrize(
    ("name", "first", "again", "field", "say"),
    [
        ("", NEXT, NEXT, "Name", "type the person's name"),
        ("anna example", NEXT, NEXT, "Name", "Somebody of this name"),
        ("An\u202ena", NEXT, NEXT, "Name", "cannot be seen"),
        ("Cleo Sample", "short", "short", "First passphrase", "at least 12"),
        ("Cleo Sample", "cleo sample 2026", "", "First passphrase", "guessed too soon"),
        ("Cleo Sample", NEXT, "another one", "First passphrase once more", "not the same"),
        ("Cleo Sample", PASSPHRASE, PASSPHRASE, "First passphrase", "cannot be used here"),
    ],
)
def test_what_will_not_do_is_said_at_its_field(
    qtbot: QtBot, vault: Vault, name: str, first: str, again: str, field: str, say: str
) -> None:
    _, page = opened(qtbot, vault, "add")
    type_in(page, "Name", name)
    type_in(page, "First passphrase", first)
    type_in(page, "First passphrase once more", again)
    click(page, "Add this person")
    assert say in said_under(page, field)
    assert QApplication.focusWidget() is named(page, field, QLineEdit)
    assert len(page.table.rows()) == 2


def test_ones_own_passphrase_is_changed_by_keyboard(qtbot: QtBot, vault: Vault) -> None:
    window, page = opened(qtbot, vault)
    press_here("Return")
    assert QApplication.focusWidget() is named(page, "Current passphrase", QLineEdit)
    for passphrase in (PASSPHRASE, NEXT, NEXT):
        focus = QApplication.focusWidget()
        assert focus is not None
        type_text(focus, passphrase)
        press_here("Return")
    assert window.messages.shown().startswith("Your passphrase is changed")
    assert named(page, "New passphrase", QLineEdit).text() == ""
    window.lock()
    assert [opens(vault.folder.path, each) for each in (NEXT, PASSPHRASE)] == ["Anna Example", ""]


def test_without_the_old_passphrase_nothing_is_changed(qtbot: QtBot, vault: Vault) -> None:
    window, page = opened(qtbot, vault)
    type_in(page, "Current passphrase", "not the one")
    type_in(page, "New passphrase", NEXT)
    type_in(page, "New passphrase once more", NEXT)
    click(page, "Change my passphrase")
    assert "not your passphrase of now" in said_under(page, "Current passphrase")
    window.lock()
    assert opens(vault.folder.path, PASSPHRASE) == "Anna Example"


def test_a_coordinator_gives_another_role_and_a_new_passphrase(qtbot: QtBot, vault: Vault, dee: UUID) -> None:
    window, page = opened(qtbot, vault)
    press(page.table, "Down")
    press(page.table, "Return")
    assert QApplication.focusWidget() is named(page, "Deputy", QPushButton)
    click(page, "Read only")
    settle_deletions()
    assert ("Dee Placeholder", "Read only") in listed(page)
    type_in(page, "New passphrase", NEXT)
    type_in(page, "New passphrase once more", NEXT)
    press_here("Return")
    assert "new passphrase is set" in window.messages.shown()
    window.lock()
    assert [opens(vault.folder.path, each) for each in (NEXT, DEE)] == ["Dee Placeholder", ""]


def test_removing_says_what_it_does_and_does_not_and_asks_first(qtbot: QtBot, vault: Vault, dee: UUID) -> None:
    window, page = opened(qtbot, vault, str(dee))
    shown = " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())
    assert "new key that they never had" in shown
    assert "backups and copies made before now still open" in shown
    answers(window).answers += ["keep", "remove"]
    click(page, "Remove this person")
    assert ("Dee Placeholder", "Deputy") in listed(page)
    click(page, "Remove this person")
    assert answers(window).asked == ["Remove this person?"] * 2
    assert [name for name, _ in listed(page)] == ["Anna Example (you)", "Recovery code"]
    assert page.left_before.text() == "Have left: Dee Placeholder, 26 Nov 2026."
    assert "Backups made before still open" in window.messages.shown()
    assert QApplication.focusWidget() is page.table
    assert named(page, "Change my passphrase", QPushButton).isEnabled()
    window.lock()
    assert [opens(vault.folder.path, each) for each in (DEE, PASSPHRASE)] == ["", "Anna Example"]


def test_the_window_stays_awake_while_somebody_is_removed(
    qtbot: QtBot, vault: Vault, dee: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = rekey._change_key

    def slowly(parts: OpenParts, mark: HeadMark, known: Mapping[str, bytes]) -> None:
        time.sleep(2.5)
        real(parts, mark, known)

    monkeypatch.setattr(rekey, "_change_key", slowly)
    window, page = opened(qtbot, vault, str(dee), Jobs)
    answers(window).answers.append("remove")
    ticks: list[float] = []
    timer = QTimer(page, interval=20)
    timer.timeout.connect(lambda: ticks.append(time.monotonic()))
    timer.start()
    click(page, "Remove this person")
    assert not named(page, "Remove this person", QPushButton).isEnabled()
    qtbot.waitUntil(vault.is_quiet, timeout=20_000)
    click(page, "Add a person")  # the cursor is in a field now, which is kept a moment later
    qtbot.waitUntil(lambda: bool(page.left_before.text()) and not window.jobs.running(), timeout=20_000)
    timer.stop()
    assert max(later - sooner for sooner, later in pairwise(ticks)) < 2


def test_the_last_who_may_manage_people_stays_and_it_is_said(qtbot: QtBot, vault: Vault, kept_vault: KeptVault) -> None:
    vault.lock()
    with unlock_vault(vault.folder.path, kept_vault.recovery_code, clock=TickingClock()) as by_code:
        with by_code.read() as read:
            anna = next(row.id for row in people_rows(read.session) if row.role is Role.COORDINATOR)
        window, page = opened(qtbot, by_code, str(anna))
        click(page, "Deputy")
        settle_deletions()
        assert ("Anna Example", "Coordinator") in listed(page)
        answers(window).answers.append("remove")
        click(page, "Remove this person")
        assert "last person who may manage people" in window.messages.shown()
        window.lock()


def test_a_new_recovery_code_counts_once_part_of_it_is_typed_back(
    qtbot: QtBot, vault: Vault, kept_vault: KeptVault
) -> None:
    window, page = opened(qtbot, vault)
    press(page.table, "Down")
    press(page.table, "Return")
    press_here("Space")
    card = page.card
    assert isinstance(card, CodeCard)
    groups = card.panel.code.text().split()
    assert len(groups) == 7
    click(page, "It is on paper")
    assert "not the" in said_under(page, named(page, _asked(card, 0), QLineEdit).accessibleName())
    assert opens_beside(vault, kept_vault.recovery_code)
    for at, line in zip(card.panel.asked, card.panel.typed, strict=True):
        line.setFocus()
        type_text(line, groups[at])
    press_here("Return")
    assert card.panel.code.text() == ""
    assert "new code counts" in window.messages.shown()
    window.lock()
    codes = (" ".join(groups), kept_vault.recovery_code)
    assert [opens(vault.folder.path, code) for code in codes] == ["Recovery code", ""]


def _asked(card: CodeCard, which: int) -> str:
    return card.panel.typed[which].accessibleName()


def opens_beside(vault: Vault, code: str) -> bool:
    """Whether the code's slot is still there."""
    return people._slot_opened_by(vault, code) is not None


@pytest.mark.parametrize("role", [Role.DEPUTY, Role.READ_ONLY])
def test_who_may_not_manage_people_is_offered_their_own_passphrase_only(
    qtbot: QtBot, vault: Vault, dee: UUID, role: Role
) -> None:
    if role is not Role.DEPUTY:
        people.change_role(vault, dee, role)
    anna = vault.person.id
    vault.lock()
    with unlock_vault(vault.folder.path, DEE, clock=TickingClock()) as limited:
        window, page = opened(qtbot, limited)
        shown = {each.text() for each in page.findChildren(QPushButton) if each.isVisible()}
        assert "Change my passphrase" in shown
        assert "Add a person" not in shown
        for person in (str(anna), "add"):
            window.open_page("people", person)
            assert page.card is None
            assert page.hint.isVisible()
        window.lock()


def test_what_was_typed_stays_while_the_list_is_read_again(qtbot: QtBot, vault: Vault, dee: UUID) -> None:
    _, page = opened(qtbot, vault, "add")
    type_in(page, "Name", "Cleo Sample")
    people.change_role(vault, dee, Role.CHAIR)
    assert named(page, "Name", QLineEdit).text() == "Cleo Sample"


def test_f1_says_who_may_do_what(qtbot: QtBot, vault: Vault) -> None:
    _, page = opened(qtbot, vault)
    assert any("Roles are kept by the program" in line for line in page.help().lines)


def strength_line(page: PeoplePage) -> Callable[[], str]:
    card = page.card
    assert card is not None
    assert not isinstance(card, CodeCard)
    line = card.new.strength
    return lambda: line.said.text() if line.isVisible() else ""


@pytest.mark.parametrize("jobs", [Jobs, JobsAtOnce])
def test_a_line_says_how_strong_a_passphrase_is_as_it_is_typed(qtbot: QtBot, vault: Vault, jobs: type[Jobs]) -> None:
    _, page = opened(qtbot, vault, "add", jobs)
    said = strength_line(page)
    assert said() == ""
    type_in(page, "Name", "Wilhelmina Madeup")
    type_in(page, "First passphrase", "wilhelmina madeup")
    qtbot.waitUntil(lambda: said().startswith("Very weak. Take three or four words"))
    type_in(page, "First passphrase", "quiet harbour seven")
    qtbot.waitUntil(lambda: said().startswith("Strong."))
    named(page, "First passphrase", QLineEdit).clear()
    assert said() == ""


def test_locking_while_somebody_is_removed_waits_for_the_key_and_loses_nothing(
    qtbot: QtBot, vault: Vault, dee: UUID
) -> None:
    window, page = opened(qtbot, vault, str(dee), Jobs)
    answers(window).answers.append("remove")
    click(page, "Remove this person")
    window.lock()
    assert not window.is_open()
    with unlock_vault(vault.folder.path, PASSPHRASE, clock=TickingClock()) as again:
        assert again.findings == ()
    assert opens(vault.folder.path, DEE) == ""


def test_beside_somebody_who_has_it_open_nobody_is_changed_here(qtbot: QtBot, vault: Vault, dee: UUID) -> None:
    with read_vault(vault.folder.path, PASSPHRASE, clock=TickingClock()) as beside:
        window, page = opened(qtbot, beside)
        assert ("Dee Placeholder", "Deputy") in listed(page)
        assert page.card is None
        assert "read only" in page.hint.text()
        assert not page.add.isVisible()
        window.lock()


def test_ones_passphrase_is_found_by_the_word_that_people_use_for_it(qtbot: QtBot, vault: Vault) -> None:
    window = open_desk(qtbot, vault)
    press(window, "Ctrl+K")
    line = QApplication.focusWidget()
    assert line is not None
    type_text(line, "password")
    press_here("Return")
    assert isinstance(window.page(), PeoplePage)
    assert named(window, "Change my passphrase", QPushButton).isVisible()


@pytest.mark.parametrize("name", ["<b>Dee</b>", "<img src='file:///etc/hostname'>", "=HYPERLINK(1)", "x" * 80])
def test_a_hostile_name_is_shown_as_it_was_typed(qtbot: QtBot, vault: Vault, name: str) -> None:
    person = people.add_person(vault, name, Role.DEPUTY, DEE)
    window, page = opened(qtbot, vault, str(person))
    assert (name, "Deputy") in listed(page)
    question = Question("Remove this person?", name, (Choice("keep", "Keep"),), window)
    for part in (page, question):
        shown = [label for label in part.findChildren(QLabel) if label.text() == name]
        assert shown
        assert {label.textFormat() for label in shown} == {Qt.TextFormat.PlainText}
