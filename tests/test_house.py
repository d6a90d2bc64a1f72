"""The house keeps its own rules: which way imports point, how long files are, what no file may name."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("marac_desk", "storage", "exports", "ui", "assets")
BIN = Path(sys.executable).parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def tracked(pattern: str = "*") -> list[str]:
    """The files that git keeps, or would keep once they are added."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return [name for name in listed if fnmatch(name, pattern) and (ROOT / name).is_file()]


def tool(name: str, *arguments: str, cwd: Path = ROOT, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [str(BIN / name), *arguments]
    return subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, text=True)


def imports(source: str) -> set[str]:
    """The top-level names of all modules that a source imports."""
    nodes = list(ast.walk(ast.parse(source)))
    whole = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    parts = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    return {name.partition(".")[0] for name in whole | parts}


def too_long(files: list[str], limit: int) -> list[str]:
    return [name for name in files if len((ROOT / name).read_text().splitlines()) > limit]


def test_no_python_file_is_longer_than_400_lines() -> None:
    assert too_long(tracked("*.py"), 400) == []


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the checker of imports says of a copy of the house in which each rule is broken once."""
    house = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", house)
    for room in ROOMS:
        shutil.copytree(
            ROOT / room, house / room, ignore=lambda _, names: [n for n in names if n.endswith((".pyc", ".ttf"))]
        )
    (house / "exports" / "planted_a.py").write_text("import storage\n")
    (house / "marac_desk" / "planted_b.py").write_text("import exports\nimport socket\n")
    (house / "storage" / "planted_c.py").write_text("import PySide6.QtCore\n")
    (house / "ui" / "planted_d.py").write_text("import sqlalchemy.orm\nimport docx\n")
    result = tool("lint-imports", "--no-cache", cwd=house)
    assert result.returncode == 1
    return result.stdout


def test_the_imports_point_the_way_they_should() -> None:
    result = tool("lint-imports", "--no-cache")
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    "wrong",
    [
        "exports.planted_a -> storage",
        "marac_desk.planted_b -> exports",
        "marac_desk.planted_b -> socket",
        "storage.planted_c -> PySide6",
        "ui.planted_d -> sqlalchemy",
        "ui.planted_d -> docx",
    ],
)
def test_a_planted_wrong_import_is_reported(planted: str, wrong: str) -> None:
    assert wrong in planted


def test_the_field_is_pure_python_with_the_bank_holidays_and_the_estimate_of_passphrases() -> None:
    allowed = set(sys.stdlib_module_names) | {"holidays", "zxcvbn", "marac_desk", "assets"}
    for name in tracked("marac_desk/*.py"):
        if not name.startswith("marac_desk/cli"):
            assert imports((ROOT / name).read_text()) <= allowed, name


@pytest.mark.parametrize(
    ("room", "reported"), [("storage/some.py", True), ("marac_desk/meetings.py", True), ("marac_desk/cli.py", False)]
)
def test_only_the_command_line_prints(room: str, reported: bool) -> None:
    result = tool(
        "ruff", "check", "--no-cache", "--output-format=concise", "--stdin-filename", room, "-", stdin="print(1)\n"
    )
    assert ("T201" in result.stdout) is reported


def package_of(name: str) -> str:
    return str(Path(name).parent).replace(os.sep, ".")


def test_every_package_is_installed() -> None:
    """The folders of `assets` are packages to the installer, though there is only data in them."""
    inside = [name for room in ROOMS for name in tracked(f"{room}/*") if name.endswith(".py") or room == "assets"]
    assert {package_of(name) for name in inside} == set(PROJECT["tool"]["setuptools"]["packages"])


def test_everything_in_assets_is_installed() -> None:
    data = PROJECT["tool"]["setuptools"]["package-data"]
    files = [name for name in tracked("assets/*") if not name.endswith(".py")]
    assert [name for name in files if not any(fnmatch(Path(name).name, it) for it in data[package_of(name)])] == []


# Written so that this file does not name what it looks for.
REGISTRIES = r"pypi[.]org|pythonhosted[.]org|deb[.]debian[.]org|npmjs[.](org|com)|index-url[ =]+\w+:"
MACHINES = r"(?<![\w.])/(root|srv|opt|work)/|/tmp/b"


def names_a_place(text: str) -> bool:
    return re.search(REGISTRIES, text) is not None or re.search(MACHINES, text) is not None


def test_no_file_names_a_package_registry_or_somebodys_machine() -> None:
    for name in tracked():
        content = (ROOT / name).read_bytes()
        if name != "tests/test_house.py" and b"\0" not in content:
            assert not names_a_place(content.decode()), name


@pytest.mark.parametrize(
    "text", ["https://pypi" + ".org/simple", "--index" + "-url http://here", "see /ro" + "ot/notes", "/wo" + "rk/main"]
)
def test_a_planted_place_is_found(text: str) -> None:
    assert names_a_place(text)


def test_the_lock_pins_everything_with_hashes_and_holds_the_build_backend() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    pins = re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", lock, flags=re.MULTILINE).strip())
    assert all(re.match(r"[\w.-]+==\S+", pin) and "--hash=sha256:" in pin for pin in pins)
    names = {pin.partition("==")[0] for pin in pins}
    assert "setuptools" in names
    wanted = PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["dev"]
    assert {re.split(r"[<>=]", name)[0].lower() for name in wanted} <= names


def test_ci_runs_the_tests_by_the_readmes_own_command() -> None:
    ci = (ROOT / ".ci" / "run").read_text()
    readme = (ROOT / "README.md").read_text()
    assert "\nmake lint\nmake test\n" in ci
    assert "make run\n" in readme
    assert "make test\n" in readme


def test_every_link_between_our_pages_leads_somewhere() -> None:
    for name in tracked("*.md"):
        page = ROOT / name
        links = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text())
        assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == [], name
