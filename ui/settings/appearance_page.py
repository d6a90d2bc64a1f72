"""How things look: light or dark, the size of text, and whether key caps are shown. Each choice holds at once."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt

from ui.preferences import LOOKS, SYSTEM, TEXT_SIZES
from ui.shell.desk import Desk
from ui.shell.page import Help, Page
from ui.widgets.card import Card
from ui.widgets.chips import Chips, Option
from ui.widgets.form import Form

_CALLED = {SYSTEM: "As this computer has it"}
_SHOWN, _HIDDEN = "shown", "hidden"
HELP = Help(
    "Appearance",
    (
        "These choices are for you at this computer. Nothing about a case is kept with them.",
        "Text can be made larger and smaller on every page: Ctrl = and Ctrl -.",
    ),
)


class AppearancePage(Page):
    """Three groups of chips."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Appearance")
        card, form = Card(), Form()
        self.look = form.choice("Colours", [Option(look, _CALLED.get(look, look.capitalize())) for look in LOOKS])
        self.text_size = form.choice("Size of text", [Option(str(size), f"{size} %") for size in TEXT_SIZES])
        self.caps = form.choice(
            "Key caps",
            [Option(_SHOWN, "Shown"), Option(_HIDDEN, "Hidden")],
            "The small signs that say which key does it. The keys work either way.",
        )
        card.body.addWidget(form)
        self.body.addWidget(card)
        self.body.addStretch()
        for chips in self._groups():
            chips.changed.connect(self._change)

    def arrive(self, place: str) -> None:
        """Shows what is chosen."""
        settings = self.desk.settings
        self.look.choose(settings.look)
        self.text_size.choose(str(settings.text_size))
        self.caps.choose(_SHOWN if settings.key_caps else _HIDDEN)
        next(chip for chip in self.look.buttons() if chip.isChecked()).setFocus(Qt.FocusReason.OtherFocusReason)

    def help(self) -> Help:
        """What these choices are."""
        return HELP

    def _groups(self) -> tuple[Chips, ...]:
        return self.look, self.text_size, self.caps

    def _change(self) -> None:
        self.desk.change_settings(
            replace(
                self.desk.settings,
                look=self.look.chosen(),
                text_size=int(self.text_size.chosen()),
                key_caps=self.caps.chosen() == _SHOWN,
            )
        )
