"""The look of every paper: sizes in points and colours, the same in Word and in PDF."""

from __future__ import annotations

from dataclasses import dataclass

from exports.document import Tone

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89
SIDE = 46.5
TOP = 42.0
BOTTOM = 60.0
BODY_WIDTH = PAGE_WIDTH - 2 * SIDE
MARKING_FROM_TOP = 23.5
FOOT_RULE, FOOT_LINE, FOOT_MARKING = 48.0, 36.5, 14.5
NEW_SECTION = 255.0
"""The room that a fresh part needs to start on a page: 90 mm."""

INK = "#16202b"
SOFT = "#4d5b69"
HEADING = "#12355b"
TABLE_HEAD = "#e8eef4"
TABLE_FRAME = "#8a9aab"
TABLE_LINE = "#b4bfca"
BACKGROUND = "#ffffff"


@dataclass(frozen=True)
class Style:
    """How a kind of text is set: size and line height in points, colour, and the space above it."""

    size: float
    leading: float
    colour: str = INK
    bold: bool = False
    above: float = 0.0


BODY = Style(10, 14, above=4)
SMALL = Style(8.5, 11.5, SOFT, above=3)
LABEL = Style(10, 14, SOFT, bold=True)
ITEM = Style(10, 14, above=1.5)
CELL = Style(9.5, 12.5)
CELL_HEAD = Style(9.5, 12.5, bold=True)
NOTICE = Style(10, 14, above=2)
MARKING = Style(9, 12, bold=True)
FOOT = Style(8, 9.5, SOFT)
HEADINGS = {
    1: Style(17, 23, HEADING, bold=True, above=4),
    2: Style(13, 18, HEADING, bold=True, above=16),
    3: Style(10.5, 14.5, INK, bold=True, above=10),
    4: Style(10, 14, SOFT, bold=True, above=7),
}
RULED_HEADING = 2
"""The level whose headings have a rule below them: a case, or another part of its own."""

BARS = {
    Tone.VOICE: ("#5a3a7e", "#f4f0f9"),
    Tone.DANGER: ("#9c1c1c", "#fbe9e7"),
    Tone.OPEN: ("#7a4b00", "#fdf4de"),
    Tone.PLAIN: ("#4d5b69", "#f1f4f7"),
}
"""For each tone of a notice the colour of its bar and title, and of its tint."""
