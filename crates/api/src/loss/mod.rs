//! "My laptop was stolen or lost" (PRACTICE 74): what happened, who was on it, what is still to do, until when it is reported, and
//! which visits are to be entered again. The owner's alone.

mod reach;
mod report;
mod steps;
mod today;
mod visits;

pub use reach::{LastLockView, Reach, RestoredView};
pub use report::make_report;
pub use steps::LossStepView;
pub use today::AfterLoss;
pub(crate) use today::after_loss;
pub use visits::{AgainRow, VisitsAgain};

use crate::app::{App, Open};
use crate::error::ApiError;
use crate::role::UseCase;
use chrono::{DateTime, Utc};
use needlebook_domain::ids::LossId;
use needlebook_domain::loss::{Held, Loss, LossInput, Outside, report_due};
use needlebook_store::journal::Fact;
use needlebook_store::loss::{self as stored, StoredLoss};
use needlebook_store::person;
use serde::Serialize;
use specta::Type;
use uuid::Uuid;

/// Everything that the page shows. Nothing of it is typed but the loss itself.
#[derive(Clone, Debug, Serialize, Type)]
pub struct LossPage {
    /// The one that was recorded last.
    pub loss: Option<LossView>,
    pub reach: Reach,
    /// As this record knows it: what came after its backup is in no count.
    pub held: Held,
    pub outside: Vec<Outside>,
    /// Empty until a loss is recorded: they count from when it was noticed.
    pub steps: Vec<LossStepView>,
    /// For a record that was written from a backup.
    pub visits: Option<VisitsAgain>,
}

/// A loss as it stands.
#[derive(Clone, Debug, Serialize, Type)]
pub struct LossView {
    pub loss: Loss,
    /// 1 as it was recorded; each correction is the next.
    pub version: u32,
    /// Who recorded this version.
    pub recorded_by: String,
    /// Seventy-two hours after it was noticed (GDPR, article 33).
    pub report_due_at: DateTime<Utc>,
    pub is_over: bool,
    /// Whole hours that are left.
    pub hours_left: u32,
}

/// The draft of a loss that is being typed; its subject is the person who types, or the loss that is corrected.
const DRAFT: &str = "loss";

/// # Errors
/// [`ApiError::NotAllowed`].
pub async fn get(app: &App) -> Result<LossPage, ApiError> {
    let open = app.run(UseCase::HandleLoss).await?;
    let now = app.now();
    let found = find_newest(&open).await?;
    let known = reach::Known::load(&open, found.as_ref().map(|found| &found.loss), now).await?;
    let (held, outside) = known.extent(&open).await?;
    let steps = match &found {
        Some(found) => steps::list(&open, found.loss.facts.noticed_at).await?,
        None => Vec::new(),
    };
    Ok(LossPage {
        visits: visits::find(&open, known.restored(), now).await?,
        reach: known.view(),
        loss: match found {
            Some(found) => Some(view(&open, found, now).await?),
            None => None,
        },
        held,
        outside,
        steps,
    })
}

async fn view(open: &Open, found: StoredLoss, now: DateTime<Utc>) -> Result<LossView, ApiError> {
    let people = person::names(&mut *open.store.reader().await?).await?;
    let due_at = report_due(found.loss.facts.noticed_at);
    Ok(LossView {
        recorded_by: people.of(found.loss.recorded_by),
        version: found.version,
        report_due_at: due_at,
        is_over: now >= due_at,
        hours_left: u32::try_from((due_at - now).num_hours()).unwrap_or(0),
        loss: found.loss,
    })
}

async fn find_newest(open: &Open) -> Result<Option<StoredLoss>, ApiError> {
    Ok(stored::find_newest(&mut *open.store.reader().await?).await?)
}

/// Records that a laptop is gone.
///
/// # Errors
/// Refused fields; [`ApiError::NotAllowed`].
pub async fn record(app: &App, input: LossInput) -> Result<LossId, ApiError> {
    let open = app.run(UseCase::HandleLoss).await?;
    let now = app.now();
    let facts = input.parse(now, open.tz())?;
    let id = LossId(Uuid::now_v7());
    let loss = Loss {
        id,
        facts,
        recorded_by: open.actor(),
        recorded_at: now,
    };
    let mut write = open.write(now).await?;
    write.append(id.0, Fact::LossRecorded { loss }).await?;
    crate::draft::take(&mut write, DRAFT, open.actor().0, open.actor()).await?;
    write.commit().await?;
    Ok(id)
}

/// Sets right what was said of a loss, or adds what is known by now. What was said before stays in the journal.
///
/// # Errors
/// Refused fields; [`ApiError::Conflict`] when somebody else corrected it since `version`.
pub async fn correct(
    app: &App,
    id: LossId,
    version: u32,
    input: LossInput,
) -> Result<(), ApiError> {
    let open = app.run(UseCase::HandleLoss).await?;
    let now = app.now();
    let facts = input.parse(now, open.tz())?;
    let mut write = open.write(now).await?;
    let before = stored::get(write.connection(), id).await?;
    if before.version != version {
        return Err(ApiError::Conflict {
            current_version: before.version,
        });
    }
    if facts != before.loss.facts {
        let loss = Loss {
            id,
            facts,
            recorded_by: open.actor(),
            recorded_at: now,
        };
        write.append(id.0, Fact::LossCorrected { loss }).await?;
    }
    crate::draft::take(&mut write, DRAFT, id.0, open.actor()).await?;
    Ok(write.commit().await?)
}
