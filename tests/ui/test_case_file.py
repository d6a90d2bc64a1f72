from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from marac_desk.cases import Case, ContactRule, MustNotBeTold
from marac_desk.dash import Answer, DashAnswer
from marac_desk.discussion import Discussion, MayKnow, Said, VoiceKind
from marac_desk.meetings import Meeting
from marac_desk.people import Person, SafeContact
from marac_desk.referrals import Referral
from storage.vault import Vault
from storage.views import NOT_YET
from tests.support.no_room import fill, no_room
from tests.support.screens import called, click, named, open_desk, press, press_here, type_text
from tests.support.vaults import SmallMarac, kept_vault, reopened, small_marac, vault, vault_path
from ui.case_file.ahead_page import AheadPage
from ui.case_file.cases_page import CasesPage
from ui.shell.main_window import MainWindow
from ui.shell.page import Page
from ui.widgets.card import Card
from ui.widgets.table import Table

__all__ = ["kept_vault", "vault", "vault_path"]


@pytest.fixture
def ids(vault: Vault) -> SmallMarac:
    """The small MARAC, with a rule of contact, somebody who must not be told, and a safe number."""
    ids = small_marac(vault)
    with vault.edit("Note cautions") as edit:
        case = edit.get(Case, ids.case)
        case.contact = ContactRule("never write", "through the IDVA")
        case.must_not_be_told.append(MustNotBeTold("her brother", "he passes things on"))
        edit.get(Person, ids.victim).safe_contact = SafeContact("07700 900222", code_word="marigold")
    return ids


def shown(page: Page) -> str:
    """Every word on the page, once it stands there."""
    QApplication.processEvents()
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def listed(page: Page, name: str) -> tuple[Any, ...]:
    """The rows of a table."""
    table: Table[Any] = named(page, name, Table)
    return table.rows()


def opened(qtbot: QtBot, vault: Vault, key: str, ids: SmallMarac) -> tuple[MainWindow, Page]:
    window = open_desk(qtbot, vault)
    window.open_page(key, str(ids.case))
    page = window.page()
    assert page is not None
    return window, page


