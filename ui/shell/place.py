"""Where somebody is: the page, its own word for where, the field with its cursor, and how far things are scrolled.

The way back after a lock and after a crash is the same one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QScrollArea, QScrollBar, QWidget

from ui.shell.page import Page
from ui.shell.page_stack import PageStack
from ui.widgets.draft import Draft, Editor
from ui.widgets.entry_draft import EntryDraft

_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly
AT_THE_END = -1
SETTLES_WITHIN_MS = 3000
"""A page is laid out anew within this time; after it nothing scrolls by itself."""


@dataclass(frozen=True)
class Place:
    """`field` is the name of what has the focus, `among` which of that name; `kind` what it is, unless one types in it.

    `cursor` and `anchor` are the ends of the selection, counted in characters; `scrolls` how far each part of the
    page is scrolled, in pixels.
    """

    page: str
    where: str
    field: str = ""
    among: int = 0
    cursor: int = AT_THE_END
    anchor: int = AT_THE_END
    scrolls: tuple[int, ...] = ()
    kind: str = ""


@dataclass(frozen=True)
class Loose:
    """What stands in a field that is kept nowhere yet."""

    field: str
    among: int
    text: str


def here(pages: PageStack) -> Place:
    """Where the focus is on nothing that has a name, it is the page that counts."""
    page, (key, where) = pages.page(), pages.here()
    if page is None:
        return Place(key, where)
    scrolls = tuple(bar.value() for bar in _bars(page))
    focus: QWidget | None = page.window().focusWidget()
    if focus is None or not page.isAncestorOf(focus):
        return Place(key, where, scrolls=scrolls)
    name = _name(focus)
    if isinstance(focus, QLineEdit | QPlainTextEdit):
        for among, field in enumerate(_called(page, name)):
            if field is focus:
                return Place(key, where, name, among, *_ends(field), scrolls)
    for among, other in enumerate(_others(page.findChildren(type(focus)), page, type(focus).__name__, name)):
        if other is focus:
            return Place(key, where, name, among, scrolls=scrolls, kind=type(focus).__name__)
    return Place(key, where, scrolls=scrolls)


def return_to(pages: PageStack, place: Place, loose: Sequence[Loose] = ()) -> None:
    """Opens the page again, with the cursor where it was and what was typed in the fields."""
    pages.go_to(place.page, place.where)
    page = pages.page()
    if page is None:
        return
    for each in loose:
        _fill(page, each)
    if place.kind:
        others = _others(page.findChildren(QWidget), page, place.kind, place.field)
        if place.among < len(others):
            others[place.among].setFocus(Qt.FocusReason.OtherFocusReason)
    elif place.among < len(fields := _called(page, place.field) if place.field else []):
        _go_into(fields[place.among], place)
    for bar, value in zip(_bars(page), place.scrolls, strict=False):
        _ScrollBack(bar, value)


def loose_in(page: Page) -> list[tuple[Editor, Loose]]:
    """The fields that keep no draft, with what stands in them, if only for a moment hidden with the page.

    Passphrases are left alone.
    """
    found, counts = [], dict[str, int]()
    for editor in _editors(page):
        name = editor.accessibleName()
        among = counts.get(name, 0)
        counts[name] = among + 1
        if name and not _is_kept(editor, page):
            found.append((editor, Loose(name, among, _text(editor))))
    return found


def _editors(page: QWidget) -> list[Editor]:
    """The fields in which one types, as far as they are seen when the page is."""
    found: list[Editor] = [*page.findChildren(QLineEdit), *page.findChildren(QPlainTextEdit)]
    return [each for each in found if each.isVisibleTo(page) and not _is_secret(each) and not each.isReadOnly()]


def _is_secret(editor: Editor) -> bool:
    return isinstance(editor, QLineEdit) and editor.echoMode() is not QLineEdit.EchoMode.Normal


def _is_kept(editor: Editor, page: QWidget) -> bool:
    """Whether a draft keeps it, its own or that of the entry it belongs to."""
    if editor.findChild(Draft, options=_DIRECT) is not None:
        return True
    step: QWidget | None = editor
    while step is not None and step.findChild(EntryDraft, options=_DIRECT) is None:
        step = None if step is page else step.parentWidget()
    return step is not None


def _called(page: QWidget, name: str) -> list[Editor]:
    return [each for each in _editors(page) if each.accessibleName() == name]


def _others(among: Sequence[QWidget], page: QWidget, kind: str, name: str) -> list[QWidget]:
    """What else of this kind and name can have the focus: a button, a chip, a table."""
    found = [each for each in among if type(each).__name__ == kind and each.isVisibleTo(page)]
    return [each for each in found if name and each.isEnabled() and _name(each) == name]


def _name(widget: QWidget) -> str:
    """A button bears its name on it."""
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def _bars(page: QWidget) -> list[QScrollBar]:
    return [area.verticalScrollBar() for area in page.findChildren(QScrollArea) if area.isVisibleTo(page)]


def _text(editor: Editor) -> str:
    return editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()


def _ends(editor: Editor) -> tuple[int, int]:
    """The cursor, and where the selection that it ends began."""
    if isinstance(editor, QPlainTextEdit):
        return editor.textCursor().position(), editor.textCursor().anchor()
    cursor, start = editor.cursorPosition(), editor.selectionStart()
    if start < 0:
        return cursor, cursor
    return cursor, editor.selectionEnd() if cursor == start else start


def _fill(page: Page, loose: Loose) -> None:
    fields = _called(page, loose.field)
    if loose.among >= len(fields) or _is_kept(field := fields[loose.among], page) or _text(field) == loose.text:
        return
    if isinstance(field, QLineEdit):
        field.setText(loose.text)
    else:
        field.setPlainText(loose.text)


def _go_into(field: Editor, place: Place) -> None:
    """A text that is shorter now is gone to its end."""
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    length = len(_text(field))
    cursor, anchor = (length if at == AT_THE_END else min(at, length) for at in (place.cursor, place.anchor))
    if isinstance(field, QLineEdit):
        field.setSelection(anchor, cursor - anchor) if cursor != anchor else field.setCursorPosition(cursor)
        return
    moved = field.textCursor()
    moved.setPosition(anchor)
    moved.setPosition(cursor, QTextCursor.MoveMode.KeepAnchor)
    field.setTextCursor(moved)


class _ScrollBack(QObject):
    """Scrolls as far as it was, once the page is laid out and long enough for that."""

    def __init__(self, bar: QScrollBar, value: int) -> None:
        super().__init__(bar)
        self._bar, self._value = bar, value
        bar.rangeChanged.connect(self._try)
        QTimer.singleShot(SETTLES_WITHIN_MS, self, self.deleteLater)
        self._try()

    def _try(self) -> None:
        if self._bar.maximum() >= self._value:
            self._bar.setValue(self._value)
