"""Papers to files: every paper is finished in memory before the first byte reaches the disk."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from exports.document import Document
from exports.pdf import render_pdf
from exports.progress import Cancelled, Progress, stepped
from exports.word import render_word
from marac_desk.atomic import write_atomically

Renderer = Callable[[Document, Progress | None, Cancelled | None], bytes]
FORMATS: dict[str, Renderer] = {"docx": render_word, "pdf": render_pdf}
"""The two files of a pair, by the ending of their names."""


@dataclass(frozen=True)
class FinishedFile:
    """A whole file, ready to be written under `name`."""

    name: str
    data: bytes

    @property
    def sha256(self) -> str:
        """The digest that the record of the export keeps."""
        return hashlib.sha256(self.data).hexdigest()


def finish(
    papers: Iterable[tuple[str, Document]],
    formats: Sequence[str] = tuple(FORMATS),
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> list[FinishedFile]:
    """Renders each paper, given with the stem of its files' names, in each format.

    `progress` counts files. Raises ExportRefused when a paper cannot be printed whole, and Stopped as
    soon as `cancelled` says so.
    """
    wanted = [(stem, document, ending) for stem, document in papers for ending in formats]
    return [
        FinishedFile(f"{stem}.{ending}", FORMATS[ending](document, None, cancelled))
        for stem, document, ending in stepped(wanted, progress, cancelled)
    ]


def write(files: Iterable[FinishedFile], folder: Path) -> list[Path]:
    """Puts all files into the folder, each whole; if one fails, those that are new there are taken back.

    A file of the same name is replaced. Raises what `write_atomically` raises.
    """
    written: list[Path] = []
    new: list[Path] = []
    try:
        for file in files:
            path = folder / file.name
            fresh = not path.exists()
            write_atomically(path, file.data)
            written.append(path)
            new.extend([path] if fresh else [])
    except BaseException:
        for path in new:
            path.unlink(missing_ok=True)
        raise
    return written
