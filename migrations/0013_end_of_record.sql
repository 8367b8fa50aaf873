-- The end of a record. A legal hold keeps it whatever its age; an erasure leaves only what stands here. Projections.
CREATE TABLE legal_hold (
    patient INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    by_person BLOB NOT NULL,
    reason TEXT NOT NULL
) STRICT;

-- A tombstone: the numbers stay taken, and a backup from before is told to forget again.
CREATE TABLE erased_patient (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    record_number TEXT NOT NULL,
    at INTEGER NOT NULL,
    by_person BLOB NOT NULL,
    ground TEXT NOT NULL
) STRICT, WITHOUT ROWID;
