"""How soon a window can be worked with, the program's own or a bare one with a field; tells when, and the memory."""

from __future__ import annotations

import json
import os
import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget


def tell_when_usable() -> QTimer:
    """Prints the moment when a field has the focus in a window that was painted, and ends the process."""
    timer = QTimer()
    timer.timeout.connect(_look)
    timer.start(0)
    return timer


def _look() -> None:
    focus = QApplication.focusWidget()
    handle = focus.window().windowHandle() if isinstance(focus, QLineEdit) else None
    if handle is not None and handle.isExposed():
        QApplication.processEvents()  # what is still to be painted
        at = time.monotonic()
        from tests.benchmarks.export_once import most_memory

        print(json.dumps([at, most_memory()]), flush=True)
        os._exit(0)


def bare() -> int:
    """As little as a window with a field takes."""
    app = QApplication(sys.argv[:1])
    window, field = QWidget(), QLineEdit()
    QVBoxLayout(window).addWidget(field)
    window.show()
    field.setFocus()
    timer = tell_when_usable()
    return app.exec() + timer.interval()


def real(vault: str) -> int:
    """The program, through its doorway."""
    from marac_desk.cli import main
    from ui.app import application

    application()
    timer = tell_when_usable()
    return main([vault]) + timer.interval()


if __name__ == "__main__":
    sys.exit(real(sys.argv[1]) if len(sys.argv) > 1 else bare())
