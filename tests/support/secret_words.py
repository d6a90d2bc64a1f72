"""What the last look at a paper finds in one sentence about the invented meeting."""

from __future__ import annotations

from exports.compose.sheet import Composed, Nature, Passage
from exports.document import Document
from exports.secret_words import known_secrets
from exports.secrets import check
from marac_desk.findings import FindingKind
from marac_desk.record import MeetingRecord

REFUGES = ("refuge", "safe house")
CASE, OTHER_CASE = "NV-2026-0142", "NV-2026-0143"


def composed(*passages: Passage) -> Composed:
    return Composed(Document("Paper", "NV", "", "", ()), passages)


def kinds_in(text: str, record: MeetingRecord, case: str = CASE, nature: Nature = Nature.SAID) -> set[FindingKind]:
    passage = Passage(text, "action 142.3", case, nature)
    return {finding.kind for finding in check(composed(passage), known_secrets(record), REFUGES)}
