"""The attacks’ own tools: a finding ends with 1, a crash and an endless wait are noticed, a word is found anywhere."""

from __future__ import annotations

import io
import os
import signal
import time
import zipfile
import zlib
from pathlib import Path

import pytest

from tests.torture import __main__ as torture
from tests.torture.apart import Ended, after, killed, outcome
from tests.torture.plaintext import Words
from tests.torture.tries import Tally, Try, read, written

WORDS = Words(["Marta Invented-Specimen", "short"])


@pytest.mark.parametrize(("wrong", "code"), [("", 0), ("something was lost", 1)])
def test_one_finding_among_many_tries_ends_with_1(
    wrong: str, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tally = Tally()
    for each in (Try("head", "told"), Try("head", "told"), Try("head", "harmless", wrong)):
        tally.count(each)
    ran = torture.Ran("flips", 1.0, read(written({"head": tally})))
    monkeypatch.setattr(torture, "_run", lambda *_: ran)
    assert torture.main(["--only", "kills"]) == code
    assert "told 2" in capsys.readouterr().out


def test_an_attack_that_breaks_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torture, "_run", lambda *_: torture.Ran("flips", 1.0, {}, "it broke"))
    assert torture.main(["--only", "kills"]) == 1


def crash() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def wait_for_ever() -> None:
    time.sleep(60)


@pytest.mark.parametrize("work", [crash, wait_for_ever])
def test_a_crash_and_an_endless_wait_are_noticed(work: object) -> None:
    with pytest.raises(Ended):
        outcome(work, seconds=0.5)  # type: ignore[arg-type]


def count_for_ever(tells: object) -> None:
    number = 0
    while True:
        number += 1
        tells.send(number)  # type: ignore[attr-defined]
        time.sleep(0.001)


def test_what_was_told_before_a_kill_is_heard() -> None:
    told = killed(after(0.05), count_for_ever)
    assert told == list(range(1, len(told) + 1))
    assert len(told) > 1


def zipped(content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", content)
    return made.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"\0\1Marta Invented-Specimen\2",
        "Marta Invented-Specimen".encode("utf-16-le"),
        zipped(b"<t>Marta Invented-Specimen</t>"),
        b"%PDF-1.7 stream\n" + zlib.compress(b"(Marta Invented-Specimen) Tj") + b"\nendstream",
    ],
)
def test_a_word_is_found_however_it_is_written(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "cache").write_bytes(content)
    assert list(WORDS.lying_in(tmp_path)) == ["cache holds “Marta Invented-Specimen”"]


def test_what_is_encrypted_or_harmless_is_no_finding(tmp_path: Path) -> None:
    (tmp_path / "vault.db").write_bytes(os.urandom(100_000))
    (tmp_path / "notes").write_text("Marta Invented is not the whole of it, and short is too short")
    assert list(WORDS.lying_in(tmp_path)) == []


def test_a_plain_database_and_a_telling_name_are_findings(tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_bytes(b"SQLite format 3\0")
    (tmp_path / "Marta Invented-Specimen.txt").touch()
    assert len(list(WORDS.lying_in(tmp_path))) == 2
