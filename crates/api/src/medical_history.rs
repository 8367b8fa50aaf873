//! Medical history: conditions, medicines, allergies, procedures. Entered once, corrected with its history, never deleted.

use crate::app::{App, Open};
use crate::error::ApiError;
use crate::patient_details::CorrectionView;
use crate::role::UseCase;
use needlebook_domain::field;
use needlebook_domain::ids::{HistoryEntryId, PatientId};
use needlebook_domain::medical_history::{HistoryEntry, HistoryInput, HistoryItem};
use needlebook_domain::screening::RecordedFact;
use needlebook_store::journal::Fact;
use needlebook_store::{StoreError, correction, medical_history as stored, patient, person};
use serde::Serialize;
use specta::Type;
use uuid::Uuid;

/// One line as it stands, with every value it had before.
#[derive(Clone, Debug, Serialize, Type)]
pub struct HistoryEntryView {
    pub entry: HistoryEntry,
    pub version: u32,
    pub recorded_by: String,
    /// Why it was never true; it stays readable.
    pub voided: Option<String>,
    /// Newest first.
    pub corrections: Vec<CorrectionView>,
}

/// Every line of a patient, in the order it was recorded.
///
/// # Errors
/// [`ApiError::NotFound`].
pub async fn list(app: &App, id: PatientId) -> Result<Vec<HistoryEntryView>, ApiError> {
    let open = app.run(UseCase::ReadRecord).await?;
    let mut reader = open.store.reader().await?;
    let people = person::names(&mut reader).await?;
    let mut views = Vec::new();
    for line in stored::list(&mut reader, id).await? {
        let corrected = correction::list(&mut reader, id, line.entry.id.0).await?;
        views.push(HistoryEntryView {
            recorded_by: people.of(line.entry.recorded_by),
            version: u32::try_from(line.version).unwrap_or(u32::MAX),
            voided: line.voided,
            corrections: corrected
                .into_iter()
                .map(|one| CorrectionView {
                    change: one.change,
                    at: one.at,
                    by: people.of(one.by),
                })
                .collect(),
            entry: line.entry,
        });
    }
    Ok(views)
}

/// # Errors
/// Refused fields; [`ApiError::NotFound`].
pub async fn record(
    app: &App,
    patient: PatientId,
    input: HistoryInput,
) -> Result<HistoryEntryId, ApiError> {
    let open = app.run(UseCase::RecordHistory).await?;
    let now = app.now();
    let entry = HistoryEntry {
        id: HistoryEntryId(Uuid::now_v7()),
        patient,
        item: input.parse(open.local_date(now))?,
        recorded_by: open.actor(),
        recorded_at: now,
    };
    let id = entry.id;
    let mut write = open.write(now).await?;
    patient::get(write.connection(), patient).await?;
    write.append(id.0, Fact::HistoryRecorded { entry }).await?;
    crate::draft::take(&mut write, DRAFT, patient.0, open.actor()).await?;
    write.commit().await?;
    Ok(id)
}

/// The draft of a line that is being typed; its subject is the patient, or the line that is being corrected.
const DRAFT: &str = "medical_history";

/// # Errors
/// Refused fields; [`ApiError::Conflict`] when somebody else corrected the line since `version`.
pub async fn correct(
    app: &App,
    id: HistoryEntryId,
    version: u32,
    input: HistoryInput,
) -> Result<(), ApiError> {
    let open = app.run(UseCase::RecordHistory).await?;
    let now = app.now();
    let item = input.parse(open.local_date(now))?;
    let mut write = open.write(now).await?;
    let before = stored::get(write.connection(), id).await?;
    expect(before.version, version)?;
    if item != before.entry.item {
        let entry = HistoryEntry {
            item,
            ..before.entry
        };
        write.append(id.0, Fact::HistoryCorrected { entry }).await?;
    }
    crate::draft::take(&mut write, DRAFT, id.0, open.actor()).await?;
    Ok(write.commit().await?)
}

/// Says that a line was never true. It stays readable with the reason, and nothing is judged by it any more.
///
/// # Errors
/// No reason given; [`ApiError::Conflict`].
pub async fn void(
    app: &App,
    id: HistoryEntryId,
    version: u32,
    reason: String,
) -> Result<(), ApiError> {
    let open = app.run(UseCase::RecordHistory).await?;
    let reason = field::reason(&reason)?;
    let mut write = open.write(app.now()).await?;
    let before = stored::get(write.connection(), id).await?;
    expect(before.version, version)?;
    write.append(id.0, Fact::HistoryVoided { reason }).await?;
    Ok(write.commit().await?)
}

fn expect(current_version: i64, seen: u32) -> Result<(), ApiError> {
    if current_version == i64::from(seen) {
        Ok(())
    } else {
        Err(StoreError::Conflict { current_version }.into())
    }
}

/// What holds of a patient's history.
pub(crate) async fn items(open: &Open, patient: PatientId) -> Result<Vec<HistoryItem>, ApiError> {
    let lines = stored::list(&mut *open.store.reader().await?, patient).await?;
    Ok(lines
        .into_iter()
        .filter(|line| line.voided.is_none())
        .map(|line| line.entry.item)
        .collect())
}

/// The lines that answers are held against.
pub(crate) fn facts(items: &[HistoryItem]) -> Vec<RecordedFact> {
    items
        .iter()
        .filter_map(HistoryItem::recorded_fact)
        .collect()
}

/// The substances that somebody reacts to.
pub(crate) fn allergies(items: &[HistoryItem]) -> Vec<String> {
    items
        .iter()
        .filter(|item| matches!(item, HistoryItem::Allergy { .. }))
        .map(|item| item.name().to_owned())
        .collect()
}
