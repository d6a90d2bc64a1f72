"""The command line tells somebody with a passphrase who has the vault open, and nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from marac_desk.cli import main
from storage.vault import Vault
from tests.support.vaults import PASSPHRASE, kept_vault, vault, vault_path

__all__ = ["kept_vault", "vault", "vault_path"]


@pytest.mark.parametrize(("typed", "named"), [(PASSPHRASE, True), ("something else", False)])
def test_who_has_it_open_is_told_to_somebody_with_a_passphrase(
    vault: Vault, tmp_path: Path, capsys: pytest.CaptureFixture[str], typed: str, named: bool
) -> None:
    (tmp_path / "passphrase").write_text(typed + "\n")
    command = ["verify", str(vault.folder.path), "--passphrase-file", str(tmp_path / "passphrase")]
    assert main(command) == 1
    assert ("Anna Example has it open." in capsys.readouterr().err) is named
