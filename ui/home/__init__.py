"""The day at a glance."""
