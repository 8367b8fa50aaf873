//! The clinic's report over fifty thousand sessions, beside the bare questions asked of the same encrypted file.

use std::{fs, path::Path, time::Instant};

use chrono::{Days, Utc};
use needlebook_api::{App, report};
use needlebook_domain::report::ReportPeriod;
use needlebook_store::{Store, report as counted};
use serde_json::json;

use super::search::{people, store};
use super::{Round, Row, beside_floor, session::ZONES};
use crate::trouble::{Outcome, Trouble};

/// At most so many times the bare questions.
const BUDGET: f64 = 1.5;
const SESSIONS_A_PATIENT: usize = 10;
/// Over so many days they are spread: ten years.
const DAYS: u32 = 3_650;
/// Says that the clinic was filled to its end.
const WHOLE: &str = "reported";

/// Measures in a clinic of this many sessions.
///
/// # Errors
/// When the clinic cannot be made, or a read is refused.
pub fn measure(cache: &Path, sessions: usize, rounds: usize) -> Outcome<Vec<Row>> {
    fs::create_dir_all(cache).map_err(Trouble::file(cache))?;
    let runtime = tokio::runtime::Runtime::new().map_err(Trouble::file(cache))?;
    runtime.block_on(rows(cache, sessions, rounds))
}

async fn rows(cache: &Path, sessions: usize, rounds: usize) -> Outcome<Vec<Row>> {
    let register = people::people(sessions / SESSIONS_A_PATIENT);
    let data = store::built(cache, &register).await?;
    let whole = data.with_extension(WHOLE);
    if !whole.exists() {
        let plain = store::unlocked(&data).await?;
        fill(&plain).await?;
        plain.lock().await.map_err(broken)?;
        fs::write(&whole, "").map_err(Trouble::file(&whole))?;
    }
    let today = Utc::now().date_naive();
    let ever = ReportPeriod {
        from: today - Days::new(u64::from(DAYS) + 1),
        to: today,
    };
    let year = ReportPeriod {
        from: today - Days::new(365),
        to: today,
    };
    let mut found = Vec::new();
    for (name, period) in [("reports_50000_sessions", ever), ("reports_one_year", year)] {
        let mut measured = Vec::with_capacity(rounds);
        for _ in 0..rounds {
            let plain = store::unlocked(&data).await?;
            bare(&plain, period).await?;
            let floor = bare(&plain, period).await?;
            plain.lock().await.map_err(broken)?;
            let app = store::open(cache, &register).await?;
            ours(&app, period).await?;
            measured.push(Round {
                ours: ours(&app, period).await?,
                floor,
            });
            store::close(app).await?;
        }
        found.push(beside_floor(name, "ms", &measured, BUDGET));
    }
    Ok(found)
}

/// What the window asks for.
async fn ours(app: &App, period: ReportPeriod) -> Outcome<f64> {
    let begun = Instant::now();
    let report = report::get(app, period)
        .await
        .map_err(|error| Trouble::Unexpected(error.to_string()))?;
    let ms = milliseconds(begun);
    if report.sessions == 0 || report.depths.is_empty() {
        return Err(Trouble::Unexpected("nothing was counted".into()));
    }
    Ok(ms)
}

/// The same rows, and nothing made of them.
async fn bare(store: &Store, period: ReportPeriod) -> Outcome<f64> {
    let mut reader = store.reader().await.map_err(broken)?;
    let begun = Instant::now();
    for question in [counted::SESSIONS, counted::ZONES, counted::REACTIONS] {
        let read = sqlx::query(question)
            .bind(period.from.to_string())
            .bind(period.to.to_string())
            .fetch_all(&mut *reader)
            .await
            .map_err(unread)?;
        std::hint::black_box(read);
    }
    Ok(milliseconds(begun))
}

/// Ten sessions of twelve zones for everybody, spread over the years, with a reaction after every fiftieth.
async fn fill(store: &Store) -> Outcome {
    let mut write = store.write(None, Utc::now()).await.map_err(broken)?;
    for statement in [A_SESSION, ITS_ZONES, A_REACTION] {
        sqlx::query(statement)
            .bind(Utc::now().date_naive().to_string())
            .bind(DAYS)
            .bind(u32::try_from(SESSIONS_A_PATIENT).unwrap_or_default())
            .bind(json!(ZONES).to_string())
            .execute(write.connection())
            .await
            .map_err(unread)?;
    }
    write.commit().await.map_err(broken)
}

const A_SESSION: &str = "
    WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?3)
    INSERT INTO session
        (patient, seq, id, number, ended_on, ended_at, signed_by, record_hash, body, concern, device)
    SELECT key, 1000000000 + n, randomblob(16), n, date(?1, '-' || ((key * 37 + n * 331) % ?2) || ' days'), 0,
           CAST(printf('%016d', key % 3) AS BLOB), zeroblob(32), json_object('words', printf('%.500c', 'x')),
           CASE (key + n) % 4 WHEN 0 THEN 'acne_scars' WHEN 1 THEN 'fine_lines' WHEN 2 THEN 'pores' ELSE 'wrinkles' END,
           CAST(printf('%016d', key % 2) AS BLOB)
    FROM patient, number WHERE ?4 IS NOT NULL";
const ITS_ZONES: &str = "
    INSERT INTO session_zone
        (patient, session, position, zone, side, depth_um, passes, endpoint, ended_on)
    SELECT s.patient, s.seq, z.key, z.value ->> 0, z.value ->> 1, 250 * (1 + (s.patient + z.key) % 6), 3,
           (s.patient + s.number + z.key) % 4, s.ended_on
    FROM session AS s, json_each(?4) AS z WHERE ?1 IS NOT NULL AND ?2 > 0 AND ?3 > 0";
const A_REACTION: &str = "
    INSERT INTO reaction (patient, seq, id, version, voided, body)
    SELECT patient, seq, randomblob(16), 1, NULL, json_object('facts', json_object(
        'kind', 'swelling', 'grade', 1 + patient % 2, 'onset_on', ended_on,
        'session', lower(printf('%s-%s-%s-%s-%s', substr(hex(id), 1, 8), substr(hex(id), 9, 4), substr(hex(id), 13, 4),
                                substr(hex(id), 17, 4), substr(hex(id), 21)))))
    FROM session WHERE (patient + seq) % 50 = 0 AND ?1 IS NOT NULL AND ?2 > 0 AND ?3 > 0 AND ?4 IS NOT NULL";

fn broken(error: needlebook_store::StoreError) -> Trouble {
    Trouble::Unexpected(error.to_string())
}

fn unread(error: sqlx::Error) -> Trouble {
    Trouble::Unexpected(error.to_string())
}

fn milliseconds(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1_000.0
}
