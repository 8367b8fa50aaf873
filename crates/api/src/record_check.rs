//! Whether the journal is as it was written.

use crate::app::App;
use crate::error::ApiError;
use crate::role::UseCase;
use needlebook_store::journal::Verified;

/// What a walk along the chain found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordState {
    Whole {
        events: i64,
    },
    /// The first event that is not as it was written.
    BrokenAt {
        seq: i64,
    },
}

/// # Errors
/// [`ApiError::Locked`].
pub async fn verify(app: &App) -> Result<RecordState, ApiError> {
    let open = app.run(UseCase::VerifyRecord).await?;
    Ok(match open.store.verify().await? {
        Verified::Whole { events } => RecordState::Whole { events },
        Verified::BrokenAt { seq } => RecordState::BrokenAt { seq },
    })
}
