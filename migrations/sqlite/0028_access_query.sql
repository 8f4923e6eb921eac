-- The guardian asks an organisation about one act of a seat there. About nobody who is helped: the act, the organisation,
-- who asked, its answer in a sentence, and what the guardian made of it.
CREATE TABLE access_query (
    event_id TEXT PRIMARY KEY REFERENCES event (id),
    org_id TEXT NOT NULL REFERENCES organisation (id),
    asked_by TEXT NOT NULL REFERENCES member (id),
    asked_at TEXT NOT NULL,
    due_at TEXT NOT NULL,
    answered_by TEXT REFERENCES member (id),
    answered_at TEXT,
    answer BLOB,
    closed_by TEXT REFERENCES member (id),
    closed_at TEXT,
    outcome TEXT CHECK (outcome IN ('reason', 'concern')),
    CHECK ((answered_at IS NULL) = (answer IS NULL)),
    CHECK ((closed_at IS NULL) = (outcome IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX access_query_org ON access_query (org_id, asked_at);
