"""Failed attempts to unlock: slowed, counted beside the vault, and told once to whoever opens it next."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from marac_desk.errors import MustWait, Told, VaultInUse, WrongPassphrase
from storage import attempts
from storage.attempts import attempts_in
from storage.keyslots import KeySlots, Unlocked
from storage.read_only import read_vault
from storage.vault import Vault, unlock_vault
from storage.verify import damaged, verify
from tests.support.vaults import MORNING, PASSPHRASE, KeptVault, rows_by_the_journal, rows_now


def at(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment


def fail(path: Path, moment: datetime, times: int = 1) -> WrongPassphrase:
    """Types so many wrong passphrases, half a minute apart, the last of them at this moment."""
    for back in reversed(range(times)):
        with pytest.raises(WrongPassphrase) as told:
            unlock_vault(path, "not the one", clock=at(moment - timedelta(seconds=30 * back)))
    return told.value


def test_after_three_the_next_waits_and_then_opens(vault_path: Path) -> None:
    assert fail(vault_path, MORNING, 2).wait == 0
    assert fail(vault_path, MORNING).wait == 2
    with pytest.raises(MustWait, match="3 attempts to open this vault have failed") as told:
        unlock_vault(vault_path, PASSPHRASE, clock=at(MORNING + timedelta(seconds=1)))
    assert told.value.wait == 1
    unlock_vault(vault_path, PASSPHRASE, clock=at(MORNING + timedelta(seconds=2))).lock()


def test_whoever_waits_is_not_punished_for_trying_too_soon(vault_path: Path) -> None:
    fail(vault_path, MORNING, 9)
    before = (vault_path / "attempts.json").read_bytes()
    for second in range(29):
        with pytest.raises(MustWait):
            unlock_vault(vault_path, "not the one", clock=at(MORNING + timedelta(seconds=second)))
    assert (vault_path / "attempts.json").read_bytes() == before


def test_the_recovery_code_and_a_second_opener_wait_as_well(vault_path: Path, kept_vault: KeptVault) -> None:
    with unlock_vault(vault_path, PASSPHRASE, clock=at(MORNING)):
        for _ in range(3):
            with pytest.raises(WrongPassphrase):
                unlock_vault(vault_path, "not the one", clock=at(MORNING))
        with pytest.raises(MustWait):
            unlock_vault(vault_path, PASSPHRASE, clock=at(MORNING))
        with pytest.raises(MustWait):
            read_vault(vault_path, kept_vault.recovery_code, clock=at(MORNING))
        with pytest.raises(VaultInUse):
            unlock_vault(vault_path, PASSPHRASE, clock=at(MORNING + timedelta(seconds=3)))


def test_they_are_told_once_and_stand_in_the_journal(vault_path: Path) -> None:
    fail(vault_path, MORNING, 4)
    later = MORNING + timedelta(hours=2)
    with unlock_vault(vault_path, PASSPHRASE, clock=at(later)) as vault:
        (told,) = vault.findings
        assert told.startswith("4 failed attempts to unlock this vault since 26 Nov 2026 at")
        assert (vault.audit()[0].label, vault.audit()[0].kind) == ("Failed attempts to unlock", "opening")
        ((_, first, last, count),) = rows_now(vault)["failed_unlock"]
        assert (str(first)[:19], str(last)[:19], count) == ("2026-11-26T09:28:30", "2026-11-26T09:30:00", 4)
        assert rows_by_the_journal(vault) == rows_now(vault)
        assert not damaged(verify(vault))
        assert not vault.folder.attempts.exists()
        assert vault.undo_label() is None
    with unlock_vault(vault_path, PASSPHRASE, clock=at(later)) as vault:
        assert vault.findings == ()
        assert len(rows_now(vault)["failed_unlock"]) == 1


def test_ones_own_slip_stands_in_the_journal_and_is_not_made_much_of(vault_path: Path) -> None:
    fail(vault_path, MORNING)
    with unlock_vault(vault_path, PASSPHRASE, clock=at(MORNING + timedelta(seconds=20))) as vault:
        assert vault.findings == ()
        assert len(rows_now(vault)["failed_unlock"]) == 1


def test_killed_before_the_file_is_gone_nothing_is_counted_twice(vault_path: Path) -> None:
    fail(vault_path, MORNING, 3)
    kept = (vault_path / "attempts.json").read_bytes()
    for _ in range(2):
        (vault_path / "attempts.json").write_bytes(kept)
        with unlock_vault(vault_path, PASSPHRASE, clock=at(MORNING + timedelta(hours=1))) as vault:
            assert len(rows_now(vault)["failed_unlock"]) == 1


def test_the_file_holds_no_name_and_nothing_that_was_typed(vault_path: Path) -> None:
    fail(vault_path, MORNING, 2)
    told = json.loads((vault_path / "attempts.json").read_text())
    assert set(told) == {"id", "count", "first", "last"}
    assert "not the one" not in json.dumps(told)


GOOD = {"id": "0" * 32, "count": 3, "first": "2026-11-26T09:30:00+00:00", "last": "2026-11-26T09:30:00+00:00"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"[" * 5000,
        b" " * 10_000_000,
        json.dumps({**GOOD, "count": -1}).encode(),
        json.dumps({**GOOD, "count": True}).encode(),
        json.dumps({**GOOD, "count": "3"}).encode(),
        json.dumps({**GOOD, "count": 10**30}).encode(),
        json.dumps({**GOOD, "id": None}).encode(),
        json.dumps({**GOOD, "id": "../.."}).encode(),
        json.dumps({**GOOD, "last": "1999-01-01T00:00:00+00:00"}).encode(),
        json.dumps({**GOOD, "first": "0001-01-01T00:00:00+14:00"}).encode(),
        json.dumps({**GOOD, "first": 7}).encode(),
    ],
    ids=lambda content: content[:60].decode(errors="replace"),
)
def test_a_damaged_or_forged_file_is_no_obstacle_and_is_replaced(vault_path: Path, content: bytes) -> None:
    (vault_path / "attempts.json").write_bytes(content)
    assert attempts_in(vault_path / "attempts.json") is None
    fail(vault_path, MORNING)
    found = attempts_in(vault_path / "attempts.json")
    assert found is not None
    assert found.count == 1
    unlock_vault(vault_path, PASSPHRASE, clock=at(MORNING)).lock()


def test_a_forged_count_far_in_the_future_or_a_folder_in_its_place_lock_nobody_out(vault_path: Path) -> None:
    forged = json.dumps({**GOOD, "count": 1_000_000, "last": "9999-12-31T23:59:59+00:00"})
    (vault_path / "attempts.json").write_text(forged)
    unlock_vault(vault_path, PASSPHRASE, clock=at(MORNING)).lock()
    (vault_path / "attempts.json").mkdir()
    fail(vault_path, MORNING)
    unlock_vault(vault_path, PASSPHRASE, clock=at(MORNING)).lock()


def test_where_the_count_cannot_be_kept_one_may_still_try(vault_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise Told("The disk is full.")

    monkeypatch.setattr(attempts, "write_atomically", full)
    fail(vault_path, MORNING, 5)
    unlock_vault(vault_path, PASSPHRASE, clock=at(MORNING)).lock()


def test_two_who_guess_at_once_do_not_stop_each_other(vault_path: Path) -> None:
    told: list[type] = []

    def guess() -> None:
        try:
            unlock_vault(vault_path, "not the one", clock=at(MORNING))
        except Told as error:
            told.append(type(error))

    threads = [threading.Thread(target=guess) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(told) <= {WrongPassphrase, MustWait, VaultInUse}
    assert len(told) == 4


def test_the_head_knows_the_entry_that_tells_of_them(vault: Vault) -> None:
    vault.lock()
    fail(vault.folder.path, MORNING, 3)
    with unlock_vault(vault.folder.path, PASSPHRASE, clock=at(MORNING + timedelta(hours=1))) as again:
        head = again.parts.head.mark
        assert head is not None
        assert head.sequence == again.audit()[0].sequence


@pytest.mark.parametrize(("first", "last"), [("0001-01-01", "2026-11-26"), ("2026-11-26", "9999-12-31")])
def test_a_moment_that_no_clock_shows_keeps_nobody_out(vault_path: Path, first: str, last: str) -> None:
    told = {"id": "0" * 32, "count": 5, "first": f"{first}T00:00:00+00:00", "last": f"{last}T23:59:59+00:00"}
    (vault_path / "attempts.json").write_text(json.dumps(told))
    unlock_vault(vault_path, PASSPHRASE, clock=at(MORNING)).lock()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only POSIX systems have pipes in folders")
def test_nobody_waits_for_a_pipe_in_its_place(vault_path: Path) -> None:
    os.mkfifo(vault_path / "attempts.json")
    pipe = os.open(vault_path / "attempts.json", os.O_RDWR)
    os.write(pipe, b"x" * 100)
    assert attempts_in(vault_path / "attempts.json") is None
    os.set_blocking(pipe, False)
    assert len(os.read(pipe, 1000)) == 100, "somebody read the pipe"
    os.close(pipe)


def test_attempts_after_the_file_could_not_go_are_told_all_the_same(
    vault_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail(vault_path, MORNING, 3)
    with monkeypatch.context() as held:
        held.setattr("storage.opening.forget", lambda _: None)
        for hour in (1, 2):  # told once as long as there are no more
            with unlock_vault(vault_path, PASSPHRASE, clock=at(MORNING + timedelta(hours=hour))) as vault:
                assert len(vault.findings) == (hour == 1)
    fail(vault_path, MORNING + timedelta(hours=3), 20)
    with unlock_vault(vault_path, PASSPHRASE, clock=at(MORNING + timedelta(hours=4))) as vault:
        assert vault.findings[0].startswith("23 failed attempts")


def test_attempts_that_are_made_side_by_side_count_each(vault_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unlock, beside = KeySlots.unlock, iter(range(4))

    def with_others_beside(slots: KeySlots, typed: str) -> Unlocked:
        if next(beside, None) is not None:
            fail(vault_path, MORNING)
        return unlock(slots, typed)

    monkeypatch.setattr(KeySlots, "unlock", with_others_beside)
    fail(vault_path, MORNING)
    failed = attempts_in(vault_path / "attempts.json")
    assert failed is not None
    assert failed.count == 5
