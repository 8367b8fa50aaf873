//! Devices and lots. What is left of a lot is the sum of its signed movements.

use crate::error::StoreError;
use crate::row::{parse, text};
use crate::way_in;
use needlebook_domain::ids::{DeviceId, LotId};
use needlebook_domain::stock::{CountCorrected, Device, Lot, LotOnHand, MovementReason};
use sqlx::{Row, SqliteConnection};

pub(crate) async fn put_device(
    connection: &mut SqliteConnection,
    seq: i64,
    device: &Device,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO clinic_device (seq, id, body) VALUES (?, ?, ?)")
        .bind(seq)
        .bind(device.id.0)
        .bind(text(device)?)
        .execute(connection)
        .await?;
    Ok(())
}

pub(crate) async fn receive(
    connection: &mut SqliteConnection,
    seq: i64,
    lot: &Lot,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO lot (seq, id, number, expires_on, body) VALUES (?, ?, ?, ?, ?)")
        .bind(seq)
        .bind(lot.id.0)
        .bind(&lot.number)
        .bind(lot.expires_on.to_string())
        .bind(text(lot)?)
        .execute(&mut *connection)
        .await?;
    sqlx::query(
        "INSERT INTO stock_movement (lot, seq, units, reason, about) VALUES (?, ?, ?, ?, NULL)",
    )
    .bind(lot.id.0)
    .bind(seq)
    .bind(lot.received)
    .bind(text(&MovementReason::Received)?.trim_matches('"'))
    .execute(&mut *connection)
    .await?;
    way_in::put_lot(connection, seq, lot).await
}

/// Every device of the clinic, in the order they were added.
///
/// # Errors
/// When the store cannot be read.
pub async fn list_devices(connection: &mut SqliteConnection) -> Result<Vec<Device>, StoreError> {
    let bodies: Vec<String> = sqlx::query_scalar("SELECT body FROM clinic_device ORDER BY seq")
        .fetch_all(connection)
        .await?;
    bodies.iter().map(|body| parse(body)).collect()
}

/// # Errors
/// [`StoreError::NotFound`].
pub async fn get_device(
    connection: &mut SqliteConnection,
    id: DeviceId,
) -> Result<Device, StoreError> {
    let body: Option<String> = sqlx::query_scalar("SELECT body FROM clinic_device WHERE id = ?")
        .bind(id.0)
        .fetch_optional(connection)
        .await?;
    parse(&body.ok_or(StoreError::NotFound { entity: "device" })?)
}

/// Every lot with the units left of it, the earliest expiry first.
///
/// # Errors
/// When the store cannot be read.
pub async fn list_lots(connection: &mut SqliteConnection) -> Result<Vec<(Lot, i64)>, StoreError> {
    let rows = sqlx::query(
        "SELECT body, (SELECT coalesce(sum(units), 0) FROM stock_movement WHERE lot = lot.id) AS units_left
         FROM lot ORDER BY expires_on, seq",
    )
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| Ok((parse(row.get("body"))?, row.get("units_left"))))
        .collect()
}

/// A lot with the units left of it.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn get_on_hand(
    connection: &mut SqliteConnection,
    id: LotId,
) -> Result<LotOnHand, StoreError> {
    let row = sqlx::query(
        "SELECT body, (SELECT coalesce(sum(units), 0) FROM stock_movement WHERE lot = lot.id) AS units_left
         FROM lot WHERE id = ?",
    )
    .bind(id.0)
    .fetch_optional(connection)
    .await?
    .ok_or(StoreError::NotFound { entity: "lot" })?;
    Ok(LotOnHand {
        lot: parse(row.get("body"))?,
        units: row.get("units_left"),
    })
}

/// Makes the book right where it held fewer units than were in the hand.
pub(crate) async fn correct_count(
    connection: &mut SqliteConnection,
    seq: i64,
    corrected: &CountCorrected,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO stock_movement (lot, seq, units, reason, about) VALUES (?, ?, ?, ?, ?)",
    )
    .bind(corrected.lot.0)
    .bind(seq)
    .bind(corrected.units)
    .bind(text(&MovementReason::Counted)?.trim_matches('"'))
    .bind(corrected.session.0)
    .execute(connection)
    .await?;
    Ok(())
}

/// # Errors
/// [`StoreError::NotFound`].
pub async fn get_lot(connection: &mut SqliteConnection, id: LotId) -> Result<Lot, StoreError> {
    let body: Option<String> = sqlx::query_scalar("SELECT body FROM lot WHERE id = ?")
        .bind(id.0)
        .fetch_optional(connection)
        .await?;
    parse(&body.ok_or(StoreError::NotFound { entity: "lot" })?)
}