def ahead(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> AheadPage:
    _, page = opened(qtbot, vault, "ahead", ids)
    assert isinstance(page, AheadPage)
    return page


def talk(vault: Vault, ids: SmallMarac) -> list[tuple[Said, str, bool, bool]]:
    with vault.read() as read:
        found = read.get(Discussion, ids.discussion).contributions
        return [(each.said, each.fact, each.filed, each.heard) for each in found]


def test_on_a_wide_screen_the_file_stands_in_two_columns(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> None:
    window, page = opened(qtbot, vault, "case", ids)

    def left(name: str) -> int:
        card = next(each for each in page.findChildren(Card) if each.accessibleName().startswith(name))
        return card.mapTo(page, card.rect().topLeft()).x()

    QApplication.processEvents()
    assert left("Meetings") == left("Safety")
    window.resize(1920, 1080)
    qtbot.waitUntil(lambda: left("Meetings") > left("Safety"))
    assert left("People") == left("Safety")
    window.resize(1280, 720)
    qtbot.waitUntil(lambda: left("Meetings") == left("Safety"))


def test_a_case_is_found_by_any_part_of_a_name_and_opened_by_enter(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> None:
    window = open_desk(qtbot, vault)
    window.open_page("cases")
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    type_text(line, "madeup")
    press(line, "Return")
    assert window.pages is not None
    assert window.pages.here() == ("case", str(ids.case))


def test_a_search_that_finds_nothing_says_so(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> None:
    window = open_desk(qtbot, vault)
    window.open_page("cases", "nobody is called that")
    page = window.page()
    assert isinstance(page, CasesPage)
    assert page.count.text() == "Nothing is found. Try fewer letters, or another spelling."


def test_without_a_case_the_list_offers_to_enter_a_referral(qtbot: QtBot, vault: Vault) -> None:
    window = open_desk(qtbot, vault)
    window.open_page("cases")
    focus = QApplication.focusWidget()
    assert focus is not None
    assert called(focus) == "Enter a referral"


def test_the_file_shows_who_is_in_the_case_and_how_the_victim_must_not_be_contacted(
    qtbot: QtBot, vault: Vault, ids: SmallMarac
) -> None:
    _, page = opened(qtbot, vault, "case", ids)
    words = shown(page)
    assert page.title.text() == "Marta Invented"
    assert "Contact: never write" in words
    assert "Must not be told: her brother: he passes things on" in words
    assert "Ben Invented · son" in words
    assert "Visit the school" in [row.text for row in listed(page, "Actions of this case")]


@pytest.fixture
def heard(vault: Vault, ids: SmallMarac) -> SmallMarac:
    """The case after its meeting, with a referral, the victim's voice and what the police shared."""
    with vault.edit("Hold meeting") as edit:
        made = Referral(ids.case, date(2026, 11, 2), "He broke the door in.", afraid_of="that he finds the aunt")
        made.referred_by(ids.agency, contact="Tess Sample")
        made.dash = [DashAnswer(1, Answer.YES, comment="a cut lip"), DashAnswer(16, Answer.NO)]
        talk, meeting = edit.get(Discussion, ids.discussion), edit.get(Meeting, ids.meeting)
        talk.started_at = meeting.starts_at
        talk.hear(VoiceKind.WISH, "to move away in January", told_to="the IDVA", told_on=date(2026, 11, 20))
        talk.share(ids.agency, Said.SHARES, "Arrested on 14 November.", "Likely to breach.", may_know=MayKnow.ROOM_ONLY)
        talk.outcome = "Heard; plan agreed"
        meeting.open(meeting.starts_at)
        meeting.close(meeting.starts_at)
        edit.add(made)
    return ids


@pytest.mark.parametrize(
    "line",
    [
        "NV-2026-0001 · heard on 26 Nov 2026 at NV-M-2026-01",
        "Heard on 26 Nov 2026",
        "Wishes: to move away in January\n(told to the IDVA · 20 Nov 2026 · known only from the victim)",
        "Northvale Police · for the room only",
        "Arrested on 14 November.\nProfessional view: Likely to breach.",
        "R1 · to child 1",
        "He waits outside the school",
        "1 agreed",
        "Tess Sample (Northvale Police)",
        "that he finds the aunt",
        "Dash, yes: 1",
        "1 Injured in this incident (a cut lip)",
        "16 Sexual acts or words that hurt or distress",
    ],
)
def test_after_a_meeting_the_file_shows_all_that_was_referred_and_heard(
    qtbot: QtBot, vault: Vault, heard: SmallMarac, line: str
) -> None:
    _, page = opened(qtbot, vault, "case", heard)
    qtbot.waitUntil(lambda: f"\n{line}\n" in f"\n{shown(page)}\n")


def test_an_earlier_referral_is_folded_and_shown_when_asked_for(qtbot: QtBot, vault: Vault, heard: SmallMarac) -> None:
    with vault.edit("Add referral") as edit:
        edit.add(Referral(heard.case, date(2026, 11, 20), "He came back."))
    _, page = opened(qtbot, vault, "case", heard)
    qtbot.waitUntil(lambda: "Heard on 26 Nov 2026" in shown(page))
    assert "He came back." in shown(page)
    assert "He broke the door in." not in shown(page)
    click(page, "Show: Referral of 2 Nov 2026")
    assert "He broke the door in." in shown(page)
    click(page, "Hide: Referral of 2 Nov 2026")
    assert "He broke the door in." not in shown(page)


def test_what_was_sent_in_for_a_meeting_to_come_stands_in_the_file(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> None:
    with vault.edit("File return") as edit:
        edit.get(Discussion, ids.discussion).share(ids.agency, Said.NOT_KNOWN, filed=True)
    _, page = opened(qtbot, vault, "case", ids)
    qtbot.waitUntil(lambda: "Sent in for 26 Nov 2026" in shown(page))
    assert "Not known to us\nNorthvale Police" in shown(page)


def test_a_case_that_was_put_off_does_not_count_as_heard(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> None:
    with vault.edit("Put off") as edit:
        meeting = edit.get(Meeting, ids.meeting)
        meeting.defer(ids.case, "no time")
    assert "not on the agenda of a meeting" in shown(opened(qtbot, vault, "case", ids)[1])


def test_how_to_reach_the_victim_is_shown_only_when_asked_for(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> None:
    _, page = opened(qtbot, vault, "case", ids)
    assert "07700 900222" not in shown(page)
    click(page, "Show how to reach the victim safely")
    assert "07700 900222 · code word “marigold”" in shown(page)
    click(page, "Hide how to reach the victim safely")
    assert "07700 900222" not in shown(page)


def test_opening_a_file_is_recorded_and_stands_in_its_history(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> None:
    window, _ = opened(qtbot, vault, "case", ids)
    assert vault.audit(1)[0].label == "Open case"
    press_here("Alt+H")
    page = window.page()
    assert page is not None
    rows = listed(page, "History")
    assert (rows[0].line.who, rows[0].line.label, rows[0].what) == ("Anna Example", "Open case", "looked at")
    assert ("Note cautions", "never contact by") in [(row.line.label, row.what) for row in rows]
    assert rows[-1].line.label == "Add small MARAC"
    press_here("Alt+Up")
    assert window.pages is not None
    assert window.pages.here() == ("case", str(ids.case))


def test_on_a_full_disk_the_file_is_shown_with_a_notice_and_its_opening_is_recorded_later(
    qtbot: QtBot, vault: Vault, ids: SmallMarac
) -> None:
    window = open_desk(qtbot, vault)
    with no_room(vault):
        fill(vault)
        for _ in range(40):
            window.open_page("case", str(ids.case))
        page = window.page()
        assert page is not None
        assert "Marta Invented" in shown(page)
        assert window.messages.shown() == NOT_YET
    before = [line.label for line in vault.audit(500)].count("Open case")
    with vault.edit("Note cautions") as edit:
        edit.get(Case, ids.case).contact = ContactRule("never ring", "through the IDVA")
    assert [line.label for line in vault.audit(500)].count("Open case") > before


def test_a_change_elsewhere_shows_in_the_open_file(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> None:
    _, page = opened(qtbot, vault, "case", ids)
    with vault.edit("Change rule") as edit:
        edit.get(Case, ids.case).contact = ContactRule("never by phone")
    assert "Contact: never by phone" in shown(page)


def test_a_find_in_the_palette_leads_to_the_case(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> None:
    window = open_desk(qtbot, vault)
    press_here("Ctrl+K")
    type_text(window.finder.line, "Madeup")
    press(window.finder.line, "Return")
    assert window.pages is not None
    assert window.pages.here() == ("case", str(ids.case))


def test_a_return_is_filed_by_keyboard_and_waits_to_be_heard(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> None:
    page = ahead(qtbot, vault, ids)
    press_here("Return")
    press_here("W")
    fact = named(page, "Fact", QPlainTextEdit)
    type_text(fact, "Arrested on 14 November.")
    press(fact, "Ctrl+Return")
    assert talk(vault, ids) == [(Said.IN_WRITING, "Arrested on 14 November.", True, False)]
    (row,) = page.agencies.rows()
    assert row.said is Said.IN_WRITING


def test_words_beside_not_known_are_refused_under_the_field(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> None:
    page = ahead(qtbot, vault, ids)
    press_here("Return")
    press_here("N")
    fact = named(page, "Fact", QPlainTextEdit)
    type_text(fact, "Something")
    press(fact, "Ctrl+Return")
    assert fact.accessibleDescription() == "There are words from this agency, so it did share something."
    assert talk(vault, ids) == []


def test_a_return_half_typed_is_there_again_after_a_lock(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> None:
    page = ahead(qtbot, vault, ids)
    type_text(named(page, "Fact", QPlainTextEdit), "Half a sent")
    window = page.window()
    assert isinstance(window, MainWindow)
    window.lock()
    again = reopened(vault)
    window.enter(again)
    back = window.page()
    assert isinstance(back, AheadPage)
    assert named(back, "Fact", QPlainTextEdit).toPlainText() == "Half a sent"
    assert talk(again, ids) == []
    window.lock()


def test_the_voice_is_known_only_from_the_victim_unless_said_otherwise(
    qtbot: QtBot, vault: Vault, ids: SmallMarac
) -> None:
    page = ahead(qtbot, vault, ids)
    press_here("Alt+V")
    press_here("A")
    text = named(page, "In the victim's own words", QLineEdit)
    type_text(text, "that he will find the new address")
    press(text, "Return")
    with vault.read() as read:
        (line,) = read.get(Discussion, ids.discussion).voice
        assert (line.kind, line.may_know, line.text) == (
            VoiceKind.FEAR,
            MayKnow.ONLY_FROM_VICTIM,
            "that he will find the new address",
        )
    assert text.text() == ""
    assert "Afraid of: that he will find the new address" in shown(page)


def test_what_comes_in_early_begins_the_discussion_with_the_next_number_of_an_action(
    qtbot: QtBot, vault: Vault, ids: SmallMarac
) -> None:
    with vault.edit("Plan") as edit:
        meeting = edit.get(Meeting, ids.meeting)
        meeting.open(meeting.starts_at)
        meeting.close(meeting.starts_at)
        following = Meeting(ids.marac, "NV-M-2026-99", meeting.starts_at + timedelta(days=14))
        following.list_case(ids.case, meeting.agenda[0].listing)
        edit.add(following)
        following_id = following.id
    page = ahead(qtbot, vault, ids)
    press_here("Return")
    press_here("N")
    press_here("Ctrl+Return")
    with vault.read() as read:
        asked = "SELECT id FROM discussion WHERE meeting_id = ?"
        found = read.session.connection().exec_driver_sql(asked, (str(following_id),)).scalar_one()
        made = read.get(Discussion, UUID(found))
        assert [each.said for each in made.contributions] == [Said.NOT_KNOWN]
        assert made.actions_before == 1
        assert made.started_at is None
    assert page.agencies.rows()[0].said is Said.NOT_KNOWN


def test_a_case_on_no_agenda_says_where_to_begin(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> None:
    with vault.edit("Take off") as edit:
        edit.get(Meeting, ids.meeting).take_off(ids.case)
    page = ahead(qtbot, vault, ids)
    assert page.not_listed.isVisible()
    assert not page.inside.isVisible()
