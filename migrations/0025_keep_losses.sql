-- Laptops that were stolen or lost, each as it was last corrected (PRACTICE 74). A projection.
CREATE TABLE loss (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    seq INTEGER NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body))
) STRICT, WITHOUT ROWID;
