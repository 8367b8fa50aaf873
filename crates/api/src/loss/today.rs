//! What an owner's Today says of a loss: that steps are open, or that a record was just restored and the laptop may be gone.

use super::{find_newest, steps};
use crate::app::{App, Open};
use crate::error::ApiError;
use crate::role::UseCase;
use chrono::{DateTime, TimeDelta, Utc};
use needlebook_domain::loss::report_due;
use needlebook_store::loss::find_restore;
use serde::Serialize;
use specta::Type;

/// What stands on an owner's Today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum AfterLoss {
    /// Restored a short while ago, and no loss was recorded since: the page is offered.
    Restored { at: DateTime<Utc> },
    /// A loss was recorded, and something is still to do or to decide.
    Open {
        report_due_at: DateTime<Utc>,
        is_over: bool,
        steps_open: u32,
    },
}

/// So long a restore offers the page: over any holiday.
pub(super) const OFFERED_DAYS: i64 = 30;

pub(crate) async fn after_loss(app: &App, open: &Open) -> Result<Option<AfterLoss>, ApiError> {
    if UseCase::HandleLoss.check(&open.person).is_err() {
        return Ok(None);
    }
    let now = app.now();
    let found = find_newest(open).await?;
    let offered = now - TimeDelta::days(OFFERED_DAYS);
    // A loss that was recorded after a restore answers it.
    let since = found
        .as_ref()
        .map_or(offered, |found| offered.max(found.loss.recorded_at));
    let restored = find_restore(&mut *open.store.reader().await?, since).await?;
    let is_answered = |at| {
        let recorded = found.as_ref().map(|found| found.loss.recorded_at);
        recorded.is_some_and(|recorded| recorded >= at)
    };
    if let Some(restored) = restored.filter(|restored| !is_answered(restored.at)) {
        return Ok(Some(AfterLoss::Restored { at: restored.at }));
    }
    let Some(facts) = found
        .map(|found| found.loss.facts)
        .filter(|facts| facts.found_on.is_none())
    else {
        return Ok(None);
    };
    let report_due_at = report_due(facts.noticed_at);
    let is_over = now >= report_due_at;
    let open_steps = steps::list(open, facts.noticed_at).await?;
    let open_steps = open_steps.iter().filter(|step| !step.done).count();
    let steps_open = u32::try_from(open_steps).unwrap_or(u32::MAX);
    Ok((steps_open > 0 || !is_over).then_some(AfterLoss::Open {
        report_due_at,
        is_over,
        steps_open,
    }))
}
