"""How things look now: the person's choice, or the computer's where they chose none."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from ui.preferences import SYSTEM, Settings, SettingsFile
from ui.theme.style import dress
from ui.theme.tokens import Look


class Appearance(QObject):
    """Keeps the settings and dresses the program by them."""

    changed = Signal()

    def __init__(self, app: QApplication, file: SettingsFile) -> None:
        super().__init__(app)
        self._app = app
        self._file = file
        self.settings = file.read()
        app.styleHints().colorSchemeChanged.connect(self.apply)
        app.styleHints().accessibility().contrastPreferenceChanged.connect(self.apply)

    def change(self, settings: Settings) -> None:
        """Other settings from now on, also after the next start."""
        if settings == self.settings:
            return
        before, self.settings = self.settings, settings
        self._file.write(settings)
        if _looks(before) != _looks(settings):
            self.apply()

    def apply(self) -> None:
        """Dresses the program."""
        dress(self._app, self.look(), self.settings.text_size / 100, self.settings.key_caps)
        self.changed.emit()

    def look(self) -> Look:
        """The look that holds now."""
        if self.settings.look != SYSTEM:
            return Look(self.settings.look)
        hints = self._app.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return Look.HIGH_CONTRAST
        return Look.DARK if hints.colorScheme() == Qt.ColorScheme.Dark else Look.LIGHT


def _looks(settings: Settings) -> tuple[str, int, bool]:
    return settings.look, settings.text_size, settings.key_caps
