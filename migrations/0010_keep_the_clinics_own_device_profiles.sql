-- Every version of a device profile that the clinic added: the newest is in force, the earlier ones are what was
-- judged by. A projection.
CREATE TABLE device_profile (
    seq INTEGER PRIMARY KEY,
    profile TEXT NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL UNIQUE,
    body TEXT NOT NULL CHECK (json_valid(body)),
    UNIQUE (profile, version)
) STRICT;
