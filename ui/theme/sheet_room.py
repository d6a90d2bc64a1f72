"""The style of what only the meeting room has."""

from __future__ import annotations

ROOM_SHEET = """
QScrollArea#rail, QWidget#railInner { background: $sunken; }
QScrollArea#rail { border-right: ${hair}px solid $line; }
QScrollArea#recorded, QWidget#recordedInner { background: $surface; }
QScrollArea#recorded { border-left: ${hair}px solid $line; }
QWidget#roomCentre { background: $canvas; }
QLabel#small { font-size: ${side}px; }
QLabel#voiceWords { font-size: ${base}px; }
QFrame#voice { border-radius: 8px; }
QFrame#voice QLabel { background: transparent; }
QFrame#voice QLabel#voiceWords { color: $ink; }
QWidget#riskRow { border-bottom: ${hair}px solid $line; }
QFrame#prompt { border: none; border-left: 3px solid $accent; }
QFrame#prompt QLabel { color: $soft; }
QFrame#prompt QLabel#stillMissing { color: $warn; font-size: ${side}px; }
QPushButton#orderLine { background: transparent; border: none; border-left: 3px solid transparent; border-radius: 6px;
    text-align: left; padding: 0px; }
QPushButton#orderLine:hover { background: $canvas; }
QPushButton#orderLine:checked { background: $surface; border-left-color: $accent; }
QPushButton#orderLine QLabel#small[current="true"] { font-weight: 600; }
QLabel#statement { font-size: ${card}px; }
QLabel#between { font-size: ${title}px; font-weight: 600; }
"""
