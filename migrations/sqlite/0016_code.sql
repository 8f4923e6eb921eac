-- A code that the person agreed to beside words for their GP record; none without them.
ALTER TABLE proposal ADD COLUMN code BLOB;
