-- Where backups are written, which were made and found whole, and what the monthly restore drill found.
CREATE TABLE backup_place (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    seq INTEGER NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body))
) STRICT, WITHOUT ROWID;

CREATE TABLE backup (
    place BLOB NOT NULL,
    seq INTEGER NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    PRIMARY KEY (place, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE restore_drill (
    seq INTEGER PRIMARY KEY,
    body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;
