"""Key slots: who opens the vault, who no longer does, and what a damaged slot file says."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from argon2.exceptions import HashingError
from hypothesis import given
from hypothesis import strategies as st

from marac_desk.errors import Refused, Told, VaultDamaged, VaultTooNew, WrongPassphrase
from storage.keyslots import KeySlots, new_database_key, new_vault_id
from storage.recovery import new_recovery_code
from storage.sealing import LEAST, KdfSettings, calibrated
from storage.slot_file import MOST_BYTES, MOST_SLOTS, canonical

Content = dict[str, Any]

KEY = bytes(range(32))
CHAIR, COORDINATOR, DEPUTY = "kettle lantern orchard", "siân ŵyn o Lŷn", "quiet harbour seven"


def slots_for(*passphrases: str) -> KeySlots:
    slots = KeySlots.new(new_vault_id(), LEAST)
    for passphrase in passphrases:
        slots.add(passphrase, KEY)
    return slots


THREE = slots_for(CHAIR, COORDINATOR, DEPUTY).to_bytes()


def read(data: bytes) -> KeySlots:
    return KeySlots.from_bytes(data)


def altered(data: bytes, change: Callable[[Content], object]) -> bytes:
    """The file as somebody would forge it: changed, and its checksum made right again."""
    content = json.loads(data)
    change(content)
    del content["checksum"]
    return json.dumps(content | {"checksum": hashlib.sha256(canonical(content)).hexdigest()}).encode()


def test_each_person_and_the_recovery_code_open_the_same_database() -> None:
    slots = slots_for(CHAIR, COORDINATOR)
    code = new_recovery_code()
    slots.add(code, KEY)
    again = read(slots.to_bytes())
    opened = [again.unlock(typed) for typed in (CHAIR, COORDINATOR, code, code.lower().replace("-", " "))]
    assert [each.database_keys for each in opened] == [(KEY,)] * 4
    assert [each.slot_id for each in opened] == [*again.public_keys(), opened[2].slot_id]


def test_a_slip_in_the_recovery_code_is_told_apart_from_a_wrong_passphrase() -> None:
    slots = slots_for(CHAIR)
    code = new_recovery_code()
    slots.add(code, KEY)
    with pytest.raises(WrongPassphrase, match="slip"):
        slots.unlock(code[:-1] + ("A" if code[-1] != "A" else "B"))
    with pytest.raises(WrongPassphrase, match="Caps Lock"):
        slots.unlock("kettle lamp")


def test_a_letter_composed_in_another_way_is_the_same_letter() -> None:
    assert read(THREE).unlock("sia\u0302n w\u0302yn o Ly\u0302n").database_keys == (KEY,)


def test_a_wrong_passphrase_is_told_apart_from_a_damaged_file() -> None:
    with pytest.raises(WrongPassphrase):
        read(THREE).unlock("not the one")
    with pytest.raises(VaultDamaged):
        read(THREE.replace(b'"generation": 1', b'"generation": 2'))


@pytest.mark.parametrize("nothing", ["", "   "])
def test_an_empty_passphrase_is_refused(nothing: str) -> None:
    with pytest.raises(Refused):
        slots_for(nothing)


def test_a_passphrase_that_opens_a_slot_already_is_refused() -> None:
    slots = slots_for(CHAIR)
    with pytest.raises(Refused, match="another"):
        slots.add(CHAIR, KEY)
    assert len(slots.public_keys()) == 1


def test_a_vault_that_is_full_of_people_says_so() -> None:
    full = altered(THREE, lambda file: file.update(slots=[{**file["slots"][0], "id": f"{n:016x}"} for n in range(64)]))
    with pytest.raises(Refused, match="all the people"):
        read(full).add("one more", KEY)


def test_the_file_holds_neither_a_key_nor_a_passphrase_nor_a_name() -> None:
    assert base64.b64encode(KEY) not in THREE
    assert KEY.hex().encode() not in THREE
    assert all(word.encode() not in THREE for passphrase in (CHAIR, DEPUTY) for word in passphrase.split())
    assert set(json.loads(THREE)["slots"][0]) == {"id", "public", "private", "key", "pending"}


def test_what_was_unlocked_does_not_show_its_keys() -> None:
    assert KEY.hex() not in repr(read(THREE).unlock(CHAIR))
    assert repr(KEY) not in repr(read(THREE).unlock(CHAIR))


def test_after_somebody_leaves_the_rest_open_the_new_key_with_their_old_passphrases() -> None:
    slots = slots_for(CHAIR, COORDINATOR, DEPUTY)
    code = new_recovery_code()
    slots.add(code, KEY)
    leaver = slots.unlock(DEPUTY).slot_id
    new_key = new_database_key()

    slots.reseal(new_key, {slot: public for slot, public in slots.public_keys().items() if slot != leaver})
    between = read(slots.to_bytes())
    assert between.unlock(CHAIR).database_keys == (KEY, new_key)
    assert between.unlock(DEPUTY).database_keys == (KEY,)

    between.promote()
    after = read(between.to_bytes())
    assert [after.unlock(typed).database_keys for typed in (CHAIR, COORDINATOR, code)] == [(new_key,)] * 3
    assert after.generation == 2
    with pytest.raises(WrongPassphrase):
        after.unlock(DEPUTY)


def test_finishing_a_change_of_key_twice_changes_nothing() -> None:
    slots = slots_for(CHAIR)
    slots.reseal(new_database_key(), slots.public_keys())
    slots.promote()
    once = slots.to_bytes()
    slots.promote()
    assert slots.to_bytes() == once


def test_a_slot_that_somebody_slipped_in_never_gets_the_next_key() -> None:
    slots = read(THREE)
    trusted = slots.public_keys()
    stranger = slots.add("slipped in at night", KEY)
    slots.reseal(new_database_key(), trusted)
    slots.promote()
    assert stranger not in slots.public_keys()


def test_a_slot_with_another_public_key_than_the_vault_knows_stops_the_new_key() -> None:
    trusted = read(THREE).public_keys()

    def swap(file: Content) -> None:
        file["slots"][0]["public"] = file["slots"][1]["public"]

    slots = read(altered(THREE, swap))
    with pytest.raises(VaultDamaged, match="not the one"):
        slots.reseal(new_database_key(), trusted)


def test_a_sealed_key_moved_from_one_slot_to_another_does_not_open() -> None:
    def swap(file: Content) -> None:
        one, two, _ = file["slots"]
        one["key"], two["key"] = two["key"], one["key"]

    with pytest.raises(VaultDamaged):
        read(altered(THREE, swap)).unlock(CHAIR)


def test_an_old_database_key_passed_off_as_the_new_one_does_not_open() -> None:
    with pytest.raises(VaultDamaged):
        read(altered(THREE, lambda file: file.update(generation=2))).unlock(CHAIR)


@pytest.mark.parametrize("salt", ["é" * 24, "\ud800", "=", ""])
def test_a_forged_salt_that_is_no_base64_is_damage_and_no_crash(salt: str) -> None:
    with pytest.raises(VaultDamaged):
        read(altered(THREE, lambda file: file["kdf"].update(salt=salt)))


def test_too_little_memory_for_the_passphrase_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_memory(*_: object, **__: object) -> bytes:
        raise HashingError("Memory allocation error")

    monkeypatch.setattr("storage.sealing.hash_secret_raw", no_memory)
    with pytest.raises(Told, match="not enough free memory"):
        read(THREE).unlock(CHAIR)


def test_a_low_order_point_in_a_forged_file_is_damage_and_no_crash() -> None:
    def flatten(file: Content) -> None:
        file["slots"][0]["key"]["ephemeral"] = base64.b64encode(bytes(32)).decode()

    with pytest.raises(VaultDamaged):
        read(altered(THREE, flatten)).unlock(CHAIR)


@pytest.mark.parametrize(
    "change",
    [
        lambda file: file.update(vault="0" * 32),
        lambda file: file["kdf"].update(lanes=2),
        lambda file: file["slots"][0].update(id="0" * 16),
        lambda file: file["slots"][0].update(private=file["slots"][1]["private"]),
    ],
)
def test_a_slot_moved_away_from_what_it_is_bound_to_does_not_open(change: Callable[[Content], object]) -> None:
    with pytest.raises(WrongPassphrase):
        read(altered(THREE, change)).unlock(CHAIR)


@pytest.mark.parametrize(("time", "memory_kib"), [(16, 1024 * 1024), (5, 1024 * 1024), (16, 262_145)])
def test_a_cost_that_would_keep_somebody_waiting_is_not_borne_though_each_part_of_it_would_be(
    time: int, memory_kib: int
) -> None:
    assert not KdfSettings(time, memory_kib, lanes=1).bearable
    assert KdfSettings(time, memory_kib // 8, lanes=1).bearable


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("memory_kib", 2**31 - 1),
        ("memory_kib", 1024 * 1024 + 1),
        ("memory_kib", 8),
        ("memory_kib", -1),
        ("memory_kib", 65536.0),
        ("time", 0),
        ("time", 17),
        ("time", True),
        ("lanes", 9),
        ("lanes", "4"),
        ("name", "pbkdf2"),
        ("salt", "AAAA"),
        ("salt", "not base64"),
        ("salt", None),
    ],
)
def test_settings_that_would_stop_the_machine_or_weaken_the_lock_are_refused(field: str, value: object) -> None:
    with pytest.raises(VaultDamaged):
        read(altered(THREE, lambda file: file["kdf"].update({field: value})))


@pytest.mark.parametrize(
    "change",
    [
        lambda file: file.pop("generation"),
        lambda file: file.update(extra=1),
        lambda file: file.update(format="other"),
        lambda file: file.update(version="1"),
        lambda file: file.update(vault="Z" * 32),
        lambda file: file.update(slots=[]),
        lambda file: file.update(slots={}),
        lambda file: file.update(slots=[*file["slots"], file["slots"][0]]),
        lambda file: file.update(slots=[file["slots"][0]] * (MOST_SLOTS + 1)),
        lambda file: file["slots"][0].pop("pending"),
        lambda file: file["slots"][0].update(owner="Ivy Invented"),
        lambda file: file["slots"][0].update(private=None),
        lambda file: file["slots"][0]["key"].update(ephemeral="AAAA"),
    ],
)
def test_a_missing_extra_or_strange_field_is_damage(change: Callable[[Content], object]) -> None:
    with pytest.raises(VaultDamaged):
        read(altered(THREE, change))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"{}",
        b"[" * 100_000,
        b'{"a": ' * 20_000,
        b'{"version": ' + b"9" * 5000 + b"}",
        b" " * (MOST_BYTES + 1),
        THREE[:-20],
        THREE.replace(b'"version": 1,', b'"version": 1, "version": 1,'),
    ],
    ids=lambda data: f"{len(data)} bytes",
)
def test_what_is_no_slot_file_is_damage(data: bytes) -> None:
    with pytest.raises(VaultDamaged):
        read(data)


def test_a_file_of_a_later_version_is_told_as_such_whatever_else_is_in_it() -> None:
    with pytest.raises(VaultTooNew, match="later version"):
        read(altered(THREE, lambda file: file.update(version=2, novelty={})))


def outcome_of_flipping(at: int, bit: int) -> str:
    changed = bytearray(THREE)
    changed[at] ^= 1 << bit
    try:
        read(bytes(changed))
    except VaultDamaged:
        return "refused"
    return f"accepted at byte {at}"


def test_a_bit_flipped_anywhere_is_refused_as_damage() -> None:
    outcomes = {outcome_of_flipping(at, bit) for at in range(len(THREE)) for bit in range(8)}
    assert outcomes == {"refused"}


@given(st.integers(0, len(THREE)), st.binary(max_size=8), st.integers(0, 8))
def test_a_stretch_overwritten_anywhere_is_refused_as_damage_or_is_harmless(at: int, put: bytes, cut: int) -> None:
    try:
        slots = read(THREE[:at] + put + THREE[at + cut :])
    except VaultDamaged:
        return
    assert slots.to_bytes() == THREE


def test_settings_are_fitted_to_the_machine_within_bounds() -> None:
    def ticking(*seconds: float) -> Callable[[], float]:
        times = iter([moment for each in seconds for moment in (0.0, each)])
        return lambda: next(times)

    assert calibrated(ticking(0.125, 0.125)) == KdfSettings(time=12)
    assert calibrated(ticking(3.0, 0.25)) == KdfSettings(time=6)
    assert calibrated(ticking(5.0, 5.0)) == KdfSettings(time=3)
    assert calibrated(ticking(0.0, 0.0)) == KdfSettings(time=16)
    assert all(calibrated(ticking(each, each)).memory_kib >= 64 * 1024 for each in (0.0, 0.125, 5.0))
