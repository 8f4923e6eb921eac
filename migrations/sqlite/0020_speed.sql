-- What reception can read out: sent messages to people, the newest first, without looking through all that was ever sent.
CREATE INDEX message_to_people ON message (sent_at) WHERE to_org IS NULL AND sent_at IS NOT NULL;
-- Who is on their way from a practice, for the page on which it can be switched off.
CREATE INDEX referral_of_practice ON referral (practice_id) WHERE ended_at IS NULL;
-- What was tried and not allowed, for the guardian: little among much too.
CREATE INDEX event_not_allowed ON event (seq) WHERE kind = 'not_allowed';
