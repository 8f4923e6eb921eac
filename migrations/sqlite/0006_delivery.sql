-- Messages to people on their way out of the house. One row once something has been tried. `state`: claimed (somebody
-- hands it over, until next_at), late (tried again at next_at), stuck (the operator decides). A message that was taken
-- has its own sent_at. `address_ix`: a keyed fingerprint of where it went, so that a reply can be told whose it is.
CREATE TABLE delivery (
    message_id TEXT PRIMARY KEY REFERENCES message (id) ON DELETE CASCADE,
    state TEXT NOT NULL CHECK (state IN ('claimed', 'late', 'stuck')),
    way TEXT NOT NULL,
    tries INTEGER NOT NULL,
    next_at TEXT NOT NULL,
    trouble TEXT,
    address_ix BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX delivery_address ON delivery (address_ix);
CREATE INDEX delivery_stuck ON delivery (trouble) WHERE state = 'stuck';
