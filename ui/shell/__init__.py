"""The window around every page: header, message bar, jobs."""
