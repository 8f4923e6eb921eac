-- What outside witnesses countersigned: for each of them its last checkpoints, with the log's signature and its own.
-- Nothing here is about anybody. `origin` is the log's name: a new log begins to count anew.

CREATE TABLE log_countersigned (
    origin TEXT NOT NULL,
    witness TEXT NOT NULL,
    size INTEGER NOT NULL,
    at TEXT NOT NULL,
    note BLOB NOT NULL,
    PRIMARY KEY (origin, witness, size)
) STRICT, WITHOUT ROWID;
