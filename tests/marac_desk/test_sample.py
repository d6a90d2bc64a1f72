from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from marac_desk.actions import Progress
from marac_desk.agencies import Agency, WorksWith
from marac_desk.cases import Case, PartyRole
from marac_desk.discussion import Discussion, Said, VoiceKind
from marac_desk.errors import Refused
from marac_desk.gaps import Room, open_gaps
from marac_desk.judge import Around, Proposed, RemarkKind, remarks
from marac_desk.maracs import Marac
from marac_desk.meetings import Listing, Meeting, MeetingState, Presence
from marac_desk.people import Person
from marac_desk.reference import load
from marac_desk.referrals import Referral
from marac_desk.sample.pages import page
from marac_desk.sample.town import Sample, type_sample
from tests.support.desk import Desk

EVENING = datetime(2026, 11, 24, 18, tzinfo=UTC)
BEFORE_CHRISTMAS = datetime(2026, 12, 23, 18, tzinfo=UTC)
AFTER_NEW_YEAR = datetime(2027, 1, 10, 9, tzinfo=UTC)
BEFORE_EASTER = datetime(2027, 3, 25, 18, tzinfo=UTC)
LEAP_DAY = datetime(2028, 2, 29, 12, tzinfo=UTC)
DAYS = [EVENING, BEFORE_CHRISTMAS, AFTER_NEW_YEAR, BEFORE_EASTER, LEAP_DAY]


@dataclass
class Typed:
    """The sample as it was typed, and how to look at it."""

    desk: Desk
    sample: Sample

    @property
    def agencies(self) -> list[Agency]:
        return self.desk.get(Marac, self.sample.marac_id).agencies

    @property
    def finished(self) -> Meeting:
        return self.desk.get(Meeting, self.sample.finished_id)

    @property
    def next(self) -> Meeting:
        return self.desk.get(Meeting, self.sample.next_id)

    def cases(self, *meetings: Meeting) -> list[Case]:
        return [self.desk.get(Case, item.case_id) for meeting in meetings for item in meeting.running_order()]

    def listed(self) -> list[Case]:
        """The cases of the finished meeting and of the next one."""
        return self.cases(self.finished, self.next)

    def discussions(self, meeting: Meeting) -> list[Discussion]:
        return [each for each in self.desk.all(Discussion) if each.meeting_id == meeting.id]

    def victim(self, case: Case) -> Person:
        return self.desk.get(Person, case.victim_id)

    def causing_harm(self, case: Case) -> list[Person]:
        parties = case.parties_in(PartyRole.PERPETRATOR)
        return [self.desk.get(Person, party.person_id) for party in parties if party.person_id is not None]

    def age(self, person: Person) -> int:
        """The age at the next meeting; none is 999, so that it is never young."""
        age = person.age_on(self.next.starts_at.date())
        return 999 if age is None else age


def typed_at(now: datetime) -> Typed:
    desk = Desk()
    return Typed(desk, type_sample(desk, now))


@pytest.fixture(scope="module")
def typed() -> Typed:
    return typed_at(EVENING)


# What it covers


def test_each_of_the_two_meetings_has_twelve_cases(typed: Typed) -> None:
    assert [len(meeting.agenda) for meeting in (typed.finished, typed.next)] == [12, 12]


def test_one_meeting_is_finished_and_one_is_about_to_start(typed: Typed) -> None:
    assert typed.finished.state is MeetingState.DRAFT_MINUTES
    assert typed.next.state is MeetingState.LISTED
    assert typed.next.starts_at.date() == date(2026, 11, 25) == typed.finished.next_meeting


def test_a_repeat_has_actions_that_are_still_open(typed: Typed) -> None:
    repeats = {item.case_id for item in typed.next.agenda if item.listing is Listing.REPEAT}
    earlier = [each for each in typed.discussions(typed.finished) if each.case_id in repeats]
    assert any(action.state in (Progress.OPEN, Progress.IN_PROGRESS) for each in earlier for action in each.actions)


