-- Reactions to treatment (adverse events) as they were last corrected, and every later look at one. Projections.

CREATE TABLE reaction (
    patient INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    version INTEGER NOT NULL,
    -- Why it never was one; absent for what holds.
    voided TEXT,
    body TEXT NOT NULL CHECK (json_valid(body)),
    PRIMARY KEY (patient, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE reaction_follow_up (
    reaction BLOB NOT NULL CHECK (length(reaction) = 16),
    seq INTEGER NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    PRIMARY KEY (reaction, seq)
) STRICT, WITHOUT ROWID;
