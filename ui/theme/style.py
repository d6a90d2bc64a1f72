"""From tokens to what Qt understands: a palette, and one style sheet for the whole program."""

from __future__ import annotations

from string import Template

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from ui.theme.tokens import Colours, Look

FONT_FAMILY = "Noto Sans"
BASE_SIZE = 14
"""Pixels of ordinary text at 100 %."""

_SHEET = Template("""
QWidget { color: $ink; font-size: ${base}px; }
QMainWindow, QWidget#page { background: $canvas; }
QWidget#header, QWidget#footer { background: $surface; }
QWidget#header { border-bottom: ${hair}px solid $line; }
QWidget#footer { border-top: ${hair}px solid $line; }
QFrame#card { background: $surface; border: ${hair}px solid $line; border-radius: 8px; }
QWidget#rail { background: $sunken; border-right: ${hair}px solid $line; }
QLabel#pageTitle { font-size: ${title}px; font-weight: 600; }
QLabel#cardTitle { font-size: ${card}px; font-weight: 600; }
QLabel#soft { color: $soft; }
QLabel#label { color: $soft; font-size: ${label}px; }
QLabel#error { color: $danger; background: $danger_soft; border-radius: 6px; padding: 8px 12px; }
QLabel#notice { color: $warn; background: $warn_soft; border-radius: 6px; padding: 8px 12px; }
QLineEdit { background: $surface; border: ${hair}px solid $soft; border-radius: 6px; padding: 4px 10px;
    min-height: ${inner}px; selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QPushButton:focus { border: 3px solid $focus; padding: 2px 8px; }
QPushButton { background: $surface; border: ${hair}px solid $line; border-radius: 6px; padding: 4px 14px;
    min-height: ${inner}px; }
QPushButton:hover { background: $sunken; }
QPushButton:focus { padding: 2px 12px; }
QPushButton:disabled { color: $soft; background: $sunken; }
QPushButton#primary { background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton#primary:focus { border: 3px solid $focus; }
QPushButton#primary:disabled { background: $sunken; color: $soft; border-color: $line; }
QListView { background: transparent; border: none; outline: none; }
QListView:focus { border: 3px solid $focus; border-radius: 8px; }
QListView::item { padding: 6px 10px; border-radius: 6px; color: $ink; }
QListView::item:selected { background: $surface; border-left: 3px solid $accent; font-weight: 600; }
QListView::item:disabled { color: $soft; }
QPdfView { border: none; }
QProgressBar { background: $sunken; border: ${hair}px solid $line; border-radius: 4px; text-align: center;
    max-height: ${base}px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QToolTip { color: $ink; background: $surface; border: ${hair}px solid $line; padding: 4px; }
""")


def style_sheet(look: Look, scale: float = 1.0) -> str:
    """The program's one style sheet. `scale` is the size of text, 1.0 for 100 %."""
    colours = vars(look.colours)
    sizes = {"base": BASE_SIZE, "label": 12, "card": 16, "title": 20, "inner": 22}
    return _SHEET.substitute(
        colours, hair=look.line_width, **{name: round(size * scale) for name, size in sizes.items()}
    )


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
    }
    result = QPalette()
    for role, colour in roles.items():
        result.setColor(role, QColor(colour))
    return result


def dress(app: QApplication, look: Look, scale: float = 1.0) -> None:
    """Gives the whole program its look."""
    app.setStyle("Fusion")
    app.setPalette(palette(look.colours))
    font = QFont(FONT_FAMILY)
    font.setPixelSize(round(BASE_SIZE * scale))
    app.setFont(font)
    app.setStyleSheet(style_sheet(look, scale))
