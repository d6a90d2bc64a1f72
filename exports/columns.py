"""How wide the columns of a table are, for both writers alike."""

from __future__ import annotations

from exports.document import KeyFacts, Table, strong
from exports.look import BODY_WIDTH, CELL, LABEL
from exports.typesetting import Typesetter

CELL_SIDE = 6.0
"""The room at either side of the words in a cell, in points."""
WIDER = 1.2
"""How much wider the font may be that Word takes on a computer without ours."""
_LABEL_SHARE = 0.48
"""Of a pair of label and value, the part that the label may take at most."""


def column_widths(table: Table, typesetter: Typesetter) -> list[float]:
    """The widths in points, which add up to the width of the page's body.

    They follow the shares, but no column is narrower than its longest word, also in a wider font, as long
    as the others have room to give; what they give, they give in proportion.
    """
    total = sum(column.share for column in table.columns)
    wanted = [BODY_WIDTH * column.share / total for column in table.columns]
    words = _longest_words(table, typesetter)
    roomy, close = ([wider * word + 2 * CELL_SIDE + 0.1 for word in words] for wider in (WIDER, 1.0))
    least = roomy if sum(roomy) < BODY_WIDTH else close
    if sum(least) >= BODY_WIDTH:
        return wanted
    lacking = sum(max(need - want, 0.0) for need, want in zip(least, wanted, strict=True))
    spare = sum(max(want - need, 0.0) for need, want in zip(least, wanted, strict=True))
    give = lacking / spare if lacking else 0.0
    return [need if need > want else want - (want - need) * give for need, want in zip(least, wanted, strict=True)]


def label_width(block: KeyFacts, typesetter: Typesetter) -> float:
    """The width of the labels of a block of facts in points; the rest of each pair is for the value."""
    widest = max((typesetter.width(fact.label, LABEL) for fact in block.facts), default=0.0)
    return min(WIDER * widest + 8, BODY_WIDTH / block.columns * _LABEL_SHARE)


def _longest_words(table: Table, typesetter: Typesetter) -> list[float]:
    longest = [typesetter.longest_word(strong(column.title), CELL) for column in table.columns]
    for row in table.rows:
        place = 0
        for cell in row:
            if cell.span == 1:
                longest[place] = max(longest[place], typesetter.longest_word(cell.text, CELL))
            place += cell.span
    return longest
