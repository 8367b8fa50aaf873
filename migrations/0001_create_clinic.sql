-- The journal is the record; every table below the line "Projections" can be dropped and rebuilt from it.
-- Times are UTC milliseconds since 1970 (`*_at`), civil dates are ISO text (`*_on`), ids are UUIDv7 in 16 bytes.

-- This laptop, as the journal names it. A restored store gets a new device id and prefix.
CREATE TABLE device (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    prefix TEXT NOT NULL CHECK (length(prefix) BETWEEN 1 AND 3),
    enrolled_at INTEGER NOT NULL,
    is_this INTEGER NOT NULL CHECK (is_this IN (0, 1))
) STRICT;

CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    device BLOB NOT NULL CHECK (length(device) = 16),
    dseq INTEGER NOT NULL,
    hlc INTEGER NOT NULL,
    wall_at INTEGER NOT NULL,
    actor BLOB CHECK (actor IS NULL OR length(actor) = 16),
    entity TEXT NOT NULL,
    entity_id BLOB NOT NULL CHECK (length(entity_id) = 16),
    kind TEXT NOT NULL,
    supersedes BLOB,
    schema_v INTEGER NOT NULL,
    body TEXT CHECK (body IS NULL OR json_valid(body)),
    body_hash BLOB NOT NULL CHECK (length(body_hash) = 32),
    prev BLOB NOT NULL CHECK (length(prev) = 32),
    h BLOB NOT NULL CHECK (length(h) = 32),
    UNIQUE (device, dseq)
) STRICT;
CREATE INDEX journal_entity ON journal (entity_id, seq);

-- An erasure names the row whose body it empties; nothing else about the row may change.
CREATE TABLE erasure (
    journal_seq INTEGER PRIMARY KEY REFERENCES journal (seq),
    by_event BLOB NOT NULL
) STRICT;

CREATE TRIGGER journal_keeps_every_row BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is never deleted'); END;

CREATE TRIGGER journal_keeps_every_value BEFORE UPDATE ON journal
WHEN NOT (
    NEW.body IS NULL
    AND EXISTS (SELECT 1 FROM erasure WHERE journal_seq = OLD.seq)
    AND NEW.seq = OLD.seq AND NEW.id = OLD.id AND NEW.device = OLD.device AND NEW.dseq = OLD.dseq
    AND NEW.hlc = OLD.hlc AND NEW.wall_at = OLD.wall_at AND NEW.actor IS OLD.actor
    AND NEW.entity = OLD.entity AND NEW.entity_id = OLD.entity_id AND NEW.kind = OLD.kind
    AND NEW.supersedes IS OLD.supersedes AND NEW.schema_v = OLD.schema_v
    AND NEW.body_hash = OLD.body_hash AND NEW.prev = OLD.prev AND NEW.h = OLD.h
)
BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;

-- REPLACE deletes the row in its way without asking the trigger above.
CREATE TRIGGER journal_replaces_no_row BEFORE INSERT ON journal
WHEN EXISTS (
    SELECT 1 FROM journal
    WHERE seq = NEW.seq OR id = NEW.id OR (device = NEW.device AND dseq = NEW.dseq)
)
BEGIN SELECT RAISE(ABORT, 'the journal is never replaced'); END;

-- What is being typed. Changes freely; enters the journal when it is signed, and leaves here when it is done with.
CREATE TABLE draft (
    kind TEXT NOT NULL,
    subject BLOB NOT NULL CHECK (length(subject) = 16),
    person BLOB NOT NULL CHECK (length(person) = 16),
    body TEXT NOT NULL CHECK (json_valid(body)),
    version INTEGER NOT NULL,
    saved_at INTEGER NOT NULL,
    PRIMARY KEY (kind, subject, person)
) STRICT, WITHOUT ROWID;

-- From numbing-on, every change of a session's draft: appended, never edited (PRACTICE 3).
CREATE TABLE draft_trail (
    subject BLOB NOT NULL,
    seq INTEGER NOT NULL,
    field TEXT NOT NULL,
    old TEXT,
    new TEXT,
    by_person BLOB NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (subject, seq)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER draft_trail_is_append_only BEFORE UPDATE ON draft_trail
BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END;

-- The key of each sealed file beside the store; deleting the row shreds the file.
CREATE TABLE sealed_file (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    file_key BLOB NOT NULL CHECK (length(file_key) = 32),
    byte_count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Projections -----------------------------------------------------------------------------------------------------

CREATE TABLE clinic (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    body TEXT NOT NULL CHECK (json_valid(body)),
    is_demo INTEGER NOT NULL CHECK (is_demo IN (0, 1))
) STRICT;

CREATE TABLE person (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    name TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body))
) STRICT, WITHOUT ROWID;

