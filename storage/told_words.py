"""What the tables and their columns are called when a person is told about them: in the words of the trade.

Every table of the record has its word here, and every column that is not called as it is spelled.
"""

from __future__ import annotations

TABLES = {
    "action": "action",
    "action_risk": "risk that an action answers",
    "addendum": "dated note",
    "address": "address",
    "agency": "agency",
    "agenda_item": "line of the agenda",
    "alias": "other name",
    "attendance": "line of the attendance sheet",
    "case_agency": "agency in a case",
    "case_file": "case",
    "conflict_of_interest": "conflict of interest",
    "contribution": "information shared",
    "dash_answer": "Dash answer",
    "decision": "decision on a sentence",
    "discussion": "discussion",
    "export_record": "export",
    "failed_unlock": "failed attempts to unlock",
    "gap_reason": "reason for a gap",
    "key_date": "key date",
    "keyholder": "person who can open the vault",
    "left_for": "somebody who left the room",
    "marac": "MARAC",
    "marac_agency": "agency of a MARAC",
    "meeting": "meeting",
    "must_not_be_told": "somebody who must not be told",
    "must_not_receive": "somebody who must not receive papers",
    "party": "person in a case",
    "person": "person",
    "progress_entry": "report on an action",
    "referral": "referral",
    "referring_agency": "referring agency",
    "representative": "representative",
    "risk": "risk",
    "risk_to": "who is at risk",
    "setting": "setting of the vault",
    "signed_paper": "signed minutes",
    "voice_line": "victim's voice",
}
"""What one row of each table is."""

UNTOLD = frozenset({"id", "place", "slot", "public_key", "blocks", "sha256", "finding_key", "catalogue_code", "key"})
"""Columns that only the program reads."""

GUARDED = frozenset(
    {
        *("safe_number", "safe_how", "safe_when", "safe_code_word", "safe_voicemail"),
        *("third_party_secrets", "protected_detail", "lines", "postcode", "phone", "email"),
    }
)
"""Columns whose words are not shown until somebody asks for them, as on the case file."""

_OF_ONE_TABLE = {
    ("addendum", "at"): "added",
    ("address", "lines"): "address",
    ("address", "kind"): "kind of address",
    ("agency", "bucket"): "place in the data return",
    ("agency", "core"): "core agency",
    ("agenda_item", "position"): "place on the agenda",
    ("agenda_item", "slot"): "time",
    ("attendance", "role"): "what they are",
    ("contribution", "said"): "how they answered",
    ("contribution", "heard"): "heard at the meeting",
    ("contribution", "filed"): "sent in before",
    ("decision", "at"): "decided",
    ("export_record", "at"): "exported",
    ("export_record", "kind"): "paper",
    ("export_record", "recipient"): "for",
    ("party", "due"): "baby due",
    ("party", "position"): "order",
    ("party", "role"): "role in the case",
    ("progress_entry", "at"): "reported",
    ("progress_entry", "worked"): "it worked",
    ("referring_agency", "share_of"): "referred jointly by",
    ("risk", "recapped"): "recapped by the chair",
    ("risk_to", "subject"): "at risk",
    ("signed_paper", "kind"): "paper",
    ("voice_line", "position"): "order",
    ("voice_line", "kind"): "kind of line",
}
_EVERYWHERE = {
    "actions_before": "actions that the count goes on from",
    "adult_female_population": "adult women in the area",
    "afraid_of": "afraid of",
    "already_in_place": "already in place",
    "born": "date of birth",
    "born_unsure": "what is unsure about the date of birth",
    "cases_numbered": "cases numbered so far",
    "chair": "chair",
    "contact_never": "never contact by",
    "contact_only": "contact only by",
    "counter_case_id": "counter-allegation",
    "dash_threshold": "Dash threshold",
    "declined_because": "why it was declined",
    "deferred_because": "why it was deferred",
    "ended_at": "ended",
    "escalation_incidents": "incidents that count as escalation",
    "first_at": "first attempt",
    "flag_until": "flag until",
    "honour_based": "so-called honour-based abuse",
    "idva_referred_on": "referred to the IDVA",
    "judgement_reason": "reason of the judgement",
    "last_at": "last attempt",
    "left_at": "left",
    "lgbtq": "LGBTQ+",
    "meetings_numbered": "meetings numbered so far",
    "no_recourse": "no recourse to public funds",
    "not_aware_because": "why the victim is not aware",
    "not_listed_because": "why it was not listed",
    "opened_at": "opened",
    "closed_at": "closed",
    "opened_on": "opened",
    "other_tool_name": "other risk tool",
    "other_tool_out_of": "other tool: out of",
    "other_tool_score": "other tool: score",
    "presented": "what was presented",
    "received_on": "received",
    "safelives_name": "name at SafeLives",
    "safe_number": "safe number",
    "safe_voicemail": "safe to leave a message",
    "signed_off_at": "signed off",
    "stands": "where it stands",
    "started_at": "began",
    "starts_at": "begins",
    "tell_by": "tell the victim by",
    "tell_how": "how the victim is told",
    "teller": "who tells the victim",
    "teller_agency_id": "agency that tells the victim",
    "third_party_secrets": "what others told in confidence",
    "told_on": "told on",
    "voice_missing_because": "why the victim's voice is missing",
    "signed_at": "signed",
}


def table_word(table: str) -> str:
    """What one row of it is; for a table that this version does not know, what it is called."""
    return TABLES.get(table, table.replace("_", " "))


def field_word(table: str, column: str) -> str:
    """What a column is called."""
    said = _OF_ONE_TABLE.get((table, column)) or _EVERYWHERE.get(column)
    return said or column.removesuffix("_id").replace("_", " ")
