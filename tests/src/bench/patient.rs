//! Opening a patient of many years out of a clinic of a million sessions: beside reading the same rows directly from the same
//! encrypted file, and, with nothing in memory, beside one read of 64 KiB from the disk.

use std::{
    fs::{self, File},
    io::{Read as _, Seek as _, SeekFrom},
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use chrono::{Days, NaiveDate, TimeDelta, Utc};
use needlebook_api::{App, patient_page, photo};
use needlebook_domain::{
    ids::{PatientId, PhotoId, SessionId},
    photo::{PhotoFiling, PhotoStage},
    session::Session,
};
use needlebook_store::{Store, StoreError, journal::Fact, session};
use serde_json::{Value, json};
use uuid::Uuid;

use super::search::{people, store};
use super::{Round, Row, beside_floor, session::ZONES};
use crate::book::{self, Book};
use crate::trouble::{Outcome, Trouble};

/// At most so many times the direct read.
const WARM_BUDGET: f64 = 1.3;
/// At most so many times one read of [`BLOCK`] from the disk.
const COLD_BUDGET: f64 = 10.0;
const BLOCK: usize = 64 * 1_024;
const OPENINGS_A_ROUND: usize = 20;

const SESSIONS: u32 = 40;
const PHOTOS: u32 = 60;
/// Others are put in so many at a time.
const PATIENTS_IN_A_TRANSACTION: i64 = 1_000;
/// About as long as what a short session says of itself.
const OTHERS_WORDS: usize = 500;
/// Says that the clinic was filled to its end.
const WHOLE: &str = "filled";

/// Measures in a clinic of this many patients with forty sessions each.
///
/// # Errors
/// When the clinic cannot be made, or a read is refused.
pub fn measure(cache: &Path, patients: usize, rounds: usize) -> Outcome<Vec<Row>> {
    fs::create_dir_all(cache).map_err(Trouble::file(cache))?;
    let runtime = tokio::runtime::Runtime::new().map_err(Trouble::file(cache))?;
    runtime.block_on(rows(cache, patients, rounds))
}

async fn rows(cache: &Path, patients: usize, rounds: usize) -> Outcome<Vec<Row>> {
    let register = people::people(patients);
    let data = store::built(cache, &register).await?;
    let patient = filled(cache, &data).await?;
    let (mut warm, mut cold) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        let plain = store::unlocked(&data).await?;
        let floors = direct(&plain, patient).await?;
        plain.lock().await.map_err(broken)?;
        let block = one_block(&data, round)?;
        forget(&data)?;
        let app = store::open(cache, &register).await?;
        forget(&data)?;
        cold.push(Round {
            ours: opened(&app, patient).await?,
            floor: block,
        });
        for floor in floors {
            warm.push(Round {
                ours: opened(&app, patient).await?,
                floor,
            });
        }
        store::close(app).await?;
    }
    Ok(vec![
        beside_floor("patient_warm", "ms", &warm, WARM_BUDGET),
        beside_floor("patient_cold", "ms", &cold, COLD_BUDGET),
    ])
}

/// What the window asks for when a patient is opened.
async fn opened(app: &App, patient: PatientId) -> Outcome<f64> {
    let begun = Instant::now();
    let page = patient_page::get(app, patient).await.map_err(refused)?;
    let photos = photo::list(app, patient).await.map_err(refused)?;
    let ms = milliseconds(begun);
    if page.depths.is_empty() || photos.photos.len() != PHOTOS as usize {
        return Err(Trouble::Unexpected("the patient is not whole".into()));
    }
    Ok(ms)
}

/// The same rows, read in the order in which they lie.
async fn direct(store: &Store, patient: PatientId) -> Outcome<Vec<f64>> {
    let mut reader = store.reader().await.map_err(broken)?;
    let mut measured = Vec::with_capacity(OPENINGS_A_ROUND);
    for _ in 0..=OPENINGS_A_ROUND {
        let begun = Instant::now();
        let key: i64 = sqlx::query_scalar("SELECT key FROM patient WHERE id = ?")
            .bind(patient.0)
            .fetch_one(&mut *reader)
            .await
            .map_err(unread)?;
        for rows in [
            "SELECT * FROM patient WHERE key = ?",
            "SELECT * FROM session WHERE patient = ?",
            "SELECT * FROM session_zone WHERE patient = ?",
            "SELECT * FROM photo WHERE patient = ?",
            "SELECT * FROM timeline WHERE patient = ? ORDER BY seq DESC LIMIT 40",
        ] {
            let read = sqlx::query(rows)
                .bind(key)
                .fetch_all(&mut *reader)
                .await
                .map_err(unread)?;
            std::hint::black_box(read);
        }
        measured.push(milliseconds(begun));
    }
    // The first one warmed the pages.
    measured.remove(0);
    Ok(measured)
}

