-- The house: who is part of it, what people said, what follows. Ids and instants are text (fixed-width UTC), yes and
-- no are 1 and 0. Whatever is personal or typed by somebody is a BLOB written through the one encrypting type, or a
-- keyed fingerprint (…_ix) to find it by.

CREATE TABLE organisation (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    ods TEXT UNIQUE,
    interests TEXT NOT NULL,
    takes_part INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE scheme (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL
) STRICT;

CREATE TABLE scheme_org (
    scheme_id TEXT NOT NULL REFERENCES scheme (id),
    org_id TEXT NOT NULL REFERENCES organisation (id),
    PRIMARY KEY (scheme_id, org_id)
) STRICT;

CREATE TABLE terms (
    id TEXT PRIMARY KEY,
    scheme_id TEXT NOT NULL REFERENCES scheme (id),
    version INTEGER NOT NULL,
    promise TEXT NOT NULL,
    hash BLOB NOT NULL,
    published_at TEXT NOT NULL,
    in_effect_at TEXT NOT NULL,
    UNIQUE (scheme_id, version)
) STRICT;

-- A benefits organisation can be named, so that rules can forbid it; it has no members.
CREATE TABLE member (
    id TEXT PRIMARY KEY,
    org_id TEXT NOT NULL REFERENCES organisation (id),
    role TEXT NOT NULL,
    name BLOB NOT NULL,
    from_at TEXT NOT NULL,
    until_at TEXT,
    takes_part INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX member_org ON member (org_id);
CREATE TRIGGER member_not_benefits BEFORE INSERT ON member
WHEN (SELECT kind FROM organisation WHERE id = NEW.org_id) = 'benefits'
BEGIN SELECT RAISE(ABORT, 'an organisation of the benefits system has no members'); END;

CREATE TABLE person (
    id TEXT PRIMARY KEY,
    practice_id TEXT NOT NULL REFERENCES organisation (id),
    details BLOB NOT NULL,
    nhs_ix BLOB,
    name_ix BLOB,
    kept_at TEXT NOT NULL,
    contact BLOB,
    word_ix BLOB,
    remembered TEXT,
    remembered_until TEXT
) STRICT;
CREATE UNIQUE INDEX person_nhs ON person (practice_id, nhs_ix) WHERE nhs_ix IS NOT NULL;
CREATE INDEX person_name ON person (practice_id, name_ix);

-- What an outside identifier names: matching is by identifier, never by name alone.
CREATE TABLE named (
    kind TEXT NOT NULL,
    system TEXT NOT NULL,
    value_ix BLOB NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (kind, system, value_ix)
) STRICT, WITHOUT ROWID;

CREATE TABLE card (
    words_ix BLOB PRIMARY KEY,
    practice_id TEXT NOT NULL REFERENCES organisation (id),
    expires_at TEXT NOT NULL,
    person_id TEXT REFERENCES person (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX card_person ON card (person_id) WHERE person_id IS NOT NULL;

CREATE TABLE counter (
    practice_id TEXT NOT NULL REFERENCES organisation (id),
    month TEXT NOT NULL,
    what TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (practice_id, month, what)
) STRICT, WITHOUT ROWID;

-- What people said. Append-only.
CREATE TABLE said (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    terms_id TEXT NOT NULL REFERENCES terms (id),
    recipient_id TEXT NOT NULL REFERENCES organisation (id),
    purpose TEXT NOT NULL,
    categories TEXT NOT NULL,
    parcel BLOB,
    from_at TEXT NOT NULL,
    until_at TEXT NOT NULL,
    happened_at TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    how BLOB NOT NULL,
    UNIQUE (id, person_id, recipient_id, parcel)
) STRICT;
CREATE INDEX said_person ON said (person_id);
CREATE INDEX said_until ON said (until_at);

CREATE TABLE said_end (
    id TEXT PRIMARY KEY,
    said_id TEXT NOT NULL UNIQUE REFERENCES said (id),
    ending TEXT NOT NULL,
    happened_at TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    how BLOB
) STRICT;

CREATE TABLE parcel (
    hash BLOB PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    body BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- No say-so, no row: a referral is tied to a say-so of the same person, recipient and parcel.
CREATE TABLE referral (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL,
    said_id TEXT NOT NULL,
    scheme_id TEXT NOT NULL REFERENCES scheme (id),
    practice_id TEXT NOT NULL REFERENCES organisation (id),
    recipient_id TEXT NOT NULL,
    parcel BLOB NOT NULL,
    state TEXT NOT NULL,
    before_pause TEXT,
    held_until TEXT NOT NULL,
    acknowledged INTEGER NOT NULL DEFAULT 0,
    coach_id TEXT REFERENCES member (id),
    reference TEXT NOT NULL,
    reason BLOB,
    made_at TEXT NOT NULL,
    ended_at TEXT,
    FOREIGN KEY (said_id, person_id, recipient_id, parcel) REFERENCES said (id, person_id, recipient_id, parcel)
) STRICT;
CREATE INDEX referral_person ON referral (person_id);
CREATE INDEX referral_coach ON referral (coach_id) WHERE coach_id IS NOT NULL;
CREATE INDEX referral_open ON referral (recipient_id, state) WHERE ended_at IS NULL;

CREATE TABLE entry (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    referral_id TEXT REFERENCES referral (id),
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    author_id TEXT REFERENCES member (id),
    body BLOB NOT NULL,
    at TEXT,
    written_at TEXT NOT NULL
) STRICT;
CREATE INDEX entry_person ON entry (person_id);
CREATE INDEX entry_outside ON entry (written_at) WHERE kind = 'outside' AND state = 'kept';

CREATE TABLE proposal (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    practice_id TEXT NOT NULL REFERENCES organisation (id),
    referral_id TEXT NOT NULL REFERENCES referral (id),
    author_id TEXT NOT NULL REFERENCES member (id),
    state TEXT NOT NULL,
    body BLOB NOT NULL,
    drafted_at TEXT NOT NULL
) STRICT;
CREATE INDEX proposal_person ON proposal (person_id);
CREATE INDEX proposal_practice ON proposal (practice_id, state);

-- The outbox. A row leaves in the transaction that asks the rule again.
CREATE TABLE message (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES person (id),
    to_org TEXT REFERENCES organisation (id),
    said_id TEXT REFERENCES said (id),
    referral_id TEXT REFERENCES referral (id),
    proposal_id TEXT REFERENCES proposal (id),
    body BLOB NOT NULL,
    due_at TEXT NOT NULL,
    sent_at TEXT
) STRICT;
CREATE INDEX message_due ON message (due_at) WHERE sent_at IS NULL;
CREATE INDEX message_person ON message (person_id);

CREATE TABLE notice (
    org_id TEXT NOT NULL REFERENCES organisation (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    at TEXT NOT NULL,
    coach_id TEXT REFERENCES member (id),
    seen_at TEXT,
    PRIMARY KEY (org_id, person_id, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
    id TEXT PRIMARY KEY,
    secret_ix BLOB NOT NULL UNIQUE,
    member_id TEXT REFERENCES member (id),
    person_id TEXT REFERENCES person (id),
    opened_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    idle_minutes INTEGER NOT NULL,
    ended_at TEXT
) STRICT;

CREATE TABLE sign_in_link (
    secret_ix BLOB PRIMARY KEY,
    member_id TEXT NOT NULL REFERENCES member (id),
    expires_at TEXT NOT NULL,
    used_at TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE code (
    person_id TEXT PRIMARY KEY REFERENCES person (id),
    code_ix BLOB NOT NULL,
    expires_at TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- One act is one event. What it says to each person it concerns is under that person's key, with its salt and a
-- commitment over its plaintext; a row with no person_ix is about nobody.
CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    actor TEXT NOT NULL,
    member_id TEXT REFERENCES member (id),
    role TEXT,
    org_id TEXT REFERENCES organisation (id),
    outcome TEXT NOT NULL,
    purpose TEXT,
    said_id TEXT,
    happened_at TEXT NOT NULL,
    recorded_at TEXT NOT NULL
) STRICT;

CREATE TABLE event_told (
    seq INTEGER NOT NULL REFERENCES event (seq),
    person_ix BLOB,
    body BLOB NOT NULL,
    commitment BLOB NOT NULL
) STRICT;
CREATE INDEX event_told_person ON event_told (person_ix, seq) WHERE person_ix IS NOT NULL;
CREATE INDEX event_told_seq ON event_told (seq);

CREATE TRIGGER event_stays BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER event_kept BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER told_stays BEFORE UPDATE ON event_told BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER told_kept BEFORE DELETE ON event_told BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER said_stays BEFORE UPDATE ON said BEGIN SELECT RAISE(ABORT, 'what was said is append-only'); END;
CREATE TRIGGER said_kept BEFORE DELETE ON said BEGIN SELECT RAISE(ABORT, 'what was said is append-only'); END;
CREATE TRIGGER said_end_stays BEFORE UPDATE ON said_end BEGIN SELECT RAISE(ABORT, 'what was said is append-only'); END;
CREATE TRIGGER said_end_kept BEFORE DELETE ON said_end BEGIN SELECT RAISE(ABORT, 'what was said is append-only'); END;
