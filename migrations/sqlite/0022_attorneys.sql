-- Legal powers that two seats of a practice saw, and the record that a person cannot make one decision now. Whom a power
-- names, its number, the help that was given and what a clinician found are under the person's key. Of the card only
-- keyed hashes are kept; the first code waits here until the second seat has seen the document too.
CREATE TABLE power (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    practice_id TEXT NOT NULL REFERENCES organisation (id),
    kind TEXT NOT NULL CHECK (kind IN ('health_and_welfare', 'welfare_deputy')),
    name BLOB NOT NULL,
    number BLOB NOT NULL,
    seen_by TEXT NOT NULL REFERENCES member (id),
    seen_at TEXT NOT NULL,
    confirmed_by TEXT REFERENCES member (id),
    confirmed_at TEXT,
    until_at TEXT NOT NULL,
    objected_at TEXT,
    looked BLOB,
    ended_at TEXT,
    code_ix BLOB,
    code_expires_at TEXT,
    CHECK (confirmed_by IS NULL OR confirmed_by <> seen_by),
    CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL))
) STRICT;
CREATE INDEX power_person ON power (person_id);

CREATE TABLE cannot_decide (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    power_id TEXT NOT NULL REFERENCES power (id),
    scheme_id TEXT NOT NULL REFERENCES scheme (id),
    terms_id TEXT NOT NULL REFERENCES terms (id),
    found_by TEXT NOT NULL REFERENCES member (id),
    help BLOB NOT NULL,
    at TEXT NOT NULL,
    until_at TEXT NOT NULL,
    used_at TEXT,
    ended_at TEXT
) STRICT;
CREATE INDEX cannot_decide_person ON cannot_decide (person_id);
-- One record at a time, whoever writes.
CREATE UNIQUE INDEX cannot_decide_one ON cannot_decide (person_id) WHERE ended_at IS NULL;
