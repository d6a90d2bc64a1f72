"""The papers page of an open vault, as somebody opens it."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from storage.vault import Vault
from tests.support.screens import open_desk
from ui.papers.papers_page import PapersPage
from ui.shell.main_window import MainWindow


def open_papers(qtbot: QtBot, vault: Vault) -> tuple[MainWindow, PapersPage]:
    window = open_desk(qtbot, vault)
    window.open_page("papers")
    return window, papers(window)


def papers(window: MainWindow) -> PapersPage:
    page = window.page()
    assert isinstance(page, PapersPage)
    return page
