"""A routine case in a real vault: fourteen agencies at the table, the papers in, heard for the second time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from marac_desk.actions import Faces
from marac_desk.agencies import Agency, Representative
from marac_desk.cases import Case, ContactRule, KeyDate, KeyDateKind, PartyRole
from marac_desk.dash import Answer, DashAnswer
from marac_desk.dates import PartialDate
from marac_desk.discussion import Discussion, Said, VoiceKind
from marac_desk.maracs import Marac
from marac_desk.meetings import Attendance, Listing, Meeting, Presence
from marac_desk.people import Person
from marac_desk.reference import load
from marac_desk.referrals import Referral
from storage.vault import Vault
from tests.support.vaults import MORNING

AGENCIES = (
    *("police", "idva", "childrens_social_care", "adult_social_care", "probation", "housing", "health_visiting"),
    *("primary_care", "mental_health", "substance_misuse", "education", "acute_trust", "mash", "fire"),
)
SILENT = ("fire", "mash")
"""Those that sent nothing in before the meeting."""


@dataclass(frozen=True)
class Routine:
    """The identifiers of the meeting and of its case; `agencies` by their keys."""

    meeting: UUID
    case: UUID
    discussion: UUID
    earlier: UUID
    agencies: dict[str, UUID]
    children: tuple[UUID, ...]


def routine_case(vault: Vault, *, repeat: bool = False, papers_in: bool = True) -> Routine:
    """Types it in through the door. With `repeat`, an earlier meeting agreed two actions."""
    entries = {entry.key: entry for entry in load().agencies}
    table = [
        Agency(entries[key].name, key, entries[key].bucket, order, representatives=[Representative("R. Placeholder")])
        for order, key in enumerate(AGENCIES, 1)
    ]
    marac = Marac("Northvale MARAC", "NV", agencies=table)
    by_key = {agency.key: agency for agency in table}
    victim, children = _people()
    case = Case(marac.id, marac.next_case_reference(2026), victim.id, date(2026, 11, 2))
    case.contact = ContactRule("do not write, phone or visit", "through the IDVA")
    case.key_dates = [KeyDate(KeyDateKind.BAIL_ENDS, date(2026, 12, 14), "conditional")]
    parties = [case.add_party(PartyRole.CHILD, child.id, "child") for child in children]
    referral = _referral(case)
    earlier, before = _earlier(marac, case, by_key)
    meeting = Meeting(marac.id, marac.next_meeting_reference(2026), MORNING, next_meeting=date(2026, 12, 17))
    meeting.list_case(case.id, Listing.REPEAT if repeat else Listing.NEW)
    meeting.attendance = [Attendance(f"{_initial(agency)}. Specimen", Presence.PRESENT, agency.id) for agency in table]
    meeting.open(MORNING)
    discussion = Discussion(meeting.id, case.id, referral.id, presented=referral.reason, started_at=MORNING)
    if papers_in:
        _papers(discussion, by_key, [party.id for party in parties])
    with vault.edit("Type routine case") as edit:
        edit.add(marac, victim, *children, case, referral, *([earlier, before] if repeat else []), meeting, discussion)
        return Routine(
            meeting.id,
            case.id,
            discussion.id,
            before.id,
            {key: agency.id for key, agency in by_key.items()},
            tuple(party.id for party in parties),
        )


def _initial(agency: Agency) -> str:
    return agency.name[0]


def _people() -> tuple[Person, list[Person]]:
    victim = Person("Marta", "Invented", PartialDate.read("3/3/1995"))
    return victim, [Person("Ada", "Invented", PartialDate.read("1/6/2019")), Person("Ben", "Invented")]


def _referral(case: Case) -> Referral:
    reason = "He strangled her in October and has sent 34 messages in breach of bail since."
    referral = Referral(case.id, date(2026, 11, 16), reason=reason)
    referral.dash = [DashAnswer(number, Answer.YES) for number in (1, 2, 4, 8, 11, 15)]
    return referral


def _earlier(marac: Marac, case: Case, agencies: dict[str, Agency]) -> tuple[Meeting, Discussion]:
    starts_at = MORNING - timedelta(weeks=20)
    meeting = Meeting(marac.id, marac.next_meeting_reference(2026), starts_at)
    meeting.list_case(case.id, Listing.NEW)
    meeting.open(starts_at)
    discussion = Discussion(meeting.id, case.id, started_at=starts_at, ended_at=starts_at)
    for text, key in (("Visit the school and agree who may collect", "education"), ("Fit window locks", "housing")):
        discussion.add_action(text, owner=agencies[key].id, due=date(2026, 7, 20), faces=Faces.CHILD)
    return meeting, discussion


def _papers(discussion: Discussion, agencies: dict[str, Agency], children: list[UUID]) -> None:
    """The IDVA's update and the agencies' returns, as they are typed ahead."""
    for kind, text in (
        (VoiceKind.SITUATION, "She stays with her mother."),
        (VoiceKind.FEAR, "Him at the school gate."),
    ):
        discussion.hear(kind, text, told_to="the IDVA", told_on=date(2026, 11, 24))
    for child in children:
        discussion.hear(VoiceKind.WISH, "Wants to stay at the school.", told_to="the teacher", child_id=child)
    for key, agency in agencies.items():
        if key == "police":
            discussion.share(agency.id, Said.SHARES, "Three call-outs; he waited outside the house.", filed=True)
        elif key not in SILENT:
            discussion.share(agency.id, Said.NOT_KNOWN, filed=True)
