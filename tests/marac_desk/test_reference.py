from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from marac_desk.actions import Faces
from marac_desk.agencies import WorksWith
from marac_desk.dash import FollowUp
from marac_desk.errors import Refused
from marac_desk.reference import Reference, load
from marac_desk.reference_entries import BUCKETS, RiskGroup
from marac_desk.reference_tables import read_table

AN_AGENCY = """
[[agency]]
key = "police"
name = "Northvale Police"
bucket = "Police"
speaking_order = 10
core = true
works_with = "nobody"
"""


@pytest.fixture(scope="module")
def ours() -> Reference:
    return load()


@pytest.fixture
def area(tmp_path: Path) -> Path:
    """A folder in which every table is the area's own, and the same as ours."""
    with as_file(files("assets") / "reference") as folder:
        shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    return tmp_path


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def mistakes_in(area: Path) -> list[str]:
    with pytest.raises(Refused) as refused:
        load(area)
    first, *mistakes = refused.value.say.splitlines()
    assert first == "The reference tables are not right:"
    return mistakes


def test_our_own_tables_hold_together_when_read_as_strictly_as_an_areas(area: Path, ours: Reference) -> None:
    assert load(area) == ours


def test_the_police_speak_first_and_then_the_idva(ours: Reference) -> None:
    in_order = sorted(ours.agencies, key=lambda agency: agency.speaking_order)
    assert [agency.key for agency in in_order[:2]] == ["police", "idva"]
    assert len({agency.speaking_order for agency in in_order}) == len(in_order)


def test_every_source_of_the_data_return_has_an_agency(ours: Reference) -> None:
    assert {agency.bucket for agency in ours.agencies} == set(BUCKETS)


def test_who_works_with_the_person_causing_harm_is_known_from_the_start(ours: Reference) -> None:
    assert ours.agency("perpetrator_programme").works_with is WorksWith.PERPETRATOR
    assert ours.agency("probation").works_with is WorksWith.PERPETRATOR
    assert ours.agency("childrens_social_care").works_with is WorksWith.CHILD
    assert ours.agency("idva").works_with is WorksWith.VICTIM


def test_every_risk_that_is_not_already_safety_has_an_action(ours: Reference) -> None:
    bare = [risk.key for risk in ours.risks if not ours.actions_against(risk.key)]
    assert bare == [risk.key for risk in ours.risks if risk.group is RiskGroup.EXISTING]


def test_every_agency_with_a_catalogue_of_its_own_is_a_known_one_and_the_catalogue_is_whole(ours: Reference) -> None:
    codes = {action.code for action in ours.actions}
    assert len(ours.actions) == len(codes) >= 95
    prefixes = "POL IDV HOU CSC ASC HEA MEN SUB PRO EDU DWP FRS VOL PER CAF MIL EMP PET IMM ALL CHR"
    assert {code[:3] for code in codes} == set(prefixes.split())


def test_somebody_can_face_the_person_causing_harm_at_almost_every_table(ours: Reference) -> None:
    facing = {action.agencies[0] for action in ours.actions if Faces.PERPETRATOR in action.faces}
    assert {"police", "probation", "housing", "mental_health", "perpetrator_programme"} <= facing


@pytest.mark.parametrize(
    ("risk", "codes"),
    [
        ("stalking", {"POL09", "IDV10"}),
        ("strangulation", {"HEA05", "POL06"}),
        ("weapons", {"POL12"}),
        ("honour", {"IDV07"}),
        ("release", {"PRO01", "POL20", "PRO06"}),
        ("pregnancy", {"HEA03", "CSC06"}),
        ("hard_to_reach", {"IDV08", "ALL03"}),
        ("pets", {"PET01"}),
        ("economic", {"IDV09", "DWP01"}),
        ("immigration", {"IMM01"}),
        ("separation", {"IDV06", "CSC04", "CAF01"}),
    ],
)
def test_a_risk_proposes_who_can_reduce_it(ours: Reference, risk: str, codes: set[str]) -> None:
    assert codes <= {action.code for action in ours.actions_against(risk)}


def test_the_action_that_answers_a_risk_best_comes_first(ours: Reference) -> None:
    assert ours.actions_against("weapons")[0].code == "POL12"
    assert ours.actions_against("strangulation")[0].code == "HEA05"


