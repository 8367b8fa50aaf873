//! Devices of the clinic and lots of cartridges. A cartridge is one unit for one patient and one session; a lot
//! serves many (PRACTICE 1). Stock is signed movements, never a count that is overwritten.

mod label;
mod movement;
mod shelf;

pub use label::{Label, LabelTrouble, read_label};
pub use movement::{CountCorrected, MoveKind, MovementReason, StockMoveInput, StockMoved};
pub use shelf::{LOW_UNITS, LotOnHand, LotState, Quarantine, SOON_DAYS};

use crate::device::{DeviceProfileId, DeviceProfiles};
use crate::field;
use crate::ids::{DeviceId, LotId};
use crate::issue::{Issue, IssueCode, Issues};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use specta::Type;

/// A device the clinic owns: a model with a serial number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Device {
    pub id: DeviceId,
    pub profile: DeviceProfileId,
    pub serial: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct DeviceInput {
    pub profile: DeviceProfileId,
    pub serial: String,
}

impl DeviceInput {
    /// # Errors
    /// Every refused field, under `device.`.
    pub fn parse(&self, id: DeviceId, known: &DeviceProfiles) -> Result<Device, Vec<Issue>> {
        let mut issues = Issues::default();
        in_use(&mut issues, "device.profile", self.profile, known);
        let device = Device {
            id,
            profile: self.profile,
            serial: field::required_line(&mut issues, "device.serial", &self.serial),
        };
        issues.or(device)
    }
}

/// A received lot of sterile cartridges.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Lot {
    pub id: LotId,
    pub profile: DeviceProfileId,
    /// As printed on the box.
    pub number: String,
    /// The last day it may be used.
    pub expires_on: NaiveDate,
    /// Units received, 1 to 10,000.
    pub received: u32,
    /// The number of the trade item as its label says it, so that the next box of it is known; empty where none was read.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub gtin: String,
}

impl Lot {
    /// A lot may be used on its expiry date, not after it (S17; judged at the START of the session, PRACTICE 5).
    #[must_use]
    pub fn is_expired_on(&self, date: NaiveDate) -> bool {
        self.expires_on < date
    }
}

#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct LotInput {
    pub profile: DeviceProfileId,
    pub number: String,
    pub expires_on: Option<NaiveDate>,
    pub received: u32,
    /// From the label, where it was scanned.
    #[serde(default)]
    pub gtin: String,
}

impl LotInput {
    /// # Errors
    /// Every refused field, under `lot.`; a lot already past its expiry cannot be received.
    pub fn parse(
        &self,
        id: LotId,
        today: NaiveDate,
        known: &DeviceProfiles,
    ) -> Result<Lot, Vec<Issue>> {
        let mut issues = Issues::default();
        in_use(&mut issues, "lot.profile", self.profile, known);
        if self.expires_on.is_none() {
            issues.add("lot.expires_on", IssueCode::Required);
        }
        let lot = Lot {
            id,
            profile: self.profile,
            number: field::required_line(&mut issues, "lot.number", &self.number),
            expires_on: self.expires_on.unwrap_or(today),
            received: self.received,
            gtin: field::line(&mut issues, "lot.gtin", &self.gtin),
        };
        if lot.is_expired_on(today) {
            issues.add("lot.expires_on", IssueCode::Expired);
        }
        movement::in_range(&mut issues, "lot.received", lot.received, 1);
        issues.or(lot)
    }
}

/// Nothing new begins with a profile that nobody added or that was retired.
fn in_use(issues: &mut Issues, path: &str, profile: DeviceProfileId, known: &DeviceProfiles) {
    if !known.in_use().any(|other| other.id == profile) {
        issues.add(path, IssueCode::NotAChoice);
    }
}
