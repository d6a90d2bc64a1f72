"""Who tells the victim what was agreed: said in the minutes, and a task in the plan of the agency that does it."""

from __future__ import annotations

from exports.compose.case_page import CasePage
from exports.compose.safety import THROUGH_COORDINATOR
from exports.compose.wording import capital, clause, day_or, key_facts
from exports.document import Heading, Paragraph, plain
from marac_desk.agencies import Agency
from marac_desk.discussion import Discussion
from marac_desk.record import HeardCase

TELLING = "Telling the victim"
TASK = "Your agency tells the victim what was agreed."
NOT_SAID = "Not said: ask the coordinator"
RESULTS = "Told / could not be told"
WHERE = "who tells the victim"


def tells_victim(heard: HeardCase, agency: Agency) -> bool:
    """Whether the meeting left it to this agency to tell the victim of the case."""
    return heard.discussion is not None and heard.discussion.teller_agency_id == agency.id


def told_by(page: CasePage, discussion: Discussion) -> str:
    """Who tells the victim, how and by when (S16, S56). How is a way to the victim, as in `contact_notice`."""
    agency = page.record.agency_name(discussion.teller_agency_id) if discussion.teller_agency_id else ""
    parts = (
        page.agency(agency),
        page.sheet.named(discussion.teller, WHERE),
        "" if page.near_perpetrator else clause(page.sheet.said(discussion.tell_how, WHERE)),
        f"by {day_or(discussion.tell_by, '')}" if discussion.tell_by else "",
    )
    return ", ".join(part for part in parts if part) or "not yet said"


def write_telling(page: CasePage, discussion: Discussion) -> None:
    """The task in the plan of the agency that tells the victim: who there, how and by when."""
    how = "" if page.near_perpetrator else page.sheet.said(discussion.tell_how, WHERE)
    facts = (
        ("Who", page.sheet.named(discussion.teller, WHERE) or NOT_SAID),
        ("By", day_or(discussion.tell_by, NOT_SAID)),
        ("How", clause(capital(THROUGH_COORDINATOR if page.near_perpetrator else how)) or NOT_SAID),
    )
    page.sheet.add(Heading(3, TELLING), Paragraph(plain(TASK)), key_facts(facts))
