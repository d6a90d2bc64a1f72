"""Which page belongs to which step."""

from __future__ import annotations

from marac_desk.discussion import Step
from ui.meeting_room.step_page import StepPage
from ui.meeting_room.steps.actions import ActionsPage
from ui.meeting_room.steps.agencies import AgenciesPage
from ui.meeting_room.steps.referrer import ReferrerPage
from ui.meeting_room.steps.risks import RisksPage
from ui.meeting_room.steps.summary import SummaryPage
from ui.meeting_room.steps.voice import VoicePage

STEP_PAGES: dict[Step, type[StepPage]] = {
    page.step: page for page in (ReferrerPage, VoicePage, AgenciesPage, RisksPage, ActionsPage, SummaryPage)
}
