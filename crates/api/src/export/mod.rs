//! What leaves the clinic: one patient's record, or everything. Free, without asking anyone, and never half there.

mod attachments;
mod clinic;
mod form;
mod out;
mod patient;
mod pictures;
mod recall;
mod record;
mod report;
mod table;

use crate::app::{App, Open};
use crate::error::ApiError;
use needlebook_domain::ids::PatientId;
use needlebook_store::journal::Fact;
use out::Out;
use serde::Serialize;
use std::path::PathBuf;
use zeroize::Zeroizing;

pub use clinic::export_clinic;
pub(crate) use form::EventExport;
pub(crate) use out::write_new;
pub use patient::export_patient;
pub(crate) use pictures::word;
pub use recall::export_recall;
pub use report::export_report;
pub(crate) use table::Table;

/// What was exported, and where it lies.
#[derive(Clone, Debug, Serialize)]
pub struct Exported {
    pub place: PathBuf,
    pub files: u32,
    pub patients: u32,
}

/// A passphrase of an export; an empty one leaves it open.
fn protection(passphrase: String) -> Option<Zeroizing<String>> {
    let passphrase = Zeroizing::new(passphrase);
    (!passphrase.is_empty()).then_some(passphrase)
}

/// Journals the disclosure, then puts the export in its place: nothing leaves without a record of it.
async fn hand_over(
    app: &App,
    open: &Open,
    mut out: Out,
    patient: Option<PatientId>,
    patients: u32,
    protected: bool,
) -> Result<Exported, ApiError> {
    let sealed = out.seal()?;
    let mut write = open.write(app.now()).await?;
    let about = patient.map_or(open.actor().0, |patient| patient.0);
    let fact = match patient {
        Some(_) => Fact::PatientExported {
            files: sealed.files,
            sha256: sealed.sha256,
            protected,
        },
        None => Fact::ClinicExported {
            patients,
            files: sealed.files,
            sha256: sealed.sha256,
            protected,
        },
    };
    write.append(about, fact).await?;
    write.commit().await?;
    Ok(Exported {
        place: out.place()?,
        files: sealed.files,
        patients,
    })
}
