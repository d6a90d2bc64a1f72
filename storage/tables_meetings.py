"""The tables of meetings, of what was discussed and agreed there, and of the papers made from it."""

from __future__ import annotations

from sqlalchemy import Index, UniqueConstraint

from marac_desk.actions import Faces, Progress
from marac_desk.discussion import Impact, Likelihood, MayKnow, Said, Subject, VoiceKind
from marac_desk.meetings import Listing, MeetingState, Presence
from marac_desk.papers import PaperKind
from storage.columns import (
    choice,
    days,
    identifier,
    links,
    numbers,
    place,
    plain,
    refers,
    table,
    times,
    words,
    yes_no,
)

meeting = table(
    "meeting",
    identifier(),
    refers("marac_id", "marac", indexed=False),
    *words("reference"),
    *times("starts_at", optional=False),
    *words("venue", "chair", "coordinator"),
    choice("state", MeetingState),
    *yes_no("statement_read"),
    *times("opened_at", "closed_at"),
    *yes_no("earlier_minutes_agreed", optional=True),
    *words("other_business"),
    *days("next_meeting"),
    *words("signed_off_by"),
    *times("signed_off_at"),
    UniqueConstraint("reference"),
    Index(None, "marac_id", "starts_at"),
)

agenda_item = table(
    "agenda_item",
    identifier(),
    refers("meeting_id", "meeting", indexed=False),
    refers("case_id", "case_file"),
    *numbers("position"),
    choice("listing", Listing),
    *words("slot", "deferred_because"),
    UniqueConstraint("meeting_id", "case_id"),
)

attendance = table(
    "attendance",
    identifier(),
    refers("meeting_id", "meeting"),
    place(),
    *words("name"),
    choice("presence", Presence),
    refers("agency_id", "agency", optional=True),
    *words("organisation", "role"),
    *yes_no("signed", "information_sent"),
    *days("information_received"),
)

left_for = table(
    "left_for",
    identifier(),
    refers("attendance_id", "attendance"),
    place(),
    refers("case_id", "case_file"),
    *words("why"),
)

conflict_of_interest = table(
    "conflict_of_interest",
    identifier(),
    refers("meeting_id", "meeting"),
    place(),
    refers("case_id", "case_file"),
    *words("who", "nature", "decision"),
    refers("attendance_id", "attendance", optional=True),
)

discussion = table(
    "discussion",
    identifier(),
    refers("meeting_id", "meeting", indexed=False),
    refers("case_id", "case_file"),
    refers("referral_id", "referral", optional=True),
    *words("presented", "voice_missing_because", "already_in_place", "overall"),
    *yes_no("risks_recapped"),
    *words("read_back"),
    refers("teller_agency_id", "agency", optional=True),
    *words("teller", "tell_how"),
    *days("tell_by"),
    *words("links"),
    *days("flag_until"),
    *words("outcome"),
    *numbers("actions_before"),
    *times("started_at", "ended_at"),
    UniqueConstraint("meeting_id", "case_id"),
)

voice_line = table(
    "voice_line",
    identifier(),
    refers("discussion_id", "discussion"),
    choice("kind", VoiceKind),
    *words("text", "told_to"),
    *days("told_on"),
    choice("may_know", MayKnow),
    refers("child_id", "party", optional=True),
    *numbers("position"),
)

contribution = table(
    "contribution",
    identifier(),
    refers("discussion_id", "discussion"),
    place(),
    refers("agency_id", "agency"),
    choice("said", Said),
    *words("fact", "view", "source", "speaker"),
    choice("may_know", MayKnow),
    *yes_no("filed"),
    *yes_no("heard"),
)

risk = table(
    "risk",
    identifier(),
    refers("discussion_id", "discussion"),
    *numbers("number"),
    *words("text", "heading"),
    choice("likelihood", Likelihood, optional=True),
    choice("impact", Impact, optional=True),
    refers("raised_by", "agency", optional=True),
    *yes_no("recapped"),
)

risk_to = table(
    "risk_to",
    identifier(),
    refers("risk_id", "risk"),
    place(),
    choice("subject", Subject),
    refers("party_id", "party", optional=True),
)

action = table(
    "action",
    identifier(),
    refers("discussion_id", "discussion"),
    *numbers("number"),
    *words("text"),
    refers("agency_id", "agency", optional=True, indexed=False),
    *words("person"),
    *days("due"),
    *yes_no("ongoing"),
    choice("faces", Faces),
    *words("protected_detail", "catalogue_code", "other_source"),
    *yes_no("asked_and_declined"),
    *words("declined_because"),
    choice("stands", Progress),
    Index(None, "due"),
    Index(None, "stands", "asked_and_declined", "due"),
    Index(None, "agency_id", "stands", "asked_and_declined", "due"),
)
"""`stands` is where the action stands by its latest report, so that a list need not look at every report."""

action_risk = links("action_risk", "action", "risk")

progress_entry = table(
    "progress_entry",
    identifier(),
    refers("action_id", "action", indexed=False),
    place(),
    *times("at", optional=False),
    choice("state", Progress),
    *words("note", "reported_by"),
    *yes_no("worked", optional=True),
    Index(None, "action_id", "at", "place", "state"),
    Index(None, "at", "action_id"),
)

gap_reason = table(
    "gap_reason",
    identifier(),
    refers("discussion_id", "discussion"),
    place(),
    *words("gap", "what", "reason"),
)

export_record = table(
    "export_record",
    identifier(),
    refers("meeting_id", "meeting", optional=True),
    choice("kind", PaperKind),
    *words("file_name"),
    *plain("fingerprint", "sha256"),
    *times("at", optional=False),
    *words("by", "recipient", "protection"),
)

signed_paper = table(
    "signed_paper",
    identifier(),
    refers("meeting_id", "meeting"),
    choice("kind", PaperKind),
    *plain("fingerprint", "blocks"),
    *times("signed_at", optional=False),
)

decision = table(
    "decision",
    identifier(),
    refers("meeting_id", "meeting"),
    *plain("finding_key"),
    *words("why", "by"),
    *times("at", optional=False),
)

addendum = table(
    "addendum",
    identifier(),
    refers("meeting_id", "meeting"),
    *words("text", "by"),
    *times("at", optional=False),
)
"""A dated note on signed minutes."""
