"""The bar that says for as long as it is so that a vault is only read, and who has it open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.widgets.mark import Tone
from ui.widgets.notice import Notice

if TYPE_CHECKING:
    from marac_desk.keyholders import Holder
    from storage.vault import Vault

NOBODY = "Read only. Nothing can be changed here."


class ReadOnlyBar(Notice):
    """Takes no focus, and can't be closed: it matters as long as the vault is open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", Tone.WARN, parent)
        self.setObjectName("bar")
        self.row.setContentsMargins(16, 8, 16, 8)
        self.hide()

    def show_vault(self, vault: Vault) -> None:
        """Shows itself where the vault is only read."""
        self.say(_sentence(vault.held_by))
        self.setVisible(vault.read_only)


def since_when(holder: Holder) -> str:
    """` since 26 Nov, 09:30`, by the clock on the wall; nothing where it is not known."""
    if holder.since is None:
        return ""
    from marac_desk.dates import short_date

    since = holder.since.astimezone()
    return f" since {short_date(since.date())}, {since:%H:%M}"


def _sentence(holder: Holder) -> str:
    if holder.since is None:
        return NOBODY
    who = holder.name or "somebody else"
    return f"Read only: {who} has it open{since_when(holder)}. Nothing can be changed here."
