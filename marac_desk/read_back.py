"""The text that the chair reads back at the end of a case: who does what, by when, in the order of the actions.

It holds nothing that only an action's owner may know, so that it can be read aloud and minuted.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from marac_desk.actions import Action
from marac_desk.dates import short_date
from marac_desk.discussion import Discussion

NO_ACTION = "No action was agreed."


def read_back(discussion: Discussion, agencies: Mapping[UUID, str]) -> str:
    """One line for each action that an agency took on; what was declined stands after them."""
    agreed = [_agreed(action, agencies) for action in discussion.agreed_actions()]
    declined = [f"Declined: {_who(action, agencies)}: {_bare(action)}." for action in discussion.declined_actions()]
    return "\n".join([*(agreed or [NO_ACTION]), *declined])


def _agreed(action: Action, agencies: Mapping[UUID, str]) -> str:
    return f"{action.number}. {_who(action, agencies)}: {_bare(action)}, {_when(action)}."


def _who(action: Action, agencies: Mapping[UUID, str]) -> str:
    """The agency alone: people are named in the list of actions."""
    return agencies.get(action.agency_id, "no agency") if action.agency_id else "no agency"


def _bare(action: Action) -> str:
    return action.text.strip().rstrip(".")


def _when(action: Action) -> str:
    if action.due is not None:
        return f"by {short_date(action.due)}"
    return "ongoing" if action.ongoing else "no date"
