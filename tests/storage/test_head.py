"""The head file: damage, crashes, and a write-ahead log that lost its tail without a word."""

from __future__ import annotations

import errno
import hashlib
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from marac_desk import atomic
from marac_desk.errors import StorageFull, Told
from storage import engine, folder, keyslots, slot_file
from storage.engine import create_database, open_engines
from storage.folder import VaultFolder
from storage.head import SECTOR, Head, HeadKind, HeadMark, compare

KEY = bytes(range(32))

WRITE_WITH_NO_ROOM_LEFT = """
import resource, sys
from pathlib import Path
from storage.head import Head
head = Head.open(Path(sys.argv[1]), bytes(range(32)))
resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))
head.write(8, "08" * 32)
print(head.mark.sequence)
"""


def digest(sequence: int) -> str:
    return hashlib.sha256(str(sequence).encode()).hexdigest()


def two_records() -> bytes:
    head = Head(Path("nowhere"), KEY)
    return b"".join(head._record(HeadMark(n, digest(n))).ljust(SECTOR, b"\0") for n in (1, 2))


RECORDS = two_records()


def written_to(path: Path, last: int) -> Path:
    head = Head.create(path, KEY, HeadMark(0, digest(0)))
    for sequence in range(1, last + 1):
        head.write(sequence, digest(sequence))
    head.close()
    return path


def mark_in(path: Path, key: bytes = KEY) -> HeadMark | None:
    head = Head.open(path, key)
    head.close()
    return head.mark


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("last", [0, 1, 2, 7])
def test_the_last_entry_is_read_back(tmp_path: Path, last: int) -> None:
    assert mark_in(written_to(tmp_path / "head", last)) == HeadMark(last, digest(last))


def test_its_size_never_changes(tmp_path: Path) -> None:
    assert {written_to(tmp_path / "head", last).stat().st_size for last in (0, 1, 5)} == {2 * SECTOR}


def test_it_goes_on_after_it_was_opened_again(tmp_path: Path) -> None:
    path = written_to(tmp_path / "head", 3)
    for sequence in (4, 5, 6):
        head = Head.open(path, KEY)
        head.write(sequence, digest(sequence))
        head.close()
    assert mark_in(path) == HeadMark(6, digest(6))


@pytest.mark.parametrize("last", [4, 5])
@pytest.mark.parametrize("sector", [0, 1])
def test_one_spoilt_record_leaves_the_other_one_right(tmp_path: Path, last: int, sector: int) -> None:
    path = written_to(tmp_path / "head", last)
    flip(path, sector * SECTOR + 20)
    mark = mark_in(path)
    assert mark in (HeadMark(last, digest(last)), HeadMark(last - 1, digest(last - 1)))
    state = compare(mark, last, digest)
    assert state.kind in (HeadKind.AGREES, HeadKind.AHEAD)


def test_the_next_write_mends_a_spoilt_record_and_never_the_good_one(tmp_path: Path) -> None:
    path = written_to(tmp_path / "head", 5)
    for sector in (0, 1):
        flip(path, sector * SECTOR + 20)
        good = mark_in(path)
        assert good is not None
        before = path.read_bytes()
        head = Head.open(path, KEY)
        head.write(9 + sector, digest(9))
        head.close()
        intact = SECTOR * (1 - sector)
        assert path.read_bytes()[intact : intact + SECTOR] == before[intact : intact + SECTOR]
        assert mark_in(path) == HeadMark(9 + sector, digest(9))


@given(st.integers(0, 71), st.integers(0, 1), st.integers(1, 255))
def test_no_changed_byte_is_ever_believed(at: int, sector: int, change: int) -> None:
    record = RECORDS[sector * SECTOR :][:72]
    spoilt = bytearray(record)
    spoilt[at] ^= change
    head = Head(Path("nowhere"), KEY)
    assert head._valid(record) is not None
    assert head._valid(bytes(spoilt)) is None


def test_a_record_made_with_another_key_counts_for_nothing(tmp_path: Path) -> None:
    assert mark_in(written_to(tmp_path / "head", 3), key=bytes(32)) is None


