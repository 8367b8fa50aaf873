-- Two entries of one person, read as one. `merged_into` is the key of the entry that stays; everything recorded under
-- the other one is read there until they are separated again. Projections.
ALTER TABLE patient ADD COLUMN merged_into INTEGER REFERENCES patient (key);
CREATE INDEX patient_merged ON patient (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE patient_merge (
    merged INTEGER PRIMARY KEY,
    merged_at INTEGER NOT NULL,
    by_person BLOB NOT NULL,
    reason TEXT NOT NULL
) STRICT;

-- Which rows moved with a merge, so that exactly these go back.
CREATE TABLE merged_row (
    merged INTEGER NOT NULL,
    of_table TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (merged, of_table, seq)
) STRICT, WITHOUT ROWID;

-- Pairs that look like one person and are two, as somebody said.
CREATE TABLE told_apart (
    one BLOB NOT NULL CHECK (length(one) = 16),
    other BLOB NOT NULL CHECK (length(other) = 16),
    PRIMARY KEY (one, other),
    CHECK (one < other)
) STRICT, WITHOUT ROWID;
