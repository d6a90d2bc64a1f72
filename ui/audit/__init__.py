"""The history: of one record, and of the whole vault."""
