"""Our own chooser of a folder: the system's one keeps a history of places and shows what lies in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QModelIndex, QStringListModel, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QListView, QPushButton, QVBoxLayout, QWidget

from ui.widgets.form import Form, name_control
from ui.widgets.keycap import KeyButton
from ui.widgets.rows import words

CHOOSE_KEY = "Ctrl+Return"
WITH_NEW = "Press Enter, or choose below where it is to lie. The folder {} is made when it is not there yet."
NOT_THERE = "There is no such folder. Type another, or make it with “New folder”."
NOT_MADE = "The folder cannot be made here. Choose another place."
CLOSED = "You may not look into this folder. Choose another place."


class FolderChooser(QDialog):
    """Type a path and Enter, or walk through the folders with the arrow keys and Enter, Backspace goes up.

    `new` is the name of a folder that is proposed inside each; it is made only once something is written
    into it. `folder` is what was chosen.
    """

    def __init__(self, title: str, start: Path, parent: QWidget | None = None, new: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(620, 480)
        self.folder = start if start.is_dir() else Path.home()
        self._new = new
        heading = QLabel(title)
        heading.setObjectName("cardTitle")
        self._form = Form()
        self.path = self._form.line(
            "Folder", WITH_NEW.format(new) if new else "Type it and press Enter, or choose it below"
        )
        self.path.returnPressed.connect(self._choose)
        self._names = QStringListModel(self)
        self.list = QListView()
        self.list.setModel(self._names)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        name_control(self.list, "Folders in this folder", "Enter opens a folder, Backspace goes up")
        self.list.activated.connect(self._enter)
        QShortcut(QKeySequence("Backspace"), self, self._up)  # in the line it takes a letter away, as always
        QShortcut(QKeySequence(CHOOSE_KEY), self, self._choose)
        self.nothing = words("There is no folder in here.", "soft")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        for part in (heading, self._form, self.nothing, self.list):
            column.addWidget(part, int(part is self.list))
        column.addStretch()
        column.addLayout(self._buttons())
        self._go(self.folder)
        self.path.selectAll()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.choose = choose = KeyButton("Choose this folder", CHOOSE_KEY)
        choose.setObjectName("primary")
        buttons: tuple[tuple[str, QPushButton, Callable[[], object]], ...] = (
            ("Up", QPushButton("Up"), self._up),
            ("New folder", QPushButton("New folder"), self._make),
            ("", choose, self._choose),
            ("Cancel", QPushButton("Cancel"), self.reject),
        )
        for text, button, do in buttons:
            button.setAutoDefault(False)
            button.clicked.connect(do)
            if not text:
                row.addStretch()
            row.addWidget(button)
        return row

    def _go(self, folder: Path) -> bool:
        try:
            inside = [each.name for each in folder.iterdir() if each.is_dir() and not each.name.startswith(".")]
        except FileNotFoundError:
            return self._wrong(NOT_THERE)
        except OSError:
            return self._wrong(CLOSED)
        self.folder = folder
        self._form.clear_errors()
        self.path.setText(str(self._proposed(folder)))
        self._names.setStringList(sorted(inside, key=str.casefold))
        self.list.setCurrentIndex(self._names.index(0))
        if not inside and self.list.hasFocus():
            self.choose.setFocus(Qt.FocusReason.OtherFocusReason)
        self.nothing.setVisible(not inside)
        self.list.setVisible(bool(inside))
        return True

    def _proposed(self, folder: Path) -> Path:
        """The folder of its own inside this one, where one is proposed."""
        return folder / self._new if self._new and folder.name != self._new else folder

    def _enter(self, index: QModelIndex) -> None:
        self._go(self.folder / str(index.data()))

    def _up(self) -> None:
        came_from = self.folder.name
        if self._go(self.folder.parent) and came_from in self._names.stringList():
            self.list.setCurrentIndex(self._names.index(self._names.stringList().index(came_from)))
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self) -> None:
        """Makes the folder whose path is typed."""
        folder = Path(self.path.text()).expanduser()
        try:
            folder.mkdir(exist_ok=True)
        except OSError:
            self._wrong(NOT_MADE)
            return
        self._go(folder)

    def _choose(self) -> None:
        typed = Path(self.path.text()).expanduser()
        is_new = self._new and typed.name == self._new and not typed.exists()
        if self._go(typed.parent if is_new else typed):
            self.folder = typed
            self.accept()

    def _wrong(self, sentence: str) -> bool:
        self._form.fail(self.path, sentence)
        return False
