"""Making a vault where something else is, twice at once, or with an end in the middle."""

from __future__ import annotations

from pathlib import Path

import pytest

from marac_desk.atomic import FULL
from marac_desk.backups import Why
from marac_desk.errors import Refused, StorageFull, Told, VaultDamaged
from storage import making
from storage.backup import back_up
from storage.folder import VaultFolder
from storage.vault import unlock_vault
from tests.support.syncing import synced
from tests.support.vaults import MORNING, PASSPHRASE, cheap_vault

__all__ = ["synced"]


def test_a_second_maker_never_removes_the_vault_of_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both saw an empty folder; the first was quicker."""
    path, create = tmp_path / "vault", VaultFolder.create

    def as_the_first_is_quicker(folder: VaultFolder) -> None:
        monkeypatch.undo()
        create(folder)
        cheap_vault(path).vault.lock()

    monkeypatch.setattr(VaultFolder, "create", as_the_first_is_quicker)
    with pytest.raises(Refused, match="already a vault"):
        cheap_vault(path)
    unlock_vault(path, PASSPHRASE).lock()


def test_a_maker_that_comes_while_another_is_at_work_removes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, create, first = tmp_path / "vault", VaultFolder.create, list[object]()

    def as_the_first_is_at_work(folder: VaultFolder) -> None:
        monkeypatch.undo()
        create(folder)
        first.append(cheap_vault(path).vault)

    monkeypatch.setattr(VaultFolder, "create", as_the_first_is_at_work)
    with pytest.raises(Told, match="is open in another window"):
        cheap_vault(path)
    assert VaultFolder(path).database.exists()
    first[0].lock()  # type: ignore[attr-defined]
    unlock_vault(path, PASSPHRASE).lock()


class Killed(BaseException):
    """Stands for an end without warning: nothing is tidied up."""


def test_a_making_that_was_killed_left_no_key_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The key file comes last, so whoever finds one finds a whole vault behind it."""
    path = tmp_path / "vault"

    def killed(*_: object) -> None:
        raise Killed

    monkeypatch.setattr(making, "write_atomically", killed)
    monkeypatch.setattr(making, "_remove", lambda _: None)
    with pytest.raises(Killed):
        cheap_vault(path)
    with pytest.raises(VaultDamaged, match="its making was interrupted"):
        unlock_vault(path, PASSPHRASE)
    with pytest.raises(Refused, match="already a vault"):
        cheap_vault(path)


def test_what_a_killed_program_left_of_its_hold_does_not_keep_a_vault_from_being_made(tmp_path: Path) -> None:
    path = tmp_path / "vault"
    path.mkdir()
    for name in ("in-use.lock", "in-use.json"):
        (path / name).touch()
    cheap_vault(path).vault.lock()
    unlock_vault(path, PASSPHRASE).lock()


@pytest.mark.parametrize("below", ["", "deeper/vault"])
def test_a_place_that_is_a_file_is_refused_plainly(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Refused, match="a folder of its own"):
        cheap_vault(tmp_path / "file" / below)


def test_a_place_that_no_disk_can_name_is_told(tmp_path: Path) -> None:
    with pytest.raises(Told):
        cheap_vault(tmp_path / ("v" * 300))


def test_making_that_fails_at_its_end_leaves_nothing_but_the_empty_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StorageFull(FULL)

    monkeypatch.setattr(making, "write_atomically", full)
    with pytest.raises(StorageFull):
        cheap_vault(tmp_path / "vault")
    assert [path.name for path in (tmp_path / "vault").iterdir()] == ["in-use.lock"]
    monkeypatch.undo()
    cheap_vault(tmp_path / "vault").vault.lock()


def test_a_new_vault_outlives_a_power_cut_with_its_folder(tmp_path: Path, synced: list[Path]) -> None:
    path = tmp_path / "MARAC" / "vault"
    with cheap_vault(path).vault as vault:
        assert {tmp_path, path.parent, path} <= set(synced)
        del synced[:]
        made = back_up(vault, Why.BY_HAND, MORNING)
        parts = [each.name for each in synced]
        assert path in synced  # the folder of backups has its name
        assert vault.folder.backups in synced
        assert parts.index("backups") > max(at for at, name in enumerate(parts) if name.endswith(".part"))
        assert made.path.is_dir()
