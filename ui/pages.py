"""The pages of the window, in the order of the rail. A page is registered here, and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from ui.shell.desk import Desk
    from ui.shell.page import Page


@dataclass(frozen=True)
class PageEntry:
    """A page: its key, its name in the rail, and `module:Class`, which is imported when it is first opened.

    A page with `rail=False` is opened from elsewhere. A `whole_window` page hides the rail. Who may only
    read has no use for one that `edits`. `finds` are
    the kinds of things that the palette opens there: of a case, or by their own identifier.
    """

    key: str
    title: str
    made_by: str
    rail: bool = True
    whole_window: bool = False
    edits: bool = False
    finds: tuple[str, ...] = ()

    def make(self, desk: Desk) -> Page:
        """The page itself."""
        module, _, name = self.made_by.partition(":")
        return cast("Page", getattr(import_module(module), name)(desk))


IN_A_CASE = (
    *("person", "case", "referral", "discussion", "victim's voice"),
    *("information shared", "risk", "action"),
)
PAGES = (
    PageEntry("home", "Today", "ui.home.home_page:HomePage"),
    PageEntry("meetings", "Meetings", "ui.planner.meetings_page:MeetingsPage"),
    PageEntry("cases", "Cases", "ui.case_file.cases_page:CasesPage"),
    PageEntry("referral", "New referral", "ui.referral.referral_page:ReferralPage", edits=True),
    PageEntry("actions", "Actions", "ui.actions.actions_page:ActionsPage"),
    PageEntry("room", "Meeting room", "ui.meeting_room.room_page:RoomPage", whole_window=True, edits=True),
    PageEntry("papers", "Papers", "ui.papers.papers_page:PapersPage"),
    PageEntry("agencies", "Agencies", "ui.local.agencies_page:AgenciesPage"),
    PageEntry("practice", "Local practice", "ui.local.practice_page:PracticePage"),
    PageEntry("audit", "History", "ui.audit.audit_page:AuditPageView"),
    PageEntry("people", "People", "ui.people.people_page:PeoplePage"),
    PageEntry("backups", "Backups", "ui.backups.backups_page:BackupsPage"),
    PageEntry("locking", "Locking", "ui.settings.locking_page:LockingPage"),
    PageEntry("appearance", "Appearance", "ui.settings.appearance_page:AppearancePage"),
    PageEntry("shortcuts", "Shortcuts", "ui.settings.shortcuts_page:ShortcutsPage"),
    PageEntry("new_meeting", "New meeting", "ui.planner.new_meeting_page:NewMeetingPage", rail=False, edits=True),
    PageEntry("agenda", "Agenda", "ui.planner.agenda_page:AgendaPage", rail=False, finds=("meeting",)),
    PageEntry("case", "Case file", "ui.case_file.case_page:CasePage", rail=False, finds=IN_A_CASE),
    PageEntry("ahead", "Before the meeting", "ui.case_file.ahead_page:AheadPage", rail=False, edits=True),
    PageEntry("history", "History of a record", "ui.audit.record_page:RecordPage", rail=False),
)
