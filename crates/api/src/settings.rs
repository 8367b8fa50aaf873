//! The clinic's own details, changed by its owner.

use crate::app::App;
use crate::error::ApiError;
use crate::role::UseCase;
use needlebook_domain::clinic::{Clinic, ClinicInput};
use needlebook_store::journal::Fact;

/// # Errors
/// [`ApiError::Locked`].
pub async fn get_clinic(app: &App) -> Result<Clinic, ApiError> {
    Ok(app.run(UseCase::SeeSettings).await?.clinic.clone())
}

/// # Errors
/// Refused fields; [`ApiError::NotAllowed`] for anybody but the owner.
pub async fn correct_clinic(app: &App, input: ClinicInput) -> Result<(), ApiError> {
    UseCase::ChangeClinic.check(&app.run(UseCase::SeeSettings).await?.person.clone())?;
    let clinic = input.parse()?;
    let mut slot = app.slot().await;
    let open = slot.as_mut().ok_or(ApiError::Locked)?;
    let mut write = open.write(app.now()).await?;
    let id = open.store.vault().install();
    write.append(id, Fact::ClinicChanged { clinic: clinic.clone() }).await?;
    write.commit().await?;
    open.clinic = clinic;
    Ok(())
}

/// Every IANA zone the app knows, for the zone field.
#[must_use]
pub fn list_zones() -> Vec<String> {
    chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name().to_owned()).collect()
}
