-- The provider's and the practice's day: the end of a contract, and how long the wait is.

-- A provider's contract that ends. From ends_at on, what was said to it allows nothing.
CREATE TABLE contract_end (
    org_id TEXT PRIMARY KEY REFERENCES organisation (id),
    ends_at TEXT NOT NULL,
    set_at TEXT NOT NULL,
    set_by TEXT REFERENCES member (id),
    closed_at TEXT,
    certified_event TEXT,
    certified_by TEXT REFERENCES member (id),
    certified_at TEXT,
    -- What the provider must keep outside, in its own words.
    kept_outside BLOB
) STRICT, WITHOUT ROWID;

-- How long people wait for a provider, as its lead chose from a list, and when.
CREATE TABLE capacity (
    org_id TEXT PRIMARY KEY REFERENCES organisation (id),
    wait TEXT NOT NULL,
    said_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
