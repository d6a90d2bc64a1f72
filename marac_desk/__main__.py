"""Lets `python -m marac_desk` do what the `marac-desk` command does."""

from __future__ import annotations

from marac_desk.cli import main

raise SystemExit(main())
