-- A private word that its person forgot: two seats of the practice, never the same one twice, whoever writes. `told_id` is
-- the message that tells the person of the second: their week begins when it reached them. `step` counts what was written
-- here, so that a page that was drawn before says nothing of what came after.
CREATE TABLE forgotten (
    person_id TEXT PRIMARY KEY REFERENCES person (id),
    step INTEGER NOT NULL,
    asked_by TEXT NOT NULL REFERENCES member (id),
    asked_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    agreed_by TEXT REFERENCES member (id),
    ends_at TEXT,
    told_id TEXT,
    kept_at TEXT,
    gone_at TEXT,
    CHECK (agreed_by IS NULL OR agreed_by <> asked_by),
    CHECK ((agreed_by IS NULL) = (ends_at IS NULL)),
    CHECK ((agreed_by IS NULL) = (told_id IS NULL)),
    -- One seat alone ends no word, and none that was kept.
    CHECK (gone_at IS NULL OR (agreed_by IS NOT NULL AND kept_at IS NULL))
) STRICT;
CREATE INDEX forgotten_ends ON forgotten (ends_at) WHERE gone_at IS NULL AND kept_at IS NULL;

-- The person wants no button that leaves their pages quickly. It is there until they say so.
ALTER TABLE person ADD COLUMN exit_off INTEGER NOT NULL DEFAULT 0 CHECK (exit_off IN (0, 1));
