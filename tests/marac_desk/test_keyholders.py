"""Who may do what, and who may be let in, moved or removed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marac_desk.errors import Refused
from marac_desk.keyholders import MOST_LETTERS, MOST_PEOPLE, Keyholder, Right, Role, may, must_have, new_name
from storage.slot_file import MOST_SLOTS
from tests.support.vaults import MORNING


def keyholder(name: str, role: Role) -> Keyholder:
    return Keyholder(name, role, "00" * 8, "00" * 32)


def everybody() -> list[Keyholder]:
    return [
        keyholder("Cleo Sample", Role.CHAIR),
        keyholder("Anna Example", Role.COORDINATOR),
        keyholder("Dee Placeholder", Role.DEPUTY),
        keyholder("Recovery code", Role.RECOVERY),
    ]


@pytest.mark.parametrize(
    ("role", "rights"),
    [
        (Role.CHAIR, set(Right)),
        (Role.COORDINATOR, set(Right)),
        (Role.RECOVERY, set(Right)),
        (Role.DEPUTY, {Right.EDIT, Right.SIGN_OFF, Right.EXPORT}),
        (Role.READ_ONLY, set()),
    ],
)
def test_each_role_may_do_what_it_is_for(role: Role, rights: set[Right]) -> None:
    assert {right for right in Right if may(role, right)} == rights
    for right in set(Right) - rights:
        with pytest.raises(Refused):
            must_have(role, right)


def test_somebody_else_is_given_another_role() -> None:
    cleo, anna, dee, _ = people = everybody()
    dee.change_role(Role.READ_ONLY, anna.id, people)
    cleo.change_role(Role.DEPUTY, anna.id, people)
    assert (dee.role, cleo.role) == (Role.READ_ONLY, Role.DEPUTY)


def test_nobody_changes_their_own_role_or_removes_themselves() -> None:
    _, anna, *_ = people = everybody()
    with pytest.raises(Refused, match="their own role"):
        anna.change_role(Role.CHAIR, anna.id, people)
    with pytest.raises(Refused, match="removes themselves"):
        anna.leave(MORNING, anna.id, people)


def test_the_last_who_may_manage_people_stays_one() -> None:
    """As when the vault was opened with the recovery code."""
    cleo, anna, _, code = people = everybody()
    cleo.leave(MORNING, code.id, people)
    changes: tuple[Callable[[], object], ...] = (
        lambda: anna.leave(MORNING, code.id, people),
        lambda: anna.change_role(Role.DEPUTY, code.id, people),
    )
    for change in changes:
        with pytest.raises(Refused, match="last person who may manage"):
            change()
    anna.change_role(Role.CHAIR, code.id, people)
    assert (anna.role, anna.left_at) == (Role.CHAIR, None)


def test_the_recovery_code_has_no_other_role_and_does_not_leave() -> None:
    _, anna, _, code = people = everybody()
    changes: tuple[Callable[[], object], ...] = (
        lambda: code.leave(MORNING, anna.id, people),
        lambda: code.change_role(Role.CHAIR, anna.id, people),
        lambda: people[2].change_role(Role.RECOVERY, anna.id, people),
    )
    for change in changes:
        with pytest.raises(Refused):
            change()


def test_whoever_has_left_is_not_changed_any_more() -> None:
    _, anna, dee, _ = people = everybody()
    dee.leave(MORNING, anna.id, people)
    changes: tuple[Callable[[], object], ...] = (
        lambda: dee.change_role(Role.CHAIR, anna.id, people),
        lambda: dee.leave(MORNING, anna.id, people),
        lambda: dee.take_slot("11" * 8, "11" * 32),
    )
    for change in changes:
        with pytest.raises(Refused, match="has left"):
            change()


@pytest.mark.parametrize(
    "typed",
    ["anna example", " Anna  Example ", "ANNA EXAMPLE", "Ａｎｎａ Example", "An\u200dna Example", "recovery code"],
)
def test_a_name_that_reads_like_somebody_elses_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="Somebody of this name"):
        new_name(typed, everybody())


def test_the_name_of_somebody_who_has_left_is_free_again() -> None:
    _, anna, dee, _ = people = everybody()
    dee.leave(MORNING, anna.id, people)
    assert new_name("Dee Placeholder", people) == "Dee Placeholder"


@pytest.mark.parametrize(
    "typed",
    ["", "  \n ", "x" * (MOST_LETTERS + 1), "x" * 1_000_000, "Anna\u202eelpmaxE", "Anna\x00", "A\ufeffnna", "A\ud800"],
    ids=lambda typed: f"{len(typed)} letters",
)
def test_a_name_that_cannot_be_seen_or_is_too_long_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        new_name(typed, everybody())


@pytest.mark.parametrize("typed", ["Siân Ŵyn", "Иванна Пример", "فاطمه نمونه", "=HYPERLINK(1)", "O'Sample-Madeup"])
def test_a_name_in_any_script_and_with_any_visible_sign_is_kept_as_it_is(typed: str) -> None:
    assert new_name(f"  {typed} ", everybody()) == typed


def test_a_vault_that_is_full_of_people_says_so_before_its_key_file_is_full() -> None:
    people = [keyholder(f"Sample {number}", Role.DEPUTY) for number in range(MOST_PEOPLE)]
    new_name("One Sample", people)
    with pytest.raises(Refused, match="all the people"):
        new_name("One Sample", [*people, keyholder("Recovery code", Role.RECOVERY)])
    assert MOST_PEOPLE + 2 < MOST_SLOTS
