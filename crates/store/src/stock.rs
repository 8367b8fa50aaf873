//! Devices and lots. What is left of a lot is the sum of its signed movements.

use crate::error::StoreError;
use crate::journal::Event;
use crate::row::{instant, parse, text};
use crate::way_in;
use chrono::{DateTime, Utc};
use needlebook_domain::ids::{DeviceId, LotId, PersonId};
use needlebook_domain::stock::{
    CountCorrected, Device, Lot, LotOnHand, MovementReason, Quarantine, StockMoved,
};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

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
pub async fn list_lots(connection: &mut SqliteConnection) -> Result<Vec<LotOnHand>, StoreError> {
    let rows = sqlx::query(
        "SELECT body, quarantine,
             (SELECT coalesce(sum(units), 0) FROM stock_movement WHERE lot = lot.id) AS units_left,
             (SELECT json_group_array(serial) FROM used_unit WHERE lot_number = lot.number) AS used_serials
         FROM lot ORDER BY expires_on, seq",
    )
    .fetch_all(connection)
    .await?;
    rows.iter().map(on_hand).collect()
}

fn on_hand(row: &SqliteRow) -> Result<LotOnHand, StoreError> {
    let quarantine: Option<&str> = row.get("quarantine");
    Ok(LotOnHand {
        lot: parse(row.get("body"))?,
        units: row.get("units_left"),
        quarantine: quarantine.map(parse).transpose()?,
        used_serials: parse(row.get("used_serials"))?,
    })
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
        "SELECT body, quarantine,
             (SELECT coalesce(sum(units), 0) FROM stock_movement WHERE lot = lot.id) AS units_left,
             (SELECT json_group_array(serial) FROM used_unit WHERE lot_number = lot.number) AS used_serials
         FROM lot WHERE id = ?",
    )
    .bind(id.0)
    .fetch_optional(connection)
    .await?
    .ok_or(StoreError::NotFound { entity: "lot" })?;
    on_hand(&row)
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

/// Remembers that this very unit was used; one without a number of its own leaves nothing to remember.
pub(crate) async fn put_used(
    connection: &mut SqliteConnection,
    seq: i64,
    lot: LotId,
    serial: &str,
) -> Result<(), StoreError> {
    if serial.is_empty() {
        return Ok(());
    }
    // Two units with one number in one session are refused, and told as an incident where it happened.
    sqlx::query(
        "INSERT OR IGNORE INTO used_unit (lot_number, serial, seq)
         SELECT number, ?, ? FROM lot WHERE id = ?",
    )
    .bind(serial)
    .bind(seq)
    .bind(lot.0)
    .execute(connection)
    .await?;
    Ok(())
}

/// Units that left or joined a lot outside of a session.
pub(crate) async fn move_units(
    connection: &mut SqliteConnection,
    seq: i64,
    moved: &StockMoved,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO stock_movement (lot, seq, units, reason, about, note) VALUES (?, ?, ?, ?, NULL, ?)",
    )
    .bind(moved.lot.0)
    .bind(seq)
    .bind(moved.units)
    .bind(text(&moved.reason)?.trim_matches('"'))
    .bind(&moved.note)
    .execute(connection)
    .await?;
    Ok(())
}

/// Sets the lot of the event aside for a reason, or releases it.
pub(crate) async fn quarantine(
    connection: &mut SqliteConnection,
    event: &Event,
    reason: Option<&String>,
) -> Result<(), StoreError> {
    let since = instant(event.wall_at)?;
    let quarantine = reason.map(|reason| Quarantine {
        reason: reason.clone(),
        since,
    });
    sqlx::query("UPDATE lot SET quarantine = ? WHERE id = ?")
        .bind(quarantine.as_ref().map(text).transpose()?)
        .bind(event.entity_id)
        .execute(connection)
        .await?;
    Ok(())
}

/// One signed movement of a lot, with who and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredMovement {
    pub units: i64,
    pub reason: MovementReason,
    /// Why, in a person's words; empty where the reason says it all.
    pub note: String,
    pub at: DateTime<Utc>,
    pub by: Option<PersonId>,
}

/// Every movement of a lot, the newest first.
///
/// # Errors
/// When the store cannot be read.
pub async fn list_movements(
    connection: &mut SqliteConnection,
    lot: LotId,
) -> Result<Vec<StoredMovement>, StoreError> {
    let rows = sqlx::query(
        "SELECT units, reason, coalesce(note, '') AS note, wall_at, actor
         FROM stock_movement JOIN journal ON journal.seq = stock_movement.seq
         WHERE lot = ? ORDER BY stock_movement.seq DESC",
    )
    .bind(lot.0)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(StoredMovement {
                units: row.get("units"),
                reason: parse(&format!("\"{}\"", row.get::<&str, _>("reason")))?,
                note: row.get("note"),
                at: instant(row.get("wall_at"))?,
                by: row.get::<Option<Uuid>, _>("actor").map(PersonId),
            })
        })
        .collect()
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
