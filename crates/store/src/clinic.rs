//! The clinic itself, and what its medical lead approved.

use crate::error::StoreError;
use crate::row::{parse, text};
use needlebook_domain::approval::Approval;
use needlebook_domain::clinic::Clinic;
use needlebook_domain::emergency_card::EmergencyCard;
use sqlx::{Row, SqliteConnection};

pub(crate) async fn put(
    connection: &mut SqliteConnection,
    clinic: &Clinic,
    is_demo: Option<bool>,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO clinic (one, body, is_demo) VALUES (1, ?1, coalesce(?2, 0))
         ON CONFLICT (one) DO UPDATE SET body = excluded.body, is_demo = coalesce(?2, is_demo)",
    )
    .bind(text(clinic)?)
    .bind(is_demo)
    .execute(connection)
    .await?;
    Ok(())
}

pub(crate) async fn put_approval(
    connection: &mut SqliteConnection,
    seq: i64,
    approval: &Approval,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO approval (seq, body) VALUES (?, ?)")
        .bind(seq)
        .bind(text(approval)?)
        .execute(connection)
        .await?;
    Ok(())
}

/// The clinic, and whether it is a throw-away one of fictional patients.
///
/// # Errors
/// [`StoreError::NotFound`] before set-up is complete.
pub async fn get(connection: &mut SqliteConnection) -> Result<(Clinic, bool), StoreError> {
    let row = sqlx::query("SELECT body, is_demo FROM clinic WHERE one = 1")
        .fetch_optional(connection)
        .await?
        .ok_or(StoreError::NotFound { entity: "clinic" })?;
    Ok((parse(row.get("body"))?, row.get("is_demo")))
}

/// The newest approval, if there is one.
///
/// # Errors
/// When the store cannot be read.
pub async fn find_approval(
    connection: &mut SqliteConnection,
) -> Result<Option<Approval>, StoreError> {
    let body: Option<String> =
        sqlx::query_scalar("SELECT body FROM approval ORDER BY seq DESC LIMIT 1")
            .fetch_optional(connection)
            .await?;
    body.map(|body| parse(&body)).transpose()
}

pub(crate) async fn put_emergency_card(
    connection: &mut SqliteConnection,
    seq: i64,
    card: &EmergencyCard,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO emergency_card (seq, body) VALUES (?, ?)")
        .bind(seq)
        .bind(text(card)?)
        .execute(connection)
        .await?;
    Ok(())
}

/// The card for when something is wrong, as it was approved last.
///
/// # Errors
/// When the store cannot be read.
pub async fn find_emergency_card(
    connection: &mut SqliteConnection,
) -> Result<Option<EmergencyCard>, StoreError> {
    let body: Option<String> =
        sqlx::query_scalar("SELECT body FROM emergency_card ORDER BY seq DESC LIMIT 1")
            .fetch_optional(connection)
            .await?;
    body.map(|body| parse(&body)).transpose()
}

/// Every approval there was, oldest first.
///
/// # Errors
/// When the store cannot be read.
pub async fn list_approvals(
    connection: &mut SqliteConnection,
) -> Result<Vec<Approval>, StoreError> {
    let bodies: Vec<String> = sqlx::query_scalar("SELECT body FROM approval ORDER BY seq")
        .fetch_all(connection)
        .await?;
    bodies.iter().map(|body| parse(body)).collect()
}