@pytest.mark.parametrize("content", [None, b"", b"\0" * 2 * SECTOR, b"x" * 3 * SECTOR])
def test_a_missing_or_unreadable_head_is_a_finding_and_is_made_anew(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "head"
    if content is not None:
        path.write_bytes(content)
    head = Head.open(path, KEY)
    assert compare(head.mark, 4, digest).kind is HeadKind.NO_HEAD
    head.write(4, digest(4))
    head.close()
    assert mark_in(path) == HeadMark(4, digest(4))
    assert path.stat().st_size == 2 * SECTOR


def test_a_write_that_fails_leaves_the_last_good_mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written_to(tmp_path / "head", 3)
    head = Head.open(path, KEY)

    def fail(_: int) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr("storage.head._sync", fail)
    with pytest.raises(StorageFull):
        head.write(4, digest(4))
    assert head.mark == HeadMark(3, digest(3))
    monkeypatch.undo()
    head.write(4, digest(4))
    head.close()
    assert mark_in(path) == HeadMark(4, digest(4))


@pytest.mark.skipif(os.name != "posix", reason="file size limits are POSIX")
def test_a_full_disk_does_not_stop_it(tmp_path: Path) -> None:
    path = written_to(tmp_path / "head", 7)
    run = subprocess.run(
        [sys.executable, "-c", WRITE_WITH_NO_ROOM_LEFT, str(path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert run.stdout == "8\n"
    assert mark_in(path) == HeadMark(8, "08" * 32)


@pytest.mark.parametrize(
    ("head", "last", "kind", "count"),
    [
        (4, 4, HeadKind.AGREES, 0),
        (4, 5, HeadKind.AHEAD, 1),
        (4, 6, HeadKind.AHEAD, 2),
        (4, 7, HeadKind.STALE_HEAD, 3),
        (4, 3, HeadKind.EDITS_LOST, 1),
        (40, 0, HeadKind.EDITS_LOST, 40),
        (0, 0, HeadKind.AGREES, 0),
    ],
)
def test_head_and_database_are_compared(head: int, last: int, kind: HeadKind, count: int) -> None:
    state = compare(HeadMark(head, digest(head)), last, digest)
    assert (state.kind, state.count) == (kind, count)


@pytest.mark.parametrize("last", [4, 5, 9])
@pytest.mark.parametrize("digest_at", [lambda _: "01" * 32, lambda _: None])
def test_another_history_under_the_same_number_was_altered(last: int, digest_at: Callable[[int], str | None]) -> None:
    assert compare(HeadMark(4, digest(4)), last, digest_at).kind is HeadKind.ALTERED


def test_how_many_edits_are_lost_is_said_in_the_words_for_one_and_for_many() -> None:
    assert "The last edit is missing" in compare(HeadMark(4, digest(4)), 3, digest).say
    assert "The last 25 edits are missing" in compare(HeadMark(29, digest(29)), 4, digest).say


def test_what_can_go_wrong_is_said_in_sentences_of_its_own() -> None:
    said = [
        keyslots.WRONG,
        engine.DAMAGED,
        slot_file.TOO_NEW,
        folder.IN_USE,
        compare(HeadMark(4, digest(4)), 3, digest).say,
        atomic.FULL,
    ]
    assert len(set(said)) == 6
    assert all(sentence.endswith(".") for sentence in said)


def last_edit(connection: Connection) -> int:
    return int(connection.execute(text("SELECT coalesce(max(sequence), 0) FROM entry")).scalar_one())


def a_vault_with_edits(path: Path, count: int) -> VaultFolder:
    """A copy of the vault as a crash after `count` acknowledged edits leaves it: all of them in the log."""
    made = VaultFolder(path / "vault")
    made.create()
    create_database(made, KEY)
    head = Head.create(made.head, KEY, HeadMark(0, digest(0)))
    engines = open_engines(made, KEY)
    with engines.writer.begin() as connection:
        connection.execute(text("CREATE TABLE entry (sequence INTEGER PRIMARY KEY, body TEXT)"))
    for sequence in range(1, count + 1):
        with engines.writer.begin() as connection:
            connection.execute(text("INSERT INTO entry VALUES (:n, 'some words')"), {"n": sequence})
        head.write(sequence, digest(sequence))
    crashed = shutil.copytree(made.path, path / "crashed", ignore=shutil.ignore_patterns("*-shm"))
    engines.dispose()
    head.close()
    return VaultFolder(crashed)


def found_in(vault: VaultFolder) -> tuple[int, HeadKind, int]:
    engines = open_engines(vault, KEY)
    with engines.reader.begin() as connection:
        last = last_edit(connection) if connection.exec_driver_sql("SELECT name FROM sqlite_master").all() else 0
    engines.dispose()
    state = compare(mark_in(vault.head), last, digest)
    return last, state.kind, state.count


def test_after_a_crash_every_acknowledged_edit_is_there(tmp_path: Path) -> None:
    assert found_in(a_vault_with_edits(tmp_path, 12)) == (12, HeadKind.AGREES, 0)


def test_a_bit_flipped_in_the_log_is_reported_with_the_number_of_lost_edits(tmp_path: Path) -> None:
    crashed = a_vault_with_edits(tmp_path, 30)
    size = (crashed.path / "vault.db-wal").stat().st_size
    for trial, at in enumerate(random.Random(7).sample(range(size), 12)):
        hurt = VaultFolder(shutil.copytree(crashed.path, tmp_path / f"hurt {trial}"))
        flip(hurt.path / "vault.db-wal", at)
        last, kind, lost = found_in(hurt)
        assert (kind, last + lost) == (HeadKind.EDITS_LOST, 30)
        assert lost > 0


def test_an_older_database_put_back_is_reported_too(tmp_path: Path) -> None:
    crashed = a_vault_with_edits(tmp_path, 5)
    head = Head.open(crashed.head, KEY)
    head.write(8, digest(8))
    head.close()
    assert found_in(crashed) == (5, HeadKind.EDITS_LOST, 3)


def test_a_digest_of_another_length_is_a_mistake_in_the_program(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="32"):
        Head.create(tmp_path / "head", KEY, HeadMark(0, "0123"))


def test_a_folder_closed_to_us_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written_to(tmp_path / "head", 3)

    def deny(*_: object) -> None:
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr("storage.head.FileIO", deny)
    with pytest.raises(Told):
        Head.open(path, KEY)
