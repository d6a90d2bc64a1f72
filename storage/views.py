"""The access log's own door: a view that can't be logged now is shown all the same, and logged as soon as it can be."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import RLock
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from marac_desk.errors import Refused, Told, VaultDamaged
from storage.journal import Author, stamp
from storage.pending_views import PendingViews, View

if TYPE_CHECKING:
    from storage.vault import Vault

NOT_YET = (
    "That you looked at this case could not be noted in the access log yet. "
    "It will be, as soon as the disk takes it; make some room and check the disk."
)

_LOGGED = (
    "SELECT 1 FROM journal_entry JOIN journal_touch USING (sequence)"
    " WHERE tab = 'case_file' AND key = ? AND at = ? AND keyholder_id = ? AND session = ?"
)

_NEWEST = (
    "SELECT 1 FROM (SELECT * FROM journal_entry ORDER BY sequence DESC LIMIT 1) JOIN journal_touch USING (sequence)"
    " WHERE kind = 'view' AND tab = 'case_file' AND key = ? AND keyholder_id = ? AND session = ?"
)


def is_newest(connection: Connection, case_id: str, author: Author) -> bool:
    """Whether the newest entry of the journal is that this person looked at this case in this session."""
    newest = (case_id, author.keyholder, author.session)
    return connection.exec_driver_sql(_NEWEST, newest).first() is not None


class Views:
    """Logs views with `log`, one entry each. What it can't log waits in memory and is tried again at each edit.

    An edit may be made beside the window, so `turn` is held while what waits is logged: each view once.
    """

    def __init__(self, log: Callable[[View], None], turn: RLock) -> None:
        self._log = log
        self._turn = turn
        self._waiting: list[View] = []
        self.newest = ""
        """The case of the last view that was noted, and waits or is logged."""

    def note(self, view: View) -> str:
        """Logs a view, or keeps it waiting; then the sentence says so, otherwise it is empty.

        Raises Refused and VaultDamaged: they are no matter of waiting.
        """
        with self._turn:
            self._waiting.append(view)
            self.newest = view.case_id
            return self.catch_up()

    def waits(self, case_id: str) -> bool:
        """Whether the last view that could not be logged yet is of this case."""
        return bool(self._waiting) and self._waiting[-1].case_id == case_id

    def catch_up(self) -> str:
        """Logs what waits. The sentence is empty when nothing waits any more."""
        with self._turn:
            while self._waiting:
                try:
                    self._log(self._waiting[0])
                except (Refused, VaultDamaged):
                    del self._waiting[0]
                    raise
                except Told:
                    return NOT_YET
                del self._waiting[0]
        return ""


def take_in(vault: Vault, pending: PendingViews) -> None:
    """Logs the views that readers left beside the vault. What can't be logged now stays for the next time.

    A file that does not open is told in the history and goes: nobody could ever read it.
    """
    with suppress(Told, OSError):
        waiting = tuple(pending.waiting())
        if strange := sum(view is None for _, view in waiting):
            vault.log_strange_views(strange)  # before any of them goes: a crash tells twice rather than never
        for path, view in waiting:
            if view is not None and not _is_logged(vault, view):  # as after a crash between the entry and the next line
                vault.log_view(view)
            path.unlink()


def _is_logged(vault: Vault, view: View) -> bool:
    parts = (view.case_id, stamp(view.at), view.author.keyholder, view.author.session)
    with vault.read() as read:
        return read.session.connection().exec_driver_sql(_LOGGED, parts).first() is not None
