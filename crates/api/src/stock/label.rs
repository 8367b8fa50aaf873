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

/// Known lots with this number or one that a slip of the pen makes of it: asked about before another one is received.
///
/// # Errors
/// [`ApiError::Locked`].
pub async fn find_like(app: &App, number: String) -> Result<Vec<LikeLot>, ApiError> {
    let open = app.run(UseCase::SeeSettings).await?;
    let shelf = Shelf::load(&open, open.local_date(app.now())).await?;
    let mut like: Vec<LikeLot> = shelf
        .lots
        .iter()
        .filter_map(|one| {
            Some(LikeLot {
                closeness: closeness(&number, &one.lot.number)?,
                lot: shelf.view(one),
            })
        })
        .collect();
    like.sort_by_key(|one| one.closeness);
    Ok(like)
}
