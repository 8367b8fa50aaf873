//! `export`: records into an open folder, or one zip under a passphrase.

use crate::args::{Args, ExportCommand, ExportTo};
use crate::trouble::Trouble;
use crate::{clinic, terminal};
use needlebook_api::App;
use needlebook_api::export::{Exported, export_clinic, export_patient};

/// # Errors
/// When the clinic cannot be unlocked; a folder that is there already, is full or went away.
pub async fn run(args: &Args, command: &ExportCommand) -> Result<(), Trouble> {
    let app = clinic::unlock(args).await?;
    let done = export(&app, command).await;
    let exported = clinic::close(&app, done).await?;
    let sentence = format!("{} files in {}", exported.files, exported.place.display());
    terminal::say(args.json, &exported, &sentence)
}

async fn export(app: &App, command: &ExportCommand) -> Result<Exported, Trouble> {
    Ok(match command {
        ExportCommand::Patient { id, to } => {
            export_patient(app, *id, &to.out, protection(to)?).await?
        }
        ExportCommand::Clinic { to } => export_clinic(app, &to.out, protection(to)?).await?,
    })
}

fn protection(to: &ExportTo) -> Result<String, Trouble> {
    match &to.zip_passphrase_file {
        Some(file) => clinic::first_line(file).map_err(|_| Trouble::PassphraseUnreadable),
        None => Ok(String::new()),
    }
}
