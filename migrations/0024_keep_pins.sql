-- The PIN that brings a person back to an open session (PRACTICE 55), as what Argon2id makes of it. Not a projection: what
-- a PIN could be guessed from never stands in the journal. It opens nothing while the store is locked.
CREATE TABLE person_pin (
    person BLOB PRIMARY KEY CHECK (length(person) = 16),
    salt BLOB NOT NULL CHECK (length(salt) = 16),
    verifier BLOB NOT NULL CHECK (length(verifier) = 32)
) STRICT;
