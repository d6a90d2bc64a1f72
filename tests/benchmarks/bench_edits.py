"""What the journal and the head cost an edit, and how soon what somebody types is on the disk."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import Column, select

from marac_desk.discussion import Discussion
from marac_desk.people import Person
from storage import search
from storage.door import Edit
from storage.opening import open_parts
from storage.tables_meetings import discussion
from storage.tables_people import person
from storage.vault import Vault
from tests.benchmarks.figures import Figure, Way, by_turns, medians, percentile
from tests.benchmarks.vaults import NOW, PASSPHRASE, Vaults, clock, opened

EDITS = 200
DRAFTS = 1_000
_TYPED = "He came to the door again on Friday and said that he would wait. " * 10

Change = Callable[[Edit, UUID], tuple[str, UUID]]
"""Changes the record with an identifier; returns the table and the identifier that the search must hear of."""


def figures(vaults: Vaults) -> Iterator[Figure]:
    """The most usual edit, the smallest there is, and a draft."""
    with ExitStack() as stack:
        with_both = stack.enter_context(opened(vaults.copy("journalled")))
        without = stack.enter_context(_bare(vaults.copy("bare")))
        for what, change, of in (
            ("an action is added", _add_action, discussion.c.id),
            ("a name is corrected", _correct_name, person.c.id),
        ):
            value, baseline = medians(EDITS, _edits(with_both, change, of), _edits(without, change, of, bare=True))
            yield Figure(f"edit with journal and head: {what}", value, "without", baseline, times=2)
        yield _draft(with_both, vaults.scratch / "synced")


def _bare(path: Path) -> Vault:
    """The same vault without triggers, entries and head; nobody but a bench opens one so."""
    return Vault(open_parts(path, PASSPHRASE, NOW), clock, journalled=False)


def _edits(vault: Vault, change: Change, of: Column[UUID], *, bare: bool = False) -> Way:
    """One edit of another record each time it is called.

    Without a journal nobody tells the search what was touched, so `bare` tells it by hand: only the
    journal and the head are to differ.
    """
    with vault.read() as read:
        records = iter(read.session.scalars(select(of).order_by(of).limit(EDITS + 1)).all())

    def edit_one() -> None:
        with vault.edit("Change a record") as edit:
            table, key = change(edit, next(records))
            if bare:
                edit.session.flush()
                search.refresh(edit.session.connection(), {table: {str(key)}})

    return edit_one


def _add_action(edit: Edit, discussion_id: UUID) -> tuple[str, UUID]:
    talk = edit.get(Discussion, discussion_id)
    action = talk.add_action(
        "Phone the school and say who may collect the children",
        owner=talk.contributions[0].agency_id,
        due=NOW.date() + timedelta(days=7),
        risks=[talk.risks[0].id],
    )
    return "action", action.id


def _correct_name(edit: Edit, person_id: UUID) -> tuple[str, UUID]:
    someone = edit.get(Person, person_id)
    someone.family_name += "-Placeholder"
    return "person", someone.id


def _draft(vault: Vault, path: Path) -> Figure:
    """The slowest draft but for one in a hundred, against so many bytes put on the disk and nothing else."""
    lengths = iter(range(10_000))
    with path.open("wb", buffering=0) as file:

        def put_on_disk() -> None:
            file.seek(0)
            file.write(_TYPED.encode())
            os.fsync(file.fileno())

        def draft() -> None:
            vault.draft("discussion/presented", f"{next(lengths)} {_TYPED}")

        drafts, bare = by_turns(DRAFTS, draft, put_on_disk)
    value, baseline = percentile(drafts, 99), percentile(bare, 99)
    return Figure("draft to disk, 99 in 100", value, "the same text in a bare file", baseline, most=5)