/// One block from somewhere in the store's file, of which nothing is in memory.
fn one_block(data: &Path, round: usize) -> Outcome<f64> {
    forget(data)?;
    let path = store_file(data);
    let mut file = File::open(&path).map_err(Trouble::file(&path))?;
    let length = file.metadata().map_err(Trouble::file(&path))?.len();
    let at = length / 2 + (round as u64 * 7 * BLOCK as u64) % (length / 4);
    let mut block = vec![0; BLOCK];
    let begun = Instant::now();
    file.seek(SeekFrom::Start(at))
        .and_then(|_| file.read_exact(&mut block))
        .map_err(Trouble::file(&path))?;
    Ok(milliseconds(begun))
}

/// The system keeps no page of the store's file in memory.
fn forget(data: &Path) -> Outcome {
    let path = store_file(data);
    File::open(&path)
        .and_then(|file| file.sync_all())
        .map_err(Trouble::file(&path))?;
    super::printed(
        Command::new("dd")
            .arg(format!("if={}", path.display()))
            .args(["iflag=nocache", "count=0", "status=none"]),
    )
    .map(drop)
}

fn store_file(data: &Path) -> PathBuf {
    data.join("needlebook.db")
}

/// The patient of many years, in a clinic where everybody else has as many sessions.
async fn filled(cache: &Path, data: &Path) -> Outcome<PatientId> {
    let store = store::unlocked(data).await?;
    let id: Uuid = sqlx::query_scalar(
        "SELECT id FROM patient ORDER BY key LIMIT 1 OFFSET (SELECT count(*) / 2 FROM patient)",
    )
    .fetch_one(&mut *store.reader().await.map_err(broken)?)
    .await
    .map_err(unread)?;
    let patient = PatientId(id);
    let whole = data.with_extension(WHOLE);
    if !whole.exists() {
        let one = signed_once(&cache.join("book")).await?;
        of_many_years(&store, patient, &one).await.map_err(broken)?;
        everybody_else(&store, patient).await?;
        fs::write(&whole, "").map_err(Trouble::file(&whole))?;
    }
    store.lock().await.map_err(broken)?;
    Ok(patient)
}

/// A session of twelve zones as the use cases sign it.
async fn signed_once(folder: &Path) -> Outcome<Session> {
    let mut book = Book::open_or_set_up(folder).await.map_err(unbooked)?;
    let draft = book.up_to_signing(&ZONES).await.map_err(unbooked)?;
    let id = draft.id;
    book.sign(draft).await.map_err(unbooked)?;
    let signed = needlebook_api::session::get(book.app(), id)
        .await
        .map_err(refused)?;
    book.close().await.map_err(unbooked)?;
    fs::remove_dir_all(folder).map_err(Trouble::file(folder))?;
    Ok(signed)
}

/// Forty sessions a month apart, and photos of them.
async fn of_many_years(store: &Store, patient: PatientId, one: &Session) -> Result<(), StoreError> {
    let last_on = Utc::now();
    let mut write = store.write(Some(one.signed_by), last_on).await?;
    let mut sessions = Vec::new();
    for number in 1..=SESSIONS {
        let mut session = one.clone();
        let ended_at = last_on - TimeDelta::days(30 * i64::from(SESSIONS - number + 1));
        session.record.id = SessionId(Uuid::now_v7());
        session.record.patient = patient;
        session.record.cartridges.clear();
        session.number = number;
        session.started_at = ended_at - TimeDelta::minutes(80);
        session.ended_at = ended_at;
        session.ended_on = ended_at.date_naive();
        sessions.push((session.record.id, session.ended_on));
        let record_hash = session::record_hash(&session)?;
        let fact = Fact::SessionSigned {
            session: Box::new(session),
            record_hash,
        };
        write.append(sessions[sessions.len() - 1].0.0, fact).await?;
    }
    for number in 0..PHOTOS {
        let id = PhotoId(Uuid::now_v7());
        let (session, on) = sessions[number as usize % sessions.len()];
        for fact in [received(id, one, number)?, filed(patient, session, on)?] {
            write.append(id.0, fact).await?;
        }
    }
    write.commit().await
}

