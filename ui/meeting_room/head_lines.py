"""What the head of a case says: everything that somebody must know before they speak or write to anybody."""

from __future__ import annotations

import re
from collections.abc import Iterator

from marac_desk.cases import ContactRule
from marac_desk.dates import short_date
from marac_desk.meetings import Listing
from storage.room_rows import CaseHead
from ui.meeting_room.case_head import Chip, HeadLines
from ui.widgets.mark import Tone

_SAYS_ONLY = re.compile(r"\bonly\b", re.IGNORECASE)
NO_RULE = "How not to contact the victim is not recorded"


def head_lines(head: CaseHead) -> HeadLines:
    """The title, who is alleged to cause harm, and the chips in the order in which they matter."""
    age = "" if head.age is None else f", {head.age}"
    name = _surname_first(head.family_name, head.given_names)
    chips = (*_listing(head), *_people(head), *_danger(head), *_rest(head))
    return HeadLines(f"{head.reference} · {name}{age}", _alleged(head), chips)


def _listing(head: CaseHead) -> Iterator[Chip]:
    last = f" · last heard {short_date(head.last_heard)}" if head.last_heard else ""
    if head.listing is not Listing.NEW:
        yield Chip(f"{head.listing.value.capitalize()}{last}", Tone.ACCENT)
    elif last:
        yield Chip(f"Heard before{last}", Tone.ACCENT)


def _people(head: CaseHead) -> Iterator[Chip]:
    parts = [f"{head.children} {'child' if head.children == 1 else 'children'}"] if head.children else []
    if head.unborn:
        parts.append(f"{head.unborn} unborn")
    if parts:
        yield Chip(" + ".join(parts))
    if head.language:
        yield Chip(f"Interpreter: {head.language}", Tone.WARN)


def _danger(head: CaseHead) -> Iterator[Chip]:
    """How not to contact the victim, and who must not learn of anything: the only red on the screen."""
    if str(head.contact):
        yield from (Chip(part, Tone.DANGER) for part in contact_rule(head.contact))
    else:
        yield Chip(NO_RULE, Tone.WARN)
    if head.must_not_be_told:
        yield Chip(f"Must not be told: {', '.join(head.must_not_be_told)}", Tone.DANGER)


def contact_rule(rule: ContactRule) -> tuple[str, ...]:
    """`Do not write, phone or visit` and `Only through the IDVA`, whichever way the two were written."""
    never, only = rule.never.strip(" ."), rule.only.strip(" .")
    if only and not _SAYS_ONLY.search(only):
        only = f"only {_within(only)}"
    return tuple(part[0].upper() + part[1:] for part in (never, only) if part)


def _within(words: str) -> str:
    """As it stands within a sentence: `Text after ten` begins small there, `IDVA` does not."""
    return words[0].lower() + words[1:] if words[1:2].islower() else words


def _rest(head: CaseHead) -> Iterator[Chip]:
    if head.honour_based:
        yield Chip("Honour-based abuse", Tone.WARN)
    if head.counter_reference:
        yield Chip(f"Counter-allegation {head.counter_reference}", Tone.WARN)
    if head.restricted:
        yield Chip("Restricted", Tone.WARN)
    if head.dash is not None:
        yield Chip(f"Dash {head.dash} of 24")
    elif head.other_tool:
        yield Chip(head.other_tool)


def _alleged(head: CaseHead) -> str:
    """`Alleged to cause harm: Sample, Daniel (ex-partner) and 1 other`; a conviction is no allegation."""
    if not head.alleged:
        return ""
    first = head.alleged[0]
    relation = f" ({first.relation})" if first.relation else ""
    others = len(head.alleged) - 1
    more = f" and {others} other{'s' if others > 1 else ''}" if others else ""
    said = "Convicted of causing harm" if first.convicted else "Alleged to cause harm"
    return f"{said}: {_surname_first(first.family_name, first.given_names)}{relation}{more}"


def _surname_first(family: str, given: str) -> str:
    return ", ".join(part for part in (family, given) if part) or "name not known"
