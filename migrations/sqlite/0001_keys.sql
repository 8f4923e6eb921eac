-- The engine's own tables: which master key this database has, and one wrapped key per owner and retention class.

CREATE TABLE key_check (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    fingerprint BLOB NOT NULL
) STRICT;

-- owner: a person's id, or '-' for the shared key of a class. A destroyed key leaves its row, so that no new
-- key is made under the same name: wrapped is then null.
CREATE TABLE data_key (
    owner TEXT NOT NULL,
    class TEXT NOT NULL,
    wrapped BLOB,
    made_at TEXT NOT NULL,
    destroyed_at TEXT,
    PRIMARY KEY (owner, class),
    CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
) STRICT;
