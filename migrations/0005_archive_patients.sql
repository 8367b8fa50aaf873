-- An archived patient is kept whole, found last and on no list of people to call. A projection.
ALTER TABLE patient ADD COLUMN archived_at INTEGER;
ALTER TABLE patient ADD COLUMN archived_by BLOB;
ALTER TABLE patient ADD COLUMN archive_reason TEXT;
