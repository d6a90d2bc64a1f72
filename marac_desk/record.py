"""Everything a meeting's papers are made from, gathered once and handed over whole.

Whoever gathers it (the vault, a test) fills each list; whoever composes a paper only reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from marac_desk.actions import Action
from marac_desk.agencies import Agency
from marac_desk.cases import Case
from marac_desk.discussion import Discussion
from marac_desk.findings import Decision
from marac_desk.history_head import HistoryHead
from marac_desk.maracs import Marac
from marac_desk.meetings import AgendaItem, Meeting
from marac_desk.papers import Addendum, SignedPaper
from marac_desk.people import Person
from marac_desk.referrals import Referral


@dataclass(frozen=True)
class EarlierAction:
    """An action of an earlier meeting that was not finished when this one began."""

    action: Action
    case_reference: str
    case_number: str
    meeting_on: date


@dataclass(frozen=True)
class TwelveMonths:
    """A case for which twelve months have passed without another referral; its flag may come off (S3)."""

    case_reference: str
    last_heard: date


@dataclass(frozen=True)
class HeardCase:
    """One case on the agenda, with all that was known and said. A deferred one has no discussion."""

    item: AgendaItem
    case: Case
    victim: Person
    referral: Referral | None
    discussion: Discussion | None
    last_heard: date | None
    earlier_actions: tuple[EarlierAction, ...] = ()


@dataclass(frozen=True)
class MeetingRecord:
    """A meeting with its MARAC, agencies and people by identifier, and its cases in running order.

    `signed` are its minutes as the chair signed them, once that is done; until then `head` is where the
    vault's history ends, for the minutes to print when they are signed. `addenda` are the dated notes on
    signed minutes, oldest first. `decisions` say which stopped sentences may stand in its papers.
    """

    marac: Marac
    meeting: Meeting
    agencies: Mapping[UUID, Agency]
    people: Mapping[UUID, Person]
    cases: tuple[HeardCase, ...]
    earlier_actions: tuple[EarlierAction, ...] = ()
    twelve_months: tuple[TwelveMonths, ...] = ()
    signed: SignedPaper | None = None
    decisions: tuple[Decision, ...] = ()
    head: HistoryHead | None = None
    addenda: tuple[Addendum, ...] = ()

    def agency_name(self, agency_id: UUID | None) -> str:
        """The agency's name; `no owner` where none is named."""
        return self.agencies[agency_id].name if agency_id is not None else "no owner"
