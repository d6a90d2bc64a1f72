from __future__ import annotations

from datetime import date

from marac_desk.dates import PartialDate
from marac_desk.people import Address, AddressKind, Person, SafeContact

TODAY = date(2026, 11, 22)


def marta(**more: object) -> Person:
    return Person("Marta", "Invented", born=PartialDate.read("2/3/1995"), **more)  # type: ignore[arg-type]


def test_a_person_has_a_name_an_age_and_initials() -> None:
    assert (marta().name, marta().age_on(TODAY), marta().initials) == ("Marta Invented", 31, "M.I.")


def test_a_person_with_one_name_has_just_that_one() -> None:
    assert Person("فاطمہ", "").name == "فاطمہ"
    assert Person("", "").name == "name not known"


def test_the_address_that_may_be_said_is_never_a_refuge_or_a_protected_one() -> None:
    home = Address("1 Sample Street", "ZZ99 1AA", until=date(2026, 10, 1))
    refuge = Address("The Old Example", "ZZ99 2BB", AddressKind.REFUGE, since=date(2026, 10, 2))
    flat = Address("5 Pretend Court", "ZZ99 3CC", AddressKind.TEMPORARY, since=date(2026, 11, 1), protected=True)
    person = marta(addresses=[home, refuge, flat])
    assert person.address_on(TODAY) is None
    assert person.address_on(date(2026, 9, 1)) is home


def test_the_latest_of_several_places_is_where_somebody_lives() -> None:
    old, new = Address("1 Sample Street", since=date(2020, 1, 1)), Address("2 Sample Street", since=date(2025, 1, 1))
    assert marta(addresses=[new, old]).address_on(TODAY) is new


def test_a_persons_secrets_are_the_safe_contact_and_every_secret_address() -> None:
    person = marta(
        safe_contact=SafeContact(number="07700 900123", code_word="parcel"),
        addresses=[
            Address("1 Sample Street", "ZZ99 1AA"),
            Address("Room 4\nThe Old Example", "ZZ99 2BB", AddressKind.REFUGE),
        ],
    )
    assert person.secrets() == ("07700 900123", "parcel", "Room 4", "The Old Example", "ZZ99 2BB")
