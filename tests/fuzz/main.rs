//! Broken bytes in every place where bytes come in: tables, pictures, backups, key slots, exports, labels. Each is
//! refused or read, and nothing panics, hangs, or takes more memory than an old laptop has.
//!
//! Five seconds each in every test run; `cargo xtask fuzz --seconds N --seed S` takes longer, or repeats a run. The rules'
//! JSON is broken in `needlebookctl`'s own tests, and every command's arguments in the real window's (`tests/e2e/invoke.rs`).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that stops loudly is doing its work"
)]

mod broken;
#[path = "../faults/clinic.rs"]
#[allow(dead_code, reason = "shared with the faults, which use all of it")]
mod clinic;
#[path = "../../crates/cli/tests/ctl/fuzz/dice.rs"]
mod dice;

use std::{fs, path::Path};

use broken::{Run, assert_little_memory};
use chrono::NaiveDate;
use clinic::{Clinic, PASSPHRASE, record_patient};
use needlebook_api::{backup, export, import, start};
use needlebook_domain::stock::read_label;
use needlebook_store::{folder::DataFolder, vault::Vault};
use sha2::{Digest, Sha256};

/// The good files of a target, small and kept beside this one.
fn corpus(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/corpus")
        .join(name);
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
        .into_iter()
        .map(|file| fs::read(file).unwrap())
        .collect()
}

async fn tables(target: &'static str, extension: &str) {
    let clinic = Clinic::set_up().await;
    let app = clinic.unlocked().await;
    let good = corpus(extension);
    let file = clinic.folder.join("table").with_extension(extension);
    for table in &good {
        fs::write(&file, table).unwrap();
        import::preview_import(&app, &file)
            .await
            .expect("the good ones are good");
    }
    let mut run = Run::of(target);
    while let Some(bytes) = run.next(&good) {
        fs::write(&file, bytes).unwrap();
        if import::preview_import(&app, &file).await.is_ok() {
            run.took();
        }
    }
    assert_little_memory();
}

#[tokio::test]
async fn fuzz_text_tables() {
    tables("csv", "csv").await;
}

#[tokio::test]
async fn fuzz_spreadsheets() {
    tables("xlsx", "xlsx").await;
}

#[test]
fn fuzz_pictures() {
    let good = corpus("pictures");
    for picture in &good {
        needlebook_media::read(picture.clone()).expect("the good ones are good");
    }
    let mut run = Run::of("pictures");
    while let Some(bytes) = run.next(&good) {
        if needlebook_media::read(bytes).is_ok() {
            run.took();
        }
    }
    assert_little_memory();
}

#[test]
fn fuzz_labels() {
    let today = NaiveDate::from_ymd_opt(2027, 3, 1).unwrap();
    let good = corpus("labels");
    for label in &good {
        read_label(std::str::from_utf8(label).unwrap().trim_end(), today)
            .expect("the good ones are good");
    }
    let mut run = Run::of("labels");
    while let Some(bytes) = run.next(&good) {
        if read_label(&String::from_utf8_lossy(&bytes), today).is_ok() {
            run.took();
        }
    }
    assert_little_memory();
}

#[tokio::test]
async fn fuzz_backups() {
    let clinic = Clinic::set_up().await;
    let app = clinic.unlocked().await;
    let stick = tempfile::tempdir().unwrap();
    let made = backup::back_up_to(&app, stick.path()).await.unwrap().file;
    // The pages are sealed by a sum; what is read before any key stands behind them.
    let whole = fs::read(&made).unwrap();
    let tail = whole
        .windows(10)
        .rposition(|bytes| bytes == b"{\"format\":")
        .unwrap();
    let (pages, good) = (&whole[..tail], vec![whole[tail..].to_vec()]);
    needlebook_store::backup::preview(&made).expect("the good one is good");
    let mut run = Run::of("backups");
    while let Some(bytes) = run.next(&good) {
        fs::write(&made, [pages, &bytes].concat()).unwrap();
        if needlebook_store::backup::preview(&made).is_ok() {
            run.took();
        }
    }
    assert_little_memory();
}

#[tokio::test]
async fn fuzz_key_slots() {
    let clinic = Clinic::set_up().await;
    let good = vec![fs::read(clinic.key_file()).unwrap()];
    let folder = DataFolder::open(&clinic.folder).unwrap();
    let mut run = Run::of("key slots");
    while let Some(bytes) = run.next(&good) {
        fs::write(clinic.key_file(), &bytes).unwrap();
        fs::write(clinic.folder.join("keys.json.bak"), &bytes).unwrap();
        // Nobody waits here, however often it was wrong.
        let _ = folder.inspect();
        let Ok(vault) = Vault::unlock(&folder, clinic.owner.0, PASSPHRASE).await else {
            continue;
        };
        vault.lock().await.unwrap();
        run.took();
    }
    assert_little_memory();
}

#[tokio::test]
async fn fuzz_exports() {
    let from = Clinic::set_up().await;
    let app = from.unlocked().await;
    for family in ["Selvedge", "Buttonhole"] {
        record_patient(&app, family).await.unwrap();
    }
    let out = tempfile::tempdir().unwrap();
    let folder = export::export_clinic(&app, out.path(), String::new())
        .await
        .unwrap()
        .place;
    start::lock(&app, false).await.unwrap();
    let journal = fs::read_dir(folder.join("journal"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap();
    let name = format!("journal/{}", journal.file_name().display());
    let good = vec![fs::read(journal.path()).unwrap()];
    let sums = fs::read_to_string(folder.join("SHA256SUMS")).unwrap();
    let mut run = Run::of("exports");
    let mut into = Clinic::set_up().await;
    let mut app = into.unlocked().await;
    while let Some(bytes) = run.next(&good) {
        // Its sum is right: what is looked at is what stands in it.
        let sum: String = Sha256::digest(&bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let line = |line: &str| match line.split_once("  ") {
            Some((_, of)) if of == name => format!("{sum}  {of}\n"),
            _ => format!("{line}\n"),
        };
        fs::write(
            folder.join("SHA256SUMS"),
            sums.lines().map(line).collect::<String>(),
        )
        .unwrap();
        fs::write(journal.path(), &bytes).unwrap();
        if import::import_export(&app, &folder).await.is_ok() {
            run.took();
            drop(app);
            into = Clinic::set_up().await;
            app = into.unlocked().await;
        }
    }
    drop(into);
    assert_little_memory();
}
