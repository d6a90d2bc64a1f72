"""The settings of one MARAC. Each is kept when its field is left, as an edit of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import Enum
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from marac_desk.errors import Refused
from marac_desk.maracs import Marac, NamesOnPapers, RepeatClock
from storage.door import Edit
from ui.shell.desk import Desk
from ui.widgets.card import Card
from ui.widgets.chips import Option
from ui.widgets.form import Form
from ui.widgets.rows import side_by_side

_WORDS = (
    ("name", "Name"),
    ("chair", "Chair"),
    ("coordinator", "Coordinator"),
    ("coordinator_email", "Coordinator's e-mail"),
    ("venue", "Venue"),
)
_NUMBERS = (
    (
        ("minutes_per_case", "Minutes a case"),
        ("capacity", "Cases in a meeting"),
        ("dash_threshold", "Dash count held high"),
    ),
    (
        ("escalation_incidents", "Incidents of an escalation"),
        ("repeat_months", "Months of a repeat"),
        ("retention_years", "Years that records are kept"),
    ),
)
_NATIONS = (Option("ENG", "England"), Option("WLS", "Wales"))


class PracticeCard(Card):
    """Made for one MARAC."""

    def __init__(self, desk: Desk, marac_id: UUID) -> None:
        super().__init__()
        self._desk, self._marac_id = desk, marac_id
        with desk.vault.read() as read:
            marac = read.get(Marac, marac_id)
            self.title_line = self._words({name: getattr(marac, name) for name, _ in _WORDS})
            practice = marac.practice
            self._numbers({name: str(getattr(practice, name)) for row in _NUMBERS for name, _ in row})
            self._papers(practice.marking, practice.names_on_papers, practice.repeat_clock, practice.nation)

    def begin(self) -> None:
        """The cursor goes to the first field."""
        self.title_line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _words(self, texts: dict[str, str]) -> QLineEdit:
        form = Form()
        lines = {name: form.line(label) for name, label in _WORDS}
        self.body.addWidget(form)
        for name, line in lines.items():
            self._drafted(line, name, texts[name], partial(_set_words, name))
        return lines["name"]

    def _numbers(self, texts: dict[str, str]) -> None:
        for row in _NUMBERS:
            lines = [QLineEdit() for _ in row]
            self.body.addWidget(side_by_side(*((label, line, 1) for (_, label), line in zip(row, lines, strict=True))))
            for (name, _), line in zip(row, lines, strict=True):
                self._drafted(line, name, texts[name], partial(_set_number, name))

    def _papers(self, marking: str, names: NamesOnPapers, clock: RepeatClock, nation: str) -> None:
        form = Form()
        line = form.line("Marking on each paper")
        self._choice(form, "Names on papers", "names_on_papers", NamesOnPapers, names)
        self._choice(form, "Months of a repeat are counted from", "repeat_clock", RepeatClock, clock)
        chips = form.choice("Bank holidays of", _NATIONS)
        chips.choose(nation)
        chips.changed.connect(lambda: self._keep("nation", partial(_set_practice, "nation"), chips.chosen()))
        self.body.addWidget(form)
        self._drafted(line, "marking", marking, partial(_set_practice, "marking"))

    def _choice(self, form: Form, label: str, name: str, kind: type[Enum], chosen: Enum) -> None:
        chips = form.choice(label, [Option(str(each.value), str(each.value).capitalize()) for each in kind])
        chips.choose(str(chosen.value))
        chips.changed.connect(lambda: self._keep(name, partial(_set_practice, name), kind(chips.chosen())))

    def _drafted(self, line: QLineEdit, name: str, stored: str, change: Callable[[Marac, str], None]) -> None:
        field = f"marac/{self._marac_id}/{name}"
        self._desk.drafted(line, field=field, stored=stored, settle=partial(self._settle, field, change))

    def _settle(self, field: str, change: Callable[[Marac, str], None], text: str) -> None:
        with self._desk.vault.edit("Change local practice", settles=field) as edit:
            change(self._marac(edit), text.strip())

    def _keep(self, name: str, change: Callable[[Marac, object], None], value: object) -> None:
        try:
            with self._desk.vault.edit("Change local practice") as edit:
                change(self._marac(edit), value)
        except Refused as refused:
            self._desk.messages.told(refused.say)

    def _marac(self, edit: Edit) -> Marac:
        return edit.get(Marac, self._marac_id)


def _set_words(name: str, marac: Marac, text: str) -> None:
    if name == "name" and not text:
        raise Refused("A MARAC needs its name.")
    setattr(marac, name, text)


def _set_number(name: str, marac: Marac, text: str) -> None:
    if not text.isdecimal() or not 0 < int(text) < 1000:
        raise Refused("Please give a whole number above nought.")
    _set_practice(name, marac, int(text))


def _set_practice(name: str, marac: Marac, value: object) -> None:
    marac.practice = replace(marac.practice, **{name: value})  # type: ignore[arg-type]
