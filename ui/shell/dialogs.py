"""The one door for dialogs: tests can answer them there, and a lock can close them.

A dialog that a lock closes has been answered with the choice that changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import shiboken6
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget


@dataclass(frozen=True)
class Choice:
    """One answer: what the program calls it, and what stands on its button."""

    key: str
    text: str


class Question(QDialog):
    """A sentence and its answers; the last one, which changes nothing, is also that of Escape and of a hasty Enter."""

    def __init__(self, title: str, text: str, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.answer = choices[-1].key
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        for words, name in ((title, "cardTitle"), (text, "")):
            label = QLabel(words)
            label.setObjectName(name)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setMinimumWidth(420)
            column.addWidget(label)
        row = QHBoxLayout()
        row.addStretch()
        column.addLayout(row)
        for choice in choices:
            button = QPushButton(choice.text)
            button.setProperty("choice", choice.key)
            button.clicked.connect(self._answer)
            row.addWidget(button)
        button.setObjectName("primary")
        button.setDefault(True)
        button.setFocus()

    def _answer(self) -> None:
        self.answer = str(self.sender().property("choice"))
        self.accept()


class Dialogs:
    """Opens dialogs over a window, one within the other at most."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._open: list[QDialog] = []
        self._written_to: Path | None = None

    def ask(self, title: str, text: str, choices: Sequence[Choice]) -> str:
        """The key of what was chosen; Enter and Escape are the last choice."""
        question = Question(title, text, choices, self._window)
        self.open(question)
        return question.answer

    def choose_folder(self, title: str, start: Path, new: str = "") -> Path | None:
        """A folder, or nothing; with `new`, one of that name inside it. Nobody remembers what was looked at."""
        from ui.shell.folder_chooser import FolderChooser

        chooser = FolderChooser(title, start, self._window, new)
        return chooser.folder if self.open(chooser) else None

    def choose_for_files(self, title: str, new: str = "") -> Path | None:
        """A folder to write files into, which are not encrypted; with `new`, in a folder of their own inside it.

        It begins where files were written last while the program ran, else at the documents. Nothing is kept on disk.
        """
        documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        chosen = self.choose_folder(title, self._written_to or documents, new)
        if chosen is not None:
            self._written_to = chosen.parent if new and chosen.name == new else chosen
        return chosen

    def open(self, dialog: QDialog) -> int:
        """Shows a dialog until it is answered; then the focus is where it was, if that is still to be seen."""
        before = QApplication.focusWidget()
        self._open.append(dialog)
        try:
            return dialog.exec()
        finally:
            self._open.remove(dialog)
            dialog.deleteLater()
            if before is not None and shiboken6.isValid(before) and before.isVisible():
                before.activateWindow()
                before.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_all(self) -> None:
        """Closes what is open, as when the vault locks."""
        for dialog in reversed(self._open):
            dialog.reject()
