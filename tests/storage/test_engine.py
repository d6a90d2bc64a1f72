"""The encrypted database at its file: proof of encryption, settings, crashes and plain errors."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, exc, text
from sqlcipher3 import dbapi2

from marac_desk.atomic import FULL
from marac_desk.errors import StorageFull, Told, VaultDamaged, VaultInUse
from storage import engine as engine_module
from storage.engine import (
    BUSY,
    NO_CIPHER,
    NOT_ENCRYPTED,
    Engines,
    create_database,
    open_engines,
    plain_errors,
    working_key,
)
from storage.folder import VaultFolder

KEY = bytes(range(32))
OTHER = bytes(range(1, 33))
MARKER = "Ivy Invented"

FILL_A_SMALL_DISK = """
import sys
from pathlib import Path
from storage.engine import open_engines, plain_errors
from storage.folder import VaultFolder
from marac_desk.errors import Told
from sqlalchemy import text
engines = open_engines(VaultFolder(Path(sys.argv[1])), bytes(range(32)))
kept = 0
try:
    while True:
        with plain_errors(), engines.writer.begin() as connection:
            connection.execute(text("INSERT INTO note VALUES (:body)"), {"body": "x" * 50_000})
        kept += 1
except Told as told:
    print(type(told).__name__, kept)
