"""Keeps lines short enough to read on a wide screen: what is not needed stays empty at the right."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QWidget

_KEPT = "readableRight"


def keep_readable(widget: QWidget, layout: QLayout, letters: int) -> None:
    """No more than so many letters M across, 0 for as many as there is room for. For `resizeEvent`."""
    margins = layout.contentsMargins()
    own = widget.property(_KEPT)
    if own is None:
        own = margins.right()
        widget.setProperty(_KEPT, own)
    most = letters * widget.fontMetrics().horizontalAdvance("M")
    spare = max(0, widget.width() - margins.left() - int(own) - most) if letters else 0
    if margins.right() != int(own) + spare:
        margins.setRight(int(own) + spare)
        layout.setContentsMargins(margins)
