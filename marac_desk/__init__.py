"""The field: people, cases, meetings, risks and actions. Pure Python."""
