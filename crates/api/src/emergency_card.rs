//! The card for when something is wrong: written and approved by the medical lead, read in every session (PRACTICE 24).

use crate::app::App;
use crate::error::ApiError;
use crate::role::UseCase;
use needlebook_domain::emergency_card::EmergencyCard;
use needlebook_store::clinic;
use needlebook_store::journal::Fact;

/// The card that holds; absent until a lead wrote one.
///
/// # Errors
/// [`ApiError::NotAllowed`] for who reads no records.
pub async fn find(app: &App) -> Result<Option<EmergencyCard>, ApiError> {
    let open = app.run(UseCase::ReadRecord).await?;
    Ok(clinic::find_emergency_card(&mut *open.store.reader().await?).await?)
}

/// The medical lead writes the card anew, and approves it by that.
///
/// # Errors
/// [`ApiError::NotAllowed`] for anybody else; a card without steps, or with a dose.
pub async fn approve(app: &App, steps: String) -> Result<(), ApiError> {
    let open = app.run(UseCase::ApproveRules).await?;
    let now = app.now();
    let card = EmergencyCard {
        steps,
        lead: open.actor(),
        lead_name: open.person.printed_name(),
        approved_at: now,
    }
    .parse()?;
    let mut write = open.write(now).await?;
    write
        .append(open.actor().0, Fact::EmergencyCardApproved { card })
        .await?;
    crate::draft::take(&mut write, "emergency_card", open.actor().0, open.actor()).await?;
    Ok(write.commit().await?)
}
