"""What is wrong with a date or a number in the short referral, in a sentence; nothing where it can be read."""

from __future__ import annotations

from datetime import date

from marac_desk.errors import Refused
from marac_desk.typed_dates import read_past_day
from ui.referral.typed import born, due_on, whole

READ_FIRST = ("received", "born", "idva", "score", "out_of")
"""The fields that must be readable before the referral is added, in the order of the form."""


def mistake(kind: str, text: str, today: date) -> str:
    """The sentence for one field; `kind` is its name, or `child` for a date of birth or a due date."""
    try:
        _read(kind, text, today)
    except Refused as refused:
        return refused.say
    return ""


def _read(kind: str, text: str, today: date) -> None:
    if kind in ("score", "out_of"):
        whole(text)
    elif kind == "child" and due_on(text, today) is not None:
        return
    elif kind in ("born", "child"):
        born(text)
    elif text:
        read_past_day(text, today)
