"""The screens. Qt lives here and nowhere else."""

from __future__ import annotations

from ui.constants_alive import keep_constants_alive

keep_constants_alive()
