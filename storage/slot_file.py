"""The slot file's shape on disk: strict when read, the same bytes for the same slots when written.

It holds no names. Its checksum has no key: it tells a damaged file from a wrong passphrase, and is
no protection against somebody who alters the file on purpose; the boxes inside are.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from marac_desk.errors import VaultDamaged, VaultTooNew
from storage.sealing import KEY_BYTES, NONCE_BYTES, SALT_BYTES, TAG_BYTES, Box, KdfSettings, SealedKey

FORMAT = "marac-desk-keys"
VERSION = 1
MOST_SLOTS = 64
MOST_BYTES = 256 * 1024
_MOST_GENERATIONS = 2**31

DAMAGED = (
    "The vault's key file is damaged. The vault itself may be whole: "
    "copy keys.json back from the latest backup and open it again."
)
TOO_NEW = "This vault was made by a later version of MARAC Desk. Install that version to open it; nothing was changed."

_T = TypeVar("_T")


@dataclass(frozen=True)
class Slot:
    """One passphrase's way in: a key pair, and the database key sealed to it.

    `pending` is the next database key while the database is being given one.
    """

    id: str
    public: bytes
    private: Box
    key: SealedKey
    pending: SealedKey | None = None


@dataclass(frozen=True)
class SlotFile:
    """Everything that the file says."""

    vault_id: str
    kdf: KdfSettings
    salt: bytes
    generation: int
    slots: tuple[Slot, ...]


class _Misshapen(Exception):
    """The content is not what a slot file holds."""


def write(file: SlotFile) -> bytes:
    """The file's bytes."""
    content = {
        "format": FORMAT,
        "version": VERSION,
        "vault": file.vault_id,
        "kdf": kdf_fields(file.kdf, file.salt),
        "generation": file.generation,
        "slots": [_slot_fields(slot) for slot in file.slots],
    }
    return json.dumps(content | {"checksum": _checksum(content)}, indent=1).encode() + b"\n"


def read(data: bytes) -> SlotFile:
    """The file behind `data`.

    Raises VaultDamaged when a bit of it is wrong, and VaultTooNew when a later version wrote it.
    """
    try:
        content = _whole_content(data)
        if _whole(content.get("version"), 1, 2**31) > VERSION:
            raise VaultTooNew(TOO_NEW)
        return _read(content)
    except _Misshapen:
        raise VaultDamaged(DAMAGED) from None


def canonical(value: object) -> bytes:
    """One spelling for each value: what is hashed, and what boxes are bound to."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def kdf_fields(kdf: KdfSettings, salt: bytes) -> dict[str, object]:
    """The key derivation as it stands in the file."""
    return {
        "name": "argon2id",
        "time": kdf.time,
        "memory_kib": kdf.memory_kib,
        "lanes": kdf.lanes,
        "salt": _text_of(salt),
    }


def _checksum(content: dict[str, object]) -> str:
    return hashlib.sha256(canonical(content)).hexdigest()


def _slot_fields(slot: Slot) -> dict[str, object]:
    return {
        "id": slot.id,
        "public": _text_of(slot.public),
        "private": _box_fields(slot.private),
        "key": _sealed_fields(slot.key),
        "pending": None if slot.pending is None else _sealed_fields(slot.pending),
    }


def _box_fields(box: Box) -> dict[str, object]:
    return {"nonce": _text_of(box.nonce), "sealed": _text_of(box.sealed)}


def _sealed_fields(sealed: SealedKey) -> dict[str, object]:
    return {"ephemeral": _text_of(sealed.ephemeral), "box": _box_fields(sealed.box)}


def _text_of(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _whole_content(data: bytes) -> dict[str, object]:
    """The JSON object without its checksum, which was right."""
    if len(data) > MOST_BYTES:
        raise _Misshapen
    try:
        content = json.loads(data, object_pairs_hook=_once_each)
        if isinstance(content, dict) and content.pop("checksum", None) == _checksum(content):
            return content
    except (ValueError, RecursionError):
        pass
    raise _Misshapen


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise _Misshapen
    return fields


def _read(content: dict[str, object]) -> SlotFile:
    fields = _fields(content, "format", "version", "vault", "kdf", "generation", "slots")
    if fields["format"] != FORMAT:
        raise _Misshapen
    kdf, salt = _kdf(fields["kdf"])
    slots = tuple(_slot(each) for each in _list(fields["slots"]))
    if len({slot.id for slot in slots}) != len(slots):
        raise _Misshapen
    return SlotFile(_hex(fields["vault"], 32), kdf, salt, _whole(fields["generation"], 1, _MOST_GENERATIONS), slots)


def _kdf(value: object) -> tuple[KdfSettings, bytes]:
    fields = _fields(value, "name", "time", "memory_kib", "lanes", "salt")
    time, memory, lanes = (_whole(fields[name], 1, 2**31) for name in ("time", "memory_kib", "lanes"))
    kdf = KdfSettings(time, memory, lanes)
    if fields["name"] != "argon2id" or not kdf.bearable:
        raise _Misshapen
    return kdf, _bytes(fields["salt"], SALT_BYTES)


def _slot(value: object) -> Slot:
    fields = _fields(value, "id", "public", "private", "key", "pending")
    return Slot(
        _hex(fields["id"], 16),
        _bytes(fields["public"], KEY_BYTES),
        _box(fields["private"]),
        _sealed(fields["key"]),
        _or_none(_sealed, fields["pending"]),
    )


def _box(value: object) -> Box:
    fields = _fields(value, "nonce", "sealed")
    return Box(_bytes(fields["nonce"], NONCE_BYTES), _bytes(fields["sealed"], KEY_BYTES + TAG_BYTES))


def _sealed(value: object) -> SealedKey:
    fields = _fields(value, "ephemeral", "box")
    return SealedKey(_bytes(fields["ephemeral"], KEY_BYTES), _box(fields["box"]))


def _or_none(reader: Callable[[object], _T], value: object) -> _T | None:
    return None if value is None else reader(value)


def _fields(value: object, *names: str) -> dict[str, object]:
    """The object's fields, when they are these and no others."""
    if not isinstance(value, dict) or set(value) != set(names):
        raise _Misshapen
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_SLOTS:
        raise _Misshapen
    return value


def _whole(value: object, low: int, high: int) -> int:
    if type(value) is not int or not low <= value <= high:
        raise _Misshapen
    return value


def _bytes(value: object, length: int) -> bytes:
    try:
        data = base64.b64decode(value, validate=True) if isinstance(value, str) else b""
    except ValueError:
        raise _Misshapen from None
    if len(data) != length:
        raise _Misshapen
    return data


def _hex(value: object, length: int) -> str:
    if not isinstance(value, str) or len(value) != length or not set(value) <= set("0123456789abcdef"):
        raise _Misshapen
    return value
