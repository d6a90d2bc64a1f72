"""A whole meeting, about people who do not exist: three cases, six agencies, something in every place."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

from marac_desk.actions import Faces, Progress
from marac_desk.agencies import Agency, Representative, WorksWith
from marac_desk.cases import (
    Case,
    CaseAgency,
    ContactRule,
    KeyDate,
    KeyDateKind,
    MustNotBeTold,
    MustNotReceive,
    PartyRole,
)
from marac_desk.dash import Answer, DashAnswer, OtherTool
from marac_desk.dates import PartialDate
from marac_desk.discussion import Discussion, Impact, Likelihood, MayKnow, RiskTo, Said, Subject, VoiceKind
from marac_desk.findings import Decision
from marac_desk.identity import new_id
from marac_desk.maracs import Marac
from marac_desk.meetings import AgendaItem, Attendance, Listing, Meeting, Presence
from marac_desk.papers import Addendum
from marac_desk.people import Address, AddressKind, Alias, Person, SafeContact
from marac_desk.record import EarlierAction, HeardCase, MeetingRecord, TwelveMonths
from marac_desk.referrals import Criteria, Referral

MEETING_DAY = date(2026, 11, 24)
START = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def agency(name: str, key: str, order: int, works_with: WorksWith = WorksWith.VICTIM) -> Agency:
    return Agency(
        name,
        key,
        "Other",
        order,
        works_with=works_with,
        representatives=[Representative("R. Placeholder", "manager", "rep@example.org")],
    )


class Northvale:
    """An area with six agencies, by the names in which tests speak of them."""

    def __init__(self) -> None:
        self.police = agency("Police", "police", 1)
        self.idva = agency("IDVA service", "idva", 2)
        self.children = agency("Children's social care", "childrens_social_care", 3, WorksWith.CHILD)
        self.housing = agency("Housing options", "housing", 4)
        self.programme = agency("Turning Round", "perpetrator_programme", 5, WorksWith.PERPETRATOR)
        self.adults = agency("Adult social care", "adult_social_care", 6, WorksWith.NOBODY)
        self.marac = Marac(
            "Northvale MARAC",
            "NV",
            safelives_name="Northvale",
            venue="Council House, ZZ99 1CH",
            chair="DI A. Example",
            coordinator="C. Instance",
            coordinator_email="coordinator@example.org",
            agencies=[self.police, self.idva, self.children, self.housing, self.programme, self.adults],
        )

    def meeting(self) -> Meeting:
        meeting = Meeting(self.marac.id, "NV-M-2026-23", START, next_meeting=date(2026, 12, 8), statement_read=True)
        meeting.attendance = [
            Attendance("DS E. Example", Presence.PRESENT, self.police.id, role="detective sergeant", signed=True),
            Attendance("J. Placeholder", Presence.PRESENT, self.idva.id, signed=True),
            Attendance("O. Specimen", Presence.OBSERVER, organisation="A university", signed=True),
            Attendance(
                "T. Sample",
                Presence.APOLOGIES,
                self.children.id,
                information_sent=True,
                information_received=date(2026, 11, 23),
            ),
        ]
        meeting.other_business = "The December meeting begins an hour earlier."
        meeting.opened_at, meeting.closed_at = START, START.replace(hour=11)
        return meeting


def person(given: str, family: str, born: str) -> Person:
    return Person(given, family, PartialDate.read(born))


def hidden(someone: Person) -> Person:
    """The person with everything about them that goes on no paper."""
    someone.phone, someone.email, someone.born_unsure = "07700 900111", "somebody@example.org", "may be a year older"
    someone.aliases = [Alias("Marti Madeup")]
    someone.safe_contact = SafeContact("07700 900222", "text from an unknown number", "Mondays after ten", "marigold")
    someone.addresses = [
        Address("1 Placeholder Street", "ZZ99 2AA"),
        Address("Willow House\n9 Invented Row", "ZZ99 3BB", AddressKind.REFUGE),
    ]
    return someone


def first_case(area: Northvale, victim: Person, people: dict[UUID, Person]) -> Case:
    """Children, two who must not be told, an agency near the person causing harm, secrets of a neighbour."""
    case = Case(area.marac.id, "NV-2026-0142", victim.id, date(2026, 11, 16))
    case.contact = ContactRule("do not write, phone or visit", "through the IDVA")
    case.honour_based, case.third_party_secrets = True, "The neighbour keeps a diary for us."
    for each, role, relation in (
        (person("Daniel", "Sample", "5/5/1992"), PartyRole.PERPETRATOR, "ex-partner"),
        (person("Ada", "Invented", "1/6/2019"), PartyRole.CHILD, "daughter"),
        (person("Ben", "Invented", "1/6/2023"), PartyRole.CHILD, "son"),
        (person("Olga", "Invented", "1960"), PartyRole.OTHER, "victim's mother"),
    ):
        people[each.id] = each
        case.add_party(role, each.id, relation, school="Placeholder Primary")
    case.add_party(PartyRole.CHILD, None, due=date(2027, 2, 16))
    case.must_not_be_told = [MustNotBeTold("the victim's brother", "he has passed things on")]
    case.key_dates = [KeyDate(KeyDateKind.BAIL_ENDS, date(2026, 12, 14), "conditional")]
    case.flagged_until = date(2027, 11, 16)
    case.agencies = [CaseAgency(area.programme.id, WorksWith.PERPETRATOR)]
    return case


def first_discussion(area: Northvale, meeting: Meeting, case: Case) -> Discussion:
    talk = Discussion(meeting.id, case.id, presented="Forced entry on 14 November. Third call in five weeks.")
    child = case.parties_in(PartyRole.CHILD)[0]
    told = {"told_to": "the IDVA", "told_on": MEETING_DAY}
    talk.hear(VoiceKind.SITUATION, "sleeps badly and jumps at each car", may_know=MayKnow.SHAREABLE, **told)
    talk.hear(VoiceKind.WISH, "the children should keep their school", **told)
    talk.hear(VoiceKind.FEAR, "he said he would wait by the gate", may_know=MayKnow.ROOM_ONLY, **told)
    talk.hear(VoiceKind.FEAR, "the shouting at night", may_know=MayKnow.SHAREABLE, child_id=child.id, **told)
    shared = {"source": "own records", "speaker": "DS E. Example"}
    talk.share(area.police.id, Said.SHARES, "Charged on 15 November.", "Escalating.", **shared)
    talk.share(area.housing.id, Said.IN_WRITING, "Arrears since August.", "Economic abuse.", source="rent account")
    talk.share(
        area.idva.id, Said.SHARES, "He reads her messages daily.", "Coercive.", may_know=MayKnow.ONLY_FROM_VICTIM
    )
    talk.share(area.programme.id, Said.SHARES, "He talked of a knife.", "Serious.", may_know=MayKnow.ROOM_ONLY)
    talk.share(area.adults.id, Said.NOT_KNOWN)
    add_risks_and_actions(area, talk, case)
    talk.already_in_place, talk.overall = "Bail conditions; alarm.", "High and rising."
    talk.read_back, talk.links, talk.outcome = "Read back by the chair.", "child protection", "actions agreed"
    talk.tell(area.idva.id, "J. Placeholder", "in person", date(2026, 11, 27))
    talk.give_reason("perpetrator", "No action faces the person causing harm.", "He is in custody.")
    talk.started_at, talk.ended_at = START, START.replace(minute=42)
    return talk


def add_risks_and_actions(area: Northvale, talk: Discussion, case: Case) -> None:
    child = case.parties_in(PartyRole.CHILD)[0]
    sure = {"likelihood": Likelihood.LIKELY, "impact": Impact.VERY_SERIOUS, "raised_by": area.police.id}
    entry = talk.raise_risk("entry to the home", RiskTo(Subject.VICTIM), heading="stalking", **sure)
    gate = talk.raise_risk("contact used to reach the victim", RiskTo(Subject.CHILD, child.id), **sure)
    talk.recap()
    due = date(2026, 12, 1)
    police = talk.add_action("Mark the address for a swift answer", owner=area.police.id, due=due, risks=[entry.id])
    police.person, police.protected_detail = "DS E. Example", "She is now at 9 Invented Row, ZZ99 3BB."
    talk.add_action(
        "See him weekly", owner=area.programme.id, due=due, risks=[entry.id, gate.id], faces=Faces.PERPETRATOR
    ).person = "P. Specimen"
    talk.add_action("Tell the school who may collect", owner=area.children.id, due=due, faces=Faces.CHILD)
    talk.add_action("Fit a stronger door", owner=area.housing.id, due=due).decline("no budget until April")


def second_case(area: Northvale, victim: Person, people: dict[UUID, Person]) -> Case:
    """The counter-allegation, which adult social care must not receive."""
    case = Case(area.marac.id, "NV-2026-0143", victim.id, date(2026, 11, 17))
    other = person("Nadia", "Specimen", "1990")
    people[other.id] = other
    case.add_party(PartyRole.PERPETRATOR, other.id, "wife", convicted=True)
    case.must_not_receive = [MustNotReceive("W. Madeup, duty desk", "is his sister", area.adults.id)]
    case.primary_victim = "not settled yet; police by 1 December"
    return case


def referral(area: Northvale, case: Case) -> Referral:
    made = Referral(case.id, date(2026, 11, 16), "What the referrer wrote.", Criteria(repeat=True))
    made.referred_by(area.police.id, contact="PC Placeholder")
    made.other_tool = OtherTool("MeRIT", 42, 80)
    made.dash = [DashAnswer(number, Answer.YES, "victim", "said so") for number in range(1, 18)]
    return made


def a_meeting(area: Northvale | None = None) -> MeetingRecord:
    """Case 142 heard, its counter-allegation 143 heard, case 144 deferred; minutes still a draft."""
    area = area or Northvale()
    people: dict[UUID, Person] = {}
    marta, paul = hidden(person("Marta", "Invented", "2/3/1995")), person("Paul", "Fiction", "1988")
    rita = person("Rita", "Pretend", "1950")
    marta.language, marta.interpreter = "Polish", True
    people |= {each.id: each for each in (marta, paul, rita)}
    meeting = area.meeting()
    first, second = first_case(area, marta, people), second_case(area, paul, people)
    third = Case(area.marac.id, "NV-2026-0144", rita.id, date(2026, 11, 18))
    first.counter_case_id, second.counter_case_id = second.id, first.id
    items = [
        AgendaItem(case.id, place, listing, f"{8 + place}:30")
        for place, (case, listing) in enumerate(
            ((first, Listing.REPEAT), (second, Listing.NEW), (third, Listing.NEW)), start=1
        )
    ]
    meeting.agenda = items
    meeting.defer(third.id, "the referrer was ill")
    meeting.declare_conflict(meeting.attendance[2], first.id, "teaches the daughter", leaves=True)
    meeting.declare_conflict(meeting.attendance[1], second.id, "knows the family", leaves=False)
    earlier = earlier_actions(area)
    heard = (
        HeardCase(items[0], first, marta, referral(area, first), first_discussion(area, meeting, first), None, earlier),
        HeardCase(items[1], second, paul, None, second_discussion(area, meeting, second), date(2026, 4, 9)),
        HeardCase(items[2], third, rita, None, None, None),
    )
    passed = (TwelveMonths("NV-2025-0101", date(2025, 11, 4)),)
    agencies = {each.id: each for each in area.marac.agencies}
    allowed = (Decision(meeting.id, "another sentence", "a public office", "C. Instance", START),)
    notes = (Addendum(meeting.id, "The venue was the annexe.", "C. Instance", START),)
    return MeetingRecord(
        area.marac, meeting, agencies, people, heard, earlier, passed, decisions=allowed, addenda=notes
    )


def second_discussion(area: Northvale, meeting: Meeting, case: Case) -> Discussion:
    talk = Discussion(meeting.id, case.id, presented="Two calls in October.")
    talk.voice_not_had("no safe way to reach him yet")
    talk.add_action("Visit his workplace", owner=area.housing.id)
    return talk


def earlier_actions(area: Northvale) -> tuple[EarlierAction, ...]:
    """From the meeting before: one no longer possible, one not done, one open."""
    before = Discussion(new_id(), new_id())
    said = datetime(2026, 11, 20, tzinfo=UTC)
    moved = before.add_action("Fit an alarm", owner=area.police.id)
    moved.report(said, Progress.NOT_POSSIBLE, "tenancy ended", "DS E. Example", worked=False)
    late = before.add_action("Write to the landlord", owner=area.housing.id)
    late.report(said, Progress.NOT_DONE, "nobody was there to do it", "H. Example")
    still = before.add_action("Offer a place on the course", owner=area.programme.id)
    still.protected_detail = "The course is at 3 Fiction Lane."
    return tuple(EarlierAction(action, "NV-2026-0142", "142", date(2026, 11, 10)) for action in (moved, late, still))
