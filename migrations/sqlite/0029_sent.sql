-- "What the practice sent" is read in pages, newest first, ended ones included.
CREATE INDEX referral_sent ON referral (practice_id, made_at, id) WHERE from_home = 0;
CREATE INDEX said_told ON said (recipient_id, person_id) WHERE purpose = 'feedback_to_gp';
