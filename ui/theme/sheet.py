"""The one style sheet, with tokens in place of colours and sizes. A widget is known by its object name or its tone."""

from __future__ import annotations

SHEET = """
QWidget { color: $ink; font-size: ${base}px; }
QMainWindow, QDialog, QWidget#page, QScrollArea#scroll, QWidget#scrolled { background: $canvas; }
QScrollArea { border: none; background: transparent; }
QWidget#header { background: $surface; border-bottom: ${hair}px solid $line; }
QWidget#footer { background: $surface; border-top: ${hair}px solid $line; }
QWidget#rail { background: $sunken; border-right: ${hair}px solid $line; }
QWidget#cover { background: $canvas; }
QFrame#card, QFrame#palette { background: $surface; border: ${hair}px solid $line; border-radius: 8px; }
QFrame#palette { border: 2px solid $soft; }

QLabel#product, QLabel#strong { font-weight: 600; }
QLabel#pageTitle { font-size: ${title}px; font-weight: 600; }
QLabel#cardTitle { font-size: ${card}px; font-weight: 600; }
QLabel#soft { color: $soft; }
QLabel#side { color: $soft; font-size: ${side}px; }
QLabel#label { color: $soft; font-size: ${label}px; }
QLabel#fieldLabel { color: $ink; font-size: ${side}px; }
QLabel#sideLabel { color: $soft; font-size: ${label}px; min-height: ${chip_high}px; }
QLabel#sideLabel[beside="field"] { min-height: ${field_high}px; }
QLabel#group { color: $soft; font-size: ${label}px; font-weight: 600; }
QLabel#fieldError { color: $warn; font-size: ${side}px; font-weight: 600; }
QLabel#code { font-size: ${title}px; font-weight: 600; padding: 6px; }
QLabel#keycap { color: $soft; background: $sunken; border: ${hair}px solid $line; border-radius: 4px;
    font-size: ${cap}px; padding: 0px 5px; min-height: ${cap_high}px; max-height: ${cap_high}px; }

QFrame[tone="plain"], QLabel[tone="plain"] { color: $ink; background: $sunken; }
QFrame[tone="accent"], QLabel[tone="accent"] { color: $accent; background: $accent_soft; }
QFrame[tone="voice"], QLabel[tone="voice"] { color: $voice; background: $voice_soft; }
QFrame[tone="ok"], QLabel[tone="ok"] { color: $ok; background: $ok_soft; }
QFrame[tone="warn"], QLabel[tone="warn"] { color: $warn; background: $warn_soft; }
QFrame[tone="danger"], QLabel[tone="danger"] { color: $danger; background: $danger_soft; }
QLabel#pill { border: ${hair}px solid $line; border-radius: ${chip_radius}px; font-size: ${side}px; padding: 1px 9px;
    min-height: ${pill_high}px; max-height: ${pill_high}px; }
QLabel#pill[long="true"] { max-height: 1000px; }
QFrame#bar { border: none; border-top: ${hair}px solid $line; }
QFrame#bar[tone="plain"] { background: $surface; }
QFrame#bar QLabel { background: transparent; }
QFrame#notice { border: ${hair}px solid $line; border-radius: 8px; }
QFrame#notice QLabel { background: transparent; }
QFrame[tone="warn"] QLabel { color: $warn; }
QFrame[tone="danger"] QLabel { color: $danger; }
QFrame[tone="ok"] QLabel { color: $ok; }
QFrame[tone="voice"] QLabel { color: $voice; }
QFrame[tone="accent"] QLabel { color: $accent; }

QLabel#mark { border: ${hair}px solid $soft; border-radius: ${mark_radius}px; font-size: ${cap}px; font-weight: 600;
    min-width: ${mark}px; max-width: ${mark}px; min-height: ${mark}px; max-height: ${mark}px;
    color: $soft; background: transparent; }
QLabel#mark[state="done"] { background: $ok; border-color: $ok; color: $surface; }
QLabel#mark[state="current"] { background: $accent; border-color: $accent; color: $on_accent; }
QLabel#mark[state="missing"] { border-color: $warn; color: $warn; }

QLineEdit, QPlainTextEdit, QTextEdit { background: $surface; border: ${hair}px solid $soft; border-radius: 6px;
    padding: 4px 9px; selection-background-color: $highlight; selection-color: $on_highlight; }
QLineEdit { min-height: ${inner}px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus { border-color: $ink; }
QLineEdit:disabled, QLineEdit:read-only { background: $sunken; }

QPushButton { background: $surface; border: ${hair}px solid $line; border-radius: 6px; padding: 4px 12px;
    min-height: ${inner}px; outline: none; }
QPushButton[capped="true"] { text-align: left; }
QPushButton:hover { background: $sunken; }
QPushButton:pressed { background: $accent_soft; }
QPushButton:disabled { color: $soft; background: $sunken; }
QPushButton::menu-indicator { image: none; width: 0px; }
QPushButton#primary { background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton#primary:disabled { background: $sunken; color: $soft; border-color: $line; }
QPushButton#quiet { background: transparent; border-color: transparent; }
QPushButton#quiet:hover { border-color: $line; }
QPushButton#chip { background: $sunken; border: ${hair}px solid $line; border-radius: ${chip_radius}px;
    padding: 2px 9px; font-size: ${side}px; min-height: ${card}px; }
QPushButton#chip:hover { border-color: $soft; }
QPushButton#chip:checked { background: $accent_soft; color: $accent; border: 2px solid $accent; padding: 1px 8px; }
QPushButton#step { padding: 4px 8px; }
QPushButton#step:checked { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton#step QLabel[current="true"] { color: $on_accent; font-weight: 600; }
QPushButton#step QLabel#mark[current="true"] { background: transparent; border-color: $on_accent;
    color: $on_accent; }
QPushButton#railItem { background: transparent; border: none; border-left: 3px solid transparent; border-radius: 6px;
    text-align: left; padding: 6px 20px 6px 7px; min-height: ${inner}px; }
QPushButton#railItem:hover { background: $canvas; }
QPushButton#railItem:checked { background: $surface; border-left-color: $accent; font-weight: 600; }

QListView, QTableView { background: transparent; border: none; outline: none; gridline-color: $line;
    selection-background-color: $accent_soft; selection-color: $ink; }
QListView::item { padding: 5px 9px; border-radius: 6px; color: $ink; border-left: 3px solid transparent; }
QListView::item:selected { background: $accent_soft; color: $ink; border-left: 3px solid $accent; }
QTableView { font-size: ${side}px; }
QTableView::item { padding: 3px 6px; border-bottom: ${hair}px solid $line; }
QTableView::item:selected { background: $accent_soft; color: $ink; }
QHeaderView { background: transparent; }
QHeaderView::section { background: transparent; color: $soft; font-size: ${label}px; font-weight: 600; border: none;
    border-bottom: ${hair}px solid $line; padding: 4px 9px; }

QMenu { background: $surface; border: ${hair}px solid $line; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 12px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; color: $ink; }
QMenu::item:disabled { color: $soft; }
QMenu::separator { height: ${hair}px; background: $line; margin: 4px; }
QProgressBar { background: $sunken; border: ${hair}px solid $line; border-radius: 4px; text-align: center;
    min-height: 8px; max-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QPdfView { border: ${hair}px solid $line; background: $sunken; }
QToolTip { color: $ink; background: $surface; border: ${hair}px solid $line; padding: 4px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0px; }
QScrollBar::handle { background: $thumb; border-radius: 3px; margin: 3px; min-height: 24px; min-width: 24px; }
QScrollBar::handle:hover { background: $soft; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
"""

CONTRAST = """
QPushButton#chip:checked, QPushButton#railItem:checked, QPushButton:pressed { background: $accent; color: $on_accent; }
QPushButton#chip:checked QLabel#keycap, QPushButton#primary QLabel#keycap { color: $ink; background: $surface; }
QTableView::item:selected, QMenu::item:selected { background: $highlight; color: $on_highlight; }
QListView::item:selected { background: $surface; color: $ink; border: 2px solid $highlight; }
QPushButton:disabled, QPushButton#primary:disabled { border: 2px dashed $ink; font-weight: 400; }
QFrame#voice { border: 2px solid $ink; }
QLabel#pill[tone="danger"], QFrame#notice[tone="danger"] { border: 3px solid $ink; }
QLabel#mark[state="missing"] { border: 2px solid $ink; }
"""
"""Follows in high contrast, where a tint would not be seen: what is chosen is reversed or framed, what rests dashed."""
