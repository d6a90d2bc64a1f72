"""One case on one paper: the record, whose copy it is, and how its people are named there.

Full names stand in the head of a case only, and there as the area has set it. Everywhere else it
is "the victim" and "child 1": safer to redact, and never confused with another case.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from exports.audience import Audience
from exports.compose.sheet import Sheet
from exports.compose.wording import capital, local_day
from marac_desk.actions import Action, Faces
from marac_desk.cases import Case, KeyDate, KeyDateKind, Party, PartyRole
from marac_desk.discussion import Discussion, Risk, RiskTo, Subject
from marac_desk.maracs import NamesOnPapers
from marac_desk.people import Person
from marac_desk.proposals import tells_of_unborn
from marac_desk.record import HeardCase, MeetingRecord
from marac_desk.reference import Reference
from marac_desk.reference_entries import AtRisk

FULL_TERM_WEEKS = 40

UNNAMED_RISK = "A risk named at the meeting"
NOT_IN_THIS_COPY = "Not part of this copy"

KNOWN_TO_PERPETRATOR = (KeyDateKind.BAIL_ENDS, KeyDateKind.HEARING, KeyDateKind.RELEASE)


@dataclass(frozen=True)
class CasePage:
    """Where a case is written, from what, and for whom."""

    sheet: Sheet
    record: MeetingRecord
    heard: HeardCase
    audience: Audience
    reference: Reference
    children_wanted: bool = True
    """Whether this paper tells of the children: a plan only where an action in it is about a child."""
    unborn_wanted: bool = True
    """Whether it tells of a child who is not born yet: a plan only where an action in it is about that child."""

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

    @property
    def holds_unborn(self) -> bool:
        """Whether this paper tells of a child who is not born yet: the pregnancy may be known to one nurse alone.

        Where it is wanted, and never near the person causing harm.
        """
        return self.unborn_wanted and not self.near_perpetrator

    def about(self, actions: list[Action]) -> CasePage:
        """The page of a paper that holds these actions and tells of those children only whom they are about."""
        of_children = [action for action in actions if action.faces is Faces.CHILD]
        of_unborn = any(map(self._is_about_unborn, of_children))
        return replace(self, children_wanted=bool(of_children), unborn_wanted=of_unborn)

    def victim(self) -> str:
        """`Marta Invented, 31 (2 Mar 1995)`, as far as the area puts names on papers.

        Those who work with the person causing harm hold no record of the victim to find by date of birth.
        """
        return self._person(self.heard.victim, "the victim", "victim", born=not self.near_perpetrator)

    def causing_harm(self, *, born: bool = True) -> str:
        """Each of them with age and relation, and if need be date of birth; alleged unless convicted."""
        return "; ".join(self._perpetrator(party, born) for party in self.case.parties_in(PartyRole.PERPETRATOR))

    def children(self) -> str:
        """`Child 1, 7; child 2, 3; unborn, 28 weeks`, as far as this paper tells of them."""
        held = [child for child in self.case.parties_in(PartyRole.CHILD) if self.holds_unborn or not child.unborn]
        return capital("; ".join(map(self._child, held))) if self.children_wanted else ""

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

        Near the person causing harm only those of the courts and prisons, which that person has been told. A
        date that tells of a pregnancy stands only where the unborn child does. A handover of children stays: everybody
        else must beat it.
        """
        return [each for each in sorted(self.case.key_dates, key=lambda each: each.on) if self._holds_date(each)]

    def date_note(self, each: KeyDate) -> str:
        """What was noted about a key date; nothing where it tells of a pregnancy that this paper does not."""
        return "" if self.hides(each.note) else self.sheet.said(each.note, "key dates")

    def hides(self, text: str) -> bool:
        """Whether the words tell of a pregnancy and this paper does not."""
        return not self.holds_unborn and tells_of_unborn(text, self.reference)

    def label(self, party: Party) -> str:
        """How somebody is named outside the head: `child 1`, or what they are to the victim."""
        return self.sheet.said(self.case.label(party), "people in the case")

    def agency(self, name: str) -> str:
        """The name of an agency, in this case."""
        return self.sheet.named(name, "agencies")

    def to_whom(self, risk: Risk) -> str:
        """`The victim; child 1`."""
        held = [to for to in risk.to if self.holds_unborn or not self._is_unborn(to)]
        if risk.to and not held:
            return NOT_IN_THIS_COPY
        return capital("; ".join(map(self._at_risk, held))) or "Not said"

    def risk(self, risk: Risk, *, facing: bool = False) -> str:
        """The risk in its words; by its heading alone near the person causing harm, or in what is done `facing` them.

        The words of a risk are often the victim’s own, and would give them away as the source. Of a pregnancy
        neither words nor heading tell where the paper does not.
        """
        of_unborn = any(map(self._is_unborn, risk.to))
        if not (self.near_perpetrator or facing or self.hides(risk.text) or (of_unborn and not self.holds_unborn)):
            return capital(self.sheet.said(risk.text, f"risk {risk.label}"))
        shown = (each for each in self.reference.risks if self.holds_unborn or AtRisk.UNBORN not in each.to)
        return {heading.key: heading.label for heading in shown}.get(risk.heading, UNNAMED_RISK)

    def _is_about_unborn(self, action: Action) -> bool:
        """Whether an action about children is about an unborn one: by its risks or words, or as no other is there."""
        born = any(not child.unborn for child in self.case.parties_in(PartyRole.CHILD))
        at_risk = any(self._is_unborn(to) for risk in action.risks for to in risk.to)
        return not born or at_risk or tells_of_unborn(action.text, self.reference)

    def _is_unborn(self, to: RiskTo) -> bool:
        return to.party_id is not None and self.case.party(to.party_id).unborn

    def _holds_date(self, each: KeyDate) -> bool:
        if self.near_perpetrator and each.kind not in KNOWN_TO_PERPETRATOR:
            return False
        if each.kind is KeyDateKind.BIRTH:
            return self.holds_unborn
        return each.kind is not KeyDateKind.OTHER or not self.hides(each.note)

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
