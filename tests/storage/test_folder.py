"""The vault's folder: its making, its lock and its place."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from threading import Thread

import pytest

from marac_desk.errors import NotAVault, Refused, StorageFull, VaultDamaged, VaultInUse
from storage.folder import VaultFolder, is_network_mount

MORNING = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)

HOLD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from storage.folder import VaultFolder
with VaultFolder(Path(sys.argv[1])).held(datetime(2026, 11, 26, 8, 5, tzinfo=UTC)):
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def folder(tmp_path: Path) -> VaultFolder:
    made = VaultFolder(tmp_path / "vault")
    made.create()
    return made


@contextmanager
def another_program_holding(folder: VaultFolder) -> Iterator[subprocess.Popen[str]]:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        try:
            yield holder
        finally:
            holder.kill()


@pytest.mark.skipif(os.name != "posix", reason="permission bits are POSIX")
def test_a_new_folder_is_its_owners_alone(folder: VaultFolder) -> None:
    assert folder.path.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.name != "posix", reason="permission bits are POSIX")
def test_an_empty_folder_that_stood_open_is_closed(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    VaultFolder(tmp_path).create()
    assert tmp_path.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("name", ["vault.db", "keys.json", "holiday.jpg"])
def test_a_folder_with_anything_in_it_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"something")
    with pytest.raises(Refused):
        VaultFolder(tmp_path).create()
    assert [entry.name for entry in tmp_path.iterdir()] == [name]


def test_an_empty_folder_is_no_vault(folder: VaultFolder) -> None:
    with pytest.raises(NotAVault):
        folder.must_exist()


@pytest.mark.parametrize("left", ["vault.db", "keys.json"])
def test_half_a_vault_is_damage_and_says_which_half_is_gone(folder: VaultFolder, left: str) -> None:
    (folder.path / left).write_bytes(b"something")
    with pytest.raises(VaultDamaged, match="key file" if left == "vault.db" else "database"):
        folder.must_exist()


def test_a_second_program_is_told_since_when_the_vault_is_in_use(folder: VaultFolder) -> None:
    with another_program_holding(folder), pytest.raises(VaultInUse) as told, folder.held(MORNING):
        pass
    assert "since 26 Nov 2026 at 08:05 UTC" in told.value.say


def test_a_second_window_of_the_same_program_is_refused_too(folder: VaultFolder) -> None:
    with folder.held(MORNING), pytest.raises(VaultInUse), folder.held(MORNING):
        pass


def test_a_killed_holder_leaves_no_lock_behind(folder: VaultFolder) -> None:
    with another_program_holding(folder) as holder:
        os.kill(holder.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
        holder.wait()
        assert folder.note.exists()
        with folder.held(MORNING):
            assert "2026-11-26T09:30:00+00:00" in folder.note.read_text()


def test_letting_go_removes_the_note_and_lets_the_next_one_in(folder: VaultFolder) -> None:
    for _ in range(2):
        with folder.held(MORNING):
            assert folder.note.exists()
        assert not folder.note.exists()


def test_a_full_disk_keeps_nobody_out(folder: VaultFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(*_: object) -> None:
        raise StorageFull("full")

    monkeypatch.setattr("storage.folder.write_atomically", no_room)
    with folder.held(MORNING), pytest.raises(VaultInUse), folder.held(MORNING):
        pass


def test_what_one_thread_took_another_can_let_go(folder: VaultFolder) -> None:
    holding = folder.held(MORNING)
    taker = Thread(target=holding.__enter__)
    taker.start()
    taker.join()
    with pytest.raises(VaultInUse), folder.held(MORNING):
        pass
    holding.__exit__(None, None, None)
    with folder.held(MORNING):
        pass


def test_the_note_names_nobody_and_nothing_but_a_time_and_a_process(folder: VaultFolder) -> None:
    with folder.held(MORNING):
        assert folder.note.read_text() == (
            '{"since": "2026-11-26T09:30:00+00:00", "process": ' + str(os.getpid()) + "}"
        )


@pytest.mark.parametrize(
    "note",
    [
        None,
        b"",
        b"[]",
        b"[" * 100_000,
        b'{"since": 4}',
        b'{"since": "yesterday"}',
        b'{"since": "0001-01-01T00:00:00+23:00"}',
        b"\xff",
    ],
)
def test_a_note_that_cannot_be_read_still_says_in_use(folder: VaultFolder, note: bytes | None) -> None:
    with folder.held(MORNING):
        folder.note.unlink()
        if note is not None:
            folder.note.write_bytes(note)
        with pytest.raises(VaultInUse, match="another computer. Close"), folder.held(MORNING):
            pass


def test_a_note_that_cannot_be_written_or_removed_keeps_nobody_out_and_nobody_in(folder: VaultFolder) -> None:
    folder.note.mkdir()
    for _ in range(2):
        with folder.held(MORNING), pytest.raises(VaultInUse), folder.held(MORNING):
            pass


MOUNTS = r"""
/dev/vda / ext4 rw 0 0
server:/share /mnt/share nfs4 rw 0 0
//server/team /mnt/team\040files cifs rw 0 0
someone@server:/ /home/someone/far fuse.sshfs rw 0 0
/dev/vdb /mnt/share/local ext4 rw 0 0
systemd-1 /mnt/auto autofs rw 0 0
server:/auto /mnt/auto nfs4 rw 0 0
""".strip()


@pytest.mark.parametrize(
    ("place", "far"),
    [
        ("/home/someone/vault", False),
        ("/mnt/share/vault", True),
        ("/mnt/shared/vault", False),
        ("/mnt/team files/vault", True),
        ("/home/someone/far", True),
        ("/mnt/share/local/vault", False),
        ("/mnt/auto/vault", True),
    ],
)
def test_a_network_share_is_recognised_by_the_innermost_mount(place: str, far: bool) -> None:
    assert is_network_mount(PurePosixPath(place), MOUNTS) is far


def test_a_folder_on_this_computer_is_not_on_a_network_share(folder: VaultFolder) -> None:
    assert folder.on_network_share is False
