"""F1 in the meeting room: what is done in each place, what the chair may say there, and its keys."""

from __future__ import annotations

from marac_desk.discussion import Step
from marac_desk.reference_entries import AideMemoire
from ui.meeting_room.between_page import BETWEEN
from ui.meeting_room.line_page import LinePage
from ui.meeting_room.step_page import StepPage
from ui.shell.page import Help

Keys = tuple[tuple[str, str], ...]

_LINES: dict[str, tuple[str, ...]] = {
    "welcome": ("Read the statement aloud, then press Enter: the meeting is open, and its clock runs.",),
    "attendance": (
        "Say for each agency who is here: one letter, and the next line comes by itself.",
        "Mark those who are away first; then Alt P says that all others are present.",
        "Without the police or the IDVA you are warned. The chair decides whether to go on.",
    ),
    "conflicts": (
        "Whoever knows, works with or employs somebody in a case leaves for that case.",
        "You are reminded before it begins.",
        "If there is none, press Enter.",
    ),
    "earlier": (
        "Actions of earlier meetings that are not finished. Go down the list, one letter each.",
        "“Not done by the agency” and “not possible” ask why: they count apart.",
        "What is not answered now comes again in its own case, or at the next meeting.",
    ),
    "twelve_months": ("A year has passed for these cases without another referral. Flags on records may come off.",),
    "other_business": (
        "Write down any other business, then close the meeting.",
        "It closes once every case was heard to its end, or put off with a reason.",
        "Once it is closed, Papers opens by itself: look at each paper, then export them.",
    ),
}

_STEPS: dict[Step, tuple[str, ...]] = {
    Step.REFERRER: (
        "The referral is here already. Change it to what was said; it is saved as you type.",
        "Key dates are dates that an action must come before: the end of bail, a hearing, a birth.",
    ),
    Step.VOICE: (
        "Type what the victim or a child said, in their own words, and press Enter.",
        "Whose words they are: Tab, the arrow keys and Enter on the name, or its number; then Enter adds the line.",
        "Each line is known only from the victim, unless you say that it may be shared.",
        "If it could not be had, say why: it is minuted.",
    ),
    Step.AGENCIES: (
        "One agency after the other, police first. One letter says how each answers; what it shares is typed.",
        "For an agency that is not in the room say A where nothing came from it, or W and what it wrote.",
        "What was sent in before the meeting is here already: T takes it as read, Alt T all of it at once.",
    ),
    Step.RISKS: (
        "Type a risk in your own words, or the number of one that is proposed, and press Enter.",
        "Then say how likely it is and how serious. Enter skips what you cannot say.",
        "In the list the same letters say it later.",
        "When the chair has read the risks back, Alt C ticks them all.",
    ),
    Step.ACTIONS: (
        "Type the agency, Tab, what it does, and choose by when. Enter adds it.",
        "On a repeat, say first what became of last time’s actions, one letter each.",
        "What is still open stands at the foot of the page. It never stops you.",
    ),
    Step.SUMMARY: (
        "Read the actions back, then say who tells the victim, how and by when.",
        "Alt ↓ closes the case. If something is missing it asks once, for all of it.",
    ),
}

_OWN_KEYS: dict[str, Keys] = {
    "welcome": (("Enter", "read and accepted: go on"),),
    "attendance": (
        ("P", "present"),
        ("D", "a deputy is here"),
        ("A", "apologies"),
        ("W", "sent it in writing"),
        ("X", "strike out again"),
        ("Alt P", "all others are present"),
        ("Enter", "go on"),
    ),
    "conflicts": (
        ("Enter", "no more conflicts: go on"),
        ("Tab", "to who it is, in which case, and what the chair says"),
    ),
    "earlier": (
        ("D", "done"),
        ("P", "no longer possible"),
        ("N", "not done by the agency"),
        ("I", "in progress"),
        ("Alt ↓", "go on"),
    ),
    "other_business": (("Ctrl ↵", "close the meeting"),),
}

_IN_CASE: Keys = (
    ("Alt →  Alt ←", "next step, step before"),
    ("Alt A", "an action, from anywhere; Enter brings you back"),
    ("Alt R", "a risk, from anywhere; once it is rated, or with Enter, you are back"),
    ("Alt ↓", "close this case, and go to the next"),
    ("Alt ↑", "to the case before; this one stays open"),
    ("F6", "to the running order and back"),
    ("F8", "a second window, to share: this step, no names; F8 again closes it"),
    ("F9", "hide everything, and show it again"),
)
_OUT_OF_CASE: Keys = (
    ("Alt →  Alt ←", "next line, line before"),
    ("F6", "to the running order and back"),
    ("F9", "hide everything, and show it again"),
)
_GAPS = (
    "Something that is usually there is not. Type the number of a reason, or a line of your own, and press Enter.",
    "After the last line Enter closes the case. Each reason is minuted.",
    "“Go on, leave it open” goes to the next case and asks again later.",
)
_BETWEEN = (
    "Nothing of either case is seen now, on both screens.",
    "Choose who leaves the room for the next case; Enter begins it.",
    "A restricted case begins only once you have said that you looked at who stays.",
    "Or type why the case is put off, and press Enter.",
)


def line_help(page: LinePage, key: str) -> Help:
    """At a line of the opening or the closing."""
    return Help(page.title, _LINES.get(key, ()), page.said(), (*_OWN_KEYS.get(key, ()), *_OUT_OF_CASE))


def step_help(page: StepPage, aide: AideMemoire) -> Help:
    """At a step of a case."""
    return Help(page.title, _STEPS[page.step], aide.steps[page.step - 1], (*page.keys(), *_IN_CASE))


def between_help(aide: AideMemoire) -> Help:
    """Between two cases."""
    keys = (("Enter", "begin the case"), ("Tab", "to who leaves, and to putting it off"))
    return Help(BETWEEN, _BETWEEN, aide.between_cases, keys)


def gaps_help() -> Help:
    """Before a case with gaps closes."""
    return Help("Before this case closes", _GAPS, keys=(("1…9", "a ready reason"), ("Esc", "back to the case")))
