"""When the vault locks by itself, and what else keeps it from the eyes of others at this computer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from marac_desk.errors import Told
from marac_desk.locking import IN_MEETING, MEETING_CHOICES, USUAL, USUAL_CHOICES, IdleLimits
from storage.door import Changes
from storage.vault_settings import keep_setting, settings_of
from ui.shell.desk import Desk
from ui.shell.page import Help, Page
from ui.shell.privacy import KEY_NAME
from ui.widgets.card import Card
from ui.widgets.chips import Chips, Option
from ui.widgets.form import Form
from ui.widgets.rows import words
from ui.widgets.scroll import Scrolled

ABOUT = (
    "Locking never asks anything and loses nothing: what is being typed is saved first, "
    "and you come back to the same place."
)
ALWAYS = (
    "It also locks at once when the screen is locked, when the computer goes to sleep, when another person signs in, "
    f"and a minute after {KEY_NAME} has hidden everything."
)
COPIED = (
    "What you copy is cleared from the clipboard after 45 seconds, and whenever the vault locks. Programs that collect "
    "clipboards are asked to leave it alone; not every one of them listens."
)
KEPT_OUT = (
    "This window is kept out of shared screens and screenshots. To let others see it, choose “Shared screens” in the "
    "menu (Shift F8); it holds until the vault locks. The window for presenting can always be seen. "
    "This is a courtesy of the system and no wall: a camera sees any screen."
)
NOT_KEPT_OUT = (
    "On this system a window cannot be kept out of shared screens and screenshots. When you share your screen, "
    "share the window for presenting (F8) and not the whole screen."
)
HELP = Help(
    "Locking",
    (
        "These settings hold for this vault and everybody who opens it. The history shows who changed them.",
        "Ctrl L locks at once. In a meeting, where people talk for long, it waits longer before it locks by itself.",
    ),
)


class LockingPage(Page):
    """Two groups of chips, and what happens anyway."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Locking")
        sheet, card, form = Scrolled(), Card("When nobody touches the computer"), Form()
        self.usual = form.choice("Lock after", _options(USUAL_CHOICES))
        self.meeting = form.choice("In the meeting room, lock after", _options(MEETING_CHOICES))
        card.body.addWidget(words(ABOUT, "soft"))
        card.body.addWidget(form)
        sheet.column.addWidget(card)
        for title, said in (
            ("At once", ALWAYS),
            ("The clipboard", COPIED),
            ("Shared screens", KEPT_OUT if desk.can_block_capture else NOT_KEPT_OUT),
        ):
            other = Card(title)
            other.body.addWidget(words(said))
            sheet.column.addWidget(other)
        sheet.column.addStretch()
        self.body.addWidget(sheet, 1)
        self.for_editors(form)
        self.for_editors(self.usual, self.meeting)
        self.usual.changed.connect(lambda: self._keep(USUAL, self.usual))
        self.meeting.changed.connect(lambda: self._keep(IN_MEETING, self.meeting))

    def arrive(self, place: str) -> None:
        """What holds now."""
        self._show()
        next(chip for chip in self.usual.buttons() if chip.isChecked()).setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: Changes) -> None:
        """A setting was changed, or a change of one taken back."""
        if changes.touch("setting"):
            self._show()

    def help(self) -> Help:
        """Who these settings are for."""
        return HELP

    def _show(self) -> None:
        with self.desk.vault.read() as read:
            limits = IdleLimits.of(settings_of(read.session))
        self.usual.choose(_minutes(limits.usual.total_seconds()))
        self.meeting.choose(_minutes(limits.in_meeting.total_seconds()))

    def _keep(self, name: str, chips: Chips) -> None:
        try:
            with self.desk.vault.edit("Change locking") as edit:
                keep_setting(edit, name, chips.chosen())
        except Told as told:
            self.desk.messages.told(told.say)
            self._show()


def _options(minutes: Sequence[int]) -> list[Option]:
    return [Option(str(each), f"{each} minutes") for each in minutes]


def _minutes(seconds: float) -> str:
    return str(int(seconds // 60))
