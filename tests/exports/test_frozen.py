from __future__ import annotations

import pytest

from exports.document import (
    Cell,
    Column,
    Document,
    Fact,
    Heading,
    Items,
    KeyFacts,
    Notice,
    PageBreak,
    Paragraph,
    Run,
    Signature,
    Table,
    Tone,
    plain,
    strong,
)
from exports.frozen import freeze, thaw
from marac_desk.errors import VaultDamaged

MINUTES = Document(
    title="Minutes",
    reference="NV-M-2026-23-minutes",
    marking="OFFICIAL-SENSITIVE",
    foot="Copy for the coordinator",
    blocks=(
        Heading(1, "Case NV-2026-0142", new_section=True),
        Paragraph((Run("Siân Ŵyn ", bold=True), Run("فاطمہ", language="ur")), small=True),
        Items((plain("one"), strong("two")), numbered=True),
        KeyFacts((Fact("Victim", plain("Marta Invented")),), columns=1),
        Table("Risks", (Column("No.", 0.2), Column("Risk")), ((Cell(plain("R1")), Cell(())), (Cell((), span=2),))),
        Notice(Tone.VOICE, (plain("to stay near the school"),), "The victim's voice"),
        PageBreak(),
        Signature("These are the minutes.", "DI Example", "chair"),
    ),
)


def test_signed_minutes_read_back_as_the_very_same_paper() -> None:
    assert thaw(freeze(MINUTES)) == MINUTES
    assert thaw(freeze(MINUTES)).fingerprint == MINUTES.fingerprint


@pytest.mark.parametrize(
    "kept",
    ["", "{", "[]", "null", '{"is": "Run", "text": "x"}', '{"is": "Nonsense"}', '{"is": "Document"}', '{"a": 1}'],
)
def test_what_is_no_paper_is_reported_and_not_guessed_at(kept: str) -> None:
    with pytest.raises(VaultDamaged, match="read back"):
        thaw(kept)
