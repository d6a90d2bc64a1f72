"""A second opener: told who has the vault and since when, and able to read it without any way of writing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from marac_desk.cases import Case
from marac_desk.errors import Refused, Told, VaultInUse, VaultTooNew, WrongPassphrase
from marac_desk.keyholders import Holder, Role
from marac_desk.people import Person
from storage.door import Changes
from storage.folder import VaultFolder
from storage.people import add_person, remove_person
from storage.read_only import OLDER, READ_ONLY, ReadOnlyVault, read_vault
from storage.search import find
from storage.tables import SCHEMA_VERSION
from storage.vault import Vault, unlock_vault
from tests.support.vaults import (
    PASSPHRASE,
    KeptVault,
    SmallMarac,
    TickingClock,
    entries,
    kept_vault,
    rows_now,
    small_marac,
    vault,
    vault_path,
)
from tests.torture.disks import protect, small_disk

__all__ = ["kept_vault", "vault", "vault_path"]


@pytest.fixture
def small(vault: Vault) -> SmallMarac:
    return small_marac(vault)


@pytest.fixture
def reader(vault: Vault, small: SmallMarac) -> Iterator[ReadOnlyVault]:
    """Beside `vault`, which stays open."""
    opened = read_vault(vault.folder.path, PASSPHRASE, clock=TickingClock())
    with opened:
        yield opened


def files_in(path: Path) -> dict[str, bytes]:
    """All but the memory that SQLite shares between programs, in which readers leave their marks."""
    return {each.name: each.read_bytes() for each in path.iterdir() if each.is_file() and each.suffix != ".db-shm"}


def test_a_second_opener_with_a_passphrase_is_told_who_has_it_and_since_when(vault: Vault) -> None:
    with pytest.raises(VaultInUse) as told:
        unlock_vault(vault.folder.path, PASSPHRASE)
    holder = told.value.holder
    assert holder is not None
    assert holder.name == "Anna Example"
    assert holder.since is not None
    assert f"{holder.since:%H:%M}" in told.value.say
    assert "Anna" not in told.value.say


def test_a_second_opener_with_a_wrong_passphrase_learns_no_name(vault: Vault) -> None:
    with pytest.raises(WrongPassphrase):
        unlock_vault(vault.folder.path, "not a passphrase of it")
    with pytest.raises(WrongPassphrase):
        read_vault(vault.folder.path, "not a passphrase of it")


def test_the_note_holds_no_name_nor_how_long_it_is(vault: Vault) -> None:
    note = vault.folder.note.read_bytes()
    assert b"Anna" not in note
    assert b"Example" not in note
    assert len(json.loads(note)["by"]) == len("x" * 124)  # 12 of nonce, 64 of name, 16 of tag, in Base64


@pytest.mark.parametrize(
    "note",
    [b"", b"[]", b"{}", b'{"since": "now"}', b'{"since": "2026-11-26T09:30:00+00:00", "process": 1, "by": "AAAA"}'],
)
def test_an_altered_note_tells_no_name_and_hurts_nobody(vault: Vault, note: bytes) -> None:
    vault.folder.note.write_bytes(note)
    with pytest.raises(VaultInUse) as told:
        unlock_vault(vault.folder.path, PASSPHRASE)
    assert told.value.holder is not None
    assert told.value.holder.name == ""


def test_a_new_vault_says_who_made_it(kept_vault: KeptVault, vault: Vault) -> None:
    """Another vault's note does not open either: it is bound to the vault."""
    other = json.loads(vault.folder.note.read_bytes())
    other["since"] = "2020-01-01T00:00:00+00:00"
    vault.folder.note.write_text(json.dumps(other))
    with pytest.raises(VaultInUse) as told:
        unlock_vault(vault.folder.path, PASSPHRASE)
    assert told.value.holder is not None
    assert told.value.holder.name == ""


