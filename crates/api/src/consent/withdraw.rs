//! Taking a consent back, and what had left the clinic by it.

use crate::app::{App, Open};
use crate::error::ApiError;
use crate::role::UseCase;
use chrono::{DateTime, Utc};
use needlebook_domain::consent_withdrawal::{Withdrawal, WithdrawalScope, check_withdrawal};
use needlebook_domain::field;
use needlebook_domain::ids::{ConsentId, PatientId};
use needlebook_domain::issue::Issues;
use needlebook_domain::photo::PhotoScope;
use needlebook_store::journal::Fact;
use needlebook_store::{consent, person, photo};
use serde::Serialize;
use specta::Type;

/// A withdrawal as the screen tells it.
#[derive(Clone, Debug, Serialize, Type)]
pub struct WithdrawalView {
    pub scope: WithdrawalScope,
    pub said: String,
    pub recorded_by: String,
    pub at: DateTime<Utc>,
    /// Copies of photos that left before, by the scope that is taken back: whoever has them must be told (PRACTICE 73).
    pub copies_outside: Vec<CopyOutside>,
}

/// Photos that left the clinic.
#[derive(Clone, Debug, Serialize, Type)]
pub struct CopyOutside {
    pub at: DateTime<Utc>,
    pub scope: PhotoScope,
    pub recipient: String,
    pub photos: u32,
}

/// The patient takes the consent back, whole or for one use of photos. The record of what was done stays.
///
/// # Errors
/// [`ApiError::NotFound`]; `scope` was not agreed to, or was taken back before.
pub async fn withdraw(
    app: &App,
    id: ConsentId,
    scope: WithdrawalScope,
    said: String,
) -> Result<(), ApiError> {
    let open = app.run(UseCase::WithdrawConsent).await?;
    let mut issues = Issues::default();
    let said = field::note(&mut issues, "said", &said);
    issues.or(())?;
    let now = app.now();
    let mut write = open.write(now).await?;
    let stored = consent::get(write.connection(), id).await?;
    check_withdrawal(&stored.consent, &stored.withdrawals, scope)?;
    let withdrawal = Withdrawal {
        consent: id,
        scope,
        said,
        recorded_by: open.actor(),
        at: now,
    };
    write
        .append(
            id.0,
            Fact::ConsentWithdrawn {
                patient: stored.consent.patient,
                withdrawal,
            },
        )
        .await?;
    Ok(write.commit().await?)
}

/// Each withdrawal with the copies that had left before it.
pub(super) async fn told(
    open: &Open,
    patient: PatientId,
    withdrawals: Vec<Withdrawal>,
) -> Result<Vec<WithdrawalView>, ApiError> {
    let mut reader = open.store.reader().await?;
    let people = person::list(&mut reader).await?;
    let exports = photo::list_exports(&mut reader, patient).await?;
    let name = |id| people.iter().find(|person| person.id == id);
    Ok(withdrawals
        .into_iter()
        .map(|withdrawal| WithdrawalView {
            scope: withdrawal.scope,
            said: withdrawal.said,
            recorded_by: name(withdrawal.recorded_by)
                .map(|person| person.name.clone())
                .unwrap_or_default(),
            at: withdrawal.at,
            copies_outside: exports
                .iter()
                .filter(|export| {
                    export.at <= withdrawal.at && withdrawal.scope.ends(export.exported.scope)
                })
                .map(|export| CopyOutside {
                    at: export.at,
                    scope: export.exported.scope,
                    recipient: export.exported.recipient.clone(),
                    photos: u32::try_from(export.exported.photos.len()).unwrap_or(u32::MAX),
                })
                .collect(),
        })
        .collect())
}
