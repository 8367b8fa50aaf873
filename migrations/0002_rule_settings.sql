-- Every change of a rule setting: the settings in force are these, applied in order.
CREATE TABLE rule_setting (
    seq INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    revision INTEGER NOT NULL UNIQUE,
    body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;
