"""What can be done everywhere in the window, whichever page is open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from marac_desk.errors import Refused
from ui.shell.actions import Action
from ui.shell.header import MENU_KEY
from ui.shell.messages import CLOSE_KEY
from ui.shell.privacy import KEY_NAME

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow

HINTS = ("window.undo", "window.help")
"""Stand in the foot bar after those of the page."""

OWN_PASSPHRASE = "own passphrase"
"""The place on the page of people where the cursor is in the form for it."""

PAGES_GROUP = "Pages"
LET_IN, KEEP_OUT = "show this window", "keep this window out"
NOW_IN = "Others can see this window in shared screens now, until the vault locks."
NOW_OUT = "This window is kept out of shared screens again."


def add_window_actions(window: MainWindow) -> None:
    """Registers them all."""
    for action in (
        *_finding(window),
        *_hiding(window),
        _own_passphrase(window),
        Action("window.lock", "Lock", window.lock, "Ctrl+L", ("close", "away"), "Vault", when=window.is_open),
        Action(
            "window.larger", "Larger text", lambda: window.resize_text(1), "Ctrl+=", ("zoom", "bigger"), "Appearance"
        ),
        Action("window.smaller", "Smaller text", lambda: window.resize_text(-1), "Ctrl+-", ("zoom",), "Appearance"),
        Action("window.quit", "Quit", window.close, "Ctrl+Q", ("exit", "end"), "Vault"),
        *_ways_to_pages(window),
    ):
        window.registry.add(action)
    window.registry.may_change = lambda: window.desk is None or window.desk.can_edit


def _finding(window: MainWindow) -> Iterator[Action]:
    """What to do here, and which keys there are."""
    is_open, words = window.is_open, ("search", "go", "palette")
    yield Action("window.find", "Find anything", lambda: window.finder.open(), "Ctrl+K", words, when=is_open)
    yield from _undo_and_redo(window)
    yield Action("window.help", "Help here", lambda: show_help(window), "F1", ("help", "aide"))
    yield Action(
        *("window.read", "Close the message", window.messages.clear, CLOSE_KEY, ("bar", "read")),
        when=lambda: bool(window.messages.shown()),
    )
    keys = partial(window.open_page, "shortcuts")
    yield Action("window.shortcuts", "All shortcuts", keys, "Shift+F1", ("keys",), when=is_open)
    yield Action("window.menu", "Menu", window.header.open_menu, MENU_KEY, when=is_open)


def _hiding(window: MainWindow) -> Iterator[Action]:
    """Who sees the window: at the screen, and on others' screens."""
    watchman, words = window.watchman, ("show", "capture", "projector", "screenshot")
    yield Action(
        *("window.hide", "Hide everything", watchman.privacy.toggle, KEY_NAME, ("privacy", "cover"), "Vault"),
        when=window.is_open,
    )
    yield Action(
        *("window.share", "Shared screens", lambda: share(window), "Shift+F8", words, "Vault"),
        when=lambda: window.is_open() and watchman.shield.possible,
        detail=lambda: KEEP_OUT if not watchman.shield.up else LET_IN,
    )


def _own_passphrase(window: MainWindow) -> Action:
    return Action(
        "window.passphrase",
        "Change my passphrase",
        lambda: window.open_page("people", OWN_PASSPHRASE),
        words=("password", "people", "role", "recovery", "code"),
        group="Vault",
        when=_has(window, "people"),
    )


def _ways_to_pages(window: MainWindow) -> Iterator[Action]:
    for number, page in enumerate((page for page in window.entries if page.rail), 1):
        yield Action(
            way_to(page.key),
            f"Go to {page.title}",
            _opens(window, page.key),
            f"Alt+{number}" if number < 10 else "",
            group=PAGES_GROUP,
            when=_has(window, page.key),
        )


def way_to(page: str) -> str:
    """The id of the action that goes to a page of the rail."""
    return f"page.{page}"


def _undo_and_redo(window: MainWindow) -> tuple[Action, Action]:
    """Each with the label of what it would take or bring back; neither is there when there is nothing."""

    def undo_label() -> str:
        return (window.desk.vault.undo_label() or "") if window.desk else ""

    def redo_label() -> str:
        return (window.desk.vault.redo_label() or "") if window.desk else ""

    undo_words, redo_words = ("take", "back", "mistake"), ("again", "bring", "back")
    return (
        Action("window.undo", "Undo", lambda: undo(window), "Ctrl+Z", undo_words, "Edit", window.is_open, undo_label),
        Action(
            *("window.redo", "Redo", lambda: redo(window), "Ctrl+Shift+Z", redo_words, "Edit"),
            when=lambda: bool(redo_label()),
            detail=redo_label,
            also="Ctrl+Y",
        ),
    )


def undo(window: MainWindow) -> None:
    """Takes the newest edit back, and says which; or says why it cannot."""
    if window.desk is not None:
        _take_back(window, window.desk.vault.undo, "Undone")


def redo(window: MainWindow) -> None:
    """Brings back what was undone last, and says which."""
    if window.desk is not None:
        _take_back(window, window.desk.vault.redo, "Redone")


def _take_back(window: MainWindow, how: Callable[[], str], said: str) -> None:
    if window.desk is not None:
        window.desk.savers.flush()
    try:
        label = how()
    except Refused as refused:
        window.messages.told(refused.say)
    else:
        window.messages.done(f"{said}: {label}.")


def show_help(window: MainWindow) -> None:
    """The help of the current page, or of the front door; where there is none, the sheet of shortcuts."""
    page = window.page()
    told = page.help() if page else window.door.help()
    if told is None:
        window.open_page("shortcuts")
    else:
        from ui.shell.help import HelpSheet

        window.dialogs.open(HelpSheet(told, window))


def share(window: MainWindow) -> None:
    """Lets others see this window in a shared screen, or keeps it out again."""
    window.watchman.shield.toggle()
    window.messages.done(NOW_OUT if window.watchman.shield.up else NOW_IN)


def _has(window: MainWindow, key: str) -> Callable[[], bool]:
    return lambda: window.pages is not None and window.pages.has(key)


def _opens(window: MainWindow, key: str) -> Callable[[], None]:
    return lambda: window.open_page(key)
