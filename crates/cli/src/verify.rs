//! `verify`: whether the record is as it was written.

use crate::args::{Args, VerifyCommand};
use crate::trouble::Trouble;
use crate::{backup, clinic, consent, terminal};
use needlebook_api::record_check::{self, RecordState};
use serde_json::json;

/// # Errors
/// [`Trouble::NotWhole`] naming the first thing that is not as it was written; a backup that is not whole; a file that is
/// no unaltered consent of this clinic.
pub async fn run(args: &Args, command: &VerifyCommand) -> Result<(), Trouble> {
    match command {
        VerifyCommand::Store => store(args).await,
        VerifyCommand::Consent { file, code } => {
            consent::verify(args, file.as_deref(), code.as_deref()).await
        }
        VerifyCommand::Backup { file, key } => backup::verify(args, file, key).await,
    }
}

async fn store(args: &Args) -> Result<(), Trouble> {
    let app = clinic::unlock(args).await?;
    let checked = record_check::verify(&app).await.map_err(Trouble::from);
    match clinic::close(&app, checked).await? {
        RecordState::Whole {
            events,
            sessions,
            sealed_files,
        } => terminal::say(
            args.json,
            &json!({ "whole": true, "events": events, "sessions": sessions, "sealed_files": sealed_files }),
            &format!(
                "The record is whole: {events} events, {sessions} sessions, {sealed_files} sealed files."
            ),
        ),
        RecordState::Broken { fault } => Err(Trouble::NotWhole { fault }),
    }
}
