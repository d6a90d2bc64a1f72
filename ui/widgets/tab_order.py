"""Tab follows the eye, also to what is made later than the rest: Qt puts new widgets at the very end."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def follow_in_tab_order(anchor: QWidget, widgets: Sequence[QWidget]) -> None:
    """Puts widgets right behind another, in their order. All must be in one window.

    Qt passes over what takes no focus, so a container takes it for a moment.
    """
    before = anchor
    for widget in widgets:
        _set_behind(before, widget)
        before = widget


def _set_behind(before: QWidget, widget: QWidget) -> None:
    without = [(each, each.focusPolicy()) for each in (before, widget) if each.focusPolicy() == Qt.FocusPolicy.NoFocus]
    for each, _ in without:
        each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    QWidget.setTabOrder(before, widget)
    for each, policy in without:
        each.setFocusPolicy(policy)
