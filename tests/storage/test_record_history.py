"""The history of any record tells each field in the words of the trade, from what to what; older values come back."""

from __future__ import annotations

from datetime import date

import pytest

from marac_desk.actions import Progress
from marac_desk.agencies import Agency, Representative
from marac_desk.cases import Case, PartyRole
from marac_desk.dates import PartialDate
from marac_desk.discussion import Discussion
from marac_desk.errors import Refused
from marac_desk.maracs import Marac
from marac_desk.meetings import Attendance, Meeting, Presence
from marac_desk.older_values import FOLLOWS, GONE, NAMED_GONE, SAME
from marac_desk.people import Address, Alias, Person
from storage.older_values import restore
from storage.record_history import ERASED, Older, ToldChange, record_history
from storage.vault import Vault
from storage.verify import damaged, verify
from tests.support.vaults import MORNING, SmallMarac, entries, rows_by_the_journal, rows_now, small_marac


@pytest.fixture
def small(vault: Vault) -> SmallMarac:
    return small_marac(vault)


def told(vault: Vault, table: str, key: object) -> tuple[ToldChange, ...]:
    with vault.read() as read:
        return record_history(read.session.connection(), table, str(key))


def lines(vault: Vault, table: str, key: object) -> list[tuple[str, str, str, str]]:
    return [(each.line.label, each.what, each.before, each.after) for each in told(vault, table, key)]


def newest(vault: Vault, table: str, key: object) -> ToldChange:
    return told(vault, table, key)[0]


def test_dates_agencies_and_choices_are_told_in_words(vault: Vault, small: SmallMarac) -> None:
    housing = Agency("Housing options", "housing", "Other", 2)
    with vault.edit("Add agency") as edit:
        marac = edit.get(Marac, small.marac)
        marac.agencies.append(housing)
        housing_id = housing.id
    with vault.edit("Change action") as edit:
        action = edit.get(Discussion, small.discussion).actions[0]
        action.due, action.agency_id, action.ongoing = date(2026, 12, 24), housing_id, True
    assert sorted(lines(vault, "action", small.action)[:3]) == [
        ("Change action", "agency", "Northvale Police", "Housing options"),
        ("Change action", "due", "1 Dec 2026", "24 Dec 2026"),
        ("Change action", "ongoing", "no", "yes"),
    ]


def test_a_person_is_told_with_their_other_names_and_addresses(vault: Vault, small: SmallMarac) -> None:
    with vault.edit("Change person") as edit:
        victim = edit.get(Person, small.victim)
        victim.born = PartialDate(1995, 3)
        victim.aliases.append(Alias("Marti Madeup"))
        victim.addresses.append(Address("1 Placeholder Street", "ZZ99 2AA"))
    found = {each.what: each for each in told(vault, "person", small.victim)}
    assert (found["date of birth"].before, found["date of birth"].after) == ("nothing", "Mar 1995")
    assert found["other name (Marti Madeup): added"].after == "name: Marti Madeup"
    guarded = [each for each in told(vault, "person", small.victim) if each.guarded]
    assert [each.after for each in guarded] == ["address: 1 Placeholder Street; postcode: ZZ99 2AA"]


def test_a_part_that_was_taken_away_is_still_told(vault: Vault, small: SmallMarac) -> None:
    with vault.edit("Remove name") as edit:
        victim = edit.get(Person, small.victim)
        victim.aliases.clear()
    assert lines(vault, "person", small.victim)[0] == (
        "Remove name",
        "other name (Marta Madeup): taken away",
        "name: Marta Madeup",
        "",
    )


def test_the_history_of_a_case_holds_what_was_said_of_it_at_meetings_and_undone(
    vault: Vault, small: SmallMarac
) -> None:
    with vault.edit("Add action") as edit:
        edit.get(Discussion, small.discussion).add_action("Change her locks", owner=small.agency)
    vault.undo()
    vault.note_view(small.case)
    found = lines(vault, "case_file", small.case)
    assert found[0][:2] == ("Open case", "looked at")
    assert found[1][:2] == ("Add action", "action 2: taken away")
    assert found[2][:2] == ("Add action", "action 2: added")
    assert "text: Change her locks" in found[2][3]
    assert any(what == "person (Marta Invented)" or "Marta Invented" in what for _, what, *_ in found)


