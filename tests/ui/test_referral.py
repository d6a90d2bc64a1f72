from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from marac_desk.cases import Case, PartyRole
from marac_desk.dash import Answer
from marac_desk.people import Person
from marac_desk.referrals import Referral
from storage.case_rows import referrals_of
from storage.vault import Vault
from tests.support.screens import answers, called, click, named, open_desk, press, press_here, type_text
from tests.support.vaults import SmallMarac, kept_vault, reopened, small_marac, vault, vault_path
from ui.referral.referral_page import ReferralPage
from ui.shell.main_window import MainWindow

__all__ = ["kept_vault", "vault", "vault_path"]


@pytest.fixture
def ids(vault: Vault) -> SmallMarac:
    return small_marac(vault)


@pytest.fixture
def page(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> ReferralPage:
    window = open_desk(qtbot, vault)
    window.open_page("referral")
    return referral(window)


def referral(window: MainWindow) -> ReferralPage:
    page = window.page()
    assert isinstance(page, ReferralPage)
    return page


def fill(page: ReferralPage, **texts: str) -> None:
    for name, text in texts.items():
        type_text(page.fields.lines[name], text)


def case_shown(page: ReferralPage) -> UUID:
    """The case that is shown after a referral was added."""
    window = page.window()
    assert isinstance(window, MainWindow)
    assert window.pages is not None
    key, place = window.pages.here()
    assert key == "case"
    return UUID(place)


def test_people_case_and_referral_are_made_in_one_edit(page: ReferralPage, vault: Vault, ids: SmallMarac) -> None:
    press_here("Space")
    fill(page, given="Siân", family="Specimen", born="3/1995", reason="He broke the door in.", never="do not write")
    fill(page, must_not="her uncle: tells him everything")
    type_text(named(page, "Given names, causing harm 1", QLineEdit), "Paul")
    type_text(named(page, "Family name, causing harm 1", QLineEdit), "Placeholder")
    type_text(named(page, "Born, or due 16/2, child 1", QLineEdit), "due 16/2")
    press_here("Ctrl+Return")
    case_id = case_shown(page)
    assert vault.audit(2)[1].label == "Add referral"
    with vault.read() as read:
        case = read.get(Case, case_id)
        assert case.reference == "NV-2026-0002"
        assert read.get(Person, case.victim_id).name == "Siân Specimen"
        assert case.contact.never == "do not write"
        assert [(each.who, each.why) for each in case.must_not_be_told] == [("her uncle", "tells him everything")]
        assert [party.unborn for party in case.parties_in(PartyRole.CHILD)] == [True]
        (harm,) = case.parties_in(PartyRole.PERPETRATOR)
        assert harm.person_id is not None
        assert read.get(Person, harm.person_id).name == "Paul Placeholder"
        made = read.get(Referral, referrals_of(read.session, case_id)[0])
        assert [each.agency_id for each in made.agencies] == [ids.agency]
        assert made.reason == "He broke the door in."


def test_24_answers_take_24_keys(page: ReferralPage, vault: Vault) -> None:
    fill(page, given="Marta", family="Madeup")
    page.fields.dash.table.setFocus()
    for key in "Y" * 15 + "N" * 8 + "D":
        press_here(key)
    assert page.fields.dash.said.text() == "15 of 24 yes, high risk."
    press_here("Ctrl+Return")
    with vault.read() as read:
        made = read.get(Referral, referrals_of(read.session, case_shown(page))[0])
        assert made.dash_count() == 15
        assert made.dash[23].answer is Answer.DONT_KNOW


def test_an_answer_is_corrected_where_it_stands(page: ReferralPage) -> None:
    table = page.fields.dash.table
    table.setFocus()
    for key in ("Y", "Y", "Up", "N", "Backspace"):
        press_here(key)
    assert table.answers() == {1: Answer.YES, 2: Answer.NO}
    assert page.fields.dash.said.text() == "1 of 24 yes, standard risk; 22 not asked yet."


def test_what_is_missing_shortens_as_it_is_typed(page: ReferralPage, qtbot: QtBot) -> None:
    asked = "What has happened, and what makes the risk high now?"
    assert asked in page.missing.text()
    fill(page, reason="He broke the door in.")
    qtbot.waitUntil(lambda: asked not in page.missing.text())
    assert "Are there children, born or unborn?" in page.missing.text()
    click(page, "There are none")
    qtbot.waitUntil(lambda: "Are there children" not in page.missing.text())


def test_the_list_of_what_is_missing_can_be_copied(page: ReferralPage) -> None:
    click(page, "Copy this list")
    assert "On which ground is the case referred?" in QApplication.clipboard().text()


def test_somebody_of_the_same_name_is_pointed_out(page: ReferralPage, qtbot: QtBot) -> None:
    fill(page, given="Marta", family="Invented")
    qtbot.waitUntil(page.hint.isVisible)
    assert page.hint.said.text().startswith("Marta Invented, born ?, NV-2026-0001")


def test_without_any_name_nothing_is_added_and_the_field_says_why(page: ReferralPage, vault: Vault) -> None:
    fill(page, reason="He broke the door in.")
    press_here("Ctrl+Return")
    given = named(page, "Given names", QLineEdit)
    assert given.accessibleDescription() == "Please give the victim's name, or what is known of it."
    assert QApplication.focusWidget() is given


@pytest.mark.parametrize(
    ("name", "typed"), [("born", "31/2/1990"), ("received", "soon"), ("idva", "x"), ("score", "x")]
)
def test_what_cannot_be_read_is_told_under_its_field(page: ReferralPage, name: str, typed: str) -> None:
    fill(page, given="Siân", family="Specimen", **{name: typed})
    press_here("Ctrl+Return")
    assert page.fields.field(name).error.isVisible()
    assert QApplication.focusWidget() is page.fields.lines[name]


def test_a_form_half_typed_is_there_again_after_a_lock(page: ReferralPage, vault: Vault) -> None:
    fill(page, given="Siân", reason="He broke")
    type_text(named(page, "Given names, causing harm 1", QLineEdit), "Paul")
    page.fields.dash.table.setFocus()
    press_here("Y")
    window = page.window()
    assert isinstance(window, MainWindow)
    window.lock()
    window.enter(reopened(vault))
    back = referral(window)
    assert named(back, "Given names", QLineEdit).text() == "Siân"
    assert back.fields.lines["reason"].toPlainText() == "He broke"  # type: ignore[union-attr]
    assert named(back, "Given names, causing harm 1", QLineEdit).text() == "Paul"
    assert back.fields.dash.table.answers() == {1: Answer.YES}
    window.lock()


def test_once_added_the_form_is_empty_and_no_draft_is_left(page: ReferralPage, vault: Vault) -> None:
    fill(page, given="Siân", family="Specimen")
    press_here("Ctrl+Return")
    case_shown(page)
    page.desk.open_page("referral")
    assert named(page, "Given names", QLineEdit).text() == ""
    assert not any(field.startswith("referral/") for field in vault.drafts())


def test_clearing_asks_first(page: ReferralPage, vault: Vault) -> None:
    window = page.window()
    assert isinstance(window, MainWindow)
    fill(page, given="Siân")
    answers(window).answers += ["keep", "clear"]
    click(page, "Clear the form")
    assert named(page, "Given names", QLineEdit).text() == "Siân"
    click(page, "Clear the form")
    assert named(page, "Given names", QLineEdit).text() == ""
    assert not any(field.startswith("referral/") for field in vault.drafts())


def test_further_abuse_is_another_referral_of_the_same_case(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> None:
    window = open_desk(qtbot, vault)
    window.open_page("case", str(ids.case))
    press_here("Alt+N")
    page = referral(window)
    assert page.title.text() == "Another referral of NV-2026-0001"
    assert not page.fields.harmful.isVisible()
    fill(page, reason="He came back.")
    press(named(page, "What has happened, and what makes the risk high now", QPlainTextEdit), "Ctrl+Return")
    assert case_shown(page) == ids.case
    with vault.read() as read:
        (made,) = referrals_of(read.session, ids.case)
        assert read.get(Referral, made).reason == "He came back."


def test_another_person_causing_harm_gets_a_row_of_their_own(page: ReferralPage, vault: Vault) -> None:
    fill(page, given="Siân", family="Specimen")
    type_text(named(page, "Family name, causing harm 1", QLineEdit), "Placeholder")
    click(page, "Another person")
    focus = QApplication.focusWidget()
    assert focus is named(page, "Given names, causing harm 2", QLineEdit)
    type_text(named(page, "Family name, causing harm 2", QLineEdit), "Example")
    press_here("Ctrl+Return")
    with vault.read() as read:
        assert len(read.get(Case, case_shown(page)).parties_in(PartyRole.PERPETRATOR)) == 2


def test_when_one_comes_back_tab_still_goes_down_the_form(page: ReferralPage) -> None:
    window = page.window()
    assert isinstance(window, MainWindow)
    window.open_page("home")
    window.open_page("referral")
    page.fields.lines["must_not"].setFocus()
    stops: list[str] = []
    while "Dash" not in stops[-1:]:
        press_here("Tab")
        focus = QApplication.focusWidget()
        assert focus is not None
        stops.append(called(focus))
    assert [each for each in stops if each.startswith("Given")] == [
        "Given names, causing harm 1",
        "Given names, child 1",
    ]


def of_the_same_name(page: ReferralPage) -> MainWindow:
    """A referral typed for somebody who is the victim of a case already, and its window."""
    fill(page, given="Marta", family="Invented", reason="He came back.")
    window = page.window()
    assert isinstance(window, MainWindow)
    return window


def cases(vault: Vault) -> int:
    with vault.read() as read:
        return int(read.session.connection().exec_driver_sql("SELECT count(*) FROM case_file").scalar_one())


def test_a_second_case_of_the_same_victim_is_asked_about_and_not_added_unless_wanted(
    page: ReferralPage, vault: Vault
) -> None:
    window = of_the_same_name(page)
    answers(window).answers += ["back", "add"]
    press_here("Ctrl+Return")
    assert answers(window).asked == ["Is it the same victim?"]
    assert window.page() is page
    assert page.fields.texts()["given"] == "Marta"
    assert cases(vault) == 1
    press_here("Ctrl+Return")
    case_shown(page)
    assert cases(vault) == 2


def test_what_was_typed_becomes_another_referral_of_the_case_that_is_held(
    page: ReferralPage, vault: Vault, ids: SmallMarac
) -> None:
    window = of_the_same_name(page)
    page.fields.dash.table.setFocus()
    press_here("Y")
    answers(window).answers.append("again")
    press_here("Ctrl+Return")
    assert page.title.text() == "Another referral of NV-2026-0001"
    assert page.fields.texts()["reason"] == "He came back."
    assert page.fields.dash.table.answers() == {1: Answer.YES}
    press_here("Ctrl+Return")
    assert case_shown(page) == ids.case
    assert cases(vault) == 1
    assert not any(field.startswith("referral/") for field in vault.drafts())


def test_what_was_typed_about_people_stays_in_the_form_for_a_new_case(page: ReferralPage, ids: SmallMarac) -> None:
    window = of_the_same_name(page)
    fill(page, never="do not write")
    answers(window).answers.append("again")
    press_here("Ctrl+Return")
    assert page.title.text() == "Another referral of NV-2026-0001"
    assert "still stands in the form for a new case" in window.messages.shown()
    window.open_page("referral")
    assert page.fields.texts()["never"] == "do not write"


def test_a_key_opens_the_case_that_is_held_and_the_form_is_kept(
    page: ReferralPage, qtbot: QtBot, ids: SmallMarac
) -> None:
    window = of_the_same_name(page)
    qtbot.waitUntil(page.hint.isVisible)
    press_here("Alt+O")
    assert case_shown(page) == ids.case
    window.open_page("referral")
    assert page.fields.texts()["reason"] == "He came back."


def test_somebody_who_is_no_victim_is_pointed_out_and_not_asked_about(
    page: ReferralPage, qtbot: QtBot, vault: Vault
) -> None:
    fill(page, given="Ben", family="Invented")
    qtbot.waitUntil(page.hint.isVisible)
    assert "in another role" in page.hint.said.text()
    assert not page.hint.open.isVisible()
    press_here("Ctrl+Return")
    case_shown(page)
    assert cases(vault) == 2


def test_children_who_are_in_the_case_are_not_asked_about_again(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> None:
    window = open_desk(qtbot, vault)
    window.open_page("referral", str(ids.case))
    page = referral(window)
    fill(page, reason="He came back.")
    press_here("Ctrl+Return")
    shown = window.page()
    assert shown is not None
    said = "\n".join(label.text() for label in shown.findChildren(QLabel))
    assert "Still to ask the referrer" in said
    assert "Are there children" not in said


def test_once_its_referral_is_undone_the_case_is_not_shown_any_more(page: ReferralPage, vault: Vault) -> None:
    window = page.window()
    assert isinstance(window, MainWindow)
    fill(page, given="Siân", family="Specimen")
    press_here("Ctrl+Return")
    case_shown(page)
    press_here("Ctrl+Z")
    assert cases(vault) == 1
    assert window.pages is not None
    assert window.pages.here() == ("cases", "")
    assert window.messages.shown().startswith("Undone")
