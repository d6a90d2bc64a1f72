"""Backups make themselves after a day of change, are thinned, and go to the second place when it is there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from marac_desk.backups import Why
from marac_desk.errors import Refused, VaultDamaged
from marac_desk.keyholders import Role
from marac_desk.people import Person
from marac_desk.progress import Stopped, Watch
from storage.backup import back_up
from storage.backup_folder import backups_in
from storage.backup_keeping import keep_up, make_now, state_of
from storage.people import add_person
from storage.read_only import read_vault
from storage.restore import open_backup
from storage.second_place import NO_ROOM, NOT_COPIED, NOT_WRITTEN, SIGN, choose_place, chosen_place, on_the_same_disk
from storage.vault import Vault, unlock_vault
from tests.support.vaults import MORNING, PASSPHRASE, cheap_vault
from tests.torture.disks import full, small_disk

OTHER_WORDS = "other invented words there"


def days(count: float) -> timedelta:
    return timedelta(days=count)


def change(vault: Vault) -> None:
    with vault.edit("Add person") as edit:
        edit.add(Person("Anna", "Sample"))


def here(vault: Vault) -> list[str]:
    return [backup.path.name[:10] for backup in backups_in(vault.folder.backups)]


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder as a stick shows it."""
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def test_one_is_made_after_a_day_with_a_change_and_not_after_a_day_without(vault: Vault) -> None:
    keep_up(vault, MORNING + days(1))
    assert here(vault) == ["2026-11-27"]
    keep_up(vault, MORNING + days(2))
    assert here(vault) == ["2026-11-27"]
    change(vault)
    keep_up(vault, MORNING + days(1.5))
    assert here(vault) == ["2026-11-27"]
    keep_up(vault, MORNING + days(2.1))
    assert here(vault) == ["2026-11-28", "2026-11-27"]


def test_a_new_vault_is_left_alone_for_an_hour(vault: Vault) -> None:
    state = keep_up(vault, MORNING + timedelta(minutes=30))
    assert (here(vault), state.here.made_at, state.here.late) == ([], None, False)
    state = keep_up(vault, MORNING + timedelta(minutes=70))
    assert state.here.made_at == MORNING + timedelta(minutes=70)


def test_two_months_of_work_leave_no_more_than_are_to_be_kept(vault: Vault) -> None:
    for day in range(1, 61):
        change(vault)
        keep_up(vault, MORNING + days(1.01 * day))
    names = here(vault)
    assert len(names) <= 7 + 5 + 3
    assert names[0] == "2027-01-25"


def test_the_second_place_gets_a_copy_that_opens(vault: Vault, stick: Path) -> None:
    choose_place(vault, stick)
    state = keep_up(vault, MORNING + days(1))
    (copy,) = backups_in(stick)
    assert open_backup(copy.path, PASSPHRASE, stick, MORNING).name == "Anna Example"
    assert state.second is not None
    assert (state.second.made_at, state.second.late, state.second.there) == (MORNING + days(1), False, True)
    assert sorted(path.name for path in stick.iterdir()) == ["2026-11-27T093000Z", SIGN]


def test_a_stick_that_is_away_is_told_and_gets_the_newest_when_it_is_back(vault: Vault, stick: Path) -> None:
    choose_place(vault, stick)
    keep_up(vault, MORNING + days(1))
    away = stick.rename(stick.with_name("away"))
    for day in (5, 9):
        change(vault)
        state = keep_up(vault, MORNING + days(day))
    assert state.trouble == ""
    assert state.second is not None
    assert (state.second.there, state.second.late, state.second.made_at) == (False, True, MORNING + days(1))
    away.rename(stick)
    state = keep_up(vault, MORNING + days(9.1))
    assert state.second is not None
    assert (state.second.there, state.second.late, state.second.made_at) == (True, False, MORNING + days(9))


def test_an_empty_folder_where_the_stick_is_usually_seen_is_not_taken_for_it(vault: Vault, stick: Path) -> None:
    choose_place(vault, stick)
    stick.rename(stick.with_name("away"))
    stick.mkdir()
    state = keep_up(vault, MORNING + days(1))
    assert list(stick.iterdir()) == []
    assert state.second is not None
    assert not state.second.there


