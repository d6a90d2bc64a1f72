from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from marac_desk.agencies import WorksWith
from marac_desk.cases import Case, CaseAgency, ContactRule, MustNotReceive, PartyRole
from marac_desk.errors import Refused
from marac_desk.identity import new_id

DUE = date(2027, 2, 14)


def a_case() -> Case:
    return Case(new_id(), "NV-2026-0142", new_id(), date(2026, 11, 16))


def test_a_case_is_numbered_without_its_zeros() -> None:
    assert a_case().number == "142"
    assert Case(new_id(), "NV-2026-0000", new_id(), DUE).number == "0"


def test_papers_call_children_by_number_and_the_unborn_child_unborn() -> None:
    case = a_case()
    first = case.add_party(PartyRole.CHILD, new_id(), "daughter")
    unborn = case.add_party(PartyRole.CHILD, None, due=DUE)
    second = case.add_party(PartyRole.CHILD, new_id(), "son")
    assert [case.label(each) for each in (first, unborn, second)] == ["child 1", "the unborn child", "child 2"]


def test_two_people_causing_harm_are_told_apart() -> None:
    case = a_case()
    one = case.add_party(PartyRole.PERPETRATOR, new_id(), "ex-partner")
    assert case.label(one) == "the person causing harm"
    case.add_party(PartyRole.PERPETRATOR, new_id(), "his brother")
    assert case.label(one) == "person causing harm 1"


def test_one_person_has_one_role_in_a_case() -> None:
    case = a_case()
    with pytest.raises(Refused, match="one role"):
        case.add_party(PartyRole.PERPETRATOR, case.victim_id)
    child = new_id()
    case.add_party(PartyRole.CHILD, child)
    with pytest.raises(Refused, match="one role"):
        case.add_party(PartyRole.OTHER, child)


@pytest.mark.parametrize(("role", "due"), [(PartyRole.CHILD, None), (PartyRole.OTHER, DUE)])
def test_only_an_unborn_child_with_its_due_date_comes_without_a_name(role: PartyRole, due: date | None) -> None:
    with pytest.raises(Refused, match="unborn"):
        a_case().add_party(role, None, due=due)


def test_a_case_with_an_unborn_child_counts_as_one_with_children() -> None:
    case = a_case()
    assert not case.has_children()
    case.add_party(PartyRole.CHILD, None, due=DUE)
    assert case.has_children()


def test_whom_an_agency_works_with_differs_by_case() -> None:
    case, probation = a_case(), new_id()
    assert case.works_with(probation, WorksWith.PERPETRATOR) is WorksWith.PERPETRATOR
    case.agencies.append(CaseAgency(probation, WorksWith.NOBODY))
    assert case.works_with(probation, WorksWith.PERPETRATOR) is WorksWith.NOBODY


def test_an_agency_on_the_list_gets_no_paper_of_the_case() -> None:
    case, housing = a_case(), new_id()
    case.must_not_receive.append(MustNotReceive("T. Sample", "cousin of the person causing harm", housing))
    assert not case.may_receive(housing)
    assert case.may_receive(UUID(int=1))


def test_the_contact_rule_reads_as_one_line() -> None:
    assert str(ContactRule("do not write, phone or visit", "only through the IDVA")) == (
        "do not write, phone or visit; only through the IDVA"
    )
    assert str(ContactRule()) == ""
