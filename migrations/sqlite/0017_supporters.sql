-- Supporters: whom a person named, for themself alone, for what they chose, until a day. The name is under the person's
-- key. Of the card only keyed hashes are kept, and of a card that was taken back nothing: the door never knew it.
CREATE TABLE supporter (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL,
    name BLOB NOT NULL,
    scope TEXT NOT NULL,
    from_at TEXT NOT NULL,
    until_at TEXT NOT NULL,
    ended_at TEXT,
    words_ix BLOB,
    code_ix BLOB,
    code_expires_at TEXT,
    word_ix BLOB,
    tries INTEGER NOT NULL DEFAULT 0,
    CHECK (ended_at IS NULL OR (words_ix IS NULL AND code_ix IS NULL AND word_ix IS NULL))
) STRICT;
CREATE INDEX supporter_person ON supporter (person_id);
CREATE UNIQUE INDEX supporter_words ON supporter (words_ix) WHERE words_ix IS NOT NULL;

-- A session of a supporter is nobody else's: never the person's, never a member's.
ALTER TABLE session ADD COLUMN supporter_id TEXT REFERENCES supporter (id)
    CHECK (supporter_id IS NULL OR (person_id IS NULL AND member_id IS NULL));
CREATE INDEX session_supporter ON session (supporter_id) WHERE supporter_id IS NOT NULL;

-- The person's own words, typed by a supporter.
ALTER TABLE entry ADD COLUMN supporter_id TEXT REFERENCES supporter (id)
    CHECK (supporter_id IS NULL OR author_id IS NULL);
