-- Terms that cannot drift: drafts with their two signatures, who stood behind each recipient when a version was
-- published, and which say-sos to older versions a newer one ends. About nobody who is helped.

CREATE TABLE terms_draft (
    id TEXT PRIMARY KEY,
    scheme_id TEXT NOT NULL REFERENCES scheme (id),
    promise TEXT NOT NULL,
    interests TEXT NOT NULL,
    why BLOB NOT NULL,
    notice_days INTEGER NOT NULL CHECK (notice_days BETWEEN 14 AND 366),
    proposed_by TEXT NOT NULL REFERENCES member (id),
    proposed_org TEXT NOT NULL REFERENCES organisation (id),
    proposed_at TEXT NOT NULL,
    stood_back_at TEXT,
    guardian_by TEXT REFERENCES member (id),
    guardian_org TEXT REFERENCES organisation (id),
    guardian_at TEXT,
    nominee_by TEXT REFERENCES member (id),
    nominee_org TEXT REFERENCES organisation (id),
    nominee_at TEXT,
    withdrawn_at TEXT,
    refused_by TEXT REFERENCES member (id),
    refused_at TEXT,
    reason BLOB,
    terms_id TEXT UNIQUE REFERENCES terms (id),
    ended_at TEXT,
    CHECK (guardian_by IS NULL OR guardian_by <> proposed_by),
    CHECK (nominee_by IS NULL OR nominee_by <> proposed_by),
    CHECK (guardian_by IS NULL OR nominee_by IS NULL OR (guardian_by <> nominee_by AND guardian_org <> nominee_org)),
    CHECK ((guardian_by IS NULL) = (guardian_at IS NULL) AND (guardian_by IS NULL) = (guardian_org IS NULL)),
    CHECK ((nominee_by IS NULL) = (nominee_at IS NULL) AND (nominee_by IS NULL) = (nominee_org IS NULL)),
    CHECK (terms_id IS NULL OR (guardian_by IS NOT NULL AND nominee_by IS NOT NULL)),
    CHECK ((withdrawn_at IS NOT NULL) + (refused_at IS NOT NULL) + (terms_id IS NOT NULL) <= 1)
) STRICT;
CREATE UNIQUE INDEX terms_draft_open ON terms_draft (scheme_id)
    WHERE withdrawn_at IS NULL AND refused_at IS NULL AND terms_id IS NULL;

-- A nominee is of a user-led organisation, whatever a program says.
CREATE TRIGGER nominee_user_led BEFORE INSERT ON member
WHEN NEW.role = 'nominee' AND (SELECT kind FROM organisation WHERE id = NEW.org_id) <> 'user_led'
BEGIN SELECT RAISE(ABORT, 'a nominee sits at a user-led organisation'); END;

CREATE TABLE terms_interests (
    terms_id TEXT NOT NULL REFERENCES terms (id),
    org_id TEXT NOT NULL REFERENCES organisation (id),
    interests TEXT NOT NULL,
    PRIMARY KEY (terms_id, org_id)
) STRICT, WITHOUT ROWID;

-- What is published is not changed and not taken away.
CREATE TRIGGER terms_stay BEFORE UPDATE ON terms BEGIN SELECT RAISE(ABORT, 'a published version never changes'); END;
CREATE TRIGGER terms_kept BEFORE DELETE ON terms BEGIN SELECT RAISE(ABORT, 'a published version is never deleted'); END;
-- A later version exists only with its two signatures on a draft that waits, and with fourteen days of notice.
CREATE TRIGGER terms_take_two BEFORE INSERT ON terms
WHEN NEW.version > 1 AND (
    NOT EXISTS (SELECT 1 FROM terms_draft d WHERE d.scheme_id = NEW.scheme_id AND d.promise = NEW.promise
        AND d.guardian_by IS NOT NULL AND d.nominee_by IS NOT NULL
        AND d.withdrawn_at IS NULL AND d.refused_at IS NULL AND d.terms_id IS NULL)
    OR julianday(NEW.in_effect_at) - julianday(NEW.published_at) < 14)
