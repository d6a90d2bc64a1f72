"""How soon the history shows, and how long it takes to hold every row of a large vault against it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial

from sqlalchemy import Connection, select

from storage.audit_rows import AuditFilter, audit_page
from storage.chain_check import ChainCheck
from storage.record_history import record_history
from storage.row_check import RowSums
from storage.tables_people import case_file
from storage.vault import Vault
from tests.benchmarks.figures import Figure, elapsed, medians
from tests.benchmarks.vaults import LARGE, SMALL, Vaults, opened

TURNS = 7
_BODIES = "SELECT body FROM journal_body ORDER BY sequence"


def figures(vaults: Vaults) -> Iterator[Figure]:
    """The page of the history, the history of one case, and what `marac-desk verify` does for every row."""
    with ExitStack() as stack:
        small, large = (stack.enter_context(opened(path)) for path in (vaults.small, vaults.large))
        for what, way in (("the newest entries of the history", _newest), ("the history of a case", _of_a_case)):
            at_small, at_large = medians(TURNS, partial(way, small), partial(way, large))
            yield Figure(f"{what} at {LARGE:,} cases", at_large, f"at {SMALL:,}", at_small)
        reading, holding = (elapsed(partial(way, large)) / 1000 for way in (_read_all, _hold_all))
        yield Figure(f"every row held against the history, {LARGE:,} cases", holding, "reading it", reading, unit="s")


def _newest(vault: Vault) -> None:
    with vault.read() as read:
        audit_page(read.session, AuditFilter())


def _of_a_case(vault: Vault) -> None:
    with vault.read() as read:
        case = read.session.scalars(select(case_file.c.id).order_by(case_file.c.reference).limit(1)).one()
        record_history(read.session.connection(), "case_file", str(case))


def _read_all(vault: Vault) -> None:
    with vault.read() as read:
        bodies = read.session.connection().exec_driver_sql(_BODIES)
        while bodies.fetchone() is not None:
            pass


def _hold_all(vault: Vault) -> None:
    with vault.read() as read:
        _must_be_whole(vault, read.session.connection())


def _must_be_whole(vault: Vault, connection: Connection) -> None:
    sums = RowSums(connection)
    check = ChainCheck(vault.parts.origin, sums.told)
    check.go_on(connection)
    sums.stand(connection)
    if check.fault or sums.wrong():
        raise RuntimeError("the vault that the bench made is not sound")
