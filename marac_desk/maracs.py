"""A MARAC as an area runs it: its name, its numbering and everything that local practice varies."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from uuid import UUID

from marac_desk.agencies import Agency, in_speaking_order
from marac_desk.identity import new_id


class NamesOnPapers(Enum):
    """How the head of a case names people; everywhere else a paper says "the victim", "child 1"."""

    NAMES = "names"
    INITIALS = "initials"
    REFERENCE = "reference only"


class RepeatClock(Enum):
    """What the twelve months of a repeat are counted from: the referral (SafeLives, S23) or the meeting (S22)."""

    REFERRAL = "the last referral"
    MEETING = "the last meeting"


@dataclass(frozen=True)
class LocalPractice:
    """What differs from area to area, each with the default that most of them use.

    Sources: 10 minutes a case (S21), 14 ticks (S9), three incidents (S9), twelve months (S23),
    marking since 2014 (S48), 40 cases per 10,000 adult females (S11). Retention is for the area to set.
    """

    marking: str = "OFFICIAL-SENSITIVE"
    minutes_per_case: int = 10
    capacity: int = 16
    dash_threshold: int = 14
    escalation_incidents: int = 3
    repeat_months: int = 12
    repeat_clock: RepeatClock = RepeatClock.REFERRAL
    names_on_papers: NamesOnPapers = NamesOnPapers.NAMES
    retention_years: int = 7
    nation: str = "ENG"
    adult_female_population: int | None = None


@dataclass(eq=False)
class Marac:
    """One area's MARAC. A vault may hold several, a county's north and south.

    `prefix` begins every reference: `NV-2026-0142` is a case, `NV-M-2026-23` a meeting.
    """

    name: str
    prefix: str
    safelives_name: str = ""
    venue: str = ""
    chair: str = ""
    coordinator: str = ""
    coordinator_email: str = ""
    practice: LocalPractice = LocalPractice()
    cases_numbered: int = 0
    meetings_numbered: int = 0
    agencies: list[Agency] = field(default_factory=list)
    id: UUID = field(default_factory=new_id)

    def next_case_reference(self, year: int) -> str:
        """The next case's reference, counted on for the life of the MARAC so that none is given twice."""
        self.cases_numbered += 1
        return f"{self.prefix}-{year}-{self.cases_numbered:04}"

    def next_meeting_reference(self, year: int) -> str:
        """The next meeting's reference, counted on likewise."""
        self.meetings_numbered += 1
        return f"{self.prefix}-M-{year}-{self.meetings_numbered:02}"

    def round_table(self) -> list[Agency]:
        """The agencies in the order in which they speak."""
        return in_speaking_order(self.agencies)
