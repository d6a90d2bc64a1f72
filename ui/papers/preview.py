"""A paper as it will be printed, shown from memory: no file is written for it."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QWidget

_CLOSER = {Qt.Key.Key_Plus: 1.25, Qt.Key.Key_Minus: 0.8}


class Preview(QPdfView):
    """All pages one under the other, as wide as the view; + and - look closer or from further away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)  # type: ignore[arg-type]  # Qt takes None, its stub does not
        self._paper = QPdfDocument(self)
        self._bytes: QBuffer | None = None
        self.setDocument(self._paper)
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.clear()

    def show_paper(self, name: str, pdf: bytes) -> None:
        """Shows a paper from its first page on."""
        self.clear()
        self._bytes = QBuffer(self)
        self._bytes.setData(QByteArray(pdf))
        self._bytes.open(QIODevice.OpenModeFlag.ReadOnly)
        self._paper.load(self._bytes)
        pages = self._paper.pageCount()
        self.setAccessibleName(f"Preview of {name}, {pages} {'page' if pages == 1 else 'pages'}")
        self.verticalScrollBar().setValue(0)

    def clear(self) -> None:
        """Shows nothing, and keeps nothing of what was shown."""
        self._paper.close()
        if self._bytes is not None:
            self._bytes.close()
            self._bytes.deleteLater()
            self._bytes = None
        self.setAccessibleName("Preview")

    def pages(self) -> int:
        """How many pages are shown."""
        return self._paper.pageCount()

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
        points = self._paper.pagePointSize(0).width() or 1.0
        return self.viewport().width() / (points / 72 * self.logicalDpiX())