def test_the_finished_meeting_hears_of_both_kinds_of_not_done(typed: Typed) -> None:
    earlier = typed.discussions(typed.desk.get(Meeting, typed.sample.earlier_id))
    states = {action.state for each in earlier for action in each.actions}
    assert {Progress.NOT_POSSIBLE, Progress.NOT_DONE, Progress.IN_PROGRESS} <= states


def test_a_case_has_two_people_causing_harm(typed: Typed) -> None:
    assert any(len(typed.causing_harm(case)) == 2 for case in typed.listed())


def test_in_an_honour_based_case_somebody_must_not_be_told(typed: Typed) -> None:
    assert any(case.honour_based and case.must_not_be_told for case in typed.listed())


def test_a_victim_and_a_person_causing_harm_are_16_or_17(typed: Typed) -> None:
    assert any(typed.age(typed.victim(case)) in (16, 17) for case in typed.listed())
    assert any(typed.age(person) in (16, 17) for case in typed.listed() for person in typed.causing_harm(case))


def test_a_child_is_not_born_yet(typed: Typed) -> None:
    assert any(party.unborn for case in typed.cases(typed.finished) for party in case.parties)


def test_an_older_parent_is_harmed_by_an_adult_child(typed: Typed) -> None:
    assert any(
        typed.age(typed.victim(case)) > 65 and party.relation == "adult son"
        for case in typed.listed()
        for party in case.parties_in(PartyRole.PERPETRATOR)
    )


def test_a_couple_is_of_the_same_sex(typed: Typed) -> None:
    assert any(
        party.relation == "ex-partner"
        and party.person_id is not None
        and typed.desk.get(Person, party.person_id).equality.gender is typed.victim(case).equality.gender
        for case in typed.listed()
        for party in case.parties_in(PartyRole.PERPETRATOR)
    )


def test_a_victim_is_a_man(typed: Typed) -> None:
    assert any(typed.victim(case).equality.gender.value == "male" for case in typed.listed())


def test_a_case_is_transferred_in_from_a_named_marac(typed: Typed) -> None:
    transferred = {item.case_id for item in typed.finished.agenda if item.listing is Listing.TRANSFER_IN}
    assert [each.transferred_from for each in typed.desk.all(Referral) if each.case_id in transferred] == [
        "Southmere MARAC"
    ]


def test_a_deferred_case_says_why_and_comes_to_the_next_meeting(typed: Typed) -> None:
    (deferred,) = [item for item in typed.finished.agenda if item.deferred]
    assert "briefed nobody" in deferred.deferred_because
    assert not [each for each in typed.discussions(typed.finished) if each.case_id == deferred.case_id]
    assert not typed.next.item(deferred.case_id).deferred


def test_somebody_leaves_the_room_for_a_conflict_of_interest(typed: Typed) -> None:
    leaves, stays = typed.finished.conflicts
    assert leaves.decision.startswith("leaves")
    assert stays.decision.startswith("stays")
    assert leaves.who not in [each.name for each in typed.finished.present(leaves.case_id)]


def test_where_the_voice_could_not_be_had_it_says_why(typed: Typed) -> None:
    assert [each for each in typed.discussions(typed.finished) if each.voice_missing_because and not each.voice]


def test_somebody_has_no_recourse_to_public_funds(typed: Typed) -> None:
    assert any(typed.victim(case).equality.no_recourse for case in typed.listed())


def test_somebody_needs_an_interpreter(typed: Typed) -> None:
    assert any(typed.victim(case).interpreter and typed.victim(case).language for case in typed.cases(typed.finished))


def test_two_cases_are_counter_allegations_and_warn_of_each_other(typed: Typed) -> None:
    one, other = [case for case in typed.cases(typed.finished) if case.counter_case_id is not None]
    assert (one.counter_case_id, other.counter_case_id) == (other.id, one.id)
    assert typed.victim(one) in typed.causing_harm(other)
    assert one.primary_victim.startswith("Not settled yet")


