//! `sheet`: aftercare sheets and samples of every document.

use crate::args::{Args, Lang, PaperSize, Print, SheetCommand};
use crate::trouble::Trouble;
use crate::{clinic, terminal};
use needlebook_api::sheet_samples::{self, SampleStyle};
use needlebook_api::types::{SessionId, SheetLanguage};
use needlebook_api::{document, sheet};
use needlebook_domain::clinic::Paper;
use serde_json::json;
use std::fs;
use std::path::Path;
use std::time::Instant;

/// # Errors
/// No such session; a file that cannot be written; a clinic that cannot be unlocked.
pub async fn run(args: &Args, command: &SheetCommand) -> Result<(), Trouble> {
    match command {
        SheetCommand::Print { session, out } => print(args, *session, out).await,
        SheetCommand::Samples { out, print } => samples(args, out, *print),
        SheetCommand::Bench { count } => bench(args, *count),
    }
}

async fn print(args: &Args, session: SessionId, out: &Path) -> Result<(), Trouble> {
    let app = clinic::unlock(args).await?;
    let saved = async {
        let id = sheet::get_aftercare(&app, session).await?;
        document::save_to(&app, id, out).await?;
        Ok(document::get(&app, id).await?.document)
    }
    .await;
    let made = clinic::close(&app, saved).await?;
    terminal::say(
        args.json,
        &json!({ "number": made.number, "version": made.version, "sha256": made.sha256 }),
        &format!("{} v{} is saved.", made.number, made.version),
    )
}

fn language(lang: Lang) -> SheetLanguage {
    match lang {
        Lang::En => SheetLanguage::En,
        Lang::Es => SheetLanguage::Es,
        Lang::Fr => SheetLanguage::Fr,
        Lang::De => SheetLanguage::De,
    }
}

fn style(print: Print) -> SampleStyle {
    SampleStyle {
        language: language(print.lang),
        paper: match print.paper {
            PaperSize::A4 => Paper::A4,
            PaperSize::Letter => Paper::Letter,
        },
        large_print: print.large,
    }
}

fn samples(args: &Args, out: &Path, print: Print) -> Result<(), Trouble> {
    let folder = out.join(language(print.lang).tag());
    fs::create_dir_all(&folder)?;
    let mut names = Vec::new();
    for sample in sheet_samples::all(style(print))? {
        let name = format!("{}.pdf", sample.document);
        fs::write(folder.join(&name), &sample.bytes)?;
        names.push(name);
    }
    let sentence = format!("{} are in {}.", names.join(", "), folder.display());
    terminal::say(
        args.json,
        &json!({ "folder": folder, "documents": names }),
        &sentence,
    )
}

fn bench(args: &Args, count: u32) -> Result<(), Trouble> {
    let style = style(Print {
        lang: Lang::En,
        paper: PaperSize::A4,
        large: false,
    });
    let mut times = Vec::new();
    let mut bytes = 0;
    for _ in 0..count {
        let begun = Instant::now();
        bytes = sheet_samples::aftercare_sheet(style)?.len();
        times.push(begun.elapsed().as_secs_f64() * 1_000.0);
    }
    times.sort_by(f64::total_cmp);
    let at = |part: usize| times[(times.len() * part / 100).min(times.len() - 1)];
    let (median, p99) = (at(50), at(99));
    terminal::say(
        args.json,
        &json!({ "count": count, "median_ms": median, "p99_ms": p99, "bytes": bytes }),
        &format!(
            "{count} sheets of {bytes} bytes, {median:.1} ms each in the middle, {p99:.1} ms at worst (99 %)."
        ),
    )
}
