-- The rest of the patient's record, all projections: corrections field by field, alerts, medical history, notes, tasks by
-- patient, and one line of the timeline for each thing that happened.

CREATE TABLE correction (
    patient INTEGER NOT NULL,
    subject BLOB NOT NULL CHECK (length(subject) = 16),
    seq INTEGER NOT NULL,
    field TEXT NOT NULL,
    old TEXT NOT NULL,
    new TEXT NOT NULL,
    at INTEGER NOT NULL,
    by_person BLOB NOT NULL,
    PRIMARY KEY (patient, subject, seq, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE alert (
    patient INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    body TEXT NOT NULL CHECK (json_valid(body)),
    PRIMARY KEY (patient, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE medical_history (
    patient INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    version INTEGER NOT NULL,
    -- Why it was never true; absent for what holds.
    voided TEXT,
    body TEXT NOT NULL CHECK (json_valid(body)),
    PRIMARY KEY (patient, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE note (
    patient INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    body TEXT NOT NULL CHECK (json_valid(body)),
    PRIMARY KEY (patient, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE note_amendment (
    note BLOB NOT NULL CHECK (length(note) = 16),
    seq INTEGER NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    PRIMARY KEY (note, seq)
) STRICT, WITHOUT ROWID;

ALTER TABLE task ADD COLUMN done_by BLOB;
ALTER TABLE task ADD COLUMN outcome TEXT;
CREATE INDEX task_patient ON task (patient, seq) WHERE patient IS NOT NULL;

-- Read backwards from a cursor, whole or by topic: thirty years cost what the window shows.
CREATE TABLE timeline (
    patient INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    event BLOB NOT NULL CHECK (length(event) = 16),
    topic TEXT NOT NULL,
    about BLOB NOT NULL CHECK (length(about) = 16),
    at INTEGER NOT NULL,
    by_person BLOB,
    body TEXT NOT NULL CHECK (json_valid(body)),
    PRIMARY KEY (patient, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX timeline_topic ON timeline (patient, topic, seq);
