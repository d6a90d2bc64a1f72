"""The reference tables: agencies, the action catalogue, risk headings, Dash labels, prompts and words.

They are data, in `assets/reference/*.toml`. An area puts a file of its own in place of any of them;
where that leaves out an agency or a heading, our other tables leave it out too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from marac_desk.actions import Faces
from marac_desk.agencies import WorksWith
from marac_desk.dash import ITEMS, FollowUp
from marac_desk.errors import Refused
from marac_desk.gaps import GapKind
from marac_desk.reference_entries import (
    ANY_AGENCY,
    BUCKETS,
    THE_CHAIR,
    AgencyEntry,
    AideMemoire,
    AtRisk,
    CatalogueAction,
    DashItem,
    FollowUpQuestion,
    ReadyReasons,
    RiskGroup,
    RiskHeading,
    VagueWord,
    Words,
)
from marac_desk.reference_tables import Row, Table, read_table

FACES = {
    "victim": Faces.VICTIM,
    "child": Faces.CHILD,
    "person causing harm": Faces.PERPETRATOR,
    "adult at risk": Faces.ADULT_AT_RISK,
    "staff": Faces.STAFF,
}
WORKS_WITH = {
    "victim": WorksWith.VICTIM,
    "person causing harm": WorksWith.PERPETRATOR,
    "child": WorksWith.CHILD,
    "nobody": WorksWith.NOBODY,
}
GROUPS = {group.value: group for group in RiskGroup}
AT_RISK = {at_risk.value: at_risk for at_risk in AtRisk}
GAPS = {kind.value: kind for kind in GapKind}
FOLLOW_UPS = {"stalking": FollowUp.STALKING, "honour": FollowUp.HONOUR}
PLACES = {"start": False, "anywhere": True}
STEPS = 6
NUMBER_KEYS = 9

Entry = TypeVar("Entry")


@dataclass(frozen=True)
class Reference:
    """All the tables together, consistent with each other."""

    agencies: tuple[AgencyEntry, ...]
    actions: tuple[CatalogueAction, ...]
    risks: tuple[RiskHeading, ...]
    dash: tuple[DashItem, ...]
    dash_questions: tuple[FollowUpQuestion, ...]
    aide_memoire: AideMemoire
    words: Words
    reasons: tuple[ReadyReasons, ...]
    may_stand: tuple[str, ...]

    def agency(self, key: str) -> AgencyEntry:
        """The agency with this key; a KeyError without one is a bug."""
        return {each.key: each for each in self.agencies}[key]

    def action(self, code: str) -> CatalogueAction:
        """The action with this code; a KeyError without one is a bug."""
        return {each.code: each for each in self.actions}[code]

    def risk(self, key: str) -> RiskHeading:
        """The heading with this key; a KeyError without one is a bug."""
        return {each.key: each for each in self.risks}[key]

    def actions_for(self, agency_key: str) -> tuple[CatalogueAction, ...]:
        """What this agency usually takes, and what any agency may take, in the order of the catalogue."""
        return tuple(each for each in self.actions if each.taken_by(agency_key))

    def actions_against(self, risk_key: str) -> tuple[CatalogueAction, ...]:
        """Who can reduce this risk: the actions that answer it, those that answer it best first."""
        against = [each for each in self.actions if risk_key in each.answers]
        return tuple(sorted(against, key=lambda each: each.answers.index(risk_key)))

    def reasons_for(self, kind: GapKind, *, heard_before: bool = False) -> tuple[str, ...]:
        """The ready reasons for a gap of this kind, the usual one first; some only where the case was heard before."""
        ready = next(each for each in self.reasons if each.kind is kind)
        return (*ready.reasons, *ready.if_heard_before) if heard_before else ready.reasons

    def risks_from(self, dash_numbers: Iterable[int]) -> tuple[RiskHeading, ...]:
        """The headings that these Dash items propose when they are ticked, each once."""
        ticked = set(dash_numbers)
        keys = [key for item in self.dash if item.number in ticked for key in item.risks]
        return tuple(self.risk(key) for key in dict.fromkeys(keys))


def load(folder: Path | None = None) -> Reference:
    """Reads the tables; a file of the same name in `folder` stands in place of ours.

    Raises Refused with everything that is wrong, one sentence a line, each naming file and row.
    """
    mistakes: list[str] = []
    names = ("agencies", "risks", "actions", "dash", "aide_memoire", "words", "reasons")
    agencies, risks, actions, dash, aide_memoire, words, reasons = (_table(name, folder, mistakes) for name in names)
    if not (agencies.readable and risks.readable):
        raise _refusal(mistakes)  # every row that names an agency or a heading would be blamed as well
    agency_entries = _entries(agencies, "agency", "key", _agency)
    risk_entries = _entries(risks, "risk", "key", _risk)
    known_agencies = {each.key for each in agency_entries} | {ANY_AGENCY, THE_CHAIR}
    known_risks = {each.key for each in risk_entries}
    reference = Reference(
        agencies=agency_entries,
        actions=_entries(actions, "action", "code", partial(_action, actions, known_agencies, known_risks)),
        risks=risk_entries,
        dash=_dash(dash, known_risks),
        dash_questions=tuple(_question(row) for row in dash.rows("question")),
        aide_memoire=_aide_memoire(aide_memoire),
        words=_words(words),
        reasons=_reasons(reasons),
        may_stand=_within_number_keys(reasons.head(), "may_stand"),
    )
    if mistakes:
        raise _refusal(mistakes)
    return reference


def _refusal(mistakes: list[str]) -> Refused:
    return Refused("The reference tables are not right:\n" + "\n".join(mistakes))


def _table(name: str, folder: Path | None, mistakes: list[str]) -> Table:
    """The area's file where it has one, otherwise ours."""
    file_name = f"{name}.toml"
    if folder is not None and (folder / file_name).is_file():
        return read_table(file_name, folder / file_name, True, mistakes)
    return read_table(file_name, files("assets") / "reference" / file_name, False, mistakes)


