//! `demo`: a throw-away clinic of invented patients.

use crate::args::{Args, DemoWish};
use crate::trouble::Trouble;
use crate::{clinic, terminal};
use needlebook_api::demo::{self, DemoInput};
use needlebook_api::{App, AppOptions};
use std::io;
use std::path::Path;

/// Makes the clinic and says how long it took. The answer is JSON either way.
///
/// # Errors
/// [`Trouble::FolderNotEmpty`], a passphrase that is too short, a full disk.
pub async fn run(args: &Args, wish: &DemoWish) -> Result<(), Trouble> {
    let folder = clinic::folder(args)?;
    let passphrase = clinic::passphrase(args)?;
    if !is_vacant(&folder)? {
        return Err(Trouble::FolderNotEmpty);
    }
    let app = App::new(
        &folder,
        AppOptions {
            is_demo: true,
            ..AppOptions::default()
        },
    )?;
    let input = DemoInput {
        patients: wish.patients,
        sessions_per_patient: wish.sessions_per_patient,
        seed: wish.seed,
        passphrase,
    };
    terminal::answer(&demo::create(&app, input).await?)
}

/// Absent or empty. The lock of a program that was here and recorded nothing does not count.
fn is_vacant(folder: &Path) -> Result<bool, Trouble> {
    let entries = match folder.read_dir() {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        Err(other) => return Err(other.into()),
    };
    for entry in entries {
        if entry?.file_name() != "app.lock" {
            return Ok(false);
        }
    }
    Ok(true)
}
