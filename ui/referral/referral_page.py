"""The short entry of a referral: typed once, kept while one types, and added as one edit.

Beside it stands what the referrer has still to say, and who in the vault has the same name.
"""

from __future__ import annotations

import json
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton

from marac_desk.cases import Case
from marac_desk.dash import Answer
from marac_desk.errors import Refused
from marac_desk.maracs import Marac
from marac_desk.reference import load
from storage.case_rows import NamesakeRow, namesakes
from storage.queries import agencies, maracs
from ui.referral.fields import Fields
from ui.referral.held import ADD, AGAIN, OPEN_KEY, STILL_THERE, HeldCard, question
from ui.referral.reading import READ_FIRST, mistake
from ui.referral.typed import Typed, add_case, born, missing, referral_of
from ui.shell.actions import Action
from ui.shell.desk import Desk
from ui.shell.dialogs import Choice
from ui.shell.page import Help, Page
from ui.widgets.card import Card
from ui.widgets.chips import Option
from ui.widgets.entry_draft import EntryDraft, Parts
from ui.widgets.keycap import KeyButton
from ui.widgets.rows import words
from ui.widgets.scroll import Scrolled

ADD_KEY = "Ctrl+Return"
NEW = "new"
_PAUSE_MS = 250
HELP = Help(
    "New referral",
    (
        "Type what is there. What is missing stands at the right, as a list that can be sent back to the referrer.",
        "Dash: Y, N or D answers an item and goes on to the next, so 24 answers are 24 keys.",
        "A date of birth may be a year alone. For a child who is not born yet, type “due” and the day.",
        "Nothing is lost when you are called away: the form is kept as you type, until you add it or clear it.",
        "A safe number and an address stand on no paper.",
    ),
)


