-- More than one service for one person. Neither can learn that the other is there, and nothing of a venue reaches
-- whoever owns the building.

-- The person asked for it by themself, signed in: their practice had no hand in it and is told nothing.
ALTER TABLE referral ADD COLUMN from_home INTEGER NOT NULL DEFAULT 0;

-- Where meetings with a provider can be. What it is called and whose building it is are encrypted, and no row anywhere
-- leads from a meeting to an organisation that owns a building.
CREATE TABLE venue (
    id TEXT PRIMARY KEY,
    org_id TEXT NOT NULL REFERENCES organisation (id),
    body BLOB NOT NULL,
    ended INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX venue_org ON venue (org_id);

-- Which one a person chose stands under their own key.
CREATE TABLE venue_chosen (
    entry_id TEXT PRIMARY KEY REFERENCES entry (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    body BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX venue_chosen_person ON venue_chosen (person_id);
