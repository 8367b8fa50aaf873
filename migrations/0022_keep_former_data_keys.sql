-- Data keys that the clinic had before, oldest first. The first one still chains the journal and names the sealed files;
-- each opens the backups of its time. Not a projection: a key never stands in the journal.
CREATE TABLE former_data_key (
    number INTEGER PRIMARY KEY,
    data_key BLOB NOT NULL CHECK (length(data_key) = 32)
) STRICT;
