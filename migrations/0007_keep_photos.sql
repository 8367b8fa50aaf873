-- A file is announced before it is sealed and before it is removed, so that what a crash leaves behind is known by name.
ALTER TABLE sealed_file ADD COLUMN state TEXT NOT NULL DEFAULT 'kept' CHECK (state IN ('coming', 'kept', 'going'));
CREATE INDEX sealed_file_unsettled ON sealed_file (state) WHERE state <> 'kept';

-- Photos by patient; 0 is the tray of those that nobody was named for yet. A projection.
CREATE TABLE photo (
    patient INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    sha256 TEXT NOT NULL,
    photo TEXT NOT NULL CHECK (json_valid(photo)),
    filing TEXT CHECK (filing IS NULL OR json_valid(filing)),
    PRIMARY KEY (patient, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX photo_sha256 ON photo (sha256);

-- What a record no longer shows: that something was taken out, when and by whom (PRACTICE 21). A projection.
CREATE TABLE photo_taken_out (
    patient INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    by_person BLOB NOT NULL,
    moved INTEGER NOT NULL CHECK (moved IN (0, 1)),
    PRIMARY KEY (patient, seq)
) STRICT, WITHOUT ROWID;

-- Copies of photos that left the clinic, and for what (PRACTICE 73). A projection.
CREATE TABLE photo_export (
    patient INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    by_person BLOB NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    PRIMARY KEY (patient, seq)
) STRICT, WITHOUT ROWID;

-- The folder that a camera or card puts its pictures in. A projection.
CREATE TABLE camera_folder (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;
