"""Version 2: people who left, failed attempts to unlock, settings, decisions on sentences, more kinds of paper."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Adds what version 2 has more; the two tables whose list of kinds grew are made anew around their rows."""
    for statement in Path(__file__).with_suffix(".sql").read_text("utf-8").split(";\n"):
        if statement.strip():
            op.execute(statement)
