"""The few cryptographic steps behind the key slots. Nothing here knows files or people.

A passphrase becomes a key with Argon2id; a key closes a box with AES-256-GCM; a database key is
sealed to a public key with a fresh X25519 exchange, HKDF-SHA256 and such a box. Everything that a
box must not be moved away from is bound to it as associated data.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from marac_desk.errors import Refused, Told

KEY_BYTES = 32
NONCE_BYTES = 12
SALT_BYTES = 16
TAG_BYTES = 16

LOCKED = "The vault is locked. Unlock it to go on; what was saved is there."
NO_MEMORY = "There is not enough free memory to check the passphrase. Close other programs and try again."


MOST_WORK = 4 * 1024 * 1024
"""The most KiB that all passes together go through, so that a forged file costs some seconds and not a minute."""


class DoesNotOpen(Exception):
    """The key is another one, or what it should open was altered. Cryptography cannot tell which."""


@dataclass(frozen=True)
class KdfSettings:
    """What one try at a passphrase costs: Argon2id's passes, memory in KiB, and lanes.

    The standard values are the second choice of RFC 9106.
    """

    time: int = 3
    memory_kib: int = 64 * 1024
    lanes: int = 4

    @property
    def bearable(self) -> bool:
        """Not weaker than any guide allows, and not so heavy that a forged file could stop the machine."""
        each = 1 <= self.time <= 16 and 19 * 1024 <= self.memory_kib <= 1024 * 1024 and 1 <= self.lanes <= 8
        return each and self.time * self.memory_kib <= MOST_WORK


LEAST = KdfSettings(time=1, memory_kib=19 * 1024, lanes=1)
"""The cheapest settings that a slot file may have: for trials, never for people."""


def calibrated(clock: Callable[[], float], seconds: float = 0.5) -> KdfSettings:
    """The standard settings with as many passes, three to sixteen, as take about `seconds` on this machine.

    The quicker of two trials counts: whatever else the machine was doing must not make the lock weaker.
    """
    one_pass = max(min(_trial(clock), _trial(clock)), 1e-6) / KdfSettings().time
    return KdfSettings(time=min(16, max(KdfSettings().time, int(seconds / one_pass))))


def _trial(clock: Callable[[], float]) -> float:
    start = clock()
    passphrase_key("", bytes(SALT_BYTES), KdfSettings())
    return clock() - start


class KeptKey:
    """A key for as long as something is open. It can be exchanged, and is overwritten when it is let go of."""

    def __init__(self, value: bytes) -> None:
        self._value = bytearray(value)

    @property
    def value(self) -> bytes:
        """A copy of it, to be used and forgotten. Raises Refused once it was let go of."""
        if not self._value:
            raise Refused(LOCKED)
        return bytes(self._value)

    @value.setter
    def value(self, another: bytes) -> None:
        self._value[:] = another

    def let_go(self) -> None:
        """Overwrites it. May be called again."""
        self._value[:] = bytes(len(self._value))
        self._value.clear()


@dataclass(frozen=True)
class Box:
    """Something closed with a key: nonce, then ciphertext and tag."""

    nonce: bytes
    sealed: bytes


@dataclass(frozen=True)
class SealedKey:
    """A database key that only the owner of one private key can take out."""

    ephemeral: bytes
    box: Box


def passphrase_key(secret: str, salt: bytes, kdf: KdfSettings) -> bytes:
    """The 32-byte Argon2id key of `secret`. Raises Told when the machine has not the memory that it takes."""
    try:
        return hash_secret_raw(
            secret.encode(errors="surrogatepass"),
            salt,
            time_cost=kdf.time,
            memory_cost=kdf.memory_kib,
            parallelism=kdf.lanes,
            hash_len=KEY_BYTES,
            type=Type.ID,
        )
    except HashingError:
        raise Told(NO_MEMORY) from None


def close_box(key: bytes, content: bytes, bound: bytes) -> Box:
    """Closes `content` with `key`, inseparably from `bound`."""
    nonce = os.urandom(NONCE_BYTES)
    return Box(nonce, AESGCM(key).encrypt(nonce, content, bound))


def open_box(key: bytes, box: Box, bound: bytes) -> bytes:
    """What is in the box; raises DoesNotOpen for another key, another `bound` or an altered box."""
    try:
        return AESGCM(key).decrypt(box.nonce, box.sealed, bound)
    except InvalidTag:
        raise DoesNotOpen from None


def drawn_key(key: bytes, purpose: str) -> bytes:
    """A key of its own for one purpose, drawn from the database key."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose.encode()).derive(key)


def new_key_pair() -> tuple[bytes, bytes]:
    """A fresh X25519 private key and its public key, 32 bytes each."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def public_key_of(private: bytes) -> bytes:
    """The public key that belongs to `private`."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def seal_to(public: bytes, content: bytes, bound: bytes) -> SealedKey:
    """Seals `content` so that only the private key behind `public` opens it."""
    private, ephemeral = new_key_pair()
    return SealedKey(ephemeral, close_box(_shared_key(private, public, ephemeral + public), content, bound))


def open_sealed(private: bytes, sealed: SealedKey, bound: bytes) -> bytes:
    """What was sealed to the public key of `private`; raises DoesNotOpen."""
    pair = sealed.ephemeral + public_key_of(private)
    return open_box(_shared_key(private, sealed.ephemeral, pair), sealed.box, bound)


def _shared_key(private: bytes, public: bytes, pair: bytes) -> bytes:
    try:
        shared = X25519PrivateKey.from_private_bytes(private).exchange(X25519PublicKey.from_public_bytes(public))
    except ValueError:  # a public key chosen so that the exchange gives away nothing but zeros
        raise DoesNotOpen from None
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=b"marac-desk database key 1" + pair).derive(shared)
