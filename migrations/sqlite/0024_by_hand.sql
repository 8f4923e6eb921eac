-- A message to somebody that nothing sends lies at their practice until somebody there says how it reached them. `tray`:
-- to be read out, given or posted; `letter`: the person chose letters, and only then are they told. Of a code nothing is
-- kept here: it has its own short time.
ALTER TABLE message ADD COLUMN by_hand TEXT
    CHECK (by_hand IN ('tray', 'letter', 'posted', 'given', 'read_out'));
ALTER TABLE message ADD COLUMN hand_at TEXT;
ALTER TABLE message ADD COLUMN hand_by TEXT REFERENCES member (id);
CREATE INDEX message_to_hand ON message (person_id, sent_at) WHERE by_hand IN ('tray', 'letter');
