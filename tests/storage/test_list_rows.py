"""The lists of cases and of actions, filtered, read from a real vault."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from marac_desk.actions import Progress
from marac_desk.cases import Case
from marac_desk.discussion import Discussion
from marac_desk.identity import new_id
from marac_desk.people import Person
from marac_desk.referrals import Referral
from storage import list_rows
from storage.list_rows import ActionFilter, CaseFilter, Standing, action_list, case_list
from storage.vault import Vault
from tests.support.vaults import MORNING, SmallMarac, small_marac

TODAY = date(2026, 12, 1)


@pytest.fixture
def small(vault: Vault) -> SmallMarac:
    return small_marac(vault)


def more_cases(vault: Vault, small: SmallMarac, count: int) -> None:
    people = [Person("Siân", f"Sample {number}") for number in range(count)]
    cases = [
        Case(small.marac, f"NV-2026-{number + 100:04}", each.id, date(2026, 11, 3))
        for number, each in enumerate(people)
    ]
    with vault.edit("Add cases") as edit:
        edit.add(*people, *cases)


def references(vault: Vault, wanted: CaseFilter, start: int = 0) -> list[str]:
    with vault.read() as read:
        return [row.reference for row in case_list(read.session, wanted, start).rows]


def actions(vault: Vault, wanted: ActionFilter) -> list[str]:
    with vault.read() as read:
        page = action_list(read.session, TODAY, wanted)
    assert page.of == len(page.rows)
    return [row.text for row in page.rows]


def test_cases_are_listed_newest_first_with_their_referrals(vault: Vault, small: SmallMarac) -> None:
    more_cases(vault, small, 1)
    with vault.edit("Add referrals") as edit:
        edit.add(Referral(small.case, date(2026, 3, 1)), Referral(small.case, date(2026, 11, 9)))
    with vault.read() as read:
        page = case_list(read.session)
    assert page.of == 2
    newest, first = page.rows
    assert (newest.reference, newest.family_name, newest.last_referred, newest.referrals) == (
        "NV-2026-0100",
        "Sample 0",
        None,
        0,
    )
    assert (first.family_name, first.last_referred, first.referrals) == ("Invented", date(2026, 11, 9), 2)


def test_a_page_shows_so_many_cases_and_says_how_many_there_are(
    vault: Vault, small: SmallMarac, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_rows, "PAGE", 2)
    more_cases(vault, small, 4)
    with vault.read() as read:
        assert case_list(read.session).of == 5
    assert references(vault, CaseFilter()) == ["NV-2026-0103", "NV-2026-0102"]
    assert references(vault, CaseFilter(), start=4) == ["NV-2026-0001"]


def test_cases_are_filtered_by_marac_by_flag_and_by_what_the_search_found(vault: Vault, small: SmallMarac) -> None:
    more_cases(vault, small, 2)
    with vault.edit("Flag case") as edit:
        edit.get(Case, small.case).flagged_until = TODAY
    assert references(vault, CaseFilter(flagged_on=TODAY)) == ["NV-2026-0001"]
    assert references(vault, CaseFilter(flagged_on=TODAY + timedelta(days=1))) == []
    assert references(vault, CaseFilter(marac_id=new_id())) == []
    assert references(vault, CaseFilter(small.marac, among=frozenset({small.case}))) == ["NV-2026-0001"]
    assert references(vault, CaseFilter(among=frozenset())) == []


def test_actions_are_filtered_by_where_they_stand(vault: Vault, small: SmallMarac) -> None:
    with vault.edit("Add actions") as edit:
        talk = edit.get(Discussion, small.discussion)
        talk.add_action("No date", owner=None, ongoing=True)
        talk.add_action("Late", owner=small.agency, due=date(2026, 11, 27))
        talk.add_action("Done", owner=small.agency, due=date(2026, 11, 28)).report(MORNING, Progress.COMPLETE)
        talk.add_action("Declined", owner=small.agency).decline("no officer free")
    assert actions(vault, ActionFilter()) == ["Late", "Visit the school", "No date"]
    assert actions(vault, ActionFilter(Standing.OVERDUE)) == ["Late"]
    assert actions(vault, ActionFilter(Standing.FINISHED)) == ["Done"]
    assert actions(vault, ActionFilter(Standing.ALL)) == ["Visit the school", "Done", "Late", "No date"]


def test_an_action_stands_in_the_list_by_its_last_report_and_after_an_undo_as_before(
    vault: Vault, small: SmallMarac
) -> None:
    for day, state in ((2, Progress.NOT_DONE), (1, Progress.IN_PROGRESS), (3, Progress.COMPLETE)):
        with vault.edit("Report on action") as edit:
            talk = edit.get(Discussion, small.discussion)
            talk.action(small.action).report(MORNING + timedelta(days=day), state, "as told")
    assert actions(vault, ActionFilter(Standing.FINISHED)) == ["Visit the school"]
    vault.undo()
    with vault.read() as read:
        (row,) = action_list(read.session, TODAY).rows
    assert row.state is Progress.NOT_DONE


def test_actions_are_filtered_by_agency_case_and_marac(vault: Vault, small: SmallMarac) -> None:
    assert actions(vault, ActionFilter(agency_id=small.agency)) == ["Visit the school"]
    assert actions(vault, ActionFilter(case_id=small.case, marac_id=small.marac)) == ["Visit the school"]
    for other in (ActionFilter(agency_id=new_id()), ActionFilter(case_id=new_id()), ActionFilter(marac_id=new_id())):
        assert actions(vault, other) == []


def test_an_action_is_overdue_after_its_day_until_it_is_done(vault: Vault, small: SmallMarac) -> None:
    with vault.read() as read:
        (today,) = action_list(read.session, TODAY).rows
        (later,) = action_list(read.session, TODAY + timedelta(days=1)).rows
    assert (today.label, today.agency, today.overdue) == ("1.1", "Northvale Police", False)
    assert later.overdue
