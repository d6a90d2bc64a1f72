"""What the palette looks through: actions, pages, and by the vault's own search cases and people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ui.pages import PageEntry
from ui.shell.actions import Action, Actions, matching
from ui.shell.palette import Found
from ui.shell.window_actions import PAGES_GROUP, way_to

if TYPE_CHECKING:
    from storage.search import Hit
    from ui.shell.desk import Desk

_LEAST_LETTERS = 2


def actions_called(actions: Actions, typed: str) -> Sequence[Found]:
    """The actions that can be done now. To go to a page is no other thing than the page, which is found by itself."""
    return [
        Found(action.group, action.text, _doing(actions, action), action.detail(), action.shortcut)
        for action in matching(actions.live(), typed)
        if action.group != PAGES_GROUP
    ]


def pages_called(pages: Sequence[PageEntry], actions: Actions, typed: str) -> Sequence[Found]:
    """The pages of the rail, each with the key that goes to it."""
    called = [page for page in pages if page.rail and typed.casefold() in f"go to {page.title}".casefold()]
    ways = [(page, actions.get(way_to(page.key))) for page in called]
    return [Found("Page", page.title, _doing(actions, way), shortcut=way.shortcut) for page, way in ways if way]


def records_called(desk: Desk, typed: str) -> Sequence[Found]:
    """What the vault finds, of the kinds that some page can open."""
    if len(typed) < _LEAST_LETTERS or not desk.openers:
        return []
    from storage.search import find

    with desk.vault.read() as read:
        hits = find(read.session, typed)
    return [
        Found(hit.kind.value.capitalize(), hit.label, _opening(desk, hit), hit.snippet)
        for hit in hits
        if hit.kind.value in desk.openers
    ]


def _doing(actions: Actions, action: Action) -> Callable[[], object]:
    return lambda: actions.run(action.id)


def _opening(desk: Desk, hit: Hit) -> Callable[[], object]:
    return lambda: desk.openers[hit.kind.value](hit)
