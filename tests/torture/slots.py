"""Key files made by somebody who means harm: with a right checksum, and nothing else right."""

from __future__ import annotations

import copy
import hashlib
import json
import resource
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from marac_desk.errors import Told, VaultDamaged, VaultTooNew, WrongPassphrase
from storage.slot_file import MOST_BYTES, canonical
from storage.vault import unlock_vault
from tests.support.vaults import PASSPHRASE, Rows, cheap_vault, rows_now, small_marac
from tests.torture.apart import Ended, outcome
from tests.torture.tries import Ground, Try

Json = Any
"""Whatever JSON can say."""

MEMORY = 3 * 2**30
"""Bytes that a process may take; a key derivation is allowed one gigabyte."""

HOSTILE: tuple[Json, ...] = (
    *(None, True, False, 0, -1, 1, 17, 2**31, 2**63, 2**64, 10**400, 0.5, 1e308, float("nan"), float("inf")),
    *("", " ", "0", "x" * 100_000, "\0", "\ud800", "\u202e", "a" * 16, "f" * 32, "AAAA", "=" * 44, "%n%s", "../../x"),
    *([], {}, [[]], [None] * 1000, {"id": 1}, {"nonce": "", "sealed": ""}, [{}] * 65),
)


def attack(ground: Ground) -> Iterator[Try]:
    """Values of the wrong kind everywhere, bytes that are no JSON, and slots that somebody moved about."""
    path = ground.folder / "vault"
    with cheap_vault(path).vault as vault:
        small_marac(vault)
        rows = rows_now(vault)
    whole = json.loads((path / "keys.json").read_bytes())
    ways = [("wrong values", sealed(each)) for each in _wrong_values(whole, ground)]
    ways += [("no key file at all", each) for each in _no_json((path / "keys.json").read_bytes())]
    ways += [("slots moved about", sealed(each)) for each in _moved_about(whole, _another(ground))]
    for part, content in ways:
        (path / "keys.json").write_bytes(content)
        (path / "attempts.json").unlink(missing_ok=True)  # the wait after failed attempts is not what is tried here
        try:
            came, wrong = outcome(_open, path, rows, whole, seconds=60)
        except Ended as ended:
            came, wrong = "", f"{ended}: {content[:300]!r}"
        yield Try(part, came, wrong)


def sealed(content: Json) -> bytes:
    """The file with the checksum that belongs to what it says, which needs no key."""
    body = {name: value for name, value in content.items() if name != "checksum"}
    return json.dumps(body | {"checksum": hashlib.sha256(canonical(body)).hexdigest()}).encode()


def _open(path: Path, rows: Rows, whole: Json) -> tuple[str, str]:
    """Refuses in a sentence, or opens the true vault and says what is strange."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        vault = unlock_vault(path, PASSPHRASE)
    except (VaultDamaged, VaultTooNew, WrongPassphrase) as told:
        return f"told: {type(told).__name__}", ""
    except Told as told:
        return "", f"told as something else: {told.say}"
    with vault:
        if rows_now(vault) != rows:
            return "", "another record was read"
        if vault.findings:
            return "opened, and told", ""
    now = json.loads((path / "keys.json").read_bytes())
    if now == whole:
        return "opened, as it says the same", ""
    if _who(now) == _who(whole):  # what is sealed in another's slot shows only to their passphrase
        return "opened, as mine is the same", ""
    return "", "opened, and nobody was told that it is another file"


def _who(content: Json) -> Json:
    """All that can be seen of a key file without the passphrases."""
    slots = {slot["id"]: [slot["public"], slot["pending"]] for slot in content["slots"]}
    return slots, [content[name] for name in ("vault", "kdf", "generation")]


def _wrong_values(whole: Json, ground: Ground) -> Iterator[Json]:
    """Each field in turn with each hostile value, left out, and with a stranger beside it."""
    places = [place for place in _places(whole) if place]
    chosen = places if not ground.quick else ground.chance.sample(places, 2)
    for place in chosen:
        for value in HOSTILE:
            yield _with(whole, place, lambda inside, name, value=value: inside.__setitem__(name, copy.deepcopy(value)))
        yield _with(whole, place, lambda inside, name: inside.__delitem__(name))
        if isinstance(place[-1], str):
            yield _with(whole, place, lambda inside, _: inside.__setitem__("stranger", 1))
    costs = ((4, 2**20, 1), (16, 2**20, 8), (1, 8, 1), (2**31 - 1, 2**31 - 1, 2**24), (17, 65536, 4))
    for time, memory, lanes in costs[1:] if ground.quick else costs:
        yield whole | {"kdf": whole["kdf"] | {"time": time, "memory_kib": memory, "lanes": lanes}}


def _places(value: Json, here: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield here
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, each in inside:
        yield from _places(each, (*here, name))


def _with(whole: Json, place: tuple[str | int, ...], change: Any) -> Json:  # noqa: ANN401
    changed = copy.deepcopy(whole)
    inside = changed
    for name in place[:-1]:
        inside = inside[name]
    change(inside, place[-1])
    return changed


def _no_json(whole: bytes) -> Iterator[bytes]:
    text = whole.decode()
    yield from (b"", b"\0" * 4096, b"null", b"[]", b'"x"', b"{}", b"\xef\xbb\xbf" + whole, text.encode("utf-16"))
    yield from (b"[" * 200_000, b'{"a":' * 40_000, b'{"a":' + b"9" * 200_000 + b"}", whole + b" " * MOST_BYTES)
    yield from (whole + whole, whole.replace(b'"version": 1', b'"version": 1, "version": 1'), whole[:-2])
    yield from (whole.replace(b'"version": 1', b'"version": NaN'), whole.replace(b'"version": 1', b'"version": 1e0'))
    yield from (b"\xff\xfe" + whole, whole.replace(b"a", b"\xe1"), b"#!/bin/sh\nexit 0\n", b"PK\3\4" + whole)


def _moved_about(whole: Json, other: Json) -> Iterator[Json]:
    """Slots of this vault and of another one, in each other's place, twice, or gone."""
    mine, safe = whole["slots"]
    strange = other["slots"][0]
    for slots in ([safe, mine], [mine], [safe], [mine, mine], [mine, safe, strange], [strange], [mine, strange], []):
        yield whole | {"slots": slots}
    yield whole | {"slots": [mine, safe] * 33}
    for name in ("id", "public", "private", "key"):
        yield whole | {"slots": [mine | {name: safe[name]}, safe | {name: mine[name]}]}
        yield whole | {"slots": [mine | {name: strange[name]}, safe]}
    yield whole | {"slots": [mine | {"pending": mine["key"]}, safe]}
    yield whole | {"slots": [mine | {"pending": strange["key"]}, safe | {"pending": strange["key"]}]}
    for name in ("vault", "kdf", "generation", "slots"):
        yield whole | {name: other[name]}
    yield whole | {"generation": 2}
    yield whole | {"version": 2}
    yield other


def _another(ground: Ground) -> Json:
    """The key file of another vault, with the same passphrase."""
    path = ground.folder / "another"
    cheap_vault(path).vault.lock()
    return json.loads((path / "keys.json").read_bytes())
