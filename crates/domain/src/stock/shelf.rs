//! What stands on the shelf, and whether a unit of it may be used.

use super::Lot;
use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

/// Days before its last day on which a lot is said to expire soon: time to use it first, or to order.
pub const SOON_DAYS: u64 = 60;
/// With so many usable units of a device or fewer it is time to order.
pub const LOW_UNITS: i64 = 5;

/// A lot that was set aside: a recall, a broken box, a fridge that failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Quarantine {
    pub reason: String,
    pub since: DateTime<Utc>,
}

/// A lot with what the book says is left of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LotOnHand {
    pub lot: Lot,
    /// The sum of its signed movements; below zero where a count went wrong before.
    pub units: i64,
    /// While it is set aside, no unit of it is used.
    pub quarantine: Option<Quarantine>,
    /// The numbers of its units that were used in signed sessions, where they have any.
    pub used_serials: Vec<String>,
}

/// How a lot stands. Of several the one that matters most to a hand on the shelf.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum LotState {
    Quarantined,
    UsedUp,
    Expired,
    ExpiresSoon,
    /// Few usable units are left of every lot for this device together.
    Low,
    InUse,
}

impl LotOnHand {
    /// Units that can be taken.
    #[must_use]
    pub fn left(&self) -> usize {
        usize::try_from(self.units).unwrap_or(0)
    }

    /// Units that may be used on a day: none of a lot that is past its date or set aside.
    #[must_use]
    pub fn usable_on(&self, date: NaiveDate) -> i64 {
        if self.quarantine.is_some() || self.lot.is_expired_on(date) {
            0
        } else {
            self.units.max(0)
        }
    }

    /// How the lot stands on a day, when `usable` units are left for its device altogether.
    #[must_use]
    pub fn state(&self, today: NaiveDate, usable: i64) -> LotState {
        if self.quarantine.is_some() {
            LotState::Quarantined
        } else if self.units <= 0 {
            LotState::UsedUp
        } else if self.lot.is_expired_on(today) {
            LotState::Expired
        } else if self.lot.expires_on <= today + Days::new(SOON_DAYS) {
            LotState::ExpiresSoon
        } else if usable <= LOW_UNITS {
            LotState::Low
        } else {
            LotState::InUse
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::device::DeviceProfileId;
    use crate::ids::LotId;

    fn lot(expires_on: &str, units: i64) -> LotOnHand {
        LotOnHand {
            lot: Lot {
                id: LotId::NONE,
                profile: DeviceProfileId::SkinpenPrecision,
                number: "24K-0911".to_owned(),
                expires_on: expires_on.parse().unwrap(),
                received: 40,
                gtin: String::new(),
            },
            units,
            quarantine: None,
            used_serials: Vec::new(),
        }
    }

    #[test]
    fn a_lot_is_named_by_what_matters_most_to_the_hand_on_the_shelf() {
        let today = "2026-11-23".parse().unwrap();
        let set_aside = LotOnHand {
            quarantine: Some(Quarantine {
                reason: "recalled".to_owned(),
                since: DateTime::UNIX_EPOCH,
            }),
            ..lot("2026-11-22", 0)
        };
        for (on_hand, usable, expected) in [
            (set_aside, 0, LotState::Quarantined),
            (lot("2026-11-22", 0), 90, LotState::UsedUp),
            (lot("2026-11-22", 3), 90, LotState::Expired),
            (lot("2026-11-23", 3), 90, LotState::ExpiresSoon),
            (lot("2027-01-22", 3), 3, LotState::ExpiresSoon),
            (lot("2027-01-23", 3), 5, LotState::Low),
            (lot("2027-01-23", 3), 6, LotState::InUse),
        ] {
            assert_eq!(on_hand.state(today, usable), expected, "{on_hand:?}");
        }
    }

    #[test]
    fn nothing_past_its_date_or_below_zero_counts_as_usable() {
        let today = "2026-11-23".parse().unwrap();
        assert_eq!(lot("2026-11-23", 4).usable_on(today), 4);
        assert_eq!(lot("2026-11-22", 4).usable_on(today), 0);
        assert_eq!(lot("2027-01-01", -2).usable_on(today), 0);
    }
}
