//! The clinic a command works on: its folder, its passphrase, and who unlocks it.

use crate::args::Args;
use crate::trouble::Trouble;
use needlebook_api::start::{self, Start, UnlockName};
use needlebook_api::{ApiError, App, AppOptions, data_folder};
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

/// The folder that was named, or the one the app uses.
///
/// # Errors
/// [`Trouble::NoFolder`].
pub fn folder(args: &Args) -> Result<PathBuf, Trouble> {
    data_folder::choose(args.data_dir.clone()).ok_or(Trouble::NoFolder)
}

/// The first line of the passphrase file, without its end.
///
/// # Errors
/// [`Trouble::NoPassphrase`], [`Trouble::PassphraseUnreadable`].
pub fn passphrase(args: &Args) -> Result<String, Trouble> {
    let path = args.passphrase_file.as_ref().ok_or(Trouble::NoPassphrase)?;
    first_line(path).map_err(|_| Trouble::PassphraseUnreadable)
}

/// The first line of a file, without its end.
pub fn first_line(path: &Path) -> io::Result<String> {
    let mut line = String::new();
    BufReader::new(File::open(path)?).read_line(&mut line)?;
    let end = line.trim_end_matches(['\n', '\r']).len();
    line.truncate(end);
    Ok(line)
}

/// Unlocks the clinic for one command. It takes the folder's lock, so the app cannot run meanwhile.
///
/// # Errors
/// [`ApiError::AlreadyRunning`], [`ApiError::WrongPassphrase`], [`ApiError::NotSetUp`]; no or an unknown person.
pub async fn unlock(args: &Args) -> Result<App, Trouble> {
    let folder = folder(args)?;
    let passphrase = passphrase(args)?;
    // The app would make the folder; a command that only reads leaves no trace where nothing is.
    if !folder.exists() {
        return Err(ApiError::NotSetUp.into());
    }
    let app = App::new(&folder, AppOptions::default())?;
    let person = match start::get_start(&app).await? {
        Start::Locked { people, .. } => choose(args.user.as_deref(), people)?,
        Start::FirstRun => return Err(ApiError::NotSetUp.into()),
        Start::Missing => return Err(ApiError::StoreMissing.into()),
        Start::Newer => return Err(ApiError::NewerDatabase.into()),
        Start::Damaged | Start::Covered(_) | Start::Unlocked => {
            return Err(ApiError::StoreDamaged.into());
        }
    };
    start::unlock(&app, person.id, passphrase).await?;
    Ok(app)
}

/// The person of that name, or the only one.
///
/// # Errors
/// [`Trouble::NoSuchUser`], [`Trouble::WhichUser`].
pub fn choose(named: Option<&str>, mut people: Vec<UnlockName>) -> Result<UnlockName, Trouble> {
    if let Some(name) = named {
        return people
            .into_iter()
            .find(|person| person.name == name)
            .ok_or(Trouble::NoSuchUser);
    }
    match (people.pop(), people.is_empty()) {
        (Some(only), true) => Ok(only),
        (Some(_), false) => Err(Trouble::WhichUser),
        (None, _) => Err(Trouble::NoSuchUser),
    }
}

/// Closes the clinic well, whatever the command came to; its own trouble is told first.
///
/// # Errors
/// That of the command, else that of closing.
pub async fn close<T>(app: &App, done: Result<T, Trouble>) -> Result<T, Trouble> {
    let locked = start::lock(app, false).await;
    let value = done?;
    locked?;
    Ok(value)
}
