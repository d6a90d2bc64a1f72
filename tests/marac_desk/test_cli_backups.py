"""Backing up and restoring from the command line: what is printed, what the exit code is, and what is there then."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from marac_desk.cli import main
from marac_desk.people import Person
from storage.vault import unlock_vault
from tests.support.vaults import PASSPHRASE, kept_vault, vault_path

__all__ = ["kept_vault", "vault_path"]


@pytest.fixture
def words(tmp_path: Path) -> list[str]:
    """How the passphrase is given."""
    (tmp_path / "passphrase").write_text(f"{PASSPHRASE}\n")
    return ["--passphrase-file", str(tmp_path / "passphrase")]


def said(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def people(path: Path) -> int:
    with unlock_vault(path, PASSPHRASE) as vault, vault.read() as read:
        return len(read.session.query(Person).all())


def test_a_vault_is_backed_up_changed_and_restored(
    vault_path: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", str(vault_path), "--json", *words]) == 0
    backup = str(said(capsys)["backup"])
    with unlock_vault(vault_path, PASSPHRASE) as vault, vault.edit("Add person") as edit:
        edit.add(Person("Anna", "Sample"))
    assert main(["restore", backup, "--to", str(vault_path), "--json", *words]) == 0
    kept = str(said(capsys)["kept"])
    assert people(vault_path) == 0
    assert main(["restore", kept, "--to", str(vault_path), *words]) == 0
    assert "is kept" in capsys.readouterr().out
    assert people(vault_path) == 1


def test_a_backup_is_restored_into_a_new_folder(
    vault_path: Path, words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", str(vault_path), *words]) == 0
    assert "Made and checked" in capsys.readouterr().out
    (backup,) = (vault_path / "backups").iterdir()
    assert main(["restore", str(backup), "--to", str(tmp_path / "new"), *words]) == 0
    assert capsys.readouterr().out == f"Restored: {tmp_path / 'new'}\n"
    assert people(tmp_path / "new") == 0


def test_a_lost_key_file_alone_is_put_back(vault_path: Path, words: list[str]) -> None:
    assert main(["backup", str(vault_path), *words]) == 0
    with unlock_vault(vault_path, PASSPHRASE) as vault, vault.edit("Add person") as edit:
        edit.add(Person("Anna", "Sample"))
    (vault_path / "keys.json").unlink()
    (backup,) = (vault_path / "backups").iterdir()
    assert main(["restore", str(backup), "--to", str(vault_path), "--only-keys", *words]) == 0
    assert people(vault_path) == 1


def test_what_is_no_backup_is_told_and_changes_nothing(
    vault_path: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(path.name for path in vault_path.iterdir())
    assert main(["restore", str(vault_path / "nowhere"), "--to", str(vault_path), *words]) == 1
    assert "no backup in this folder" in capsys.readouterr().err
    assert sorted(path.name for path in vault_path.iterdir()) == before


def test_a_restore_that_does_not_say_where_to_is_wrong_usage(words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["restore", "somewhere", *words])
    assert ended.value.code == 2


def test_a_vault_whose_restore_was_interrupted_still_gets_its_window(
    vault_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (vault_path / "restored").mkdir()
    shown: list[Path | None] = []

    def run(place: Path | None = None) -> int:
        shown.append(place)
        return 0

    monkeypatch.setattr("ui.app.run", run)
    monkeypatch.setenv("DISPLAY", ":0")
    assert main([str(vault_path)]) == 0
    assert shown == [vault_path]
