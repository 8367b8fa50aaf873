//! Preparing, signing, adding to and withdrawing a consent.

mod addendum;
mod form;
mod needs;
mod plan;
mod sign;
mod verify;
mod withdraw;

pub use addendum::{AddendumInput, sign_addendum};
pub(crate) use form::{Between, text_for};
pub use form::{ConsentFormView, get_form};
pub use needs::{ConsentNeeds, PersonInNeed, list_needs};
pub use plan::{ProposedPlan, propose_plan};
pub use sign::{ConsentSigned, sign};
pub use verify::{ConsentVerdict, VerifiedConsent, VerifiedCopy, find_by_code, verify_file};
pub use withdraw::{CopyOutside, WithdrawalView, withdraw};

use crate::app::App;
use crate::error::ApiError;
use crate::role::UseCase;
use chrono::DateTime;
use chrono::Utc;
use needlebook_documents::consent::verification_code;
use needlebook_domain::consent::Addendum;
use needlebook_domain::consent::{Consent, PhotoChoices};
use needlebook_domain::consent_withdrawal::standing_choices;
use needlebook_domain::ids::ConsentId;
use needlebook_store::consent;
use serde::Serialize;
use specta::Type;

/// A consent with what happened to it since.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ConsentView {
    pub consent: Consent,
    /// When all of it was taken back.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// Everything that was taken back, oldest first.
    pub withdrawals: Vec<WithdrawalView>,
    /// What still stands of the photo choices; `None` once all was taken back.
    pub photos: Option<PhotoChoices>,
    pub addenda: Vec<Addendum>,
    pub code: String,
}

/// # Errors
/// [`ApiError::NotFound`].
pub async fn get(app: &App, id: ConsentId) -> Result<ConsentView, ApiError> {
    let open = app.run(UseCase::ReadRecord).await?;
    let stored = consent::get(&mut *open.store.reader().await?, id).await?;
    consent::refuse_altered(&stored.consent)?;
    Ok(ConsentView {
        code: verification_code(&stored.consent.text_sha256),
        withdrawn_at: stored.withdrawn_at,
        photos: standing_choices(&stored.consent, &stored.withdrawals),
        withdrawals: withdraw::told(&open, stored.consent.patient, stored.withdrawals).await?,
        addenda: stored.addenda,
        consent: stored.consent,
    })
}
