//! Taking photos in, beside the fastest thumbnailer there is doing its thumbnail alone: both on one core, in turns.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use needlebook_api::{App, photo, types::PhotoSource};
use needlebook_media::Pixels;

use super::search::store;
use super::{Round, Row, beside_floor, quantile};
use crate::trouble::{Outcome, Trouble};

const RIVAL: &str = "vipsthumbnail";
/// Twelve megapixels, as a telephone takes them.
const WIDTH: u32 = 4_000;
const HEIGHT: u32 = 3_000;
const QUALITY: u8 = 85;
/// The share of the rival's time that everything may take: decode, orient, strip, thumbnails, seal.
const TIME_BUDGET: f64 = 0.9;
/// MiB that a worker may need above what the open program holds.
const MEMORY_BUDGET: f64 = 40.0;
/// A page of thumbnails, in milliseconds, read and opened one after the other.
const PAGE: usize = 60;
const PAGE_BUDGET: f64 = 60.0;

/// Measures with this many photos, each round in a process of its own.
///
/// # Errors
/// When the rival is not installed, or a round fails.
pub fn measure(cache: &Path, photos: u8, rounds: usize) -> Outcome<Vec<Row>> {
    let card = cache.join("card");
    let files = drawn(&card, photos)?;
    let each = f64::from(photos);
    let mut times = Vec::with_capacity(rounds);
    let mut peaks = Vec::with_capacity(rounds);
    let mut pages = Vec::with_capacity(rounds);
    for round in 0..rounds {
        let [ms, peak, page] = ours(&card, &cache.join(format!("clinic-{round}")))?;
        times.push(Round {
            ours: ms / each,
            floor: rivals(&files, cache)? / each,
        });
        peaks.push(peak);
        pages.push(page);
    }
    Ok(vec![
        beside_floor("import_12_megapixels", "ms a photo", &times, TIME_BUDGET),
        below("memory_of_a_worker", "MiB", &peaks, MEMORY_BUDGET),
        below("page_of_60_thumbnails", "ms", &pages, PAGE_BUDGET),
    ])
}

fn below(name: &'static str, unit: &'static str, values: &[f64], budget: f64) -> Row {
    let median = quantile(values, 0.5);
    Row {
        name,
        unit,
        n: values.len(),
        median,
        p99: quantile(values, 0.99),
        statistic: "median",
        better: "lower",
        floor: None,
        ratio: None,
        budget,
        budget_of: "value",
        within: median <= budget,
    }
}

/// One round of ours, run as a program of its own: milliseconds for the import, MiB at its highest above what the open
/// clinic held, milliseconds for a page of thumbnails.
///
/// # Errors
/// When the clinic cannot be made or a photo is refused.
pub fn worker(card: &Path, clinic: &Path) -> Outcome<[f64; 3]> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Trouble::file(clinic))?;
    runtime.block_on(async {
        let app = store::open(clinic, &[]).await?;
        let mut paths: Vec<PathBuf> = fs::read_dir(card)
            .map_err(Trouble::file(card))?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .collect();
        paths.sort();
        let count = paths.len();
        let before = forget_peak()?;
        let begun = Instant::now();
        let outcome = photo::import::import(&app, PhotoSource::Chosen, paths, |_, _| ())
            .await
            .map_err(refused)?;
        let ms = begun.elapsed().as_secs_f64() * 1_000.0;
        let peak = memory("VmHWM:")? - before;
        if outcome.taken as usize != count {
            return Err(Trouble::Unexpected(format!(
                "{} of {count} photos were taken in",
                outcome.taken
            )));
        }
        let page = page(&app).await?;
        store::close(app).await?;
        Ok([ms, peak, page])
    })
}

/// The milliseconds until sixty thumbnails are in memory.
async fn page(app: &App) -> Outcome<f64> {
    let tray = photo::list_tray(app).await.map_err(refused)?;
    let begun = Instant::now();
    for photo in tray.iter().cycle().take(PAGE) {
        photo::show(app, photo.id, photo::PhotoSize::Thumbnail)
            .await
            .map_err(refused)?;
    }
    Ok(begun.elapsed().as_secs_f64() * 1_000.0)
}

