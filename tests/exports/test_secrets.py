"""What the last look at a paper finds, however it is written, and what it lets pass."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.compose.sheet import Nature, Passage, Sheet
from exports.likeness import folded, significant
from exports.secret_words import known_secrets
from exports.secrets import check, refuse
from exports.streets import gives_an_address
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
        "now lives at 14 Rowan Close, Northvale",
        "Flat 2, 3 Birch Lane",
        "14a Rowan Close",
        "14 A Rowan Close",
        "3/2 Birch Lane",
        "12-14 Birch Lane",
        "No.14 Rowan St.",
        "14, Rowan Rd",
        "14 St. James Road",
        "14 Isle of Sample Road",
        "14 Mary-Ann Avenue",
        "1 The Green",
        "14 the Green",
        "14 May Road",
        "7 Holly Croft",
        "in case 14 Rowan Close is told",
        "Flat 3, Birch House",
        "14 rowan close",
        "flat 3 willow lodge",
        "14 kings close",
        "14 st james road",
        "12 old station road",
        "14 ROWAN CLOSE",
        "14 KINGS ROAD",
        "14 BIRCH CROFT",
        "14Rowan Close",
        "14_Rowan_Close",
        "14.Rowan.Close",
        "14\u00a0Rowan Close",
        "14 R\u200bow\u00adan Close",
        "14 Rоwan Сlоse",
        "14 Rówan Clöse",
        "１４　Ｒｏｗａｎ　Ｃｌｏｓｅ",
    ],
)
def test_what_reads_like_a_street_address_is_found(text: str, record: MeetingRecord) -> None:
    assert kinds_in(text, record) == {FindingKind.STREET}
    assert kinds_in(text, record, nature=Nature.NAMED) == {FindingKind.STREET}


def test_an_address_of_the_venue_is_no_finding(record: MeetingRecord) -> None:
    assert kinds_in("14 Rowan Close", record, case="", nature=Nature.SETTING) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Heard on 2 November, with 5 children in the house.",
        "the 14 days way",
        "3 Court orders and 3 new court orders",
        "2 Family Court orders",
        "on 2 November Crown Court ordered it",
        "On 2 November Northvale Magistrates' Court heard it",
        "15 November 2026 Northvale Park",
        "in 2025 Northvale Park was searched",
        "on 2 May close the case",
        "Committee Room 2, Sample House",
        "page 3 of 14",
        "Section 47 enquiry under way",
        "two officers walk",
        "2 officers drive past at 9",
        "5 CHILDREN WALK TO SCHOOL",
        "a 20 minute drive, or 10 minutes' walk",
        "a 3 bedroom terrace",
        "the last 2 cases to close",
        "between 10:30 and 11 the park",
        "at 10 she may walk",
        "1 safe place, 2 weeks in place, 3 taking place",
        "Dash 14, high risk way forward",
        "Action 142.3 Police Drive",
        "PC 1423 Ann Green",
        "a 24 hour safe place",
        "Rowan Close",
        "12 mile end",
    ],
)
def test_a_number_beside_another_meaning_of_a_word_for_a_street_passes(text: str, record: MeetingRecord) -> None:
    assert kinds_in(text, record) == set()


@given(st.text(alphabet="14 a'.,-/StRowanClose\n", max_size=300), st.sampled_from(["", "14 ", "14 Rowan "]))
def test_no_text_takes_long_to_look_through_for_an_address(text: str, before: str) -> None:
    begun = time.perf_counter()
    gives_an_address(before + text * 300)
    assert time.perf_counter() - begun < 3


@pytest.mark.parametrize(
    "text", ["1 ", "14 a ", "1-", "1", "14 w'", "1.", "w", " ", "14 Rowan ", "14 Rowan-", "rowan closes 14"]
)
def test_a_paste_of_a_hundred_thousand_letters_is_looked_through_in_a_moment(text: str) -> None:
    begun = time.perf_counter()
    assert not gives_an_address("14 " + text * (100_000 // len(text)))
    assert time.perf_counter() - begun < 3


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
