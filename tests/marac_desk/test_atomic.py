"""Files written whole or not at all."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from marac_desk.atomic import FULL, make_folder, plain_file_errors, write_atomically
from marac_desk.errors import StorageFull, Told
from tests.support.syncing import synced

__all__ = ["synced"]

posix_only = pytest.mark.skipif(os.name != "posix", reason="permission bits and file size limits are POSIX")

WRITE_BEYOND_THE_LIMIT = """
import resource, sys
from pathlib import Path
from marac_desk.atomic import write_atomically
from marac_desk.errors import StorageFull
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    write_atomically(Path(sys.argv[1]), b"x" * 100_000)
except StorageFull as told:
    print(told.say)
"""

KILLED_IN_THE_MIDST = """
import os, signal, sys
from pathlib import Path
from marac_desk.atomic import write_atomically
os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)
write_atomically(Path(sys.argv[1]), b"half a paper")
"""

KILLED_BEFORE_THE_LAST_STEP = """
import os, signal, sys
from pathlib import Path
from marac_desk.atomic import write_atomically
Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
write_atomically(Path(sys.argv[1]), b"a whole paper")
"""


def test_the_file_holds_the_bytes_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "paper"
    write_atomically(target, b"first")
    write_atomically(target, b"second")
    assert target.read_bytes() == b"second"
    assert list(tmp_path.iterdir()) == [target]


@posix_only
def test_only_the_owner_may_read_it_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_atomically(tmp_path / "paper", b"private")
    finally:
        os.umask(before)
    assert (tmp_path / "paper").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace"])
def test_a_failure_at_any_step_leaves_the_old_file_and_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    target = tmp_path / "paper"
    write_atomically(target, b"old")

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(step, fail)
    with pytest.raises(StorageFull):
        write_atomically(target, b"new")
    monkeypatch.undo()
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_kill_in_the_midst_leaves_no_half_file(tmp_path: Path) -> None:
    if not can_leave_files_without_a_name(tmp_path):
        pytest.skip("this file system gives each file a name at once")
    command = [sys.executable, "-c", KILLED_IN_THE_MIDST, str(tmp_path / "paper")]
    run = subprocess.run(command, check=False, cwd=Path(__file__).parents[2])
    assert run.returncode == -signal.SIGKILL
    assert list(tmp_path.iterdir()) == []


def test_a_kill_before_the_last_step_leaves_no_new_paper_under_a_hidden_name(tmp_path: Path) -> None:
    if not can_leave_files_without_a_name(tmp_path):
        pytest.skip("this disk cannot hold a file without a name")
    ran = subprocess.run([sys.executable, "-c", KILLED_BEFORE_THE_LAST_STEP, str(tmp_path / "paper")])
    assert ran.returncode in (0, -signal.SIGKILL)
    assert [path.name for path in tmp_path.iterdir()] == ["paper"]


def can_leave_files_without_a_name(folder: Path) -> bool:
    try:
        os.close(os.open(folder, os.O_TMPFILE | os.O_WRONLY))
    except (AttributeError, OSError):
        return False
    return True


def test_where_a_file_needs_a_name_it_is_written_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("marac_desk.atomic._OPEN_FILES", tmp_path / "no such folder")
    write_atomically(tmp_path / "paper", b"first")
    write_atomically(tmp_path / "paper", b"second")
    assert (tmp_path / "paper").read_bytes() == b"second"
    assert list(tmp_path.iterdir()) == [tmp_path / "paper"]


def test_being_interrupted_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / "paper", b"new")
    assert list(tmp_path.iterdir()) == []


@posix_only
def test_a_full_disk_is_told_in_a_plain_sentence_and_keeps_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "paper"
    write_atomically(target, b"old")
    run = subprocess.run(
        [sys.executable, "-c", WRITE_BEYOND_THE_LIMIT, str(target)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert run.stdout.strip() == FULL
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.EPERM])
def test_a_place_closed_to_us_is_told_without_its_path(number: int) -> None:
    with pytest.raises(Told) as told, plain_file_errors():
        raise OSError(number, "denied", "/home/invented")
    assert "invented" not in told.value.say


def test_what_is_not_known_passes_as_it_is() -> None:
    with pytest.raises(IsADirectoryError), plain_file_errors():
        raise IsADirectoryError(errno.EISDIR, "a folder")


@posix_only
def test_a_new_folder_has_its_name_on_the_disk_and_those_above_it_have_theirs(
    tmp_path: Path, synced: list[Path]
) -> None:
    with pytest.raises(FileNotFoundError):  # as where a stick was pulled out
        make_folder(tmp_path / "one" / "two")
    make_folder(tmp_path / "one" / "two", parents=True)
    assert {tmp_path, tmp_path / "one"} <= set(synced)
    assert (tmp_path / "one" / "two").stat().st_mode & 0o077 == 0
    del synced[:]
    make_folder(tmp_path / "one" / "two")
    assert synced == []


def test_a_file_in_the_place_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(b"")
    with pytest.raises(FileExistsError):
        make_folder(tmp_path / "one")


@posix_only
def test_where_the_folder_above_cannot_be_looked_at_one_is_made_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(folder: Path) -> None:
        raise PermissionError(errno.EACCES, "no", str(folder))

    monkeypatch.setattr("marac_desk.atomic.sync_folder", refuses)
    make_folder(tmp_path / "one")
    assert (tmp_path / "one").is_dir()
