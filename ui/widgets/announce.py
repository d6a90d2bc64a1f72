"""Says a sentence to a screen reader, without taking the focus from where the person works."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, sentence: str, *, at_once: bool = False) -> None:
    """Has a sentence read out, after what is being read or in its place."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # the first picture does without

    event = QAccessibleAnnouncementEvent(widget, sentence)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if at_once else politeness.Polite)
    QAccessible.updateAccessibility(event)