class ReferralPage(Page):
    """`place` is empty for a new case, and a case's identifier for a further referral of it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "New referral")
        self._reference = load()
        self._case_id: UUID | None = None
        self._draft: EntryDraft | None = None
        self.fields = Fields(self._reference.dash)
        self.missing = words("")
        self.hint = HeldCard()
        self.copy = QPushButton("Copy this list")
        self.add = KeyButton("Add the referral", ADD_KEY)
        self.add.setObjectName("primary")
        self.clear = QPushButton("Clear the form")
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out()
        self.fields.changed.connect(self._touched)
        self.fields.chips["marac"].changed.connect(self._offer_agencies)
        self._pause.timeout.connect(self._remark)
        self.add.clicked.connect(self._add)
        self.clear.clicked.connect(self._clear)
        self.hint.opened.connect(lambda case_id: desk.open_page("case", str(case_id)))
        self.copy.clicked.connect(lambda: QApplication.clipboard().setText(self.missing.text()))

    def arrive(self, place: str) -> None:
        """The form as it was left; empty when nothing was."""
        with self.desk.vault.read() as read:
            areas = [Option(str(each.id), each.name) for each in maracs(read.session)]
            self._case_id = UUID(place) if place else None
            case = read.get(Case, self._case_id) if self._case_id else None
            marac, reference = (str(case.marac_id), case.reference) if case else ("", "")
        if not areas:
            self.desk.open_page("practice")
            return
        self.title.setText(f"Another referral of {reference}" if reference else "New referral")
        for card in self.fields.about_people:
            card.setVisible(not reference)
        self.fields.chips["marac"].set_options(areas)
        self.fields.field("marac").setVisible(len(areas) > 1 and not reference)
        self._take_draft(marac or areas[0].key)
        self.fields.chips["agencies"].buttons()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> str:
        """For which case."""
        return str(self._case_id or "")

    def leave(self) -> None:
        """The form is kept by its draft; nothing more is to be said about it."""
        self._pause.stop()

    def help(self) -> Help:
        """How to type it quickly."""
        return HELP

    def offers(self) -> tuple[Action, ...]:
        """Adding it, and a look at a case that may be the same."""
        held = self.hint
        return (
            Action("referral.add", "Add the referral", self._add, ADD_KEY, ("save", "case"), "Cases"),
            Action("referral.held", "Open the case held already", held.go, OPEN_KEY, ("same",), "Cases", held.has_case),
        )

    def hints(self) -> tuple[str, ...]:
        """The same."""
        return ("referral.add", "referral.held")

    def _lay_out(self) -> None:
        sheet, side = Scrolled(), Scrolled()
        sheet.column.addWidget(self.fields)
        sheet.column.addStretch()
        ask = Card("Still to ask")
        ask.body.addWidget(self.missing)
        ask.body.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)
        side.column.addWidget(self.hint)  # first: it must be seen while it can still be heeded
        side.column.addWidget(ask)
        side.column.addStretch()
        across, foot = QHBoxLayout(), QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(sheet, 5)
        across.addWidget(side, 2)
        self.body.addLayout(across, 1)
        foot.addWidget(self.add)
        foot.addWidget(self.clear)
        foot.addStretch()
        self.body.addLayout(foot)

    # The draft of the whole form

    def _take_draft(self, marac: str) -> None:
        if self._draft is not None:
            self._draft.keep()
            self._draft.deleteLater()
        self._draft = EntryDraft(self, self.desk, self._field(), self._parts)
        self._fill(self._draft.kept(), marac)

    def _fill(self, kept: Parts, marac: str) -> None:
        texts = {"marac": marac, **json.loads(kept.get("texts", "{}"))}
        self.fields.blockSignals(True)
        self.fields.chips["marac"].choose(texts["marac"])
        self._offer_agencies()
        self.fields.show_texts(texts)
        self.fields.harmful.show_rows(kept.get("harmful", []), least=1)
        self.fields.young.show_rows(kept.get("children", []), least=1)
        answers = {int(number): Answer(said) for number, said in kept.get("dash", {}).items()}
        self.fields.dash.show_answers(answers, self._threshold())
        self.fields.blockSignals(False)
        self._remark()

    def _parts(self) -> Parts:
        """Nothing while nothing is typed, so that an untouched form leaves no draft."""
        texts = {name: text for name, text in self.fields.texts().items() if text and name != "marac"}
        parts = {
            "harmful": self.fields.harmful.kept(),
            "children": self.fields.young.kept(),
            "dash": {str(number): said.value for number, said in self.fields.dash.table.answers().items()},
        }
        if not texts and not any(parts.values()):
            return {}
        return {**parts, "texts": json.dumps({**texts, "marac": self.fields.chips["marac"].chosen()})}

    def _offer_agencies(self) -> None:
        marac_id = UUID(self.fields.chips["marac"].chosen())
        with self.desk.vault.read() as read:
            rows = agencies(read.session, marac_id)
        self.fields.chips["agencies"].set_options([Option(str(row.id), row.name) for row in rows])

    def _threshold(self) -> int:
        with self.desk.vault.read() as read:
            return read.get(Marac, UUID(self.fields.chips["marac"].chosen())).practice.dash_threshold

    def _touched(self) -> None:
        if self._draft is not None:
            self._draft.touched()
        self._pause.start()

    # What is said beside it

    def _typed(self) -> Typed:
        texts = self.fields.texts()
        return Typed(
            texts,
            tuple(UUID(key) for key in self.fields.chips["agencies"].all_chosen()),
            frozenset(self.fields.chips["grounds"].all_chosen()),
            self.fields.harmful.people(),
            self.fields.young.people(),
            texts["children"] == "no",
            self.fields.dash.answers(),
        )

    def _remark(self) -> None:
        typed, today = self._typed(), self._today()
        # A further referral asks again about everything but the people, who are known.
        asked = missing(typed, today, children_known=self._case_id is not None)
        self.missing.setText("\n\n".join(asked) or "Nothing: the referral is complete.")
        self.copy.setVisible(bool(asked))
        had_case = self.hint.has_case()
        self.hint.show_found(self._held(typed))
        if self.hint.has_case() != had_case:
            self.turned.emit()

    def _held(self, typed: Typed) -> tuple[NamesakeRow, ...]:
        """People of the same name or date of birth, for a new case."""
        if self._case_id is not None:
            return ()
        try:
            day = born(typed["born"])
        except Refused:
            day = None
        with self.desk.vault.read() as read:
            return namesakes(read.session, typed["given"], typed["family"], day.stored if day else "")

    # Adding it

    def _add(self) -> None:
        if not self._can_be_read() or not self._is_another_victim():
            return
        try:
            case_id = self._added(self._typed(), self._today())
        except Refused as refused:
            self._blame("given" if self._case_id is None else "reason", refused.say)
            return
        self._emptied()
        self.desk.messages.done("The referral is added.")
        self.desk.open_page("case", str(case_id))

    def _added(self, typed: Typed, today: date) -> UUID:
        with self.desk.vault.edit("Add referral", settles=self._field()) as edit:
            if self._case_id is None:
                return add_case(edit, typed, UUID(self.fields.chips["marac"].chosen()), today)
            edit.add(referral_of(typed, self._case_id, today))
            return self._case_id

    def _is_another_victim(self) -> bool:
        """Asks when somebody of the same name is the victim of a case; what was typed can go to that case instead."""
        held = next((row for row in self._held(self._typed()) if row.case_id is not None), None)
        if held is None:
            return True
        answer = self.desk.dialogs.ask(*question(held))
        if answer == AGAIN:
            self._take_over(str(held.case_id))
        return answer == ADD

    def _take_over(self, case_id: str) -> None:
        """To another referral of a case that is held, with what was typed unless one was begun there already."""
        parts, there = self._parts(), f"referral/{case_id}"
        if there not in self.desk.vault.drafts():
            self.desk.vault.draft(there, json.dumps({**parts, "harmful": [], "children": []}))
            if not self.fields.tells_of_people():
                self.desk.vault.drop_draft(self._field())
                self._emptied()
            else:
                self.desk.messages.told(STILL_THERE)
        self.desk.open_page("referral", case_id)

    def _can_be_read(self) -> bool:
        """Says under each date and number that can't be read what is wrong with it, and goes to the first."""
        typed, today = self._typed(), self._today()
        said = {name: mistake(name, typed[name], today) for name in READ_FIRST}
        for name, sentence in said.items():
            self.fields.field(name).fail(sentence)
        self.desk.messages.right(self)
        wrong = [self.fields.field(name).control for name, sentence in said.items() if sentence]
        for rows, kind in ((self.fields.harmful, "born"), (self.fields.young, "child")):
            for person in rows.people():
                if sentence := mistake(kind, person.when, today):
                    self.desk.messages.told(sentence, self)
                    wrong.append(rows.date_of(person))
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return not wrong

    def _blame(self, name: str, sentence: str) -> None:
        field = self.fields.field(name)
        field.fail(sentence)
        field.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _today(self) -> date:
        return self.desk.clock().astimezone().date()

    def _field(self) -> str:
        return f"referral/{self._case_id or NEW}"

    def _clear(self) -> None:
        """Throws away what was typed; it asks first, since this can't be undone."""
        choices = (Choice("clear", "Clear it"), Choice("keep", "Keep it"))
        if self.desk.dialogs.ask("Clear the form?", "What you typed here and did not add is lost.", choices) == "clear":
            self.desk.vault.drop_draft(self._field())
            self._emptied()

    def _emptied(self) -> None:
        if self._draft is not None:
            self._draft.added()
        self._fill({}, self.fields.chips["marac"].chosen())
