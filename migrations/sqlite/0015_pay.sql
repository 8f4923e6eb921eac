-- Evidence of pay: an employer and an exact amount, only as long as the yes that it rests on. It goes with that yes,
-- whoever ends it and for whatever reason: the trigger leaves nobody the choice.
CREATE TABLE job_pay (
    job_id TEXT NOT NULL REFERENCES job (id),
    said_id TEXT NOT NULL REFERENCES said (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    body BLOB NOT NULL,
    written_at TEXT NOT NULL,
    PRIMARY KEY (job_id, said_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_pay_person ON job_pay (person_id);
CREATE TRIGGER job_pay_rests_on_a_yes BEFORE INSERT ON job_pay
WHEN NOT EXISTS (SELECT 1 FROM said WHERE id = NEW.said_id AND person_id = NEW.person_id AND purpose = 'pay_evidence')
    OR NOT EXISTS (SELECT 1 FROM job WHERE id = NEW.job_id AND person_id = NEW.person_id)
    OR EXISTS (SELECT 1 FROM said_end WHERE said_id = NEW.said_id)
BEGIN SELECT RAISE(ABORT, 'exact pay rests on the yes of its own person'); END;
CREATE TRIGGER job_pay_goes_with_its_yes AFTER INSERT ON said_end
BEGIN DELETE FROM job_pay WHERE said_id = NEW.said_id; END;
CREATE TRIGGER job_pay_goes_with_its_job AFTER UPDATE OF state ON job WHEN NEW.state = 'gone'
BEGIN DELETE FROM job_pay WHERE job_id = NEW.id; END;
