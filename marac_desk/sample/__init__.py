"""Made-up records to look around in and to measure with. Nobody in them exists."""

from __future__ import annotations

from marac_desk.sample.bulk import Filled, fill
from marac_desk.sample.town import Sample, type_sample

__all__ = ["Filled", "Sample", "fill", "type_sample"]
