//! Who did what, when, and to whom: the journal as a list with filters, and as a file.

use crate::app::{App, Open};
use crate::error::ApiError;
use crate::role::UseCase;
use crate::view;
use chrono::{DateTime, Utc};
use needlebook_domain::ids::{PatientId, PersonId};
use needlebook_store::StoreError;
use needlebook_store::audit::{self as stored, AuditEntry, AuditFilter};
use needlebook_store::journal::Fact;
use needlebook_store::{patient, person};
use serde::{Deserialize, Serialize};
use specta::Type;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

/// What the list is asked for.
#[derive(Clone, Debug, Default, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct AuditQuery {
    pub by: Option<PersonId>,
    pub about: Option<PatientId>,
    pub group: Option<AuditGroup>,
    /// Entries before this one; the newest where nothing is named.
    pub before: Option<u32>,
}

/// What belongs together in the eyes of whoever looks something up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AuditGroup {
    /// Somebody looked at a patient, or looked one up.
    Views,
    /// Signing in, locking, passphrases, accounts.
    Access,
    /// Papers made, printed, saved, handed over.
    Documents,
    /// The clinic's details, its rules, its stock, its backups.
    Clinic,
    /// What was recorded about patients.
    Records,
}

/// A page of the list.
#[derive(Clone, Debug, Serialize, Type)]
pub struct AuditPage {
    pub rows: Vec<AuditRow>,
    pub more: bool,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct AuditRow {
    pub seq: u32,
    pub at: DateTime<Utc>,
    /// Nobody: the program itself.
    pub who: Option<String>,
    /// The event's name; the screen has the words.
    pub what: String,
    pub about: Option<AboutPatient>,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct AboutPatient {
    pub id: PatientId,
    pub name: String,
}

const ROWS: u32 = 100;
/// No spreadsheet takes more.
const EXPORTED_MAX: u32 = 1_000_000;

const VIEWS: [&str; 2] = ["patient_viewed", "patients_looked_up"];
const ACCESS: [&str; 17] = [
    "signed_in",
    "locked",
    "covered",
    "uncovered",
    "wrong_pin",
    "pin_changed",
    "wrong_passphrases",
    "passphrase_changed",
    "person_added",
    "person_corrected",
    "person_removed",
    "recovery_sheet_printed",
    "recovery_code_renewed",
    "emergency_access",
    "data_key_changed",
    "data_key_change_cut_off",
    "audit_exported",
];
const DOCUMENTS: [&str; 7] = [
    "attachment_saved",
    "report_exported",
    "recall_exported",
    "document_made",
    "document_handled",
    "patient_exported",
    "clinic_exported",
];
const CLINIC: [&str; 26] = [
    "loss_recorded",
    "loss_corrected",
    "stock_moved",
    "lot_quarantined",
    "lot_released",
    "camera_folder_chosen",
    "clinic_set_up",
    "clinic_changed",
    "preferences_changed",
    "rules_approved",
    "emergency_card_approved",
    "rule_setting_changed",
    "device_profile_changed",
    "preset_changed",
    "import_begun",
    "import_undone",
    "export_imported",
    "device_added",
    "lot_received",
    "count_corrected",
    "backup_place_added",
    "backup_place_removed",
    "backup_made",
    "restore_drilled",
    "backup_restored",
    "draft_discarded",
];

fn filter(query: &AuditQuery) -> AuditFilter {
    let (only, without) = match query.group {
        None => (None, Vec::new()),
        Some(AuditGroup::Views) => (Some(VIEWS.to_vec()), Vec::new()),
        Some(AuditGroup::Access) => (Some(ACCESS.to_vec()), Vec::new()),
        Some(AuditGroup::Documents) => (Some(DOCUMENTS.to_vec()), Vec::new()),
        Some(AuditGroup::Clinic) => (Some(CLINIC.to_vec()), Vec::new()),
        Some(AuditGroup::Records) => {
            let others = [&VIEWS[..], &ACCESS, &DOCUMENTS, &CLINIC];
            (None, others.concat())
        }
    };
    AuditFilter {
        by: query.by,
        about: query.about,
        only,
        without,
    }
}

/// # Errors
/// [`ApiError::NotAllowed`].
pub async fn list(app: &App, query: AuditQuery) -> Result<AuditPage, ApiError> {
    let open = app.run(UseCase::SeeAudit).await?;
    view::write(&open).await?;
    let before = query.before.map(i64::from);
    let entries = {
        let mut reader = open.store.reader().await?;
        stored::list(&mut reader, &filter(&query), before, ROWS + 1).await?
    };
    let more = entries.len() > ROWS as usize;
    let mut names = Names::load(&open).await?;
    let mut rows = Vec::new();
    for entry in entries.into_iter().take(ROWS as usize) {
        rows.push(names.row(&open, entry).await?);
    }
    Ok(AuditPage { rows, more })
}

/// Writes the whole list that the query asks for into a file, and that it was written into the journal.
///
/// # Errors
/// [`ApiError::NotAllowed`]; when the file cannot be written.
pub async fn save_to(app: &App, query: AuditQuery, path: &Path) -> Result<(), ApiError> {
    let open = app.run(UseCase::SeeAudit).await?;
    view::write(&open).await?;
    let entries = {
        let mut reader = open.store.reader().await?;
        stored::list(&mut reader, &filter(&query), None, EXPORTED_MAX).await?
    };
    let mut names = Names::load(&open).await?;
    let mut text = String::from("number,at,who,what,patient\r\n");
    for entry in &entries {
        let row = names.row(&open, entry.clone()).await?;
        let at = row.at.with_timezone(&open.tz()).to_rfc3339();
        let about = row.about.map(|about| about.name).unwrap_or_default();
        // Writing into a text cannot fail.
        let _ = write!(
            text,
            "{},{},{},{},{}\r\n",
            row.seq,
            at,
            cell(&row.who.unwrap_or_default()),
            cell(&row.what),
            cell(&about)
        );
    }
    tokio::fs::write(path, text)
        .await
        .map_err(StoreError::from)?;
    let rows = u32::try_from(entries.len()).unwrap_or(u32::MAX);
    let mut write = open.write(app.now()).await?;
    write
        .append(open.actor().0, Fact::AuditExported { rows })
        .await?;
    Ok(write.commit().await?)
}

/// A cell of a table: quoted, and never taken for a formula by the program that opens it.
fn cell(text: &str) -> String {
    let quoted = text.replace('"', "\"\"");
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    format!("\"{}{quoted}\"", if is_formula { "'" } else { "" })
}

/// Who is who, read once.
struct Names {
    people: HashMap<PersonId, String>,
    patients: HashMap<PatientId, String>,
}

impl Names {
    async fn load(open: &Open) -> Result<Self, ApiError> {
        let people = person::list(&mut *open.store.reader().await?).await?;
        Ok(Self {
            people: people
                .into_iter()
                .map(|person| (person.id, person.name))
                .collect(),
            patients: HashMap::new(),
        })
    }

    async fn row(&mut self, open: &Open, entry: AuditEntry) -> Result<AuditRow, ApiError> {
        let about = match entry.about {
            Some(id) => Some(AboutPatient {
                id,
                name: self.patient(open, id).await?,
            }),
            None => None,
        };
        Ok(AuditRow {
            seq: u32::try_from(entry.seq).unwrap_or(u32::MAX),
            at: entry.at,
            who: entry.by.and_then(|by| self.people.get(&by).cloned()),
            what: entry.kind,
            about,
        })
    }

    async fn patient(&mut self, open: &Open, id: PatientId) -> Result<String, ApiError> {
        if let Some(name) = self.patients.get(&id) {
            return Ok(name.clone());
        }
        let (found, _) = patient::get(&mut *open.store.reader().await?, id).await?;
        self.patients.insert(id, found.full_name());
        Ok(found.full_name())
    }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn a_name_that_looks_like_a_formula_stays_a_name() {
        assert_eq!(cell("=cmd()"), "\"'=cmd()\"");
        assert_eq!(cell("O\"Hara, Zig"), "\"O\"\"Hara, Zig\"");
        assert_eq!(cell("Selvedge"), "\"Selvedge\"");
    }
}
