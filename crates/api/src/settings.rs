//! The clinic's own details, changed by its owner.

use crate::app::App;
use crate::error::ApiError;
use crate::role::UseCase;
use needlebook_domain::clinic::{Clinic, ClinicInput};
use needlebook_domain::country;
use needlebook_store::journal::Fact;
use serde::Serialize;
use specta::Type;

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
    write
        .append(
            id,
            Fact::ClinicChanged {
                clinic: clinic.clone(),
            },
        )
        .await?;
    write.commit().await?;
    open.clinic = clinic;
    Ok(())
}

/// Every IANA zone the app knows, for the zone field.
#[must_use]
pub fn list_zones() -> Vec<String> {
    chrono_tz::TZ_VARIANTS
        .iter()
        .map(|zone| zone.name().to_owned())
        .collect()
}

/// A logo larger than this is not a logo.
const LOGO_BYTES_MAX: u64 = 500_000;

/// Reads the PNG that the person chose, as base64.
///
/// # Errors
/// [`ApiError::Invalid`] for a file that is no PNG or too large.
pub async fn read_logo(path: &std::path::Path) -> Result<String, ApiError> {
    use base64::Engine;
    use needlebook_domain::issue::{IssueCode, Issues};
    let mut issues = Issues::default();
    let size = tokio::fs::metadata(path)
        .await
        .map_err(needlebook_store::StoreError::from)?
        .len();
    let bytes = if size > LOGO_BYTES_MAX {
        issues.add_with(
            "clinic.logo_png",
            IssueCode::TooLong,
            &[("max", LOGO_BYTES_MAX.to_string())],
        );
        Vec::new()
    } else {
        tokio::fs::read(path)
            .await
            .map_err(needlebook_store::StoreError::from)?
    };
    if size <= LOGO_BYTES_MAX && !bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        issues.add_with(
            "clinic.logo_png",
            IssueCode::WrongForm,
            &[("expected", "PNG".to_owned())],
        );
    }
    Ok(issues.or(base64::engine::general_purpose::STANDARD.encode(bytes))?)
}

/// A country that a telephone number may be of.
#[derive(Clone, Copy, Debug, Serialize, Type)]
pub struct CallingCode {
    /// ISO 3166-1 alpha-2.
    pub country: &'static str,
    /// As dialled after the plus.
    pub code: &'static str,
}

/// Every country with its calling code.
#[must_use]
pub fn list_calling_codes() -> Vec<CallingCode> {
    country::calling_codes()
        .iter()
        .map(|&(country, code)| CallingCode { country, code })
        .collect()
}
