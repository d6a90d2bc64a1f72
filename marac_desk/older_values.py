"""Which fields may get an older value back by themselves, straight from the history.

What follows from something else is not among them: numbers and references, where a meeting or an action
stands, times that the program noted, and pairs that only make sense together.
"""

from __future__ import annotations

from marac_desk.errors import Refused

FOLLOWS = "This follows from something else in the record, so an older value cannot be put back by itself."
GONE = "This is no longer in the record, so nothing can be put back into it. Undo what took it away, or enter it anew."
SAME = "It says that already. Nothing was changed."
NAMED_GONE = "What the older value names is no longer in the record, so it cannot be put back. Nothing was changed."
NO_LONGER_FITS = "The older value no longer fits with the rest of the record, so it was not put back."

_FIELDS: dict[str, tuple[str, ...]] = {
    "person": (
        *("given_names", "family_name", "born", "born_unsure", "phone", "email", "language", "interpreter"),
        *("safe_number", "safe_how", "safe_when", "safe_code_word", "safe_voicemail"),
        *("gender", "ethnicity", "disability", "lgbtq", "no_recourse"),
    ),
    "alias": ("name",),
    "address": ("lines", "postcode", "kind", "since", "until", "protected"),
    "agency": ("name", "bucket", "core", "works_with", "secure_email", "agreement_signed"),
    "representative": ("name", "role", "email", "deputy", "designated_officer"),
    "marac": (
        *("name", "safelives_name", "venue", "chair", "coordinator", "coordinator_email", "marking"),
        *("minutes_per_case", "capacity", "dash_threshold", "escalation_incidents", "repeat_months", "repeat_clock"),
        *("names_on_papers", "retention_years", "nation", "adult_female_population"),
    ),
    "case_file": (
        *("contact_never", "contact_only", "honour_based", "restricted"),
        *("primary_victim", "third_party_secrets", "flagged_until"),
    ),
    "party": ("relation", "relation_to_perpetrator", "convicted", "due", "school", "lives_with_victim"),
    "must_not_be_told": ("who", "why"),
    "must_not_receive": ("who", "why", "agency_id"),
    "case_agency": ("works_with",),
    "key_date": ("kind", "on", "note"),
    "referral": (
        *("received_on", "reason", "visible_high_risk", "professional_judgement", "escalation", "repeat", "transfer"),
        *("judgement_reason", "consent", "lawful_basis", "victim_aware", "not_aware_because", "afraid_of"),
        *("safe_to_talk_to", "not_safe_to_talk_to", "safe_to_contact", "presenter", "idva_referred_on"),
        "transferred_from",
    ),
    "referring_agency": ("contact",),
    "dash_answer": ("answer", "source", "comment"),
    "meeting": ("venue", "chair", "coordinator", "other_business", "next_meeting"),
    "agenda_item": ("listing",),
    "attendance": ("name", "organisation", "role", "signed", "information_received"),
    "conflict_of_interest": ("nature",),
    "discussion": (
        *("presented", "voice_missing_because", "already_in_place", "overall", "read_back"),
        *("teller", "tell_how", "tell_by", "links", "flag_until", "outcome"),
    ),
    "voice_line": ("text", "told_to", "told_on", "may_know"),
    "contribution": ("fact", "view", "source", "speaker", "may_know"),
    "risk": ("text", "heading", "likelihood", "impact", "raised_by"),
    "action": ("text", "agency_id", "person", "due", "faces", "protected_detail"),
    "gap_reason": ("reason",),
    "progress_entry": ("note", "reported_by"),
}

AFTER_SIGN_OFF = frozenset({"progress_entry"})
"""What goes on after the minutes are signed: agencies report on their actions."""


def can_be_restored(kind: str, field: str) -> bool:
    """Whether this field of this kind of record may get an older value back."""
    return field in _FIELDS.get(kind, ())


def must_be_restorable(kind: str, field: str) -> None:
    """Raises Refused for a field that follows from something else."""
    if not can_be_restored(kind, field):
        raise Refused(FOLLOWS)
