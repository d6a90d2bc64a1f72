"""What the last look at a paper finds, however it is written, and what it lets pass."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from exports.compose.sheet import Passage, Sheet
from exports.likeness import folded, significant
from exports.secret_words import known_secrets
from exports.secrets import check, refuse
from marac_desk.errors import ExportRefused, Refused
from marac_desk.findings import Decision, Finding, FindingKind
from marac_desk.identity import new_id
from marac_desk.record import MeetingRecord
from tests.support.secret_words import CASE, REFUGES, composed, kinds_in

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
PLACE = f"{CASE}, action 142.3"


@pytest.mark.parametrize(
    "text",
    [
        "at ZZ99 9AA today",
        "zz999aa",
        "ZZ99-9AA",
        "(W1A 1AA)",
        "near M1 1AE,",
        "ZZ99\n9AA",
        "ZZ99/9AA",
        "ZZ99\u20119AA",
        "ZZ99_9AA",
        "ZZ 99 9AA",
        "Z Z 9 9 9 A A",
        "ＺＺ９９　９ＡＡ",
        "ZZ99 9АА",
        "Z\u200bZ99\u00ad9AA",
    ],
)
def test_any_postcode_is_found(text: str, record: MeetingRecord) -> None:
    assert kinds_in(text, record) == {FindingKind.POSTCODE}


@pytest.mark.parametrize(
    "text",
    [
        "ring 07700 900123",
        "ring 07700900123 after six",
        "7700 900 123",
        "(01632) 960 001",
        "+44 1632 960001",
        "+44 (0) 1632 960001",
        "0044 7700 900123",
        "flat 5 07700 900123 07700 900124",
        "020-7946-0001",
        "+48 123 456 789",
        "07700.900.123",
        "07700\u2011900\u2011123",
        "07700—900—123",
        "07700_900_123",
        "07700·900·123",
        "０７７００９００１２３",
    ],
)
def test_any_phone_number_is_found(text: str, record: MeetingRecord) -> None:
    assert kinds_in(text, record) == {FindingKind.PHONE}


def test_an_e_mail_address_is_found(record: MeetingRecord) -> None:
    assert kinds_in("write to ann.sample@example.org.uk", record) == {FindingKind.EMAIL}


@pytest.mark.parametrize("text", ["IDVA to look for a refuge space.", "a Safe-House in town", "REFUGE", "two refuges"])
def test_a_word_for_a_safe_place_is_found(text: str, record: MeetingRecord) -> None:
    assert kinds_in(text, record) == {FindingKind.REFUGE}


@pytest.mark.parametrize(
    "text",
    [
        "Charged on 15 November 2026; bail to 14/12/2026 at 10:00.",
        "34 messages since August; arrears of £640, then £1200.",
        "Dash 17 of 24, R1 and R2, action 142.3.",
        "Crime 4422/15/11/2026, unit 7, 2026-2027.",
        "refugee status",
        "R1 2nd visit and R2 4th, by DS Example",
        "The door was kicked in twice on the 2nd.",
    ],
)
def test_an_ordinary_sentence_passes(text: str, record: MeetingRecord) -> None:
    assert kinds_in(text, record) == set()


def test_the_paper_stops_at_that_sentence_and_no_other(record: MeetingRecord) -> None:
    text = "Speak to the school. Ask at Willow House; then report. Tell nobody."
    (finding,) = check(composed(Passage(text, "action 142.3", CASE)), known_secrets(record), REFUGES)
    assert (finding.place, finding.sentence) == (PLACE, "Ask at Willow House;")


def test_a_secret_that_runs_across_sentences_is_found(record: MeetingRecord) -> None:
    text = "Ask at Willow. House"
    (finding,) = check(composed(Passage(text, "action 142.3", CASE)), known_secrets(record), REFUGES)
    assert finding.sentence == text


def test_the_refusal_names_the_place_and_never_the_sentence() -> None:
    finding = Finding(FindingKind.PHONE, PLACE, "ring 07700 900123")
    with pytest.raises(ExportRefused) as refused:
        refuse([finding, finding])
    assert f"{PLACE}: a phone number." in refused.value.say
    assert "07700" not in refused.value.say
    assert "07700" not in repr(refused.value.findings)
    assert refused.value.findings == (finding,)


def test_a_long_refusal_names_the_first_places_and_counts_the_rest() -> None:
    found = [Finding(FindingKind.PHONE, f"NV-2026-0{number}, presented", "") for number in range(100, 112)]
    with pytest.raises(ExportRefused) as refused:
        refuse(found)
    assert refused.value.say.endswith("NV-2026-0107, presented: a phone number; and 4 more.")
    assert len(refused.value.findings) == 12


def test_a_decision_lets_one_sentence_pass_until_it_is_changed() -> None:
    finding = Finding(FindingKind.REFUGE, PLACE, "look for a refuge space")
    decision = Decision(new_id(), finding.key, "no place is named", "C. Instance", NOON)
    refuse([finding], [decision])
    with pytest.raises(ExportRefused):
        refuse([Finding(FindingKind.REFUGE, PLACE, "look for a refuge space in Eastvale")], [decision])


@pytest.mark.parametrize(("why", "by"), [("", "C. Instance"), ("no place is named", " ")])
def test_a_decision_needs_a_reason_and_a_name(why: str, by: str) -> None:
    with pytest.raises(Refused, match="somebody says why"):
        Decision(new_id(), "key", why, by, NOON)


def test_a_word_without_end_is_looked_through_in_a_moment(record: MeetingRecord) -> None:
    begun = time.perf_counter()
    assert kinds_in("w" * 20_000 + " someone@example.org", record) == {FindingKind.EMAIL}
    assert kinds_in("w" * 20_000, record) == set()
    assert time.perf_counter() - begun < 3


def test_words_of_a_case_are_kept_with_their_place() -> None:
    sheet = Sheet()
    with sheet.about(CASE):
        sheet.prose("One line.\n\n  And another. ", "presented")
    sheet.said("Later", "any other business")
    assert [(passage.place, passage.text) for passage in sheet.passages] == [
        (f"{CASE}, presented", "One line. And another."),
        ("any other business", "Later"),
    ]
    assert len(sheet.blocks) == 2


@pytest.mark.parametrize(
    ("text", "likeness"),
    [("Willow-House,  Siân", "willow house sian"), ("ＺＺ９９", "zz99"), ("Straße", "strasse"), ("  ", "")],
)
def test_words_are_alike_without_case_accents_and_punctuation(text: str, likeness: str) -> None:
    assert folded(text) == likeness


@pytest.mark.parametrize(
    ("text", "number"),
    [("07700 900222", "7700900222"), ("+44 (0)7700 900222", "7700900222"), ("9 Invented Row", ""), ("12", "")],
)
def test_a_phone_number_is_known_by_its_significant_digits(text: str, number: str) -> None:
    assert significant(text) == number
