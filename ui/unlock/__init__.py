"""The page that opens a vault."""
