"""What is pictured of the vault: the front door in each of its states, people, backups, history, stopped sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from marac_desk.attempts import wait_sentence
from marac_desk.backups import Why
from marac_desk.discussion import Discussion
from marac_desk.errors import EditsLost, MustWait, Told, VaultDamaged, VaultInUse, WrongPassphrase
from marac_desk.keyholders import Holder, Role
from marac_desk.sample import Sample
from storage.audit_rows import Sort
from storage.backup_folder import Backup
from storage.backup_keeping import PlaceState, State
from storage.backup_note import FILES, FileMark, Note
from storage.engine import DAMAGED
from storage.keyslots import WRONG
from storage.people import add_person
from storage.people_rows import people
from storage.room_rows import running_order
from ui.audit.audit_page import AuditPageView
from ui.backups.backups_page import BackupsPage
from ui.backups.listing import HERE, SECOND, Line
from ui.people.add_card import AddCard
from ui.people.code_card import CodeCard
from ui.people.people_page import ADD, PeoplePage
from ui.shell.desk import Desk
from ui.shell.main_window import MainWindow
from ui.shell.page import Page
from ui.unlock.restore_page import NONE_HERE, RESTORE
from ui.unlock.restoring import AGAIN, NEWER, UNKNOWN
from ui.widgets.mark import Tone

Scene = Callable[[], QWidget | None]
Shown = TypeVar("Shown", bound=Page)
VAULT, STICK = Path("MARAC vault"), Path("/media/stick/MARAC backups")
MEANS = "The backup is whole. " + NEWER.format(count="14 changes", last="26 Nov 2026 09:30") + f" {AGAIN}"
PHONE = "Ring her mother on 07700 900123 before you visit ZZ99 3AB"
LOST = (
    "The last 3 edits are missing from the vault: its database was damaged, or an older one was put back. "
    "Compare it with the latest backup before going on."
)


def door_scenes(window: MainWindow) -> dict[str, Scene]:
    """The front door of a vault that nobody has: each thing that can go wrong, and restoring."""
    since = _now() - timedelta(minutes=12)
    told = {
        "wrong": WrongPassphrase(WRONG),
        "slowed": MustWait(wait_sentence(7, 30), 30),
        "in-use": VaultInUse("", Holder("Anna Placeholder", since)),
        "lost": EditsLost(LOST, 3),
        "damaged": VaultDamaged(DAMAGED),
    }
    return {
        **{f"unlock-{name}": _unlock(window, error) for name, error in told.items()},
        "unlock-restored": _restored(window),
        "restore": _restore(window, MEANS, RESTORE),
        "restore-damaged": _restore(window, f"The backup is whole. {UNKNOWN.format(newer='')} {AGAIN}", RESTORE),
        "restore-none": _restore(window, NONE_HERE, "", count=0),
    }


def vault_scenes(window: MainWindow, sample: Sample) -> dict[str, Scene]:
    """What people do with an open vault and its papers."""
    return {
        "people-add": _people(window, ADD),
        "people-person": _people(window, "Anna Placeholder"),
        "people-code": _people(window, "Recovery code"),
        "backups-late": _backups(window, 3, there=True),
        "backups-stick": _backups(window, 9, there=False),
        "backups-strange": _backups(window, 2, there=True, strange=2),
        "audit-some": _audit(window),
        "papers-stopped": _stopped(window, sample),
    }


def notes(days: int) -> list[Note]:
    """Of backups that are made up, newest first."""
    files = {name: FileMark(1_400_000, "") for name in FILES}
    made = (_now() - timedelta(days=day) for day in range(1, days + 1))
    return [Note("", at, Why.DAY, 2, 400 - 3 * day, "", at, files) for day, at in enumerate(made)]


def _unlock(window: MainWindow, told: Told) -> Scene:
    def show() -> None:
        sheet = window.door.unlock
        window.door.setCurrentWidget(sheet)
        sheet.begin(VAULT)
        sheet.passphrase.line.setText("not the right words")
        sheet.fail(told)

    return show


def _restored(window: MainWindow) -> Scene:
    def show() -> None:
        window.door.setCurrentWidget(window.door.unlock)
        window.door.unlock.begin(VAULT)
        window.door.unlock.tell(
            "The vault is as it was on 24 Nov 2026 21:07. What was there before is kept among its backups."
        )

    return show


def _restore(window: MainWindow, means: str, button: str, count: int = 2) -> Scene:
    def show() -> None:
        sheet = window.door.restore
        window.door.setCurrentWidget(sheet)
        sheet.begin(VAULT)
        sheet.show_backups(VAULT / "backups", [Backup(Path(str(note.made_at)), note) for note in notes(count)])
        if button:
            sheet.is_whole(means, button, Tone.WARN)

    return show


def _people(window: MainWindow, place: str) -> Scene:
    def show() -> None:
        vault = _desk(window).vault
        with vault.read() as read:
            known = {row.name: str(row.id) for row in people(read.session)}
        if "Anna Placeholder" not in known:
            known["Anna Placeholder"] = str(
                add_person(vault, "Anna Placeholder", Role.DEPUTY, "seven quiet garden lamps")
            )
        window.open_page("people", known.get(place, place))
        card = _page(window, PeoplePage).card
        if isinstance(card, AddCard):
            card.new.first.line.setText("northvale")
        if isinstance(card, CodeCard):
            card.make.click()

    return show


def _backups(window: MainWindow, days: int, *, there: bool, strange: int = 0) -> Scene:
    """How they stand is made up: the backup is that many days old, and the oldest `strange` are not the vault's."""

    def show() -> None:
        window.open_page("backups")
        page, ago = _page(window, BackupsPage), _now() - timedelta(days=days)
        here = PlaceState(VAULT / "backups", _now() if not there else ago, there)
        _desk(window).backups.state = State(here, PlaceState(STICK, ago, not there, there), strange=strange)
        page.show_state()
        each = [Backup(Path(f"{day}"), note) for day, note in enumerate(notes(days))]
        lines = [Line(backup, where, own=True) for backup in each for where in (HERE, SECOND)]
        ours = len(lines) - strange
        page.show_lines((*lines[:ours], *(replace(line, own=False) for line in lines[ours:])))

    return show


def _audit(window: MainWindow) -> Scene:
    def show() -> None:
        window.open_page("audit")
        _page(window, AuditPageView).filters.sort.choose(Sort.FAILED.name)
        _page(window, AuditPageView).filters.now()

    return show


def _stopped(window: MainWindow, sample: Sample) -> Scene:
    """Two sentences of the earlier meeting are of the kind at which papers stop."""

    def show() -> None:
        with _desk(window).vault.edit("Write presentation") as edit:
            for row in running_order(edit.session, sample.earlier_id)[:2]:
                if row.discussion_id is not None:
                    edit.get(Discussion, row.discussion_id).presented = PHONE
        window.open_page("papers", str(sample.earlier_id))

    return show


def _desk(window: MainWindow) -> Desk:
    if window.desk is None:
        raise RuntimeError("no vault is open")
    return window.desk


def _page(window: MainWindow, kind: type[Shown]) -> Shown:
    page = window.page()
    if not isinstance(page, kind):
        raise TypeError("another page is shown")
    return page


def _now() -> datetime:
    return datetime.now(UTC)
