"""Undo puts every table back to the byte, newest first, and never pulls away what somebody built on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, text, update

from marac_desk.cases import Case
from marac_desk.discussion import Discussion, MayKnow, RiskTo, Said, Subject, VoiceKind
from marac_desk.errors import Refused
from marac_desk.identity import new_id
from marac_desk.keyholders import Keyholder, Role
from marac_desk.maracs import Marac
from marac_desk.meetings import Meeting
from marac_desk.papers import ExportRecord, PaperKind
from marac_desk.people import Alias, Person
from storage.door import Changes, Edit
from storage.search import find
from storage.tables import metadata
from storage.undo import CANNOT_NOW, ERASED, NOT_AGAIN, NOTHING, NOTHING_AGAIN
from storage.vault import Vault
from tests.support.vaults import (
    MORNING,
    SmallMarac,
    entries,
    reopened,
    rows_by_the_journal,
    rows_now,
    small_marac,
)

person, alias, action, action_risk = (metadata.tables[name] for name in ("person", "alias", "action", "action_risk"))
Step = Callable[[Edit, SmallMarac], object]


@pytest.fixture
def small(vault: Vault) -> SmallMarac:
    return small_marac(vault)


def add_person(edit: Edit, small: SmallMarac) -> None:
    edit.add(Person("Kasia", "Zmyślona", aliases=[Alias("Kate Madeup"), Alias("K. Placeholder")]))


def write_and_rewrite(edit: Edit, small: SmallMarac) -> None:
    discussion = edit.get(Discussion, small.discussion)
    for words in ("One call", "Two calls", f"{len(discussion.presented)} calls"):
        discussion.presented = words
        edit.session.flush()


def raise_risk_with_action(edit: Edit, small: SmallMarac) -> None:
    discussion = edit.get(Discussion, small.discussion)
    risk = discussion.raise_risk("Follows her to work", RiskTo(Subject.VICTIM))
    discussion.add_action("Change her shifts", owner=small.agency, risks=[risk.id])


def share_again(edit: Edit, small: SmallMarac) -> None:
    discussion = edit.get(Discussion, small.discussion)
    discussion.share(small.agency, Said.SHARES, fact=f"{discussion.id} and {len(discussion.voice)}")
    discussion.hear(VoiceKind.FEAR, "That he finds out", may_know=MayKnow.ROOM_ONLY)


def unlink_and_link(edit: Edit, small: SmallMarac) -> None:
    for each in edit.get(Discussion, small.discussion).actions:
        each.risks = [] if each.risks else edit.get(Discussion, small.discussion).risks[:1]


def drop_newest_action(edit: Edit, small: SmallMarac) -> None:
    discussion = edit.get(Discussion, small.discussion)
    if discussion.actions:
        discussion.actions.pop()


def change_all_by_statement(edit: Edit, small: SmallMarac) -> None:
    edit.session.execute(update(person).values(language=person.c.language + "x", interpreter=1 - person.c.interpreter))


def delete_aliases_by_statement(edit: Edit, small: SmallMarac) -> None:
    edit.session.execute(delete(alias))


def replace_agenda(edit: Edit, small: SmallMarac) -> None:
    edit.session.execute(text("INSERT OR REPLACE INTO agenda_item SELECT * FROM agenda_item"))


def number_a_case(edit: Edit, small: SmallMarac) -> None:
    marac = edit.get(Marac, small.marac)
    edit.add(Case(marac.id, marac.next_case_reference(2026), small.victim, date(2026, 11, 3)))


def undo(vault: Vault) -> None:
    vault.undo()


def redo(vault: Vault) -> None:
    vault.redo()


STEPS: list[Step] = [
    add_person,
    write_and_rewrite,
    raise_risk_with_action,
    share_again,
    unlink_and_link,
    drop_newest_action,
    change_all_by_statement,
    delete_aliases_by_statement,
    replace_agenda,
    number_a_case,
]


@given(steps=st.lists(st.sampled_from([*STEPS, undo, redo]), max_size=10))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_edits_undos_and_redos_in_any_order_leave_every_table_to_the_byte_as_it_was_then(
    vault: Vault, small: SmallMarac, steps: list[Step | Callable[[Vault], None]]
) -> None:
    """`states` is what replaying says: all states from the first to where redo would lead; `at` is the present one."""
    states, at = [rows_now(vault)], 0
    with vault.edit("End what can be redone") as edit:
        add_person(edit, small)
    states, at = [*states, rows_now(vault)], 1
    for step in [*steps, *[undo] * len(steps), *[redo] * len(steps)]:
        if step is undo and at > 0:
            vault.undo()
            at -= 1
        elif step is redo and at < len(states) - 1:
            vault.redo()
            at += 1
        elif step is not undo and step is not redo:
            with vault.edit("Step") as edit:
                step(edit, small)  # type: ignore[call-arg, arg-type]
            if edit.changes:
                states, at = [*states[: at + 1], rows_now(vault)], at + 1
        assert rows_now(vault) == states[at]
        assert (vault.redo_label() is not None) == (at < len(states) - 1)
    assert rows_by_the_journal(vault) == rows_now(vault)


def test_a_redo_brings_back_what_was_undone_and_is_an_entry_that_says_so(vault: Vault, small: SmallMarac) -> None:
    with vault.edit("Add person") as edit:
        edit.add(Person("Anna", "Sample"))
    rows = rows_now(vault)
    vault.undo()
    assert vault.redo_label() == "Add person"
    assert vault.redo() == "Add person"
    assert rows_now(vault) == rows
    redone, undone, *_ = vault.audit()
    assert (redone.kind, redone.undoes) == ("redo", undone.sequence)
    assert (vault.redo_label(), vault.undo_label()) == (None, "Add person")


def test_a_new_edit_ends_what_can_be_redone(vault: Vault, small: SmallMarac) -> None:
    with vault.edit("Add person") as edit:
        edit.add(Person("Anna", "Sample"))
    vault.undo()
    with vault.edit("Change venue") as edit:
        edit.get(Marac, small.marac).venue = "Elsewhere"
    with pytest.raises(Refused, match=NOTHING_AGAIN):
        vault.redo()


def test_a_redo_is_refused_when_somebody_changed_the_same_row_since(vault: Vault, small: SmallMarac) -> None:
    with vault.edit("Write presentation") as edit:
        edit.get(Discussion, small.discussion).presented = "One call"
    vault.undo()
    with another_persons(vault).edit("Write presentation") as edit:
        edit.get(Discussion, small.discussion).presented = "Two calls"
    rows = rows_now(vault)
    with pytest.raises(Refused, match=NOT_AGAIN):
        vault.redo()
    assert rows_now(vault) == rows


def test_a_look_at_a_case_file_in_between_does_not_stand_in_the_way(vault: Vault, small: SmallMarac) -> None:
    with vault.edit("Add person") as edit:
        edit.add(Person("Anna", "Sample"))
    vault.note_view(small.case)
    assert vault.undo() == "Add person"
    vault.note_view(small.case)
    assert vault.redo() == "Add person"


def test_an_undo_is_an_entry_that_says_what_it_took_back(vault: Vault, small: SmallMarac) -> None:
    with vault.edit("Add person") as edit:
        edit.add(Person("Anna", "Sample"))
    assert vault.undo_label() == "Add person"
    assert vault.undo() == "Add person"
    undo, undone, *_ = vault.audit()
    assert (undo.kind, undo.undoes) == ("undo", undone.sequence)
    assert vault.undo_label() == "Add small MARAC"


def test_an_undo_tells_what_it_touched(vault: Vault, small: SmallMarac) -> None:
    touched = list[Changes]()
    vault.subscribe(touched.append)
    with vault.edit("Write presentation") as edit:
        edit.get(Discussion, small.discussion).presented = "One call"
    vault.undo()
    assert touched[0] == touched[1]
    assert touched[1].touch("discussion", small.discussion)


def another_persons(vault: Vault) -> Vault:
    """The same open vault in the hands of somebody else, as it will be when several share one."""
    parts = vault.parts
    return Vault(replace(parts, person=replace(parts.person, id=new_id(), session="another")), vault._clock)


def test_undo_is_of_ones_own_edits_alone(vault: Vault, small: SmallMarac) -> None:
    with pytest.raises(Refused, match=NOTHING):
        another_persons(vault).undo()
    assert another_persons(vault).undo_label() is None


def test_undo_is_refused_when_somebody_changed_the_same_row_since(vault: Vault, small: SmallMarac) -> None:
    with vault.edit("Write presentation") as edit:
        edit.get(Discussion, small.discussion).presented = "One call"
    other = another_persons(vault)
    with other.edit("Write presentation") as edit:
        edit.get(Discussion, small.discussion).presented = "Two calls"
    rows, before = rows_now(vault), entries(vault)
    with pytest.raises(Refused, match=CANNOT_NOW):
        vault.undo()
    assert (rows_now(vault), entries(vault)) == (rows, before)
    other.undo()
    assert vault.undo() == "Write presentation"


def test_undo_is_refused_when_a_later_record_rests_on_what_would_go(vault: Vault, small: SmallMarac) -> None:
    victim = Person("Anna", "Sample")
    with vault.edit("Add person") as edit:
        edit.add(victim)
        victim_id = victim.id
    with another_persons(vault).edit("Add case") as edit:
        edit.add(Case(small.marac, "NV-2026-0900", victim_id, date(2026, 11, 3)))
    rows, before = rows_now(vault), entries(vault)
    with pytest.raises(Refused, match=CANNOT_NOW):
        vault.undo()
    assert (rows_now(vault), entries(vault)) == (rows, before)


def test_undo_is_refused_when_a_name_that_must_be_unique_was_given_again(vault: Vault, small: SmallMarac) -> None:
    with vault.edit("Number case") as edit:
        edit.get(Case, small.case).reference = "NV-2026-0077"
    with another_persons(vault).edit("Add case") as edit:
        edit.add(Case(small.marac, "NV-2026-0001", small.victim, date(2026, 11, 3)))
    with pytest.raises(Refused, match=CANNOT_NOW):
        vault.undo()


def sign_off(vault: Vault, small: SmallMarac) -> None:
    with vault.edit("Hold meeting") as edit:
        meeting = edit.get(Meeting, small.meeting)
        meeting.open(MORNING)
        meeting.close(MORNING)
    with vault.edit("Sign off minutes") as edit:
        edit.get(Meeting, small.meeting).sign_off("Chris Example", MORNING)


def export(vault: Vault, small: SmallMarac) -> None:
    vault.note_export(
        ExportRecord(small.meeting, PaperKind.MINUTES, "NV-M-2026-01-minutes.pdf", "aa", "bb", MORNING, "Anna Example")
    )


def add_keyholder(vault: Vault, small: SmallMarac) -> None:
    with vault.edit("Add keyholder") as edit:
        edit.add(Keyholder("Dee Placeholder", Role.DEPUTY, "00" * 8, "00" * 32))


@pytest.mark.parametrize(
    ("barrier", "words"),
    [(sign_off, "signed off"), (export, "left the vault"), (add_keyholder, "Who may open")],
)
def test_nothing_is_undone_behind_a_barrier(
    vault: Vault, small: SmallMarac, barrier: Callable[[Vault, SmallMarac], None], words: str
) -> None:
    barrier(vault, small)
    rows = rows_now(vault)
    with pytest.raises(Refused, match=words):
        vault.undo()
    assert vault.undo_label() is None
    assert rows_now(vault) == rows


def test_undo_reaches_no_further_back_than_the_unlock(vault: Vault, small: SmallMarac) -> None:
    with reopened(vault) as again, pytest.raises(Refused, match=NOTHING):
        again.undo()


def test_what_retention_erased_cannot_be_undone(vault: Vault, small: SmallMarac) -> None:
    with vault.edit("Erase") as edit:
        edit.session.execute(delete(metadata.tables["journal_body"]))
    with pytest.raises(Refused, match=ERASED):
        vault.undo()


def test_the_search_forgets_what_was_undone(vault: Vault, small: SmallMarac) -> None:
    with vault.edit("Add person") as edit:
        edit.add(Person("Jo", "Specimen"))
    vault.undo()
    with vault.read() as read:
        assert not find(read.session, "specimen")
        assert find(read.session, "invented")
