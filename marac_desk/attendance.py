"""The sign-in sheet of a meeting: who came for which agency or sent apologies, who is asked, who may stay."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from marac_desk.agencies import Agency, Representative
from marac_desk.discussion import Discussion
from marac_desk.errors import Refused
from marac_desk.maracs import Marac
from marac_desk.meetings import Attendance, LeftFor, Meeting, Presence

NOT_SEATED = "left by the chair's decision"


def line_of(meeting: Meeting, agency_id: UUID) -> Attendance | None:
    """The first line of an agency that is not an observer's."""
    lines = (each for each in meeting.attendance if each.agency_id == agency_id)
    return next((each for each in lines if each.presence is not Presence.OBSERVER), None)


def at_table(marac: Marac, meeting: Meeting, discussion: Discussion | None = None) -> list[Agency]:
    """The agencies of which an answer is asked, in speaking order.

    The core agencies, and any other that came, sent apologies or brought something to this case.
    """
    asked = {each.agency_id for each in meeting.attendance if each.presence is not Presence.OBSERVER}
    if discussion is not None:
        asked |= {each.agency_id for each in discussion.contributions}
    return [agency for agency in marac.round_table() if agency.core or agency.id in asked]


def sign_in(meeting: Meeting, agency: Agency, who: Representative | None = None, name: str = "") -> Attendance:
    """Somebody came for an agency: its usual representative, `who`, or somebody by `name`.

    Raises Refused when nobody is named and the agency has no representative.
    """
    meeting.may_change()
    who = who or agency.spokesperson()
    said = name.strip() or (who.name if who else "")
    if not said:
        raise Refused("This agency has no representative on the record. Please write who came.")
    line = _line(meeting, agency, said)
    line.name, line.presence, line.signed = said, Presence.PRESENT, True
    line.role = "deputy" if who is not None and who.deputy and who.name == said else ""
    return line


def send_apologies(meeting: Meeting, agency: Agency, received: date | None = None) -> Attendance:
    """An agency is not here. `received` is the day on which it sent its information in writing instead (S5)."""
    meeting.may_change()
    who = agency.spokesperson()
    line = _line(meeting, agency, who.name if who else agency.name)
    line.presence, line.signed = Presence.APOLOGIES, False
    line.information_sent, line.information_received = received is not None, received
    return line


def strike_out(meeting: Meeting, agency_id: UUID) -> None:
    """Takes back what was noted for an agency. Raises Refused when a conflict of interest hangs on it."""
    meeting.may_change()
    line = line_of(meeting, agency_id)
    if line is None:
        return
    if any(each.attendance_id == line.id for each in meeting.conflicts):
        raise Refused("A conflict of interest was declared by this person, so the line stays.")
    meeting.attendance.remove(line)


def add_person(
    meeting: Meeting, name: str, organisation: str, presence: Presence, agency_id: UUID | None
) -> Attendance:
    """Somebody besides the usual representatives, such as an observer. Raises Refused without a name or a place."""
    meeting.may_change()
    if not name.strip():
        raise Refused("Please write the name.")
    if agency_id is None and not organisation.strip():
        raise Refused("Please write where they are from.")
    line = Attendance(name.strip(), presence, agency_id, organisation.strip(), signed=True)
    meeting.attendance.append(line)
    return line


def seat_for(meeting: Meeting, case_id: UUID, leaving: Collection[UUID]) -> None:
    """The chair confirms who leaves the room for a case; everybody else in it stays."""
    meeting.may_change()
    for line in meeting.attendance:
        if line.presence is Presence.APOLOGIES:
            continue
        stays = line.stayed_for(case_id)
        if line.id in leaving and stays:
            line.left_for.append(LeftFor(case_id, NOT_SEATED))
        elif line.id not in leaving and not stays:
            line.left_for = [each for each in line.left_for if each.case_id != case_id]


def _line(meeting: Meeting, agency: Agency, name: str) -> Attendance:
    line = line_of(meeting, agency.id)
    if line is None:
        line = Attendance(name, Presence.PRESENT, agency.id)
        meeting.attendance.append(line)
    return line
