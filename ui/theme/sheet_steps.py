"""The style of what only the six steps of a case have."""

from __future__ import annotations

STEPS_SHEET = """
QPushButton#row { background: transparent; border: none; border-bottom: ${hair}px solid $line; border-radius: 0px;
    border-left: 3px solid transparent; text-align: left; padding: 0px; min-height: ${row}px; }
QPushButton#row:hover { background: $sunken; }
QPushButton#row[tone="warn"] { background: $warn_soft; }
QPushButton#row[tone="warn"] QLabel#remark { color: $warn; }
QPushButton#row[tone="voice"] QLabel { color: $voice; }
QPushButton#row:checked { border-left-color: $accent; }
QPushButton#row QLabel#small { background: transparent; }
QLabel#remark { font-size: ${side}px; background: transparent; color: $soft; }
QLabel#remark[tone="warn"] { color: $warn; background: transparent; }
QPushButton#toggle { background: transparent; border: ${hair}px solid $line; border-radius: ${chip_radius}px;
    padding: 2px 9px; font-size: ${side}px; min-height: ${card}px; }
QPushButton#toggle:checked { background: $accent_soft; color: $accent; border: 2px solid $accent; padding: 1px 8px; }
"""
