-- Units that have a number of their own and were used: the same number is refused the next time. A projection.

CREATE TABLE used_unit (
    lot_number TEXT NOT NULL,
    serial TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (lot_number, serial, seq)
) STRICT, WITHOUT ROWID;
