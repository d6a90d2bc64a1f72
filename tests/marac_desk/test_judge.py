from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marac_desk.actions import Faces
from marac_desk.cases import KeyDate, KeyDateKind
from marac_desk.judge import Around, Proposed, Remark, RemarkKind, alike, remarks
from marac_desk.reference import Reference, load

TODAY = date(2026, 11, 26)
NEXT_MARAC = date(2026, 12, 10)
GOOD = Proposed("Fit a letterbox guard", "Fire and rescue", date(2026, 11, 30), answers_risk=True)


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load()


@pytest.fixture(scope="module")
def around(reference: Reference) -> Around:
    return Around(TODAY, NEXT_MARAC, agencies=tuple(agency.name for agency in reference.agencies))


def kinds(found: tuple[Remark, ...]) -> list[RemarkKind]:
    return [remark.kind for remark in found]


def test_every_text_of_the_catalogue_is_a_good_action(reference: Reference, around: Around) -> None:
    for entry in reference.actions:
        found = remarks(replace(GOOD, text=entry.text), around, reference.words)
        assert found == (), entry.code


def test_no_two_texts_of_the_catalogue_pass_for_the_same_action(reference: Reference) -> None:
    texts = [(entry.code, entry.text) for entry in reference.actions]
    pairs = [(one, two) for at, (one, a) in enumerate(texts) for two, b in texts[at + 1 :] if alike(a, b)]
    assert pairs == []


@pytest.mark.parametrize(
    "text",
    [
        "Fit a letterbox guard",
        "Police to fit a letterbox guard",
        "Fire and rescue to visit the home",
        "Fire and rescue will fit smoke alarms by Friday",
        "IDVA to call the victim on the safe number before 3pm",
        "Midwife to see the victim alone at the 28-week appointment",
        "Apply for a non-molestation order; tell the IDVA the result",
        "Visit the victim and report to the coordinator",
        "Locate and arrest the suspect",
        "Check and progress the open crimes",
        "Please send the bail date to the coordinator",
        "Urgently change the locks",
        "Do not write to the home address",
        "Re-refer to the stalking clinic",
        "Photograph the injuries at tomorrow's appointment",
        "Ask the school for the names, addresses and phone numbers of who collects",
        "Send the plan to the GP and the school nurse",
        "Tell the landlord about the repairs and visit dates",
        "Arrange an interpreter from outside the community",
        "Support worker to book a GP appointment",
        "Housing options officer to open a homeless application",
        "Leave a note on the file that no letters go out",
        "Ask for the bail conditions to continue past 3 December",
        "Notify custody 24/7 desk of the release plan",
        "Move the school bus stop",
        "Research records held in other areas",
    ],
)
def test_an_action_as_good_people_say_it_gets_no_remark(text: str, reference: Reference, around: Around) -> None:
    assert remarks(replace(GOOD, text=text), around, reference.words) == ()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Consider a stalking protection order", "consider"),
        ("Police to consider a stalking protection order", "consider"),
        ("Monitor the situation", "monitor"),
        ("Children's social care to continue to visit", "continue"),
        ("Offer support around alcohol", "offer support"),
        ("IDVA to offer support to the victim", "offer support"),
        ("Liaise with the school", "liaise"),
        ("Visit the victim and liaise with probation", "liaise"),
        ("Housing options to note", "note"),
        ("All agencies to flag the file", "all agencies"),
        ("Ensure that the locks are changed", "ensure"),
        ("Change the locks as appropriate", "as appropriate"),
        ("Visit the victim if possible", "if possible"),
        ("Please encourage the victim to attend", "encourage"),
        ("Look into the tenancy", "look into"),
        ("Please consider asking the GP to write", "consider"),
        ("Discuss at the team meeting", "discuss"),
        ("Keep an eye on the house", "keep"),
        ("Work with the victim on safety", "work with"),
        ("CONSIDER recall", "consider"),
        ("Chair to consider a letter to the agency's lead", "consider"),
    ],
)
def test_a_vague_word_is_named_with_what_to_say_instead(
    text: str, word: str, reference: Reference, around: Around
) -> None:
    first, *_ = remarks(replace(GOOD, text=text), around, reference.words)
    assert first.kind is RemarkKind.VAGUE
    assert first.say.startswith(f"“{word}” promises nothing: ")


