-- Lots that are set aside, why units moved, and what came of telling somebody of a recall. All projections.

ALTER TABLE lot ADD COLUMN quarantine TEXT CHECK (json_valid(quarantine));
ALTER TABLE stock_movement ADD COLUMN note TEXT;

CREATE TABLE recall_call (
    patient INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    PRIMARY KEY (patient, seq)
) STRICT, WITHOUT ROWID;
