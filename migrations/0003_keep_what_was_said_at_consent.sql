-- What a patient said instead of signing a consent: not today, taken home, not agreed. A projection.
CREATE TABLE consent_reply (
    patient INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    body TEXT NOT NULL CHECK (json_valid(body)),
    PRIMARY KEY (patient, seq)
) STRICT, WITHOUT ROWID;

-- Finds what a newer version recorded without walking the whole journal.
CREATE INDEX journal_kind ON journal (kind, schema_v);
