"""Roles are kept at the one door: by what an edit changed, whichever way it came."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import text

from marac_desk.errors import Refused
from marac_desk.keyholders import Keyholder, Role
from marac_desk.meetings import Meeting
from marac_desk.papers import ExportRecord, PaperKind, SignedPaper
from marac_desk.people import Person
from storage.door import Edit
from storage.vault import Vault
from tests.support.vaults import MORNING, SmallMarac, entries, held_marac

Change = Callable[[Edit, SmallMarac], object]


@pytest.fixture
def ids(vault: Vault) -> SmallMarac:
    return held_marac(vault)


def in_role(vault: Vault, role: Role) -> Vault:
    """The same vault for somebody in another role."""
    return Vault(replace(vault.parts, person=replace(vault.person, role=role)), vault._clock)


def add_person(edit: Edit, ids: SmallMarac) -> None:
    edit.add(Person("Anna", "Sample"))


def add_keyholder(edit: Edit, ids: SmallMarac) -> None:
    edit.add(Keyholder("Dee Placeholder", Role.DEPUTY, "00" * 8, "00" * 32))


def promote_oneself(edit: Edit, ids: SmallMarac) -> None:
    edit.session.execute(text("UPDATE keyholder SET role = 'chair' WHERE name = 'Anna Example'"))


def rename_oneself(edit: Edit, ids: SmallMarac) -> None:
    edit.session.execute(text("UPDATE keyholder SET name = 'Somebody Else' WHERE name = 'Anna Example'"))


def take_another_slot(edit: Edit, ids: SmallMarac) -> None:
    edit.session.execute(text("UPDATE keyholder SET slot = 'another' WHERE name = 'Anna Example'"))


def take_the_codes_slot(edit: Edit, ids: SmallMarac) -> None:
    edit.session.execute(text("UPDATE keyholder SET slot = 'another' WHERE name = 'Recovery code'"))


def keep_signed(edit: Edit, ids: SmallMarac) -> None:
    edit.add(SignedPaper(ids.meeting, PaperKind.MINUTES, "00" * 32, "[]", MORNING))


def sign_off(edit: Edit, ids: SmallMarac) -> None:
    edit.get(Meeting, ids.meeting).sign_off("DI Example", MORNING)


ALLOWED: dict[Change, set[Role]] = {
    add_person: {Role.CHAIR, Role.COORDINATOR, Role.RECOVERY, Role.DEPUTY},
    keep_signed: {Role.CHAIR, Role.COORDINATOR, Role.RECOVERY, Role.DEPUTY},
    sign_off: {Role.CHAIR, Role.COORDINATOR, Role.RECOVERY, Role.DEPUTY},
    add_keyholder: {Role.CHAIR, Role.COORDINATOR, Role.RECOVERY},
    promote_oneself: {Role.CHAIR, Role.COORDINATOR, Role.RECOVERY},
    rename_oneself: {Role.CHAIR, Role.COORDINATOR, Role.RECOVERY},
    take_the_codes_slot: {Role.CHAIR, Role.COORDINATOR, Role.RECOVERY},
    take_another_slot: set(Role),
}


@pytest.mark.parametrize("change", ALLOWED, ids=lambda change: change.__name__)
@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_the_door_lets_each_role_change_what_is_its(vault: Vault, ids: SmallMarac, change: Change, role: Role) -> None:
    number = entries(vault)
    limited = in_role(vault, role)
    if role in ALLOWED[change]:
        with limited.edit("Change something", needs=None) as edit:
            change(edit, ids)
        assert entries(vault) == number + 1
    else:
        with pytest.raises(Refused), limited.edit("Change something", needs=None) as edit:
            change(edit, ids)
        assert entries(vault) == number


def test_whoever_only_reads_does_not_even_begin_an_edit_nor_keep_a_draft(vault: Vault, ids: SmallMarac) -> None:
    reader, begun = in_role(vault, Role.READ_ONLY), []
    with pytest.raises(Refused), reader.edit("Add person"):
        begun.append("begun")
    for attempt in (lambda: reader.draft("field", "text"), reader.undo, reader.redo):
        with pytest.raises(Refused, match="You can read this vault"):
            attempt()
    assert begun == []


def test_what_left_the_vault_and_who_looked_is_noted_whatever_the_role(vault: Vault, ids: SmallMarac) -> None:
    reader = in_role(vault, Role.READ_ONLY)
    reader.note_view(ids.case)
    reader.note_export(
        ExportRecord(ids.meeting, PaperKind.MINUTES, "NV-M-2026-1-minutes.pdf", "00", "00", at=MORNING, by="Rae")
    )
    assert [line.kind for line in reader.audit()[:2]] == ["export", "view"]
