"""The head of a case: who it is about, and in chips what everybody must know before they speak."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.widgets.flow import FlowLayout
from ui.widgets.mark import LongPill, Tone


@dataclass(frozen=True)
class Chip:
    """A few words in a tone."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True)
class HeadLines:
    """What the head shows."""

    title: str
    alleged: str
    chips: tuple[Chip, ...]


class CaseHead(QWidget):
    """A title, a line, and chips that wrap."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self._title, self._alleged = QLabel(), QLabel()
        self._title.setObjectName("pageTitle")
        self._alleged.setObjectName("side")
        for label in (self._title, self._alleged):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addSpacing(4)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, gap=6)
        column.addWidget(self._chips)

    def show_lines(self, lines: HeadLines) -> None:
        """Shows another case, or what has changed in it."""
        self._title.setText(lines.title)
        self._alleged.setText(lines.alleged)
        self._alleged.setVisible(bool(lines.alleged))
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for chip in lines.chips:
            self._flow.addWidget(LongPill(chip.text, chip.tone))
        self._chips.setAccessibleName(". ".join(chip.text for chip in lines.chips))
        self._chips.updateGeometry()
