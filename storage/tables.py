"""The schema in one place: the record's tables, and those of the vault itself.

Every table is journalled but the last seven here, which are no part of the record: the journal,
drafts, facts about the vault, and what the search was told.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from marac_desk.keyholders import Role
from storage import tables_meetings, tables_people
from storage.columns import choice, identifier, metadata, numbers, plain, table, times, words
from storage.types import Identifier

__all__ = ["SCHEMA_VERSION", "journalled_tables", "metadata", "tables_meetings", "tables_people"]

SCHEMA_VERSION = 3
"""Kept in the file's `user_version`; each migration raises it by one."""

keyholder = table(
    "keyholder",
    identifier(),
    *words("name"),
    choice("role", Role),
    *plain("slot", "public_key"),
    *times("left_at"),
)

failed_unlock = table("failed_unlock", identifier(), *times("first_at", "last_at", optional=False), *numbers("count"))

setting = table("setting", Column("name", Text, primary_key=True), *plain("value"))

draft = table(
    "draft",
    Column("field", Text, primary_key=True),
    *plain("text"),
    *times("at", optional=False),
    Column("keyholder_id", Identifier, nullable=True),
    journalled=False,
)

journal_entry = table(
    "journal_entry",
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    *times("at", optional=False),
    Column("keyholder_id", Identifier, nullable=True),
    *plain("session", "kind", "label"),
    *numbers("undoes", optional=True),
    *plain("commitment", "previous", "digest"),
    journalled=False,
)

journal_body = table(
    "journal_body",
    Column("sequence", Integer, ForeignKey("journal_entry.sequence"), primary_key=True, autoincrement=False),
    *plain("salt", "body"),
    journalled=False,
)

journal_touch = table(
    "journal_touch",
    Column("sequence", Integer, ForeignKey("journal_entry.sequence"), primary_key=True),
    Column("tab", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Index(None, "tab", "key", "sequence"),
    journalled=False,
)

vault_fact = table("vault_fact", Column("name", Text, primary_key=True), *plain("value"), journalled=False)

search_entry = table(
    "search_entry",
    Column("row", Integer, primary_key=True),
    *plain("tab", "key", "kind"),
    Column("id", Identifier, nullable=False),
    Column("case_id", Identifier, nullable=True),
    *plain("shown"),
    Index(None, "tab", "key", unique=True),
    journalled=False,
)


def journalled_tables() -> list[Table]:
    """The tables of the record, parents before children."""
    return [each for each in metadata.sorted_tables if each.info["journalled"]]
