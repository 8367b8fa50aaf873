//! The wording of every document and of the screening, by language. Text that a patient or a
//! practitioner reads on paper or hears as a clinical question lives here, not in code.

mod aftercare;
mod common;
mod consent_form;
mod days;
mod device;
mod precare;
mod reaction;
mod recovery;
mod rule_set;
mod screening;
mod session;

use std::sync::OnceLock;

use serde::de::DeserializeOwned;

use crate::error::Error;

pub(crate) use aftercare::{AftercareWords, aftercare};
pub use common::{Common, common};
pub use consent_form::{
    ConsentForm, FormChoice, FormRisk, FormSection, FormUses, SectionKind, consent_form,
};
pub(crate) use consent_form::{
    ConsentPrint, ConsentToReadPrint, consent_print, consent_to_read_print,
};
pub(crate) use days::ClinicClock;
pub(crate) use precare::{PrecareWords, precare};
pub(crate) use reaction::{ReactionWords, reaction};
pub(crate) use recovery::recovery;
pub use rule_set::{RuleSetWords, rule_question, rule_set};
pub use screening::screening;
pub(crate) use session::{SessionWords, session};

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
