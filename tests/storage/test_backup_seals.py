"""Only backups that the vault made count: what somebody else put beside them neither hides nor removes any."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from marac_desk.backups import Why
from marac_desk.errors import StorageFull
from marac_desk.keyholders import Role
from marac_desk.people import Person
from storage.backup import NO_ROOM
from storage.backup_folder import NOTE, Backup, backups_in
from storage.backup_keeping import keep_up, make_now, state_of
from storage.backup_note import read_note, sealed, write_note
from storage.backup_thinning import make_room
from storage.people import add_person, remove_person
from storage.restore import open_backup, restore
from storage.second_place import choose_place
from storage.vault import Vault, unlock_vault
from tests.support.forging import noted_anew
from tests.support.vaults import MORNING, PASSPHRASE

DAY = timedelta(days=1)


def change(vault: Vault) -> None:
    with vault.edit("Add person") as edit:
        edit.add(Person("Anna", "Sample"))


def names(place: Path) -> set[str]:
    return {each.path.name for each in backups_in(place)}


def made_daily(vault: Vault, count: int) -> list[Backup]:
    """One each day from the morning on."""
    made = []
    for day in range(count):
        change(vault)
        made.append(make_now(vault, Why.DAY, MORNING + day * DAY).backup)
    return made


def forged(genuine: Backup, made_at: datetime) -> Path:
    """A copy whose note tells another moment, with a right checksum: all that somebody without the key can do."""
    path = genuine.path.with_name(f"{made_at:%Y-%m-%dT%H%M%SZ}")
    shutil.copytree(genuine.path, path)
    noted_anew(path, lambda content: content.update(made_at=made_at.isoformat()))
    return path


def test_forged_backups_push_out_none_and_are_left_and_told(vault: Vault) -> None:
    made = made_daily(vault, 6)
    for hour in range(1, 8):
        for day in range(6):
            forged(made[-1], MORNING + day * DAY + timedelta(hours=hour))
    change(vault)
    state = keep_up(vault, MORNING + 6 * DAY)
    assert {each.path.name for each in made} < names(vault.folder.backups)
    assert len(names(vault.folder.backups)) == 7 + 42
    assert state.strange == 42


def test_a_forged_backup_of_today_neither_shows_as_one_nor_keeps_one_from_being_made(vault: Vault) -> None:
    (made,) = made_daily(vault, 1)
    change(vault)
    forged(made, MORNING + 3 * DAY)
    state = state_of(vault, MORNING + 3 * DAY)
    assert (state.here.made_at, state.here.late, state.strange) == (MORNING, True, 1)
    assert keep_up(vault, MORNING + 3 * DAY).here.made_at == MORNING + 3 * DAY
    assert len(names(vault.folder.backups)) == 3


def test_a_forged_backup_on_the_stick_does_not_stand_for_the_copy(vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    choose_place(vault, tmp_path / "stick")
    (made,) = made_daily(vault, 1)
    copy = tmp_path / "stick" / made.path.name
    noted_anew(copy, lambda content: content.update(mac="0" * 64))
    assert state_of(vault, MORNING).second.made_at is None  # type: ignore[union-attr]
    assert keep_up(vault, MORNING).strange == 1
    assert len(names(tmp_path / "stick")) == 2


def test_backups_from_before_a_new_key_are_still_known_and_thinned(vault: Vault) -> None:
    before = made_daily(vault, 2)
    for _ in range(2):
        remove_person(vault, add_person(vault, "Rita Sample", Role.DEPUTY, "other invented words there"))
    state = state_of(vault, MORNING + DAY)
    assert (state.here.made_at, state.strange) == (MORNING + DAY, 0)
    for hour in range(1, 5):
        change(vault)
        make_now(vault, Why.DAY, MORNING + DAY + timedelta(hours=hour))
    left = names(vault.folder.backups)
    assert before[0].path.name in left  # the newest of its day
    assert before[1].path.name not in left


def test_after_an_older_backup_is_restored_those_made_since_are_still_known(vault: Vault) -> None:
    someone = add_person(vault, "Rita Placeholder", Role.DEPUTY, "other invented words there")
    backup, path = make_now(vault, Why.BY_HAND, MORNING).backup, vault.folder.path
    remove_person(vault, someone)
    vault.lock()
    kept = restore(open_backup(backup.path, PASSPHRASE, path, MORNING), PASSPHRASE, MORNING + timedelta(days=1)).kept
    with unlock_vault(path, PASSPHRASE) as again:
        state = state_of(again, MORNING)
    assert kept is not None
    assert kept.name in names(path / "backups")
    assert state.strange == 0


def test_whoever_knows_an_earlier_key_pushes_out_none_of_now(vault: Vault) -> None:
    key = vault.parts.engines.key
    remove_person(vault, add_person(vault, "Rita Sample", Role.DEPUTY, "other invented words there"))
    made = made_daily(vault, 4)
    for day in range(4):
        for hour in range(1, 5):
            path = forged(made[0], MORNING + day * DAY + timedelta(hours=hour))
            note = read_note((path / NOTE).read_bytes())
            (path / NOTE).write_bytes(write_note(sealed(note, key)))
    change(vault)
    make_now(vault, Why.DAY, MORNING + 4 * DAY)
    assert state_of(vault, MORNING + 4 * DAY).strange == 0
    assert {each.path.name for each in made} <= names(vault.folder.backups)


def test_copies_of_a_backup_count_once(vault: Vault) -> None:
    made = made_daily(vault, 1)
    for hour in range(1, 3):
        change(vault)
        made.append(make_now(vault, Why.DAY, MORNING + timedelta(hours=hour)).backup)
    for second in range(1, 6):
        shutil.copytree(made[-1].path, made[-1].path.with_name(f"2026-11-26T11300{second}Z"))
    change(vault)
    make_now(vault, Why.DAY, MORNING + timedelta(hours=3))
    assert {each.path.name for each in made[1:]} <= names(vault.folder.backups)


def disk_with(monkeypatch: pytest.MonkeyPatch, free: int) -> None:
    """The disk says that so many bytes are free."""
    disk = shutil.disk_usage("/")._replace(free=free)
    monkeypatch.setattr("storage.backup_thinning.shutil.disk_usage", lambda _: disk)


def test_where_there_is_no_room_the_oldest_go_and_that_is_told(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    made = made_daily(vault, 6)
    disk_with(monkeypatch, 0)
    change(vault)
    done = make_now(vault, Why.BY_HAND, MORNING + 6 * DAY)
    gone = [each.path.name for each in made if not each.path.exists()]
    assert gone == [each.path.name for each in made[: len(gone)]]
    assert 1 <= len(gone) <= 3
    assert "removed to make room" in done.said
    assert done.backup.path.exists()


def test_what_is_told_is_so_though_the_oldest_went_and_none_was_made(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sentence speaks of the latest alone: they never go."""
    made = made_daily(vault, 6)
    disk_with(monkeypatch, 0)

    def fails(*_: object, **__: object) -> None:
        raise StorageFull(NO_ROOM)

    monkeypatch.setattr("storage.backup_keeping.back_up", fails)
    with pytest.raises(StorageFull, match="latest backups are untouched"):
        make_now(vault, Why.BY_HAND, MORNING + 6 * DAY)
    assert not made[0].path.exists()
    assert all(each.path.exists() for each in made[-3:])


def test_where_not_even_that_makes_room_none_goes_and_none_is_begun(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_daily(vault, 6)
    before = names(vault.folder.backups)
    own = backups_in(vault.folder.backups)
    disk_with(monkeypatch, 0)
    with pytest.raises(StorageFull, match="no room"):
        make_room(own, vault.folder.backups, 4 * own[0].size, NO_ROOM, MORNING + 6 * DAY)
    assert names(vault.folder.backups) == before


def test_where_the_disk_does_not_say_how_much_room_it_has_a_backup_is_tried(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = made_daily(vault, 6)
    disk = shutil.disk_usage("/")._replace(total=0, free=0)
    monkeypatch.setattr("storage.backup_thinning.shutil.disk_usage", lambda _: disk)
    assert make_now(vault, Why.BY_HAND, MORNING + 6 * DAY).said == ""
    assert all(each.path.exists() for each in made)
