-- The public log and the private tree. Nothing here is about anybody: entries, hashes, and documents that are published.

-- The public log's entries, in order. `about` says which published thing one stands for, `fingerprint` in which form.
CREATE TABLE log_entry (
    number INTEGER PRIMARY KEY,
    line BLOB NOT NULL,
    about TEXT NOT NULL,
    fingerprint TEXT NOT NULL
) STRICT;
CREATE INDEX log_entry_about ON log_entry (about, number);

-- Tiles of both trees under the address of the full tile; `width` is how far it has grown.
CREATE TABLE log_tile (
    tree TEXT NOT NULL,
    path TEXT NOT NULL,
    width INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (tree, path)
) STRICT, WITHOUT ROWID;

-- What opens the seal of each published private root. Given in a receipt, and nowhere else.
CREATE TABLE log_root (
    number INTEGER PRIMARY KEY REFERENCES log_entry (number),
    at TEXT NOT NULL,
    nonce BLOB NOT NULL,
    size INTEGER NOT NULL,
    root BLOB NOT NULL
) STRICT;

-- The published documents that entries stand for, under their SHA-256.
CREATE TABLE log_document (
    hash TEXT NOT NULL PRIMARY KEY,
    bytes BLOB NOT NULL
) STRICT;

-- Where the log stands: right edges, the public key, the last checkpoint, why nothing is signed.
CREATE TABLE log_state (
    name TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) STRICT;

CREATE TRIGGER log_entry_stays BEFORE UPDATE ON log_entry BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_entry_kept BEFORE DELETE ON log_entry BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_root_stays BEFORE UPDATE ON log_root BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_root_kept BEFORE DELETE ON log_root BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
