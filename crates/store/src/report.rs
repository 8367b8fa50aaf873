//! What the clinic's reports count. Sessions and zones are read from an index alone (`session_figures`,
//! `session_zone_figures`), so that fifty thousand sessions cost what their index entries weigh, not what was written in them.

use crate::error::{Damage, StoreError};
use crate::row::parse;
use chrono::NaiveDate;
use needlebook_domain::concern::Concern;
use needlebook_domain::ids::{DeviceId, PersonId};
use needlebook_domain::report::{ReactionTally, ReportPeriod, SessionTally, Tallies, ZoneTally};
use needlebook_domain::zone::Zone;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

/// The three questions as they are asked of the store, also by whoever measures what they cost without us.
pub const SESSIONS: &str =
    "SELECT substr(ended_on, 1, 7) AS month, concern, device, signed_by, count(*) AS sessions
     FROM session WHERE ended_on BETWEEN ?1 AND ?2 GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4";
pub const ZONES: &str = "SELECT zone, depth_um, endpoint, count(*) AS zones FROM session_zone
     WHERE ended_on BETWEEN ?1 AND ?2 GROUP BY zone, depth_um, endpoint";
pub const REACTIONS: &str = "SELECT json_extract(r.body, '$.facts.kind') AS kind,
            r.body ->> '$.facts.grade' AS grade, s.seq AS session
     FROM reaction AS r LEFT JOIN session AS s ON s.id = unhex(replace(r.body ->> '$.facts.session', '-', ''))
     WHERE r.voided IS NULL AND coalesce(s.ended_on, r.body ->> '$.facts.onset_on') BETWEEN ?1 AND ?2";

/// Everything that a report of these days rests on.
///
/// # Errors
/// When the store cannot be read.
pub async fn count(
    connection: &mut SqliteConnection,
    period: ReportPeriod,
) -> Result<Tallies, StoreError> {
    Ok(Tallies {
        sessions: rows(connection, SESSIONS, period, session).await?,
        zones: rows(connection, ZONES, period, zone).await?,
        reactions: rows(connection, REACTIONS, period, reaction).await?,
    })
}

async fn rows<T>(
    connection: &mut SqliteConnection,
    query: &'static str,
    period: ReportPeriod,
    read: impl Fn(&SqliteRow) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let rows = sqlx::query(query)
        .bind(period.from.to_string())
        .bind(period.to.to_string())
        .fetch_all(connection)
        .await?;
    rows.iter().map(read).collect()
}

fn session(row: &SqliteRow) -> Result<SessionTally, StoreError> {
    let month: &str = row.get("month");
    let month: NaiveDate = format!("{month}-01").parse().map_err(|_| Damage::Row)?;
    let concern: Option<&str> = row.get("concern");
    let device: Option<uuid::Uuid> = row.get("device");
    Ok(SessionTally {
        month,
        concern: concern.and_then(Concern::from_id),
        device: device.map(DeviceId),
        by: PersonId(row.get("signed_by")),
        sessions: row.get("sessions"),
    })
}

fn zone(row: &SqliteRow) -> Result<ZoneTally, StoreError> {
    Ok(ZoneTally {
        zone: Zone::from_id(row.get("zone")).ok_or(Damage::Row)?,
        depth_um: row.get("depth_um"),
        endpoint: row.get("endpoint"),
        zones: row.get("zones"),
    })
}

fn reaction(row: &SqliteRow) -> Result<ReactionTally, StoreError> {
    let kind: &str = row.get("kind");
    Ok(ReactionTally {
        kind: parse(&format!("\"{kind}\""))?,
        grade: row.get("grade"),
        session: row.get("session"),
    })
}
