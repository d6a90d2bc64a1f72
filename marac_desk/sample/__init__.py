"""Made-up records to look around in and to measure with. Nobody in them exists."""

from __future__ import annotations

from marac_desk.sample.town import Sample, type_sample

__all__ = ["Sample", "type_sample"]
