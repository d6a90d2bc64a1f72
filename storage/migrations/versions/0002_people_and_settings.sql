ALTER TABLE keyholder ADD COLUMN left_at TEXT;

CREATE TABLE failed_unlock (
    id TEXT NOT NULL,
    first_at TEXT NOT NULL,
    last_at TEXT NOT NULL,
    count INTEGER NOT NULL,
    CONSTRAINT pk_failed_unlock PRIMARY KEY (id)
) STRICT;

CREATE TABLE setting (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_setting PRIMARY KEY (name)
) STRICT;

CREATE TABLE decision (
    id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    finding_key TEXT NOT NULL,
    why TEXT NOT NULL,
    "by" TEXT NOT NULL,
    at TEXT NOT NULL,
    CONSTRAINT pk_decision PRIMARY KEY (id),
    CONSTRAINT fk_decision_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX ix_decision_meeting_id ON decision (meeting_id);

DROP INDEX ix_export_record_meeting_id;

ALTER TABLE export_record RENAME TO export_record_before;

CREATE TABLE export_record (
    id TEXT NOT NULL,
    meeting_id TEXT,
    kind TEXT NOT NULL CONSTRAINT ck_export_record_kind CHECK ("kind" IN ('minutes', 'action plan', 'urgent action', 'history')),
    file_name TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    at TEXT NOT NULL,
    "by" TEXT NOT NULL,
    recipient TEXT NOT NULL,
    protection TEXT NOT NULL,
    CONSTRAINT pk_export_record PRIMARY KEY (id),
    CONSTRAINT fk_export_record_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX ix_export_record_meeting_id ON export_record (meeting_id);

INSERT INTO export_record ("id", "meeting_id", "kind", "file_name", "fingerprint", "sha256", "at", "by", "recipient", "protection") SELECT "id", "meeting_id", "kind", "file_name", "fingerprint", "sha256", "at", "by", "recipient", "protection" FROM export_record_before;

DROP TABLE export_record_before;

DROP INDEX ix_signed_paper_meeting_id;

ALTER TABLE signed_paper RENAME TO signed_paper_before;

CREATE TABLE signed_paper (
    id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT ck_signed_paper_kind CHECK ("kind" IN ('minutes', 'action plan', 'urgent action', 'history')),
    fingerprint TEXT NOT NULL,
    blocks TEXT NOT NULL,
    signed_at TEXT NOT NULL,
    CONSTRAINT pk_signed_paper PRIMARY KEY (id),
    CONSTRAINT fk_signed_paper_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX ix_signed_paper_meeting_id ON signed_paper (meeting_id);

INSERT INTO signed_paper ("id", "meeting_id", "kind", "fingerprint", "blocks", "signed_at") SELECT "id", "meeting_id", "kind", "fingerprint", "blocks", "signed_at" FROM signed_paper_before;

DROP TABLE signed_paper_before;
