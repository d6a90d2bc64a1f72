"""Types in the sample's people."""

from __future__ import annotations

from marac_desk.people import Address, AddressKind, Alias, Equality, Ethnicity, Gender, Person, SafeContact
from marac_desk.sample.days import Days
from marac_desk.sample.pages import Page


def person(page: Page, days: Days) -> Person:
    """Somebody with everything that the page knows of them."""
    return Person(
        page.get("given", ""),
        page.get("family", ""),
        born=days.born(page["age"], page.get("birthday", "")) if "age" in page else None,
        born_unsure=page.get("born_unsure", ""),
        phone=page.get("phone", ""),
        email=page.get("email", ""),
        language=page.get("language", ""),
        interpreter=page.get("interpreter", False),
        safe_contact=SafeContact(**page.get("safe", {})),
        equality=_equality(page),
        aliases=[Alias(name) for name in page.get("aliases", ())],
        addresses=[_address(place, days) for place in page.get("address", ())],
    )


def _equality(page: Page) -> Equality:
    return Equality(
        Gender(page.get("gender", "not known")),
        Ethnicity(page.get("ethnicity", "not known")),
        disability=page.get("disability"),
        lgbtq=page.get("lgbtq"),
        no_recourse=page.get("no_recourse"),
    )


def _address(page: Page, days: Days) -> Address:
    return Address(
        page["lines"],
        page.get("postcode", ""),
        AddressKind(page.get("kind", "home")),
        since=days.on(page["since"]) if "since" in page else None,
        until=days.on(page["until"]) if "until" in page else None,
        protected=page.get("protected", False),
    )
