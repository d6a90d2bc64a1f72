"""Meetings and their agendas."""
