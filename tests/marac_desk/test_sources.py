"""Which other sources than the victim's word are offered."""

from __future__ import annotations

from marac_desk.discussion import Discussion, MayKnow, Said
from marac_desk.identity import new_id
from marac_desk.sources import ready_sources

POLICE, HOUSING, IDVA, SCHOOL = (new_id() for _ in range(4))
NAMES = {POLICE: "Police", IDVA: "IDVA service", HOUSING: "Housing", SCHOOL: "Education"}


def a_discussion() -> Discussion:
    return Discussion(new_id(), new_id())


def test_the_police_record_is_always_offered_first() -> None:
    talk = a_discussion()
    talk.share(POLICE, Said.SHARES, "Three call-outs.")
    assert ready_sources(talk, NAMES, [POLICE]) == ("police record",)


def test_an_agency_that_shared_what_it_knows_itself_is_offered_by_name_in_speaking_order() -> None:
    talk = a_discussion()
    talk.share(SCHOOL, Said.IN_WRITING, "Late each Monday.")
    talk.share(HOUSING, Said.SHARES, "The door was broken.")
    assert ready_sources(talk, NAMES, [POLICE])[1:] == ("Housing: its own record", "Education: its own record")


def test_what_is_known_only_from_the_victim_and_who_brought_nothing_are_no_source() -> None:
    talk = a_discussion()
    talk.share(IDVA, Said.SHARES, "He reads her messages.", may_know=MayKnow.ONLY_FROM_VICTIM)
    talk.share(HOUSING, Said.NOT_KNOWN)
    assert ready_sources(talk, NAMES, [POLICE]) == ("police record",)