def test_an_agency_works_with_the_person_causing_harm(typed: Typed) -> None:
    set_in_a_case = [each for case in typed.cases(typed.finished) for each in case.agencies]
    assert any(each.works_with is WorksWith.PERPETRATOR for each in set_in_a_case)


def test_an_action_carries_a_protected_detail_for_its_owner(typed: Typed) -> None:
    with_detail = [
        (typed.desk.get(Case, each.case_id), action)
        for each in typed.discussions(typed.finished)
        for action in each.actions
        if action.protected_detail
    ]
    assert len(with_detail) == 2
    for case, action in with_detail:
        assert any(word in action.protected_detail for word in typed.victim(case).secrets())


@pytest.mark.parametrize("script", ["ARABIC", "GURMUKHI", "CYRILLIC", "LATIN"])
def test_names_are_in_several_scripts(typed: Typed, script: str) -> None:
    names = [typed.victim(case).name for case in typed.cases(typed.finished)]
    assert any(unicodedata.name(name[0]).startswith(script) for name in names)


def test_names_have_welsh_and_polish_letters_and_an_apostrophe(typed: Typed) -> None:
    letters = set("".join(typed.victim(case).name for case in typed.cases(typed.finished)))
    assert set("âŴś'") <= letters


def test_one_person_causes_harm_in_two_cases_with_different_victims(typed: Typed) -> None:
    by_person: dict[UUID, set[UUID]] = {}
    for case in typed.listed():
        for person in typed.causing_harm(case):
            by_person.setdefault(person.id, set()).add(case.victim_id)
    assert any(len(victims) == 2 for victims in by_person.values())


def test_a_referral_that_is_not_listed_says_why_and_who_decided(typed: Typed) -> None:
    (refused,) = [each for each in typed.desk.all(Referral) if each.not_listed_because]
    assert refused.not_listed_by
    with pytest.raises(Refused):
        typed.next.item(refused.case_id)


def test_the_next_meeting_has_its_returns_filed_ahead(typed: Typed) -> None:
    returns = [each for discussion in typed.discussions(typed.next) for each in discussion.contributions]
    assert len(returns) > 60
    assert all(each.filed for each in returns)
    assert all(discussion.started_at is None for discussion in typed.discussions(typed.next))


# How well it is typed


def test_every_heard_case_is_complete_or_says_why_not(typed: Typed) -> None:
    asked = {agency.id: agency.name for agency in typed.agencies if agency.key in page("finished")["asked"]}
    for discussion in typed.discussions(typed.finished):
        case = typed.desk.get(Case, discussion.case_id)
        here = frozenset(each.agency_id for each in typed.finished.present(case.id) if each.agency_id)
        assert [gap.say for gap in open_gaps(discussion, case, Room(asked, here))] == []


def test_every_heard_case_is_rich(typed: Typed) -> None:
    for discussion in typed.discussions(typed.finished):
        assert 3 <= len(discussion.risks) <= 5
        assert 3 <= len(discussion.actions) <= 7
        kinds = {line.kind for line in discussion.voice if line.child_id is None}
        assert kinds == set(VoiceKind) or discussion.voice_missing_because
        assert str(typed.desk.get(Case, discussion.case_id).contact)


def test_all_five_answers_of_an_agency_are_heard(typed: Typed) -> None:
    said = {each.said for discussion in typed.discussions(typed.finished) for each in discussion.contributions}
    assert said == set(Said)


def test_cases_follow_one_another_in_time(typed: Typed) -> None:
    times = [
        at for each in typed.discussions(typed.finished) for at in (each.started_at, each.ended_at) if at is not None
    ]
    assert len(times) == 22
    assert times == sorted(times)
    assert typed.finished.closed_at is not None
    assert times[-1] <= typed.finished.closed_at <= times[-1] + timedelta(minutes=15)


