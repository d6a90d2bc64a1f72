"""Bands onto pages: what stays together, what is cut, and what is said again at the top of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exports.bands import Band
from exports.look import BOTTOM, PAGE_HEIGHT, TOP

BODY_HEIGHT = PAGE_HEIGHT - TOP - BOTTOM


@dataclass(frozen=True)
class Placed:
    """A band at its place: `top` in points from the bottom of the page."""

    band: Band
    top: float


Page = list[Placed]


def paginate(bands: Sequence[Band]) -> list[Page]:
    """All bands in order, on as many pages as they take; at least one page."""
    stack = _Stack()
    for place, band in enumerate(bands):
        stack.put(band, _least_room(bands, place))
    return stack.pages


def _least_room(bands: Sequence[Band], start: int) -> float:
    """The height from the top of a band down to the first lines of what it must not be parted from."""
    height, place = 0.0, start
    while bands[place].with_next and place + 1 < len(bands):
        height += bands[place].above + bands[place].height
        place += 1
    height += bands[place].lead
    return height if height <= BODY_HEIGHT else bands[start].lead


class _Stack:
    def __init__(self) -> None:
        self.pages: list[Page] = [[]]
        self._room = BODY_HEIGHT
        self._fresh = True

    def put(self, band: Band, least_room: float) -> None:
        """Places the band, on a new page if it may not start on this one, cut as often as need be."""
        if not self._fresh and (band.new_page or self._room < max(band.needs, least_room)) and not self._endless(band):
            self._turn()
        rest: Band | None = band
        while rest is not None:
            rest = self._put_what_fits(rest)

    def _endless(self, band: Band) -> bool:
        """A row that no page can hold starts where it stands, unless too little of it would."""
        return not band.new_page and not band.loose and band.height > BODY_HEIGHT and self._room > BODY_HEIGHT / 4

    def _put_what_fits(self, band: Band) -> Band | None:
        """Places the band or its beginning; returns what is left for the next page."""
        if self._fresh and band.repeat is not None:
            self._place(band.repeat)
        above = 0.0 if self._fresh else band.above
        if above + band.height <= self._room + 0.01:
            self._place(band)
            return None
        parts = band.cut(self._room - above) or (band.cut(self._room, orphans=1) if self._fresh else None)
        if parts is None and self._fresh:
            raise AssertionError("one line is taller than a page")
        if parts is not None:
            self._place(parts[0])
        self._turn()
        return parts[1] if parts is not None else band

    def _place(self, band: Band) -> None:
        self._room -= 0.0 if self._fresh else band.above
        self.pages[-1].append(Placed(band, BOTTOM + self._room))
        self._room -= band.height
        self._fresh = False

    def _turn(self) -> None:
        self.pages.append([])
        self._room = BODY_HEIGHT
        self._fresh = True
