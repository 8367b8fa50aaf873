//! `backup`, `restore` and `verify backup`.

use crate::args::{Args, BackupKey};
use crate::trouble::Trouble;
use crate::{clinic, terminal};

use needlebook_api::restore::{self, RestoreDone, RestoreKey};
use needlebook_api::{AppOptions, backup};
use std::path::Path;

/// # Errors
/// What is wrong with the folder; the backups that are there stay.
pub async fn make(args: &Args, to: &Path) -> Result<(), Trouble> {
    let app = clinic::unlock(args).await?;
    let made = backup::back_up_to(&app, to).await.map_err(Trouble::from);
    let made = clinic::close(&app, made).await?;
    let sentence = format!(
        "Backed up and read back: {} ({} patients, {} sessions, {} new files).",
        made.file.display(),
        made.patients,
        made.sessions,
        made.files_copied
    );
    terminal::say(args.json, &made, &sentence)
}

/// # Errors
/// A wrong key, a backup that is not whole, a folder that is not empty. Nothing is left in the folder then.
pub async fn restore(
    args: &Args,
    from: &Path,
    into: &Path,
    key: &BackupKey,
) -> Result<(), Trouble> {
    let key = choose(args, from, key)?;
    let done = restore::restore_into(from, into, key, (AppOptions::default().clock)()).await?;
    tell(args, &done, "Restored and looked at")
}

/// # Errors
/// A wrong key, a backup that is not whole.
pub async fn verify(args: &Args, file: &Path, key: &BackupKey) -> Result<(), Trouble> {
    let key = choose(args, file, key)?;
    let done = restore::verify(file, key).await?;
    tell(args, &done, "The backup is whole")
}

fn tell(args: &Args, done: &RestoreDone, sentence: &str) -> Result<(), Trouble> {
    let missing = match done.missing_files {
        0 => String::new(),
        count => format!(" {count} documents or photos were not beside the backup."),
    };
    let sentence = format!(
        "{sentence}: {} patients, {} sessions, {} events, as of {}.{missing}",
        done.patients,
        done.sessions,
        done.events,
        done.made_at.format("%Y-%m-%d %H:%M UTC")
    );
    terminal::say(args.json, done, &sentence)
}

fn choose(args: &Args, file: &Path, key: &BackupKey) -> Result<RestoreKey, Trouble> {
    if let Some(path) = &key.recovery_code_file {
        let code = clinic::first_line(path).map_err(|_| Trouble::RecoveryCodeUnreadable)?;
        return Ok(RestoreKey::RecoveryCode { code });
    }
    let passphrase = clinic::passphrase(args)?;
    let person = clinic::choose(args.user.as_deref(), restore::people(file)?)?;
    Ok(RestoreKey::Passphrase {
        person: person.id,
        passphrase,
    })
}
