-- By the terms that somebody agreed to, everything goes by itself some months after support ended. They are told sixty
-- days before, and can keep it: then nothing goes by itself until this.
ALTER TABLE person ADD COLUMN keep_until TEXT;
-- Announced by the terms, and not asked for by the person: no code is in it.
ALTER TABLE erasure ADD COLUMN by_terms INTEGER NOT NULL DEFAULT 0;
-- Whose support ended so long ago: the rows of who was erased are gone, so few lie below the line.
CREATE INDEX referral_ended ON referral (ended_at, person_id) WHERE ended_at IS NOT NULL;
