"""Looks for words of the record in files: as they are, in UTF-16, and inside zips and compressed streams."""

from __future__ import annotations

import io
import os
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from storage.vault import Vault
from tests.support.vaults import rows_now

_PLAIN_SQLITE = b"SQLite format 3\0"
_STREAM = re.compile(rb"stream\r?\n")
SHORTEST = 9
"""Letters; a shorter word may turn up by chance in what is encrypted, or in the program's own words."""
_READABLE = re.compile(rb"[ -~]{9,}")
_READABLE_WIDE = re.compile(rb"(?:[ -~]\0){9,}")


class Words:
    """Words of a record that may stand nowhere but in its papers. Only their plain letters are looked for."""

    def __init__(self, words: Iterable[str]) -> None:
        kept = {run for word in words for run in _READABLE.findall(word.encode())}
        self.words = tuple(word.decode() for word in sorted(kept))
        self._any = re.compile(b"|".join(map(re.escape, sorted(kept))))

    def found_in(self, content: bytes) -> str:
        """One that stands in it, or "" when there is none."""
        for layer in _layers(content):
            wide = b"\n".join(_READABLE_WIDE.findall(layer)).replace(b"\0", b"")
            if hit := self._any.search(b"\n".join((*_READABLE.findall(layer), wide))):
                return hit.group().decode()
        return ""

    def lying_in(self, *folders: Path) -> Iterator[str]:
        """A sentence for each file that holds one of them, or is named by one, or is a database without a cipher."""
        for folder in folders:
            for path in folder.rglob("*"):
                if self.found_in(os.fsencode(path.name)):
                    yield "a file is named by a word of the record"
                if path.is_file() and not path.is_symlink():
                    yield from self._wrong_with(path)

    def _wrong_with(self, path: Path) -> Iterator[str]:
        content = path.read_bytes()
        if content.startswith(_PLAIN_SQLITE):
            yield f"{path.name} is a database without a cipher"
        if word := self.found_in(content):
            yield f"{path.name} holds “{word}”"


def words_of(vault: Vault) -> Words:
    """What people typed into this vault: the names and sentences of its tables."""
    told = (row for name, rows in rows_now(vault).items() if name in _TYPED for row in rows)
    return Words(value for row in told for value in row if isinstance(value, str) and not _MADE.match(value))


_TYPED = {"person", "alias", "address", "voice_line", "contribution", "risk", "action", "discussion", "referral"}
_MADE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}$|\d{4}-\d\d|[a-z]+$")
"""Identifiers, dates, and single words of everyday, such as "temporary", which a folder may be called too."""


def _layers(content: bytes) -> Iterator[bytes]:
    yield content
    if content.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as file:
                for name in file.namelist():
                    yield file.read(name)
        except zipfile.BadZipFile:
            return
    for start in _STREAM.finditer(content) if content.startswith(b"%PDF") else ():
        try:
            yield zlib.decompressobj().decompress(content[start.end() :])
        except zlib.error:
            continue
