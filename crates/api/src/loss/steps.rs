//! What is done about a loss, read from the record: nobody ticks these by hand, and nothing that was done before the loss was
//! noticed counts.

use crate::app::Open;
use crate::backup::is_enough;
use crate::error::ApiError;
use chrono::{DateTime, Utc};
use needlebook_domain::loss::LossStep;
use needlebook_domain::person::Person;
use needlebook_store::backup::list_places;
use needlebook_store::{loss as stored, person};
use serde::Serialize;
use specta::Type;

/// One step, and whether it is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct LossStepView {
    pub step: LossStep,
    pub done: bool,
    /// When, for what happens at a moment.
    pub done_at: Option<DateTime<Utc>>,
    /// Members of staff whose passphrase is still the one of before.
    pub missing: Vec<String>,
}

pub(super) async fn list(open: &Open, since: DateTime<Utc>) -> Result<Vec<LossStepView>, ApiError> {
    let at_once = |step, done_at: Option<DateTime<Utc>>| LossStepView {
        step,
        done: done_at.is_some(),
        done_at,
        missing: Vec::new(),
    };
    let mut reader = open.store.reader().await?;
    let code = stored::find_last_of(&mut reader, "recovery_code_renewed", since).await?;
    let key = stored::find_last_of(&mut reader, "data_key_changed", since).await?;
    let backup = stored::find_last_of(&mut reader, "backup_made", since).await?;
    let backup = match (key, backup) {
        (Some((changed, _)), Some((made, at))) if made > changed => Some(at),
        _ => None,
    };
    let places = list_places(&mut reader).await?;
    // Given back before the key file is read: a few readers serve everybody.
    drop(reader);
    Ok(vec![
        at_once(LossStep::RecoveryCode, code.map(|(_, at)| at)),
        passphrases(open, since).await?,
        at_once(LossStep::DataKey, key.map(|(_, at)| at)),
        LossStepView {
            step: LossStep::BackupPlaces,
            done: is_enough(&places),
            done_at: None,
            missing: Vec::new(),
        },
        at_once(LossStep::Backup, backup),
    ])
}

/// Everybody whose passphrase opens the record, also of an account that has ended: the slot on the lost laptop is theirs.
async fn passphrases(open: &Open, since: DateTime<Utc>) -> Result<LossStepView, ApiError> {
    let holders = open.store.vault().slot_holders()?;
    let mut reader = open.store.reader().await?;
    let renewed = stored::list_new_passphrases(&mut reader, since).await?;
    let people = person::list(&mut reader).await?;
    let holds = |person: &&Person| holders.contains(&person.id.0);
    let missing: Vec<String> = people
        .iter()
        .filter(holds)
        .filter(|person| !renewed.contains_key(&person.id))
        .map(|person| person.name.clone())
        .collect();
    let last = people
        .iter()
        .filter(holds)
        .filter_map(|person| renewed.get(&person.id))
        .max();
    Ok(LossStepView {
        step: LossStep::Passphrases,
        done: missing.is_empty(),
        done_at: last.copied().filter(|_| missing.is_empty()),
        missing,
    })
}
