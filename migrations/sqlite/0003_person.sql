-- What the person does about what is held: words of their own beside it, seals, corrections, how their pages look, and
-- the end of it all.

-- The person's own words beside something that somebody else wrote: an entry, or a yes that was typed for them.
CREATE TABLE beside (
    subject_id TEXT PRIMARY KEY,
    subject TEXT NOT NULL CHECK (subject IN ('entry', 'say_so')),
    person_id TEXT NOT NULL REFERENCES person (id),
    body BLOB NOT NULL,
    written_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX beside_person ON beside (person_id);

-- A sealed entry exists for the person and for the seats that they named, and for nobody else.
CREATE TABLE sealed (
    entry_id TEXT PRIMARY KEY REFERENCES entry (id),
    sealed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE sealed_but_for (
    entry_id TEXT NOT NULL REFERENCES entry (id),
    member_id TEXT NOT NULL REFERENCES member (id),
    PRIMARY KEY (entry_id, member_id)
) STRICT, WITHOUT ROWID;

-- Lines of what was sent that the person has corrected since.
ALTER TABLE person ADD COLUMN corrected BLOB;
-- The person's first page shows their next meeting alone; the rest opens with their private word.
ALTER TABLE person ADD COLUMN simple_home INTEGER NOT NULL DEFAULT 0;

-- Limited: opened before the person had a private word, so what staff know was enough. Opened_full: the private word
-- was given in this session, for a person whose first page is the simple one.
ALTER TABLE session ADD COLUMN limited INTEGER NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN opened_full INTEGER NOT NULL DEFAULT 0;

-- Erasing everything: asked for, confirmed with a code, and done when its time comes. Its row of person stays, empty.
ALTER TABLE person ADD COLUMN erased_at TEXT;
CREATE TABLE erasure (
    person_id TEXT PRIMARY KEY REFERENCES person (id),
    code_ix BLOB NOT NULL,
    expires_at TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    due_at TEXT
) STRICT, WITHOUT ROWID;

-- What a recorded rule keeps of somebody who was erased, and until when.
CREATE TABLE kept (
    person_id TEXT NOT NULL REFERENCES person (id),
    class TEXT NOT NULL,
    until_at TEXT NOT NULL,
    PRIMARY KEY (person_id, class)
) STRICT, WITHOUT ROWID;