def test_everything_can_be_read(vault: Vault, small: SmallMarac, reader: ReadOnlyVault) -> None:
    assert reader.held_by.name == "Anna Example"
    assert reader.findings == ()
    assert reader.read_only
    assert rows_now(reader) == rows_now(vault)
    with reader.read() as read:
        assert read.get(Case, small.case).reference.startswith("NV-")
        assert find(read.session, "invented")
    assert reader.history("case_file", small.case)


def test_what_the_writer_saves_is_read_at_once(vault: Vault, small: SmallMarac, reader: ReadOnlyVault) -> None:
    with vault.edit("Rename") as edit:
        edit.get(Case, small.case).reference = "NV-2026-0099"
    with reader.read() as read:
        assert read.get(Case, small.case).reference == "NV-2026-0099"


def test_a_reader_who_follows_is_told_once_of_each_row_that_the_writer_changed(
    vault: Vault, small: SmallMarac, reader: ReadOnlyVault
) -> None:
    told: list[Changes] = []
    reader.subscribe(told.append)
    reader.follow()
    assert told == []
    with vault.edit("Note language") as edit:
        edit.get(Person, small.victim).language = "Polish"
    reader.follow()
    reader.follow()
    assert [each.kinds for each in told] == [{"person": frozenset({str(small.victim)})}]


def test_every_way_of_writing_is_refused_with_a_sentence(small: SmallMarac, reader: ReadOnlyVault) -> None:
    with pytest.raises(Refused, match=READ_ONLY), reader.edit("Rename") as edit:
        edit.get(Case, small.case).reference = "NV-2026-0099"
    with pytest.raises(Refused, match=READ_ONLY):
        reader.draft("somewhere", "words")
    with pytest.raises(Refused, match=READ_ONLY):
        reader.drop_draft("somewhere")
    with pytest.raises(Refused):
        reader.undo()
    assert reader.undo_label() is None


@pytest.mark.parametrize("statement", ["DELETE FROM draft", "CREATE TABLE t(a)", "PRAGMA user_version = 9", "VACUUM"])
def test_not_even_a_statement_past_the_door_can_write(vault: Vault, reader: ReadOnlyVault, statement: str) -> None:
    for engine in (reader.parts.engines.reader, reader.parts.engines.writer):
        with pytest.raises(Exception, match="readonly|read-only|VACUUM"), engine.connect() as connection:
            connection.exec_driver_sql(statement)
    with vault.read() as read:
        assert read.session.scalar(text("PRAGMA user_version")) != 9


def test_reading_and_locking_leave_the_files_as_they_were(vault: Vault, small: SmallMarac) -> None:
    before = files_in(vault.folder.path)
    with read_vault(vault.folder.path, PASSPHRASE) as reader:
        rows_now(reader)
        assert files_in(vault.folder.path) == before
    assert files_in(vault.folder.path) == before


def test_the_drafts_of_the_other_are_neither_shown_nor_touched(vault: Vault, reader: ReadOnlyVault) -> None:
    vault.draft("marac/venue", "half a word")
    assert reader.drafts() == {}
    reader.lock()
    assert vault.drafts() == {"marac/venue": "half a word"}


def test_a_reader_keeps_nobody_from_opening_it(vault: Vault, small: SmallMarac, reader: ReadOnlyVault) -> None:
    vault.lock()
    with unlock_vault(vault.folder.path, PASSPHRASE, clock=TickingClock()) as again:
        assert again.findings == ()
        with again.edit("Rename") as edit:
            edit.get(Case, small.case).reference = "NV-2026-0099"
        with reader.read() as read:
            assert read.get(Case, small.case).reference == "NV-2026-0099"


def test_after_it_is_locked_nothing_can_be_read(reader: ReadOnlyVault) -> None:
    reader.lock()
    reader.lock()
    with pytest.raises(Refused):
        reader.audit()


def test_a_vault_that_nobody_has_open_can_be_read_only_too(vault_path: Path) -> None:
    with read_vault(vault_path, PASSPHRASE) as reader:
        assert reader.held_by == Holder()
        assert entries(reader) == 1
    with unlock_vault(vault_path, PASSPHRASE) as vault:
        assert vault.findings == ()


