"""The bar at the top: the product, the MARACs of this vault, and the few buttons that are always there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from ui.shell.actions import Action, Actions
from ui.widgets.elided import ElidedLabel
from ui.widgets.keycap import KeyButton, key_text
from ui.widgets.tab_order import follow_in_tab_order

BUTTONS = ("window.find", "window.lock")
MENU_KEY = "F10"
_INNER = {"Pages": "Go to", "Appearance": "Size of text"}


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
        self.name_maracs(maracs or ())
        for button in self._buttons:
            button.setVisible(maracs is not None)

    def name_maracs(self, maracs: Sequence[str]) -> None:
        """One was set up, or has another name."""
        self._maracs.say(" and ".join(maracs))

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
            follow_in_tab_order(self, (*bar.findChildren(QPushButton), *self._buttons))

    def open_menu(self) -> None:
        """Opens the menu under its button."""
        self._menu.popup(self.menu_button.mapToGlobal(self.menu_button.rect().bottomLeft()))

    def _not_beside_a_bar(self) -> list[QWidget]:
        """What has its key and its line in the menu, and so can make room."""
        return [button for button in self._buttons if button.property("action") == "window.lock"]

    def _run(self) -> None:
        self._actions.run(str(self.sender().property("action")))

    def _fill_menu(self) -> None:
        """The pages and the appearance in menus of their own: the whole is seen at once, also on a small screen."""
        self._menu.clear()
        live = sorted(self._actions.live(), key=lambda each: each.group)
        inner = {group: self._inner(title) for group, title in _INNER.items()}
        group = ""
        for action in live:
            if action.group in inner:
                self._entry(inner[action.group], action)
                continue
            if group and action.group != group:
                self._menu.addSeparator()
            group = action.group
            self._entry(self._menu, action)
        self._menu.addSeparator()
        for each in inner.values():
            self._menu.addMenu(each)

    def _inner(self, title: str) -> QMenu:
        for old in self.findChildren(QMenu, title):
            old.deleteLater()
        menu = QMenu(title, self)
        menu.setObjectName(title)
        return menu

    def _entry(self, menu: QMenu, action: Action) -> None:
        text = f"{action.text} “{detail}”" if (detail := action.detail()) else action.text
        entry = menu.addAction(f"{text}\t{key_text(action.shortcut)}" if action.shortcut else text)
        entry.setData(action.id)
        entry.triggered.connect(self._chosen)

    def _chosen(self) -> None:
        chosen = self.sender()
        if isinstance(chosen, QAction):
            self._actions.run(str(chosen.data()))
