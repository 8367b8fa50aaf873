-- What the clinic does when something is wrong, in its medical lead's words: every version, the newest holds (PRACTICE 24).
-- A projection.

CREATE TABLE emergency_card (
    seq INTEGER PRIMARY KEY,
    body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;