BEGIN SELECT RAISE(ABORT, 'a later version takes two signatures and notice'); END;

-- Empty category: every say-so for that purpose; otherwise those that cover it.
CREATE TABLE terms_ends (
    old_id TEXT NOT NULL REFERENCES terms (id),
    recipient_id TEXT NOT NULL REFERENCES organisation (id),
    purpose TEXT NOT NULL,
    category TEXT NOT NULL,
    new_id TEXT NOT NULL REFERENCES terms (id),
    PRIMARY KEY (old_id, recipient_id, purpose, category, new_id)
) STRICT, WITHOUT ROWID;

-- Versions from before this migration: each later one ends every say-so to an earlier one, as it did until now.
INSERT INTO terms_ends (old_id, recipient_id, purpose, category, new_id)
    SELECT DISTINCT s.terms_id, s.recipient_id, s.purpose, '', new.id
    FROM said s JOIN terms old ON old.id = s.terms_id
    JOIN terms new ON new.scheme_id = old.scheme_id AND new.version > old.version;
INSERT INTO terms_interests (terms_id, org_id, interests)
    SELECT DISTINCT t.id, o.id, o.interests
    FROM terms t, json_each(t.promise, '$.flows') f JOIN organisation o ON o.id = json_extract(f.value, '$.recipient');

-- Nothing about a person goes to an organisation of the benefits system: no yes, no referral, no message, no place in a
-- scheme, no flow; and no organisation becomes one, or ceases to be one, by a change of its row.
CREATE TRIGGER said_not_benefits BEFORE INSERT ON said
WHEN (SELECT kind FROM organisation WHERE id = NEW.recipient_id) = 'benefits'
BEGIN SELECT RAISE(ABORT, 'nothing about a person goes to the benefits system'); END;
CREATE TRIGGER referral_not_benefits BEFORE INSERT ON referral
WHEN (SELECT kind FROM organisation WHERE id = NEW.recipient_id) = 'benefits'
    OR (SELECT kind FROM organisation WHERE id = NEW.practice_id) = 'benefits'
BEGIN SELECT RAISE(ABORT, 'nothing about a person goes to the benefits system'); END;
CREATE TRIGGER message_not_benefits BEFORE INSERT ON message
WHEN (SELECT kind FROM organisation WHERE id = NEW.to_org) = 'benefits'
BEGIN SELECT RAISE(ABORT, 'nothing about a person goes to the benefits system'); END;
CREATE TRIGGER scheme_not_benefits BEFORE INSERT ON scheme_org
WHEN (SELECT kind FROM organisation WHERE id = NEW.org_id) = 'benefits'
BEGIN SELECT RAISE(ABORT, 'the benefits system has no part in a scheme'); END;
CREATE TRIGGER terms_not_benefits BEFORE INSERT ON terms
WHEN EXISTS (SELECT 1 FROM json_each(NEW.promise, '$.flows') f
    JOIN organisation o ON o.id = json_extract(f.value, '$.recipient') WHERE o.kind = 'benefits')
BEGIN SELECT RAISE(ABORT, 'nothing about a person goes to the benefits system'); END;
CREATE TRIGGER organisation_kind_stays BEFORE UPDATE OF kind ON organisation
WHEN OLD.kind <> NEW.kind AND 'benefits' IN (OLD.kind, NEW.kind)
BEGIN SELECT RAISE(ABORT, 'an organisation of the benefits system stays one'); END;

-- Counts for a month or a year, as they were published: computed once, never again.
CREATE TABLE published_counts (
    kind TEXT NOT NULL CHECK (kind IN ('month', 'year')),
    period TEXT NOT NULL,
    counts TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (kind, period)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER counts_stay BEFORE UPDATE ON published_counts BEGIN SELECT RAISE(ABORT, 'published counts never change'); END;
CREATE TRIGGER counts_kept BEFORE DELETE ON published_counts BEGIN SELECT RAISE(ABORT, 'published counts are never deleted'); END;
