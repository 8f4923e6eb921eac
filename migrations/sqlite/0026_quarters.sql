-- Quarters are counted beside months and years. A table's checks cannot be changed, so that it is made anew with its rows.
CREATE TABLE counts_of_periods (
    kind TEXT NOT NULL CHECK (kind IN ('month', 'quarter', 'year')),
    period TEXT NOT NULL,
    counts TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (kind, period)
) STRICT, WITHOUT ROWID;
INSERT INTO counts_of_periods (kind, period, counts, at) SELECT kind, period, counts, at FROM published_counts;
DROP TABLE published_counts;
ALTER TABLE counts_of_periods RENAME TO published_counts;
CREATE TRIGGER counts_stay BEFORE UPDATE ON published_counts BEGIN SELECT RAISE(ABORT, 'published counts never change'); END;
CREATE TRIGGER counts_kept BEFORE DELETE ON published_counts BEGIN SELECT RAISE(ABORT, 'published counts are never deleted'); END;
