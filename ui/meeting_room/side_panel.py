"""What of the case is read for the panel at the right: what was recorded, and what came of last time's actions."""

from __future__ import annotations

from collections.abc import Iterable

from marac_desk.actions import Progress
from marac_desk.discussion import Step
from marac_desk.meetings import Meeting
from storage.earlier_rows import EarlierRow, last_time
from ui.meeting_room.recorded_lines import Recorded, recorded
from ui.meeting_room.recorded_panel import LastTime
from ui.meeting_room.room import Room
from ui.widgets.mark import Tone

SHORT = {
    Progress.OPEN: "open",
    Progress.IN_PROGRESS: "in progress",
    Progress.NOT_POSSIBLE: "not possible",
    Progress.NOT_DONE: "not done",
}


def read_recorded(room: Room) -> tuple[Recorded, tuple[LastTime, ...]]:
    """Both, as the record stands now."""
    with room.look() as (read, discussion):
        held = read.get(Meeting, room.meeting_id)
        earlier = last_time(read.session, held, discussion.case_id, discussion.started_at)
        return recorded(discussion, room.heard, Step(room.step)), tuple(_not_finished(earlier))


def _not_finished(earlier: Iterable[EarlierRow]) -> Iterable[LastTime]:
    for row in earlier:
        if row.unfinished:
            tone = Tone.PLAIN if row.state is Progress.NOT_POSSIBLE else Tone.WARN
            yield LastTime(SHORT[row.state], f"{row.agency}: {row.text}" if row.agency else row.text, tone)
