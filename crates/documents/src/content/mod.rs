//! The wording of every document and of the screening, by language. Text that a patient or a
//! practitioner reads on paper or hears as a clinical question lives here, not in code.

mod common;
mod consent_form;

use std::sync::OnceLock;

use serde::de::DeserializeOwned;

use crate::error::Error;

pub use common::Common;
pub(crate) use common::common;
pub use consent_form::{ConsentForm, FormChoice, FormRisk, FormSection, FormUses, SectionKind, consent_form};
pub(crate) use consent_form::{ConsentPrint, consent_print};

/// Parses a wording file once and keeps it.
fn kept<T: DeserializeOwned>(
    cell: &'static OnceLock<T>,
    file: &'static str,
    json: &'static str,
) -> Result<&'static T, Error> {
    if let Some(parsed) = cell.get() {
        return Ok(parsed);
    }
    let parsed = serde_json::from_str(json).map_err(|source| Error::Wording { file, source })?;
    Ok(cell.get_or_init(|| parsed))
}
