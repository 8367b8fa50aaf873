//! Notes added to signed sessions.

use crate::error::StoreError;
use crate::row::{parse, text};
use crate::{patient, session};
use needlebook_domain::ids::SessionId;
use needlebook_domain::session_amendment::SessionAmendment;
use sqlx::SqliteConnection;

pub(crate) async fn put(
    connection: &mut SqliteConnection,
    seq: i64,
    amendment: &SessionAmendment,
) -> Result<(), StoreError> {
    let key = patient::key(connection, amendment.patient).await?;
    sqlx::query("INSERT INTO session_amendment (patient, seq, session, body) VALUES (?, ?, ?, ?)")
        .bind(key)
        .bind(seq)
        .bind(amendment.session.0)
        .bind(text(amendment)?)
        .execute(&mut *connection)
        .await?;
    match amendment.corrected_end {
        Some(end) => session::correct_end(connection, amendment.session, end).await,
        None => Ok(()),
    }
}

/// Every note of a session, oldest first.
///
/// # Errors
/// When the store cannot be read.
pub async fn list(
    connection: &mut SqliteConnection,
    session: SessionId,
) -> Result<Vec<SessionAmendment>, StoreError> {
    let bodies: Vec<String> =
        sqlx::query_scalar("SELECT body FROM session_amendment WHERE session = ? ORDER BY seq")
            .bind(session.0)
            .fetch_all(connection)
            .await?;
    bodies.iter().map(|body| parse(body)).collect()
}
