//! What the program says about itself, and a problem report that holds no patient's data.

use crate::app::App;
use crate::error::ApiError;
use needlebook_domain::screening::RULE_SET_VERSION;
use needlebook_store::StoreError;
use needlebook_store::journal::Verified;
use serde::Serialize;
use specta::Type;
use std::path::Path;

#[derive(Clone, Debug, Serialize, Type)]
pub struct About {
    pub version: String,
    pub rule_set_version: String,
    pub system: String,
    pub data_folder: String,
    pub licences: String,
}

/// The notices of everything that ships inside the program.
const LICENCES: &str = include_str!("../../../NOTICE");

#[must_use]
pub fn get_about(app: &App) -> About {
    About {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        rule_set_version: RULE_SET_VERSION.to_owned(),
        system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        data_folder: app.folder.root().display().to_string(),
        licences: LICENCES.to_owned(),
    }
}

/// Versions, counts and the state of the record: nothing about anybody.
///
/// # Errors
/// When the store or the file refuses.
pub async fn save_problem_report(app: &App, path: &Path) -> Result<(), ApiError> {
    let about = get_about(app);
    let record = match app.run(crate::role::UseCase::VerifyRecord).await {
        Ok(open) => match open.store.verify().await? {
            Verified::Whole { events } => format!("whole, {events} events"),
            Verified::BrokenAt { seq } => format!("broken at event {seq}"),
        },
        Err(_) => "locked".to_owned(),
    };
    let report = serde_json::json!({
        "program": about.version,
        "rule_set": about.rule_set_version,
        "system": about.system,
        "record": record,
    });
    let text = serde_json::to_string_pretty(&report)?;
    Ok(tokio::fs::write(path, text)
        .await
        .map_err(StoreError::from)?)
}
