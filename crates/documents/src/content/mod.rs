//! The wording of every document and of the screening, by language. Text that a patient or a
//! practitioner reads on paper or hears as a clinical question lives here, not in code.

mod aftercare;
mod blank_forms;
mod breach_report;
mod call_list;
mod common;
mod consent_form;
mod course_summary;
mod days;
mod device;
mod incoming_call;
mod leaflet;
mod letter;
mod not_today;
mod patient_record;
mod photo_comparison;
mod precare;
mod reaction;
mod recall;
mod recovery;
mod rule_set;
mod screening;
mod session;

use std::sync::OnceLock;

use serde::de::DeserializeOwned;

use crate::SheetLanguage;
use crate::error::Error;

pub(crate) use aftercare::{AftercareWords, aftercare};
pub(crate) use blank_forms::{BlankFormsWords, blank_forms};
pub(crate) use breach_report::{BreachReportWords, breach_report};
pub(crate) use call_list::{CallListWords, call_list};
pub(crate) use common::common_in;
pub use common::{Common, common};
pub use consent_form::{
    ConsentForm, FormChoice, FormRisk, FormSection, FormUses, SectionKind, consent_form,
};
pub(crate) use consent_form::{
    ConsentPrint, ConsentToReadPrint, consent_print, consent_to_read_print, photo_use,
};
pub(crate) use course_summary::{CourseSummaryWords, course_summary};
pub(crate) use days::ClinicClock;
pub use incoming_call::{IncomingCallWords, incoming_call};
pub(crate) use leaflet::{LeafletSection, LeafletWords, leaflet};
pub(crate) use letter::{LetterWords, letter};
pub(crate) use not_today::{NotTodayWords, not_today};
pub(crate) use patient_record::{PatientRecordWords, patient_record, word};
pub(crate) use photo_comparison::{PhotoComparisonWords, photo_comparison};
pub(crate) use precare::{PrecareWords, precare};
pub(crate) use reaction::{ReactionWords, reaction};
pub(crate) use recall::{RecallWords, StockListWords, recall};
pub(crate) use recovery::recovery;
pub use rule_set::{RuleSetWords, rule_question, rule_set};
pub(crate) use screening::said_to_patient;
pub use screening::{screening, screening_under};
pub(crate) use session::{MapViewWords, SessionWords, session};

/// A wording file in every language, each parsed once when it is first read.
struct Translated<T>([OnceLock<T>; SheetLanguage::ALL.len()]);

impl<T: DeserializeOwned> Translated<T> {
    const fn new() -> Self {
        Self([const { OnceLock::new() }; SheetLanguage::ALL.len()])
    }

    fn read(
        &'static self,
        language: SheetLanguage,
        file: &'static str,
        json: &'static str,
    ) -> Result<&'static T, Error> {
        let [en, es, fr, de] = &self.0;
        let cell = match language {
            SheetLanguage::En => en,
            SheetLanguage::Es => es,
            SheetLanguage::Fr => fr,
            SheetLanguage::De => de,
        };
        kept(cell, file, json)
    }
}

/// The file of a language among its translations.
macro_rules! in_language {
    ($language:expr, $file:literal) => {
        match $language {
            crate::SheetLanguage::En => include_str!(concat!("../../content/en/", $file, ".json")),
            crate::SheetLanguage::Es => include_str!(concat!("../../content/es/", $file, ".json")),
            crate::SheetLanguage::Fr => include_str!(concat!("../../content/fr/", $file, ".json")),
            crate::SheetLanguage::De => include_str!(concat!("../../content/de/", $file, ".json")),
        }
    };
}
use in_language;

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
