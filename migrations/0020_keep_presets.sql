-- Plans with a name, one row a decision about one: the newest is how it stands. No patient is in them. A projection.
CREATE TABLE preset (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL CHECK (length(id) = 16),
    body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;
