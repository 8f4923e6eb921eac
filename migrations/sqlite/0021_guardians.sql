-- A guardian for each scheme. Which schemes a seat of the guardian's side oversees follows from the organisations of
-- each scheme, so every organisation with such a seat is listed. Where a scheme has none in a role, those who sit in it
-- and belong to no scheme so far are listed there: whoever oversaw everything goes on as before.
INSERT OR IGNORE INTO scheme_org (scheme_id, org_id)
SELECT DISTINCT s.id, m.org_id FROM scheme s JOIN member m ON m.role IN ('guardian', 'deputy', 'nominee')
WHERE m.org_id NOT IN (SELECT org_id FROM scheme_org)
AND NOT EXISTS (SELECT 1 FROM scheme_org o JOIN member x ON x.org_id = o.org_id
    WHERE o.scheme_id = s.id AND x.role = m.role);

-- To which schemes' guardians a concern goes. None: to all of them.
CREATE TABLE concern_scheme (
    concern_id TEXT NOT NULL REFERENCES concern (id) ON DELETE CASCADE,
    scheme_id TEXT NOT NULL REFERENCES scheme (id),
    PRIMARY KEY (concern_id, scheme_id)
) STRICT, WITHOUT ROWID;
