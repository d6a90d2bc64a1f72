"""Who looked at what: a view that can't be logged is shown all the same, and logged as soon as it can be."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from threading import Thread
from uuid import UUID

import pytest

from marac_desk.cases import Case
from marac_desk.errors import StorageFull
from storage.journal import Author
from storage.pending_views import View
from storage.read_only import read_vault
from storage.vault import Vault, unlock_vault
from storage.verify import damaged, verify
from storage.views import NOT_YET, take_in
from tests.support.no_room import fill, no_room
from tests.support.vaults import (
    MORNING,
    PASSPHRASE,
    SmallMarac,
    TickingClock,
    kept_vault,
    small_marac,
    vault,
    vault_path,
)

__all__ = ["kept_vault", "vault", "vault_path"]


@pytest.fixture
def small(vault: Vault) -> SmallMarac:
    return small_marac(vault)


def another_case(vault: Vault, small: SmallMarac) -> UUID:
    with vault.edit("Add case") as edit:
        case = Case(small.marac, "NV-2026-0002", small.victim, date(2026, 11, 3))
        edit.add(case)
    return case.id


def views(vault: Vault) -> list[tuple[str, str, str]]:
    with vault.read() as read:
        found = read.session.connection().exec_driver_sql(
            "SELECT at, keyholder_id, key FROM journal_entry JOIN journal_touch USING (sequence) WHERE kind = 'view'"
            " ORDER BY at"
        )
        return [(row[0], row[1], row[2]) for row in found]


def test_a_view_is_logged_at_once_and_nothing_is_said(vault: Vault, small: SmallMarac) -> None:
    assert vault.note_view(small.case) == ""
    assert [key for _, _, key in views(vault)] == [str(small.case)]


def test_on_a_full_disk_a_view_waits_with_a_sentence_and_is_logged_with_the_next_edit(
    vault: Vault, small: SmallMarac
) -> None:
    with no_room(vault):
        fill(vault)
        assert [vault.note_view(small.case) for _ in range(40)][-1] == NOT_YET
    logged = len(views(vault))
    assert logged < 40
    with vault.edit("Rename") as edit:
        edit.get(Case, small.case).reference = "NV-2026-0099"
    times = [at for at, _, _ in views(vault)]
    assert len(times) == 40
    assert len(set(times)) == 40
    assert not damaged(verify(vault))


def test_what_still_waits_is_logged_before_the_lock(vault: Vault, small: SmallMarac) -> None:
    with no_room(vault):
        fill(vault)
        for _ in range(40):
            vault.note_view(small.case)
    vault.lock()
    with unlock_vault(vault.folder.path, PASSPHRASE) as again:
        assert len(views(again)) == 40


def test_what_a_reader_looked_at_is_logged_by_the_writer_before_the_lock(vault: Vault, small: SmallMarac) -> None:
    with read_vault(vault.folder.path, PASSPHRASE, clock=TickingClock()) as reader:
        assert reader.note_view(small.case) == ""
    assert views(vault) == []
    vault.lock()
    with unlock_vault(vault.folder.path, PASSPHRASE) as again:
        ((at, keyholder, key),) = views(again)
        assert (at[:10], keyholder, key) == ("2026-11-26", str(again.person.id), str(small.case))
        assert not damaged(verify(again))
    assert list(vault.folder.pending_views.iterdir()) == []


def test_what_a_reader_looked_at_afterwards_is_logged_at_the_next_opening(vault: Vault, small: SmallMarac) -> None:
    with read_vault(vault.folder.path, PASSPHRASE, clock=TickingClock()) as reader:
        vault.lock()
        reader.note_view(small.case)
        reader.note_view(small.case)
    with unlock_vault(vault.folder.path, PASSPHRASE, clock=TickingClock()) as again:
        assert len(views(again)) == 2
        assert again.undo_label() is None


def test_going_from_page_to_page_of_a_case_is_one_look_whether_one_writes_or_only_reads(
    vault: Vault, small: SmallMarac
) -> None:
    other = another_case(vault, small)
    for opened in (vault, read_vault(vault.folder.path, PASSPHRASE, clock=TickingClock())):
        assert not opened.looked_just_now(small.case)
        opened.note_view(small.case)
        assert opened.looked_just_now(small.case)
        assert not opened.looked_just_now(other)
        opened.note_view(other)
        assert not opened.looked_just_now(small.case)
        opened.lock()


def test_a_look_that_still_waits_was_just_now_as_well(vault: Vault, small: SmallMarac) -> None:
    with no_room(vault):
        fill(vault)
        while vault.note_view(small.case) != NOT_YET:
            pass
        assert vault.looked_just_now(small.case)
        assert not vault.looked_just_now(small.victim)


def test_the_file_of_a_view_tells_nothing(vault: Vault, small: SmallMarac) -> None:
    with read_vault(vault.folder.path, PASSPHRASE, clock=TickingClock()) as reader:
        reader.note_view(small.case)
    (file,) = vault.folder.pending_views.iterdir()
    told = file.read_bytes() + file.name.encode()
    for word in (str(small.case), str(vault.person.id), "2026"):
        assert word.encode() not in told
    assert file.stat().st_mode & 0o077 == 0


def test_a_view_that_was_logged_before_a_crash_is_not_logged_twice(vault: Vault, small: SmallMarac) -> None:
    view = View(str(small.case), MORNING, Author(str(vault.person.id), "a session"))
    vault.parts.pending.keep(view)
    vault.log_view(view)
    vault.lock()
    with unlock_vault(vault.folder.path, PASSPHRASE) as again:
        assert len(views(again)) == 1


def test_a_file_that_nobody_can_read_goes_and_the_history_says_so(vault: Vault, small: SmallMarac) -> None:
    vault.parts.pending.keep(View(str(small.case), MORNING, vault.parts.author))
    (file,) = vault.folder.pending_views.iterdir()
    file.write_bytes(bytes([file.read_bytes()[0] ^ 1]) + file.read_bytes()[1:])
    (file.parent / "another").write_bytes(b"")
    (file.parent / "a third").write_bytes(b"x" * 100_000)
    vault.lock()
    with unlock_vault(vault.folder.path, PASSPHRASE) as again:
        assert views(again) == []
        assert again.audit()[0].label == "3 waiting views could not be read"
        assert not damaged(verify(again))
    assert list(file.parent.iterdir()) == []


def test_a_lock_from_within_an_edit_still_locks(vault: Vault, small: SmallMarac) -> None:
    vault.parts.pending.keep(View(str(small.case), MORNING, vault.parts.author))
    with pytest.raises(Exception, match="locked"), vault.edit("Rename"):
        vault.lock()
    with unlock_vault(vault.folder.path, PASSPHRASE) as again:
        assert len(views(again)) == 1


def test_where_the_folder_cannot_be_written_a_readers_view_waits_with_a_sentence(
    vault: Vault, small: SmallMarac, vault_path: Path
) -> None:
    vault.folder.pending_views.write_text("a file where the folder should be")
    with read_vault(vault.folder.path, PASSPHRASE, clock=TickingClock()) as reader:
        assert reader.note_view(small.case) == NOT_YET
        vault.folder.pending_views.unlink()
    assert len(list(vault.folder.pending_views.iterdir())) == 1


def test_views_that_nobody_can_read_are_told_before_they_go(
    vault: Vault, small: SmallMarac, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: View) -> None:
        raise StorageFull("No room.")

    vault.parts.pending.keep(View(str(small.case), MORNING, vault.parts.author))
    (vault.folder.pending_views / ("0" * 32)).write_bytes(b"altered")
    monkeypatch.setattr(vault, "log_view", full)
    take_in(vault, vault.parts.pending)
    assert "1 waiting views could not be read" in [line.label for line in vault.audit()]


def test_a_view_beside_an_edit_of_a_job_is_logged_once(vault: Vault, small: SmallMarac) -> None:
    failed: list[str] = []

    def look() -> None:
        try:
            for _ in range(20):
                vault.note_view(small.case)
        except Exception as error:  # noqa: BLE001 - told below
            failed.append(repr(error))

    lookers = [Thread(target=look) for _ in range(3)]
    for each in lookers:
        each.start()
    for each in lookers:
        each.join()
    assert (len(views(vault)), failed) == (60, [])
