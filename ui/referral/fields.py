"""The fields of the short referral, in cards, in the order in which a referral is read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from marac_desk.people import Gender
from marac_desk.reference_entries import DashItem
from ui.case_file.referral_view import GROUNDS
from ui.referral.dash_entry import DashEntry
from ui.referral.people_rows import PeopleRows
from ui.widgets.card import Card
from ui.widgets.chips import Chips, Option
from ui.widgets.form import Field, Form
from ui.widgets.rows import side_by_side
from ui.widgets.text_box import TextBox

YES_NO = (Option("yes", "Yes", "Y"), Option("no", "No", "N"))
_GENDERS = tuple(Option(each.value, each.value.capitalize(), each.value[0].upper()) for each in Gender)

_OF_PEOPLE = (
    *("address", "postcode", "language", "children"),
    *("never", "only", "number", "how", "must_not", "honour"),
)


class Fields(QWidget):
    """All controls by name. `changed` tells of any of them; `about_people` are the cards of a new case only."""

    changed = Signal()

    def __init__(self, dash: Sequence[DashItem]) -> None:
        super().__init__()
        self.lines: dict[str, QLineEdit | QPlainTextEdit] = {}
        self.chips: dict[str, Chips] = {}
        self._fields: dict[str, Field] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        referral = self._referral()
        victim, safety = self._victim(), self._safety()
        self.harmful = PeopleRows("Causing harm, alleged", "causing harm", "Date of birth", "Another person")
        self.young = PeopleRows("Children", "child", "Born, or due 16/2", "Another child")
        self._choice("children", "Are there children?", (Option("no", "There are none", "N"),), self.young, at=1)
        self.contact_rule = self._contact_rule()
        self.dash = DashEntry(dash)
        self.about_people = (victim, self.harmful, self.young, self.contact_rule)
        for card in (referral, victim, safety, self.contact_rule, self.harmful, self.young, self.dash, self._tool()):
            self._column.addWidget(card)
        self._follow()

    def field(self, name: str) -> Field:
        """The field around a control, for what is wrong with it."""
        return self._fields[name]

    def texts(self) -> dict[str, str]:
        """What is typed and chosen, by name."""
        typed = {name: _text(control) for name, control in self.lines.items()}
        return typed | {name: ",".join(chips.all_chosen()) for name, chips in self.chips.items()}

    def show_texts(self, texts: dict[str, str]) -> None:
        """Shows these; what is not among them is empty."""
        for name, control in self.lines.items():
            control.setText(texts.get(name, "")) if isinstance(control, QLineEdit) else control.setPlainText(
                texts.get(name, "")
            )
        for name, chips in self.chips.items():
            chips.choose(*filter(None, texts.get(name, "").split(",")))

    def tells_of_people(self) -> bool:
        """Whether more than the victim's name, date of birth and gender is typed about the people of a case."""
        texts = self.texts()
        return bool(self.harmful.kept() or self.young.kept() or any(texts[name] for name in _OF_PEOPLE))

    def _referral(self) -> Card:
        card = Card("The referral")
        self._choice("marac", "MARAC", (), card)
        self._choice("agencies", "Referred by", (), card, several=True)
        self._row(card, ("contact", "Who there can be asked", 3), ("received", "Received on (today, if empty)", 2))
        self._box("reason", "What has happened, and what makes the risk high now", card, 5)
        options = [Option(key, said.capitalize()) for key, said in GROUNDS.items()]
        self._choice("grounds", "Grounds", options, card, several=True)
        self._box("judgement", "What the professional judgement is based on", card, 2)
        return card

    def _victim(self) -> Card:
        card = Card("The victim")
        self._row(card, ("given", "Given names", 3), ("family", "Family name", 3), ("born", "Date of birth", 2))
        self._choice("gender", "Gender", _GENDERS, card)
        self._row(card, ("address", "Address", 4), ("postcode", "Postcode", 1), ("language", "Interpreter for", 2))
        return card

    def _safety(self) -> Card:
        card = Card("What the victim knows and fears")
        self._choice("safe", "Is it safe to contact the victim?", YES_NO, card)
        self._choice("aware", "Does the victim know of the referral?", YES_NO, card)
        self._row(card, ("not_aware", "If not, why not", 3), ("idva", "Referred to the IDVA on", 2))
        self._choice("consent", "Does the victim agree?", YES_NO, card)
        self._box("afraid", "What the victim is afraid of", card, 2)
        return card

    def _contact_rule(self) -> Card:
        card = Card("Contact")
        self._row(card, ("never", "How the victim must not be contacted", 1), ("only", "The one safe way", 1))
        self._row(card, ("number", "Safe number", 1), ("how", "How and when", 2))
        self._box("must_not", "Who must not be told, one a line; after a colon why", card, 2)
        self._choice("honour", "'Honour'-based abuse?", YES_NO, card)
        return card

    def _tool(self) -> Card:
        card = Card("Another risk tool")
        self._row(card, ("tool", "Its name, such as DARA", 3), ("score", "Score", 1), ("out_of", "Out of", 1))
        return card

    def _row(self, card: Card, *lines: tuple[str, str, int]) -> None:
        controls = [(label, QLineEdit(), part) for _, label, part in lines]
        row = side_by_side(*controls)
        card.body.addWidget(row)
        for (name, _, _), (_, line, _), field in zip(lines, controls, row.findChildren(Field), strict=True):
            self.lines[name], self._fields[name] = line, field

    def _box(self, name: str, label: str, card: Card, lines: int) -> None:
        box = TextBox(lines)
        self.lines[name], self._fields[name] = box, Field(label, box)
        card.body.addWidget(self._fields[name])

    def _choice(
        self, name: str, label: str, options: Sequence[Option], card: Card, *, several: bool = False, at: int = -1
    ) -> None:
        form = Form()
        self.chips[name] = form.choice(label, options, several=several or len(options) == 1)
        self._fields[name] = form.field(self.chips[name])
        card.body.insertWidget(at, form)

    def _follow(self) -> None:
        for control in self.lines.values():
            control.textChanged.connect(self._tell)
        changed: list[SignalInstance] = [chips.changed for chips in self.chips.values()]
        for signal in (*changed, self.harmful.changed, self.young.changed, self.dash.changed):
            signal.connect(self._tell)

    def _tell(self) -> None:
        self.changed.emit()


def _text(control: QLineEdit | QPlainTextEdit) -> str:
    return control.text() if isinstance(control, QLineEdit) else control.toPlainText()
