"""Step 2: the victim's voice and each child's, or why it could not be had."""

from __future__ import annotations

from datetime import date

from pytestqt.qtbot import QtBot

from marac_desk.discussion import MayKnow, Step, VoiceKind
from storage.vault import Vault
from tests.support.screens import named
from tests.support.steps import again, at_step, focus_name, keys, words
from tests.support.vaults import kept_vault, reopened, vault, vault_path
from ui.widgets.entry_draft import ONCE_MORE

__all__ = ["kept_vault", "vault", "vault_path"]

OWN_WORDS = "In the victim’s or the child’s own words"


def test_lines_of_all_four_kinds_follow_each_other_with_enter(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.VOICE, papers_in=False)
    for text in ("At her mother's.", "He will not stop.", "To stay near the school.", "Him at the gate."):
        words(text)
        keys("Return")
    assert [line.kind for line in at.talk().voice] == list(VoiceKind)
    assert {line.may_know for line in at.talk().voice} == {MayKnow.ONLY_FROM_VICTIM}
    assert focus_name() == OWN_WORDS


def test_a_line_says_whose_it_is_who_told_it_when_and_who_may_know(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.VOICE, papers_in=False)
    words("Wants to sleep at home.")
    keys("Ctrl+3", "Tab", "Tab", "2", "Tab")
    assert focus_name() == "Told to"
    words("the teacher")
    keys("Tab", "Right", "Return", "Tab", "Right", "Return", "Return")
    line = at.talk().voice[0]
    assert (line.kind, line.child_id) == (VoiceKind.WISH, at.routine.children[0])
    assert (line.told_to, line.told_on, line.may_know) == ("the teacher", date(2026, 11, 25), MayKnow.ROOM_ONLY)


def test_enter_on_a_child_says_whose_words_they_are_before_it_adds_them(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.VOICE, papers_in=False)
    words("I do not like the shouting.")
    keys("Tab", "Tab", "Right", "Return")
    assert at.talk().voice == []
    keys("Return")
    assert [line.child_id for line in at.talk().voice] == [at.routine.children[0]]


def test_who_may_know_is_asked_anew_for_each_line(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.VOICE, papers_in=False)
    named(at.page, "may be shared").setFocus()
    keys("Space")
    named(at.page, OWN_WORDS).setFocus()
    words("At her mother's.")
    keys("Return")
    words("Never again.")
    keys("Return")
    assert [line.may_know for line in at.talk().voice] == [MayKnow.SHAREABLE, MayKnow.ONLY_FROM_VICTIM]


def test_a_line_is_edited_again(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.VOICE)
    line = at.talk().voice[0]
    said = "situation now, She stays with her mother., told to the IDVA, 24 Nov 2026, known only from the victim"
    named(at.page, said).setFocus()
    keys("Return")
    words(" Since Friday.")
    keys("Return")
    changed = next(each for each in at.talk().voice if each.id == line.id)
    assert changed.text == "She stays with her mother. Since Friday."
    assert len(at.talk().voice) == 4


def test_why_the_voice_could_not_be_had_is_taken_from_the_ready_reasons(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.VOICE, papers_in=False)
    ready = at.held.room.reference.reasons
    first = next(each.reasons[0] for each in ready if each.kind.value == "voice")
    named(at.page, f"1, {first}").setFocus()
    keys("Return")
    assert at.talk().voice_missing_because == first


def test_a_line_that_was_not_added_is_there_again_after_a_lock(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.VOICE, papers_in=False)
    words("She stays with")
    keys("Ctrl+2")
    at.held.window.lock()
    opened = reopened(vault)
    at.held.window.close()
    back = again(qtbot, opened, at.routine, Step.VOICE)
    assert named(back.page, OWN_WORDS).toPlainText() == "She stays with"
    words(" her mother.")
    keys("Return")
    assert [(line.kind, line.text) for line in back.talk().voice] == [(VoiceKind.VIEW, "She stays with her mother.")]
    back.held.window.lock()


def test_escape_throws_away_what_was_typed_only_at_the_second_time(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.VOICE, papers_in=False)
    words("She stays with")
    keys("Escape")
    assert at.told() == ONCE_MORE
    words(" her mother")
    keys("Escape")
    assert named(at.page, OWN_WORDS).toPlainText() == "She stays with her mother"
    keys("Escape")
    assert named(at.page, OWN_WORDS).toPlainText() == ""
