-- What was decided about a course after its consultation. A projection.

CREATE TABLE course_change (
    patient INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    consultation BLOB NOT NULL CHECK (length(consultation) = 16),
    -- Sessions planned from here on; absent where the number was not what changed.
    planned INTEGER,
    -- Closed early (1) or taken up again (0); absent where neither was what happened.
    closed INTEGER CHECK (closed IN (0, 1)),
    body TEXT NOT NULL CHECK (json_valid(body)),
    PRIMARY KEY (patient, seq)
) STRICT, WITHOUT ROWID;
