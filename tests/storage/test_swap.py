"""What a restore left when it was interrupted is ended by the next opening, whatever else lies there by then."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from marac_desk.backups import Why
from marac_desk.errors import Refused
from storage.backup import back_up
from storage.backup_check import check_backup
from storage.restore import open_backup, restore
from storage.vault import unlock_vault
from tests.support.vaults import MORNING, PASSPHRASE, kept_vault, vault_path

__all__ = ["kept_vault", "vault_path"]


def test_what_a_file_manager_left_in_a_restored_folder_keeps_nobody_out(vault_path: Path) -> None:
    coming = vault_path / "restored"
    coming.mkdir()
    for name in ("vault.db", "keys.json", "head"):
        (vault_path / name).rename(coming / name)
    (coming / ".DS_Store").write_bytes(b"how the icons lie")
    unlock_vault(vault_path, PASSPHRASE).lock()
    unlock_vault(vault_path, PASSPHRASE).lock()


def test_a_backup_is_neither_worked_in_nor_restored_into_itself(vault_path: Path) -> None:
    with unlock_vault(vault_path, PASSPHRASE) as vault:
        backup, key = back_up(vault, Why.DAY, MORNING), vault.parts.engines.key
    with pytest.raises(Refused, match="folder of a backup"):
        unlock_vault(backup.path, PASSPHRASE)
    with pytest.raises(Refused, match="folder of a backup"):
        restore(open_backup(backup.path, PASSPHRASE, backup.path, MORNING), PASSPHRASE, MORNING)
    assert check_backup(backup.path, key).opened


@pytest.mark.skipif(os.name != "posix", reason="a link takes a right on Windows")
def test_a_link_where_a_restore_is_put_together_keeps_nobody_out_and_is_not_followed(vault_path: Path) -> None:
    (vault_path / "restoring").symlink_to(vault_path.parent)
    unlock_vault(vault_path, PASSPHRASE).lock()
    assert not (vault_path / "restoring").is_symlink()
    assert vault_path.is_dir()
