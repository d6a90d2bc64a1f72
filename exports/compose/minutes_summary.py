"""The sixth step of a case in the minutes: what was read back, who tells the victim, and how the case was closed."""

from __future__ import annotations

from exports.compose.case_page import CasePage
from exports.compose.safety import contact_notice
from exports.compose.telling import told_by
from exports.compose.wording import day_or, labelled, local_time, sentence
from exports.document import Heading, Items, Paragraph, Text, plain
from marac_desk.discussion import Discussion

VOICE_GAP = "voice"
"""How the keys of the gaps begin that are about a voice."""


def write_summary(page: CasePage, discussion: Discussion) -> None:
    """Writes the summary, with the gaps and the reasons that were given for them."""
    sheet = page.sheet
    sheet.add(Heading(3, "6 Summary"))
    sheet.prose(discussion.read_back or "The actions were not read back.", "read-back")
    sheet.add(contact_notice(page, reasons=True))
    facts = (
        ("The victim is told by", told_by(page, discussion)),
        ("Flag until", day_or(discussion.flag_until or page.case.flagged_until, "")),
        ("Links to other processes", sheet.said(discussion.links, "links")),
        ("Outcome", sheet.said(discussion.outcome, "outcome")),
        ("Left the room", _left_the_room(page)),
    )
    sheet.add(*(Paragraph(labelled(label, sentence(value))) for label, value in facts if value))
    if gaps := _gaps(page, discussion):
        sheet.add(Heading(4, "Not done, and why"), Items(gaps))
    times = f"Started {local_time(discussion.started_at)}, ended {local_time(discussion.ended_at)}."
    sheet.add(Paragraph(plain(times), small=True))


def _left_the_room(page: CasePage) -> str:
    """Who was not there for this case; why is said under the conflicts of interest."""
    names = [
        page.sheet.named(each.name, "left the room")
        for each in page.record.meeting.attendance
        if any(left.case_id == page.case.id for left in each.left_for)
    ]
    return "; ".join(names)


def _gaps(page: CasePage, discussion: Discussion) -> tuple[Text, ...]:
    """What is missing, with the reason. Why a voice was not had is part of that voice; a pregnancy stays away too."""
    return tuple(
        plain(
            f"{sentence(page.sheet.named(each.what, 'not done'))} {sentence(page.sheet.said(each.reason, 'not done'))}"
        )
        for each in discussion.gap_reasons
        if not (page.near_perpetrator and each.gap.startswith(VOICE_GAP))
        and not page.hides(f"{each.what} {each.reason}")
    )
