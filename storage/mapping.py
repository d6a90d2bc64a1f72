"""Maps the field's dataclasses onto the tables, so that the field itself knows nothing of a database.

A record owns its parts: they come and go with it, and keep the order in which they were entered.
Nothing is loaded behind anybody's back (`lazy="raise"`): `load` brings a record with all that it owns.
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Table, event, inspect
from sqlalchemy.orm import RelationshipProperty, Session, composite, registry, relationship, selectinload
from sqlalchemy.orm.attributes import set_attribute
from sqlalchemy.orm.strategy_options import _AbstractLoad

from marac_desk.actions import Action, ProgressEntry
from marac_desk.agencies import Agency, Representative
from marac_desk.cases import Case, CaseAgency, ContactRule, KeyDate, MustNotBeTold, MustNotReceive, Party
from marac_desk.dash import DashAnswer, OtherTool
from marac_desk.discussion import Contribution, Discussion, GapReason, Risk, RiskTo, VoiceLine
from marac_desk.errors import Refused
from marac_desk.findings import Decision
from marac_desk.keyholders import Keyholder
from marac_desk.maracs import LocalPractice, Marac
from marac_desk.meetings import AgendaItem, Attendance, Conflict, LeftFor, Meeting
from marac_desk.papers import Addendum, ExportRecord, SignedPaper
from marac_desk.people import Address, Alias, Equality, Person, SafeContact
from marac_desk.referrals import Criteria, Referral, ReferringAgency
from storage import tables as vault
from storage import tables_meetings as met
from storage import tables_people as who

Record = TypeVar("Record")

RECORDS: dict[type, Table] = {
    Alias: who.alias,
    Address: who.address,
    Person: who.person,
    Representative: who.representative,
    Agency: who.agency,
    Marac: who.marac,
    Party: who.party,
    MustNotBeTold: who.must_not_be_told,
    MustNotReceive: who.must_not_receive,
    CaseAgency: who.case_agency,
    KeyDate: who.key_date,
    Case: who.case_file,
    ReferringAgency: who.referring_agency,
    DashAnswer: who.dash_answer,
    Referral: who.referral,
    AgendaItem: met.agenda_item,
    LeftFor: met.left_for,
    Attendance: met.attendance,
    Conflict: met.conflict_of_interest,
    Meeting: met.meeting,
    VoiceLine: met.voice_line,
    Contribution: met.contribution,
    RiskTo: met.risk_to,
    Risk: met.risk,
    ProgressEntry: met.progress_entry,
    Action: met.action,
    GapReason: met.gap_reason,
    Discussion: met.discussion,
    ExportRecord: met.export_record,
    SignedPaper: met.signed_paper,
    Decision: met.decision,
    Addendum: met.addendum,
    Keyholder: vault.keyholder,
}
"""Which table holds which kind of record."""

OWNED: dict[type, dict[str, type]] = {
    Person: {"aliases": Alias, "addresses": Address},
    Agency: {"representatives": Representative},
    Case: {
        "parties": Party,
        "must_not_be_told": MustNotBeTold,
        "must_not_receive": MustNotReceive,
        "agencies": CaseAgency,
        "key_dates": KeyDate,
    },
    Referral: {"agencies": ReferringAgency, "dash": DashAnswer},
    Attendance: {"left_for": LeftFor},
    Meeting: {"agenda": AgendaItem, "attendance": Attendance, "conflicts": Conflict},
    Risk: {"to": RiskTo},
    Action: {"progress": ProgressEntry},
    Discussion: {
        "voice": VoiceLine,
        "contributions": Contribution,
        "risks": Risk,
        "actions": Action,
        "gap_reasons": GapReason,
    },
}
"""The parts that belong to a record and to nothing else."""

_ORDERS = ("position", "number", "at", "place")

_registry = registry(metadata=vault.metadata)
_whole: dict[type[Any], tuple[_AbstractLoad, ...]] = {}


@cache
def map_records() -> None:
    """Maps every kind of record, once however often it is called."""
    for kind, table in RECORDS.items():
        _registry.map_imperatively(kind, table, properties={**_values(kind), **_owned(kind), **_linked(kind)})
    _registry.configure()
    for owner, parts in OWNED.items():
        for attribute, part in parts.items():
            if "place" in RECORDS[part].c:
                event.listen(getattr(owner, attribute), "append", _give_place(attribute))
    event.listen(Session, "before_flush", _note_where_actions_stand)


def load(session: Session, kind: type[Record], record_id: UUID) -> Record:
    """The record with this identifier and everything it owns. Raises Refused when there is none."""
    record = session.get(kind, record_id, options=whole(kind))
    if record is None:
        raise Refused("This record is not in the vault. It may have been undone meanwhile.")
    return record


def whole(kind: type[Any]) -> tuple[_AbstractLoad, ...]:
    """The options that load a record with everything it owns, one select for each kind of part."""
    if kind not in _whole:
        _whole[kind] = tuple(
            selectinload(relation.class_attribute).options(*whole(relation.mapper.class_))
            for relation in inspect(kind).relationships
        )
    return _whole[kind]


def _values(kind: type) -> dict[str, Any]:
    """The value objects that a record is made of, each spread over several columns of its table."""
    columns = RECORDS[kind].c
    if kind is Person:
        return {
            "safe_contact": composite(
                SafeContact,
                columns.safe_number,
                columns.safe_how,
                columns.safe_when,
                columns.safe_code_word,
                columns.safe_voicemail,
            ),
            "equality": composite(
                Equality, columns.gender, columns.ethnicity, columns.disability, columns.lgbtq, columns.no_recourse
            ),
        }
    if kind is Case:
        return {"contact": composite(ContactRule, columns.contact_never, columns.contact_only)}
    if kind is Referral:
        grounds = (columns[name] for name in Criteria.__dataclass_fields__)
        tool = (columns.other_tool_name, columns.other_tool_score, columns.other_tool_out_of)
        return {
            "criteria": composite(Criteria, *grounds),
            "other_tool": composite(OtherTool, *tool, return_none_on=lambda name, *_: name is None),
        }
    if kind is Marac:
        settings = (columns[name] for name in LocalPractice.__dataclass_fields__)
        return {"practice": composite(LocalPractice, *settings)}
    return {}


def _owned(kind: type) -> dict[str, RelationshipProperty[Any]]:
    """The parts of a record, in the order of their number or time, else as they were entered."""
    return {
        attribute: relationship(
            part,
            cascade="all, delete-orphan",
            order_by=[RECORDS[part].c[name] for name in _ORDERS if name in RECORDS[part].c],
            foreign_keys=[RECORDS[part].c[f"{_owner_name(kind)}_id"]],
            lazy="raise",
        )
        for attribute, part in OWNED.get(kind, {}).items()
    }


def _linked(kind: type) -> dict[str, RelationshipProperty[Any]]:
    """What a record is linked with, but does not own."""
    if kind is Marac:
        order = [who.agency.c.speaking_order, who.agency.c.name]
        return {"agencies": relationship(Agency, secondary=who.marac_agency, order_by=order, lazy="raise")}
    if kind is Action:
        return {"risks": relationship(Risk, secondary=met.action_risk, order_by=met.risk.c.number, lazy="raise")}
    return {}


def _owner_name(kind: type) -> str:
    return "case" if kind is Case else RECORDS[kind].name


def _note_where_actions_stand(session: Session, *_: object) -> None:
    """Keeps the state that follows from an action's reports in its row, for the lists to choose by."""
    for record in (*session.new, *session.dirty):
        if isinstance(record, Action) and "progress" not in inspect(record).unloaded:
            set_attribute(record, "stands", record.state)


def _give_place(attribute: str) -> Any:  # noqa: ANN401 - SQLAlchemy's listeners have no one type
    """A listener that puts a new part behind the others."""

    def at_the_end(owner: object, part: Any, _initiator: object) -> None:  # noqa: ANN401
        if part.place is None:
            others = (each.place for each in getattr(owner, attribute) if each is not part)
            part.place = max((taken for taken in others if taken is not None), default=0) + 1

    return at_the_end