def test_an_agency_is_offered_its_own_actions_and_those_for_anybody(ours: Reference) -> None:
    codes = [action.code for action in ours.actions_for("fire")]
    assert codes[:2] == ["FRS01", "FRS02"]
    assert "ALL01" in codes
    assert "POL01" not in codes
    assert "CHR01" not in codes


def test_what_has_no_end_is_ongoing(ours: Reference) -> None:
    assert ours.action("ALL06").ongoing
    assert ours.action("POL05").working_days == 1


def test_the_dash_proposes_each_heading_once(ours: Reference) -> None:
    assert [risk.key for risk in ours.risks_from([15, 14])] == ["threats_to_kill", "homicide", "strangulation"]
    assert ours.risks_from([]) == ()


def test_every_item_of_the_dash_proposes_a_heading(ours: Reference) -> None:
    assert [item.number for item in ours.dash if not item.risks] == []
    assert [item.number for item in ours.dash] == list(range(1, 25))


def test_both_forms_of_abuse_have_their_questions(ours: Reference) -> None:
    assert {question.follow_up for question in ours.dash_questions} == set(FollowUp)


def test_the_chair_has_prompts_for_every_step(ours: Reference) -> None:
    said = ours.aide_memoire
    assert len(said.steps) == 6
    assert all((*said.steps, said.opening, said.between_cases, said.closing))


def test_papers_say_what_they_are_not_for(ours: Reference) -> None:
    assert ours.words.footer == "Not for client files, courts, solicitors, relatives."


def test_no_catalogue_text_or_agency_would_stop_an_export_by_itself(ours: Reference) -> None:
    texts = [action.text.lower() for action in ours.actions] + [agency.name.lower() for agency in ours.agencies]
    assert [(text, word) for text in texts for word in ours.words.refuge if word in text] == []


def test_an_areas_own_file_stands_in_place_of_ours(tmp_path: Path, ours: Reference) -> None:
    (tmp_path / "agencies.toml").write_text(AN_AGENCY, encoding="utf-8")
    theirs = load(tmp_path)
    assert [agency.name for agency in theirs.agencies] == ["Northvale Police"]
    assert theirs.dash == ours.dash


def test_what_an_area_leaves_out_our_other_tables_leave_out_too(tmp_path: Path) -> None:
    (tmp_path / "agencies.toml").write_text(AN_AGENCY, encoding="utf-8")
    theirs = load(tmp_path)
    assert {key for action in theirs.actions for key in action.agencies} == {"police", "any", "chair"}
    assert "FRS01" not in {action.code for action in theirs.actions}


