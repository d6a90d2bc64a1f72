"""Step 1: the referral, edited to what was said, and the dates that actions must beat."""

from __future__ import annotations

from datetime import date

from pytestqt.qtbot import QtBot

from marac_desk.cases import KeyDateKind
from marac_desk.discussion import Step
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
    assert named(at.page, "hearing, 3 Dec 2026, family court").isVisible()


def test_a_key_date_that_is_none_is_told_and_kept(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.REFERRER)
    named(at.page, "Date").setFocus()
    words("soon")
    keys("Return")
    assert "date" in at.told()
    assert len(at.case().key_dates) == 1
    assert named(at.page, "Date").text() == "soon"
