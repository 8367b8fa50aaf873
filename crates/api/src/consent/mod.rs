//! Preparing, signing, adding to and withdrawing a consent.

mod addendum;
mod form;
mod plan;
mod sign;

pub use addendum::{AddendumInput, sign_addendum};
pub(crate) use form::{Between, text_for};
pub use form::{ConsentFormView, get_form};
pub use plan::{ProposedPlan, propose_plan};
pub use sign::{ConsentSigned, sign};

use crate::app::App;
use crate::error::ApiError;
use crate::role::UseCase;
use chrono::DateTime;
use chrono::Utc;
use needlebook_documents::consent::verification_code;
use needlebook_domain::consent::Addendum;
use needlebook_domain::consent::Consent;
use needlebook_domain::consent::Withdrawal;
use needlebook_domain::field;
use needlebook_domain::ids::ConsentId;
use needlebook_domain::issue::Issues;
use needlebook_store::consent;
use needlebook_store::journal::Fact;
use serde::Serialize;
use specta::Type;

/// A consent with what happened to it since.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ConsentView {
    pub consent: Consent,
    pub withdrawn_at: Option<DateTime<Utc>>,
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
        consent: stored.consent,
        withdrawn_at: stored.withdrawn_at,
        addenda: stored.addenda,
    })
}

/// The patient takes the consent back. The record of what was done stays.
///
/// # Errors
/// [`ApiError::NotFound`].
pub async fn withdraw(app: &App, id: ConsentId, said: String) -> Result<(), ApiError> {
    let open = app.run(UseCase::WithdrawConsent).await?;
    let mut issues = Issues::default();
    let said = field::note(&mut issues, "said", &said);
    issues.or(())?;
    let now = app.now();
    let patient = consent::get(&mut *open.store.reader().await?, id)
        .await?
        .consent
        .patient;
    let withdrawal = Withdrawal {
        consent: id,
        said,
        recorded_by: open.actor(),
        at: now,
    };
    let mut write = open.write(now).await?;
    write
        .append(
            id.0,
            Fact::ConsentWithdrawn {
                patient,
                withdrawal,
            },
        )
        .await?;
    Ok(write.commit().await?)
}
