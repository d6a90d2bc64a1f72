"""A paper as it will be printed, shown from memory: no file is written for it."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.guarded import guarded

_CLOSER = {Qt.Key.Key_Plus: 1.25, Qt.Key.Key_Minus: 0.8}


class PageView(QPdfView):
    """All pages one under the other, as wide as the view; + and - look closer or from further away."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Looks closer."""
        if (factor := _CLOSER.get(Qt.Key(event.key()))) is None:
            super().keyPressEvent(event)
            return
        if self.zoomMode() is QPdfView.ZoomMode.FitToWidth:
            self.setZoomFactor(self._fitting())
            self.setZoomMode(QPdfView.ZoomMode.Custom)
        self.setZoomFactor(max(0.25, min(4.0, self.zoomFactor() * factor)))

    def _fitting(self) -> float:
        """The factor at which the first page is as wide as the view."""
        points = self.document().pagePointSize(0).width() or 1.0
        return self.viewport().width() / (points / 72 * self.logicalDpiX())


class Preview(QWidget):
    """One paper at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Qt ends these in the order of their making, and a view may not outlive its document's end half-way.
        self.view = PageView(self)
        self._paper = QPdfDocument(self)
        self._bytes: QBuffer | None = None
        self.view.setDocument(self._paper)
        self.setFocusProxy(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.clear()

    def show_paper(self, name: str, pdf: bytes) -> None:
        """Shows a paper from its first page on."""
        self.clear()
        self._bytes = QBuffer(self)
        self._bytes.setData(QByteArray(pdf))
        self._bytes.open(QIODevice.OpenModeFlag.ReadOnly)
        self._paper.load(self._bytes)
        pages = self.pages()
        self.view.setAccessibleName(f"Preview of {name}, {pages} {'page' if pages == 1 else 'pages'}")
        self.view.verticalScrollBar().setValue(0)

    def clear(self) -> None:
        """Shows nothing, and keeps nothing of what was shown."""
        self._paper.close()
        if self._bytes is not None:
            self._bytes.close()
            self._bytes.deleteLater()
            self._bytes = None
        self.view.setAccessibleName("Preview")

    def pages(self) -> int:
        """How many pages are shown."""
        return self._paper.pageCount()
