"""One action that cannot wait for the action plan: what its agency needs to do it today, and nothing else.

It says what the plan says of it; the plan follows with the agency's other actions.
"""

from __future__ import annotations

from exports.audience import Audience
from exports.compose.action_plan import the_coordinator, write_case
from exports.compose.case_page import CasePage
from exports.compose.minutes import foot
from exports.compose.minutes_actions import due
from exports.compose.sheet import Composed, Sheet
from exports.compose.wording import REQUESTS, capital, key_facts, local_day
from exports.document import Document, Heading, Notice, Paragraph, Tone, plain
from marac_desk.actions import Action
from marac_desk.dates import long_date, short_date
from marac_desk.record import HeardCase, MeetingRecord
from marac_desk.reference import Reference

AHEAD = "Sent by itself because it cannot wait. The action plan of the meeting holds your other actions."


def compose_urgent_action(record: MeetingRecord, heard: HeardCase, action: Action, reference: Reference) -> Composed:
    """The paper for the agency that took the action on. The caller has asked whether it may have the case."""
    agency = record.agencies[action.agency_id]  # type: ignore[index]  # somebody has taken it on
    sheet, audience = Sheet(), Audience.of(agency, record)
    day = local_day(record.meeting.starts_at)
    title = f"Urgent action of {short_date(day)}: {sheet.named(agency.name, 'title')}"
    sheet.add(
        Heading(1, title),
        Notice(Tone.OPEN, (plain(AHEAD),), f"To be done: {due(action)}"),
        key_facts(
            (
                ("MARAC", sheet.named(record.marac.name, "head")),
                ("Meeting", sheet.said(record.meeting.reference, "head")),
                ("Date", long_date(day)),
                ("By", capital(due(action))),
            )
        ),
        Heading(2, "How to report"),
        Paragraph(plain(f"As soon as it is done, tell {the_coordinator(sheet, record)}. {REQUESTS}")),
    )
    write_case(CasePage(sheet, record, heard, audience, reference), [action])
    document = Document(
        title=title,
        reference=f"{sheet.said(record.meeting.reference, 'reference')}-urgent",
        marking=sheet.setting(record.marac.practice.marking, "marking"),
        foot=foot(sheet, audience, reference),
        blocks=tuple(sheet.blocks),
        subject="MARAC urgent action",
        author=sheet.named(record.marac.name, "title"),
    )
    return Composed(document, tuple(sheet.passages))