"""


@pytest.fixture
def folder(tmp_path: Path) -> VaultFolder:
    made = VaultFolder(tmp_path / "a vault?#%")
    made.create()
    create_database(made, KEY)
    return made


@pytest.fixture
def engines(folder: VaultFolder) -> Iterator[Engines]:
    opened = open_engines(folder, KEY)
    with opened.writer.begin() as connection:
        connection.execute(text("CREATE TABLE note (body TEXT)"))
    yield opened
    opened.dispose()


def insert(engines: Engines, body: str = MARKER) -> None:
    with engines.writer.begin() as connection:
        connection.execute(text("INSERT INTO note VALUES (:body)"), {"body": body})


def bodies(engines: Engines) -> list[str]:
    with engines.reader.begin() as connection:
        return list(connection.execute(text("SELECT body FROM note")).scalars())


def pragma(engine: Engine, name: str) -> object:
    with engine.begin() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def copied(folder: VaultFolder, to: Path) -> VaultFolder:
    """The vault as a crash at this moment would leave it."""
    return VaultFolder(shutil.copytree(folder.path, to, ignore=shutil.ignore_patterns("*-shm")))


def test_what_is_written_is_read_back_by_the_next_opener(folder: VaultFolder, engines: Engines) -> None:
    insert(engines)
    engines.dispose()
    again = open_engines(folder, KEY)
    assert bodies(again) == [MARKER]
    again.dispose()


def test_no_byte_of_it_is_plain_in_any_file(folder: VaultFolder, engines: Engines) -> None:
    insert(engines)
    files = {entry.name: entry.read_bytes() for entry in folder.path.iterdir()}
    assert {"vault.db", "vault.db-wal"} <= set(files)
    for content in files.values():
        assert MARKER.encode() not in content
        assert not content.startswith(b"SQLite format 3")


@pytest.mark.skipif(os.name != "posix", reason="permission bits are POSIX")
def test_only_the_owner_may_read_its_files(folder: VaultFolder, engines: Engines) -> None:
    insert(engines)
    assert {entry.stat().st_mode & 0o777 for entry in folder.path.iterdir()} == {0o600}


def test_a_wrong_key_opens_nothing(folder: VaultFolder) -> None:
    with pytest.raises(VaultDamaged):
        open_engines(folder, OTHER)


def test_the_key_that_works_is_found_among_two(folder: VaultFolder) -> None:
    assert working_key(folder, [OTHER, KEY]) == KEY
    assert working_key(folder, [KEY, OTHER]) == KEY
    with pytest.raises(VaultDamaged):
        working_key(folder, [OTHER])


def test_a_database_that_is_not_encrypted_is_not_opened(folder: VaultFolder) -> None:
    folder.database.unlink()
    with sqlite3.connect(folder.database) as plain:
        plain.execute("CREATE TABLE note (body)")
    plain.close()
    with pytest.raises(VaultDamaged) as told:
        open_engines(folder, KEY)
    assert told.value.say == NOT_ENCRYPTED


def test_a_library_that_does_not_refuse_a_wrong_key_is_found_out(
    folder: VaultFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "_another", lambda key: key)
    with pytest.raises(VaultDamaged) as told:
        open_engines(folder, KEY)
    assert told.value.say == NOT_ENCRYPTED


def test_a_library_without_encryption_is_found_out(folder: VaultFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_module, "dbapi2", sqlite3)
    folder.database.unlink()
    with pytest.raises(Told) as told:
        create_database(folder, KEY)
    assert told.value.say == NO_CIPHER


@pytest.mark.parametrize("content", [b"", b"short", b"\0" * 4096, os.urandom(8192)], ids=len)
def test_a_file_that_is_no_database_is_damage(folder: VaultFolder, content: bytes) -> None:
    folder.database.write_bytes(content)
    with pytest.raises(VaultDamaged):
        open_engines(folder, KEY)


def test_a_missing_database_is_never_made_by_opening(folder: VaultFolder) -> None:
    folder.database.unlink()
    with pytest.raises(FileNotFoundError):
        open_engines(folder, KEY)
    with pytest.raises(Told):
        working_key(folder, [KEY])
    assert not folder.database.exists()


def test_a_second_database_is_never_made_over_the_first(folder: VaultFolder) -> None:
    before = folder.database.read_bytes()
    with pytest.raises(FileExistsError):
        create_database(folder, KEY)
    assert folder.database.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("temp_store", 2),
        ("trusted_schema", 0),
        ("synchronous", 2),
        ("journal_mode", "wal"),
        ("cipher_page_size", "4096"),
        ("cipher_hmac_algorithm", "HMAC_SHA512"),
    ],
)
def test_both_engines_work_with_the_settings_promised(engines: Engines, name: str, value: object) -> None:
    assert pragma(engines.writer, name) == value
    assert pragma(engines.reader, name) == value


def test_a_setting_that_does_not_hold_is_found_out(folder: VaultFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_module, "_SETTINGS", ("foreign_keys=OFF",))
    opened = open_engines(folder, KEY)
    with pytest.raises(Told, match="cannot encrypt"):
        opened.writer.connect()
    opened.dispose()


def test_on_a_network_share_the_log_is_not_shared_memory(folder: VaultFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    local = open_engines(folder, KEY)
    assert pragma(local.writer, "journal_mode") == "wal"
    local.dispose()
    monkeypatch.setattr(VaultFolder, "on_network_share", True)
    shared = open_engines(folder, KEY)
    assert pragma(shared.writer, "journal_mode") == "delete"
    shared.dispose()


def test_a_reader_cannot_write(engines: Engines) -> None:
    with pytest.raises(Told), plain_errors(), engines.reader.begin() as connection:
        connection.execute(text("INSERT INTO note VALUES ('no')"))


def test_a_long_read_holds_up_no_write_and_sees_one_moment(engines: Engines) -> None:
    insert(engines, "first")
    with engines.reader.begin() as connection:
        count = text("SELECT count(*) FROM note")
        assert connection.execute(count).scalar() == 1
        insert(engines, "second")
        assert connection.execute(count).scalar() == 1
    assert bodies(engines) == ["first", "second"]


def test_a_writer_takes_the_lock_at_once(engines: Engines, folder: VaultFolder) -> None:
    with engines.writer.begin():
        second = engine_module.connected(folder.database, KEY)
        second.execute("PRAGMA busy_timeout=0")
        with pytest.raises(VaultInUse) as told, plain_errors():
            second.execute("BEGIN IMMEDIATE")
        second.close()
    assert told.value.say == BUSY


def test_listeners_added_after_opening_see_every_writer_connection(folder: VaultFolder) -> None:
    opened = open_engines(folder, KEY)
    seen: list[object] = []
    event.listen(opened.writer, "connect", lambda connection, _: seen.append(connection))
    for _ in range(3):
        assert pragma(opened.writer, "foreign_keys") == 1
    assert len(seen) == 1
    opened.dispose()


def test_neither_key_nor_values_show_in_what_an_error_or_an_engine_says(engines: Engines) -> None:
    with pytest.raises(exc.OperationalError) as raised, plain_errors(), engines.writer.begin() as connection:
        connection.execute(text("INSERT INTO nowhere VALUES (:body)"), {"body": MARKER})
    assert MARKER not in str(raised.value)
    assert KEY.hex() not in f"{engines!r} {engines.writer.url} {raised.value}"


def test_a_wrong_key_says_nothing_on_the_terminal(folder: VaultFolder, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(VaultDamaged):
        open_engines(folder, OTHER)
    assert capfd.readouterr() == ("", "")


def test_trying_a_wrong_key_after_a_crash_loses_nothing(folder: VaultFolder, engines: Engines, tmp_path: Path) -> None:
    for number in range(50):
        insert(engines, f"edit {number}")
    crashed = copied(folder, tmp_path / "crashed")
    assert (crashed.path / "vault.db-wal").stat().st_size > 0
    assert working_key(crashed, [OTHER, KEY]) == KEY
    again = open_engines(crashed, KEY)
    assert len(bodies(again)) == 50
    again.dispose()


def test_a_crash_in_the_middle_of_a_write_on_a_share_is_rolled_back(
    folder: VaultFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(VaultFolder, "on_network_share", True)
    opened = open_engines(folder, KEY)
    with opened.writer.begin() as connection:
        connection.execute(text("CREATE TABLE note (body TEXT)"))
    insert(opened, "kept")
    with opened.writer.begin() as connection:
        connection.exec_driver_sql("PRAGMA cache_size=5")
        for _ in range(100):
            connection.execute(text("INSERT INTO note VALUES (:body)"), {"body": "x" * 2000})
        crashed = copied(folder, tmp_path / "crashed")
    opened.dispose()
    assert (crashed.path / "vault.db-journal").stat().st_size > 0
    assert working_key(crashed, [OTHER, KEY]) == KEY
    again = open_engines(crashed, KEY)
    assert bodies(again) == ["kept"]
    again.dispose()


def test_a_flipped_byte_in_a_page_is_told_as_damage(folder: VaultFolder, engines: Engines) -> None:
    for _ in range(20):
        insert(engines, "x" * 3000)
    engines.dispose()
    content = bytearray(folder.database.read_bytes())
    content[6 * 4096 + 100] ^= 1
    folder.database.write_bytes(content)
    again = open_engines(folder, KEY)
    with pytest.raises(VaultDamaged), plain_errors():
        bodies(again)
    again.dispose()


def test_a_database_with_no_room_left_says_the_disk_is_full_and_keeps_the_rest(engines: Engines) -> None:
    insert(engines, "kept")
    with engines.writer.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(StorageFull) as told, plain_errors():
        insert(engines, "x" * 100_000)
    assert told.value.say == FULL
    assert bodies(engines) == ["kept"]


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="mounting a small disk needs root on Linux")
def test_a_disk_that_fills_up_is_told_and_what_was_acknowledged_is_kept(engines: Engines, folder: VaultFolder) -> None:
    engines.dispose()
    small = folder.path.parent / "small disk"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(small)], capture_output=True)
    if mounted.returncode:
        pytest.skip("this machine does not let us mount a small disk")
    try:
        on_it = copied(folder, small / "vault")
        run = subprocess.run(
            [sys.executable, "-c", FILL_A_SMALL_DISK, str(on_it.path)],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[2],
        )
        kind, kept = run.stdout.split()
        assert (kind, run.stderr) == ("StorageFull", "")
        assert int(kept) > 3
        again = open_engines(on_it, KEY)
        assert len(bodies(again)) == int(kept)
        again.dispose()
    finally:
        subprocess.run(["umount", str(small)], check=True)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("SQLITE_FULL", StorageFull),
        ("SQLITE_BUSY", VaultInUse),
        ("SQLITE_LOCKED", VaultInUse),
        ("SQLITE_CORRUPT", VaultDamaged),
        ("SQLITE_CORRUPT_VTAB", VaultDamaged),
        ("SQLITE_NOTADB", VaultDamaged),
        ("SQLITE_READONLY", Told),
        ("SQLITE_CANTOPEN", Told),
        ("SQLITE_IOERR_WRITE", Told),
    ],
)
def test_what_the_driver_says_becomes_a_plain_sentence_whatever_its_words(name: str, kind: type[Told]) -> None:
    failure = dbapi2.OperationalError("vtable constructor failed: search_index")
    failure.sqlite_errorname = name
    with pytest.raises(Told) as told, plain_errors():
        raise failure
    assert type(told.value) is kind
    assert "vtable" not in told.value.say


def test_a_mistake_in_the_program_is_not_dressed_up() -> None:
    with pytest.raises(dbapi2.OperationalError), plain_errors():
        raise dbapi2.OperationalError("no such table: nowhere")


def test_the_file_system_s_own_errors_are_told_too() -> None:
    with pytest.raises(StorageFull), plain_errors():
        raise OSError(errno.ENOSPC, "no space")


def test_the_unlock_page_needs_no_sqlalchemy() -> None:
    code = "import sys, storage, storage.folder, storage.keyslots, storage.head; print('sqlalchemy' in sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )
    assert run.stdout.strip() == "False"
