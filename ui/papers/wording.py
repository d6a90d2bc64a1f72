"""What the papers page says: its help, its empty state, and the columns of its two lists."""

from __future__ import annotations

from exports.pack import Paper
from marac_desk.dates import short_date
from marac_desk.meetings import MeetingState
from storage.queries import MeetingRow
from ui.shell.page import Help
from ui.widgets.table import Column

ABOUT = "The minutes, and for each agency its own action plan. What you see is what is written, as Word and as PDF."
EMPTY = "After a meeting is closed, its minutes and the action plan of each agency are here."
HELP = Help(
    "Papers",
    (
        "Choose a meeting and then a paper; the preview is never written to the disk.",
        "Each agency's plan holds only its own actions, and always how the victim must not be contacted.",
        "Where an agency is to tell the victim what was agreed, its plan says who of it does, how and by when.",
        "“Export all” writes every paper as Word and PDF into a folder of your choice, and records each file.",
        "A folder of their own, named by the meeting's reference, is proposed inside the one that you choose.",
        "A secret, an address, a phone number or a refuge in a sentence stops the papers: Alt S decides about it.",
        "“Sign off the minutes” locks them as they are: they are never made anew, and nothing under them changes.",
        "A later correction is a dated note. It is printed after the minutes with its name, and they stay as signed.",
        "Signed minutes print a number of the vault's history, which proves on paper that it was not rewritten later.",
        "A file outside the vault is not encrypted. Send it by secure e-mail only, and delete it afterwards.",
    ),
)
MEETING_CLOSED = "The meeting is closed. Its minutes are a draft."
READY = "The meeting is closed. Its minutes are a draft, and every agency's plan is ready to look at."
WHERE = "Into which folder are the papers to be written?"
CLOSED = (MeetingState.DRAFT_MINUTES, MeetingState.SIGNED_OFF)


def named(paper: Paper) -> str:
    """The paper and whose it is, as the preview is called."""
    return paper.kind.value.capitalize() + (f" for {paper.recipient}" if paper.recipient else "")


def is_signed(row: MeetingRow) -> bool:
    """Whether its minutes are."""
    return row.state is MeetingState.SIGNED_OFF


MEETINGS = (
    Column[MeetingRow]("Reference", lambda row: row.reference),
    Column[MeetingRow]("Date", lambda row: short_date(row.starts_at.astimezone().date())),
    Column[MeetingRow]("Minutes", lambda row: "signed" if is_signed(row) else "draft", wide=True, spare=True),
    Column[MeetingRow]("Cases", lambda row: str(row.cases), number=True, spare=True),
)
PAPERS = (
    Column[Paper]("Paper", lambda paper: paper.kind.value.capitalize()),
    Column[Paper]("For", lambda paper: paper.recipient, wide=True),
)
