-- A coach's day: jobs, how meetings went, tries before a first meeting, who stands in, calendar addresses, places.

-- What is told of a job is encrypted. The two dates stand in clear, for a paid job that its person told or agreed to:
-- lists are ordered by stage, and support in work asks for a yes of its own.
CREATE TABLE job (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    referral_id TEXT REFERENCES referral (id),
    state TEXT NOT NULL,
    author_id TEXT REFERENCES member (id),
    body BLOB NOT NULL,
    started_on TEXT,
    ended_on TEXT,
    written_at TEXT NOT NULL
) STRICT;
CREATE INDEX job_person ON job (person_id);

-- How a meeting went is encrypted, so that nobody counts it. That something was noted takes it off the day's list.
CREATE TABLE meeting (
    entry_id TEXT PRIMARY KEY REFERENCES entry (id),
    outcome BLOB NOT NULL,
    off INTEGER NOT NULL,
    noted_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tried (
    referral_id TEXT NOT NULL REFERENCES referral (id),
    at TEXT NOT NULL,
    PRIMARY KEY (referral_id, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE cover (
    id TEXT PRIMARY KEY,
    referral_id TEXT NOT NULL REFERENCES referral (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    from_id TEXT NOT NULL REFERENCES member (id),
    to_id TEXT NOT NULL REFERENCES member (id),
    starts_at TEXT NOT NULL,
    ends_at TEXT,
    state TEXT NOT NULL
) STRICT;
CREATE INDEX cover_referral ON cover (referral_id);
CREATE INDEX cover_to ON cover (to_id) WHERE state = 'agreed';
CREATE INDEX cover_due ON cover (starts_at) WHERE ends_at IS NULL AND state <> 'over';

-- Who asked for a short goodbye, in case they leave.
CREATE TABLE goodbye (
    person_id TEXT PRIMARY KEY REFERENCES person (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE calendar (
    member_id TEXT PRIMARY KEY REFERENCES member (id),
    secret_ix BLOB NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;

CREATE INDEX entry_referral ON entry (referral_id, at) WHERE referral_id IS NOT NULL;

CREATE TABLE places (
    member_id TEXT PRIMARY KEY REFERENCES member (id),
    n INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
