-- A seat that rests, since when. No reason is kept. The row goes when the seat is back or ends.
CREATE TABLE seat_paused (
    member_id TEXT PRIMARY KEY REFERENCES member (id),
    since TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A colleague who helps beside the coach, with no last day: two who share a job, or while the coach's seat rests.
ALTER TABLE cover ADD COLUMN beside INTEGER NOT NULL DEFAULT 0 CHECK (beside = 0 OR ends_at IS NULL);
