"""Where a sentence of a paper is changed: a field in a step of its case, the case file, or a line of the meeting."""

from __future__ import annotations

from uuid import UUID

from exports.compose.addenda import DATED_NOTE
from marac_desk.agencies import Agency
from marac_desk.cases import Case
from marac_desk.discussion import Discussion, Step
from marac_desk.findings import StoppedSentence
from storage.door import Read
from storage.queries import agenda
from storage.room_cases import discussion_at
from storage.vault import Vault
from ui.papers.fields import field_of

_STEPS = (
    ("presented", Step.REFERRER),
    ("key dates", Step.REFERRER),
    ("contact", Step.REFERRER),
    ("the victim", Step.VOICE),
    ("information shared", Step.AGENCIES),
    ("risk", Step.RISKS),
    ("already in place", Step.RISKS),
    ("overall", Step.RISKS),
    ("action", Step.ACTIONS),
    ("read-back", Step.SUMMARY),
    ("links", Step.SUMMARY),
    ("outcome", Step.SUMMARY),
    ("who tells", Step.SUMMARY),
    ("not done", Step.SUMMARY),
)
_LINES = {"conflict of interest": "conflicts", "left the room": "conflicts", "attendance": "attendance"}
_PRACTICE = ("marking", "coordinator", "chair", "how to report", "title")


def note_in(stopped: StoppedSentence) -> int | None:
    """The number of the dated note in which it stands, if it is one."""
    words, _, number = stopped.where.rpartition(" ")
    return int(number) if words == DATED_NOTE else None


def page_of(vault: Vault, meeting_id: UUID, stopped: StoppedSentence) -> tuple[str, str]:
    """The page of the window and the place in it. What no page changes is seen in the case file, or the agenda."""
    if stopped.where in _LINES:
        return "room", f"{meeting_id}|{_LINES[stopped.where]}"
    if not stopped.case_reference:
        if stopped.where in _PRACTICE:
            return "practice", ""
        return ("room", f"{meeting_id}|other_business") if "business" in stopped.where else ("agenda", str(meeting_id))
    with vault.read() as read:
        cases = {row.reference: row.case_id for row in agenda(read.session, meeting_id)}
        case_id = cases.get(stopped.case_reference)
        step = next((step for words, step in _STEPS if stopped.where.startswith(words)), None)
        if case_id is None or step is None:
            return ("case", str(case_id)) if case_id else ("agenda", str(meeting_id))
        return "room", f"{meeting_id}|case {case_id}|{int(step)}|{_field(read, meeting_id, case_id, stopped)}"


def _field(read: Read, meeting_id: UUID, case_id: UUID, stopped: StoppedSentence) -> str:
    held = discussion_at(read.session, meeting_id, case_id)
    if held is None:
        return ""
    talk = read.get(Discussion, held[0])
    return field_of(stopped, read.get(Case, case_id), talk, lambda agency_id: read.get(Agency, agency_id).name)
