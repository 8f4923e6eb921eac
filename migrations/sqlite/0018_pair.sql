-- Two records of one person at one practice: a link, and nothing else. Every row stays where it is, under its own key;
-- taking the two apart is ending the link.

CREATE TABLE pair (
    id TEXT PRIMARY KEY,
    practice_id TEXT NOT NULL REFERENCES organisation (id),
    kept_id TEXT NOT NULL REFERENCES person (id),
    other_id TEXT NOT NULL REFERENCES person (id),
    why TEXT NOT NULL CHECK (why IN ('two_numbers', 'no_number', 'changed_name', 'patient_said')),
    proposed_by TEXT NOT NULL REFERENCES member (id),
    proposed_at TEXT NOT NULL,
    listed_at TEXT,
    joined_at TEXT,
    ended_at TEXT,
    -- The person said that it was never right: it is not proposed again.
    never_again INTEGER NOT NULL DEFAULT 0,
    CHECK (kept_id <> other_id)
) STRICT;
-- A record is in one open link at most, at either end.
CREATE UNIQUE INDEX pair_kept ON pair (kept_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX pair_other ON pair (other_id) WHERE ended_at IS NULL;
CREATE INDEX pair_kept_ever ON pair (kept_id);
CREATE INDEX pair_other_ever ON pair (other_id);
CREATE INDEX pair_waiting ON pair (practice_id) WHERE ended_at IS NULL AND listed_at IS NULL;
