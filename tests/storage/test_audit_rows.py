"""The whole history in pages: each filter lets through what it says, and nothing is read twice or left out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from marac_desk.discussion import Discussion
from marac_desk.errors import WrongPassphrase
from marac_desk.maracs import Marac
from marac_desk.people import Person
from storage.audit_rows import AuditFilter, AuditPage, Sort, audit_page, entry_detail, people_in_history
from storage.record_owner import record_above
from storage.vault import Vault, unlock_vault
from tests.support.vaults import PASSPHRASE, SmallMarac, TickingClock, reopened, small_marac

TODAY = date(2026, 11, 26)


@pytest.fixture
def small(vault: Vault) -> SmallMarac:
    return small_marac(vault)


def page(vault: Vault, wanted: AuditFilter, below: int | None = None, most: int = 200) -> AuditPage:
    with vault.read() as read:
        return audit_page(read.session, wanted, below, most)


def labels(vault: Vault, **wanted: object) -> list[str]:
    return [row.line.label for row in page(vault, AuditFilter(**wanted)).rows]  # type: ignore[arg-type]


def test_pages_follow_each_other_without_a_gap(vault: Vault, small: SmallMarac) -> None:
    for count in range(7):
        with vault.edit("Write presentation") as edit:
            edit.get(Discussion, small.discussion).presented = f"{count} calls"
    seen: list[int] = []
    below = None
    while True:
        shown = page(vault, AuditFilter(), below, most=4)
        seen += [row.line.sequence for row in shown.rows]
        if not shown.more:
            break
        below = seen[-1]
    assert seen == list(range(9, 0, -1))


def test_each_sort_lets_its_own_through(vault: Vault, small: SmallMarac) -> None:
    vault.note_view(small.case)
    with vault.edit("Change local practice") as edit:
        edit.get(Marac, small.marac).venue = "Sample Hall"
    vault.undo()
    assert labels(vault, sort=Sort.VIEWS) == ["Open case"]
    assert labels(vault, sort=Sort.CHANGES)[:2] == ["Change local practice", "Change local practice"]
    assert labels(vault, sort=Sort.PEOPLE) == ["Create vault"]
    assert labels(vault, sort=Sort.EXPORTS) == []


def test_failed_attempts_stand_in_the_history_after_the_next_unlock(vault_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(WrongPassphrase):
            unlock_vault(vault_path, "no such words here", clock=TickingClock())
    with unlock_vault(vault_path, PASSPHRASE, clock=TickingClock()) as vault:
        (row,) = page(vault, AuditFilter(sort=Sort.FAILED)).rows
        assert row.about == "failed attempts to unlock"
        assert vault.undo_label() is None


def test_a_case_is_found_by_a_part_of_its_reference_with_what_was_done_to_its_parts(
    vault: Vault, small: SmallMarac
) -> None:
    with vault.edit("Add action") as edit:
        edit.get(Discussion, small.discussion).add_action("Change her locks", owner=small.agency)
    with vault.edit("Change local practice") as edit:
        edit.get(Marac, small.marac).venue = "Sample Hall"
    with vault.edit("Change person") as edit:
        edit.get(Person, small.victim).language = "Polish"
    assert labels(vault, case="-0001") == ["Change person", "Add action", "Add small MARAC"]
    assert labels(vault, case="%") == []
    assert labels(vault, case="0002") == []


def test_words_days_and_people_narrow_it(vault: Vault, small: SmallMarac) -> None:
    with vault.read() as read:
        (me, _), (code, _) = people_in_history(read.session)
    assert labels(vault, words="MARAC sma") == ["Add small MARAC"]
    assert labels(vault, words="_") == []
    assert labels(vault, who=code) == []
    assert len(labels(vault, who=me)) == 2
    assert len(labels(vault, start=TODAY, until=TODAY)) == 2
    assert labels(vault, until=date(2026, 11, 25)) == []
    assert labels(vault, start=date(2026, 11, 27)) == []


def test_what_an_entry_is_about_says_no_word_of_the_record(vault: Vault, small: SmallMarac) -> None:
    with vault.edit("Change action") as edit:
        edit.get(Discussion, small.discussion).actions[0].text = "Call Marta Invented"
    row = page(vault, AuditFilter()).rows[0]
    assert row.about == "action 1, case NV-2026-0001, meeting NV-M-2026-01"
    assert row.record == ("action", str(small.action))
    with vault.read() as read:
        assert record_above(read.session.connection(), *row.record) == ("case_file", str(small.case))
        assert record_above(read.session.connection(), "action_risk", f"{small.action}/{small.risk}") == (
            "case_file",
            str(small.case),
        )
        assert record_above(read.session.connection(), "person", str(small.victim)) == ("case_file", str(small.case))
        assert record_above(read.session.connection(), "action", str(small.case)) is None


def test_an_entry_tells_which_fields_it_changed_and_no_value(vault: Vault, small: SmallMarac) -> None:
    with vault.edit("Change action") as edit:
        talk = edit.get(Discussion, small.discussion)
        talk.actions[0].text, talk.actions[0].ongoing = "Call Marta Invented", True
        talk.add_action("Change her locks", owner=small.agency)
    with vault.read() as read:
        told = entry_detail(read.session, 3)
        assert sorted(told) == [
            "action 1, case NV-2026-0001, meeting NV-M-2026-01: text, ongoing",
            "action 2, case NV-2026-0001, meeting NV-M-2026-01: added",
        ]
        assert entry_detail(read.session, 2)[-1] == "and more"
    vault.note_view(small.case)
    with vault.read() as read:
        assert entry_detail(read.session, 4) == ("case NV-2026-0001: looked at",)


def test_the_history_of_earlier_unlocks_is_there_too(vault: Vault, small: SmallMarac) -> None:
    with reopened(vault) as again:
        assert labels(again)[-2:] == ["Add small MARAC", "Create vault"]
