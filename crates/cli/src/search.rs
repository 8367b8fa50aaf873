//! `search --batch`: many look-ups in one run.

use crate::args::Args;
use crate::clinic;
use crate::trouble::Trouble;
use needlebook_api::App;
use needlebook_api::search_batch::Batch;
use std::io::{self, BufRead, BufWriter, Write};

/// A query a line in, an answer a line out, in the same order; the journal gets one entry for the run.
///
/// # Errors
/// When the clinic cannot be unlocked or a stream fails.
pub async fn run(args: &Args) -> Result<(), Trouble> {
    let app = clinic::unlock(args).await?;
    let done = answer_all(&app).await;
    clinic::close(&app, done).await
}

async fn answer_all(app: &App) -> Result<(), Trouble> {
    let mut batch = Batch::begin(app).await?;
    let mut out = BufWriter::new(io::stdout());
    for line in io::stdin().lock().lines() {
        let found = batch.look_up(line?).await?;
        serde_json::to_writer(&mut out, &found)?;
        out.write_all(b"\n")?;
        // Whoever asks line by line waits for each answer.
        out.flush()?;
    }
    Ok(batch.finish().await?)
}
