from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from exports.document import Heading, Paragraph, plain
from exports.progress import Stopped
from exports.write import FinishedFile, finish, write
from marac_desk.errors import ExportRefused, StorageFull
from tests.support.papers import paper

GOOD = paper(Heading(1, "Minutes"), Paragraph(plain("All well.")))
BAD = paper(Heading(1, "Minutes"), Paragraph(plain("😀")))


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_two_files_of_a_paper_share_their_stem(tmp_path: Path) -> None:
    write(finish([("NV-M-2026-23-minutes", GOOD)]), tmp_path)
    assert names_in(tmp_path) == ["NV-M-2026-23-minutes.docx", "NV-M-2026-23-minutes.pdf"]
    assert (tmp_path / "NV-M-2026-23-minutes.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "NV-M-2026-23-minutes.docx").read_bytes().startswith(b"PK")


def test_one_format_alone_can_be_asked_for() -> None:
    assert [file.name for file in finish([("a", GOOD), ("b", GOOD)], ["pdf"])] == ["a.pdf", "b.pdf"]


def test_the_digest_is_of_the_bytes() -> None:
    (file,) = finish([("a", GOOD)], ["docx"])
    assert file.sha256 == hashlib.sha256(file.data).hexdigest()


def test_nothing_is_written_when_the_last_paper_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportRefused):
        write(finish([("a", GOOD), ("b", BAD)]), tmp_path)
    assert names_in(tmp_path) == []


def test_a_cancelled_export_stops_in_the_middle() -> None:
    done: list[int] = []
    with pytest.raises(Stopped):
        finish(
            [("a", GOOD), ("b", GOOD)], progress=lambda count, _: done.append(count), cancelled=lambda: len(done) > 1
        )
    assert done == [0, 1]


def test_progress_counts_files() -> None:
    steps: list[tuple[int, int]] = []
    finish([("a", GOOD)], progress=lambda done, of: steps.append((done, of)))
    assert steps == [(0, 2), (1, 2), (2, 2)]


def test_a_full_disk_takes_back_what_is_new_and_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_until_full(path: Path, data: bytes) -> None:
        if path.name == "c.pdf":
            raise StorageFull("The disk is full.")
        path.write_bytes(data)

    monkeypatch.setattr("exports.write.write_atomically", write_until_full)
    (tmp_path / "a.pdf").write_bytes(b"old")
    with pytest.raises(StorageFull):
        write([FinishedFile(name, b"new") for name in ("a.pdf", "b.pdf", "c.pdf")], tmp_path)
    assert names_in(tmp_path) == ["a.pdf"]
