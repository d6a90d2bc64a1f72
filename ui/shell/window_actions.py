"""What can be done everywhere in the window, whichever page is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from marac_desk.errors import Refused
from ui.shell.actions import Action
from ui.shell.header import MENU_KEY
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
    is_open = window.is_open
    for action in (
        Action(
            "window.find",
            "Find anything",
            lambda: window.finder.open(),
            "Ctrl+K",
            ("search", "go", "palette"),
            when=is_open,
        ),
        *_undo_and_redo(window),
        Action("window.help", "Help here", lambda: show_help(window), "F1", ("help", "aide")),
        Action(
            "window.shortcuts",
            "All shortcuts",
            lambda: window.open_page("shortcuts"),
            "Shift+F1",
            ("keys",),
            when=is_open,
        ),
        Action("window.menu", "Menu", window.header.open_menu, MENU_KEY, when=is_open),
        Action(
            "window.hide",
            "Hide everything",
            window.watchman.privacy.toggle,
            KEY_NAME,
            ("privacy", "cover"),
            "Vault",
            when=is_open,
        ),
        Action(
            "window.share",
            "Shared screens",
            lambda: share(window),
            "Shift+F8",
            ("show", "capture", "projector", "screenshot"),
            "Vault",
            when=lambda: is_open() and window.watchman.shield.possible,
            detail=lambda: KEEP_OUT if not window.watchman.shield.up else LET_IN,
        ),
        Action(
            "window.passphrase",
            "Change my passphrase",
            lambda: window.open_page("people", OWN_PASSPHRASE),
            words=("password", "people", "role", "recovery", "code"),
            group="Vault",
            when=_has(window, "people"),
        ),
        Action("window.lock", "Lock", window.lock, "Ctrl+L", ("close", "away"), "Vault", when=is_open),
        Action(
            "window.larger", "Larger text", lambda: window.resize_text(1), "Ctrl+=", ("zoom", "bigger"), "Appearance"
        ),
        Action("window.smaller", "Smaller text", lambda: window.resize_text(-1), "Ctrl+-", ("zoom",), "Appearance"),
        Action("window.quit", "Quit", window.close, "Ctrl+Q", ("exit", "end"), "Vault"),
    ):
        window.registry.add(action)
    for number, page in enumerate((page for page in window.entries if page.rail), 1):
        window.registry.add(
            Action(
                way_to(page.key),
                f"Go to {page.title}",
                _opens(window, page.key),
                f"Alt+{number}" if number < 10 else "",
                group=PAGES_GROUP,
                when=_has(window, page.key),
            )
        )
    window.registry.may_change = lambda: window.desk is None or window.desk.can_edit


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
