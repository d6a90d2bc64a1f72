"""How an area runs its MARAC: its name, who chairs, where it meets, and the numbers that local practice varies."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QPushButton

from marac_desk.reference import load
from storage.queries import maracs
from ui.local.new_marac import NewMarac
from ui.local.practice_card import PracticeCard
from ui.shell.actions import Action
from ui.shell.desk import Desk
from ui.shell.page import Help, Page
from ui.widgets.chips import Chips, Option
from ui.widgets.keycap import KeyButton
from ui.widgets.rows import words
from ui.widgets.scroll import Scrolled

NEW = "new"
HISTORY_KEY = "Alt+H"
ABOUT = "Everything here is kept as you leave a field. It holds for meetings and papers from now on."
HELP = Help(
    "Local practice",
    (
        "What areas do differently: minutes a case, how many cases a meeting hears, the Dash count that is held high.",
        "The defaults are what most areas use. Chair, coordinator and venue are proposed for each new meeting.",
        "A vault may hold several MARACs, such as a county's north and south.",
    ),
)


class PracticePage(Page):
    """One MARAC's settings, or the form for a new one. `place` is a MARAC, or `new`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Local practice")
        self._place = ""
        self.body.addWidget(words(ABOUT, "soft"))
        self.which = Chips("MARAC")
        self.another = QPushButton("Another MARAC")
        row = QHBoxLayout()
        row.addWidget(self.which)
        row.addWidget(self.another)
        self.history = KeyButton("History", HISTORY_KEY)
        self.history.clicked.connect(self._open_history)
        row.addWidget(self.history)
        row.addStretch()
        self.body.addLayout(row)
        self.new = NewMarac(desk, load(), self._made)
        self.card: PracticeCard | None = None
        self.sheet = Scrolled()
        self.sheet.column.addWidget(self.new)
        self.sheet.column.addStretch()
        self.body.addWidget(self.sheet, 1)
        self.for_editors(self.new, self.another)
        self.which.changed.connect(lambda: self.arrive(self.which.chosen()))
        self.another.clicked.connect(lambda: self.arrive(NEW))

    def arrive(self, place: str) -> None:
        """The first MARAC, the one asked for, or the form for a new one."""
        self.desk.savers.flush()
        with self.desk.vault.read() as read:
            areas = maracs(read.session)
        known = [str(each.id) for each in areas]
        self._place = place if place in known else NEW if place == NEW or not known else known[0]
        new = self._place == NEW
        self.which.set_options([Option(str(each.id), each.name) for each in areas])
        self.which.choose(self._place)
        self.which.setVisible(len(areas) > 1 or (bool(areas) and new))
        for part in (self.another, self.history):
            part.setVisible(not new)
        self.new.setVisible(new)
        self._put_away()
        if new:
            self.new.begin()
        else:
            self.card = PracticeCard(self.desk, UUID(self._place))
            self.sheet.column.insertWidget(1, self.card)
            self.for_editors(self.card)
            self.card.show()  # at once, so that it can take the focus
            self.card.begin()

    def place(self) -> str:
        """Which MARAC."""
        return self._place

    def help(self) -> Help:
        """What local practice is."""
        return HELP

    def offers(self) -> tuple[Action, ...]:
        """The history of this MARAC's settings."""
        history = self._open_history
        return (Action("practice.history", "History of these settings", history, HISTORY_KEY, ("who",), "Practice"),)

    def _open_history(self) -> None:
        if self._place not in ("", NEW):
            self.desk.open_page("history", f"marac/{self._place}")

    def _put_away(self) -> None:
        """A draft belongs to one field of one record, so each MARAC has fields of its own."""
        if self.card is not None:
            self.card.hide()
            self.card.deleteLater()
            self.card = None

    def _made(self, marac_id: UUID) -> None:
        self.desk.messages.done("The MARAC is set up. Who represents each agency comes next: Agencies.")
        self.arrive(str(marac_id))
