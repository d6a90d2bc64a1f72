"""One case on one paper: the record, whose copy it is, and how its people are named there.

Full names stand in the head of a case only, and there as the area has set it. Everywhere else it
is "the victim" and "child 1": safer to redact, and never confused with another case.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from exports.audience import Audience
from exports.compose.sheet import Sheet
from exports.compose.wording import capital, local_day
from marac_desk.actions import Action
from marac_desk.cases import Case, KeyDate, KeyDateKind, Party, PartyRole
from marac_desk.discussion import Discussion, Risk, RiskTo, Subject
from marac_desk.maracs import NamesOnPapers
from marac_desk.people import Person
from marac_desk.record import HeardCase, MeetingRecord
from marac_desk.reference import Reference

FULL_TERM_WEEKS = 40

KNOWN_TO_PERPETRATOR = (KeyDateKind.BAIL_ENDS, KeyDateKind.HEARING, KeyDateKind.RELEASE)


@dataclass(frozen=True)
class CasePage:
    """Where a case is written, from what, and for whom."""

    sheet: Sheet
    record: MeetingRecord
    heard: HeardCase
    audience: Audience
    reference: Reference

    @property
    def case(self) -> Case:
        """The case that is written about."""
        return self.heard.case

    @property
    def day(self) -> date:
        """The day of the meeting, on which ages are reckoned."""
        return local_day(self.record.meeting.starts_at)

    @property
    def near_perpetrator(self) -> bool:
        """Whether the reader works with the person causing harm in this case."""
        return self.audience.works_with_perpetrator(self.case)

    def victim(self) -> str:
        """`Marta Invented, 31 (2 Mar 1995)`, as far as the area puts names on papers.

        Those who work with the person causing harm hold no record of the victim to find by date of birth.
        """
        return self._person(self.heard.victim, "the victim", "victim", born=not self.near_perpetrator)

    def causing_harm(self, *, born: bool = True) -> str:
        """Each of them with age and relation, and if need be date of birth; alleged unless convicted."""
        return "; ".join(self._perpetrator(party, born) for party in self.case.parties_in(PartyRole.PERPETRATOR))

    def children(self) -> str:
        """`Child 1, 7; child 2, 3; unborn, 28 weeks`."""
        return capital("; ".join(self._child(child) for child in self.case.parties_in(PartyRole.CHILD)))

    def others(self) -> str:
        """Who else is in the case, by what they are to the victim."""
        return capital("; ".join(self.label(party) for party in self.case.parties_in(PartyRole.OTHER)))

    def interpreter(self) -> str:
        """The language for which the victim needs an interpreter, if any."""
        return self.sheet.said(self.heard.victim.language, "language") if self.heard.victim.interpreter else ""

    def counter_case(self) -> Case | None:
        """The case with the roles the other way round, when it is heard at this meeting."""
        cases = {heard.case.id: heard.case for heard in self.record.cases}
        return cases.get(self.case.counter_case_id) if self.case.counter_case_id else None

    def warns_of_counter_case(self) -> bool:
        """Whether this reader is told that there is such a case."""
        counter = self.counter_case()
        return self.case.counter_case_id is not None and (counter is None or self.audience.may_have(counter))

    def key_dates(self) -> list[KeyDate]:
        """The dates that actions have to beat, in order.

        Near the person causing harm only those of the courts and prisons, which that person has been told.
        """
        dates = sorted(self.case.key_dates, key=lambda each: each.on)
        return [each for each in dates if not self.near_perpetrator or each.kind in KNOWN_TO_PERPETRATOR]

    def label(self, party: Party) -> str:
        """How somebody is named outside the head: `child 1`, or what they are to the victim."""
        return self.sheet.said(self.case.label(party), "people in the case")

    def agency(self, name: str) -> str:
        """The name of an agency, in this case."""
        return self.sheet.named(name, "agencies")

    def to_whom(self, risk: Risk) -> str:
        """`The victim; child 1`."""
        return capital("; ".join(map(self._at_risk, risk.to))) or "Not said"

    def risk(self, risk: Risk, *, facing: bool = False) -> str:
        """The risk in its words; by its heading alone near the person causing harm, or in what is done `facing` them.

        The words of a risk are often the victim’s own, and would give them away as the source.
        """
        if not (self.near_perpetrator or facing):
            return capital(self.sheet.said(risk.text, f"risk {risk.label}"))
        labels = {heading.key: heading.label for heading in self.reference.risks}
        return labels.get(risk.heading, "A risk named at the meeting")

    def _at_risk(self, to: RiskTo) -> str:
        if to.party_id is None:
            return to.subject.value
        party = self.case.party(to.party_id)
        return self.label(party) if to.subject is not Subject.PERPETRATOR else self.case.label(party)

    def _perpetrator(self, party: Party, born: bool) -> str:
        person = self.record.people[party.person_id] if party.person_id else None
        label = self.case.label(party)
        named = self._person(person, label, "causing harm", born=born) if person else label
        relation = self.sheet.said(party.relation, "people in the case")
        return ", ".join(part for part in (named, relation, "convicted" if party.convicted else "alleged") if part)

    def _child(self, child: Party) -> str:
        if child.unborn:
            return f"unborn, {self._weeks(child.due)}" if child.due else "unborn"
        age = self.record.people[child.person_id].age_on(self.day) if child.person_id else None
        return f"{self.case.label(child)}, {age if age is not None else 'age not known'}"

    def _weeks(self, due: date) -> str:
        return f"{max(0, FULL_TERM_WEEKS - -(-(due - self.day).days // 7))} weeks"

    def _person(self, person: Person, label: str, where: str, *, born: bool) -> str:
        """By name or initials with the date of birth, or by reference with the age alone."""
        setting = self.record.marac.practice.names_on_papers
        age = person.age_on(self.day)
        years = "age not known" if age is None else str(age)
        if setting is NamesOnPapers.REFERENCE:
            return f"{capital(label)}, {years}"
        name = self.sheet.named(person.name if setting is NamesOnPapers.NAMES else person.initials, where)
        if person.born is None or not born:
            return f"{name}, {years}"
        return f"{name}, born {person.born}" if age is None else f"{name}, {years} ({person.born})"


def agreed(discussion: Discussion | None) -> list[Action]:
    """The actions that agencies took on; none in a case that was not discussed."""
    return discussion.agreed_actions() if discussion else []
