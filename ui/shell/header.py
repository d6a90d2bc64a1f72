"""The bar at the top: the product, the MARACs of this vault, and the few buttons that are always there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QWidget

from ui.shell.actions import Actions
from ui.widgets.elided import ElidedLabel
from ui.widgets.keycap import KeyButton

BUTTONS = ("window.find", "window.lock")
MENU_KEY = "F10"


class Header(QWidget):
    """Its buttons come from the registry; while the vault is locked there are none."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._product = QLabel("MARAC Desk")
        self._product.setObjectName("product")
        self._bar: QWidget | None = None
        self._home: QWidget | None = None
        self._maracs = ElidedLabel()
        self._maracs.setObjectName("soft")
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(16, 6, 16, 6)
        self.row.setSpacing(16)
        self.row.addStrut(32)  # as high while locked, when there are no buttons
        self.row.addWidget(self._product)
        self.row.addWidget(self._maracs, 1)
        self._buttons: list[QWidget] = []
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)

    def add_buttons(self) -> None:
        """Once the actions are registered."""
        for action in filter(None, map(self._actions.get, BUTTONS)):
            button = KeyButton(action.text, action.shortcut)
            button.setProperty("action", action.id)
            button.clicked.connect(self._run)
            self._buttons.append(button)
        self.menu_button = KeyButton("Menu", MENU_KEY)
        self.menu_button.clicked.connect(self.open_menu)
        self._buttons.append(self.menu_button)
        for each in self._buttons:
            self.row.addWidget(each)

    def show_open(self, maracs: Sequence[str] | None) -> None:
        """Which MARACs the open vault holds; nothing for a locked one."""
        self._maracs.say(" and ".join(maracs or ()))
        for button in self._buttons:
            button.setVisible(maracs is not None)

    def show_bar(self, bar: QWidget | None) -> None:
        """A page's own bar in place of the product and the MARACs; nothing brings these back.

        It is given back to its page when another one comes.
        """
        if bar is self._bar:
            return
        if self._bar is not None:
            self._bar.hide()
            self.row.removeWidget(self._bar)
            self._bar.setParent(self._home)
        self._bar, self._home = bar, bar.parentWidget() if bar else None
        for part in (self._product, self._maracs):
            part.setVisible(bar is None)
        for button in self._not_beside_a_bar():
            button.setVisible(bar is None and not self.menu_button.isHidden())
        if bar is not None:
            self.row.insertWidget(0, bar, 1)
            bar.show()

    def open_menu(self) -> None:
        """Opens the menu under its button."""
        self._menu.popup(self.menu_button.mapToGlobal(self.menu_button.rect().bottomLeft()))

    def _not_beside_a_bar(self) -> list[QWidget]:
        """What has its key and its line in the menu, and so can make room."""
        return [button for button in self._buttons if button.property("action") == "window.lock"]

    def _run(self) -> None:
        self._actions.run(str(self.sender().property("action")))

    def _fill_menu(self) -> None:
        self._menu.clear()
        group = ""
        for action in sorted(self._actions.live(), key=lambda each: each.group):
            if group and action.group != group:
                self._menu.addSeparator()
            group = action.group
            text = f"{action.text} “{detail}”" if (detail := action.detail()) else action.text
            entry = self._menu.addAction(f"{text}\t{action.shortcut}")
            entry.setData(action.id)
            entry.triggered.connect(self._chosen)

    def _chosen(self) -> None:
        chosen = self.sender()
        if isinstance(chosen, QAction):
            self._actions.run(str(chosen.data()))
