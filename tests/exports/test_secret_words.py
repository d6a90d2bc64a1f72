"""What a record keeps secret, or a copy does not hold, and where it is looked for."""

from __future__ import annotations

import pytest

from exports.audience import Audience
from exports.compose.sheet import Nature, Passage
from exports.secret_words import kept_back
from exports.secrets import check
from marac_desk.findings import FindingKind
from marac_desk.maracs import LocalPractice, NamesOnPapers
from marac_desk.people import SafeContact
from marac_desk.record import MeetingRecord
from tests.support.records import Northvale, a_meeting
from tests.support.secret_words import CASE, OTHER_CASE, composed, kinds_in


@pytest.mark.parametrize(
    "text",
    [
        "Visit 9 Invented Row on Monday.",
        "visit 9 INVENTED-row",
        "Visit 9  Ìnvénted Row",
        "Ask at Willow House.",
        "ask at WillowHouse",
        "Say marigold first.",
        "Say MARIGOLD",
        "Say ｍａｒｉｇｏｌｄ",
        "Say mаrigоld",
        "Say mari\u200bgold",
        "say mari gold",
        "zz 99 3 bb",
        "Ring 07700 900222.",
        "Ring 0770 0900 222",
        "Ring +44 (0)7700 900222",
        "Ring 0044-7700-900222",
        "Ring ٠٧٧٠٠٩٠٠٢٢٢",
        "Ring 07700\u200b900\u200b222",
        "Only text from an unknown number, please",
        "The neighbour keeps a diary for us.",
        "She is at zz99 3bb",
    ],
)
def test_a_known_secret_is_found_however_it_is_written(text: str, record: MeetingRecord) -> None:
    assert FindingKind.KNOWN_SECRET in kinds_in(text, record)


def test_a_telling_secret_is_found_in_another_case_too(record: MeetingRecord) -> None:
    assert kinds_in("She has gone to Willow House.", record, OTHER_CASE) == {FindingKind.KNOWN_SECRET}


def test_a_short_secret_counts_in_its_own_case_only(record: MeetingRecord) -> None:
    record.people[record.cases[0].victim.id].addresses[1].lines = "Flat 2"
    assert kinds_in("Fit a lock at flat 2.", record) == {FindingKind.KNOWN_SECRET}
    assert kinds_in("Fit a lock at flat 2.", record, OTHER_CASE) == set()


def test_a_secret_of_the_person_causing_harm_counts_as_well(record: MeetingRecord) -> None:
    him = next(person for person in record.people.values() if person.given_names == "Daniel")
    him.addresses = [type(record.cases[0].victim.addresses[0])("Fiction Lodge", protected=True)]
    assert kinds_in("He sleeps at Fiction Lodge.", record) == {FindingKind.KNOWN_SECRET}


def test_the_town_in_the_maracs_own_name_is_no_secret(record: MeetingRecord) -> None:
    record.cases[0].victim.addresses[1].lines = "Northvale"
    assert kinds_in("Seen in Northvale.", record) == set()


def test_a_detail_that_only_its_owner_may_have_is_found_in_other_texts(record: MeetingRecord) -> None:
    discussion = record.cases[0].discussion
    assert discussion is not None
    discussion.actions[0].protected_detail = "Keys are with the warden, block 17 Madeup Court."
    assert FindingKind.KNOWN_SECRET in kinds_in("Fetch them at block 17, Madeup Court", record)
    assert FindingKind.KNOWN_SECRET in kinds_in("Keys are with the warden, block 17 Madeup Court", record)


def test_an_agency_may_be_called_after_a_refuge_but_not_hold_a_number(record: MeetingRecord) -> None:
    assert kinds_in("Willow House Refuge", record, case="", nature=Nature.NAMED) == set()
    assert kinds_in("Madeup, 07700 900123", record, nature=Nature.NAMED) == {FindingKind.PHONE}


@pytest.mark.parametrize("text", ["Willow House Refuge", "K. Specimen, 9 Invented Row", "willowhouse"])
def test_a_name_may_not_tell_the_place_in_the_case_of_whoever_is_there(text: str, record: MeetingRecord) -> None:
    assert FindingKind.KNOWN_SECRET in kinds_in(text, record, nature=Nature.NAMED)


def test_a_detail_in_its_one_right_place_passes(record: MeetingRecord) -> None:
    assert kinds_in("9 Invented Row, ZZ99 3BB", record, nature=Nature.DETAIL) == set()


def test_a_venue_may_have_its_own_number_but_not_be_a_place_kept_secret(record: MeetingRecord) -> None:
    assert kinds_in("Council House, ZZ99 1CH, 01632 960001", record, case="", nature=Nature.SETTING) == set()
    assert kinds_in("Lounge of Willow House", record, case="", nature=Nature.SETTING) == {FindingKind.KNOWN_SECRET}


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ("9 Invented Row\nEastham", "She moved into Invented Row"),
        ("9 Invented Row\nEastham", "Seen in Eastham"),
        ("Flat 3, Kestrel Court, Eastham", "Meet her at Kestrel Court"),
        ("Flat 3, Kestrel Court", "meet at KestrelCourt"),
    ],
)
def test_a_part_of_a_secret_address_counts_in_its_own_case(lines: str, text: str, record: MeetingRecord) -> None:
    record.cases[0].victim.addresses[1].lines = lines
    assert kinds_in(text, record) == {FindingKind.KNOWN_SECRET}
    assert kinds_in(text, record, OTHER_CASE) == set()


