"""What the program remembers outside the vault: where the vault is, and how things look. Nothing else, ever."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths

from marac_desk.atomic import write_atomically
from marac_desk.errors import Told
from ui.theme.tokens import Look

SYSTEM = "system"
"""The look that follows the computer's own."""

LOOKS = (SYSTEM, *(look.value for look in Look))
TEXT_SIZES = (80, 90, 100, 110, 125, 150, 175, 200)
"""Per cent."""


@dataclass(frozen=True)
class Settings:
    """The vault's path ("" for none yet), the look, the size of text in per cent, and whether key caps are shown."""

    vault: str = ""
    look: str = SYSTEM
    text_size: int = 100
    key_caps: bool = True

    def larger(self, steps: int) -> Settings:
        """The next larger (or with a negative number smaller) size of text."""
        at = TEXT_SIZES.index(self.text_size) + steps
        return replace(self, text_size=TEXT_SIZES[max(0, min(at, len(TEXT_SIZES) - 1))])


class SettingsFile:
    """Where the settings are kept, as the computer's own customs have it."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or settings_folder() / "settings.json"

    def read(self) -> Settings:
        """What was kept; whatever is missing or makes no sense is as at first."""
        try:
            kept = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return Settings()
        return _sensible(kept) if isinstance(kept, dict) else Settings()

    def write(self, settings: Settings) -> None:
        """Keeps them. Where that is not possible they hold until the window closes: no reason to trouble anybody."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(self.path, json.dumps(asdict(settings), indent=2).encode())
        except (OSError, Told):
            return


def settings_folder() -> Path:
    """The folder for this program's settings."""
    return _place(QStandardPaths.StandardLocation.GenericConfigLocation)


def data_folder() -> Path:
    """The folder for what this program makes by itself, such as the sample vault."""
    return _place(QStandardPaths.StandardLocation.GenericDataLocation)


def _place(kind: QStandardPaths.StandardLocation) -> Path:
    return Path(QStandardPaths.writableLocation(kind)) / "marac-desk"


def _sensible(kept: dict[str, Any]) -> Settings:
    vault, look, size, caps = (kept.get(name) for name in ("vault", "look", "text_size", "key_caps"))
    return Settings(
        vault=vault if isinstance(vault, str) else "",
        look=look if look in LOOKS else SYSTEM,
        text_size=size if size in TEXT_SIZES else 100,
        key_caps=caps if isinstance(caps, bool) else True,
    )
