//! Devices and lots of the clinic.

use crate::app::App;
use crate::error::ApiError;
use crate::role::UseCase;
use chrono::NaiveDate;
use needlebook_domain::device::DeviceProfileId;
use needlebook_domain::ids::{DeviceId, LotId};
use needlebook_domain::stock::{Device, DeviceInput, LotInput};
use needlebook_store::journal::Fact;
use needlebook_store::stock;
use serde::Serialize;
use specta::Type;
use uuid::Uuid;

/// A lot as it is offered: the earliest expiry first, an expired one shown and refused.
#[derive(Clone, Debug, Serialize, Type)]
pub struct LotView {
    pub id: LotId,
    pub profile: DeviceProfileId,
    pub number: String,
    pub expires_on: NaiveDate,
    pub left: i32,
    pub expired: bool,
}

/// # Errors
/// [`ApiError::Locked`].
pub async fn list_devices(app: &App) -> Result<Vec<Device>, ApiError> {
    let open = app.run(UseCase::SeeSettings).await?;
    Ok(stock::list_devices(&mut *open.store.reader().await?).await?)
}

/// # Errors
/// Refused fields.
pub async fn record_device(app: &App, input: DeviceInput) -> Result<DeviceId, ApiError> {
    let open = app.run(UseCase::ChangeStock).await?;
    let device = input.parse(DeviceId(Uuid::now_v7()), open.rules.devices())?;
    let id = device.id;
    let mut write = open.write(app.now()).await?;
    write.append(id.0, Fact::DeviceAdded { device }).await?;
    write.commit().await?;
    Ok(id)
}

/// # Errors
/// [`ApiError::Locked`].
pub async fn list_lots(app: &App) -> Result<Vec<LotView>, ApiError> {
    let open = app.run(UseCase::SeeSettings).await?;
    let today = open.local_date(app.now());
    let lots = stock::list_lots(&mut *open.store.reader().await?).await?;
    Ok(lots
        .into_iter()
        .map(|(lot, left)| LotView {
            expired: lot.is_expired_on(today),
            id: lot.id,
            profile: lot.profile,
            number: lot.number,
            expires_on: lot.expires_on,
            left: i32::try_from(left).unwrap_or(i32::MAX),
        })
        .collect())
}

/// # Errors
/// Refused fields; a lot already past its expiry.
pub async fn record_lot(app: &App, input: LotInput) -> Result<LotId, ApiError> {
    let open = app.run(UseCase::ChangeStock).await?;
    let lot = input.parse(
        LotId(Uuid::now_v7()),
        open.local_date(app.now()),
        open.rules.devices(),
    )?;
    let id = lot.id;
    let mut write = open.write(app.now()).await?;
    write.append(id.0, Fact::LotReceived { lot }).await?;
    write.commit().await?;
    Ok(id)
}
