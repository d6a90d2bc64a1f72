"""Which panels stand beside the middle of the room, by the width there is.

With little room one panel stands at the side: from step 3 on what was recorded, so that the victim's
voice stays in sight, else the running order. With still less there is the middle alone. The panel
that is not there comes with a key.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from marac_desk.discussion import Step

SIDE_LETTERS, RECORDED_LETTERS = 18, 24
"""The widths of the panels in letters M, so that they grow with the text."""

WIDE, MIDDLING = 84, 60
"""From so many letters on there is room for both panels, and for one."""


@dataclass(frozen=True)
class Panels:
    """What is to be seen."""

    order: bool
    centre: bool
    recorded: bool


def panels(letters: int, in_case: bool, covered: bool, step: Step, swapped: bool) -> Panels:
    """What is to be seen in a window so many letters wide. Between cases (`covered`) nothing but the middle."""
    if covered:
        return Panels(order=False, centre=True, recorded=False)
    if letters >= WIDE:
        return Panels(order=True, centre=True, recorded=in_case)
    wants_recorded = in_case and (step >= Step.AGENCIES) is not swapped
    if letters >= MIDDLING:
        return Panels(order=not wants_recorded, centre=True, recorded=wants_recorded)
    return Panels(order=swapped and not in_case, centre=not swapped, recorded=swapped and in_case)


def fold(shown: Panels, letter: int, whole: int, order: QWidget, centre: QWidget, recorded: QWidget) -> None:
    """Shows and hides them. `letter` is the width of an M, `whole` that of the room, both in pixels."""
    for part, letters in ((order, SIDE_LETTERS), (recorded, RECORDED_LETTERS)):
        part.setFixedWidth(letters * letter if shown.centre else whole)
    parts = ((order, shown.order), (recorded, shown.recorded), (centre, shown.centre))
    for part, seen in sorted(parts, key=lambda each: each[1]):  # first hide, then show, or the window would grow
        part.setVisible(seen)
