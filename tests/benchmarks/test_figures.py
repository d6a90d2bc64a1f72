from __future__ import annotations

import time

import pytest

from tests.benchmarks.figures import Figure, by_turns, percentile


@pytest.mark.parametrize(
    ("value", "times", "most", "over"),
    [(20.0, 2, None, False), (20.1, 2, None, True), (5.0, None, 5, False), (5.1, None, 5, True), (15.0, 2, 14, True)],
)
def test_a_figure_is_over_when_it_passes_either_limit(
    value: float, times: float | None, most: float | None, over: bool
) -> None:
    figure = Figure("search", value, "plain", 10.0, times, most)
    assert figure.over is over
    assert str(figure).endswith("over" if over else "ok")


def test_a_figure_without_a_limit_is_never_over() -> None:
    assert not Figure("search", 900.0, "plain", 1.0).over


def test_the_line_says_value_baseline_ratio_and_limit() -> None:
    line = " ".join(str(Figure("search", 12.5, "plain SQLite", 10.0, times=1.3)).split())
    assert line == "search | 12.50 ms | plain SQLite: 10.00 ms | ratio 1.25 | limit 1.3 x | ok"


def test_ways_are_measured_by_turns_and_in_milliseconds() -> None:
    done: list[str] = []

    def slow() -> None:
        done.append("slow")
        time.sleep(0.002)

    slow_times, quick_times = by_turns(2, slow, lambda: done.append("quick"))
    assert done == ["slow", "quick", "quick", "slow", "slow", "quick"]
    assert min(slow_times) >= 2
    assert len(quick_times) == 2


def test_one_time_in_a_hundred_may_be_slower() -> None:
    assert percentile(list(range(1, 101)), 99) == 99
    assert percentile([3.0], 99) == 3.0
