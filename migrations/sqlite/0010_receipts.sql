-- Where the private tree stood each time that it grew: its leaf `number` is the first of an event after `seq`. From the
-- nearest of these the number of any row is counted in a moment. About nobody.
CREATE TABLE log_mark (
    number INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL
) STRICT;
CREATE INDEX log_mark_seq ON log_mark (seq);

-- A receipt is looked for by its commitment when somebody who has it asks.
CREATE INDEX event_told_commitment ON event_told (commitment);