@pytest.mark.parametrize("text", ["Home visit", "Safety plan", "Police", "Welfare check this week", "!", "Locks"])
def test_an_action_that_does_not_say_what_is_done_is_asked_for_its_verb(
    text: str, reference: Reference, around: Around
) -> None:
    assert kinds(remarks(replace(GOOD, text=text), around, reference.words)) == [RemarkKind.NO_VERB]


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("Visit the victim and review the safety plan", "review the safety plan"),
        ("Visit the victim then review her plan", "review her plan"),
        ("Visit the victim then call back", "call back"),
        ("Refer to the stalking clinic; apply for an order", "apply for an order"),
        ("Change the locks, install a camera", "install a camera"),
        ("Change the locks. Install a camera at the back door", "install a camera at"),
        ("Housing options to change the locks and also fit a guard", "fit a guard"),
        ("Arrest the suspect and seize his phone; tell the IDVA", "seize his phone"),
    ],
)
def test_a_second_deed_is_to_be_an_action_of_its_own(
    text: str, second: str, reference: Reference, around: Around
) -> None:
    (remark,) = remarks(replace(GOOD, text=text), around, reference.words)
    assert remark == Remark(RemarkKind.SEVERAL_VERBS, f"“{second}” is a second deed: make it an action of its own.")


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Police and Housing options to visit the home", "Police"),
        ("Police, IDVA service and probation to hold a call", "Police"),
        ("Police/housing to visit the home", "Police"),
        ("Fire and rescue and police to visit the home", "Police"),
        ("Everyone to report concerns", "Police"),
        ("Visit the home", "Police and housing"),
        ("Visit the home", "Police / Fire and rescue"),
    ],
)
def test_an_action_has_one_owner(text: str, owner: str, reference: Reference, around: Around) -> None:
    assert kinds(remarks(replace(GOOD, text=text, owner=owner), around, reference.words)) == [RemarkKind.SEVERAL_OWNERS]


@pytest.mark.parametrize("owner", ["Fire and rescue", "Health visiting and school nursing"])
def test_an_agency_with_an_and_in_its_name_is_one_owner(owner: str, reference: Reference, around: Around) -> None:
    assert remarks(replace(GOOD, owner=owner), around, reference.words) == ()


def test_an_agency_whose_name_holds_anothers_is_one_owner_still(reference: Reference, around: Around) -> None:
    table = replace(around, agencies=("Housing", "Housing and support"))
    assert remarks(replace(GOOD, owner="Housing and support"), table, reference.words) == ()


def test_an_action_without_owner_date_and_risk_is_told_each(reference: Reference, around: Around) -> None:
    found = remarks(Proposed("Fit a letterbox guard", owner=" "), around, reference.words)
    assert kinds(found) == [RemarkKind.NO_OWNER, RemarkKind.NO_DATE, RemarkKind.ANSWERS_NO_RISK]


def test_what_is_ongoing_needs_no_date(reference: Reference, around: Around) -> None:
    assert remarks(replace(GOOD, due=None, ongoing=True), around, reference.words) == ()


def test_an_agency_that_is_not_in_the_room_is_named(reference: Reference, around: Around) -> None:
    absent = replace(around, absent=frozenset({"Fire and rescue"}))
    (remark,) = remarks(GOOD, absent, reference.words)
    assert remark.kind is RemarkKind.NOT_IN_THE_ROOM
    assert remark.say.startswith("Fire and rescue is not in the room")


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (TODAY - timedelta(days=1), [RemarkKind.PAST]),
        (TODAY, []),
        (NEXT_MARAC, []),
        (NEXT_MARAC + timedelta(days=1), [RemarkKind.AFTER_NEXT_MEETING]),
    ],
)
def test_the_date_lies_between_today_and_the_next_meeting(
    due: date, expected: list[RemarkKind], reference: Reference, around: Around
) -> None:
    assert kinds(remarks(replace(GOOD, due=due), around, reference.words)) == expected


def test_without_a_next_meeting_a_late_date_is_as_good_as_any(reference: Reference, around: Around) -> None:
    assert remarks(replace(GOOD, due=date(2027, 6, 1)), replace(around, next_meeting=None), reference.words) == ()