def test_a_meeting_an_agency_and_local_practice_have_their_history_too(vault: Vault, small: SmallMarac) -> None:
    with vault.edit("Take attendance") as edit:
        meeting = edit.get(Meeting, small.meeting)
        meeting.attendance.append(Attendance("E. Example", Presence.PRESENT, small.agency))
    with vault.edit("Name representative") as edit:
        agency = edit.get(Agency, small.agency)
        agency.representatives.append(Representative("R. Placeholder"))
    with vault.edit("Change local practice") as edit:
        edit.get(Marac, small.marac).venue = "Sample Hall"
    assert newest(vault, "meeting", small.meeting).what == "line of the attendance sheet (E. Example): added"
    assert newest(vault, "agency", small.agency).what == "representative (R. Placeholder): added"
    assert lines(vault, "marac", small.marac)[0] == ("Change local practice", "venue", "nothing", "Sample Hall")


def test_no_column_name_and_no_identifier_is_shown(vault: Vault, small: SmallMarac) -> None:
    for table, key in (("case_file", small.case), ("meeting", small.meeting), ("marac", small.marac)):
        for each in told(vault, table, key):
            said = f"{each.what} {each.before} {each.after}"
            assert "_" not in said
            assert not any(str(known) in said for known in vars(small).values())


def test_an_erased_entry_says_so(vault: Vault, small: SmallMarac) -> None:
    with vault.edit("Erase") as edit:
        edit.session.connection().exec_driver_sql("DELETE FROM journal_body WHERE sequence = 2")
    assert newest(vault, "action", small.action).what == ERASED


def test_an_older_value_is_put_back_as_an_edit_of_its_own_that_can_be_undone(vault: Vault, small: SmallMarac) -> None:
    with vault.edit("Write presentation") as edit:
        edit.get(Discussion, small.discussion).presented = "One call"
    with vault.edit("Write presentation") as edit:
        edit.get(Discussion, small.discussion).presented = "Two calls"
    older = newest(vault, "discussion", small.discussion).older
    assert older is not None
    assert restore(vault, older) == "Restore what was presented"
    assert lines(vault, "discussion", small.discussion)[0][2:] == ("Two calls", "One call")
    assert rows_by_the_journal(vault) == rows_now(vault)
    assert not damaged(verify(vault))
    assert vault.undo() == "Restore what was presented"


def test_an_older_date_and_choice_come_back_as_they_were(vault: Vault, small: SmallMarac) -> None:
    with vault.edit("Change action") as edit:
        edit.get(Discussion, small.discussion).actions[0].due = date(2026, 12, 24)
    older = newest(vault, "action", small.action).older
    assert older is not None
    restore(vault, older)
    with vault.read() as read:
        assert read.get(Discussion, small.discussion).actions[0].due == date(2026, 12, 1)


def refused(vault: Vault, older: Older) -> str:
    rows, before = rows_now(vault), entries(vault)
    with pytest.raises(Refused) as told_:
        restore(vault, older)
    assert (rows_now(vault), entries(vault)) == (rows, before)
    return told_.value.say


def test_what_no_longer_fits_is_refused_in_a_sentence(vault: Vault, small: SmallMarac) -> None:
    action = str(small.action)
    assert refused(vault, Older("action", action, "number", 7)) == FOLLOWS
    assert refused(vault, Older("action", action, "stands", Progress.COMPLETE.value)) == FOLLOWS
    assert refused(vault, Older("action", action, "text", "Visit the school")) == SAME
    assert refused(vault, Older("action", str(small.risk), "text", "Visit")) == GONE
    assert refused(vault, Older("action", action, "agency_id", str(small.risk))) == NAMED_GONE
    assert "no longer fits" in refused(vault, Older("action", action, "faces", "sideways"))
    assert "no longer fits" in refused(vault, Older("action", action, "text", None))


def test_nothing_under_a_sign_off_is_put_back_but_what_the_case_file_says_may_be(
    vault: Vault, small: SmallMarac
) -> None:
    with vault.edit("Hold meeting") as edit:
        meeting = edit.get(Meeting, small.meeting)
        meeting.open(MORNING)
        meeting.close(MORNING)
    with vault.edit("Sign off minutes") as edit:
        edit.get(Meeting, small.meeting).sign_off("Chris Example", MORNING)
    for table, key, column in (
        ("meeting", small.meeting, "venue"),
        ("discussion", small.discussion, "presented"),
        ("action", small.action, "text"),
        ("risk", small.risk, "text"),
    ):
        assert "signed off" in refused(vault, Older(table, str(key), column, "Otherwise"))
    with vault.edit("Protect") as edit:
        edit.get(Case, small.case).restricted = True
    assert restore(vault, Older("case_file", str(small.case), "restricted", 0)) == "Restore restricted"


def test_a_child_is_called_by_name_and_role(vault: Vault, small: SmallMarac) -> None:
    with vault.edit("Change relation") as edit:
        edit.get(Case, small.case).parties_in(PartyRole.CHILD)[0].relation = "stepson"
    assert newest(vault, "case_file", small.case).what == "person in a case (Ben Invented): relation"
