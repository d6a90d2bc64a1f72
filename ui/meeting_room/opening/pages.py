"""Which page belongs to which line of the opening and the closing."""

from __future__ import annotations

from ui.meeting_room.line_page import LinePage
from ui.meeting_room.opening.attendance_page import AttendancePage
from ui.meeting_room.opening.business_page import BusinessPage
from ui.meeting_room.opening.conflicts_page import ConflictsPage
from ui.meeting_room.opening.earlier_page import EarlierPage
from ui.meeting_room.opening.twelve_months_page import TwelveMonthsPage
from ui.meeting_room.opening.welcome_page import WelcomePage

LINE_PAGES: dict[str, type[LinePage]] = {
    "welcome": WelcomePage,
    "attendance": AttendancePage,
    "conflicts": ConflictsPage,
    "earlier": EarlierPage,
    "twelve_months": TwelveMonthsPage,
    "other_business": BusinessPage,
}
