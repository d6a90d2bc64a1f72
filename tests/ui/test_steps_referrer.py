"""Step 1: the referral, edited to what was said, and the dates that actions must beat."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from marac_desk.cases import Case, ContactRule, KeyDateKind
from marac_desk.discussion import Step
from marac_desk.gaps import GapKind
from storage.vault import Vault
from tests.support.screens import named
from tests.support.steps import at_step, focus_name, keys, words
from tests.support.vaults import kept_vault, vault, vault_path

__all__ = ["kept_vault", "vault", "vault_path"]


def test_the_referral_is_edited_to_what_was_said(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.REFERRER)
    assert focus_name() == "What the referrer presents"
    words(" He knows where she works.")
    keys("Alt+Right")
    assert at.talk().presented == (
        "He strangled her in October and has sent 34 messages in breach of bail since. He knows where she works."
    )


def test_what_is_undone_is_gone_from_the_page(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.REFERRER)
    words(" He knows where she works.")
    at.held.room.desk.savers.flush()
    vault.undo()
    assert named(at.page, "What the referrer presents").toPlainText() == at.talk().presented
    assert "works" not in at.talk().presented


def test_a_key_date_is_added_by_keys_alone(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.REFERRER)
    named(at.page, "bail ends", None).setFocus()
    keys("H")
    assert focus_name() == "Date"
    words("3/12")
    keys("Tab")
    words("family court")
    keys("Return")
    added = at.case().key_dates[-1]
    assert (added.kind, added.on, added.note) == (KeyDateKind.HEARING, date(2026, 12, 3), "family court")
    keys("R")
    assert focus_name() == "Date"
    words("14/12")
    keys("Return")
    assert {each.kind for each in at.case().key_dates[-2:]} == {KeyDateKind.HEARING, KeyDateKind.RELEASE}
    assert named(at.page, "hearing, 3 Dec 2026, family court").isVisible()


def test_a_key_date_that_is_none_is_told_and_kept(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.REFERRER)
    named(at.page, "Date").setFocus()
    words("soon")
    keys("Return")
    assert "date" in at.told()
    assert len(at.case().key_dates) == 1
    assert named(at.page, "Date").text() == "soon"


def test_how_not_to_contact_the_victim_is_changed_in_the_room_and_seen_at_once(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.REFERRER)
    never = named(at.page, "Must not", QLineEdit)
    never.setFocus()
    keys("Ctrl+A")
    words("do not text; he reads her messages")
    keys("Alt+Right")
    assert at.case().contact.never == "do not text; he reads her messages"
    assert at.case().contact.only == "through the IDVA"
    chips = [label.text() for label in at.held.frame.case_area.head.findChildren(QLabel)]
    assert "Do not text; he reads her messages" in chips
    keys("Ctrl+Z")
    assert at.case().contact.never == "do not write, phone or visit"
    keys("Alt+Left")
    assert never.text() == "do not write, phone or visit"


def test_a_rule_that_was_missing_closes_its_gap(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.REFERRER)
    with vault.edit("Change how not to contact") as edit:
        edit.get(Case, at.routine.case).contact = ContactRule()
    kinds = {gap.kind for question in at.held.room.missing() for gap in question.gaps}
    assert GapKind.CONTACT in kinds
    named(at.page, "The one way allowed", QLineEdit).setFocus()
    words("through the school nurse")
    keys("Alt+Right")
    kinds = {gap.kind for question in at.held.room.missing() for gap in question.gaps}
    assert GapKind.CONTACT not in kinds
