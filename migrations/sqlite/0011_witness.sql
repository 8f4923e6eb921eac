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

-- Logs that ended: key (with the name), the row where their lines begin, how many they have, and their last checkpoint. Their
-- lines and tiles stay. The log that goes on begins at the row that `log_state` names as its base.
CREATE TABLE log_old (
    nth INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    base INTEGER NOT NULL,
    size INTEGER NOT NULL,
    checkpoint BLOB NOT NULL,
    because TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE TRIGGER log_old_stays BEFORE UPDATE ON log_old BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_old_kept BEFORE DELETE ON log_old BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