def test_the_second_place_is_thinned_too_and_another_vaults_backups_are_left(
    vault: Vault, stick: Path, tmp_path: Path
) -> None:
    with cheap_vault(tmp_path / "another").vault as another:
        choose_place(another, stick)
        make_now(another, Why.DAY, MORNING - days(40))
    choose_place(vault, stick)
    for day in range(1, 20):
        change(vault)
        keep_up(vault, MORNING + days(1.01 * day))
    mine = backups_in(stick, backups_in(vault.folder.backups)[0].note.vault)  # type: ignore[union-attr]
    assert [each.note for each in mine] == [each.note for each in backups_in(vault.folder.backups)]
    assert len(backups_in(stick)) == len(mine) + 1


def test_a_place_within_the_vault_or_nowhere_is_refused(vault: Vault, tmp_path: Path) -> None:
    for place in (vault.folder.path, vault.folder.backups, tmp_path / "nowhere"):
        with pytest.raises(Refused):
            choose_place(vault, place)
    with vault.read() as read:
        assert chosen_place(read) is None


def test_whoever_may_not_choose_a_second_place_leaves_no_sign_there(vault: Vault, stick: Path) -> None:
    with read_vault(vault.folder.path, PASSPHRASE) as reader, pytest.raises(Refused):
        choose_place(reader, stick)
    add_person(vault, "Rita Sample", Role.READ_ONLY, OTHER_WORDS)
    vault.lock()
    with unlock_vault(vault.folder.path, OTHER_WORDS) as only_reads, pytest.raises(Refused):
        choose_place(only_reads, stick)
    with pytest.raises(Refused):
        choose_place(vault, stick)
    assert list(stick.iterdir()) == []


def test_beside_somebody_who_has_it_open_a_reader_makes_no_backup_and_writes_to_no_stick(
    vault: Vault, stick: Path
) -> None:
    make_now(vault, Why.DAY, MORNING)
    choose_place(vault, stick)
    with read_vault(vault.folder.path, PASSPHRASE) as reader:
        for does in (keep_up, partial(make_now, why=Why.BY_HAND)):
            with pytest.raises(Refused):
                does(reader, now=MORNING)
        assert state_of(reader, MORNING).here.made_at == MORNING
    assert [path.name for path in stick.iterdir()] == [SIGN]
    assert here(vault) == ["2026-11-26"]


def test_the_second_place_can_be_done_without_again(vault: Vault, stick: Path) -> None:
    choose_place(vault, stick)
    choose_place(vault, None)
    assert keep_up(vault, MORNING + days(1)).second is None
    assert backups_in(stick) == ()


def test_a_place_on_the_same_disk_is_known_as_one(vault: Vault, stick: Path) -> None:
    assert on_the_same_disk(stick, vault.folder)
    assert not on_the_same_disk(Path("/proc"), vault.folder)


