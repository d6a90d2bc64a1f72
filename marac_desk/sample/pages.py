"""Reads the sample's pages from `assets/sample`."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

Page = dict[str, Any]
"""A page or a part of one, as written in the file; what a key means is said where it is typed in."""

MEETINGS = ("year_ago", "earlier", "finished", "next")
"""The meetings in the order in which they were held."""


def page(name: str) -> Page:
    """The page with this name."""
    return tomllib.loads(files("assets").joinpath("sample", f"{name}.toml").read_text(encoding="utf-8"))