fn received(id: PhotoId, one: &Session, number: u32) -> Result<Fact, StoreError> {
    let photo = json!({
        "id": id, "files": {"original": Uuid::now_v7(), "preview": Uuid::now_v7(), "thumbnail": Uuid::now_v7()}, "kind": "jpeg",
        "width": 4000, "height": 3000, "orientation": 1, "taken_at": null, "camera": "Bobbin 3",
        "sha256": format!("{number:064x}"), "byte_count": 2_100_000, "received_at": one.signed_at,
        "received_by": one.signed_by, "source": "chosen", "covered": false
    });
    Ok(Fact::PhotoReceived {
        photo: formed(photo)?,
    })
}

fn filed(patient: PatientId, session: SessionId, on: NaiveDate) -> Result<Fact, StoreError> {
    Ok(Fact::PhotoFiled {
        filing: PhotoFiling {
            patient,
            view: formed(json!("front"))?,
            stage: PhotoStage::Before,
            session: Some(session),
            taken_on: on,
            mirrored: false,
            chaperone: None,
        },
    })
}

fn formed<T: serde::de::DeserializeOwned>(value: Value) -> Result<T, StoreError> {
    serde_json::from_value(value).map_err(|_| StoreError::Crypto)
}

/// Rows of everybody else's sessions: nobody reads them, and they make the trees as high as theirs would.
async fn everybody_else(store: &Store, patient: PatientId) -> Outcome {
    let last: i64 = sqlx::query_scalar("SELECT max(key) FROM patient")
        .fetch_one(&mut *store.reader().await.map_err(broken)?)
        .await
        .map_err(unread)?;
    let day = Utc::now().date_naive() - Days::new(400);
    for from in (0..=last).step_by(PATIENTS_IN_A_TRANSACTION as usize) {
        let mut write = store.write(None, Utc::now()).await.map_err(broken)?;
        for statement in [OTHERS_SESSIONS, OTHERS_ZONES] {
            sqlx::query(statement)
                .bind(from)
                .bind(from + PATIENTS_IN_A_TRANSACTION)
                .bind(patient.0)
                .bind(SESSIONS)
                .bind(day.to_string())
                .bind(json!({"words": "x".repeat(OTHERS_WORDS)}).to_string())
                .bind(json!(ZONES).to_string())
                .execute(write.connection())
                .await
                .map_err(unread)?;
        }
        write.commit().await.map_err(broken)?;
    }
    Ok(())
}

const OTHERS_SESSIONS: &str = "
    WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?4)
    INSERT INTO session (patient, seq, id, number, ended_on, ended_at, signed_by, record_hash, body)
    SELECT key, 1000000000 + n, randomblob(16), n, ?5, 0, zeroblob(16), zeroblob(32), ?6
    FROM patient, number WHERE key >= ?1 AND key < ?2 AND id <> ?3 AND ?7 IS NOT NULL";
const OTHERS_ZONES: &str = "
    WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?4)
    INSERT INTO session_zone (patient, session, position, zone, side, depth_um, passes, endpoint)
    SELECT patient.key, 1000000000 + n, z.key, z.value ->> 0, z.value ->> 1, 1000, 3, 2
    FROM patient, number, json_each(?7) AS z
    WHERE patient.key >= ?1 AND patient.key < ?2 AND patient.id <> ?3";

fn milliseconds(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1_000.0
}

fn refused(error: needlebook_api::ApiError) -> Trouble {
    Trouble::Unexpected(error.to_string())
}

fn unbooked(error: book::Trouble) -> Trouble {
    Trouble::Unexpected(error.to_string())
}

fn broken(error: StoreError) -> Trouble {
    Trouble::Unexpected(error.to_string())
}

fn unread(error: sqlx::Error) -> Trouble {
    Trouble::Unexpected(error.to_string())
}