def test_attendance_has_observers_and_both_kinds_of_apologies(typed: Typed) -> None:
    sheet = typed.finished.attendance
    assert [each for each in sheet if each.presence is Presence.OBSERVER and each.signed]
    assert {each.information_sent for each in sheet if each.presence is Presence.APOLOGIES} == {True, False}


@pytest.mark.parametrize("now", DAYS, ids=str)
def test_whatever_the_day_the_judge_finds_only_the_two_actions_that_are_vague_on_purpose(now: datetime) -> None:
    typed, words = typed_at(now), load().words
    names = {agency.id: agency.name for agency in typed.agencies}
    vague = []
    for discussion in typed.desk.all(Discussion):
        meeting, case = typed.desk.get(Meeting, discussion.meeting_id), typed.desk.get(Case, discussion.case_id)
        around = Around(
            meeting.starts_at.date(), meeting.next_meeting, tuple(case.key_dates), agencies=tuple(names.values())
        )
        for action in discussion.agreed_actions():
            proposed = Proposed(
                action.text,
                names.get(action.agency_id, "") if action.agency_id else "",
                action.due,
                action.ongoing,
                action.faces,
                answers_risk=bool(action.risks),
                only_from_victim=discussion.rests_only_on_victim(action),
            )
            found = remarks(proposed, around, words)
            if any(remark.kind is RemarkKind.VAGUE for remark in found):
                vague.append(meeting.id)
            else:
                assert (action.text, found) == (action.text, ())
    assert vague == [typed.sample.next_id] * 2


def test_every_code_and_heading_is_in_the_reference_tables(typed: Typed) -> None:
    reference = load()
    codes = {each.code for each in reference.actions}
    headings = {each.key for each in reference.risks}
    for discussion in typed.desk.all(Discussion):
        assert {action.catalogue_code for action in discussion.actions} <= codes | {""}
        assert {risk.heading for risk in discussion.risks} <= headings


# Clearly made up

OTHER_INVENTIONS = {
    "Madeup", "Jones", "Smith", "Notreal", "Dychmygol", "Ŵyn", "Wiśniewska", "فرضی", "ਕਾਲਪਨਿਕ", "Вигадана", "Примірний",
}  # fmt: skip


def test_every_surname_has_an_invented_part(typed: Typed) -> None:
    plain = {"Jones", "Smith", "Ŵyn", "Wiśniewska"}
    inventions = ({*page("words")["surnames"], *OTHER_INVENTIONS}) - plain
    spoken_for = [each.name for agency in typed.agencies for each in agency.representatives]
    names = [*(person.family_name for person in typed.desk.all(Person)), *(name.split()[-1] for name in spoken_for)]
    assert [name for name in names if name and inventions.isdisjoint(re.split(r"[-']", name))] == []


def test_no_phone_or_postcode_can_be_anybodys(typed: Typed) -> None:
    for person in typed.desk.all(Person):
        assert all(re.fullmatch(r"(07700 900\d{3})?", number) for number in (person.phone, person.safe_contact.number))
        assert all(re.fullmatch(r"(ZZ99 [89][A-Z]{2})?", place.postcode) for place in person.addresses)


def test_labels_of_edits_hold_no_personal_data_and_no_digit(typed: Typed) -> None:
    surnames = {person.family_name for person in typed.desk.all(Person) if person.family_name}
    for label in set(typed.desk.labels):
        assert not re.search(r"\d", label)
        assert not any(name in label for name in surnames)


def test_ages_are_those_of_the_page_on_any_day() -> None:
    for now in DAYS:
        typed = typed_at(now)
        (young,) = [each for each in typed.desk.all(Person) if each.given_names == "Lily"]
        assert young.age_on(typed.next.starts_at.date()) == 16