fn ours(card: &Path, clinic: &Path) -> Outcome<[f64; 3]> {
    if clinic.exists() {
        fs::remove_dir_all(clinic).map_err(Trouble::file(clinic))?;
    }
    let program = std::env::current_exe().map_err(Trouble::file("the measuring program"))?;
    let said = on_one_core(
        Command::new("taskset")
            .args(["-c", "0"])
            .arg(program)
            .args([
                "import-photos".as_ref(),
                card.as_os_str(),
                clinic.as_os_str(),
            ]),
    )?;
    fs::remove_dir_all(clinic).map_err(Trouble::file(clinic))?;
    let figures: Vec<f64> = said
        .split_whitespace()
        .filter_map(|word| word.parse().ok())
        .collect();
    figures
        .try_into()
        .map_err(|_| Trouble::Unexpected(format!("a round said: {said}")))
}

fn rivals(files: &[PathBuf], out: &Path) -> Outcome<f64> {
    let begun = Instant::now();
    on_one_core(
        Command::new("taskset")
            .args(["-c", "0", RIVAL, "--size", "512", "--output"])
            .arg(out.join("%s.thumbnail.jpg[Q=82,strip]"))
            .args(files)
            .env("VIPS_CONCURRENCY", "1"),
    )?;
    Ok(begun.elapsed().as_secs_f64() * 1_000.0)
}

fn on_one_core(command: &mut Command) -> Outcome<String> {
    let program = format!("{:?}", command.get_program());
    let output = command
        .output()
        .map_err(|source| Trouble::NotStarted { program, source })?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(Trouble::Unexpected(said));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Drawn photos of two megabytes or so: soft shapes under a grain, as skin is to an encoder.
pub(super) fn drawn(card: &Path, photos: u8) -> Outcome<Vec<PathBuf>> {
    fs::create_dir_all(card).map_err(Trouble::file(card))?;
    (0..photos)
        .map(|number| {
            let path = card.join(format!("IMG_{number:04}.jpg"));
            if !path.exists() {
                fs::write(&path, one(number)?).map_err(Trouble::file(&path))?;
            }
            Ok(path)
        })
        .collect()
}

fn one(number: u8) -> Outcome<Vec<u8>> {
    let mut rgb = Vec::with_capacity(WIDTH as usize * HEIGHT as usize * 3);
    let mut grain = u32::from(number) + 1;
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            grain = grain.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let noise = (grain >> 29) as f32;
            let wave = ((x as f32 / 90.0).sin() + (y as f32 / 70.0).cos()) * 30.0;
            for base in [170.0, 130.0, 110.0] {
                rgb.push((base + wave + noise) as u8);
            }
        }
    }
    let picture = Pixels {
        width: WIDTH,
        height: HEIGHT,
        rgb,
    };
    picture
        .to_jpeg(QUALITY)
        .map_err(|error| Trouble::Unexpected(error.to_string()))
}

/// Lets the highest mark begin anew and answers with what is held now, in MiB.
fn forget_peak() -> Outcome<f64> {
    let path = "/proc/self/clear_refs";
    fs::write(path, "5").map_err(Trouble::file(path))?;
    memory("VmRSS:")
}

fn memory(field: &str) -> Outcome<f64> {
    let path = "/proc/self/status";
    let status = fs::read_to_string(path).map_err(Trouble::file(path))?;
    let kib = status
        .lines()
        .find_map(|line| line.strip_prefix(field))
        .and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kib.map(|kib| kib / 1024.0)
        .ok_or_else(|| Trouble::Unexpected(format!("{path} holds no {field}")))
}

fn refused(error: needlebook_api::ApiError) -> Trouble {
    Trouble::Unexpected(error.to_string())
}
