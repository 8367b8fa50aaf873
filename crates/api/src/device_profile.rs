//! What the charting screen needs to know of a device: its steps and its limits.

use needlebook_domain::device::{DepthSteps, DeviceProfileId, PROFILES};
use serde::Serialize;
use specta::Type;

#[derive(Clone, Debug, Serialize, Type)]
pub struct DeviceProfileView {
    pub id: DeviceProfileId,
    pub name: String,
    pub steps: DepthSteps,
    pub mechanical_max_mm: Option<f64>,
    pub labelled_max_mm: Option<f64>,
}

/// Every device profile the rules know.
///
/// # Errors
/// When a profile has no name in the wording.
pub fn list_device_profiles() -> Result<Vec<DeviceProfileView>, crate::ApiError> {
    let millimetres = |micrometres: u16| f64::from(micrometres) / 1000.0;
    PROFILES
        .iter()
        .map(|profile| {
            Ok(DeviceProfileView {
                id: profile.id,
                name: needlebook_documents::content::common()?.device(profile.id)?,
                steps: profile.steps,
                mechanical_max_mm: profile.mechanical_max.map(millimetres),
                labelled_max_mm: profile.labelled_max.map(millimetres),
            })
        })
        .collect()
}
