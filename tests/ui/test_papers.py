from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from marac_desk.meetings import Meeting
from storage.queries import meetings
from storage.vault import Vault
from tests.support.screens import SHELL_PAGES, answers, open_desk, press_here
from tests.support.vaults import held_marac, kept_vault, vault, vault_path
from ui.papers.making import written
from ui.papers.papers_page import PapersPage
from ui.shell.jobs import Jobs, JobsAtOnce
from ui.shell.main_window import MainWindow

__all__ = ["kept_vault", "vault", "vault_path"]


@pytest.fixture
def closed(vault: Vault) -> Vault:
    """A vault with one small meeting that is over."""
    held_marac(vault)
    return vault


def papers(window: MainWindow) -> PapersPage:
    page = window.page()
    assert isinstance(page, PapersPage)
    return page


def exports(vault: Vault) -> list[tuple[str, str]]:
    with vault.read() as read:
        rows = read.session.connection().exec_driver_sql('SELECT file_name, "by" FROM export_record')
        return sorted((row[0], row[1]) for row in rows)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_before_any_meeting_the_page_says_what_belongs_there(qtbot: QtBot, vault: Vault) -> None:
    window = open_desk(qtbot, vault, entries=SHELL_PAGES)
    assert papers(window)._rooms.currentIndex() == 0
    assert QApplication.focusWidget() is not None


def test_the_minutes_and_each_plan_are_listed_and_the_first_is_shown(qtbot: QtBot, closed: Vault) -> None:
    page = papers(open_desk(qtbot, closed, entries=SHELL_PAGES))
    assert [paper.kind.value for paper in page.papers.rows()] == ["minutes", "action plan"]
    assert page.preview.pages() >= 1
    assert page.preview.view.accessibleName().startswith("Preview of Minutes")


def test_choosing_another_paper_shows_it(qtbot: QtBot, closed: Vault) -> None:
    page = papers(open_desk(qtbot, closed, entries=SHELL_PAGES))
    page.papers.setFocus()
    press_here("Down")
    assert page.preview.view.accessibleName().startswith("Preview of Action plan for Northvale Police")


def test_a_preview_is_made_beside_the_window_and_only_the_last_one_asked_for_is_shown(
    qtbot: QtBot, closed: Vault
) -> None:
    page = papers(open_desk(qtbot, closed, entries=SHELL_PAGES, jobs=Jobs))
    qtbot.waitUntil(lambda: len(page.papers.rows()) == 2)
    page.papers.selectRow(1)
    qtbot.waitUntil(lambda: page.preview.pages() > 0, timeout=20_000)
    qtbot.waitUntil(lambda: not page.desk.jobs.running(), timeout=20_000)
    assert page.preview.view.accessibleName().startswith("Preview of Action plan")


def test_all_papers_are_written_where_the_person_says_and_recorded(qtbot: QtBot, closed: Vault, tmp_path: Path) -> None:
    window = open_desk(qtbot, closed, entries=SHELL_PAGES)
    folder = tmp_path / "out"
    folder.mkdir()
    answers(window).answers.append(folder)
    press_here("Ctrl+E")
    assert len(files(folder)) == 4
    assert exports(closed) == [(name, "Anna Example") for name in files(folder)]
    where = Path("…", *folder.parts[-2:])
    assert window.messages.shown().startswith(f"4 files are written into {where}. They are not encrypted")


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("/", "/"),
        ("/mnt/papers", "…/mnt/papers"),
        ("/home/anna/Documents/MARAC papers", "…/Documents/MARAC papers"),
        (f"/home/anna/{'f' * 60}/November", f"…/{'f' * 31}…/November"),
        ("papers/November", "papers/November"),
    ],
)
def test_the_end_of_the_folder_tells_where_papers_are(folder: str, said: str) -> None:
    assert f"4 files are written into {Path(said)}. They" in written(4, Path(folder))


