//! What the sheets that go home have in common: rows with a date at the left and what to do at the right.

pub(crate) mod measure;
pub(crate) mod rows;
