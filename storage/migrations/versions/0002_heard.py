"""Version 2: whether what an agency brought has been heard; a return that was filed ahead waits for it."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

_AS_IN_VERSION_2 = """
CREATE TABLE contribution (
    id TEXT NOT NULL,
    discussion_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    agency_id TEXT NOT NULL,
    said TEXT NOT NULL CONSTRAINT ck_contribution_said CHECK ("said" IN ('shares', 'not known to us', 'known, nothing relevant', 'in writing', 'not present, nothing sent')),
    fact TEXT NOT NULL,
    "view" TEXT NOT NULL,
    source TEXT NOT NULL,
    speaker TEXT NOT NULL,
    may_know TEXT NOT NULL CONSTRAINT ck_contribution_may_know CHECK ("may_know" IN ('may be shared', 'for the room only', 'known only from the victim')),
    filed INTEGER NOT NULL CONSTRAINT ck_contribution_filed CHECK ("filed" IN (0, 1)),
    heard INTEGER NOT NULL CONSTRAINT ck_contribution_heard CHECK ("heard" IN (0, 1)),
    CONSTRAINT pk_contribution PRIMARY KEY (id),
    CONSTRAINT fk_contribution_discussion_id FOREIGN KEY(discussion_id) REFERENCES discussion (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_contribution_agency_id FOREIGN KEY(agency_id) REFERENCES agency (id) DEFERRABLE INITIALLY DEFERRED
) STRICT
"""  # noqa: E501

_FILLED = """
INSERT INTO contribution
SELECT contribution_1.*, NOT filed OR EXISTS (
    SELECT 1 FROM discussion WHERE discussion.id = discussion_id AND ended_at IS NOT NULL
) FROM contribution_1
"""


def upgrade() -> None:
    """Makes the table anew with its new column. What was filed for a case that is not closed yet was not heard."""
    op.execute("CREATE TEMPORARY TABLE contribution_1 AS SELECT * FROM contribution")
    op.execute("DROP TABLE contribution")
    op.execute(_AS_IN_VERSION_2)
    op.execute(_FILLED)
    op.execute("DROP TABLE contribution_1")
    op.execute("CREATE INDEX ix_contribution_discussion_id ON contribution (discussion_id)")
    op.execute("CREATE INDEX ix_contribution_agency_id ON contribution (agency_id)")