def test_a_copy_that_went_wrong_is_told_and_not_kept(
    vault: Vault, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_place(vault, stick)

    def spoils(source: Path, target: Path, watch: Watch) -> None:
        target.write_bytes(source.read_bytes()[:-1])

    monkeypatch.setattr("storage.second_place.copy_file", spoils)
    state = keep_up(vault, MORNING + days(1))
    assert state.trouble == NOT_COPIED
    assert len(here(vault)) == 1
    assert backups_in(stick) == ()


def test_a_stick_that_is_pulled_out_in_the_midst_is_told_and_its_place_is_not_made_here(
    vault: Vault, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = stick / "backups"
    place.mkdir()
    choose_place(vault, place)
    make_now(vault, Why.DAY, MORNING)
    monkeypatch.setattr("storage.backup_keeping.is_there", lambda _: True)
    shutil.rmtree(stick)
    assert keep_up(vault, MORNING).trouble == NOT_WRITTEN
    assert not stick.exists()


def test_a_stick_that_is_full_is_told_and_nothing_half_is_left_on_it(vault: Vault, tmp_path: Path) -> None:
    with small_disk(tmp_path / "small"):
        place = tmp_path / "small" / "stick"
        place.mkdir()
        choose_place(vault, place)
        make_now(vault, Why.DAY, MORNING)
        shutil.rmtree(next(place.glob("2026*")))
        for room in (0, 100, 300):
            with full(tmp_path / "small", room):
                state = keep_up(vault, MORNING)
            assert state.trouble == NO_ROOM
            assert [path.name for path in place.iterdir()] == [SIGN]
        assert keep_up(vault, MORNING).trouble == ""
        assert len(backups_in(place)) == 1


def test_trouble_with_a_backup_is_told_in_the_state(vault: Vault) -> None:
    vault.folder.backups.write_text("no folder")
    state = keep_up(vault, MORNING + days(3))
    assert "none was made" in state.trouble
    assert state.here.late


def test_stopping_is_no_trouble_and_nothing_is_left(vault: Vault, stick: Path) -> None:
    choose_place(vault, stick)
    with pytest.raises(Stopped):
        keep_up(vault, MORNING + days(1), Watch(None, lambda: True))
    assert here(vault) == []
    make_now(vault, Why.BY_HAND, MORNING)
    shutil.rmtree(next(stick.glob("2026*")))
    with pytest.raises(Stopped):
        keep_up(vault, MORNING, Watch(None, lambda: True))
    assert [path.name for path in stick.iterdir()] == [SIGN]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_text("{"),
        lambda path: path.write_text("[" * 1020),
        lambda path: path.write_text('{"made_at": "2026-11-27", "copied_at": "", "mac": 5}'),
        lambda path: path.write_text(path.read_text().replace("2026", "2027")),
        lambda path: path.write_text(
            '{"made_at": "2026-11-27T09:30:00+00:00", "copied_at": "2026-11-27T09:30:00+00:00"}'
        ),
        lambda path: path.write_bytes(bytes(9000)),
        lambda path: path.unlink(),
    ],
)
def test_a_damaged_note_of_the_last_copy_only_means_that_nobody_knows(
    vault: Vault, stick: Path, spoil: Callable[[Path], object]
) -> None:
    choose_place(vault, stick)
    keep_up(vault, MORNING + days(1))
    spoil(vault.folder.backups / "second-place.json")
    shutil.rmtree(stick)
    state = state_of(vault, MORNING + days(1))
    assert state.second is not None
    assert (state.second.made_at, state.second.late) == (None, True)


def test_a_damaged_backup_is_neither_the_newest_nor_thinned(vault: Vault) -> None:
    make_now(vault, Why.DAY, MORNING)
    make_now(vault, Why.DAY, MORNING + days(1))
    (vault.folder.backups / "2026-11-27T093000Z" / "backup.json").write_bytes(b"")
    assert state_of(vault, MORNING + days(1)).here.made_at == MORNING
    with pytest.raises(VaultDamaged):
        open_backup(vault.folder.backups / "2026-11-27T093000Z", PASSPHRASE, vault.folder.path, MORNING)


def test_a_folder_in_a_backup_is_not_copied_and_keeps_nothing_from_being(vault: Vault, stick: Path) -> None:
    choose_place(vault, stick)
    made = back_up(vault, Why.DAY, MORNING)
    (made.path / ".AppleDouble").mkdir()
    (made.path / "note.txt").write_text("somebody's own")
    keep_up(vault, MORNING)
    (copied,) = backups_in(stick)
    assert {path.name for path in copied.path.iterdir()} == {"backup.json", "head", "keys.json", "vault.db"}


@pytest.mark.skipif(os.name != "posix", reason="a link takes a right on Windows")
def test_a_link_or_a_file_that_looks_like_a_crashed_backup_keeps_none_from_being_made(
    vault: Vault, stick: Path
) -> None:
    note = back_up(vault, Why.DAY, MORNING).note
    assert note is not None
    hidden = f".{note.vault[:8]}-"
    (vault.folder.backups / f"{hidden}link.part").symlink_to(stick)
    (vault.folder.backups / f"{hidden}file.part").write_bytes(b"")
    change(vault)
    make_now(vault, Why.BY_HAND, MORNING + days(1))
    assert len(here(vault)) == 2
    assert stick.is_dir()


def test_a_backup_that_lost_a_file_is_told_not_to_be_copied(vault: Vault, stick: Path) -> None:
    choose_place(vault, stick)
    (back_up(vault, Why.DAY, MORNING).path / "head").unlink()
    assert keep_up(vault, MORNING).trouble == NOT_COPIED
    assert backups_in(stick) == ()
