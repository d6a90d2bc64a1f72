"""The door as a person meets it: edits, reads, notices, locking, and who may do what."""

from __future__ import annotations

import ast
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from marac_desk.errors import (
    Refused,
    Told,
)
from marac_desk.maracs import Marac
from marac_desk.people import Person
from storage.door import Changes
from storage.entries import HEAD_FAILS
from storage.vault import Vault
from storage.verify import damaged, verify
from tests.support.vaults import (
    MORNING,
    cheap_vault,
    entries,
    reopened,
    rows_now,
    small_marac,
)

ROOT = Path(__file__).parents[2]


def add_people(vault: Vault, count: int = 1) -> None:
    for _ in range(count):
        with vault.edit("Add person") as edit:
            edit.add(Person("Anna", "Sample"))


def test_a_commit_tells_which_kinds_and_which_records_it_touched(vault: Vault) -> None:
    small, told = small_marac(vault), list[Changes]()
    stop = vault.subscribe(told.append)
    with vault.edit("Change venue") as edit:
        edit.get(Marac, small.marac).venue = "Town Hall"
        edit.add(Person("Anna", "Sample"))
        edit.session.flush()
        assert told == []
    assert told == [edit.changes]
    assert edit.changes.touch("marac", small.marac)
    assert edit.changes.touch("person")
    assert not edit.changes.touch("person", small.victim)
    assert not edit.changes.touch("case_file")
    stop()
    add_people(vault)
    assert len(told) == 1


def fail(vault: Vault) -> None:
    with vault.edit("Add person") as edit:
        edit.add(Person("Anna", "Sample"))
        raise Refused("No.")


def test_nobody_is_told_of_an_edit_that_was_not_kept(vault: Vault) -> None:
    told = list[Changes]()
    vault.subscribe(told.append)
    with pytest.raises(Refused):
        fail(vault)
    with vault.edit("Look only"):
        pass
    assert told == []


def test_whoever_is_told_can_read_what_changed(vault: Vault) -> None:
    seen = []
    vault.subscribe(lambda _: seen.append(len(rows_now(vault)["person"])))
    add_people(vault, 2)
    assert seen == [1, 2]


def test_whoever_is_told_may_make_an_edit_in_turn(vault: Vault) -> None:
    def once(_: Changes) -> None:
        stop()
        add_people(vault)

    stop = vault.subscribe(once)
    add_people(vault)
    assert len(rows_now(vault)["person"]) == 2


def nested(vault: Vault) -> None:
    with vault.edit("Outer"), vault.edit("Inner"):
        pass


def test_edits_do_not_nest(vault: Vault) -> None:
    with pytest.raises(RuntimeError):
        nested(vault)
    add_people(vault)


def test_the_time_of_an_edit_is_the_clocks(vault: Vault) -> None:
    with vault.edit("Look only") as edit:
        assert edit.now.replace(microsecond=0) >= MORNING
        assert edit.today == edit.now.astimezone().date()


def write_through_a_read(vault: Vault) -> None:
    with vault.read() as read:
        read.session.add(Person("Anna", "Sample"))
        read.session.commit()


def test_a_read_cannot_write(vault: Vault) -> None:
    with pytest.raises(Told):
        write_through_a_read(vault)
    assert rows_now(vault)["person"] == []


def test_a_record_that_is_not_there_is_refused_plainly(vault: Vault) -> None:
    small = small_marac(vault)
    with vault.read() as read, pytest.raises(Refused, match="not in the vault"):
        read.get(Person, small.marac)


def test_a_slow_read_never_holds_up_an_edit_and_sees_the_record_as_it_was(vault: Vault) -> None:
    reading, done = threading.Event(), threading.Event()
    seen = []

    def slow_report() -> None:
        with vault.read() as read:
            count = text("SELECT count(*) FROM person")
            seen.append(read.session.scalar(count))
            reading.set()
            done.wait(20)
            seen.append(read.session.scalar(count))

    report = threading.Thread(target=slow_report)
    report.start()
    assert reading.wait(20)
    start = time.perf_counter()
    add_people(vault, 5)
    took = time.perf_counter() - start
    done.set()
    report.join()
    assert seen == [0, 0]
    assert len(rows_now(vault)["person"]) == 5
    assert took < 2


def test_edits_from_two_threads_take_turns(vault: Vault) -> None:
    threads = [threading.Thread(target=add_people, args=(vault, 10)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert entries(vault) == 21
    assert not damaged(verify(vault))


def test_a_locked_vault_says_so_and_locks_again_in_peace(vault: Vault) -> None:
    vault.lock()
    vault.lock()
    asks: list[Callable[[], object]] = [
        vault.drafts,
        vault.audit,
        lambda: add_people(vault),
        lambda: vault.draft("a", "b"),
    ]
    for ask in asks:
        with pytest.raises(Refused, match="The vault is locked"):
            ask()


def edit_and_lock(vault: Vault) -> None:
    with vault.edit("Add person") as edit:
        edit.add(Person("Anna", "Sample"))
        vault.lock()


def test_a_lock_within_an_edit_locks_and_the_edit_is_not_kept(vault: Vault) -> None:
    with pytest.raises(Refused, match="The vault is locked"):
        edit_and_lock(vault)
    with reopened(vault) as again:
        assert rows_now(again)["person"] == []
        assert again.findings == ()


def test_after_a_read_that_a_lock_overtook_nothing_of_the_vault_is_open(vault: Vault) -> None:
    with vault.read() as read:
        assert read.session.scalar(text("SELECT count(*) FROM person")) == 0
        vault.lock()
    there = {path.name for path in vault.folder.path.iterdir()}
    assert there == {"vault.db", "keys.json", "head", "in-use.lock"}


def test_after_a_lock_the_folder_holds_one_whole_database(vault: Vault) -> None:
    add_people(vault, 3)
    vault.lock()
    there = {path.name for path in vault.folder.path.iterdir()}
    assert there == {"vault.db", "keys.json", "head", "in-use.lock"}


def test_a_head_that_cannot_be_written_is_told_and_the_edit_stands(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OSError(5, "I/O error")

    monkeypatch.setattr(vault.parts.head, "write", fails)
    told = list[Changes]()
    vault.subscribe(told.append)
    add_people(vault, 2)
    assert vault.findings == (HEAD_FAILS,)
    assert len(told) == len(rows_now(vault)["person"]) == 2
    monkeypatch.undo()
    with reopened(vault) as again:
        assert len(rows_now(again)["person"]) == 2


def test_somebody_who_only_reads_changes_nothing(tmp_path: Path) -> None:
    with cheap_vault(tmp_path / "vault").vault as vault:
        small = small_marac(vault)
        with vault.edit("Change role") as edit:
            edit.session.execute(text("UPDATE keyholder SET role = 'read only' WHERE slot <> ''"))
        with reopened(vault) as reader:
            for change in (lambda: add_people(reader), lambda: reader.undo(), lambda: reader.draft("a", "b")):
                with pytest.raises(Refused, match="can read this vault but not change it"):
                    change()
            reader.note_view(small.case)
            assert reader.audit()[0].kind == "view"


def test_a_label_is_never_put_together_from_the_record() -> None:
    """Labels are shown outside the record's own screens, so each is a fixed text in the code."""
    made = []
    for package in ("marac_desk", "storage", "exports", "ui"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "edit":
                    made += [f"{path.name}:{node.lineno}" for label in node.args[:1] if not _fixed(label)]
    assert made == []


def _fixed(label: ast.expr) -> bool:
    return isinstance(label, ast.Constant | ast.Name | ast.Attribute)
