from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marac_desk.completion import OFFERED, complete, risks_answered, suggest, usual_due
from marac_desk.discussion import Discussion
from marac_desk.identity import new_id
from marac_desk.reference import Reference, load
from marac_desk.reference_entries import CatalogueAction
from marac_desk.timetable import WorkingDays

OURS = load()
AGENCIES = [agency.name for agency in OURS.agencies]


def codes(typed: str, agency_key: str = "", risks: tuple[str, ...] = (), tables: Reference = OURS) -> list[str]:
    return [each.code for each in suggest(typed, agency_key, tables, risks)]


@pytest.mark.parametrize("typed", ["lock wind", "WIND lock", "  windo  lo ", "the lock", "hou02", "HOU 02"])
def test_an_action_is_found_by_the_beginning_of_its_words_in_any_order_or_by_its_code(typed: str) -> None:
    assert codes(typed, "housing")[0] == "HOU02"


def test_accents_and_capitals_make_no_difference() -> None:
    assert codes("ÀRRÉST", "police") == codes("arrest", "police") != []


def test_the_agencys_own_actions_come_first_then_anybodys_then_others() -> None:
    found = suggest("re", "probation", OURS)
    own = [each.own for each in found]
    assert own == sorted(own, reverse=True)
    assert own[0]
    assert "probation" in found[0].action.agencies


def test_what_answers_the_chosen_risks_comes_higher() -> None:
    assert codes("", "police", ("weapons",))[0] == "POL12"
    found = suggest("", "police", OURS, ("weapons", "stalking"))
    assert {key for each in found[:3] for key in each.answers} == {"weapons", "stalking"}


def test_without_an_agency_a_risk_shows_who_can_reduce_it() -> None:
    assert codes("", "", ("strangulation",))[0] == "HEA05"


def test_nothing_is_offered_before_anything_is_known() -> None:
    assert codes("") == []
    assert codes("  ,") == []


def test_while_nothing_is_typed_an_agency_is_offered_only_what_it_takes() -> None:
    assert all(each.action.taken_by("fire") for each in suggest("", "fire", OURS))


def test_a_code_that_was_typed_whole_stands_first_whoever_has_it() -> None:
    assert codes("pol01", "housing")[0] == "POL01"


def test_words_that_no_action_has_find_nothing() -> None:
    assert codes("zzyzx", "police") == []


@given(st.text(max_size=20), st.sampled_from(["", *(each.key for each in OURS.agencies)]))
def test_whatever_is_typed_at_most_six_are_offered_each_once(typed: str, agency_key: str) -> None:
    found = codes(typed, agency_key)
    assert len(found) == len(set(found)) <= OFFERED


@given(st.sampled_from(OURS.actions), st.randoms(use_true_random=False))
def test_every_action_is_found_by_its_own_words_in_any_order(wanted: CatalogueAction, chance: Random) -> None:
    words = wanted.text.split()
    chance.shuffle(words)
    assert wanted.code in codes(" ".join(words), wanted.agencies[0])


def test_an_action_brings_its_usual_day_and_none_when_it_is_ongoing() -> None:
    friday, calendar = date(2026, 11, 27), WorkingDays()
    assert usual_due(OURS.action("POL01"), friday, calendar) == date(2026, 11, 30)
    assert usual_due(OURS.action("ALL06"), friday, calendar) is None


def test_an_action_brings_the_risks_that_it_answers() -> None:
    discussion = Discussion(new_id(), new_id())
    discussion.raise_risk("a knife in the car", heading="weapons")
    discussion.raise_risk("rent in arrears", heading="housing_need")
    discussion.raise_risk("something else")
    assert [risk.label for risk in risks_answered(OURS.action("POL12"), discussion.risks)] == ["R1"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("csc", "Children's social care"),
        ("ho", "Housing options"),
        ("mht", "Mental health trust"),
        ("id", "IDVA service"),
        ("asc", "Adult social care"),
        ("far", "Fire and rescue"),
        ("fr", "Fire and rescue"),
        ("land", "Registered social landlord"),
        ("care prim", "Primary care"),
        ("childrens", "Children's social care"),
    ],
)
def test_an_agency_is_found_by_a_few_letters_or_its_initials(typed: str, first: str) -> None:
    assert complete(typed, AGENCIES, str)[0] == first


def test_a_representative_is_found_by_either_name() -> None:
    names = ["DS Aled Sample", "DC Joan Instance", "Siân Specimen"]
    assert complete("ins", names, str) == ("DC Joan Instance",)
    assert complete("sian", names, str) == ("Siân Specimen",)
    assert complete("as", names, str) == ()
    assert complete("das", names, str) == ("DS Aled Sample",)


def test_everybody_is_offered_in_their_own_order_while_nothing_is_typed() -> None:
    assert complete("", AGENCIES, str) == tuple(AGENCIES)
    assert complete("xx", AGENCIES, str) == ()
