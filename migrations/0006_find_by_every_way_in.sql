-- Every way to find somebody or something while typing, in the order it is shown, with all that a line of the answer
-- shows: a key press reads one or two neighbouring pages and nothing else. A projection, filled by the program because
-- only it knows how letters fold.
CREATE TABLE way_in (
    way INTEGER NOT NULL,
    term TEXT NOT NULL,
    subject INTEGER NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    number TEXT NOT NULL,
    given TEXT NOT NULL,
    family TEXT NOT NULL,
    birth_on TEXT,
    PRIMARY KEY (way, term, subject)
) STRICT, WITHOUT ROWID;

-- The distinct words of all names, kept in memory while the store is open to forgive a typing error.
CREATE TABLE name_word (
    word TEXT PRIMARY KEY,
    added INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX name_word_added ON name_word (added);

DROP TABLE patient_token;
DROP INDEX patient_family;
DROP INDEX patient_given;
DROP INDEX patient_birth;
DROP INDEX patient_phone;
DROP INDEX patient_email;
ALTER TABLE patient DROP COLUMN family_n;
ALTER TABLE patient DROP COLUMN given_n;
ALTER TABLE patient DROP COLUMN birth_on;
ALTER TABLE patient DROP COLUMN phone_r;
ALTER TABLE patient DROP COLUMN email_n;
