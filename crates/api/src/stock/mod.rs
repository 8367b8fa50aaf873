//! The stock book: devices, lots with what is left of them, and every signed movement.

mod label;
mod movement;

pub use label::{LabelView, LikeLot, UnitView, find_like, find_unit, read_label};
pub use movement::{MovementView, list_movements, quarantine, record_movement, release};

use crate::app::{App, Open};
use crate::error::ApiError;
use crate::role::UseCase;
use chrono::NaiveDate;
use needlebook_domain::device::DeviceProfileId;
use needlebook_domain::ids::{DeviceId, LotId};
use needlebook_domain::stock::{
    Device, DeviceInput, LOW_UNITS, LotInput, LotOnHand, LotState, Quarantine,
};
use needlebook_store::journal::Fact;
use needlebook_store::stock;
use serde::Serialize;
use specta::Type;
use uuid::Uuid;

/// A lot as it is offered: the earliest expiry first; one that is expired or set aside is shown and refused.
#[derive(Clone, Debug, Serialize, Type)]
pub struct LotView {
    pub id: LotId,
    pub profile: DeviceProfileId,
    pub number: String,
    pub expires_on: NaiveDate,
    pub left: i32,
    pub expired: bool,
    pub state: LotState,
    pub quarantine: Option<Quarantine>,
}

/// What to order and what to use first.
#[derive(Clone, Debug, Default, Serialize, Type)]
pub struct StockToday {
    /// Devices with few usable cartridges left, or none.
    pub low: Vec<LowStock>,
    pub expiring: Vec<LotView>,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct LowStock {
    pub profile: DeviceProfileId,
    /// Usable units of every lot together.
    pub left: i32,
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
    Ok(Shelf::load(&open, open.local_date(app.now()))
        .await?
        .views())
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

/// Every lot on a day.
pub(crate) struct Shelf {
    today: NaiveDate,
    lots: Vec<LotOnHand>,
}

impl Shelf {
    pub(crate) async fn load(open: &Open, today: NaiveDate) -> Result<Self, ApiError> {
        let lots = stock::list_lots(&mut *open.store.reader().await?).await?;
        Ok(Self { today, lots })
    }

    /// Units that may be used, of every lot for a device together.
    fn usable(&self, profile: DeviceProfileId) -> i64 {
        let of_it = self.lots.iter().filter(|one| one.lot.profile == profile);
        of_it.map(|one| one.usable_on(self.today)).sum()
    }

    fn view(&self, one: &LotOnHand) -> LotView {
        LotView {
            id: one.lot.id,
            profile: one.lot.profile,
            number: one.lot.number.clone(),
            expires_on: one.lot.expires_on,
            left: i32::try_from(one.units).unwrap_or(i32::MAX),
            expired: one.lot.is_expired_on(self.today),
            state: one.state(self.today, self.usable(one.lot.profile)),
            quarantine: one.quarantine.clone(),
        }
    }

    pub(crate) fn views(&self) -> Vec<LotView> {
        self.lots.iter().map(|one| self.view(one)).collect()
    }

    /// What to order for these devices, and what to use first. A device that never had a lot is asked about by
    /// [`crate::still_open`].
    pub(crate) fn today(&self, devices: &[Device]) -> StockToday {
        let mut low: Vec<LowStock> = Vec::new();
        for device in devices {
            let profile = device.profile;
            let had_some = self.lots.iter().any(|one| one.lot.profile == profile);
            let left = self.usable(profile);
            if had_some && left <= LOW_UNITS && low.iter().all(|one| one.profile != profile) {
                let left = i32::try_from(left).unwrap_or(i32::MAX);
                low.push(LowStock { profile, left });
            }
        }
        let mut expiring = self.views();
        expiring.retain(|lot| lot.state == LotState::ExpiresSoon);
        StockToday { low, expiring }
    }
}

/// What Today says of the stock; nothing to whoever does not order it.
pub(crate) async fn today(open: &Open, today: NaiveDate) -> Result<StockToday, ApiError> {
    if UseCase::ChangeStock.check(&open.person).is_err() {
        return Ok(StockToday::default());
    }
    let mut devices = stock::list_devices(&mut *open.store.reader().await?).await?;
    let known = open.rules.devices();
    devices.retain(|device| known.find(device.profile).is_some_and(|one| !one.retired));
    Ok(Shelf::load(open, today).await?.today(&devices))
}
