"""From tokens to what Qt understands: a palette, and one style sheet for the whole program."""

from __future__ import annotations

from dataclasses import dataclass
from string import Template

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from ui.theme.fonts import FAMILIES
from ui.theme.sheet import CONTRAST, SHEET
from ui.theme.sheet_room import ROOM_SHEET
from ui.theme.sheet_steps import STEPS_SHEET
from ui.theme.tokens import Colours, Look, contrast

SIZES = {
    "base": 14,
    "label": 12,
    "side": 13,
    "card": 16,
    "title": 20,
    "cap": 11,
    "inner": 22,
    "mark": 16,
    "row": 25,
    "cap_high": 16,
    "pill_high": 18,
}
"""Pixels at 100 %, by the names that the sheet uses."""

STYLE, HAS_OUR_STYLE = "Fusion", "hasOurStyle"
_OWN = "highlightOfTheComputer"
_NO_KEY_CAPS = "QLabel#keycap { max-width: 0px; max-height: 0px; padding: 0px; margin: 0px; border: none; }"


@dataclass(frozen=True)
class Highlight:
    """The colours of what is chosen, `#rrggbb`: in high contrast those of the computer."""

    behind: str
    words: str

    @classmethod
    def of(cls, palette: QPalette) -> Highlight:
        """The computer's own, where they can be told from white and read on each other; else white on black."""
        own = cls(palette.highlight().color().name(), palette.highlightedText().color().name())
        fits = contrast(own.behind, own.words) >= ENOUGH and contrast(own.behind, "#ffffff") >= ENOUGH
        return own if fits else WHITE_ON_BLACK


WHITE_ON_BLACK = Highlight("#000000", "#ffffff")
ENOUGH = 4.5


def style_sheet(look: Look, scale: float = 1.0, key_caps: bool = True, highlight: Highlight = WHITE_ON_BLACK) -> str:
    """The program's one style sheet. `scale` is the size of text, 1.0 for 100 %."""
    sizes = {name: round(size * scale) for name, size in SIZES.items()}
    made = {
        "mark_radius": sizes["mark"] // 2 + 1,
        "chip_high": sizes["card"] + 6,
        "chip_radius": round(10 * scale),
        "field_high": sizes["inner"] + 10,
    }
    chosen = highlight if look is Look.HIGH_CONTRAST else Highlight(look.colours.accent, look.colours.on_accent)
    words = SHEET + ROOM_SHEET + STEPS_SHEET + (CONTRAST if look is Look.HIGH_CONTRAST else "")
    sheet = Template(words).substitute(
        vars(look.colours), hair=look.line_width, highlight=chosen.behind, on_highlight=chosen.words, **sizes, **made
    )
    return sheet if key_caps else sheet + _NO_KEY_CAPS


def palette(colours: Colours) -> QPalette:
    """The palette for what the style sheet does not reach."""
    roles = {
        QPalette.ColorRole.Window: colours.canvas,
        QPalette.ColorRole.WindowText: colours.ink,
        QPalette.ColorRole.Base: colours.surface,
        QPalette.ColorRole.AlternateBase: colours.sunken,
        QPalette.ColorRole.Text: colours.ink,
        QPalette.ColorRole.PlaceholderText: colours.soft,
        QPalette.ColorRole.Button: colours.surface,
        QPalette.ColorRole.ButtonText: colours.ink,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.on_accent,
        QPalette.ColorRole.Dark: colours.sunken,
        QPalette.ColorRole.Link: colours.accent,
        QPalette.ColorRole.ToolTipBase: colours.surface,
        QPalette.ColorRole.ToolTipText: colours.ink,
        QPalette.ColorRole.BrightText: colours.focus,
        QPalette.ColorRole.Shadow: colours.focus_edge,
    }
    result = QPalette()
    for role, colour in roles.items():
        result.setColor(role, QColor(colour))
    return result


def dress(app: QApplication, look: Look, scale: float = 1.0, key_caps: bool = True) -> None:
    """Gives the whole program its look, unless it has it: that costs a tenth of a second."""
    sheet = style_sheet(look, scale, key_caps, _of_the_computer(app))
    if app.styleSheet() == sheet:
        return
    if not app.property(HAS_OUR_STYLE):  # PySide takes a while to know a style, which is what this returns
        app.setStyle(STYLE)
        app.setProperty(HAS_OUR_STYLE, True)
    app.setPalette(palette(look.colours))
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPixelSize(round(SIZES["base"] * scale))
    app.setFont(font)
    app.setStyleSheet(sheet)


def _of_the_computer(app: QApplication) -> Highlight:
    """As it is before the program is dressed; kept, for afterwards the palette is our own."""
    kept = app.property(_OWN)
    if kept is None:
        own = Highlight.of(app.palette())
        kept = [own.behind, own.words]
        app.setProperty(_OWN, kept)
    return Highlight(*map(str, kept))