@pytest.mark.parametrize(
    ("detail", "text"),
    [
        ("Kestrel Lodge, Room 4, East Placeholder, ZZ99 9KL", "Go to Kestrel Lodge"),
        ("kestrel lodge, room 4", "go to Kestrel Lodge"),
        ("Ask at Kestrel Lodge for the key.", "the warden of Kestrel Lodge"),
        ("She is now at 17 Madeup Court, second floor.", "Go to 17 Madeup Court"),
        ("She is now at 17 Madeup Court, second floor.", "Go to Madeup Court"),
        ("She is now at ZZ97 3BB.", "at zz 97 3 bb"),
    ],
)
def test_a_place_inside_a_protected_detail_is_found(detail: str, text: str, record: MeetingRecord) -> None:
    assert record.cases[0].discussion is not None
    record.cases[0].discussion.actions[0].protected_detail = detail
    assert FindingKind.KNOWN_SECRET in kinds_in(text, record)


def test_a_house_of_the_victim_that_the_person_causing_harm_is_not_known_to_share_is_found(
    record: MeetingRecord,
) -> None:
    text = "Fit a lock at 1 Placeholder Street."
    assert kinds_in(text, record) == {FindingKind.KNOWN_SECRET, FindingKind.STREET}
    him = next(person for person in record.people.values() if person.given_names == "Daniel")
    him.addresses = [type(record.cases[0].victim.addresses[0])("1, Placeholder Street")]
    assert kinds_in(text, record) == {FindingKind.STREET}


@pytest.mark.parametrize("text", ["say r o s e", "ROSE", "Ro-se"])
def test_a_short_code_word_is_found_in_any_spacing(text: str, record: MeetingRecord) -> None:
    record.cases[0].victim.safe_contact = SafeContact(code_word="rose")
    assert kinds_in(text, record) == {FindingKind.KNOWN_SECRET}
    assert kinds_in("she rose early", record, OTHER_CASE) == set()
    assert kinds_in("roses", record) == set()


def test_a_code_word_is_no_less_secret_for_being_a_part_of_the_maracs_name(record: MeetingRecord) -> None:
    record.cases[0].victim.safe_contact = SafeContact(code_word="vale")
    assert kinds_in("Say vale.", record) == {FindingKind.KNOWN_SECRET}


@pytest.mark.parametrize("how", ["in person", "text", "weekdays", "work mobile"])
def test_everyday_words_on_how_to_reach_somebody_are_no_secret(how: str, record: MeetingRecord) -> None:
    record.cases[0].victim.safe_contact = SafeContact(how=how, when=how)
    assert kinds_in(f"34 messages; see the victim {how}.", record) == set()


def names_in(text: str, record: MeetingRecord, case: str) -> set[FindingKind]:
    passage = Passage(text, "action 142.3", case)
    return {finding.kind for finding in check(composed(passage), kept_back(record, Audience()), ())}


@pytest.mark.parametrize("text", ["Write to Marta Invented.", "marti madeup", "as DANIEL SAMPLE did", "Ada Invented"])
def test_nobody_is_named_in_the_words_of_another_case_or_of_none(text: str, record: MeetingRecord) -> None:
    assert names_in(text, record, OTHER_CASE) == names_in(text, record, "") == {FindingKind.KEPT_BACK}


def test_in_their_own_case_those_may_be_named_whom_its_head_names(record: MeetingRecord) -> None:
    assert names_in("Marta Invented and Daniel Sample", record, CASE) == set()
    assert names_in("Collect Ada Invented from school", record, CASE) == {FindingKind.KEPT_BACK}
    record.marac.practice = LocalPractice(names_on_papers=NamesOnPapers.REFERENCE)
    assert names_in("Marta Invented", record, CASE) == {FindingKind.KEPT_BACK}


def test_a_case_that_the_reader_must_not_receive_is_not_spoken_of() -> None:
    area = Northvale()
    record = a_meeting(area)
    links = composed(Passage("See case NV-2026-0143", "links", CASE))
    assert [each.kind for each in check(links, kept_back(record, Audience(area.adults)), ())] == [FindingKind.KEPT_BACK]
    assert not check(links, kept_back(record, Audience(area.police)), ())


def test_what_was_kept_to_the_room_is_found_when_another_repeats_it(record: MeetingRecord) -> None:
    passage = Passage("As heard: he said he would wait by the gate!", "read-back", CASE)
    elsewhere = Passage(passage.text, "read-back", OTHER_CASE)
    kept = kept_back(record, Audience())
    assert [each.kind for each in check(composed(passage, elsewhere), kept, ())] == [FindingKind.KEPT_BACK]


def test_the_voice_may_not_be_repeated_near_the_person_causing_harm_or_in_a_plan() -> None:
    area = Northvale()
    record = a_meeting(area)
    wish = composed(Passage("The children should keep their school", "action 142.3", CASE))
    situation = composed(Passage("She sleeps badly and jumps at each car", "action 142.3", CASE))
    near, far = Audience(area.programme), Audience(area.idva)
    assert not check(wish, kept_back(record, far), ())
    assert check(wish, kept_back(record, far, voice_wanted=False), ())
    assert not check(situation, kept_back(record, far, voice_wanted=False), ())
    assert check(situation, kept_back(record, near), ())
