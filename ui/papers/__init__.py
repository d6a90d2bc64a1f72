"""The papers of a meeting, as they will be printed."""
