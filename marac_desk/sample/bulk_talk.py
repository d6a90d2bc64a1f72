"""Made-up discussions: what was said, feared and agreed, and what became of it by now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from marac_desk.actions import STILL_TO_DO, Action, Progress
from marac_desk.agencies import Agency
from marac_desk.discussion import Discussion, Impact, Likelihood, RiskTo, Said, Subject, VoiceKind
from marac_desk.meetings import Meeting
from marac_desk.referrals import Referral
from marac_desk.repeats import months_after
from marac_desk.sample.bulk_cases import MadeUpCase
from marac_desk.sample.chance import Chance
from marac_desk.timetable import WorkingDays

_SAID = [Said.SHARES] * 8 + [Said.NOT_KNOWN] * 8 + [Said.NOTHING_RELEVANT] * 2 + [Said.IN_WRITING, Said.NOT_PRESENT]
_CHASED = timedelta(days=60)
"""After so long even what was not done at first has been chased to its end."""

_BECAME = [Progress.COMPLETE] * 15 + [Progress.IN_PROGRESS, Progress.NOT_POSSIBLE, Progress.NOT_DONE]
_VOICE = {VoiceKind.SITUATION: "situation", VoiceKind.VIEW: "view", VoiceKind.WISH: "wish", VoiceKind.FEAR: "fear"}


class Talk:
    """Makes up one discussion after the other around the same table."""

    def __init__(self, chance: Chance, agencies: Sequence[Agency], now: datetime) -> None:
        self.chance, self.agencies, self.now = chance, agencies, now
        self.calendar = WorkingDays()
        keys = {agency.key: agency for agency in agencies}
        self.actions = [
            (keys[key], each) for each in chance.actions for key in each.agencies if key in keys and not each.ongoing
        ]

    def about(self, case: MadeUpCase, meeting: Meeting, referral: Referral) -> Discussion:
        """The six steps of a case, from the referrer's account to who tells the victim."""
        discussion = Discussion(
            meeting.id, case.case_id, referral.id, presented=referral.reason, actions_before=case.actions
        )
        discussion.started_at = meeting.starts_at + timedelta(minutes=10 * len(meeting.agenda))
        self._hear(discussion, meeting.starts_at.date())
        self._share(discussion)
        self._raise_risks(discussion, case.child_ids)
        self._agree(discussion, meeting.starts_at.date())
        case.actions = discussion.actions[-1].number
        self._summarise(discussion, referral, meeting.starts_at.date())
        discussion.ended_at = discussion.started_at + timedelta(minutes=9)
        return discussion

    def _hear(self, discussion: Discussion, day: date) -> None:
        if self.chance.happens(12):
            discussion.voice_not_had("Not reached safely before the meeting.")
            return
        for kind, words in _VOICE.items():
            if self.chance.happens(75):
                told_on = day - timedelta(days=self.chance.random.randint(1, 7))
                discussion.hear(kind, self.chance.text(words), told_to="the IDVA", told_on=told_on)

    def _share(self, discussion: Discussion) -> None:
        for agency in self.agencies:
            said = self.chance.random.choice(_SAID)
            if said in (Said.SHARES, Said.IN_WRITING):
                fact, view = self.chance.text("fact"), self.chance.text("professional_view")
                discussion.share(agency.id, said, fact, view, source=self.chance.text("source"))
            else:
                discussion.share(agency.id, said)

    def _raise_risks(self, discussion: Discussion, children: Sequence[UUID]) -> None:
        random = self.chance.random
        for each in random.sample(self.chance.words["risk"], random.randint(2, 5)):
            discussion.raise_risk(
                each["text"],
                RiskTo(Subject.VICTIM),
                *(RiskTo(Subject.CHILD, child) for child in children if self.chance.happens(40)),
                heading=each["heading"],
                likelihood=random.choice(list(Likelihood)),
                impact=random.choice(list(Impact)),
                raised_by=random.choice(self.agencies).id,
            )
        discussion.recap()
        discussion.already_in_place, discussion.overall = self.chance.text("in_place"), self.chance.text("overall")

    def _agree(self, discussion: Discussion, day: date) -> None:
        random = self.chance.random
        for agency, each in random.sample(self.actions, random.randint(3, 6)):
            action = discussion.add_action(
                each.text,
                owner=agency.id,
                person=agency.representatives[0].name,
                due=self.calendar.add(day, each.working_days or 0),
                risks=[random.choice(discussion.risks).id],
                faces=each.faces[0],
                catalogue_code=each.code,
                other_source="own record",
            )
            self._report(action)

    def _report(self, action: Action) -> None:
        """What became of it by now; of what is not due yet nothing is heard, nor of one in ten that was due lately."""
        today = self.now.date()
        if action.due is None or action.due >= today:
            return
        long_ago = action.due < today - _CHASED
        if self.chance.happens(10) and not long_ago:
            return
        state = self.chance.random.choice(_BECAME)
        late = timedelta(days=self.chance.random.choice([-1, 0, 0, 0, 3, 9]))
        at = min(datetime.combine(action.due, time(15), tzinfo=UTC) + late, self.now)
        words = {Progress.NOT_POSSIBLE: "not_possible", Progress.NOT_DONE: "not_done"}.get(state, "progress_note")
        worked = self.chance.happens(70) if state is Progress.COMPLETE else None
        action.report(at, state, self.chance.text(words), action.person, worked)
        if long_ago and state in STILL_TO_DO:
            action.report(at + _CHASED / 2, Progress.COMPLETE, self.chance.text("progress_note"), action.person)

    def _summarise(self, discussion: Discussion, referral: Referral, day: date) -> None:
        idva = next(agency for agency in self.agencies if agency.key == "idva")
        discussion.read_back = self.chance.text("read_back")
        discussion.tell(idva.id, idva.representatives[0].name, "by phone", self.calendar.add(day, 2))
        discussion.flag_until = months_after(referral.received_on, 12)
        discussion.outcome = "Plan agreed."
