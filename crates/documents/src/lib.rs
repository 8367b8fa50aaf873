//! Printed documents. What a document says (plain data) becomes a layout plan (plain data) and then
//! PDF bytes. Nothing here decides anything clinical, reads a clock or touches a file.

pub mod aftercare;
pub mod blank_forms;
pub mod breach_report;
pub mod call_list;
pub mod consent;
pub mod content;
pub mod course_summary;
mod dated;
mod error;
pub mod font;
mod language;
pub mod leaflet;
pub mod letter;
mod logo;
pub mod not_today;
pub mod party;
pub mod patient_record;
mod pdf;
pub mod photo_comparison;
mod picture;
pub mod plan;
pub mod precare;
mod prose;
pub mod reaction;
pub mod recall;
pub mod recovery;
pub mod rule_set;
pub mod samples;
pub mod session;
mod shaping;
mod style;
pub mod text;
pub mod wording;

pub use error::Error;
pub use language::SheetLanguage;
pub use needlebook_domain::clinic::Paper;
pub use party::{ApprovedBy, DocumentMark, Patient, Practitioner, Signed, Visit};
pub use plan::Picture;
pub use style::Style;
