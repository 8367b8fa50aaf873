//! The approved rule set on paper: every rule with what it says, what the clinic set in it, its source, and
//! who approved.

pub(crate) mod page;

use needlebook_domain::approval::Approval;
use needlebook_domain::clinic::Clinic;
use needlebook_domain::device::DeviceProfileChange;
use needlebook_domain::rule_settings::{RuleSettings, SettingChange};

use crate::error::Error;
use crate::party::DocumentMark;
use crate::style::Style;

/// Everything the printed rule set says.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleSetDocument {
    /// The clinic; its zone sets the dates.
    pub clinic: Clinic,
    /// The document's number and version.
    pub mark: DocumentMark,
    /// The settings in force.
    pub settings: RuleSettings,
    /// Every change that led to them, oldest first.
    pub changes: Vec<SettingChange>,
    /// Every decision about the clinic's own device profiles, oldest first.
    pub profile_changes: Vec<DeviceProfileChange>,
    /// The approval of exactly these rules; `None` prints that they are not approved.
    pub approval: Option<Approval>,
}

/// The rule set as a PDF.
///
/// # Errors
/// See [`Error`]; nothing is printed with a part missing.
pub fn render(document: &RuleSetDocument, style: &Style) -> Result<Vec<u8>, Error> {
    crate::pdf::write(&page::plan(document, *style)?)
}
