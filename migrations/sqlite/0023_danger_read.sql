-- The words of a report of a danger lie in the message that carries it; the report now knows which. And whoever it went
-- to says that they have read it and act on it: who, and when. No reference to the message: a job writes it after the row.
ALTER TABLE danger ADD COLUMN message_id TEXT;
ALTER TABLE danger ADD COLUMN seen_by TEXT REFERENCES member (id);
ALTER TABLE danger ADD COLUMN seen_at TEXT;
UPDATE danger SET message_id = (SELECT m.id FROM message m WHERE m.kind = 'safeguarding'
    AND m.person_id = danger.person_id AND m.to_org = danger.to_org AND m.due_at = danger.at LIMIT 1);
CREATE INDEX danger_to ON danger (to_org, at);
CREATE INDEX danger_message ON danger (message_id) WHERE message_id IS NOT NULL;
