//! Units that were wasted, counted or came later, and lots that are set aside.

use crate::app::App;
use crate::error::ApiError;
use crate::role::UseCase;
use chrono::{DateTime, Utc};
use needlebook_domain::field;
use needlebook_domain::ids::LotId;
use needlebook_domain::stock::{MovementReason, StockMoveInput};
use needlebook_store::journal::Fact;
use needlebook_store::{person, stock};
use serde::Serialize;
use specta::Type;

/// A movement as it is read: signed, with who, when and why.
#[derive(Clone, Debug, Serialize, Type)]
pub struct MovementView {
    pub units: i32,
    pub reason: MovementReason,
    pub note: String,
    pub at: DateTime<Utc>,
    pub by: String,
}

/// Every signed movement of a lot, the newest first.
///
/// # Errors
/// [`ApiError::NotFound`].
pub async fn list_movements(app: &App, lot: LotId) -> Result<Vec<MovementView>, ApiError> {
    let open = app.run(UseCase::SeeSettings).await?;
    let mut reader = open.store.reader().await?;
    stock::get_lot(&mut reader, lot).await?;
    let people = person::names(&mut reader).await?;
    let movements = stock::list_movements(&mut reader, lot).await?;
    Ok(movements
        .into_iter()
        .map(|one| MovementView {
            units: i32::try_from(one.units).unwrap_or(i32::MAX),
            reason: one.reason,
            note: one.note,
            at: one.at,
            by: one.by.map(|by| people.of(by)).unwrap_or_default(),
        })
        .collect())
}

/// Records units that were wasted or came later, or a count of the shelf: a signed movement, never a number overwritten.
///
/// # Errors
/// Refused fields; [`ApiError::NotFound`].
pub async fn record_movement(app: &App, input: StockMoveInput) -> Result<(), ApiError> {
    let open = app.run(UseCase::ChangeStock).await?;
    let mut write = open.write(app.now()).await?;
    let on_hand = stock::get_on_hand(write.connection(), input.lot).await?;
    let moved = input.parse(on_hand.units)?;
    write
        .append(input.lot.0, Fact::StockMoved { moved })
        .await?;
    Ok(write.commit().await?)
}

/// Sets a lot aside at once: from now on no session uses a unit of it.
///
/// # Errors
/// No reason given; [`ApiError::NotFound`].
pub async fn quarantine(app: &App, lot: LotId, reason: String) -> Result<(), ApiError> {
    turn(app, lot, &reason, true).await
}

/// Says that a lot may be used again.
///
/// # Errors
/// As [`quarantine`].
pub async fn release(app: &App, lot: LotId, reason: String) -> Result<(), ApiError> {
    turn(app, lot, &reason, false).await
}

async fn turn(app: &App, lot: LotId, reason: &str, aside: bool) -> Result<(), ApiError> {
    let open = app.run(UseCase::ChangeStock).await?;
    let reason = field::reason(reason)?;
    let mut write = open.write(app.now()).await?;
    let on_hand = stock::get_on_hand(write.connection(), lot).await?;
    // Somebody else did it meanwhile: what stands keeps their reason and its moment.
    if on_hand.quarantine.is_some() == aside {
        return Ok(());
    }
    let fact = if aside {
        Fact::LotQuarantined { reason }
    } else {
        Fact::LotReleased { reason }
    };
    write.append(lot.0, fact).await?;
    Ok(write.commit().await?)
}
