"""The note in a backup: whose it is, when and why it was made, and what each file was when it was checked.

It can be read without a key, so that backups are listed while the vault is locked. Its checksum tells
damage; its MAC, keyed from the database key, tells whether somebody altered it or exchanged a file.
"""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256

from marac_desk.backups import Why
from marac_desk.errors import VaultDamaged, VaultTooNew
from storage.moments import moment_in
from storage.sealing import drawn_key
from storage.slot_file import canonical

FORMAT = "marac-desk-backup"
PURPOSE = "marac-desk backup 1"
VERSION = 1
FILES = ("head", "keys.json", "vault.db")
MOST_BYTES = 16 * 1024
_FIELDS = {"format", "version", "vault", "made_at", "why", "schema", "sequence", "digest", "changed_at", "files", "mac"}
_HEX = re.compile(r"[0-9a-f]+")

DAMAGED = "This backup is damaged and cannot be relied on. Choose another one; the vault itself was not touched."
NOT_A_BACKUP = "There is no backup in this folder. Choose another folder; nothing was changed."
TOO_NEW = "This backup was made by a later version of MARAC Desk. Install that version to use it; nothing was changed."


@dataclass(frozen=True)
class FileMark:
    """A file of the backup as it was when it was checked."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Note:
    """What a backup holds: whose it is, when and why it was made, and where the journal in it ends.

    `schema` is the version of its tables, `changed_at` the moment of its last entry; `mac` is over all the others.
    """

    vault: str
    made_at: datetime
    why: Why
    schema: int
    sequence: int
    digest: str
    changed_at: datetime
    files: Mapping[str, FileMark]
    mac: str = ""


class _Misshapen(Exception):
    """The content is not what a note holds."""


def sealed(note: Note, key: bytes) -> Note:
    """The note with its MAC; `key` is the database key."""
    return replace(note, mac=_mac(note, note_key(key)))


def write_note(note: Note) -> bytes:
    """The bytes of a sealed note, with its checksum."""
    content = _content(note) | {"mac": note.mac}
    return json.dumps(content | {"checksum": _checksum(content)}, indent=1).encode() + b"\n"


def read_note(data: bytes) -> Note:
    """The note behind `data`. Raises VaultDamaged, and VaultTooNew when a later version wrote it."""
    try:
        content = _whole(data)
        if _number(content["version"]) > VERSION:
            raise VaultTooNew(TOO_NEW)
        return _read(content)
    except (_Misshapen, KeyError, TypeError, ValueError, OverflowError):
        raise VaultDamaged(DAMAGED) from None


def note_key(key: bytes) -> bytes:
    """The key of the MACs that belongs to a database key. It opens nothing."""
    return drawn_key(key, PURPOSE)


def is_sealed_with(note: Note, by: bytes) -> bool:
    """Whether the note's MAC was made with this key of MACs."""
    return hmac.compare_digest(note.mac, _mac(note, by))


def _content(note: Note) -> dict[str, object]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "vault": note.vault,
        "made_at": note.made_at.astimezone(UTC).isoformat(),
        "why": note.why.value,
        "schema": note.schema,
        "sequence": note.sequence,
        "digest": note.digest,
        "changed_at": note.changed_at.astimezone(UTC).isoformat(),
        "files": {name: asdict(file) for name, file in note.files.items()},
    }


def _mac(note: Note, by: bytes) -> str:
    return hmac.digest(by, canonical(_content(note)), "sha256").hex()


def _checksum(content: dict[str, object]) -> str:
    return sha256(canonical(content)).hexdigest()


def _whole(data: bytes) -> dict[str, object]:
    """The JSON object without its checksum, which was right."""
    try:
        content = json.loads(data)
    except RecursionError:
        raise _Misshapen from None
    if not isinstance(content, dict) or content.pop("checksum", None) != _checksum(content):
        raise _Misshapen
    return content


def _read(content: dict[str, object]) -> Note:
    if set(content) != _FIELDS or content["format"] != FORMAT:
        raise _Misshapen
    return Note(
        vault=_hex(content["vault"], 32),
        made_at=_moment_of(content["made_at"]),
        why=Why(content["why"]),
        schema=_number(content["schema"]),
        sequence=_number(content["sequence"]),
        digest=_hex(content["digest"], 64),
        changed_at=_moment_of(content["changed_at"]),
        files=dict(_files(content["files"])),
        mac=_hex(content["mac"], 64),
    )


def _files(value: object) -> Iterator[tuple[str, FileMark]]:
    if not isinstance(value, dict) or set(value) != set(FILES):
        raise _Misshapen
    for name, fields in value.items():
        if not isinstance(fields, dict) or set(fields) != {"size", "sha256"}:
            raise _Misshapen
        yield name, FileMark(_number(fields["size"]), _hex(fields["sha256"], 64))


def _number(value: object) -> int:
    if type(value) is not int or not 0 <= value < 2**50:
        raise _Misshapen
    return value


def _hex(value: object, length: int) -> str:
    if not isinstance(value, str) or len(value) != length or not _HEX.fullmatch(value):
        raise _Misshapen
    return value


def _moment_of(value: object) -> datetime:
    if not isinstance(value, str):
        raise _Misshapen
    if datetime.fromisoformat(value).tzinfo is None:
        raise _Misshapen
    return moment_in(value)
