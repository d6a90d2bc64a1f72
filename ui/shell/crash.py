"""The boundary for what nobody expected: a dialog with a report that holds no word of the record.

The report is built from an allow-list: types of errors, our files, functions and line numbers, and
versions. Messages and values are left out, whoever wrote them.
"""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from ui.guarded import guarded
from ui.widgets.form import name_control

TEXT = (
    "Something in the program went wrong. It is our mistake, not yours. What you typed is in the vault, but for the "
    "last second perhaps. You can go on; if it happens again, lock the vault and open it anew."
)
QUIET_MS = 800
"""The dialog heeds keys after so long without one: what was meant for a field shall not press its buttons."""

_HOME = __file__.replace("\\", "/").split("/")[:-3]
_ROOMS = ("marac_desk", "storage", "exports", "ui", "assets")


def report_of(error: BaseException) -> str:
    """What may be passed on: which kind of error, where in the program, which versions."""
    import platform  # slow to load, and seldom wanted

    from PySide6.QtCore import QLibraryInfo

    lines = [f"MARAC Desk {_version()}, Python {platform.python_version()}, Qt {QLibraryInfo.version().toString()}"]
    lines.append(f"{platform.system()} {platform.release()}, {platform.machine()}")
    seen: BaseException | None = error
    told: list[BaseException] = []
    while seen is not None and seen not in told:  # of two errors each may be the cause of the other
        told.append(seen)
        lines.append(f"\n{type(seen).__module__}.{type(seen).__qualname__}")
        lines += [f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}" for frame in _frames(seen.__traceback__)]
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines)


def _frames(at: TracebackType | None) -> list[traceback.FrameSummary]:
    return list(traceback.extract_tb(at))


def _place(file_name: str) -> str:
    """A file within the program from its package on; of any other only the name, since a path names a person."""
    parts = file_name.replace("\\", "/").split("/")
    within = parts[len(_HOME) :] if parts[: len(_HOME)] == _HOME else parts  # a packed program knows no other part
    return "/".join(within) if within[0] in _ROOMS else parts[-1]


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version  # slow to load, and seldom wanted

    try:
        return version("marac-desk")
    except PackageNotFoundError:
        return "not installed"


class CrashDialog(QDialog):
    """Says it, shows the report, and copies it where the person wants."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Something went wrong")
        self.resize(640, 420)
        text = QLabel(TEXT)
        text.setWordWrap(True)
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        name_control(self.report, "Report", "It holds no name and nothing else from your vault.")
        note = QLabel("The report holds no name and nothing else from your vault.")
        note.setObjectName("soft")
        go_on, copy = QPushButton("Go on"), QPushButton("Copy the report")
        go_on.setObjectName("primary")
        go_on.setDefault(True)
        go_on.clicked.connect(self.accept)
        copy.clicked.connect(self._copy)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(copy)
        row.addWidget(go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        for part in (text, self.report, note):
            column.addWidget(part)
        column.addLayout(row)
        go_on.setFocus()
        self._typing = QTimer(self, singleShot=True, interval=QUIET_MS)
        heeding: tuple[QWidget, ...] = (self, self.report, go_on, copy)
        for each in heeding:
            each.installEventFilter(self)

    def listens(self) -> bool:
        """Whether keys are heeded by now."""
        return not self._typing.isActive()

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        """It may come up between two keys of somebody who looks at the paper beside."""
        super().showEvent(event)
        self._typing.start()

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys pass once nobody types any more."""
        if event.type() == QEvent.Type.KeyPress and not self.listens():
            self._typing.start()
            return True
        return super().eventFilter(watched, event)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())


def catch_everything(tell: Callable[[BaseException], None]) -> None:
    """From now on whatever nobody caught is told through `tell`; the first of several at a time.

    What no window can tell, as from a thread, goes to the terminal, which may be a log: as a report, without its words.
    """
    telling = False

    def hook(_: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
        nonlocal telling
        if telling or isinstance(error, KeyboardInterrupt):
            return
        telling = True
        try:
            tell(error)
        finally:
            telling = False

    sys.excepthook = hook
    sys.unraisablehook = threading.excepthook = _in_the_log


def _in_the_log(found: sys.UnraisableHookArgs | threading.ExceptHookArgs) -> None:
    if found.exc_value is not None and sys.stderr is not None:
        sys.stderr.write(f"{report_of(found.exc_value)}\n")
