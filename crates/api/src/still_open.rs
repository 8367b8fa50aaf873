//! What first run let the clinic put off, until it is done (PRACTICE 28).

use crate::app::Open;
use crate::backup::is_enough;
use crate::error::ApiError;
use needlebook_store::backup::list_places;
use needlebook_store::stock;
use serde::Serialize;
use specta::Type;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum StillOpen {
    Device,
    Lot,
    Approval,
    /// Fewer than two places for backups are there, or none of them is kept away from the laptop (PRACTICE 74).
    BackupPlaces,
}

pub(crate) async fn still_open(open: &Open) -> Result<Vec<StillOpen>, ApiError> {
    let approved = crate::approval::is_approved(open).await?;
    let mut reader = open.store.reader().await?;
    let no_device = stock::list_devices(&mut reader).await?.is_empty();
    let no_lot = stock::list_lots(&mut reader).await?.is_empty();
    let few_places = !is_enough(&list_places(&mut reader).await?);
    let all = [
        (StillOpen::Device, no_device),
        (StillOpen::Lot, no_lot),
        (StillOpen::Approval, !approved),
        (StillOpen::BackupPlaces, few_places),
    ];
    Ok(all
        .into_iter()
        .filter_map(|(what, is_open)| is_open.then_some(what))
        .collect())
}
