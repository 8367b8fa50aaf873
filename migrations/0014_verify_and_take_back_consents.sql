-- What was taken back of a consent, and the ways from a paper to its record: by its bytes, by its code. Projections.
ALTER TABLE consent ADD COLUMN withdrawals TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(withdrawals));

CREATE INDEX consent_fingerprint ON consent (body ->> '$.text_sha256');

CREATE INDEX document_bytes ON document (body ->> '$.sha256');
