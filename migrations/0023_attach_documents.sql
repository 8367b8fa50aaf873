-- Documents that came from elsewhere, by patient. A projection.
CREATE TABLE attachment (
    patient INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    body TEXT NOT NULL CHECK (json_valid(body)),
    PRIMARY KEY (patient, seq)
) STRICT, WITHOUT ROWID;

-- What a record no longer shows: that something was taken out, when and by whom (PRACTICE 21). A projection.
CREATE TABLE attachment_taken_out (
    patient INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    by_person BLOB NOT NULL,
    PRIMARY KEY (patient, seq)
) STRICT, WITHOUT ROWID;
