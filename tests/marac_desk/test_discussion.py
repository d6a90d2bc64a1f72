from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from marac_desk.actions import Faces, Progress
from marac_desk.discussion import Discussion, MayKnow, RiskTo, Said, Subject, VoiceKind
from marac_desk.errors import Refused
from marac_desk.identity import new_id


@pytest.fixture
def discussion() -> Discussion:
    return Discussion(new_id(), new_id())


def test_what_the_victim_said_is_known_only_from_them_unless_somebody_says_otherwise(discussion: Discussion) -> None:
    assert discussion.hear(VoiceKind.FEAR, "being waited for").may_know is MayKnow.ONLY_FROM_VICTIM


def test_an_empty_line_is_refused(discussion: Discussion) -> None:
    for say in (
        lambda: discussion.hear(VoiceKind.WISH, "  "),
        lambda: discussion.raise_risk(""),
        lambda: discussion.add_action("\n", owner=None),
        lambda: discussion.give_reason("voice", "No voice", " "),
        lambda: discussion.voice_not_had(""),
    ):
        with pytest.raises(Refused, match="nothing written"):
            say()


@pytest.mark.parametrize("said", [Said.SHARES, Said.IN_WRITING])
def test_an_agency_that_shares_has_words(discussion: Discussion, said: Said) -> None:
    with pytest.raises(Refused, match="shared"):
        discussion.share(new_id(), said)


@pytest.mark.parametrize("said", [Said.NOT_KNOWN, Said.NOT_PRESENT])
def test_an_agency_that_knows_nothing_has_no_words(discussion: Discussion, said: Said) -> None:
    with pytest.raises(Refused, match="words"):
        discussion.share(new_id(), said, fact="three calls")


def test_an_agency_speaks_once_and_the_last_word_counts(discussion: Discussion) -> None:
    police = new_id()
    discussion.share(police, Said.NOT_KNOWN)
    discussion.share(police, Said.SHARES, fact=" three calls ")
    assert [each.fact for each in discussion.contributions] == ["three calls"]


def test_what_was_filed_ahead_is_taken_as_read_all_at_once_or_agency_by_agency(discussion: Discussion) -> None:
    police, housing, school = new_id(), new_id(), new_id()
    discussion.share(police, Said.SHARES, fact="three calls")
    discussion.share(housing, Said.SHARES, fact="arrears", filed=True)
    discussion.share(school, Said.NOT_KNOWN, filed=True)
    assert [each.agency_id for each in discussion.waiting()] == [housing, school]
    assert [each.agency_id for each in discussion.take_as_read(school)] == [school]
    assert [each.fact for each in discussion.take_as_read()] == ["arrears"]
    with pytest.raises(Refused, match="waiting"):
        discussion.take_as_read()


def test_an_agency_that_speaks_to_its_return_is_heard(discussion: Discussion) -> None:
    housing = new_id()
    discussion.share(housing, Said.SHARES, fact="arrears", filed=True)
    discussion.share(housing, Said.SHARES, fact="arrears, and he asked for her address")
    assert discussion.waiting() == []


def test_risk_numbers_are_never_given_twice(discussion: Discussion) -> None:
    first = discussion.raise_risk("entry to the home", RiskTo(Subject.VICTIM))
    discussion.raise_risk("messages")
    discussion.risks.remove(first)
    assert discussion.raise_risk("kept from antenatal care").label == "R3"


def test_the_chair_recaps_every_risk(discussion: Discussion) -> None:
    discussion.raise_risk("entry to the home")
    discussion.recap()
    assert discussion.risks_recapped
    assert discussion.risks[0].recapped


def test_an_action_answers_risks_of_its_own_case_only(discussion: Discussion) -> None:
    risk = discussion.raise_risk("entry to the home")
    action = discussion.add_action("Fit a guard", owner=new_id(), due=date(2026, 12, 1), risks=[risk.id])
    assert action.risks == [risk]
    with pytest.raises(Refused, match="not one of this case"):
        discussion.add_action("Fit a guard", owner=None, risks=[uuid4()])