def _entries(table: Table, kind: str, key: str, read: Callable[[Row], Entry | None]) -> tuple[Entry, ...]:
    """Each row as an entry. A key that is there twice is a mistake."""
    rows = table.rows(kind)
    entries = [entry for row in rows if (entry := read(row)) is not None]
    seen: set[object] = set()
    for row in rows:
        value = row.values.get(key)
        if isinstance(value, str | int) and value in seen:
            row.wrong(f"{key} {value} is there already")
        elif isinstance(value, str | int):
            seen.add(value)
        row.refuse_unknown()
    return tuple(entries)


def _known(table: Table, row: Row, name: str, known: set[str]) -> tuple[str, ...]:
    """The keys in a field that name something. The area's own table must name nothing else; ours just leaves it out."""
    keys = row.texts(name)
    for key in keys:
        if table.own and key not in known:
            row.wrong(f"{name} names {key}, which is not in the tables")
    return tuple(key for key in keys if key in known)


def _agency(row: Row) -> AgencyEntry:
    return AgencyEntry(
        key=row.text("key"),
        name=row.text("name"),
        bucket=row.choice("bucket", {bucket: bucket for bucket in BUCKETS}, "Other"),
        speaking_order=row.whole("speaking_order"),
        core=row.flag("core"),
        works_with=row.choice("works_with", WORKS_WITH, WorksWith.NOBODY),
    )


def _risk(row: Row) -> RiskHeading:
    return RiskHeading(
        key=row.text("key"),
        label=row.text("label"),
        group=row.choice("group", GROUPS, RiskGroup.HARM),
        to=row.choices("to", AT_RISK) if row.has("to") else (AtRisk.VICTIM,),
        grave=row.has("grave") and row.flag("grave"),
        words=row.texts("words") if row.has("words") else (),
    )


def _action(table: Table, agencies: set[str], risks: set[str], row: Row) -> CatalogueAction | None:
    """The action; none where the area has no agency left that takes it."""
    action = CatalogueAction(
        code=row.text("code"),
        agencies=_known(table, row, "agencies", agencies),
        text=row.text("text"),
        faces=row.choices("faces", FACES),
        working_days=None if row.has("ongoing") and row.flag("ongoing") else row.whole("working_days"),
        answers=_known(table, row, "answers", risks),
    )
    return action if action.agencies else None


def _dash(table: Table, risks: set[str]) -> tuple[DashItem, ...]:
    items = _entries(table, "item", "number", partial(_item, table, risks))
    if items and {item.number for item in items} != set(range(1, ITEMS + 1)):
        table.wrong(f"the items must be numbered from 1 to {ITEMS}, with none left out")
    return tuple(sorted(items, key=lambda item: item.number))


def _item(table: Table, risks: set[str], row: Row) -> DashItem:
    return DashItem(row.whole("number"), row.text("label"), row.texts("prompts"), _known(table, row, "risks", risks))


def _question(row: Row) -> FollowUpQuestion:
    question = FollowUpQuestion(row.choice("for", FOLLOW_UPS, FollowUp.STALKING), row.text("ask"))
    row.refuse_unknown()
    return question


def _aide_memoire(table: Table) -> AideMemoire:
    steps = dict(_entries(table, "step", "number", _step))
    if steps and set(steps) != set(range(1, STEPS + 1)):
        table.wrong(f"the steps must be numbered from 1 to {STEPS}, with none left out")
    head = table.head()
    return AideMemoire(
        opening=head.texts("opening"),
        steps=tuple(steps[number] for number in sorted(steps)),
        between_cases=head.texts("between_cases"),
        closing=head.texts("closing"),
    )


def _step(row: Row) -> tuple[int, tuple[str, ...]]:
    return row.whole("number"), row.texts("prompts")


def _reasons(table: Table) -> tuple[ReadyReasons, ...]:
    """The ready reasons, which every kind of gap must have: they are what its question is answered with."""
    ready = _entries(table, "ready", "gap", _ready)
    left_out = [kind.value for kind in GapKind if kind not in {each.kind for each in ready}]
    if ready and left_out:
        table.wrong(f"there are no reasons for: {', '.join(left_out)}")
    return ready


def _ready(row: Row) -> ReadyReasons:
    name = "if_heard_before"
    before = row.texts(name) if row.has(name) else ()
    reasons = _within_number_keys(row, "reasons", besides=len(before))
    return ReadyReasons(row.choice("gap", GAPS, GapKind.PRESENTED), reasons, before)


def _within_number_keys(row: Row, name: str, besides: int = 0) -> tuple[str, ...]:
    reasons = row.texts(name)
    if len(reasons) + besides > NUMBER_KEYS:
        row.wrong(f"there may be at most {NUMBER_KEYS} reasons, one for each number key")
    return reasons


def _words(table: Table) -> Words:
    head = table.head()
    return Words(
        confidentiality=head.text("confidentiality"),
        equality=head.text("equality"),
        footer=head.text("footer"),
        refuge=head.texts("refuge"),
        verbs=frozenset(head.texts("verbs")),
        verbs_or_nouns=frozenset(head.texts("verbs_or_nouns")),
        report_verbs=frozenset(head.texts("report_verbs")),
        vague=_entries(table, "vague", "word", _vague),
    )


def _vague(row: Row) -> VagueWord:
    return VagueWord(row.text("word").lower(), row.text("instead"), row.choice("at", PLACES, otherwise=True))
