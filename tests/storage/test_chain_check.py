"""The chain is followed in bites, and a large body is read in parts: what was altered is found all the same."""

from __future__ import annotations

import pytest

from marac_desk.people import Person
from storage.chain_check import LARGE, ChainCheck
from storage.vault import Vault
from tests.support.forging import run_behind_its_back
from tests.support.vaults import small_marac


@pytest.fixture
def with_large(vault: Vault) -> Vault:
    """A vault whose third and last entry has a body that does not fit into one part, with letters of several bytes."""
    small_marac(vault)
    with vault.edit("Add person") as edit:
        edit.add(Person("Anna", "Ż" * LARGE))
    return vault


def followed(vault: Vault, *, at_a_time: int = 1) -> ChainCheck:
    """Nobody hears what the entries tell; it rests after each bite."""
    check = ChainCheck(vault.parts.origin)
    bites = 1
    while True:
        left = iter(range(at_a_time))
        with vault.read() as read:
            if not check.go_on(read.session.connection(), lambda left=left: next(left, None) is None):  # type: ignore[misc]
                return check
        bites += 1
        assert bites < 10


@pytest.mark.parametrize("at_a_time", [0, 1, 5])
def test_a_sound_chain_is_followed_to_its_end_however_small_the_bites(with_large: Vault, at_a_time: int) -> None:
    check = followed(with_large, at_a_time=at_a_time)
    assert (check.count, check.erased, check.fault) == (3, 0, "")


@pytest.mark.parametrize("at", [100, LARGE + 500, 2 * LARGE + 20])
def test_a_letter_altered_anywhere_in_a_large_body_is_found(with_large: Vault, at: int) -> None:
    run_behind_its_back(
        with_large,
        f"UPDATE journal_body SET body = CAST(substr(CAST(body AS BLOB), 1, {at - 1}) || x'2b'"
        f" || substr(CAST(body AS BLOB), {at + 1}) AS TEXT) WHERE sequence = 3",
    )
    check = followed(with_large)
    assert (check.count, check.fault) == (2, "What entry 3 of the history changed was altered.")


def test_a_large_body_that_was_cut_off_or_erased_is_told_apart(with_large: Vault) -> None:
    run_behind_its_back(with_large, "UPDATE journal_body SET body = substr(body, 1, 100000) WHERE sequence = 3")
    assert followed(with_large).fault == "What entry 3 of the history changed was altered."
    run_behind_its_back(with_large, "DELETE FROM journal_body WHERE sequence = 3")
    check = followed(with_large)
    assert (check.erased, check.fault) == (1, "")
