from __future__ import annotations

from datetime import date

from marac_desk.discussion import Discussion
from marac_desk.identity import new_id
from marac_desk.read_back import NO_ACTION, read_back

POLICE, HOUSING = new_id(), new_id()
AGENCIES = {POLICE: "Police", HOUSING: "Housing options"}


def test_each_action_is_read_with_its_agency_and_its_day() -> None:
    talk = Discussion(new_id(), new_id())
    talk.add_action("Arrest for the breach of bail.", owner=POLICE, due=date(2026, 11, 27))
    talk.add_action("Keep the marker on the address", owner=POLICE, ongoing=True)
    talk.add_action("Visit the school", owner=None)
    assert read_back(talk, AGENCIES).splitlines() == [
        "1. Police: Arrest for the breach of bail, by 27 Nov 2026.",
        "2. Police: Keep the marker on the address, ongoing.",
        "3. no agency: Visit the school, no date.",
    ]


def test_what_was_declined_is_read_too() -> None:
    talk = Discussion(new_id(), new_id())
    talk.add_action("Move the family", owner=HOUSING).decline("no property in the area")
    assert read_back(talk, AGENCIES).splitlines() == [NO_ACTION, "Declined: Housing options: Move the family."]


def test_what_only_the_owner_may_know_is_not_read_aloud() -> None:
    talk = Discussion(new_id(), new_id())
    talk.add_action("Put a marker on the address", owner=POLICE, protected_detail="9 Invented Row")
    assert "Invented Row" not in read_back(talk, AGENCIES)
