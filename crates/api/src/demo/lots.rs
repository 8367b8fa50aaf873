//! Boxes of cartridges over the years: received when the last one was used up or ran out of date.

use super::pen::Pen;
use crate::error::ApiError;
use chrono::{Datelike, Days, Months, NaiveDate};
use needlebook_domain::device::{DeviceProfileId, DeviceProfiles};
use needlebook_domain::ids::{DeviceId, LotId};
use needlebook_domain::stock::{Device, Lot, LotInput, LotOnHand};
use needlebook_store::journal::Fact;
use std::collections::HashMap;
use uuid::Uuid;

/// Cartridges keep for so long.
const SHELF_MONTHS: u32 = 30;
/// What one delivery holds at least and at most.
const FEWEST: u32 = 40;
const MOST: u32 = 10_000;

/// The clinic's devices and the boxes that are open, one for each device and half-year.
pub(super) struct Lots {
    devices: Vec<Device>,
    /// Units in one delivery.
    delivery: u32,
    open: HashMap<(DeviceId, i32), (Lot, u32)>,
    received: u32,
}

impl Lots {
    /// For so many sessions altogether.
    pub(super) fn new(devices: Vec<Device>, sessions: u32) -> Self {
        Self {
            devices,
            delivery: (sessions / 6).clamp(FEWEST, MOST),
            open: HashMap::new(),
            received: 0,
        }
    }

    pub(super) fn device(&self, profile: DeviceProfileId) -> Option<&Device> {
        self.devices.iter().find(|device| device.profile == profile)
    }

    /// A delivery for each device, so that even a clinic without history has cartridges.
    pub(super) async fn receive_for(
        &mut self,
        pen: &mut Pen<'_>,
        today: NaiveDate,
    ) -> Result<(), ApiError> {
        for device in self.devices.clone() {
            self.receive(pen, &device, half_year(today)).await?;
        }
        Ok(())
    }

    /// Takes one unit on a date, and says what the book held before: from a new delivery where the last one is used up.
    pub(super) async fn take(
        &mut self,
        pen: &mut Pen<'_>,
        device: &Device,
        on: NaiveDate,
    ) -> Result<LotOnHand, ApiError> {
        let open = self.open.get(&(device.id, half_year(on)));
        if open.is_none_or(|(_, left)| *left == 0) {
            self.receive(pen, device, half_year(on)).await?;
        }
        let missing = || ApiError::NotFound {
            entity: "lot".to_owned(),
        };
        let (lot, left) = self
            .open
            .get_mut(&(device.id, half_year(on)))
            .ok_or_else(missing)?;
        let units = i64::from(*left);
        *left -= 1;
        Ok(LotOnHand {
            lot: lot.clone(),
            units,
            quarantine: None,
            used_serials: Vec::new(),
        })
    }

    async fn receive(
        &mut self,
        pen: &mut Pen<'_>,
        device: &Device,
        half_year: i32,
    ) -> Result<(), ApiError> {
        let lot = self.delivery(device.profile, half_year)?;
        pen.append(lot.id.0, Fact::LotReceived { lot: lot.clone() })
            .await?;
        self.open
            .insert((device.id, half_year), (lot.clone(), lot.received));
        Ok(())
    }

    fn delivery(&mut self, profile: DeviceProfileId, half_year: i32) -> Result<Lot, ApiError> {
        self.received += 1;
        let month = if half_year % 2 == 0 { 1 } else { 7 };
        let received_on = NaiveDate::from_ymd_opt(half_year / 2, month, 1).unwrap_or_default();
        let input = LotInput {
            profile,
            number: format!(
                "TT-{:02}{month:02}-{:02}",
                half_year / 2 % 100,
                self.received
            ),
            expires_on: Some(received_on + Months::new(SHELF_MONTHS) - Days::new(1)),
            received: self.delivery,
            gtin: String::new(),
        };
        Ok(input.parse(
            LotId(Uuid::now_v7()),
            received_on,
            &DeviceProfiles::default(),
        )?)
    }
}

fn half_year(on: NaiveDate) -> i32 {
    on.year() * 2 + i32::from(on.month() > 6)
}
