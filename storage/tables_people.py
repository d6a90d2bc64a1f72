"""The tables of MARACs, agencies, people, cases and referrals."""

from __future__ import annotations

from sqlalchemy import Index, UniqueConstraint

from marac_desk.agencies import WorksWith
from marac_desk.cases import KeyDateKind, PartyRole
from marac_desk.dash import Answer
from marac_desk.maracs import NamesOnPapers, RepeatClock
from marac_desk.people import AddressKind, Ethnicity, Gender
from storage.columns import (
    choice,
    days,
    identifier,
    links,
    numbers,
    partial_day,
    place,
    refers,
    table,
    words,
    yes_no,
)

marac = table(
    "marac",
    identifier(),
    *words("name", "prefix", "safelives_name", "venue", "chair", "coordinator", "coordinator_email"),
    *words("marking"),
    *numbers("minutes_per_case", "capacity", "dash_threshold", "escalation_incidents", "repeat_months"),
    choice("repeat_clock", RepeatClock),
    choice("names_on_papers", NamesOnPapers),
    *numbers("retention_years"),
    *words("nation"),
    *numbers("adult_female_population", optional=True),
    *numbers("cases_numbered", "meetings_numbered"),
)

agency = table(
    "agency",
    identifier(),
    *words("name", "key", "bucket"),
    *numbers("speaking_order"),
    *yes_no("core"),
    choice("works_with", WorksWith),
    *words("secure_email"),
    *days("agreement_signed"),
    Index(None, "speaking_order", "name"),
)

marac_agency = links("marac_agency", "marac", "agency")

representative = table(
    "representative",
    identifier(),
    refers("agency_id", "agency"),
    place(),
    *words("name", "role", "email"),
    *yes_no("deputy", "designated_officer"),
)

person = table(
    "person",
    identifier(),
    *words("given_names", "family_name"),
    partial_day("born"),
    *words("born_unsure", "phone", "email", "language"),
    *yes_no("interpreter"),
    *words("safe_number", "safe_how", "safe_when", "safe_code_word"),
    *yes_no("safe_voicemail", optional=True),
    choice("gender", Gender),
    choice("ethnicity", Ethnicity),
    *yes_no("disability", "lgbtq", "no_recourse", optional=True),
    Index(None, "family_name", "given_names"),
)

alias = table("alias", identifier(), refers("person_id", "person"), place(), *words("name"))

address = table(
    "address",
    identifier(),
    refers("person_id", "person"),
    place(),
    *words("lines", "postcode"),
    choice("kind", AddressKind),
    *days("since", "until"),
    *yes_no("protected"),
)

case_file = table(
    "case_file",
    identifier(),
    refers("marac_id", "marac", indexed=False),
    *words("reference"),
    refers("victim_id", "person"),
    *days("opened_on", optional=False),
    *words("contact_never", "contact_only"),
    *yes_no("honour_based", "restricted"),
    refers("counter_case_id", "case_file", optional=True),
    *words("primary_victim", "third_party_secrets"),
    *days("flagged_until"),
    UniqueConstraint("reference"),
    Index(None, "marac_id", "reference"),
)

party = table(
    "party",
    identifier(),
    refers("case_id", "case_file"),
    choice("role", PartyRole),
    refers("person_id", "person", optional=True),
    *words("relation", "relation_to_perpetrator"),
    *numbers("position"),
    *yes_no("convicted"),
    *days("due"),
    *words("school"),
    *yes_no("lives_with_victim"),
)

must_not_be_told = table(
    "must_not_be_told", identifier(), refers("case_id", "case_file"), place(), *words("who", "why")
)

must_not_receive = table(
    "must_not_receive",
    identifier(),
    refers("case_id", "case_file"),
    place(),
    *words("who", "why"),
    refers("agency_id", "agency", optional=True),
)

case_agency = table(
    "case_agency",
    identifier(),
    refers("case_id", "case_file"),
    place(),
    refers("agency_id", "agency"),
    choice("works_with", WorksWith),
)

key_date = table(
    "key_date",
    identifier(),
    refers("case_id", "case_file"),
    place(),
    choice("kind", KeyDateKind),
    *days("on", optional=False),
    *words("note"),
)

referral = table(
    "referral",
    identifier(),
    refers("case_id", "case_file", indexed=False),
    *days("received_on", optional=False),
    *words("reason"),
    *yes_no("visible_high_risk", "professional_judgement", "escalation", "repeat", "transfer"),
    *words("judgement_reason"),
    *words("other_tool_name", optional=True),
    *numbers("other_tool_score", "other_tool_out_of", optional=True),
    *yes_no("consent", optional=True),
    *words("lawful_basis"),
    *yes_no("victim_aware", optional=True),
    *words("not_aware_because", "afraid_of", "safe_to_talk_to", "not_safe_to_talk_to"),
    *yes_no("safe_to_contact", optional=True),
    *yes_no("children_answered"),
    *words("presenter"),
    *days("idva_referred_on"),
    *words("transferred_from", "not_listed_because", "not_listed_by"),
    Index(None, "case_id", "received_on"),
)

referring_agency = table(
    "referring_agency",
    identifier(),
    refers("referral_id", "referral"),
    place(),
    refers("agency_id", "agency"),
    *words("contact"),
    *numbers("share_of"),
)

dash_answer = table(
    "dash_answer",
    identifier(),
    refers("referral_id", "referral"),
    *numbers("number"),
    choice("answer", Answer),
    *words("source", "comment"),
)