-- Display settings of one person.
CREATE TABLE preference (
    person BLOB PRIMARY KEY,
    body TEXT NOT NULL CHECK (json_valid(body))
) STRICT, WITHOUT ROWID;

CREATE TABLE approval (
    seq INTEGER PRIMARY KEY,
    body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;

CREATE TABLE patient (
    key INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    record_number TEXT NOT NULL UNIQUE,
    family_n TEXT NOT NULL,
    given_n TEXT NOT NULL,
    birth_on TEXT NOT NULL,
    phone_r TEXT NOT NULL,
    email_n TEXT NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;
CREATE INDEX patient_family ON patient (family_n, given_n);
CREATE INDEX patient_given ON patient (given_n, family_n);
CREATE INDEX patient_birth ON patient (birth_on, family_n);
CREATE INDEX patient_phone ON patient (phone_r) WHERE phone_r <> '';
CREATE INDEX patient_email ON patient (email_n) WHERE email_n <> '';

-- Every word of a name, so that a second surname is found by its beginning.
CREATE TABLE patient_token (
    token TEXT NOT NULL,
    patient INTEGER NOT NULL,
    PRIMARY KEY (token, patient)
) STRICT, WITHOUT ROWID;

CREATE TABLE consultation (
    patient INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    id BLOB NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    PRIMARY KEY (patient, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE screening (
    patient INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    id BLOB NOT NULL UNIQUE,
    outcome TEXT NOT NULL,
    for_on TEXT NOT NULL,
    signed_at INTEGER NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    PRIMARY KEY (patient, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE consent (
    patient INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    id BLOB NOT NULL UNIQUE,
    signed_at INTEGER NOT NULL,
    withdrawn_at INTEGER,
    addenda TEXT NOT NULL CHECK (json_valid(addenda)),
    body TEXT NOT NULL CHECK (json_valid(body)),
    PRIMARY KEY (patient, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
    patient INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    id BLOB NOT NULL UNIQUE,
    number INTEGER NOT NULL,
    ended_on TEXT NOT NULL,
    ended_at INTEGER NOT NULL,
    signed_by BLOB NOT NULL,
    record_hash BLOB NOT NULL CHECK (length(record_hash) = 32),
    body TEXT NOT NULL CHECK (json_valid(body)),
    PRIMARY KEY (patient, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX session_ended ON session (ended_on);

CREATE TABLE session_zone (
    patient INTEGER NOT NULL,
    session INTEGER NOT NULL,
    position INTEGER NOT NULL,
    zone TEXT NOT NULL,
    side TEXT NOT NULL,
    depth_um INTEGER NOT NULL,
    passes INTEGER NOT NULL,
    endpoint INTEGER,
    PRIMARY KEY (patient, session, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE document (
    patient INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    id BLOB NOT NULL UNIQUE,
    about BLOB NOT NULL,
    kind TEXT NOT NULL,
    number TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    closed_as TEXT,
    body TEXT NOT NULL CHECK (json_valid(body)),
    PRIMARY KEY (patient, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_about ON document (about, kind, version);

-- What became of each copy: printed, saved, handed over, declined.
CREATE TABLE document_step (
    document BLOB NOT NULL,
    seq INTEGER NOT NULL,
    step TEXT NOT NULL,
    at INTEGER NOT NULL,
    by_person BLOB NOT NULL,
    PRIMARY KEY (document, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE clinic_device (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;

CREATE TABLE lot (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    number TEXT NOT NULL,
    expires_on TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;
CREATE INDEX lot_number ON lot (number);

-- Signed movements; what is left of a lot is their sum.
CREATE TABLE stock_movement (
    lot BLOB NOT NULL,
    seq INTEGER NOT NULL,
    units INTEGER NOT NULL,
    reason TEXT NOT NULL,
    about BLOB,
    PRIMARY KEY (lot, seq)
) STRICT, WITHOUT ROWID;

-- Who is here today.
CREATE TABLE arrival (
    arrived_on TEXT NOT NULL,
    patient INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    arrived_at INTEGER NOT NULL,
    left_at INTEGER,
    PRIMARY KEY (arrived_on, patient)
) STRICT, WITHOUT ROWID;

CREATE TABLE task (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    patient INTEGER,
    kind TEXT NOT NULL,
    due_on TEXT NOT NULL,
    done_at INTEGER,
    body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;
CREATE INDEX task_open ON task (due_on) WHERE done_at IS NULL;
