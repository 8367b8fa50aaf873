//! Wording of two photos on one page.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::error::Error;

/// Wording of the page; `{...}` are values.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PhotoComparisonWords {
    pub document: String,
    pub lead: String,
    /// Stands where other papers have their number, on a page that names no patient.
    pub no_name: String,
}

/// The English wording.
pub(crate) fn photo_comparison() -> Result<&'static PhotoComparisonWords, Error> {
    static PARSED: OnceLock<PhotoComparisonWords> = OnceLock::new();
    super::kept(
        &PARSED,
        "photo_comparison",
        include_str!("../../content/en/photo_comparison.json"),
    )
}
