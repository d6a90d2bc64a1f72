"""The record's dataclasses in and out of their tables."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, func, insert, inspect, select
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import Session

import marac_desk
from marac_desk.actions import Faces, Progress
from marac_desk.agencies import Representative
from marac_desk.dash import Answer, DashAnswer, OtherTool
from marac_desk.dates import PartialDate
from marac_desk.discussion import Discussion, RiskTo, Said, Subject, VoiceKind
from marac_desk.errors import Refused
from marac_desk.identity import new_id
from marac_desk.maracs import LocalPractice, Marac, RepeatClock
from marac_desk.meetings import Meeting
from marac_desk.people import Address, AddressKind, Alias, Equality, Ethnicity, Gender, Person, SafeContact
from marac_desk.referrals import Criteria, Referral
from storage.engine import Engines
from storage.mapping import OWNED, RECORDS, load, map_records
from storage.tables import failed_unlock, journalled_tables, setting
from storage.tables_meetings import action_risk, gap_reason
from storage.tables_people import alias, marac_agency
from tests.support.area import Area, encrypted

Whole = TypeVar("Whole", Person, Marac)
REPORTED = datetime(2026, 2, 3, 10, tzinfo=UTC)


@pytest.fixture
def engines(tmp_path: Path) -> Iterator[Engines]:
    with encrypted(tmp_path) as opened:
        yield opened


def kept(engines: Engines, record: Whole) -> Whole:
    """The record as it comes back in a session of its own."""
    record_id = record.id
    with Session(engines.writer) as session, session.begin():
        session.add(record)
    return read(engines, type(record), record_id)


def read(engines: Engines, kind: type[Whole], record_id: UUID) -> Whole:
    """The record in a session of its own."""
    with Session(engines.reader) as session:
        return load(session, kind, record_id)


def dataclasses_of_the_field() -> set[type]:
    """Every dataclass of the field that has an identifier of its own."""
    names = (each.name for each in pkgutil.iter_modules(marac_desk.__path__) if each.name not in ("cli", "__main__"))
    modules = [importlib.import_module(f"marac_desk.{name}") for name in names]
    found = {each for module in modules for each in vars(module).values() if isinstance(each, type)}
    records = {each for each in found if dataclasses.is_dataclass(each)}
    return {each for each in records if any(field.default_factory is new_id for field in dataclasses.fields(each))}


def test_every_kind_of_record_has_its_table_and_every_table_its_record() -> None:
    assert set(RECORDS) == dataclasses_of_the_field()
    without = {marac_agency, action_risk, failed_unlock, setting}
    assert {*RECORDS.values(), *without} == set(journalled_tables())


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_every_field_of_a_record_is_kept(kind: type[Any]) -> None:
    map_records()
    assert {field.name for field in dataclasses.fields(kind)} <= set(inspect(kind).all_orm_descriptors.keys())


def test_mapping_twice_does_nothing() -> None:
    map_records()
    map_records()


def test_a_person_comes_back_as_they_were(engines: Engines) -> None:
    contact = SafeContact("07700 900123", "text first", "school hours", "bluebell", voicemail=False)
    equality = Equality(Gender.FEMALE, Ethnicity.OTHER_WHITE, disability=True, no_recourse=False)
    marta = Person("Marta", "Wiśniewska-Zmyślona", PartialDate(1995, 3), safe_contact=contact, equality=equality)
    marta.addresses = [Address("1 Made-up Row", "ZZ99 1AA", AddressKind.REFUGE, since=date(2026, 1, 2))]
    back = kept(engines, marta)
    assert (back.name, back.born, back.safe_contact, back.equality) == (
        "Marta Wiśniewska-Zmyślona",
        PartialDate(1995, 3),
        contact,
        equality,
    )
    assert back.addresses[0].is_secret
    assert back.addresses[0].since == date(2026, 1, 2)


def test_local_practice_comes_back_as_it_was_set(engines: Engines) -> None:
    practice = LocalPractice(capacity=20, repeat_clock=RepeatClock.MEETING, adult_female_population=90_000)
    assert kept(engines, Marac("Northvale", "NV", practice=practice)).practice == practice
    assert kept(engines, Marac("Southvale", "SV")).practice == LocalPractice()


def test_the_parts_of_a_record_keep_the_order_in_which_they_were_entered(engines: Engines) -> None:
    marta = kept(engines, Person("Marta", "Invented", aliases=[Alias("Zed"), Alias("Ada"), Alias("Moll")]))
    assert [each.name for each in marta.aliases] == ["Zed", "Ada", "Moll"]
    with Session(engines.writer) as session, session.begin():
        person = load(session, Person, marta.id)
        person.aliases.remove(person.aliases[1])
        person.aliases.append(Alias("Bea"))
    assert [each.name for each in read(engines, Person, marta.id).aliases] == ["Zed", "Moll", "Bea"]


def test_a_part_that_is_put_back_stands_where_it_stood(engines: Engines) -> None:
    marta = kept(engines, Person("Marta", "Invented", aliases=[Alias("Zed"), Alias("Ada")]))
    first = alias.c.name == "Zed"
    with engines.writer.begin() as connection:
        row = connection.execute(select(alias).where(first)).one()
        connection.execute(delete(alias).where(first))
        connection.execute(insert(alias), row._asdict())
    assert [each.name for each in read(engines, Person, marta.id).aliases] == ["Zed", "Ada"]


def test_what_is_taken_out_of_a_record_is_gone(engines: Engines) -> None:
    marta = kept(engines, Person("Marta", "Invented", aliases=[Alias("Zed")]))
    with Session(engines.writer) as session, session.begin():
        person = load(session, Person, marta.id)
        person.aliases.clear()
    with engines.reader.begin() as connection:
        assert connection.scalar(select(func.count()).select_from(alias)) == 0


def test_a_referral_comes_back_with_its_grounds_and_answers(engines: Engines) -> None:
    with Session(engines.writer) as session, session.begin():
        area = Area(session)
        case = area.case()
        plain = area.referral(case, date(2026, 1, 2))
        full = area.referral(case, date(2026, 1, 3))
        full.criteria, full.other_tool = Criteria(escalation=True), OtherTool("DARA", 9, 18)
        full.dash = [DashAnswer(2, Answer.DONT_KNOW), DashAnswer(1, Answer.YES)]
        full.referred_by(area.police.id)
        ids = plain.id, full.id
    with Session(engines.reader) as session:
        plain, full = (load(session, Referral, each) for each in ids)
        assert plain.other_tool is None
        assert plain.consent is None
        assert (full.criteria, full.other_tool) == (Criteria(escalation=True), OtherTool("DARA", 9, 18))
        assert [(each.number, each.answer) for each in full.dash] == [(1, Answer.YES), (2, Answer.DONT_KNOW)]


def discussed(engines: Engines) -> UUID:
    """A discussion with something in every step."""
    with Session(engines.writer) as session, session.begin():
        area = Area(session)
        case = area.case()
        discussion = area.discussion(area.meeting(case), case)
        discussion.hear(VoiceKind.WISH, "wants to stay in her home")
        discussion.share(area.police.id, Said.SHARES, "two call-outs in June")
        risk = discussion.raise_risk("Threats to kill", RiskTo(Subject.VICTIM), RiskTo(Subject.STAFF))
        other = discussion.raise_risk("Stalking", RiskTo(Subject.VICTIM))
        action = discussion.add_action(
            "Fit a panic alarm", owner=area.police.id, risks=[other.id, risk.id], faces=Faces.STAFF
        )
        action.report(REPORTED, Progress.IN_PROGRESS)
        discussion.give_reason("voice", "Was the voice heard?", "nobody could reach her safely")
        return discussion.id


def test_a_discussion_comes_back_whole(engines: Engines) -> None:
    discussion_id = discussed(engines)
    with Session(engines.reader) as session:
        back = load(session, Discussion, discussion_id)
    assert [line.text for line in back.voice] == ["wants to stay in her home"]
    assert [each.subject for each in back.risks[0].to] == [Subject.VICTIM, Subject.STAFF]
    assert [risk.number for risk in back.actions[0].risks] == [1, 2]
    assert back.actions[0].state is Progress.IN_PROGRESS
    assert back.actions[0].progress[0].at == REPORTED
    assert back.reason_for("voice") == "nobody could reach her safely"


def test_what_takes_the_place_of_something_replaces_it(engines: Engines) -> None:
    discussion_id = discussed(engines)
    with Session(engines.writer) as session, session.begin():
        discussion = load(session, Discussion, discussion_id)
        discussion.give_reason("voice", "Was the voice heard?", "she asked not to be called")
        discussion.share(discussion.contributions[0].agency_id, Said.NOT_KNOWN)
    with Session(engines.reader) as session:
        back = load(session, Discussion, discussion_id)
        assert [each.reason for each in back.gap_reasons] == ["she asked not to be called"]
        assert [each.said for each in back.contributions] == [Said.NOT_KNOWN]
        assert session.scalar(select(func.count()).select_from(gap_reason)) == 1


def test_a_marac_comes_back_with_its_agencies_and_who_speaks_for_them(engines: Engines) -> None:
    with Session(engines.writer) as session, session.begin():
        area = Area(session)
        area.police.representatives.append(Representative("Ivy Example"))
        marac_id = area.marac.id
    with Session(engines.reader) as session:
        spokesperson = load(session, Marac, marac_id).agencies[0].spokesperson()
        assert spokesperson is not None
        assert spokesperson.name == "Ivy Example"


def test_nothing_is_loaded_behind_anybodys_back(engines: Engines) -> None:
    discussion_id = discussed(engines)
    with Session(engines.reader) as session:
        bare = session.get(Discussion, discussion_id)
        assert bare is not None
        with pytest.raises(InvalidRequestError):
            _ = bare.voice


def test_a_record_that_is_not_there_is_refused_in_plain_words(engines: Engines) -> None:
    with Session(engines.reader) as session, pytest.raises(Refused, match="not in the vault"):
        load(session, Meeting, uuid4())


def test_every_owned_list_has_an_order_that_is_kept() -> None:
    map_records()
    for owner, parts in OWNED.items():
        for attribute in parts:
            assert inspect(owner).relationships[attribute].order_by
