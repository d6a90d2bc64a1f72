"""The program's own fonts, the same that its papers are set in, so that a name looks alike on both."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

import assets

_FOLDER = Path(assets.__path__[0]) / "fonts"

_FIRST = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf")
_SCRIPTS = ("Arabic", "Bengali", "Devanagari", "Gujarati", "Gurmukhi", "Hebrew", "Tamil")

FAMILIES = ("Noto Sans", *(f"Noto Sans {script}" for script in _SCRIPTS), "Noto Sans Symbols", "Noto Sans Symbols2")
"""In the order in which a letter is looked for."""


def load_first_fonts() -> None:
    """What the first picture of the window needs."""
    for name in _FIRST:
        _load(name)


def load_other_fonts() -> None:
    """Italics, other scripts and signs: they may come after the window is there."""
    for each in sorted(_FOLDER.iterdir()):
        if each.name.endswith(".ttf") and each.name not in _FIRST:
            _load(each.name)


def tabular(font: QFont) -> QFont:
    """The same font with figures of one width, for columns of numbers and for clocks."""
    same = QFont(font)
    same.setFeature(QFont.Tag("tnum"), 1)
    return same


def _load(name: str) -> None:
    QFontDatabase.addApplicationFont(str(_FOLDER / name))
