"""Types in what is said about a case, in the six steps of the meeting room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from marac_desk.actions import Action, Faces, Progress
from marac_desk.cases import Case, Party, PartyRole
from marac_desk.discussion import Discussion, Impact, Likelihood, MayKnow, RiskTo, Said, Subject, VoiceKind
from marac_desk.gaps import Room, open_gaps
from marac_desk.meetings import Meeting
from marac_desk.referrals import Referral
from marac_desk.repeats import months_after
from marac_desk.sample.cast import Cast
from marac_desk.sample.days import Days
from marac_desk.sample.door import Door, Editing
from marac_desk.sample.pages import Page

_SILENT = {
    "not_known": Said.NOT_KNOWN,
    "nothing_relevant": Said.NOTHING_RELEVANT,
    "not_present": Said.NOT_PRESENT,
}


@dataclass
class CaseTyping:
    """One case at one meeting, as it is typed. `speakers` are those in the room, by agency key."""

    door: Door
    cast: Cast
    days: Days
    page: Page
    meeting_id: UUID
    speakers: Mapping[str, str]

    def type_ahead(self) -> None:
        """What is filed before the meeting: the referrer's account, the IDVA's update, the agencies' returns."""
        self.discussion_id = self._begin(None)
        self._hear()
        self._share(filed=True)
        self._risks()
        self._actions()

    def type_through(self, started: datetime) -> datetime:
        """Types the case through its six steps and gives the time at which it ended."""
        self.discussion_id = self._begin(started)
        self._hear()
        self._share(filed=False)
        self._risks()
        self._recap()
        self._actions()
        self._summarise()
        ended = started + timedelta(minutes=self.page["minutes"])
        self._close(ended)
        return ended

    @property
    def _case_id(self) -> UUID:
        return self.cast.cases[self.page["key"]]

    def _begin(self, started: datetime | None) -> UUID:
        with self.door.edit("Present case") as edit:
            discussion = Discussion(
                self.meeting_id,
                self._case_id,
                self.cast.referrals.get(self.page["key"]),
                presented=self.days.words(self.page.get("presented", "")),
                actions_before=self.cast.actions_so_far.get(self.page["key"], 0),
                started_at=started,
            )
            edit.add(discussion)
            return discussion.id

    def _hear(self) -> None:
        if not ("voice" in self.page or "voice_missing" in self.page):
            return
        with self.door.edit("Record the victim's voice") as edit:
            case, discussion = edit.get(Case, self._case_id), self._discussion(edit)
            if "voice_missing" in self.page:
                discussion.voice_not_had(self.days.words(self.page["voice_missing"]))
            for line in self.page.get("voice", ()):
                discussion.hear(
                    VoiceKind(line["kind"]),
                    self.days.words(line["text"]),
                    told_to=line.get("told_to", "the IDVA"),
                    told_on=self.days.on(line["told_on"]),
                    may_know=MayKnow(line.get("may_know", MayKnow.ONLY_FROM_VICTIM.value)),
                    child_id=_party(case, line["child"]).id if "child" in line else None,
                )

    def _share(self, filed: bool) -> None:
        with self.door.edit("Record what agencies shared") as edit:
            discussion = self._discussion(edit)
            for key, part in self.page.get("shared", {}).items():
                said = Said(part.get("said", Said.SHARES.value))
                discussion.share(
                    self.cast.agency(key),
                    said,
                    self.days.words(part.get("fact", "")),
                    self.days.words(part.get("view", "")),
                    source=self.days.words(part.get("source", "")),
                    speaker=self.speakers.get(key, ""),
                    may_know=MayKnow(part.get("may_know", MayKnow.SHAREABLE.value)),
                    filed=filed or said is Said.IN_WRITING,
                    heard=not filed,
                )
            for word, said in _SILENT.items():
                for key in self.page.get(word, ()):
                    discussion.share(self.cast.agency(key), said, filed=filed)

    def _risks(self) -> None:
        for part in self.page.get("risk", ()):
            with self.door.edit("Add risk") as edit:
                case = edit.get(Case, self._case_id)
                self._discussion(edit).raise_risk(
                    self.days.words(part["text"]),
                    *(_at_risk(case, whom) for whom in part["to"]),
                    heading=part["heading"],
                    likelihood=Likelihood(part["likelihood"]),
                    impact=Impact(part["impact"]),
                    raised_by=self.cast.agency(part["by"]),
                )

    def _recap(self) -> None:
        with self.door.edit("Recap risks") as edit:
            discussion = self._discussion(edit)
            discussion.already_in_place = self.days.words(self.page.get("already_in_place", ""))
            discussion.overall = self.days.words(self.page.get("overall", ""))
            discussion.recap()

    def _actions(self) -> None:
        for part in self.page.get("action", ()):
            with self.door.edit("Add action") as edit:
                action = self._add_action(self._discussion(edit), part)
                if "declined" in part:
                    action.decline(part["declined"])
                self.cast.actions_so_far[self.page["key"]] = action.number
            self._report(action.id, part)

    def _add_action(self, discussion: Discussion, part: Page) -> Action:
        owner = part["owner"]
        by_number = {risk.number: risk.id for risk in discussion.risks}
        return discussion.add_action(
            self.days.words(part["text"]),
            owner=self.cast.agency(owner) if owner else None,
            person=part.get("person", self.speakers.get(owner, "")),
            due=self.days.due(part["due"]) if "due" in part else None,
            ongoing=part.get("ongoing", False),
            risks=[by_number[number] for number in part.get("risks", ())],
            faces=Faces(part.get("faces", Faces.VICTIM.value)),
            catalogue_code=part.get("code", ""),
            protected_detail=part.get("detail", ""),
            other_source=self.days.words(part.get("other_source", "")),
        )

    def _report(self, action_id: UUID, part: Page) -> None:
        for report in part.get("report", ()):
            with self.door.edit("Report on action") as edit:
                action = next(each for each in self._discussion(edit).actions if each.id == action_id)
                action.report(
                    self.days.later(report["after"]),
                    Progress(report["state"]),
                    self.days.words(report.get("note", "")),
                    by=report.get("by", action.person),
                    worked=report.get("worked"),
                )

    def _summarise(self) -> None:
        with self.door.edit("Summarise case") as edit:
            discussion, case = self._discussion(edit), edit.get(Case, self._case_id)
            tell = self.page["tell"]
            discussion.read_back = self.days.words(self.page.get("read_back", ""))
            discussion.tell(self.cast.agency(tell["agency"]), tell["who"], tell["how"], self.days.due(tell["by"]))
            discussion.links, discussion.outcome = self.page.get("links", ""), self.page.get("outcome", "")
            if discussion.referral_id is not None:
                received = edit.get(Referral, discussion.referral_id).received_on
                discussion.flag_until = case.flagged_until = months_after(received, 12)

    def _close(self, ended: datetime) -> None:
        """Closes the case; each gap that is left gets the reason that the page has for it."""
        with self.door.edit("Close case") as edit:
            discussion, meeting = self._discussion(edit), edit.get(Meeting, self.meeting_id)
            here = {each.agency_id for each in meeting.present(self._case_id) if each.agency_id is not None}
            table = {self.cast.agency(key): self.cast.names[self.cast.agency(key)] for key in self.page["asked"]}
            for gap in open_gaps(discussion, edit.get(Case, self._case_id), Room(table, frozenset(here))):
                for about, reason in self.page.get("gap", {}).items():
                    if about in gap.say:
                        discussion.give_reason(gap.key, gap.say, reason)
            discussion.ended_at = ended

    def _discussion(self, edit: Editing) -> Discussion:
        return edit.get(Discussion, self.discussion_id)


def _at_risk(case: Case, whom: str) -> RiskTo:
    """`the victim`, `staff`, or one of the case's people as papers call them: `child 1`."""
    plain = {each.value: each for each in (Subject.VICTIM, Subject.STAFF, Subject.PERPETRATOR)}
    if whom in plain:
        return RiskTo(plain[whom])
    party = _party(case, whom)
    return RiskTo(Subject.CHILD if party.role is PartyRole.CHILD else Subject.OTHER, party.id)


def _party(case: Case, label: str) -> Party:
    """The one whom papers call so."""
    return next(each for each in case.parties if case.label(each) == label)
