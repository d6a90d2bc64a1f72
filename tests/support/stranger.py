"""Another program that opens a vault: it knows docs/storage-format.md and a passphrase, and nothing of ours.

It imports nothing of this program. Its database library is another maker's, and each step of the
cryptography is written out. What it needs and the page does not say is a fault of the page.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

NOT_JOURNALLED = {"journal_entry", "journal_body", "journal_touch", "draft", "vault_fact", "search_entry"}

TableRows = dict[tuple[Any, ...], dict[str, Any]]
"""A table's rows by their primary key."""
Rows = dict[str, TableRows]


@dataclass(frozen=True)
class Entry:
    """A journal entry as it lies in its table, and its body."""

    sequence: int
    at: str
    keyholder: str
    session: str
    kind: str
    label: str
    undoes: int | None
    commitment: str
    previous: str
    digest: str
    salt: str | None
    body: str | None


@dataclass
class Opened:
    """What the stranger found."""

    vault: str
    key: bytes = field(repr=False)
    entries: list[Entry]
    rows: Rows
    pragmas: dict[str, Any]


def canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def plain(value: object) -> bytes:
    """JSON without spaces, `\\u` escapes for all but ASCII, fields in the order given."""
    return json.dumps(value, separators=(",", ":")).encode()


def open_vault(folder: Path, passphrase: str) -> Opened:
    """From the files in a folder and a passphrase to the tables and the journal."""
    file = json.loads((folder / "keys.json").read_bytes())
    checksum = file.pop("checksum")
    assert hashlib.sha256(canonical(file)).hexdigest() == checksum
    assert (file["format"], file["version"]) == ("marac-desk-keys", 1)
    key = database_key(file, passphrase)
    database = open_database(folder / "vault.db", key)
    try:
        entries = [Entry(*row) for row in database.execute(ENTRIES)]
        rows = {table: rows_of(database, table) for table in tables(database)}
        names = ("application_id", "user_version", "integrity_check")
        pragmas = {name: database.execute(f"PRAGMA {name}").fetchall()[0][0] for name in names}
        found = database.execute("SELECT value FROM vault_fact WHERE name = 'vault id'").fetchall()
        assert found == [(file["vault"],)]
    finally:
        database.close()
    return Opened(file["vault"], key, entries, rows, pragmas)


ENTRIES = (
    "SELECT sequence, at, keyholder_id, session, kind, label, undoes, commitment, previous, digest, salt, body"
    " FROM journal_entry LEFT JOIN journal_body USING (sequence) ORDER BY sequence"
)


def database_key(file: dict[str, Any], passphrase: str) -> bytes:
    """Steps 1 to 4 of “From passphrase to database key”."""
    kdf = file["kdf"]
    secret = unicodedata.normalize("NFKC", passphrase).encode()
    stretched = hash_secret_raw(
        secret, unpacked(kdf["salt"]), kdf["time"], kdf["memory_kib"], kdf["lanes"], 32, Type.ID, version=0x13
    )
    for slot in file["slots"]:
        public = unpacked(slot["public"])
        bound = canonical(["private key", 1, file["vault"], slot["id"], public.hex(), kdf])
        try:
            private = open_box(stretched, slot["private"], bound)
        except InvalidTag:
            continue
        mine = X25519PrivateKey.from_private_bytes(private)
        assert mine.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw) == public
        ephemeral = unpacked(slot["key"]["ephemeral"])
        shared = mine.exchange(X25519PublicKey.from_public_bytes(ephemeral))
        info = b"marac-desk database key 1" + ephemeral + public
        bound = canonical(["database key", 1, file["vault"], slot["id"], file["generation"]])
        return open_box(HKDF(SHA256(), 32, None, info).derive(shared), slot["key"]["box"], bound)
    raise AssertionError("the passphrase opens no slot")


def open_box(key: bytes, box: dict[str, str], bound: bytes) -> bytes:
    return AESGCM(key).decrypt(unpacked(box["nonce"]), unpacked(box["sealed"]), bound)


def unpacked(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def open_database(path: Path, key: bytes) -> apsw.Connection:
    """SQLCipher 4 as another maker has it, with the raw key."""
    database = apsw.Connection(str(path))
    for setting in ("cipher = 'sqlcipher'", "legacy = 4", f"key = \"x'{key.hex()}'\""):
        database.execute(f"PRAGMA {setting}").fetchall()
    return database


def tables(database: apsw.Connection) -> list[str]:
    """Those that the journal tells of."""
    names = [row[0] for row in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return [name for name in names if name not in NOT_JOURNALLED and not name.startswith(("search_index", "sqlite_"))]


def rows_of(database: apsw.Connection, table: str) -> TableRows:
    columns = list(database.execute(f'PRAGMA table_info("{table}")'))
    names = [column[1] for column in columns]
    key = [column[1] for column in sorted(columns, key=lambda column: column[5]) if column[5]]
    listed = ", ".join(f'"{name}"' for name in names)
    found = [dict(zip(names, row, strict=True)) for row in database.execute(f'SELECT {listed} FROM "{table}"')]
    return {tuple(row[name] for name in key): row for row in found}


def empty_digest(vault: str) -> str:
    return hashlib.sha256(plain(["marac-desk journal 1", vault])).hexdigest()


def digest_of(entry: Entry) -> str:
    """The digest that the chain asks for."""
    fields = (entry.sequence, entry.at, entry.keyholder, entry.session, entry.kind, entry.label, entry.undoes)
    told = ["marac-desk journal entry 1", *fields, entry.commitment, entry.previous]
    return hashlib.sha256(plain(told)).hexdigest()


def commitment_of(entry: Entry) -> str:
    assert entry.salt is not None
    assert entry.body is not None
    return hashlib.sha256(bytes.fromhex(entry.salt) + entry.body.encode()).hexdigest()


def replayed(entries: list[Entry], rows: Rows) -> Rows:
    """Every table of the record as the bodies tell it, from the first."""
    told: Rows = {table: {} for table in rows}
    for entry in entries:
        for change in json.loads(entry.body or "[]"):
            key, fields = tuple(change["key"]), {name: pair[1] for name, pair in change["fields"].items()}
            if change["verb"] == "delete":
                del told[change["table"]][key]
            elif change["verb"] != "view":
                told[change["table"]].setdefault(key, {}).update(fields)
    return told


def head_of(content: bytes, key: bytes) -> tuple[int, str]:
    """The valid record with the higher number."""
    mac_key = HKDF(SHA256(), 32, None, b"marac-desk head 1").derive(key)
    assert len(content) == 1024
    found = []
    for start in (0, 512):
        told, mac = content[start : start + 40], content[start + 40 : start + 72]
        if hmac.compare_digest(hmac.digest(mac_key, told, "sha256"), mac):
            found.append((int.from_bytes(told[:8], "big"), told[8:].hex()))
    return max(found)


def note_of(folder: Path, key: bytes) -> dict[str, Any]:
    """The note of a backup, whose checksum and MAC are right and whose files are as it says."""
    note: dict[str, Any] = json.loads((folder / "backup.json").read_bytes())
    checksum = note.pop("checksum")
    assert hashlib.sha256(canonical(note)).hexdigest() == checksum
    mac = bytes.fromhex(note.pop("mac"))
    mac_key = HKDF(SHA256(), 32, None, b"marac-desk backup 1").derive(key)
    assert hmac.compare_digest(hmac.digest(mac_key, canonical(note), "sha256"), mac)
    for name, told in note["files"].items():
        content = (folder / name).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (told["size"], told["sha256"])
    return note