def test_a_risk_and_an_action_are_reworded_under_their_number(discussion: Discussion) -> None:
    risk = discussion.raise_risk("enrty")
    action = discussion.add_action("Fit a gard", owner=new_id(), risks=[risk.id], catalogue_code="HOU02")
    discussion.reword_risk(risk.id, " entry to the home ")
    discussion.reword_action(action.id, "Fit a gard")
    assert action.catalogue_code == "HOU02"
    discussion.reword_action(action.id, " Fit a guard ")
    assert (risk.label, risk.text) == ("R1", "entry to the home")
    assert (action.number, action.text, action.catalogue_code, action.risks) == (1, "Fit a guard", "", [risk])
    with pytest.raises(Refused, match="nothing written"):
        discussion.reword_risk(risk.id, " ")
    with pytest.raises(Refused, match="nothing written"):
        discussion.reword_action(action.id, "")


def test_an_action_that_was_reported_on_keeps_its_words(discussion: Discussion) -> None:
    action = discussion.add_action("Fit a guard", owner=new_id())
    action.report(datetime(2026, 12, 1, tzinfo=UTC), Progress.COMPLETE)
    with pytest.raises(Refused, match="reported on"):
        discussion.reword_action(action.id, "Fit two guards")


def test_which_risks_an_action_answers_can_be_said_anew(discussion: Discussion) -> None:
    one, two = discussion.raise_risk("entry"), discussion.raise_risk("messages")
    action = discussion.add_action("Fit a guard", owner=None, risks=[one.id])
    discussion.answers(action.id, two.id)
    assert action.risks == [two]
    with pytest.raises(Refused, match="not one of this case"):
        discussion.answers(action.id, new_id())
    with pytest.raises(Refused, match="not one of this case"):
        discussion.answers(new_id(), one.id)
    assert action.risks == [two]


def test_actions_are_counted_on_from_the_meetings_before() -> None:
    discussion = Discussion(new_id(), new_id(), actions_before=6)
    numbers = [discussion.add_action(text, owner=None).number for text in ("Fit a guard", "Arrest for the breach")]
    assert numbers == [7, 8]


def test_asked_and_declined_is_kept_apart_from_what_was_agreed(discussion: Discussion) -> None:
    discussion.add_action("Fit a guard", owner=new_id())
    discussion.add_action("Move the family", owner=new_id()).decline("no transfer points")
    assert [action.number for action in discussion.agreed_actions()] == [1]
    assert [action.number for action in discussion.declined_actions()] == [2]


def test_an_action_that_faces_the_person_causing_harm_may_give_the_victim_away(discussion: Discussion) -> None:
    action = discussion.add_action("Arrest for the breach", owner=new_id(), faces=Faces.PERPETRATOR)
    assert not discussion.rests_only_on_victim(action)
    discussion.hear(VoiceKind.FEAR, "being waited for")
    assert discussion.rests_only_on_victim(action)
    discussion.share(new_id(), Said.SHARES, fact="seen by a patrol")
    assert discussion.rests_only_on_victim(action), "what a patrol saw may be about something else"


def test_another_source_named_for_the_action_settles_it(discussion: Discussion) -> None:
    discussion.hear(VoiceKind.FEAR, "being waited for")
    action = discussion.add_action("Arrest", owner=new_id(), faces=Faces.PERPETRATOR, other_source="police call")
    assert not discussion.rests_only_on_victim(action)


def test_an_action_for_the_victim_gives_nobody_away(discussion: Discussion) -> None:
    assert not discussion.rests_only_on_victim(discussion.add_action("Fit a guard", owner=new_id()))


def test_a_reason_for_a_gap_takes_the_place_of_the_one_before(discussion: Discussion) -> None:
    discussion.give_reason("voice", "The victim's voice is missing.", "not reached")
    discussion.give_reason("voice", "The victim's voice is missing.", "declined")
    assert discussion.reason_for("voice") == "declined"
    assert discussion.reason_for("recap") == ""
    assert len(discussion.gap_reasons) == 1
