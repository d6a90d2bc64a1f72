"""At the right of the room: what has been recorded so far. The victim's voice comes first, in its own colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.meeting_room.recorded_lines import Recorded, RiskSaid, VoiceSaid
from ui.widgets.mark import Pill, Tone


@dataclass(frozen=True)
class LastTime:
    """An action of last time that was not finished: where it stands, and what it was."""

    state: str
    text: str
    tone: Tone


class RecordedPanel(QScrollArea):
    """Only shows; it takes no focus but for scrolling."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("recorded")
        self.setAccessibleName("Recorded so far")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._shown: tuple[Recorded, tuple[LastTime, ...]] | None = None

    def show_case(self, recorded: Recorded, last_time: Sequence[LastTime]) -> None:
        """Shows what there is; what there is not takes no room."""
        shown = (recorded, tuple(last_time))
        if shown == self._shown:
            return
        self._shown = shown
        inner = QWidget()
        inner.setObjectName("recordedInner")
        column = QVBoxLayout(inner)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        for said in recorded.voice:
            column.addWidget(_voice(said))
        if recorded.voice_missing:
            missing = VoiceSaid("The victim's voice could not be had", (("", (recorded.voice_missing,)),))
            column.addWidget(_voice(missing))
        column.addLayout(_risks_head(recorded))
        for risk in recorded.risks:
            column.addWidget(_risk(risk))
        if recorded.in_place:
            column.addWidget(_words("Already in place", "strong"))
            column.addWidget(_words(recorded.in_place, "small"))
        if last_time:
            column.addWidget(_words("From last time", "strong"))
            for each in last_time:
                column.addWidget(_last(each))
        column.addStretch()
        at = self.verticalScrollBar().value()
        self.setWidget(inner)
        self.verticalScrollBar().setValue(at)


def _voice(said: VoiceSaid) -> QFrame:
    frame = QFrame()
    frame.setObjectName("voice")
    frame.setProperty("tone", Tone.VOICE.value)
    column = QVBoxLayout(frame)
    column.setContentsMargins(12, 8, 12, 8)
    column.setSpacing(2)
    column.addWidget(_words(said.heading, "strong"))
    spoken = [said.heading]
    for may_know, lines in said.parts:
        if may_know:
            column.addWidget(_words(may_know, "small"))
        for line in lines:
            column.addWidget(_words(line, "voiceWords"))
        spoken += (may_know, *lines)
    frame.setAccessibleName(". ".join(spoken))
    return frame


def _risks_head(recorded: Recorded) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(_words("Risks", "strong"), 1)
    if recorded.risks:
        row.addWidget(_words("recapped by the chair ✓" if recorded.recapped else "proposed so far", "side", wrap=False))
    else:
        row.addWidget(_words("none yet", "side", wrap=False))
    return row


def _risk(risk: RiskSaid) -> QWidget:
    box = QWidget()
    box.setObjectName("riskRow")
    box.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 4, 0, 6)
    row.setSpacing(8)
    top = Qt.AlignmentFlag.AlignTop
    row.addWidget(_words(risk.label, "strong", wrap=False), 0, top)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(_words(risk.text, "small"))
    words.addWidget(_words(risk.detail, "side"))
    row.addLayout(words, 1)
    if risk.pill:
        row.addWidget(Pill(risk.pill, risk.tone), 0, top)
    box.setAccessibleName(f"{risk.label} {risk.text}, {risk.detail}, {risk.pill}")
    return box


def _last(each: LastTime) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(_words(each.text, "small"), 1)
    row.addWidget(Pill(each.state, each.tone), 0, Qt.AlignmentFlag.AlignTop)
    return box


def _words(text: str, name: str, *, wrap: bool = True) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    return label
