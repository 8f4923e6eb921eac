-- Evaluation: plans that are fixed when they are filed, one result for each, and practices that join a scheme after its
-- terms were published. All of it is public, and about nobody who is helped.

CREATE TABLE evaluation_plan (
    id TEXT PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE CHECK (number > 0),
    scheme_id TEXT NOT NULL REFERENCES scheme (id),
    phase INTEGER NOT NULL CHECK (phase > 0),
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    in_time INTEGER NOT NULL,
    filed_by TEXT NOT NULL REFERENCES member (id),
    filed_org TEXT NOT NULL REFERENCES organisation (id),
    filed_at TEXT NOT NULL
) STRICT;

CREATE TABLE evaluation_result (
    plan_id TEXT PRIMARY KEY REFERENCES evaluation_plan (id),
    figures TEXT NOT NULL,
    departed TEXT NOT NULL,
    published_by TEXT NOT NULL REFERENCES member (id),
    published_at TEXT NOT NULL
) STRICT;

CREATE TRIGGER plan_stays BEFORE UPDATE ON evaluation_plan BEGIN SELECT RAISE(ABORT, 'a plan never changes'); END;
CREATE TRIGGER plan_kept BEFORE DELETE ON evaluation_plan BEGIN SELECT RAISE(ABORT, 'a plan is never deleted'); END;
CREATE TRIGGER result_stays BEFORE UPDATE ON evaluation_result BEGIN SELECT RAISE(ABORT, 'a result never changes'); END;
CREATE TRIGGER result_kept BEFORE DELETE ON evaluation_result BEGIN SELECT RAISE(ABORT, 'a result is never deleted'); END;

-- A practice that joined after the terms were published, and for which phase.
CREATE TABLE scheme_joined (
    scheme_id TEXT NOT NULL REFERENCES scheme (id),
    org_id TEXT NOT NULL REFERENCES organisation (id),
    phase INTEGER NOT NULL CHECK (phase > 1),
    at TEXT NOT NULL,
    PRIMARY KEY (scheme_id, org_id)
) STRICT, WITHOUT ROWID;

-- No phase follows without the result of the one before, of a plan that came in time, whatever a program says.
CREATE TRIGGER joined_after_a_result BEFORE INSERT ON scheme_joined
WHEN NOT EXISTS (SELECT 1 FROM evaluation_plan p JOIN evaluation_result r ON r.plan_id = p.id
    WHERE p.scheme_id = NEW.scheme_id AND p.phase = NEW.phase - 1 AND p.in_time = 1)
BEGIN SELECT RAISE(ABORT, 'the phase before has no result'); END;
CREATE TRIGGER practice_joins_by_a_phase BEFORE INSERT ON scheme_org
WHEN (SELECT kind FROM organisation WHERE id = NEW.org_id) = 'practice'
    AND EXISTS (SELECT 1 FROM terms WHERE scheme_id = NEW.scheme_id)
    AND NOT EXISTS (SELECT 1 FROM scheme_org WHERE scheme_id = NEW.scheme_id AND org_id = NEW.org_id)
    AND NOT EXISTS (SELECT 1 FROM scheme_joined WHERE scheme_id = NEW.scheme_id AND org_id = NEW.org_id)
BEGIN SELECT RAISE(ABORT, 'a practice joins by a phase'); END;
