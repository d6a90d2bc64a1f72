"""Which page belongs to which step."""

from __future__ import annotations

from marac_desk.discussion import Step
from ui.meeting_room.step_page import StepPage

STEP_PAGES: dict[Step, type[StepPage]] = {}
