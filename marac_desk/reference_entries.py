"""What a row of each reference table holds, once it has been read and checked.

The tables are read in `reference.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from marac_desk.actions import Faces
from marac_desk.agencies import WorksWith
from marac_desk.dash import FollowUp
from marac_desk.gaps import GapKind

ANY_AGENCY = "any"
THE_CHAIR = "chair"

BUCKETS = (
    "Police",
    "IDVA",
    "Children's social care",
    "Primary care",
    "Secondary care",
    "Education",
    "Housing",
    "Mental health",
    "Probation",
    "Voluntary sector",
    "Substance misuse",
    "Adult social care",
    "MASH",
    "Other",
)
"""The sources of the SafeLives data return, in the order of its columns (S48, S49)."""


class RiskGroup(Enum):
    """The three groups of risk headings in SafeLives' guidance for chairs (S2)."""

    HARM = "harm"
    CONTRIBUTORY = "contributory"
    EXISTING = "existing"


@dataclass(frozen=True)
class AgencyEntry:
    """An agency that a MARAC usually has, with what it starts from; see `Agency`."""

    key: str
    name: str
    bucket: str
    speaking_order: int
    core: bool
    works_with: WorksWith


@dataclass(frozen=True)
class CatalogueAction:
    """An action ready to use. `faces` and `answers` begin with the usual one; without `working_days` it is ongoing."""

    code: str
    agencies: tuple[str, ...]
    text: str
    faces: tuple[Faces, ...]
    working_days: int | None
    answers: tuple[str, ...]

    @property
    def ongoing(self) -> bool:
        """Whether it has no end date."""
        return self.working_days is None

    def taken_by(self, agency_key: str) -> bool:
        """Whether this agency is one that usually takes it."""
        return agency_key in self.agencies or ANY_AGENCY in self.agencies


class AtRisk(Enum):
    """Who is usually at risk under a heading."""

    VICTIM = "victim"
    CHILDREN = "children"
    UNBORN = "unborn child"
    OTHERS = "others"
    STAFF = "staff"
    PERPETRATOR = "person causing harm"


@dataclass(frozen=True)
class RiskHeading:
    """A heading under which the chair names risks.

    `grave` says that it may cost a life. `words` propose it where they are found in what was
    shared; a star stands for the rest of a word.
    """

    key: str
    label: str
    group: RiskGroup
    to: tuple[AtRisk, ...] = (AtRisk.VICTIM,)
    grave: bool = False
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class DashItem:
    """One of the 24 items, in a short label of our own; a yes proposes its risk headings."""

    number: int
    label: str
    prompts: tuple[str, ...]
    risks: tuple[str, ...]


@dataclass(frozen=True)
class ReadyReasons:
    """The reasons that are usually given for a gap of one kind, in the words of the minutes.

    Those of `if_heard_before` speak of an earlier meeting, and follow the others where there was one.
    """

    kind: GapKind
    reasons: tuple[str, ...]
    if_heard_before: tuple[str, ...] = ()


@dataclass(frozen=True)
class FollowUpQuestion:
    """A question that is asked besides when its form of abuse comes up."""

    follow_up: FollowUp
    ask: str


@dataclass(frozen=True)
class AideMemoire:
    """What the chair may say at the opening, in each of the six steps, between cases and at the end."""

    opening: tuple[str, ...]
    steps: tuple[tuple[str, ...], ...]
    between_cases: tuple[str, ...]
    closing: tuple[str, ...]


@dataclass(frozen=True)
class VagueWord:
    """A word that promises nothing, and what to say instead. `anywhere`, or only as the verb of the action."""

    word: str
    instead: str
    anywhere: bool


@dataclass(frozen=True)
class Words:
    """The statements that papers carry, and the words that the judge and the secrets check look for."""

    confidentiality: str
    equality: str
    footer: str
    refuge: tuple[str, ...]
    verbs: frozenset[str]
    verbs_or_nouns: frozenset[str]
    report_verbs: frozenset[str]
    vague: tuple[VagueWord, ...]
