"""When a vault locks by itself because nobody touches the computer: usually, and in a meeting, where people talk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

USUAL = "lock after minutes"
IN_MEETING = "lock after minutes in a meeting"
"""The names under which a vault keeps the two."""

USUAL_CHOICES = (2, 5, 10, 15, 30)
MEETING_CHOICES = (10, 15, 30, 45, 60)
"""Minutes. There is no `never`: an open vault that is left alone is the greatest danger to it."""


@dataclass(frozen=True)
class IdleLimits:
    """How long nobody may touch the computer."""

    usual: timedelta = timedelta(minutes=10)
    in_meeting: timedelta = timedelta(minutes=30)

    @classmethod
    def of(cls, settings: Mapping[str, str]) -> IdleLimits:
        """What a vault's settings say; whatever is none of the choices is as at first."""
        usual = _minutes(settings.get(USUAL, ""), USUAL_CHOICES)
        in_meeting = _minutes(settings.get(IN_MEETING, ""), MEETING_CHOICES)
        return cls(usual or cls.usual, in_meeting or cls.in_meeting)


def _minutes(text: str, choices: tuple[int, ...]) -> timedelta | None:
    return next((timedelta(minutes=each) for each in choices if str(each) == text), None)
