"""The end of the history is printed to be read by people, and typed back as it was printed."""

from __future__ import annotations

import pytest

from marac_desk.errors import Refused
from marac_desk.history_head import HistoryHead

HEAD = HistoryHead(1204, "9f3a77c1" * 8)


def test_it_is_printed_in_groups() -> None:
    assert HEAD.printed == "1204: " + " ".join(["9f3a77c1"] * 8)


@pytest.mark.parametrize("typed", [HEAD.printed, "1204:" + "9F3A77C1" * 8, f"  {HEAD.printed}\n"])
def test_it_is_typed_back_with_or_without_spaces(typed: str) -> None:
    assert HistoryHead.read(typed) == HEAD


@pytest.mark.parametrize("typed", ["", "1204", "1204:9f3a", "0:" + "a" * 64, "x:" + "a" * 64, "1204:" + "g" * 64])
def test_anything_else_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(Refused, match="as they are printed"):
        HistoryHead.read(typed)


def test_it_is_found_again_on_a_paper() -> None:
    other = HistoryHead(7, "0" * 64)
    assert HistoryHead.found_in(["Entry " + other.printed, f"Entry {HEAD.printed}", "The end."]) == HEAD
    assert HistoryHead.found_in(["Case 142: 9f3a77c1"]) is None
