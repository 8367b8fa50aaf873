//! Backing up: the store beside SQLite's own copy and checks done directly, the photos beside reading the same bytes, writing
//! them and waiting for the disk.

use std::{
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
    time::Instant,
};

use needlebook_api::{photo, types::PhotoSource};
use needlebook_store::Store;
use sqlx::{ConnectOptions as _, SqliteConnection, sqlite::SqliteConnectOptions};

use super::search::{people, store};
use super::{Round, Row, beside_floor, copied, hexadecimal, photos};
use crate::trouble::{Outcome, Trouble};

/// At most so many times `VACUUM INTO`, `cipher_integrity_check` and `quick_check`.
const STORE_BUDGET: f64 = 1.3;
/// At least six tenths of the plain copy's speed.
const PHOTOS_BUDGET: f64 = 1.0 / 0.6;

/// Measures with a register of this size, and with this many photos of twelve megapixels.
///
/// # Errors
/// When a clinic cannot be made, or a backup or a check is refused.
pub fn measure(cache: &Path, register: usize, photos: u8, rounds: usize) -> Outcome<Vec<Row>> {
    fs::create_dir_all(cache).map_err(Trouble::file(cache))?;
    let runtime = tokio::runtime::Runtime::new().map_err(Trouble::file(cache))?;
    runtime.block_on(async {
        Ok(vec![
            beside_floor(
                "backup_store",
                "ms",
                &of_a_register(cache, register, rounds).await?,
                STORE_BUDGET,
            ),
            beside_floor(
                "backup_photos",
                "ms",
                &of_photos(cache, photos, rounds).await?,
                PHOTOS_BUDGET,
            ),
        ])
    })
}

async fn of_a_register(cache: &Path, size: usize, rounds: usize) -> Outcome<Vec<Round>> {
    let data = store::built(cache, &people::people(size)).await?;
    let store = store::unlocked(&data).await?;
    let place = cache.join("source");
    let mut source = same_pages(&store, &place).await?;
    let mut measured = Vec::with_capacity(rounds);
    for round in 0..rounds {
        measured.push(Round {
            ours: back_up(&store, &cache.join(format!("place-{round}"))).await?,
            floor: direct(&mut source, &cache.join(format!("direct-{round}"))).await?,
        });
    }
    drop(source);
    fs::remove_dir_all(&place).map_err(Trouble::file(&place))?;
    store.lock().await.map_err(refused)?;
    Ok(measured)
}

/// Each photo is copied in the first backup into a place; the store beside them is empty.
async fn of_photos(cache: &Path, photos: u8, rounds: usize) -> Outcome<Vec<Round>> {
    let files = photos::drawn(&cache.join("card"), photos)?;
    let clinic = cache.join("clinic");
    if clinic.exists() {
        fs::remove_dir_all(&clinic).map_err(Trouble::file(&clinic))?;
    }
    let app = store::open(&clinic, &[]).await?;
    photo::import::import(&app, PhotoSource::Chosen, files, |_, _| ())
        .await
        .map_err(|error| Trouble::Unexpected(error.to_string()))?;
    store::close(app).await?;
    let data = store::built(&clinic, &[]).await?;
    let sealed = files_in(&data.join("sealed"))?;
    let store = store::unlocked(&data).await?;
    let mut measured = Vec::with_capacity(rounds);
    for round in 0..rounds {
        measured.push(Round {
            ours: back_up(&store, &cache.join(format!("place-{round}"))).await?,
            floor: copied::milliseconds(&sealed, &cache.join(format!("plain-{round}")))?,
        });
    }
    store.lock().await.map_err(refused)?;
    fs::remove_dir_all(&clinic).map_err(Trouble::file(&clinic))?;
    Ok(measured)
}

async fn back_up(store: &Store, place: &Path) -> Outcome<f64> {
    fs::create_dir_all(place).map_err(Trouble::file(place))?;
    let begun = Instant::now();
    store
        .back_up(place, &|_| ControlFlow::Continue(()))
        .await
        .map_err(refused)?;
    let ms = milliseconds(begun);
    fs::remove_dir_all(place).map_err(Trouble::file(place))?;
    Ok(ms)
}

/// The same pages under the key of backups, to be copied by SQLite itself: our own connections attach nothing.
async fn same_pages(store: &Store, place: &Path) -> Outcome<SqliteConnection> {
    fs::create_dir_all(place).map_err(Trouble::file(place))?;
    let made = store
        .back_up(place, &|_| ControlFlow::Continue(()))
        .await
        .map_err(refused)?;
    let file = files_in(place)?
        .into_iter()
        .find(|path| path.ends_with(&made.file))
        .ok_or_else(|| Trouble::Unexpected("the backup is nowhere".into()))?;
    let key = store.vault().backup_key().map_err(refused)?;
    let digits = hexadecimal(key.bytes());
    SqliteConnectOptions::new()
        .filename(file)
        .pragma("key", format!("\"x'{digits}'\""))
        .connect()
        .await
        .map_err(|error| Trouble::Unexpected(error.to_string()))
}

/// SQLite's own copy, and the two checks of it.
async fn direct(source: &mut SqliteConnection, copy: &Path) -> Outcome<f64> {
    let name = copy.display().to_string();
    let begun = Instant::now();
    let steps = [
        (format!("VACUUM INTO '{name}'"), ""),
        (format!("ATTACH '{name}' AS copy"), ""),
        ("PRAGMA copy.cipher_integrity_check".to_owned(), ""),
        ("PRAGMA copy.quick_check(1)".to_owned(), "ok"),
        ("DETACH copy".to_owned(), ""),
    ];
    for (statement, wanted) in steps {
        let said: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(statement.clone()))
            .fetch_all(&mut *source)
            .await
            .map_err(|error| Trouble::Unexpected(format!("{statement}: {error}")))?;
        if said.concat() != wanted {
            return Err(Trouble::Unexpected(format!(
                "{statement}: {}",
                said.concat()
            )));
        }
    }
    let ms = milliseconds(begun);
    fs::remove_file(copy).map_err(Trouble::file(copy))?;
    Ok(ms)
}

/// Every file below a folder.
fn files_in(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(Trouble::file(&folder))? {
            let path = entry.map_err(Trouble::file(&folder))?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    Ok(found)
}

fn milliseconds(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1_000.0
}

fn refused(error: needlebook_store::StoreError) -> Trouble {
    Trouble::Unexpected(error.to_string())
}
