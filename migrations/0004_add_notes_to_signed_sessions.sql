-- Dated notes added to a signed session; the record itself is never changed. A projection.
CREATE TABLE session_amendment (
    patient INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    session BLOB NOT NULL CHECK (length(session) = 16),
    body TEXT NOT NULL CHECK (json_valid(body)),
    PRIMARY KEY (patient, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX session_amendment_session ON session_amendment (session, seq);
