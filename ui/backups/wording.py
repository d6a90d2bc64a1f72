"""How backups are spoken of on the screen, each in a few words and a tone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from marac_desk.backups import how_long_ago
from marac_desk.dates import short_date
from ui.widgets.mark import Tone

if TYPE_CHECKING:
    from storage.backup_keeping import PlaceState, State

NONE_YET = "none yet"
NOT_SET = "none is set"
ONLY_HERE = "There are backups on this computer only. Set a second place, such as a stick that is kept in a safe."
NO_SECOND = "No second place is set for the backups. Choose one, such as a stick that is kept in a safe."

SAME_DISK = (
    "The second place is on the same disk as the vault: when that disk fails or is stolen, so are all the backups."
)


@dataclass(frozen=True)
class Stand:
    """How one place stands."""

    what: str
    how: str
    tone: Tone


def stands(state: State | None, now: datetime) -> tuple[Stand, ...]:
    """Both places, and what lies there that is not the vault's own; nothing while it is not known yet."""
    if state is None:
        return ()
    return _here(state.here, now), _second(state.second, now), *_strange(state.strange)


def sentence(state: State, now: datetime) -> str:
    """What is to be done about the backups, "" where all is well."""
    if state.trouble:
        return state.trouble
    if state.here.late:
        return "It is more than two days since the last backup. Make one now."
    second = state.second
    if second is None:
        return ONLY_HERE if state.here.made_at else NO_SECOND
    if second.late and not second.there:
        return (
            f"The last backup in the second place: {_since(second, now)}. Plug the stick in; the rest goes by itself."
        )
    if second.late:
        return "The second place has no backup of this week. Make one now."
    if second.there and second.same_disk:
        return SAME_DISK
    return ""


def moment(at: datetime) -> str:
    """`26 Nov 2026 09:30`, by the clock where the person sits."""
    here = at.astimezone()
    return f"{short_date(here.date())} {here:%H:%M}"


def day(at: datetime) -> str:
    """`26 Nov 09:30`."""
    here = at.astimezone()
    return f"{here.day} {here:%b %H:%M}"


def size(count: int) -> str:
    """`1.2 MB`."""
    return f"{count / 1e6:,.1f} MB"


def _strange(count: int) -> tuple[Stand, ...]:
    if not count:
        return ()
    how = f"! {count}: {'it counts' if count == 1 else 'they count'} for nothing"
    return (Stand("Not made by this vault, or altered since", how, Tone.WARN),)


def _here(place: PlaceState, now: datetime) -> Stand:
    what = "Last backup, made and checked"
    if place.made_at is None:
        return Stand(what, NONE_YET, Tone.WARN if place.late else Tone.PLAIN)
    return Stand(what, *_toned(how_long_ago(place.made_at, now), place.late))


def _second(place: PlaceState | None, now: datetime) -> Stand:
    what = "Second place"
    if place is None:
        return Stand(what, NOT_SET, Tone.PLAIN)
    how, tone = _toned(_since(place, now), place.late)
    if place.there:
        return Stand(what, how, tone)
    return Stand(what, f"{how} – plug in the stick" if place.late else f"{how}, not plugged in", tone)


def _since(place: PlaceState, now: datetime) -> str:
    return NONE_YET if place.made_at is None else how_long_ago(place.made_at, now)


def _toned(how: str, late: bool) -> tuple[str, Tone]:
    return (f"! {how}", Tone.WARN) if late else (f"✓ {how}", Tone.OK)
