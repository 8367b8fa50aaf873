-- Patients that came from a table, batch by batch, so that a whole batch can go again. Projections.
CREATE TABLE import_batch (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    at INTEGER NOT NULL,
    by_person BLOB NOT NULL,
    row_count INTEGER NOT NULL,
    undone_at INTEGER
) STRICT;

CREATE TABLE imported_patient (
    batch BLOB NOT NULL CHECK (length(batch) = 16),
    key INTEGER NOT NULL,
    PRIMARY KEY (batch, key)
) STRICT, WITHOUT ROWID;
