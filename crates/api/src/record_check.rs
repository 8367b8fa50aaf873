//! Whether everything that is kept is as it was written.

use crate::app::App;
use crate::error::ApiError;
use crate::role::UseCase;
use needlebook_store::check::{Checked, Fault};
use serde::Serialize;
use specta::Type;

/// What a look at everything found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum RecordState {
    Whole {
        events: u32,
        sessions: u32,
        sealed_files: u32,
    },
    /// The first thing that is not as it was written.
    Broken { fault: RecordFault },
}

/// What is wrong with a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum RecordFault {
    /// A part of the file fails its check.
    Page,
    /// The chain of the journal breaks at this event.
    Event { seq: u32 },
    /// Ends before the mark kept beside it: an older copy was put back.
    PutBack,
    /// What a screen reads is not what the journal says.
    Table { name: String },
    /// A document or photo is gone or altered.
    SealedFile,
}

/// Looks at everything: pages, journal, tables, sealed files. Takes minutes for ten years of records.
///
/// # Errors
/// [`ApiError::Locked`]; [`ApiError::StorageFull`] when there is no room to look.
pub async fn verify(app: &App) -> Result<RecordState, ApiError> {
    let open = app.run(UseCase::VerifyRecord).await?;
    Ok(open.store.check().await?.into())
}

impl From<Checked> for RecordState {
    fn from(checked: Checked) -> Self {
        match checked {
            Checked::Whole(counts) => Self::Whole {
                events: count(counts.events),
                sessions: count(counts.sessions),
                sealed_files: count(counts.sealed_files),
            },
            Checked::Broken(fault) => Self::Broken {
                fault: fault.into(),
            },
        }
    }
}

impl From<Fault> for RecordFault {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Page => Self::Page,
            Fault::Event { seq } => Self::Event { seq: count(seq) },
            Fault::PutBack => Self::PutBack,
            Fault::Table { name } => Self::Table {
                name: name.to_owned(),
            },
            Fault::SealedFile => Self::SealedFile,
        }
    }
}

fn count(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
