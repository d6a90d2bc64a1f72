"""Data only: reference tables, words, fonts, templates."""
