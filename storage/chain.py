"""The chain: each journal entry carries the digest of the one before, so none can be changed unseen.

An entry binds what it did only through a commitment: SHA-256 of a random salt and the body. When
retention erases salt and body, nothing can be guessed back, and the chain still proves itself.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable
from dataclasses import astuple, dataclass

_LINK = "marac-desk journal entry 1"
_GENESIS = "marac-desk journal 1"
_SALT_BYTES = 32


@dataclass(frozen=True)
class Link:
    """What the chain binds of one entry; digests and commitments are hexadecimal, `at` is ISO 8601 in UTC."""

    sequence: int
    at: str
    keyholder: str
    session: str
    kind: str
    label: str
    undoes: int | None
    commitment: str
    previous: str

    @property
    def digest(self) -> str:
        """SHA-256 over the fields as one JSON array: no two different links read the same."""
        return _sha256(json.dumps([_LINK, *astuple(self)], separators=(",", ":")).encode())


def genesis(vault_id: str) -> str:
    """What stands before the first entry; it differs from vault to vault."""
    return _sha256(json.dumps([_GENESIS, vault_id], separators=(",", ":")).encode())


def new_salt() -> str:
    """A fresh salt for one body, hexadecimal."""
    return secrets.token_hex(_SALT_BYTES)


def commit_to(salt: str, body: str) -> str:
    """The commitment to a body, which tells nothing about it to somebody without the salt."""
    return commit_to_parts(salt, (body.encode(),))


def commit_to_parts(salt: str, parts: Iterable[bytes]) -> str:
    """The same for a body in UTF-8 that comes in parts."""
    digest = hashlib.sha256(bytes.fromhex(salt))
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
