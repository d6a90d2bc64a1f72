"""The whole program from its command line: a vault with a meeting in it, typed through the door, and its papers."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from marac_desk.people import Person
from storage.tables_people import person
from storage.vault import unlock_vault
from tests.support.reading import pdf_said, word_paragraphs, words

ROOT = Path(__file__).resolve().parents[2]
PASSPHRASE = "four made-up words here"


@dataclass(frozen=True)
class Machine:
    """A computer with nothing on it: a home, a folder for temporary files, a place for the vault and the papers."""

    home: Path

    @property
    def vault(self) -> Path:
        return self.home / "vault"

    @property
    def out(self) -> Path:
        """The one place where names may lie on the disk: what somebody asked to have there."""
        return self.home / "out"

    @property
    def papers(self) -> Path:
        return self.out / "papers"

    def run(self, *arguments: str, display: str = "") -> subprocess.CompletedProcess[str]:
        places = {name: str(self.home) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
        environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TMPDIR": str(self.home / "tmp"), **places}
        return subprocess.run(
            [sys.executable, "-m", "marac_desk", *arguments],
            cwd=self.home,
            env={**environment, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", "DISPLAY": display},
            capture_output=True,
            text=True,
            check=False,
            timeout=110,
        )


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    home = tmp_path_factory.mktemp("machine")
    (home / "tmp").mkdir()
    (home / "passphrase").write_text(PASSPHRASE + "\n")
    return Machine(home)


@pytest.fixture(scope="module")
def demo(machine: Machine) -> subprocess.CompletedProcess[str]:
    """The demo, run once for the whole file."""
    place = ("--vault", str(machine.vault), "--out", str(machine.papers))
    return machine.run("demo", *place, "--passphrase-file", "passphrase")


def test_the_demo_says_what_it_made_and_that_there_is_no_display(
    machine: Machine, demo: subprocess.CompletedProcess[str]
) -> None:
    assert demo.returncode == 0, demo.stderr
    assert str(machine.papers) in demo.stdout
    assert "no display" in demo.stdout
    assert "invented" in demo.stdout


def test_minutes_and_every_agencys_plan_come_as_word_and_as_pdf(
    machine: Machine, demo: subprocess.CompletedProcess[str]
) -> None:
    stems = sorted(path.stem for path in machine.papers.glob("*.docx"))
    assert stems == sorted(path.stem for path in machine.papers.glob("*.pdf"))
    assert sum(stem.endswith("-minutes") for stem in stems) == 1
    assert sum("-plan-" in stem for stem in stems) >= 10
    assert len(list(machine.papers.iterdir())) == 2 * len(stems)


def _words_nobody_else_may_see(machine: Machine) -> Iterator[bytes]:
    with unlock_vault(machine.vault, PASSPHRASE) as vault, vault.read() as read:
        for row in read.session.query(person.c.id).all():
            whole = read.get(Person, row.id)
            for word in (whole.family_name, whole.given_names, *whole.secrets(), whole.phone):
                if len(word) >= 5:
                    yield from (word.encode(), word.encode("utf-16-le"))


def test_no_name_is_left_on_the_disk_but_in_the_papers(
    machine: Machine, demo: subprocess.CompletedProcess[str]
) -> None:
    words = set(_words_nobody_else_may_see(machine))
    assert len(words) > 60
    left = [path for path in machine.home.rglob("*") if path.is_file() and machine.out not in path.parents]
    assert any(path.suffix == ".db" for path in left)
    for path in left:
        content = path.read_bytes()
        assert not [word for word in words if word in content], path.name
        assert not [word for word in words if word in os.fsencode(path.name)]


def test_papers_are_named_by_reference_and_never_by_a_person(
    machine: Machine, demo: subprocess.CompletedProcess[str]
) -> None:
    words = set(_words_nobody_else_may_see(machine))
    for path in machine.papers.iterdir():
        assert not [word for word in words if word.lower() in os.fsencode(path.name).lower()]


def test_the_vault_that_the_demo_made_holds_together(machine: Machine, demo: subprocess.CompletedProcess[str]) -> None:
    said = machine.run("verify", str(machine.vault), "--passphrase-file", "passphrase")
    assert said.returncode == 0, said.stderr + said.stdout
    assert "No damage was found." in said.stdout
    as_json = machine.run("verify", str(machine.vault), "--passphrase-file", "passphrase", "--json")
    assert isinstance(json.loads(as_json.stdout), list)


def test_signed_minutes_print_the_end_of_the_history_and_verify_says_whether_it_is_still_there(
    machine: Machine, demo: subprocess.CompletedProcess[str]
) -> None:
    minutes = next(machine.papers.glob("*-minutes.docx"))
    in_word = printed_head(word_paragraphs(minutes.read_bytes()))
    in_pdf = printed_head(pdf_said(minutes.with_suffix(".pdf").read_bytes()))
    assert in_word == in_pdf
    said = machine.run("verify", str(machine.vault), "--head", in_word, "--passphrase-file", "passphrase")
    assert said.returncode == 0, said.stdout
    assert "still holds entry" in said.stdout
    other = in_word[:-1] + ("0" if in_word[-1] != "0" else "1")
    said = machine.run("verify", str(machine.vault), "--head", other, "--passphrase-file", "passphrase")
    assert said.returncode == 1
    assert "does not hold entry" in said.stdout


def printed_head(texts: list[str]) -> str:
    text = " ".join(words(texts))
    found = re.search(r"signed off, to prove that it was not rewritten since\. Entry (\d+: (?:[0-9a-f]{8} ?){8})", text)
    assert found is not None
    return found[1].strip()


def test_one_agencys_plan_can_be_written_alone(machine: Machine, demo: subprocess.CompletedProcess[str]) -> None:
    reference = next(machine.papers.glob("*-minutes.docx")).name.removesuffix("-minutes.docx")
    alone = ("--out", "out/alone", "--agency", "Police", "--passphrase-file", "passphrase")
    said = machine.run("export", str(machine.vault), "--meeting", reference, *alone)
    assert said.returncode == 0, said.stderr
    assert sorted(path.name for path in (machine.out / "alone").iterdir()) == [
        f"{reference}-plan-police.docx",
        f"{reference}-plan-police.pdf",
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("verify", "nowhere", "--passphrase-file", "passphrase"), 1, "no vault"),
        (("verify", "vault", "--passphrase-file", "missing"), 1, "cannot be read"),
        (("export", "vault", "--meeting", "NV-0", "--out", "x", "--passphrase-file", "passphrase"), 1, "no meeting"),
        (("verify",), 2, "VAULT"),
        (("telepathy",), 1, "no vault"),
        (("telepathy", "--now"), 2, "invalid choice"),
        (("vault",), 1, "no display"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_in_a_sentence(
    machine: Machine, demo: subprocess.CompletedProcess[str], arguments: tuple[str, ...], code: int, says: str
) -> None:
    said = machine.run(*arguments)
    assert said.returncode == code
    assert says in said.stderr
    assert "Traceback" not in said.stderr


def test_a_wrong_passphrase_is_told_plainly(machine: Machine, demo: subprocess.CompletedProcess[str]) -> None:
    (machine.home / "wrong").write_text("not this one at all\n")
    said = machine.run("verify", str(machine.vault), "--passphrase-file", "wrong")
    assert (said.returncode, said.stdout) == (1, "")
    assert "passphrase" in said.stderr.lower()
    assert "Traceback" not in said.stderr


def test_a_second_demo_on_the_same_vault_writes_the_papers_again(
    machine: Machine, demo: subprocess.CompletedProcess[str]
) -> None:
    again = machine.run(
        "demo", "--headless", "--vault", str(machine.vault), "--out", "out/again", "--passphrase-file", "passphrase"
    )
    assert again.returncode == 0, again.stderr
    names = sorted(path.name for path in (machine.out / "again").iterdir())
    assert names == sorted(path.name for path in machine.papers.iterdir())
