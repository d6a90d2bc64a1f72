"""What a restore left when it was interrupted is ended by the next opening, whatever else lies there by then."""

from __future__ import annotations

from pathlib import Path

from storage.vault import unlock_vault
from tests.support.vaults import PASSPHRASE, kept_vault, vault_path

__all__ = ["kept_vault", "vault_path"]


def test_what_a_file_manager_left_in_a_restored_folder_keeps_nobody_out(vault_path: Path) -> None:
    coming = vault_path / "restored"
    coming.mkdir()
    for name in ("vault.db", "keys.json", "head"):
        (vault_path / name).rename(coming / name)
    (coming / ".DS_Store").write_bytes(b"how the icons lie")
    unlock_vault(vault_path, PASSPHRASE).lock()
    unlock_vault(vault_path, PASSPHRASE).lock()
