//! A label that a scanner read, held against the lots that are known.

use super::{LotView, Shelf};
use crate::app::App;
use crate::error::ApiError;
use crate::role::UseCase;
use needlebook_domain::device::DeviceProfileId;
use needlebook_domain::recall::{Closeness, closeness};
use needlebook_domain::stock::{self, Label, LabelTrouble};
use serde::Serialize;
use specta::Type;

/// What a scanned label says; what is wrong with it where it is none.
#[derive(Clone, Debug, Serialize, Type)]
pub struct LabelView {
    pub label: Option<Label>,
    pub trouble: Option<LabelTrouble>,
    /// For which device the last lot with this trade item number was.
    pub profile: Option<DeviceProfileId>,
}

/// A known lot whose number is the same, or one character away.
#[derive(Clone, Debug, Serialize, Type)]
pub struct LikeLot {
    pub lot: LotView,
    pub closeness: Closeness,
}

/// Reads a label as a scanner types it. A line that is none is an answer, not an error: it is typed by hand then.
///
/// # Errors
/// [`ApiError::Locked`].
pub async fn read_label(app: &App, typed: String) -> Result<LabelView, ApiError> {
    let open = app.run(UseCase::SeeSettings).await?;
    let today = open.local_date(app.now());
    let label = match stock::read_label(&typed, today) {
        Ok(label) => label,
        Err(trouble) => {
            return Ok(LabelView {
                label: None,
                trouble: Some(trouble),
                profile: None,
            });
        }
    };
    let shelf = Shelf::load(&open, today).await?;
    let of_item = |gtin: &String| {
        let lots = shelf.lots.iter().filter(|one| one.lot.gtin == *gtin);
        // Ids are in the order of time.
        lots.max_by_key(|one| one.lot.id).map(|one| one.lot.profile)
    };
    Ok(LabelView {
        profile: label.gtin.as_ref().and_then(of_item),
        label: Some(label),
        trouble: None,
    })
}

/// A cartridge in the hand, as its label names it.
#[derive(Clone, Debug, Serialize, Type)]
pub struct UnitView {
    pub label: Option<Label>,
    pub trouble: Option<LabelTrouble>,
    /// The lot of the book that it is of.
    pub lot: Option<LotView>,
    /// A signed session used a unit of this lot with this serial.
    pub used_before: bool,
    /// Where the book has no such lot: those that a slip of the pen makes of it.
    pub like: Vec<LikeLot>,
}

/// Reads the label of one cartridge and finds its lot. A line that is none is an answer, as for [`read_label`].
///
/// # Errors
/// [`ApiError::Locked`].
pub async fn find_unit(app: &App, typed: String) -> Result<UnitView, ApiError> {
    let open = app.run(UseCase::SeeSettings).await?;
    let today = open.local_date(app.now());
    let mut unit = UnitView {
        label: None,
        trouble: None,
        lot: None,
        used_before: false,
        like: Vec::new(),
    };
    let label = match stock::read_label(&typed, today) {
        Ok(label) => label,
        Err(trouble) => {
            unit.trouble = Some(trouble);
            return Ok(unit);
        }
    };
    let shelf = Shelf::load(&open, today).await?;
    let number = label.lot.clone().unwrap_or_default();
    // Of a lot that came twice, the one that has something left.
    let found = shelf.lots.iter().filter(|one| one.lot.number == number);
    match found.max_by_key(|one| one.usable_on(today)) {
        Some(one) => {
            let serial = label.serial.as_ref();
            unit.used_before = serial.is_some_and(|serial| one.used_serials.contains(serial));
            unit.lot = Some(shelf.view(one));
        }
        None => unit.like = shelf.like(&number),
    }
    unit.label = Some(label);
    Ok(unit)
}

/// Known lots with this number or one that a slip of the pen makes of it: asked about before another one is received.
///
/// # Errors
/// [`ApiError::Locked`].
pub async fn find_like(app: &App, number: String) -> Result<Vec<LikeLot>, ApiError> {
    let open = app.run(UseCase::SeeSettings).await?;
    let shelf = Shelf::load(&open, open.local_date(app.now())).await?;
    Ok(shelf.like(&number))
}

impl Shelf {
    /// The surest first.
    fn like(&self, number: &str) -> Vec<LikeLot> {
        let mut like: Vec<LikeLot> = self
            .lots
            .iter()
            .filter_map(|one| {
                Some(LikeLot {
                    closeness: closeness(number, &one.lot.number)?,
                    lot: self.view(one),
                })
            })
            .collect();
        like.sort_by_key(|one| one.closeness);
        like
    }
}