def test_a_table_saved_by_notepad_is_read(area: Path, ours: Reference) -> None:
    file = area / "agencies.toml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert load(area) == ours


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("agencies", 'bucket = "IDVA"', 'bucket = "Idvas"', "agencies.toml, agency 2: bucket must be one of: Police, "),
        ("agencies", 'key = "idva"\n', "", "agencies.toml, agency 2: key is missing."),
        ("agencies", 'name = "Police"\n', "", "agencies.toml, agency 1: name is missing."),
        ("agencies", 'name = "Police"', 'name = " "', "agencies.toml, agency 1: name must be words in quotes."),
        ("agencies", 'key = "idva"', 'key = "police"', "agencies.toml, agency 2: key police is there already."),
        ("agencies", "speaking_order = 10\n", "speaking_order = true\n", "speaking_order must be a whole number."),
        ("agencies", "speaking_order = 10\n", "speaking_order = -1\n", "speaking_order must be a whole number."),
        ("agencies", "core = true", 'core = "yes"', "agencies.toml, agency 1: core must be true or false."),
        ("agencies", "core = true", "core = true\ncolour = 1", "colour is a field that does not belong here."),
        ("agencies", 'works_with = "child"', 'works_with = "kids"', "agency 3: works_with must be one of: victim, "),
        ("actions", 'code = "POL02"', 'code = "POL01"', "actions.toml, action 2: code POL01 is there already."),
        ("actions", 'agencies = ["police"]', 'agencies = ["polis"]', "action 1: agencies names polis, which is not "),
        ("actions", '"physical", ', '"fisical", ', "action 1: answers names fisical, which is not in the tables."),
        ("actions", 'faces = ["victim"]', 'faces = ["her"]', "action 1: faces must be one or more of: victim, child, "),
        ("actions", 'faces = ["victim"]', "faces = []", "action 1: faces must be one or more of: victim, child, "),
        ("actions", 'faces = ["victim"]', 'faces = "victim"', "action 1: faces must be a list of words in quotes."),
        ("actions", "working_days = 1\n", "", "actions.toml, action 1: working_days is missing."),
        ("risks", 'group = "harm"', 'group = "harms"', "risks.toml, risk 1: group must be one of: harm, "),
        (
            "dash",
            "number = 24",
            "number = 25",
            "dash.toml: the items must be numbered from 1 to 24, with none left out.",
        ),
        ("dash", "number = 24", "number = 23", "dash.toml, item 24: number 23 is there already."),
        ("dash", 'risks = ["pets"]', 'risks = ["cats"]', "dash.toml, item 19: risks names cats, which is not in "),
        (
            "dash",
            'for = "stalking"',
            'for = "stocking"',
            "dash.toml, question 1: for must be one of: stalking, honour.",
        ),
        ("aide_memoire", "number = 6", "number = 7", "aide_memoire.toml: the steps must be numbered from 1 to 6"),
        ("risks", "grave = true", 'grave = "yes"', "risks.toml, risk 2: grave must be true or false."),
        ("risks", 'to = ["children"]', 'to = ["kids"]', "to must be one or more of: victim, children, unborn child, "),
        ("reasons", 'gap = "absent"', 'gap = "absence"', "gap must be one of: presented, voice, voice of a child, "),
        ("reasons", 'gap = "absent"', 'gap = "child"', "reasons.toml, ready 15: gap child is there already."),
        ("reasons", 'gap = "absent"', 'gap = "child"', "reasons.toml: there are no reasons for: absent."),
        ("reasons", "reasons = [", "reasons = [" + '"Because.",' * 7, "at most 9 reasons, one for each number key."),
        ("words", "footer = ", "foot = ", "words.toml: footer is missing."),
        ("words", 'at = "start"', 'at = "end"', "words.toml, vague 1: at must be one of: start, anywhere."),
    ],
)
def test_each_mistake_is_told_with_its_file_and_row(area: Path, file: str, old: str, new: str, expected: str) -> None:
    change(area / f"{file}.toml", old, new)
    assert any(expected in mistake for mistake in mistakes_in(area))


def test_a_table_without_its_rows_is_told(area: Path) -> None:
    (area / "risks.toml").write_text("[[risks]]\n", encoding="utf-8")
    assert mistakes_in(area)[0] == "risks.toml: there is no [[risk]]."


def test_all_mistakes_are_told_at_once(area: Path) -> None:
    change(area / "agencies.toml", "core = true", 'core = "yes"')
    change(area / "actions.toml", "working_days = 1\n", "")
    change(area / "words.toml", "footer = ", "foot = ")
    assert mistakes_in(area) == [
        "agencies.toml, agency 1: core must be true or false.",
        "actions.toml, action 1: working_days is missing.",
        "words.toml: footer is missing.",
    ]


def test_what_is_no_toml_is_told_with_its_line_and_blames_no_other_table(area: Path) -> None:
    (area / "agencies.toml").write_text('[[agency]]\nkey = "police\n', encoding="utf-8")
    (mistake,) = mistakes_in(area)
    assert mistake.startswith("agencies.toml: this is not written as TOML wants it: ")
    assert "line 2" in mistake


def test_a_broken_words_file_is_told_once(area: Path) -> None:
    (area / "words.toml").write_text("vague", encoding="utf-8")
    (mistake,) = mistakes_in(area)
    assert "words.toml" in mistake


class Unreadable:
    """A file that is there and may not be read."""

    def read_bytes(self) -> bytes:
        raise PermissionError


def test_a_file_that_may_not_be_read_is_told() -> None:
    mistakes: list[str] = []
    table = read_table("risks.toml", Unreadable(), True, mistakes)
    assert mistakes == ["risks.toml: this file cannot be read."]
    assert table.rows("risk") == []


def test_a_file_in_another_encoding_is_told(area: Path) -> None:
    (area / "risks.toml").write_bytes('label = "Siân"'.encode("latin-1"))
    assert mistakes_in(area) == ["risks.toml: this is not plain text in UTF-8."]
