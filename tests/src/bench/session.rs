//! Charting a session: a cell kept as a draft and a session of twelve zones signed, each acknowledged only once it is on the
//! disk, beside overwriting four kilobytes of a file on the same disk and waiting for them.

use std::{
    fs::{self, File, OpenOptions},
    io::{Seek, SeekFrom, Write as _},
    path::Path,
    time::Instant,
};

use needlebook_api::draft;
use serde_json::json;
use uuid::Uuid;

use super::{Round, Row, beside_floor};
use crate::book::{self, Book};
use crate::trouble::{Outcome, Trouble};

/// At most so many times the bare overwrite.
const DRAFT_BUDGET: f64 = 3.0;
const SIGN_BUDGET: f64 = 4.0;
const DRAFTS_A_ROUND: usize = 40;
const PAGE: usize = 4_096;

pub(super) const ZONES: [(&str, &str); 12] = [
    ("forehead", "none"),
    ("glabella", "none"),
    ("temples", "right"),
    ("temples", "left"),
    ("nose", "none"),
    ("cheekbone", "right"),
    ("cheekbone", "left"),
    ("cheeks", "right"),
    ("cheeks", "left"),
    ("chin", "none"),
    ("jawline", "right"),
    ("jawline", "left"),
];

/// # Errors
/// When a visit is refused, or the disk.
pub fn measure(cache: &Path, rounds: usize) -> Outcome<Vec<Row>> {
    if cache.exists() {
        fs::remove_dir_all(cache).map_err(Trouble::file(cache))?;
    }
    fs::create_dir_all(cache).map_err(Trouble::file(cache))?;
    let runtime = tokio::runtime::Runtime::new().map_err(Trouble::file(cache))?;
    let rows = runtime.block_on(rows(cache, rounds))?;
    fs::remove_dir_all(cache).map_err(Trouble::file(cache))?;
    Ok(rows)
}

async fn rows(cache: &Path, rounds: usize) -> Outcome<Vec<Row>> {
    let mut book = Book::open_or_set_up(&cache.join("book"))
        .await
        .map_err(refused)?;
    let mut page = Page::new(&cache.join("page"))?;
    let (mut drafts, mut signed) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        drafts.extend(drafts_of(&book, &mut page).await?);
        let session = book.up_to_signing(&ZONES).await.map_err(refused)?;
        let begun = Instant::now();
        book.sign(session).await.map_err(refused)?;
        signed.push(Round {
            ours: milliseconds(begun),
            floor: page.overwrite()?,
        });
    }
    book.close().await.map_err(refused)?;
    Ok(vec![
        beside_floor("draft_of_one_cell", "ms", &drafts, DRAFT_BUDGET),
        beside_floor("sign_12_zones", "ms", &signed, SIGN_BUDGET),
    ])
}

/// One cell changed again and again, as fast as a person never would.
async fn drafts_of(book: &Book, page: &mut Page) -> Outcome<Vec<Round>> {
    let subject = Uuid::now_v7();
    let mut version = 0;
    let mut rounds = Vec::with_capacity(DRAFTS_A_ROUND);
    for passes in 0..DRAFTS_A_ROUND {
        let zones: Vec<_> = ZONES
            .iter()
            .map(|(zone, side)| json!({"zone": zone, "side": side, "depth_mm": 0.5, "passes": passes}))
            .collect();
        let body = json!({"id": subject, "zones": zones}).to_string();
        let input = draft::DraftInput {
            kind: "session".into(),
            subject,
            body,
            version,
        };
        let begun = Instant::now();
        let saved = draft::save(book.app(), input)
            .await
            .map_err(|error| refused(error.into()))?;
        let ours = milliseconds(begun);
        version = saved.version;
        rounds.push(Round {
            ours,
            floor: page.overwrite()?,
        });
    }
    Ok(rounds)
}

/// Four kilobytes of a file, written over and over.
struct Page(File);

impl Page {
    fn new(path: &Path) -> Outcome<Self> {
        let mut file = OpenOptions::new()
            .create(true)
            .truncate(true)
            .write(true)
            .open(path)
            .map_err(Trouble::file(path))?;
        file.write_all(&[0; PAGE]).map_err(Trouble::file(path))?;
        file.sync_all().map_err(Trouble::file(path))?;
        Ok(Self(file))
    }

    /// The milliseconds until it is on the disk.
    fn overwrite(&mut self) -> Outcome<f64> {
        let begun = Instant::now();
        let written = self
            .0
            .seek(SeekFrom::Start(0))
            .and_then(|_| self.0.write_all(&[1; PAGE]))
            .and_then(|()| self.0.sync_data());
        written.map_err(Trouble::file("the page"))?;
        Ok(milliseconds(begun))
    }
}

fn milliseconds(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1_000.0
}

fn refused(error: book::Trouble) -> Trouble {
    Trouble::Unexpected(error.to_string())
}
