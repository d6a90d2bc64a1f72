"""One agency's return: what it answered, fact apart from professional view, where it is from, who may know."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt, Signal

from marac_desk.discussion import MayKnow, Said
from marac_desk.errors import Refused
from storage.case_rows import prepared
from ui.shell.desk import Desk
from ui.widgets.card import Card
from ui.widgets.chips import Option
from ui.widgets.entry_draft import EntryDraft, Parts
from ui.widgets.form import Form
from ui.widgets.keycap import KeyButton

_ANSWERS = (
    Option(Said.IN_WRITING.value, "In writing", "W"),
    Option(Said.NOT_KNOWN.value, "Not known to us", "N"),
    Option(Said.NOTHING_RELEVANT.value, "Known, nothing relevant", "R"),
)
_MAY_KNOW = (
    Option(MayKnow.SHAREABLE.value, "May be shared", "S"),
    Option(MayKnow.ROOM_ONLY.value, "For the room only", "R"),
    Option(MayKnow.ONLY_FROM_VICTIM.value, "Known only from the victim", "V"),
)


@dataclass(frozen=True)
class Returned:
    """What an agency has sent so far; `said` is nothing while it has sent nothing."""

    agency_id: UUID
    agency: str
    said: Said | None = None
    fact: str = ""
    view: str = ""
    source: str = ""
    speaker: str = ""
    may_know: MayKnow = MayKnow.SHAREABLE


class ReturnForm(Card):
    """Files one return after another. `filed` tells that one is done."""

    filed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("Return")
        self._desk = desk
        self._for: tuple[UUID, UUID] | None = None
        self._row: Returned | None = None
        self._draft: EntryDraft | None = None
        self.form = Form()
        self.said = self.form.choice("What the agency answered", _ANSWERS)
        self.fact = self.form.text("Fact", 4)
        self.view = self.form.text("Professional view", 2)
        self.source = self.form.line("Where it is from", "Own records, a call, somebody else")
        self.may_know = self.form.choice("Who may know", _MAY_KNOW)
        self.add = KeyButton("File this return", "Ctrl+Return")
        self.add.setObjectName("primary")
        self.add.clicked.connect(self.file)
        self.body.addWidget(self.form)
        self.body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        for signal in (
            *(self.said.changed, self.may_know.changed),
            *(self.fact.textChanged, self.view.textChanged, self.source.textChanged),
        ):
            signal.connect(self._touched)

    def show_return(self, meeting_id: UUID, case_id: UUID, row: Returned) -> None:
        """The return of one agency. What is typed about the same one and not filed yet stays."""
        if self._for == (meeting_id, case_id) and self._row == row:
            return
        self._put_away()
        self._for, self._row = (meeting_id, case_id), row
        self.title.setText(row.agency)
        field = f"ahead/{meeting_id}/{case_id}/{row.agency_id}"
        self._draft = EntryDraft(self, self._desk, field, self._parts)
        kept = self._draft.kept() or _as_kept(row)
        self._fill(kept)

    def begin(self) -> None:
        """The cursor goes to the answer."""
        self.said.buttons()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def file(self) -> None:
        """Files it. What a rule refuses stands under the field."""
        if self._for is None or self._row is None or self._draft is None:
            return
        self.form.clear_errors()
        if not self.said.chosen():
            self.form.fail(self.said, "Please say what the agency answered.")
            return
        try:
            self._file(*self._for, self._row.agency_id, self._draft.field)
        except Refused as refused:
            self.form.fail(self.fact, refused.say)
            return
        self._draft.added()
        self.filed.emit()

    def _file(self, meeting_id: UUID, case_id: UUID, agency_id: UUID, field: str) -> None:
        with self._desk.vault.edit("File return", settles=field) as edit:
            prepared(edit.session, meeting_id, case_id).share(
                agency_id,
                Said(self.said.chosen()),
                self.fact.toPlainText(),
                self.view.toPlainText(),
                source=self.source.text().strip(),
                speaker=self._row.speaker if self._row else "",
                may_know=MayKnow(self.may_know.chosen()),
                filed=True,
            )

    def _parts(self) -> Parts:
        """Nothing while it says what is filed already."""
        parts = {
            "said": self.said.chosen(),
            "fact": self.fact.toPlainText(),
            "view": self.view.toPlainText(),
            "source": self.source.text(),
            "may_know": self.may_know.chosen(),
        }
        return {} if self._row is None or parts == _as_kept(self._row) else parts

    def _fill(self, kept: Parts) -> None:
        self.form.clear_errors()
        self.form.blockSignals(True)
        self.said.choose(kept["said"])
        self.fact.setPlainText(kept["fact"])
        self.view.setPlainText(kept["view"])
        self.source.setText(kept["source"])
        self.may_know.choose(kept["may_know"])
        self.form.blockSignals(False)

    def _put_away(self) -> None:
        if self._draft is not None:
            self._draft.keep()
            self._draft.deleteLater()
            self._draft = None

    def _touched(self) -> None:
        if self._draft is not None:
            self._draft.touched()


def _as_kept(row: Returned) -> Parts:
    """A return as the form shows it. What an agency shares is, ahead of a meeting, always in writing."""
    said = Said.IN_WRITING if row.said is Said.SHARES else row.said
    return {
        "said": said.value if said else "",
        "fact": row.fact,
        "view": row.view,
        "source": row.source,
        "may_know": row.may_know.value,
    }
