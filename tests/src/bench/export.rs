//! Photos leaving with the whole clinic, beside reading the same bytes, writing them and waiting for the disk.

use std::{fs, path::Path, time::Instant};

use needlebook_api::{ApiError, App, export, photo, types::PhotoSource};

use super::search::store;
use super::{Round, Row, beside_floor, copied, photos};
use crate::trouble::{Outcome, Trouble};

/// At least six tenths of the plain copy's speed.
const BUDGET: f64 = 1.0 / 0.6;

/// Measures with this many photos of twelve megapixels.
///
/// # Errors
/// When a clinic cannot be made or the export is refused.
pub fn measure(cache: &Path, photos: u8, rounds: usize) -> Outcome<Vec<Row>> {
    let files = photos::drawn(&cache.join("card"), photos)?;
    let clinic = cache.join("clinic");
    if clinic.exists() {
        fs::remove_dir_all(&clinic).map_err(Trouble::file(&clinic))?;
    }
    let runtime = tokio::runtime::Runtime::new().map_err(Trouble::file(cache))?;
    let measured: Outcome<Vec<Round>> = runtime.block_on(async {
        let app = store::open(&clinic, &[]).await?;
        photo::import::import(&app, PhotoSource::Chosen, files.clone(), |_, _| ())
            .await
            .map_err(refused)?;
        let mut measured = Vec::with_capacity(rounds);
        for round in 0..rounds {
            let out = cache.join(format!("out-{round}"));
            measured.push(Round {
                ours: ours(&app, &out).await?,
                floor: copied::milliseconds(&files, &cache.join(format!("plain-{round}")))?,
            });
        }
        store::close(app).await?;
        Ok(measured)
    });
    fs::remove_dir_all(&clinic).map_err(Trouble::file(&clinic))?;
    Ok(vec![beside_floor(
        "export_photos",
        "ms",
        &measured?,
        BUDGET,
    )])
}

async fn ours(app: &App, out: &Path) -> Outcome<f64> {
    let begun = Instant::now();
    export::export_clinic(app, out, String::new())
        .await
        .map_err(refused)?;
    let ms = begun.elapsed().as_secs_f64() * 1_000.0;
    fs::remove_dir_all(out).map_err(Trouble::file(out))?;
    Ok(ms)
}

fn refused(error: ApiError) -> Trouble {
    Trouble::Unexpected(error.to_string())
}
