"""Set-up on a machine that lacks something: what it installs, what it leaves alone, what it tells a person to type."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from scripts import set_up


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commands that set-up would run."""
    noted: list[str] = []
    monkeypatch.setattr(set_up, "run", lambda command: noted.append(" ".join(command)))
    return noted


def test_a_library_that_the_loader_does_not_find_is_missing() -> None:
    libraries = {"libc.so.6": "libc6", "libinvented-sample.so.9": "libinvented-sample9"}
    assert set_up.missing_packages(libraries) == ["libinvented-sample9"]


def test_a_display_asks_for_more_libraries_than_none() -> None:
    assert "libxcb-cursor0" not in set_up.libraries_needed({}).values()
    assert {"libxcb-cursor0", "libgl1"} <= set(set_up.libraries_needed({"DISPLAY": ":0"}).values())


@pytest.mark.parametrize(("administrator", "begins"), [([], "env"), (["sudo"], "sudo env")])
def test_missing_libraries_are_installed_where_that_needs_no_password(
    commands: list[str], monkeypatch: pytest.MonkeyPatch, administrator: list[str], begins: str
) -> None:
    monkeypatch.setattr(set_up, "as_administrator", lambda: administrator)
    set_up.install_libraries(["libgl1", "libegl1"])
    assert len(commands) == 2
    assert all(command.startswith(f"{begins} DEBIAN_FRONTEND=noninteractive apt-get") for command in commands)
    assert "install --yes --no-install-recommends libgl1 libegl1" in commands[1]


def test_without_the_right_to_install_the_exact_command_is_told(
    commands: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(set_up, "as_administrator", lambda: None)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    told = r"sudo apt-get install --yes --no-install-recommends libgl1\n"
    with pytest.raises(set_up.CannotSetUp, match=told):
        set_up.install_libraries(["libgl1"])
    assert commands == []


def test_without_apt_the_libraries_are_named(commands: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(set_up.CannotSetUp, match=r"Debian's names\): libgl1 libegl1"):
        set_up.install_libraries(["libgl1", "libegl1"])
    assert commands == []


def test_the_lock_is_installed_as_it_stands_and_nothing_is_resolved(
    commands: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """An older pip would otherwise look for newer releases of packages with extras, which the lock does not hold."""
    monkeypatch.setattr(set_up, "make_environment", lambda home: home / "bin" / "python")
    set_up.install_packages(tmp_path)
    assert all("--no-deps" in command for command in commands)
    assert "--require-hashes" in commands[0]


def test_nothing_is_installed_where_nothing_is_missing(commands: list[str]) -> None:
    set_up.install_libraries([])
    assert commands == []


def test_packages_are_installed_once_and_again_only_for_another_lock(
    commands: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("sample==1.0")
    monkeypatch.setattr(set_up, "LOCK", lock)
    monkeypatch.setattr(set_up, "make_environment", lambda _: Path(sys.executable))
    for expected, content in [(2, "sample==1.0"), (2, "sample==1.0"), (4, "sample==1.1")]:
        lock.write_text(content)
        set_up.install_packages(tmp_path)
        assert len(commands) == expected
    assert "--require-hashes" in commands[0]


def test_a_failed_installation_is_tried_again_next_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(set_up, "make_environment", lambda _: Path("/bin/false"))
    for _ in range(2):
        with pytest.raises(set_up.CannotSetUp, match="This command failed"):
            set_up.install_packages(tmp_path)


def test_what_stops_the_set_up_is_said_in_plain_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(_: object) -> None:
        raise set_up.CannotSetUp("Type this.")

    monkeypatch.setattr(set_up, "install_packages", stop)
    monkeypatch.setattr(set_up, "install_libraries", lambda _: None)
    assert set_up.main() == 1
    assert "Set-up stopped. Type this." in capsys.readouterr().err
