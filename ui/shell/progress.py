"""What is under way, when it takes longer than a moment: its name, how far it is, and a button to stop it."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from ui.shell.jobs import Job, Jobs

AFTER_MS = 300


class ProgressPanel(QFrame):
    """Appears 300 ms after the first job began, so that what is quick shows nothing at all."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.setProperty("tone", "plain")
        self._jobs = jobs
        self._job: Job | None = None
        self.label, self.bar, self.stop = QLabel(), QProgressBar(), QPushButton("Stop")
        self.bar.setTextVisible(False)
        self.stop.clicked.connect(self._stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(12)
        row.addWidget(self.label)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        self._timer = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._timer.timeout.connect(self.show)
        jobs.started.connect(self._began)
        jobs.ended.connect(self._ended)
        self.hide()

    def _began(self, job: Job) -> None:
        if job.quiet:
            return
        self._show_job(job)
        if self.isHidden():
            self._timer.start()

    def _ended(self, job: Job) -> None:
        left = [each for each in self._jobs.running() if not each.quiet]
        if left:
            self._show_job(left[-1])
            return
        self._job = None
        self._timer.stop()
        self.hide()

    def _show_job(self, job: Job) -> None:
        if self._job is not None:
            self._job.progressed.disconnect(self._progress)
        self._job = job
        job.progressed.connect(self._progress)
        self.label.setText(f"{job.label} …")
        self.bar.setAccessibleName(job.label)
        self.bar.setRange(0, 0)
        self.stop.setVisible(job.cancellable)
        self.stop.setEnabled(True)
        self.stop.setAccessibleName(f"Stop: {job.label}")

    def _progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.stop.setEnabled(False)
            self.label.setText("Stopping …")
