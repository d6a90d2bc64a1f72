"""Values on their way into a column and out of it: what does not fit is refused without quoting it."""

from __future__ import annotations

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import StatementError

from marac_desk.errors import VaultDamaged
from marac_desk.meetings import Meeting
from storage.tables_meetings import meeting
from storage.vault import Vault
from tests.support.vaults import small_marac


def write_a_state(vault: Vault, state: str) -> None:
    with vault.edit("Change state") as edit:
        edit.session.execute(update(meeting).values(state=state))


def test_a_choice_that_is_none_is_refused_without_quoting_it(vault: Vault) -> None:
    small_marac(vault)
    with pytest.raises(StatementError, match="MeetingState") as told:
        write_a_state(vault, "Marta Invented")
    assert "Invented" not in str(told.value)


@pytest.mark.parametrize("column", ["id", "state", "starts_at", "opened_at", "marac_id"])
def test_a_value_altered_past_reading_is_damage_and_is_not_quoted(vault: Vault, column: str) -> None:
    small = small_marac(vault)
    raw = vault.parts.engines.writer.raw_connection()
    for statement in ("PRAGMA foreign_keys=OFF", "PRAGMA ignore_check_constraints=ON"):
        raw.cursor().execute(statement)
    raw.cursor().execute(f"UPDATE meeting SET {column} = 'Marta Invented'")
    raw.close()
    with vault.read() as read, pytest.raises(VaultDamaged) as told:
        read.session.execute(meeting.select()).all()
    assert "Invented" not in str(told.value)
    if column not in ("id", "marac_id"):
        with vault.read() as read, pytest.raises(VaultDamaged):
            read.get(Meeting, small.meeting)


def test_a_partial_date_or_day_altered_past_reading_is_damage(vault: Vault) -> None:
    small_marac(vault)
    with vault.edit("Spoil dates") as edit:
        edit.session.execute(text("UPDATE person SET born = 'x'"))
        edit.session.execute(text("UPDATE case_file SET opened_on = 'x'"))
    for table in ("person", "case_file"):
        with vault.read() as read, pytest.raises(VaultDamaged):
            read.session.execute(meeting.metadata.tables[table].select()).all()
