"""Signing the minutes off: what it does, what is still open, who signs. It asks once."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout

from exports.pack import Pack
from marac_desk.errors import ExportRefused, Refused, Told
from marac_desk.keyholders import Right
from ui.guarded import guarded
from ui.papers.signing import BeforeSigning, before_signing, sign
from ui.shell.desk import Desk
from ui.widgets.card import Card
from ui.widgets.form import Form
from ui.widgets.keycap import KeyButton
from ui.widgets.mark import Tone
from ui.widgets.notice import Notice
from ui.widgets.rows import words

SIGN_NOW_KEY = "Ctrl+Return"
ABOUT = (
    "Signing off locks the minutes as they are now, and cannot be undone. A later correction is added as a dated note, "
    "which is printed after them."
)
HINT = "The chair, as recorded for this meeting. Change it if somebody else signs."
NOTHING_OPEN = "Nothing is open: each case was heard or put off, and each gap has its reason."
STOPPED = "The minutes stop at {count}. Decide about that first: Alt S."
DONE = "The minutes are signed off and locked. Later corrections are dated notes."


class SignCard(Card):
    """`signed`: it is done; `given_up`: not now."""

    signed = Signal()
    given_up = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("Sign off the minutes")
        self._desk = desk
        self._meeting_id: UUID | None = None
        self.whose, self.stops = Notice("", Tone.PLAIN), Notice("", Tone.WARN)
        self.still_open = words("")
        self.form = Form()
        self.by = self.form.line("Who signs", HINT)
        self.sign, self.not_now = KeyButton("Sign off now", SIGN_NOW_KEY), KeyButton("Not now", "Esc")
        self.sign.setObjectName("primary")
        parts = (words(ABOUT, "soft"), words("Still open", "group"), self.still_open, self.stops, self.whose, self.form)
        for part in parts:
            self.body.addWidget(part)
        self.body.addLayout(self._buttons())
        self.by.returnPressed.connect(self.sign.setFocus)
        for keys in (SIGN_NOW_KEY, "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.sign.click)

    def show_meeting(self, meeting_id: UUID, reference: str, pack: Pack) -> None:
        """Looks what is open; whose right it is to sign is said at once."""
        if meeting_id != self._meeting_id:
            self.by.clear()
            self.still_open.setText("")
        self._meeting_id = meeting_id
        self.title.setText(f"Sign off the minutes of {reference}")
        self.form.clear_errors()
        self.stops.hide()
        whose = self._not_theirs()
        self.whose.say(whose)
        self.whose.setVisible(bool(whose))
        self.form.setVisible(not whose)
        self.sign.setVisible(not whose)
        self._rest(True)
        vault = self._desk.vault
        self._desk.jobs.run(
            "Looking through the minutes",
            lambda _: before_signing(vault, meeting_id, pack),
            partial(self._looked, meeting_id),
            owner=self,
            cancellable=False,
        )

    def focus_first(self) -> None:
        """Who signs; where that is not theirs, the way back."""
        first = self.not_now if self.form.isHidden() else self.by
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the papers."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def _buttons(self) -> QHBoxLayout:
        self.sign.clicked.connect(self._sign)
        self.not_now.clicked.connect(self.given_up)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.sign)
        row.addWidget(self.not_now)
        row.addStretch()
        return row

    def _not_theirs(self) -> str:
        """The sentence that says whose it is; "" where it is theirs."""
        try:
            self._desk.vault.must(Right.SIGN_OFF)
        except Refused as refused:
            return refused.say
        return ""

    def _looked(self, meeting_id: UUID, before: BeforeSigning) -> None:
        if meeting_id != self._meeting_id:
            return
        self.still_open.setText("\n".join(before.still_open) or NOTHING_OPEN)
        if not self.by.text():
            self.by.setText(before.chair)
        if before.stopped:
            count = "one sentence" if before.stopped == 1 else f"{before.stopped} sentences"
            self.stops.say(STOPPED.format(count=count))
        self.stops.setVisible(bool(before.stopped))
        self._rest(bool(before.stopped))

    def _rest(self, resting: bool) -> None:
        self.sign.setEnabled(not resting and self._desk.can_edit)

    def _sign(self) -> None:
        if self._meeting_id is None:
            return
        self._desk.savers.flush()
        self.form.clear_errors()
        self._rest(True)
        vault, meeting_id, by = self._desk.vault, self._meeting_id, self.by.text()
        self._desk.jobs.run(
            "Signing the minutes off",
            lambda _: sign(vault, meeting_id, by),
            self._signed,
            owner=self,
            failed=self._failed,
            cancellable=False,
        )

    def _signed(self, _: object) -> None:
        self.by.clear()
        self._desk.messages.done(DONE)
        self.signed.emit()

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, Told):
            raise error
        self._rest(False)
        if isinstance(error, ExportRefused):
            self.stops.say(error.say)
            self.stops.show()
        elif isinstance(error, Refused):
            self.form.fail(self.by, error.say)
        else:
            self._desk.messages.told(error.say)
