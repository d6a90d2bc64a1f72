"""The colours, sizes and spaces of the look, by name. A page names a token, never a colour."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True)
class Colours:
    """One set of colours; each field is a token, each value `#rrggbb`."""

    canvas: str
    surface: str
    sunken: str
    line: str
    ink: str
    soft: str
    accent: str
    accent_soft: str
    on_accent: str
    voice: str
    voice_soft: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    danger: str
    danger_soft: str
    focus: str
    focus_edge: str
    thumb: str


LIGHT = Colours(
    canvas="#f3f5f7",
    surface="#ffffff",
    sunken="#eaeef2",
    line="#cfd6de",
    ink="#16202b",
    soft="#414d5a",
    accent="#12557a",
    accent_soft="#dcecf5",
    on_accent="#ffffff",
    voice="#5a3a7e",
    voice_soft="#f1eaf8",
    ok="#1c6b3f",
    ok_soft="#e0f2e7",
    warn="#7a4b00",
    warn_soft="#fdf0d2",
    danger="#9c1c1c",
    danger_soft="#fbe3e1",
    focus="#ffbf47",
    focus_edge="#16202b",
    thumb="#7a8793",
)

DARK = Colours(
    canvas="#12171d",
    surface="#1b222a",
    sunken="#151b22",
    line="#37424e",
    ink="#e8edf2",
    soft="#a9b6c3",
    accent="#7cc0e8",
    accent_soft="#1d3a4c",
    on_accent="#12171d",
    voice="#cdb2ee",
    voice_soft="#2f2541",
    ok="#7fd3a2",
    ok_soft="#16382a",
    warn="#f2c26b",
    warn_soft="#3d2e10",
    danger="#ff9d95",
    danger_soft="#4a2020",
    focus="#ffbf47",
    focus_edge="#8a6a1e",
    thumb="#6b7986",
)

HIGH_CONTRAST = Colours(
    canvas="#ffffff",
    surface="#ffffff",
    sunken="#ffffff",
    line="#000000",
    ink="#000000",
    soft="#000000",
    accent="#000000",
    accent_soft="#ffffff",
    on_accent="#ffffff",
    voice="#000000",
    voice_soft="#ffffff",
    ok="#000000",
    ok_soft="#ffffff",
    warn="#000000",
    warn_soft="#ffffff",
    danger="#000000",
    danger_soft="#ffffff",
    focus="#ffbf47",
    focus_edge="#000000",
    thumb="#000000",
)


class Look(Enum):
    """The three looks, as a person chooses them."""

    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high contrast"

    @property
    def colours(self) -> Colours:
        """The colours of this look."""
        return {Look.LIGHT: LIGHT, Look.DARK: DARK, Look.HIGH_CONTRAST: HIGH_CONTRAST}[self]

    @property
    def line_width(self) -> int:
        """The width of a hairline in pixels: two in high contrast."""
        return 2 if self is Look.HIGH_CONTRAST else 1


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21, as WCAG 2 reckons it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
