//! Signing: the draft becomes a record, or everything that is missing is named at once.

use super::check::{SessionContext, check, started_at};
use super::cream::NumbingCheck;
use super::gap::{Gap, GapCode, Place};
use super::guard::Guard;
use super::{SessionDraft, ZoneState};
use crate::concern::Concern;
use crate::ids::{ConsentId, PersonId, ScreeningId};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

/// One change to the draft since numbing went on (PRACTICE 3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct TrailEntry {
    pub field: String,
    pub old: Option<String>,
    pub new: Option<String>,
    pub by: PersonId,
    pub at: DateTime<Utc>,
}

/// A signed session. Never changed: a later change is a dated amendment beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Session {
    pub record: SessionDraft,
    /// 1 for the first session of the patient.
    pub number: u32,
    pub started_at: DateTime<Utc>,
    pub ended_at: DateTime<Utc>,
    /// The local date of the end, from which waits and results count.
    pub ended_on: NaiveDate,
    pub screening: Option<ScreeningId>,
    pub consent: Option<ConsentId>,
    /// The guards as they spoke, with the reasons given in the record.
    pub guards: Vec<Guard>,
    /// The numbing clocks as they were judged.
    pub numbing: Vec<NumbingCheck>,
    pub cream_before: Option<NumbingCheck>,
    pub rule_set_version: String,
    pub trail: Vec<TrailEntry>,
    pub signed_by: PersonId,
    pub signed_name: String,
    pub signed_at: DateTime<Utc>,
}

impl Session {
    /// What the end cannot lie before: the last zone done, or the start where none was.
    #[must_use]
    pub fn last_act_at(&self) -> DateTime<Utc> {
        self.record.last_done_at().unwrap_or(self.started_at)
    }
}

impl Session {
    /// What most of its zones were treated for.
    #[must_use]
    pub fn concern(&self) -> Option<Concern> {
        Concern::most_frequent(self.record.done().filter_map(|row| row.indication))
    }
}

/// What signing adds to the draft.
#[derive(Debug)]
pub struct Signing {
    pub number: u32,
    pub ended_on: NaiveDate,
    pub screening: Option<ScreeningId>,
    pub consent: Option<ConsentId>,
    pub rule_set_version: String,
    pub trail: Vec<TrailEntry>,
    pub signed_name: String,
}

/// Signs a draft. Zones still planned when the session was stopped become "not treated".
///
/// # Errors
/// Everything that is missing.
pub fn sign(
    mut draft: SessionDraft,
    context: &SessionContext<'_>,
    signing: Signing,
) -> Result<Session, Vec<Gap>> {
    let judged = check(&draft, context);
    if !judged.missing.is_empty() {
        return Err(judged.missing);
    }
    let Some(ended_at) = draft.ended_at else {
        return Err(vec![Gap::at(Place::Finish, GapCode::EndTime)]);
    };
    for row in draft
        .zones
        .iter_mut()
        .filter(|row| row.state == ZoneState::Planned)
    {
        row.state = ZoneState::NotTreated;
    }
    Ok(Session {
        started_at: started_at(&draft).unwrap_or(ended_at),
        ended_at,
        ended_on: signing.ended_on,
        number: signing.number,
        screening: signing.screening,
        consent: signing.consent,
        guards: judged.guards,
        numbing: judged.numbing,
        cream_before: judged.cream_before,
        rule_set_version: signing.rule_set_version,
        trail: signing.trail,
        signed_by: context.treating,
        signed_name: signing.signed_name,
        signed_at: context.now,
        record: draft,
    })
}
