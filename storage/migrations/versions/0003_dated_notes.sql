CREATE TABLE addendum (
    id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    text TEXT NOT NULL,
    "by" TEXT NOT NULL,
    at TEXT NOT NULL,
    CONSTRAINT pk_addendum PRIMARY KEY (id),
    CONSTRAINT fk_addendum_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX ix_addendum_meeting_id ON addendum (meeting_id);
