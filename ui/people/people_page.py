"""Who can open this vault: the list at the left, and at the right what can be done about the person chosen there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QVBoxLayout

from marac_desk.dates import short_date
from marac_desk.keyholders import Right, Role
from storage.door import Changes
from storage.people_rows import PersonRow, known_words, last_at_work, people
from ui.guarded import guarded
from ui.people.add_card import AddCard
from ui.people.code_card import CodeCard
from ui.people.own_card import OwnCard
from ui.people.person_card import PersonCard
from ui.shell.actions import Action
from ui.shell.desk import Desk
from ui.shell.page import Help, Page
from ui.shell.window_actions import OWN_PASSPHRASE
from ui.widgets.card import Card
from ui.widgets.rows import words
from ui.widgets.scroll import Scrolled
from ui.widgets.table import Column, Table

NOT_YOURS = "Chairs and coordinators add, change and remove people. Choose your own row to change your passphrase."
ONLY_READ = "The vault is open read only, so nobody is changed here. Lock it, and unlock it again."
HELP = Help(
    "People",
    (
        "Everybody who opens the vault has a passphrase of their own, so the history can say who did what.",
        "Chairs and coordinators add people, change roles, set a new passphrase for somebody who forgot, and remove.",
        "Nobody changes their own role or removes themselves.",
        "Removing somebody gives the vault a new key. It does not reach backups and copies made before.",
        "The recovery code is for the day on which passphrases are forgotten: on paper, in a safe, and nowhere else.",
        "Roles are kept by the program. Whoever can open the vault could read all of it with other tools.",
    ),
)
ADD = "add"
ROWS = 12
WIDE = 90
"""In letters: with less room the card of a person stands below the list."""
Shown = OwnCard | AddCard | PersonCard | CodeCard


@dataclass(frozen=True)
class Line:
    """One row of the list."""

    row: PersonRow
    own: bool
    last: datetime | None

    @property
    def name(self) -> str:
        """As it is listed."""
        return f"{self.row.name} (you)" if self.own else self.row.name

    @property
    def role(self) -> str:
        """In words."""
        return "On paper" if self.row.role is Role.RECOVERY else self.row.role.value.capitalize()

    @property
    def at_work(self) -> str:
        """When they last did anything that the history has."""
        if self.last is None:
            return ""
        return short_date(self.last.astimezone().date())


class PeoplePage(Page):
    """`place` is the person chosen, `add`, or the form for one's own passphrase."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "People")
        self._rows: tuple[PersonRow, ...] = ()
        self._last: dict[UUID, datetime] = {}
        self._known: list[str] = []
        self._chosen = ""
        self._card_for: tuple[str, PersonRow | None] = ("", None)
        self.card: Shown | None = None
        self.table: Table[Line] = Table("Who can open this vault", _COLUMNS)
        self.add = QPushButton("Add a person")
        self.left_before = words("", "side")
        self.hint = words("", "soft")
        self._right, sheet = QVBoxLayout(), Scrolled()
        self._right.addWidget(self.hint)
        self._right.addStretch()
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(16)
        self._halves.addWidget(self._everybody(), 1, Qt.AlignmentFlag.AlignTop)
        self._halves.addLayout(self._right, 1)
        sheet.column.addLayout(self._halves, 1)
        self.body.addWidget(sheet, 1)
        self.table.chosen.connect(lambda line: self._show(str(line.row.id)))
        self.table.opened.connect(lambda _: self._begin())
        self.add.clicked.connect(self._begin_to_add)

    def arrive(self, place: str) -> None:
        """One's own row, or the person asked for."""
        own = place in ("", OWN_PASSPHRASE)
        self._chosen = str(self.desk.vault.person.id) if own else place
        self._read()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if place == OWN_PASSPHRASE:
            self._begin()
        vault = self.desk.vault

        def look() -> dict[UUID, datetime]:
            with vault.read() as read:
                return last_at_work(read.session.connection())

        self.desk.jobs.run("Looking through the history", lambda _: look(), self._show_last, owner=self)

    def place(self) -> str:
        """Who is chosen."""
        return self._chosen

    def refresh(self, changes: Changes) -> None:
        """Somebody came, left or changed."""
        if changes.touch("keyholder"):
            self._read()

    def help(self) -> Help:
        """Who may do what."""
        return HELP

    def offers(self) -> tuple[Action, ...]:
        """The history of the person one is at."""
        history = self._open_history
        return (Action("people.history", "History of this person", history, "Alt+H", ("role", "who"), "People"),)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side, or one below the other where the window is small or the text large."""
        super().resizeEvent(event)
        wide = self.width() > WIDE * self.fontMetrics().averageCharWidth()
        self._halves.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _everybody(self) -> Card:
        card = Card("Who can open this vault")
        card.body.addWidget(self.table)
        card.body.addWidget(self.left_before)
        card.body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _open_history(self) -> None:
        if any(str(row.id) == self._chosen for row in self._rows):
            self.desk.open_page("history", f"keyholder/{self._chosen}")

    def _read(self) -> None:
        with self.desk.vault.read() as read:
            everybody = people(read.session)
            self._known[:] = known_words(read.session)
        self._rows = tuple(row for row in everybody if row.left_at is None)
        gone = [f"{row.name}, {short_date(row.left_at.astimezone().date())}" for row in everybody if row.left_at]
        self.left_before.setText("Have left: " + "; ".join(gone) + "." if gone else "")
        self.left_before.setVisible(bool(gone))
        self.add.setVisible(self.desk.vault.may(Right.PEOPLE))
        self._show_rows()

    def _show_last(self, last: dict[UUID, datetime]) -> None:
        self._last = last
        self._show_rows()

    def _show_rows(self) -> None:
        me = self.desk.vault.person.id
        places = {str(row.id): at for at, row in enumerate(self._rows)}
        chosen = self._chosen if self._chosen in (*places, ADD) else str(me)
        self.table.blockSignals(True)  # what is shown at the right stays, with what was typed there
        self.table.show_rows([Line(row, row.id == me, self._last.get(row.id)) for row in self._rows])
        self.table.show_rows_at_once(ROWS)
        if chosen in places:
            self.table.selectRow(places[chosen])
        else:
            self.table.clearSelection()
        self.table.blockSignals(False)
        self._show(chosen)

    def _show(self, chosen: str) -> None:
        """Another card only for another choice, so that nothing typed is lost when the list is read again."""
        row = next((row for row in self._rows if str(row.id) == chosen), None)
        if self.card is not None and chosen == self._chosen and self._card_for == (chosen, row):
            return
        self._chosen, self._card_for = chosen, (chosen, row)
        if self.card is not None:
            self.card.hide()
            self.card.deleteLater()
        self.card = self._card(row)
        vault = self.desk.vault
        self.hint.setText(ONLY_READ if vault.read_only else NOT_YOURS)
        self.hint.setVisible(self.card is None)
        if self.card is not None:
            self._right.insertWidget(0, self.card)
            self.card.show()  # at once, so that it can take the focus

    def _card(self, row: PersonRow | None) -> Shown | None:
        vault = self.desk.vault
        if row is not None and row.id == vault.person.id and row.role is not Role.RECOVERY:
            return None if vault.read_only else OwnCard(self.desk, self._known)
        if not vault.may(Right.PEOPLE):
            return None
        if row is None:
            card = AddCard(self.desk, self._known)
            card.added.connect(self._go_to_new)
            return card
        if row.role is Role.RECOVERY:
            return CodeCard(self.desk)
        person = PersonCard(self.desk, row, self._known)
        person.removed.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        return person

    def _begin(self) -> None:
        if self.card is not None:
            self.card.begin()

    def _go_to_new(self, person_id: UUID) -> None:
        """Who was added is chosen in the list, where their role and passphrase can be changed."""
        self._chosen = str(person_id)
        self._read()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin_to_add(self) -> None:
        self.table.clearSelection()
        self._show(ADD)
        self._begin()


_COLUMNS = (
    Column[Line]("Name", lambda line: line.name),
    Column[Line]("Role", lambda line: line.role),
    Column[Line]("Last at work", lambda line: line.at_work, wide=True),
)
