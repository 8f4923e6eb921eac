-- What nobody plans for: interests that change, somebody who dies, something that left and should not have, seats that
-- a person keeps away from their record, a provider that does not answer. Ids and instants alone: no words.

-- When the interests behind an organisation last changed: say-sos that name it and are older rest on the old ones.
ALTER TABLE organisation ADD COLUMN interests_since TEXT;
CREATE INDEX said_terms ON said (terms_id);
CREATE INDEX said_recipient ON said (recipient_id);

CREATE TABLE contact_over (
    person_id TEXT PRIMARY KEY REFERENCES person (id),
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Something left that should not have: who was asked to delete it, and when they said that they have.
CREATE TABLE recall (
    person_id TEXT NOT NULL REFERENCES person (id),
    org_id TEXT NOT NULL REFERENCES organisation (id),
    left_at TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    why TEXT NOT NULL CHECK (why IN ('late_stop', 'mistake')),
    seen_at TEXT,
    PRIMARY KEY (person_id, org_id, left_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX recall_asked ON recall (asked_at);

CREATE TABLE kept_away (
    person_id TEXT NOT NULL REFERENCES person (id),
    member_id TEXT NOT NULL REFERENCES member (id),
    PRIMARY KEY (person_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE nudged (
    referral_id TEXT PRIMARY KEY REFERENCES referral (id),
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX referral_unanswered ON referral (held_until) WHERE state = 'sent';
