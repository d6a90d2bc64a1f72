"""What the last look at a paper's sentences found, and what somebody decided about it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import Enum

from marac_desk.errors import Refused


class FindingKind(Enum):
    """What was found in a sentence, in the words in which a person is told."""

    KNOWN_SECRET = "something that the record keeps secret"
    KEPT_BACK = "words that are kept from this paper"
    POSTCODE = "a postcode"
    PHONE = "a phone number"
    EMAIL = "an e-mail address"
    REFUGE = "a word that may give away a safe place"


@dataclass(frozen=True)
class Finding:
    """One sentence that may not go out as it stands, and where it is.

    `place` names references and numbers only, so it may be shown and logged; the sentence may not,
    and is left out of what a log would write of it.
    """

    kind: FindingKind
    place: str
    sentence: str = field(repr=False)

    @property
    def key(self) -> str:
        """What a decision names: another one as soon as the sentence is changed."""
        return hashlib.sha256(repr((self.kind.name, self.place, self.sentence)).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Decision:
    """That a sentence may stand all the same, why, and who says so. Raises Refused without either."""

    finding_key: str
    why: str
    by: str

    def __post_init__(self) -> None:
        if not self.why.strip() or not self.by.strip():
            raise Refused("A sentence may stand only when somebody says why, and puts their name to it.")
