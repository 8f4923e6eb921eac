-- How staff sign in: passkeys, a lock on each session, what was half written when it fell, and recovery by two people.

ALTER TABLE session ADD COLUMN checked_at TEXT;
ALTER TABLE session ADD COLUMN locked_at TEXT;
-- Keyed hashes of what an organisation's sign-in service calls the person and the session.
ALTER TABLE session ADD COLUMN subject_ix BLOB;
ALTER TABLE session ADD COLUMN sid_ix BLOB;
CREATE INDEX session_subject ON session (subject_ix) WHERE subject_ix IS NOT NULL;
CREATE INDEX session_sid ON session (sid_ix) WHERE sid_ix IS NOT NULL;

-- body: the public key, the authenticator's name for it, and what its owner calls it.
CREATE TABLE passkey (
    id TEXT PRIMARY KEY,
    member_id TEXT NOT NULL REFERENCES member (id),
    credential_ix BLOB NOT NULL UNIQUE,
    body BLOB NOT NULL,
    counter INTEGER NOT NULL,
    made_at TEXT NOT NULL,
    used_at TEXT
) STRICT;
CREATE INDEX passkey_member ON passkey (member_id);

-- body: where a form of ours was going and what it said. Gone after a day, whether or not anybody comes back, and when
-- the person whose page it was on leaves (about_ix).
CREATE TABLE draft (
    id TEXT PRIMARY KEY,
    member_id TEXT NOT NULL REFERENCES member (id),
    about_ix BLOB,
    body BLOB NOT NULL,
    kept_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX draft_member ON draft (member_id);
CREATE INDEX draft_about ON draft (about_ix) WHERE about_ix IS NOT NULL;
CREATE INDEX draft_expires ON draft (expires_at);

CREATE TABLE recovery (
    id TEXT PRIMARY KEY,
    member_id TEXT NOT NULL REFERENCES member (id),
    asked_by TEXT NOT NULL REFERENCES member (id),
    asked_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    agreed_by TEXT REFERENCES member (id),
    ended_at TEXT,
    CHECK (asked_by <> member_id AND (agreed_by IS NULL OR (agreed_by <> member_id AND agreed_by <> asked_by)))
) STRICT;
CREATE INDEX recovery_open ON recovery (member_id) WHERE ended_at IS NULL;
