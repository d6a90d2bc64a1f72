"""Small pieces of which cards are made: a row of a label and a word, several fields side by side, soft text."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.widgets.form import Field
from ui.widgets.mark import Pill


def words(text: str, name: str = "") -> QLabel:
    """Plain text that wraps; `name` is its style: `soft`, `side`, `strong`."""
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def line(text: str, end: str | Pill = "") -> QWidget:
    """A row of a card: what it is at the left, how it stands at the right."""
    row = QWidget()
    across = QHBoxLayout(row)
    across.setContentsMargins(0, 3, 0, 3)
    across.setSpacing(12)
    across.addWidget(words(text), 1)
    across.addWidget(end if isinstance(end, Pill) else _at_the_end(end))
    return row


def _at_the_end(text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName("soft")
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def fact(label: str, text: str) -> QWidget:
    """A label, and under it what it says."""
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(1)
    column.addWidget(words(label, "label"))
    column.addWidget(words(text))
    return part


def side_by_side(*fields: tuple[str, QWidget, int]) -> QWidget:
    """Fields in one row: each with its label, its control and its part of the width."""
    row = QWidget()
    across = QHBoxLayout(row)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(12)
    for label, control, part in fields:
        across.addWidget(Field(label, control), part, Qt.AlignmentFlag.AlignTop)
    return row


def empty(layout: QVBoxLayout | QHBoxLayout) -> None:
    """Takes everything out of a layout that is to be filled anew."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
