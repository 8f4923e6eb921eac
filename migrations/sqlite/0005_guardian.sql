-- The guardian's side: concerns, public questions, checks, switches, legal demands, withholdings, reviews of dangers.
-- Whatever was typed is a BLOB written through the encrypting type, under key classes of their own where the law or a
-- complaint asks for another time of keeping.

-- A concern with a name belongs to a person; one without is found again by three words, of which a keyed hash is kept.
CREATE TABLE concern (
    id TEXT PRIMARY KEY,
    person_id TEXT REFERENCES person (id),
    words_ix BLOB UNIQUE,
    kind TEXT NOT NULL,
    about_org TEXT REFERENCES organisation (id),
    guardian_involved INTEGER NOT NULL,
    handler TEXT NOT NULL,
    body BLOB NOT NULL,
    raised_at TEXT NOT NULL,
    acknowledge_by TEXT NOT NULL,
    answer_by TEXT NOT NULL,
    acknowledged_by TEXT REFERENCES member (id),
    acknowledged_at TEXT,
    passed_on_at TEXT,
    answered_by TEXT REFERENCES member (id),
    answered_at TEXT,
    answer BLOB
) STRICT;
CREATE INDEX concern_person ON concern (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX concern_open ON concern (acknowledge_by) WHERE acknowledged_at IS NULL AND answered_at IS NULL;

CREATE TABLE question (
    id TEXT PRIMARY KEY,
    body BLOB NOT NULL,
    asked_at TEXT NOT NULL,
    answered_at TEXT,
    answer BLOB,
    set_aside_at TEXT
) STRICT;

-- What the month's five accesses came to.
CREATE TABLE access_check (
    event_id TEXT PRIMARY KEY REFERENCES event (id),
    member_id TEXT NOT NULL REFERENCES member (id),
    at TEXT NOT NULL,
    fine INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Yeses that staff typed, drawn to be asked about.
CREATE TABLE yes_check (
    event_id TEXT PRIMARY KEY REFERENCES event (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    asked_at TEXT NOT NULL,
    answered_at TEXT,
    answer BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX yes_check_person ON yes_check (person_id);

-- Off at once, by one; on again by two. A row stays for ever: who, when and why are public.
CREATE TABLE switch_off (
    id TEXT PRIMARY KEY,
    org_id TEXT NOT NULL REFERENCES organisation (id),
    purpose TEXT,
    off_at TEXT NOT NULL,
    off_by TEXT NOT NULL REFERENCES member (id),
    reason TEXT NOT NULL,
    body BLOB NOT NULL,
    on_asked_by TEXT REFERENCES member (id),
    on_asked_at TEXT,
    on_by TEXT REFERENCES member (id),
    on_at TEXT,
    CHECK (on_by IS NULL OR (on_asked_by IS NOT NULL AND on_by <> on_asked_by))
) STRICT;
CREATE UNIQUE INDEX switch_off_now ON switch_off (org_id, ifnull(purpose, '')) WHERE on_at IS NULL;

CREATE TABLE legal_demand (
    id TEXT PRIMARY KEY,
    person_id TEXT REFERENCES person (id),
    demander TEXT NOT NULL,
    notice BLOB NOT NULL,
    advice BLOB NOT NULL,
    outside BLOB NOT NULL,
    scope TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    recorded_by TEXT NOT NULL REFERENCES member (id),
    bar_until TEXT,
    told_at TEXT,
    first_by TEXT REFERENCES member (id),
    first_at TEXT,
    first_answer TEXT,
    decided_by TEXT REFERENCES member (id),
    decided_at TEXT,
    decided_answer TEXT,
    CHECK (decided_answer IS NULL OR decided_answer = 'nothing'
        OR (first_by IS NOT NULL AND decided_by <> first_by AND demander <> 'benefits'))
) STRICT;
CREATE INDEX legal_demand_person ON legal_demand (person_id) WHERE person_id IS NOT NULL;

CREATE TABLE withholding (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    entry_id TEXT NOT NULL REFERENCES entry (id),
    ground TEXT NOT NULL,
    body BLOB NOT NULL,
    proposed_by TEXT NOT NULL REFERENCES member (id),
    proposed_at TEXT NOT NULL,
    agreed_by TEXT REFERENCES member (id),
    agreed_at TEXT,
    until_at TEXT NOT NULL,
    ended_at TEXT,
    CHECK (agreed_by IS NULL OR agreed_by <> proposed_by)
) STRICT;
CREATE INDEX withholding_person ON withholding (person_id);

CREATE TABLE danger (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    member_id TEXT NOT NULL REFERENCES member (id),
    to_org TEXT NOT NULL REFERENCES organisation (id),
    at TEXT NOT NULL,
    unsafe_to_tell INTEGER NOT NULL,
    reviewed_by TEXT REFERENCES member (id),
    reviewed_at TEXT,
    outcome TEXT,
    told INTEGER
) STRICT;

CREATE INDEX event_of_seats ON event (recorded_at) WHERE actor = 'member';
