"""One agency: its name, its secure e-mail, its representative and its deputy. Kept as each field is left."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from marac_desk.agencies import Agency, Representative
from marac_desk.errors import Refused
from ui.shell.desk import Desk
from ui.widgets.card import Card
from ui.widgets.form import Form

_PARTS = (("name", "name"), ("role", "role"), ("email", "e-mail"))


class AgencyCard(Card):
    """Made for one agency."""

    def __init__(self, desk: Desk, agency_id: UUID) -> None:
        super().__init__("This agency")
        self._desk, self.agency_id = desk, agency_id
        self.form = Form()
        with desk.vault.read() as read:
            agency = read.get(Agency, agency_id)
            texts = {"name": agency.name, "secure_email": agency.secure_email}
            people = {deputy: _of(agency, deputy) for deputy in (False, True)}
            said = {
                (deputy, part): getattr(who, part, "") if who else ""
                for deputy, who in people.items()
                for part, _ in _PARTS
            }
        self.first = self._line("Agency's name", "name", texts["name"], _set_name)
        self._line("Secure e-mail", "secure_email", texts["secure_email"], _set_email)
        for deputy, whose in ((False, "Representative"), (True, "Deputy")):
            for part, label in _PARTS:
                change = partial(_set_person, deputy, part)
                self._line(f"{whose}'s {label}", f"{whose.lower()}/{part}", said[deputy, part], change)
        self.body.addWidget(self.form)

    def begin(self) -> None:
        """The cursor goes to the first field."""
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, label: str, name: str, stored: str, change: Callable[[Agency, str], None]) -> QLineEdit:
        line = self.form.line(label)
        field = f"agency/{self.agency_id}/{name}"
        self._desk.drafted(line, field=field, stored=stored, settle=partial(self._settle, field, change))
        return line

    def _settle(self, field: str, change: Callable[[Agency, str], None], text: str) -> None:
        with self._desk.vault.edit("Change agency", settles=field) as edit:
            change(edit.get(Agency, self.agency_id), text.strip())


def _of(agency: Agency, deputy: bool) -> Representative | None:
    return next((each for each in agency.representatives if each.deputy is deputy), None)


def _set_name(agency: Agency, text: str) -> None:
    if not text:
        raise Refused("An agency needs its name.")
    agency.name = text


def _set_email(agency: Agency, text: str) -> None:
    agency.secure_email = text


def _set_person(deputy: bool, part: str, agency: Agency, text: str) -> None:
    """Somebody whose name, role and e-mail are all gone is no representative any more."""
    who = _of(agency, deputy)
    if who is None:
        who = Representative("", deputy=deputy)
        agency.representatives.append(who)
    setattr(who, part, text)
    if not (who.name or who.role or who.email):
        agency.representatives.remove(who)