def test_an_older_or_a_newer_vault_is_refused_and_left_as_it_is(vault_path: Path) -> None:
    for version, error, say in ((1, Told, OLDER), (99, VaultTooNew, "newer version")):
        with unlock_vault(vault_path, PASSPHRASE) as vault:
            with vault.parts.engines.writer.begin() as connection:
                connection.exec_driver_sql(f"PRAGMA user_version = {version}")
            before = files_in(vault_path)
            with pytest.raises(error, match=say):
                read_vault(vault_path, PASSPHRASE)
            assert files_in(vault_path) == before
            with vault.parts.engines.writer.begin() as connection:
                connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


def test_a_lost_edit_is_told_to_a_reader_too(vault_path: Path, tmp_path: Path) -> None:
    older = Path(shutil.copytree(vault_path, tmp_path / "older"))
    with unlock_vault(vault_path, PASSPHRASE, clock=TickingClock()) as vault:
        small_marac(vault)
    shutil.copy(older / "vault.db", vault_path / "vault.db")
    with read_vault(vault_path, PASSPHRASE) as reader:
        assert any("missing" in say for say in reader.findings)


OPEN = """
import sys
from pathlib import Path
from marac_desk.errors import VaultInUse
from storage.vault import unlock_vault
sys.stdin.readline()
try:
    with unlock_vault(Path(sys.argv[1]), sys.argv[2]) as vault:
        with vault.edit("Add area") as edit:
            from marac_desk.maracs import Marac
            edit.add(Marac("Northvale", "NV"))
        print("open", flush=True)
        sys.stdin.readline()
except VaultInUse as told:
    print("in use", told.holder.name if told.holder else "", flush=True)
"""


def test_of_programs_started_in_the_same_moment_one_has_it_and_nothing_is_harmed(vault_path: Path) -> None:
    command = [sys.executable, "-c", OPEN, str(vault_path), PASSPHRASE]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    programs = [
        subprocess.Popen(command, text=True, cwd=Path(__file__).parents[2], env=dict(os.environ), **pipes)  # type: ignore[call-overload]
        for _ in range(4)
    ]
    for program in programs:
        program.stdin.write("go\n")
        program.stdin.flush()
    said = [program.stdout.readline().strip() for program in programs]
    for program in programs:
        with program:
            program.stdin.close()
    assert said.count("open") == 1
    assert all(each == "open" or each.startswith("in use") for each in said)
    with unlock_vault(vault_path, PASSPHRASE) as vault:
        assert vault.findings == ()
        assert entries(vault) == 2


def test_a_vault_on_a_write_protected_disk_can_be_read(vault_path: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as ours:
        place = Path(shutil.copytree(vault_path, tmp_path / "disk" / "vault"))
        if not (ours and protect(tmp_path / "disk")):
            pytest.skip("a disk can't be mounted here")
        with pytest.raises(Told):
            unlock_vault(place, PASSPHRASE)
        with read_vault(place, PASSPHRASE) as there:
            assert there.person.name == "Anna Example"
            with pytest.raises(Refused), there.edit("Add person"):
                pass


def test_on_a_network_share_a_new_key_meanwhile_is_told_and_not_called_damage(
    vault_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is no write-ahead log there, so a reader between two looks holds nobody up."""
    monkeypatch.setattr(VaultFolder, "on_network_share", True)
    with unlock_vault(vault_path, PASSPHRASE) as vault:
        other = add_person(vault, "Rea Sample", Role.DEPUTY, "quite another four words")
        with read_vault(vault_path, PASSPHRASE) as reader:
            reader.audit()
            remove_person(vault, other)
            with pytest.raises(Told, match="Nothing is damaged"):
                reader.audit()
        with read_vault(vault_path, PASSPHRASE) as reader:
            assert reader.audit()