def test_papers_go_into_a_folder_of_their_own_that_the_meetings_reference_names(
    qtbot: QtBot, closed: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_desk(qtbot, closed, entries=SHELL_PAGES)
    monkeypatch.setattr(window.dialogs, "choose_folder", lambda _title, _start, new: tmp_path / new)
    press_here("Ctrl+E")
    assert len(files(tmp_path / "NV-M-2026-01")) == 4


def test_papers_are_those_of_the_record_as_it_is_when_the_page_is_opened_again(qtbot: QtBot, closed: Vault) -> None:
    window = open_desk(qtbot, closed)
    window.open_page("papers")
    before = [paper.document.fingerprint for paper in papers(window).papers.rows()]
    window.open_page("meetings")
    with closed.edit("Change meeting") as edit:
        edit.get(Meeting, meetings(edit.session)[0].id).other_business = "The room is cold."
    window.open_page("papers")
    after = [paper.document.fingerprint for paper in papers(window).papers.rows()]
    assert (before[0] != after[0], before[1:] == after[1:]) == (True, True)


def test_nothing_is_written_when_no_folder_is_chosen(qtbot: QtBot, closed: Vault) -> None:
    window = open_desk(qtbot, closed, entries=SHELL_PAGES)
    answers(window).answers.append(None)
    press_here("Ctrl+E")
    assert exports(closed) == []


def test_an_export_that_is_stopped_leaves_no_file(qtbot: QtBot, closed: Vault, tmp_path: Path) -> None:
    window = open_desk(qtbot, closed, entries=SHELL_PAGES)
    folder = tmp_path / "out"
    folder.mkdir()
    answers(window).answers.append(folder)
    window.jobs.started.connect(lambda job: job.cancel())
    press_here("Ctrl+E")
    assert files(folder) == []
    assert exports(closed) == []
    assert window.messages.shown() == "Stopped. Nothing half was kept."


def test_the_preview_leaves_no_file_anywhere(
    qtbot: QtBot, closed: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = set(tmp_path.rglob("*"))
    page = papers(open_desk(qtbot, closed, entries=SHELL_PAGES))
    assert page.preview.pages() >= 1
    assert {path.name for path in set(tmp_path.rglob("*")) - before} <= {"vault.db-wal", "vault.db-shm", "in-use.json"}


def test_locking_forgets_the_preview(qtbot: QtBot, closed: Vault) -> None:
    window = open_desk(qtbot, closed, entries=SHELL_PAGES, jobs=JobsAtOnce)
    assert papers(window).preview.pages() >= 1
    window.lock()
    assert window.page() is None


def test_plus_looks_closer(qtbot: QtBot, closed: Vault) -> None:
    page = papers(open_desk(qtbot, closed, entries=SHELL_PAGES))
    page.preview.setFocus()
    press_here("+")
    first = page.preview.view.zoomFactor()
    press_here("+")
    assert page.preview.view.zoomFactor() > first


def test_a_preview_waits_until_the_papers_are_written(qtbot: QtBot, closed: Vault, tmp_path: Path) -> None:
    window = open_desk(qtbot, closed, entries=SHELL_PAGES, jobs=Jobs)
    page, jobs, begun = papers(window), window.jobs, list[tuple[str, list[str]]]()
    qtbot.waitUntil(lambda: page.export_button.isEnabled() and not jobs.running(), timeout=20_000)
    jobs.started.connect(lambda job: begun.append((job.label, [each.label for each in jobs.running()[:-1]])))
    page.papers.selectRow(1)
    answers(window).answers.append(tmp_path)
    page.export_button.click()
    qtbot.waitUntil(lambda: page.preview.pages() > 0 and not jobs.running(), timeout=20_000)
    preview, export = "Preparing the preview", "Writing the papers"
    assert begun == [(preview, []), (export, [preview]), (preview, [])]  # begun anew once nothing else is at work
    assert page.preview.view.accessibleName().startswith("Preview of Action plan")
