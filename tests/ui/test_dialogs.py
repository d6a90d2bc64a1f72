from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.support.screens import click, named, press, press_here
from ui.shell.dialogs import Choice, Dialogs
from ui.shell.folder_chooser import CLOSED, NOT_THERE, FolderChooser

CHOICES = (Choice("close", "Close the case"), Choice("stay", "Stay"))


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def meanwhile(window: QWidget, do: Callable[[QWidget], None]) -> None:
    """Does something as soon as a dialog is open."""

    def done() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        do(dialog)

    QTimer.singleShot(0, window, done)


def test_a_question_is_answered_by_its_button(window: QWidget) -> None:
    meanwhile(window, lambda dialog: click(dialog, "Close the case"))
    assert Dialogs(window).ask("Close?", "It has gaps.", CHOICES) == "close"


@pytest.mark.parametrize("key", ["Return", "Escape"])
def test_enter_and_escape_change_nothing(window: QWidget, key: str) -> None:
    meanwhile(window, lambda dialog: press(dialog, key))
    assert Dialogs(window).ask("Close?", "It has gaps.", CHOICES) == "stay"


def test_the_other_answer_is_a_tab_and_enter_away(window: QWidget) -> None:
    def go_there(dialog: QWidget) -> None:
        press(dialog.focusWidget(), "Shift+Tab")
        press(dialog.focusWidget(), "Return")

    meanwhile(window, go_there)
    assert Dialogs(window).ask("Close?", "It has gaps.", CHOICES) == "close"


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    for name in ("Minutes", "archive", ".hidden"):
        (tmp_path / name).mkdir()
    (tmp_path / "letter.txt").write_text("x")
    return tmp_path


@pytest.fixture
def chooser(qtbot: QtBot, folders: Path) -> FolderChooser:
    made = FolderChooser("Where to?", folders)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def names(chooser: FolderChooser) -> list[str]:
    return chooser._names.stringList()


def test_only_folders_are_shown_and_by_name(chooser: FolderChooser) -> None:
    assert names(chooser) == ["archive", "Minutes"]


def test_enter_goes_into_a_folder_and_up_comes_back(chooser: FolderChooser, folders: Path) -> None:
    chooser.list.setFocus()
    press_here("Down")
    press_here("Return")
    assert chooser.folder == folders / "Minutes"
    click(chooser, "Up")
    assert chooser.folder == folders


def test_enter_after_a_typed_path_chooses_it_and_backspace_goes_up(chooser: FolderChooser, folders: Path) -> None:
    chooser.list.setFocus()
    press_here("Down")
    press_here("Return")
    press_here("Backspace")
    assert chooser.folder == folders
    assert chooser.list.currentIndex().data() == "Minutes"
    chooser.path.setText(str(folders / "archive"))
    press(chooser.path, "Return")
    assert chooser.result() == chooser.DialogCode.Accepted
    assert chooser.folder == folders / "archive"


def test_a_typed_path_is_chosen(chooser: FolderChooser, folders: Path) -> None:
    chooser.path.setText(str(folders / "Minutes"))
    click(chooser, "Choose this folder")
    assert chooser.result() == chooser.DialogCode.Accepted
    assert chooser.folder == folders / "Minutes"


def test_a_new_folder_is_made_where_it_is_typed(chooser: FolderChooser, folders: Path) -> None:
    chooser.path.setText(str(folders / "Papers"))
    click(chooser, "New folder")
    assert (folders / "Papers").is_dir()
    assert chooser.folder == folders / "Papers"


def test_a_folder_that_is_not_there_is_told_and_not_chosen(chooser: FolderChooser, folders: Path) -> None:
    chooser.path.setText(str(folders / "nowhere"))
    click(chooser, "Choose this folder")
    assert NOT_THERE in chooser._form.field(chooser.path).error.text()
    assert chooser.isVisible()
    assert QApplication.focusWidget() is named(chooser, "Folder")


def test_a_folder_that_may_not_be_looked_into_is_told(
    chooser: FolderChooser, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(_: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "iterdir", closed)
    chooser.path.setText(str(folders / "Minutes"))
    click(chooser, "Choose this folder")
    assert CLOSED in chooser._form.field(chooser.path).error.text()


def test_nobody_remembers_what_was_looked_at(window: QWidget, folders: Path, tmp_path: Path) -> None:
    meanwhile(window, lambda dialog: press(dialog, "Escape"))
    assert Dialogs(window).choose_folder("Where to?", folders) is None
    meanwhile(window, lambda dialog: click(dialog, "Choose this folder"))
    assert Dialogs(window).choose_folder("Where to?", folders) == folders


@pytest.fixture
def proposing(qtbot: QtBot, folders: Path) -> FolderChooser:
    """It proposes a folder of their own for the papers of a meeting."""
    made = FolderChooser("Where to?", folders, new="NV-M-2026-22")
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_folder_of_its_own_is_proposed_inside_the_one_that_is_looked_into(
    proposing: FolderChooser, folders: Path
) -> None:
    assert proposing.path.text() == str(folders / "NV-M-2026-22")
    proposing.list.setFocus()
    press(proposing.list, "Return")
    assert proposing.path.text() == str(folders / "archive" / "NV-M-2026-22")
    press(proposing.path, "Return")
    assert proposing.result() == proposing.DialogCode.Accepted
    assert proposing.folder == folders / "archive" / "NV-M-2026-22"
    assert not proposing.folder.exists()


def test_the_folder_that_was_proposed_is_chosen_again_once_it_is_there(proposing: FolderChooser, folders: Path) -> None:
    (folders / "NV-M-2026-22").mkdir()
    press(proposing.path, "Return")
    assert proposing.folder == folders / "NV-M-2026-22"


def test_somebody_may_take_away_the_folder_that_is_proposed_but_not_choose_one_in_nowhere(
    proposing: FolderChooser, folders: Path
) -> None:
    proposing.path.setText(str(folders / "nowhere" / "NV-M-2026-22"))
    press(proposing.path, "Return")
    assert NOT_THERE in proposing._form.field(proposing.path).error.text()
    proposing.path.setText(str(folders / "Minutes"))
    press(proposing.path, "Return")
    assert proposing.folder == folders / "Minutes"


def test_files_go_to_the_documents_and_later_to_where_the_last_ones_went(window: QWidget, folders: Path) -> None:
    documents = Path.home() / "Documents"
    documents.mkdir(exist_ok=True)
    dialogs = Dialogs(window)
    meanwhile(window, lambda dialog: click(dialog, "Choose this folder"))
    assert dialogs.choose_for_files("Where to?", "NV-M-2026-22") == documents / "NV-M-2026-22"

    def elsewhere(dialog: QWidget) -> None:
        named(dialog, "Folder", QLineEdit).setText(str(folders / "archive" / "NV-M-2026-22"))
        click(dialog, "Choose this folder")

    meanwhile(window, elsewhere)
    assert dialogs.choose_for_files("Where to?", "NV-M-2026-22") == folders / "archive" / "NV-M-2026-22"
    meanwhile(window, lambda dialog: click(dialog, "Choose this folder"))
    assert dialogs.choose_for_files("Where to?", "NV-M-2026-23") == folders / "archive" / "NV-M-2026-23"
