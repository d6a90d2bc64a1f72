"""Search: what is found while typing, in any script, and what never is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from marac_desk.discussion import MayKnow, Said, VoiceKind
from marac_desk.folding import fold, typed_words
from marac_desk.people import Address, AddressKind, Alias, Person, SafeContact
from storage.search import find, rebuild, refresh, snippet
from storage.search_sources import HitKind
from tests.support.area import Area, encrypted


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with encrypted(tmp_path) as engines, Session(engines.writer) as opened:
        yield opened


@pytest.fixture
def area(session: Session) -> Area:
    return Area(session)


def reindex(area: Area) -> None:
    area.session.flush()
    rebuild(area.session.connection())


def labels(area: Area, typed: str) -> list[str]:
    return [hit.label for hit in find(area.session, typed)]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Siân Ŵyn-Dychmygol", "sian wyn"),
        ("Kasia Wiśniewska-Zmyślona", "wisniewska zmyslona"),
        ("Łucja Zmyślona", "lucja"),
        ("Bjørn Invented", "bjorn"),
        ("Đorđe Invented", "dorde"),
        ("فاطمہ مثالی", "فاطمه"),
        ("ਹਰਪ੍ਰੀਤ ਕਾਲਪਨਿਕ", "ਹਰਪਰੀਤ"),
        ("Seán O'Sample", "o'sam"),
    ],
)
def test_a_name_is_found_with_and_without_its_diacritics(area: Area, name: str, typed: str) -> None:
    given, family = name.split(" ", 1)
    area.person(given, family)
    area.person("Somebody", "Else")
    reindex(area)
    assert labels(area, typed) == [name]
    assert labels(area, name) == [name]
    assert labels(area, name.upper()) == [name]


def test_the_beginning_of_each_word_is_enough_and_their_order_is_free(area: Area) -> None:
    area.person("Marta", "Invented")
    area.person("Martin", "Sample")
    reindex(area)
    assert labels(area, "inv mar") == ["Marta Invented"]
    assert sorted(labels(area, "mart")) == ["Marta Invented", "Martin Sample"]
    assert labels(area, "vented") == []


def test_a_person_is_found_once_by_alias_address_or_name_with_the_newest_case(area: Area) -> None:
    marta = area.person()
    marta.aliases.append(Alias("Moll Pretend"))
    marta.addresses.append(Address("12 Made-up Row", "ZZ99 1AA"))
    area.case(marta)
    newest = area.case(marta)
    newest.opened_on = date(2026, 5, 1)
    reindex(area)
    for typed in ("moll", "pretend marta", "made-up", "zz99 1aa", "marta"):
        (hit,) = [hit for hit in find(area.session, typed) if hit.kind is HitKind.PERSON]
        assert (hit.id, hit.case_id, hit.label) == (marta.id, newest.id, "Marta Invented")


@pytest.mark.parametrize("typed", ["NV-2026-0001", "nv-2026-1", "0001"])
def test_a_case_is_found_by_its_reference_as_people_say_it(area: Area, typed: str) -> None:
    case = area.case()
    reindex(area)
    hit = find(area.session, typed)[0]
    assert (hit.kind, hit.id, hit.label) == (HitKind.CASE, case.id, "NV-2026-0001, Marta Invented")


def test_a_meeting_is_found_by_its_reference(area: Area) -> None:
    held = area.meeting()
    reindex(area)
    (hit,) = find(area.session, "NV-M-2026")
    assert (hit.kind, hit.id, hit.case_id, hit.label) == (HitKind.MEETING, held.id, None, "NV-M-2026-01")


def test_what_was_said_and_agreed_leads_to_its_case(area: Area) -> None:
    case = area.case()
    area.referral(case, date(2026, 1, 2)).reason = "referralword"
    discussion = area.discussion(area.meeting(case), case)
    discussion.presented = "presentedword"
    discussion.hear(VoiceKind.WISH, "voiceword", may_know=MayKnow.ROOM_ONLY)
    discussion.share(area.police.id, Said.SHARES, "factword", "viewword")
    discussion.raise_risk("riskword")
    discussion.add_action("actionword", owner=area.police.id)
    reindex(area)
    found = {word: find(area.session, word) for word in ("presented", "voice", "fact", "view", "risk", "action")}
    assert {hit.case_id for hits in found.values() for hit in hits} == {case.id}
    assert [hit.kind for hits in found.values() for hit in hits] == [
        HitKind.DISCUSSION,
        HitKind.VOICE,
        HitKind.CONTRIBUTION,
        HitKind.CONTRIBUTION,
        HitKind.RISK,
        HitKind.ACTION,
    ]
    assert labels(area, "referralword") == ["NV-2026-0001, referral"]
    assert labels(area, "actionword") == ["NV-2026-0001, action 1"]


def test_a_name_comes_before_what_was_written_about_it(area: Area) -> None:
    case = area.case()
    area.referral(case, date(2026, 1, 2)).reason = "Marta"
    reindex(area)
    assert [hit.kind for hit in find(area.session, "marta")] == [HitKind.PERSON, HitKind.REFERRAL]


def test_a_single_digit_is_a_number_and_not_the_beginning_of_one(area: Area) -> None:
    for _ in range(11):
        area.case()
    reindex(area)
    assert labels(area, "1") == ["NV-2026-0001, Marta Invented"]
    assert labels(area, "11") == ["NV-2026-0011, Marta Invented"]


def test_when_too_much_is_found_the_newest_is(area: Area) -> None:
    for number in range(1005):
        area.person("Ivy", f"Example{number}")
    reindex(area)
    assert len(found := labels(area, "ivy")) == 50
    assert all(int(name.removeprefix("Ivy Example")) >= 5 for name in found)


def test_safe_contacts_and_protected_details_are_never_found(area: Area) -> None:
    case = area.case(area.person())
    victim = area.session.get_one(Person, case.victim_id)
    victim.safe_contact = SafeContact("safenumber", "safehow", "safewhen", "codeword")
    case.third_party_secrets = "thirdparty"
    discussion = area.discussion(area.meeting(case), case)
    discussion.add_action("Visit", owner=area.police.id, protected_detail="protecteddetail")
    reindex(area)
    for typed in ("safenumber", "safehow", "safewhen", "codeword", "thirdparty", "protecteddetail"):
        assert find(area.session, typed) == ()


@pytest.mark.parametrize(("kind", "protected"), [(AddressKind.REFUGE, False), (AddressKind.HOME, True)])
def test_a_secret_address_is_found_and_not_shown(area: Area, kind: AddressKind, protected: bool) -> None:
    marta = area.person()
    marta.addresses.append(Address("Hidden Lodge", "ZZ99 9ZZ", kind, protected=protected))
    reindex(area)
    (hit,) = find(area.session, "hidden")
    assert (hit.label, hit.snippet) == ("Marta Invented", "")


def test_what_changes_is_found_as_it_is_now_and_no_longer_as_it_was(area: Area) -> None:
    marta = area.person()
    marta.aliases.append(Alias("Moll"))
    reindex(area)
    marta.family_name = "Pretend"
    area.session.flush()
    refresh(area.session.connection(), {"person": {str(marta.id)}, "keyholder": {"1"}})
    assert labels(area, "invented") == []
    assert labels(area, "pretend moll") == ["Marta Pretend"]


def test_what_is_taken_out_is_not_found_and_the_rest_still_is(area: Area) -> None:
    marta = area.person()
    marta.aliases.extend([Alias("Moll"), Alias("Polly")])
    reindex(area)
    gone = marta.aliases.pop(0)
    area.session.flush()
    refresh(area.session.connection(), {"alias": {str(gone.id)}})
    assert labels(area, "moll") == []
    assert labels(area, "polly") == ["Marta Invented"]


def test_keeping_up_finds_the_same_as_starting_anew(area: Area) -> None:
    case = area.case()
    discussion = area.discussion(area.meeting(case), case)
    action = discussion.add_action("Fit a panic alarm", owner=area.police.id)
    area.session.flush()
    connection = area.session.connection()
    refresh(connection, {"case_file": {str(case.id)}, "action": {str(action.id)}, "person": {str(case.victim_id)}})
    kept_up = {typed: find(area.session, typed) for typed in ("panic", "alarm fit", "marta", "nv-2026")}
    rebuild(connection)
    assert kept_up == {typed: find(area.session, typed) for typed in kept_up}


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.sampled_from("ab\"'*()^:-+{}. ANDORNOTNEAR\0\\%_\ud800\u202eੀ́"), max_size=12))
def test_any_sign_may_be_typed(session: Session, typed: str) -> None:
    assert isinstance(find(session, typed), tuple)


def test_nothing_typed_finds_nothing(area: Area) -> None:
    area.person()
    reindex(area)
    assert find(area.session, "  -  ") == ()


def test_no_more_hits_than_asked_for_and_the_best_first(area: Area) -> None:
    for number in range(8):
        area.person("Ivy", f"Example {'Longname ' * number}".strip())
    reindex(area)
    assert labels(area, "ivy")[0] == "Ivy Example"
    assert len(find(area.session, "ivy", limit=3)) == 3


def test_a_snippet_shows_the_words_around_what_was_found() -> None:
    shown = "x " * 100 + "said that Łukasz threatened to kill " + "y " * 100
    cut = snippet(shown, ["lukasz"])
    assert "Łukasz threatened to kill" in cut
    assert cut.startswith("… ")
    assert cut.endswith(" …")
    assert len(cut) < 130
    assert snippet("short text", ["text"]) == "short text"


def test_folding_leaves_vowel_signs_and_drops_marks() -> None:
    assert fold("Straße Æther") == "strasse aether"
    assert fold("ਖ਼ੁਸ਼ੀ") == fold("ਖੁਸੀ")
    assert fold("أحمد") == fold("احمد")


def test_at_most_twelve_words_are_looked_for() -> None:
    assert len(typed_words("a " * 50)) == 12
