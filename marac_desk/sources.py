"""Where else something is known from than the victim, so that an action does not show who spoke.

An action that faces the person causing harm and rests only on what the victim said gives the victim
away. The room is asked for another source; what agencies shared of their own knowledge is offered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from marac_desk.discussion import Discussion, MayKnow, Said

POLICE_RECORD = "police record"
MOST = 8


def ready_sources(discussion: Discussion, names: Mapping[UUID, str], police: Iterable[UUID]) -> tuple[str, ...]:
    """The sources to be offered, the police record first: `police record`, `Housing: its own record`.

    `names` are the agencies at the table in speaking order, `police` those of them that are police. What is
    known only from the victim is no other source, and neither is an agency that brought nothing.
    """
    forces = set(police)
    brought = {
        each.agency_id
        for each in discussion.contributions
        if each.said in (Said.SHARES, Said.IN_WRITING) and each.may_know is not MayKnow.ONLY_FROM_VICTIM
    }
    own = [f"{name}: its own record" for agency_id, name in names.items() if agency_id in brought - forces]
    return (POLICE_RECORD, *own)[:MOST]