def test_a_date_that_does_not_beat_the_release_is_a_question(reference: Reference, around: Around) -> None:
    release = KeyDate(KeyDateKind.RELEASE, date(2026, 11, 30))
    (remark,) = remarks(GOOD, replace(around, key_dates=(release,)), reference.words)
    assert remark == Remark(
        RemarkKind.AFTER_KEY_DATE, "The date to beat is 30 Nov 2026 (release): can it be done before?"
    )
    early = replace(GOOD, due=date(2026, 11, 29))
    assert remarks(early, replace(around, key_dates=(release,)), reference.words) == ()


def test_the_soonest_date_to_beat_is_named_in_its_own_words(reference: Reference, around: Around) -> None:
    dates = (KeyDate(KeyDateKind.RELEASE, TODAY), KeyDate(KeyDateKind.OTHER, TODAY, "passport handed over"))
    (remark,) = remarks(GOOD, replace(around, key_dates=dates[1:]), reference.words)
    assert "(passport handed over)" in remark.say
    later = KeyDate(KeyDateKind.HEARING, date(2026, 11, 29))
    (remark,) = remarks(GOOD, replace(around, key_dates=(later, dates[0])), reference.words)
    assert "26 Nov 2026 (release)" in remark.say


def test_a_date_that_has_gone_by_is_nothing_to_beat(reference: Reference, around: Around) -> None:
    gone = KeyDate(KeyDateKind.HEARING, TODAY - timedelta(days=1))
    assert remarks(GOOD, replace(around, key_dates=(gone,)), reference.words) == ()


@pytest.mark.parametrize(
    ("again", "expected"),
    [
        ("Fit a letterbox guard", True),
        ("fit letterbox gaurd; report the date", True),
        ("A letterbox guard: fit it", True),
        ("Fit a window lock", False),
        ("Visit the victim", False),
        ("", False),
    ],
)
def test_last_times_action_set_again_is_a_question(
    again: str, expected: bool, reference: Reference, around: Around
) -> None:
    found = remarks(GOOD, replace(around, earlier=("Open a homeless application", again)), reference.words)
    assert kinds(found) == [RemarkKind.AGAIN] * expected


def test_the_same_report_back_does_not_make_two_actions_alike() -> None:
    assert not alike(
        "Apply for an order; report the decision to the coordinator", "Recall; report the decision to the coordinator"
    )


def test_what_faces_the_person_causing_harm_must_not_rest_on_the_victims_word_alone(
    reference: Reference, around: Around
) -> None:
    facing = replace(GOOD, faces=Faces.PERPETRATOR, only_from_victim=True)
    assert kinds(remarks(facing, around, reference.words)) == [RemarkKind.SHOWS_THE_SOURCE]
    assert remarks(replace(facing, only_from_victim=False), around, reference.words) == ()
    assert remarks(replace(facing, faces=Faces.CHILD), around, reference.words) == ()


PIECES = [
    "police",
    "to",
    "will",
    "and",
    ";",
    ",",
    ".",
    "the",
    "visit",
    "review",
    "consider",
    "fire",
    "&",
    "-",
    "’",
    "24/7",
]
typed = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(PIECES)).map(" ".join),
)


@given(text=typed, owner=typed, earlier=typed)
def test_whatever_is_typed_the_judge_only_remarks(
    text: str, owner: str, earlier: str, reference: Reference, around: Around
) -> None:
    found = remarks(replace(GOOD, text=text, owner=owner), replace(around, earlier=(earlier,)), reference.words)
    assert all(remark.say for remark in found)
    assert len(set(kinds(found))) == len(found)


@given(data=st.data())
def test_a_good_action_stays_good_with_its_owner_said_first(
    data: st.DataObject, reference: Reference, around: Around
) -> None:
    text = data.draw(st.sampled_from([entry.text for entry in reference.actions]))
    owner = data.draw(st.sampled_from(around.agencies))
    said = f"{owner} {data.draw(st.sampled_from(['to', 'will']))} {text[0].lower()}{text[1:]}"
    assert remarks(replace(GOOD, text=said), around, reference.words) == ()
