"""What is there while a vault is open is kept from Python's collector, and given back with the lock."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from storage.vault import Vault
from tests.support.screens import open_desk
from tests.support.vaults import kept_vault, reopened, vault, vault_path
from ui.shell.set_aside import SetAside

__all__ = ["kept_vault", "vault", "vault_path"]


@pytest.fixture(autouse=True)
def nothing_stays_set_aside() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_a_page_that_is_new_is_set_aside_once_and_the_lock_gives_everything_back(qtbot: QtBot, vault: Vault) -> None:
    window = open_desk(qtbot, vault)
    aside = SetAside(window)
    aside.look()
    first = gc.get_freeze_count()
    assert first > 0
    aside.look()
    assert gc.get_freeze_count() == first
    window.open_page("meetings")
    aside.look()
    assert gc.get_freeze_count() > first
    window.lock()
    aside.look()
    assert gc.get_freeze_count() == 0


def test_what_is_there_when_a_job_begins_that_somebody_waits_for_is_set_aside(qtbot: QtBot, vault: Vault) -> None:
    window = open_desk(qtbot, vault)
    aside = SetAside(window)
    aside.look()
    before = gc.get_freeze_count()
    kept = [[number] for number in range(10_000)]
    window.jobs.run("Keeping up", lambda _: None, lambda _: None, owner=window, quiet=True)
    assert gc.get_freeze_count() <= before
    window.jobs.run("Writing", lambda _: None, lambda _: None, owner=window)
    assert gc.get_freeze_count() > before + len(kept) // 2  # of what was set aside some has gone meanwhile
    window.lock()
    aside.look()
    assert gc.get_freeze_count() == 0


def test_nothing_is_set_aside_by_a_job_before_a_vault_is_open(qtbot: QtBot, vault: Vault) -> None:
    window = open_desk(qtbot, vault)
    SetAside(window)
    window.lock()
    window.jobs.run("Unlocking", lambda _: None, lambda _: None, owner=window)
    assert gc.get_freeze_count() == 0


def test_what_a_lock_left_is_given_back_also_where_the_vault_is_opened_again_at_once(
    qtbot: QtBot, vault: Vault
) -> None:
    window = open_desk(qtbot, vault)
    aside = SetAside(window)
    aside.look()

    class Circle:
        def __init__(self) -> None:
            self.itself = self

    left = weakref.ref(Circle())
    window.jobs.run("Writing", lambda _: None, lambda _: None, owner=window)
    assert left() is not None
    window.lock()
    window.enter(reopened(vault))
    aside.look()
    assert left() is None
    assert gc.get_freeze_count() > 0
    window.lock()
