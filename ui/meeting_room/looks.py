"""Which cases somebody looks at in the meeting room, for the access log: each once for a meeting and an unlock.

The change of case does not wait for it: what was seen is noted a moment later, as the place is.
"""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from marac_desk.errors import Refused
from ui.shell.desk import Desk


class Looks:
    """`noting` says that what is being committed just now is a look, which changes nothing that is shown."""

    def __init__(self, desk: Desk) -> None:
        self.noting = False
        self._desk = desk
        self._seen: set[tuple[UUID, UUID]] = set()
        self._waiting: list[UUID] = []

    def saw(self, meeting_id: UUID, case_id: UUID) -> None:
        """The case is on the screen; where that is new, it is noted with the next `note`."""
        if (meeting_id, case_id) not in self._seen:
            self._seen.add((meeting_id, case_id))
            self._waiting.append(case_id)

    def note(self) -> None:
        """Notes what was seen. What cannot be noted yet is told, and noted as soon as it can be."""
        self.noting = True
        try:
            while self._waiting:
                with suppress(Refused):  # the vault is locked by now
                    if said := self._desk.vault.note_view(self._waiting.pop(0)):
                        self._desk.messages.told(said)
        finally:
            self.noting = False
