"""What signed minutes say stays as it was signed, whichever way somebody tries."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text

from marac_desk.actions import Progress
from marac_desk.cases import Case
from marac_desk.discussion import Discussion
from marac_desk.errors import Refused
from marac_desk.meetings import Listing, Meeting
from storage.door import Edit
from storage.vault import Vault
from tests.support.vaults import MORNING, SmallMarac, entries, held_marac, rows_now

Change = Callable[[Edit, SmallMarac], object]


@pytest.fixture
def small(vault: Vault) -> SmallMarac:
    return held_marac(vault)


@pytest.fixture
def signed(vault: Vault, small: SmallMarac) -> SmallMarac:
    with vault.edit("Sign off minutes") as edit:
        edit.get(Meeting, small.meeting).sign_off("DI Example", MORNING)
    return small


def rewrite(edit: Edit, small: SmallMarac) -> None:
    edit.get(Discussion, small.discussion).presented = "Otherwise."


def add_action(edit: Edit, small: SmallMarac) -> None:
    edit.get(Discussion, small.discussion).add_action("Visit", owner=small.agency)


def take_risk_off(edit: Edit, small: SmallMarac) -> None:
    edit.session.execute(text("DELETE FROM action_risk"))


def say_otherwise_who_is_at_risk(edit: Edit, small: SmallMarac) -> None:
    edit.session.execute(text("DELETE FROM risk_to"))


def name_another_venue(edit: Edit, small: SmallMarac) -> None:
    edit.session.execute(text("UPDATE meeting SET venue = 'elsewhere'"))


def take_case_off(edit: Edit, small: SmallMarac) -> None:
    edit.session.execute(text("DELETE FROM agenda_item"))


@pytest.mark.parametrize(
    "change",
    [rewrite, add_action, take_risk_off, say_otherwise_who_is_at_risk, name_another_venue, take_case_off],
    ids=lambda change: change.__name__,
)
def test_nothing_under_signed_minutes_changes_whichever_way_it_comes(
    vault: Vault, signed: SmallMarac, change: Change
) -> None:
    before = rows_now(vault)
    with pytest.raises(Refused, match="A correction is added as a dated note"), vault.edit("Change") as edit:
        change(edit, signed)
    assert rows_now(vault) == before


@pytest.mark.parametrize("change", [rewrite, add_action, take_risk_off, say_otherwise_who_is_at_risk, take_case_off])
def test_before_the_signature_all_of_it_may_change(vault: Vault, small: SmallMarac, change: Change) -> None:
    number = entries(vault)
    with vault.edit("Change") as edit:
        change(edit, small)
    assert entries(vault) == number + 1


def test_agencies_go_on_reporting_and_the_case_goes_on(vault: Vault, signed: SmallMarac) -> None:
    with vault.edit("Report progress") as edit:
        edit.get(Discussion, signed.discussion).action(signed.action).report(edit.now, Progress.COMPLETE)
    with vault.edit("Protect") as edit:
        edit.get(Case, signed.case).restricted = True
    with vault.edit("Add meeting") as edit:
        following = Meeting(signed.marac, "NV-M-2026-02", MORNING)
        following.list_case(signed.case, Listing.REPEAT)
        edit.add(following, Discussion(following.id, signed.case))
