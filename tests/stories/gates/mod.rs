//! What must be true before a needle touches skin, and what can never be passed.

mod consent;
mod depth;
mod end;
mod facts;
mod means;
mod screening;
mod stops;

use needlebook_api::screening::{ScreeningForm, SettleInput};
use needlebook_api::{consent as consents, screening as screenings, session};
use needlebook_domain::ids::PatientId;
use needlebook_domain::screening::Outcome;
use needlebook_domain::session::{
    Forbidden, Gap, GapCode, Incident, IncidentKind, SessionDraft, SettledGuard, StopReason,
    Stopped,
};
use needlebook_domain::zone::{Side, Zone};

use crate::clinic::Clinic;

impl Clinic {
    /// A consent in which the patient says yes to a depth above the maker's limit.
    pub async fn agree_to_depth(&self, patient: PatientId) {
        let mut form = self.consent_form(patient, self.plan()).await;
        form.depth_above_label = Some(true);
        consents::sign(self.app(), patient, form).await.unwrap();
    }

    /// A reason for everything the guards and the numbing clock say, whether a reason is a way out or not.
    pub async fn reasons_for_every_guard(&self, draft: &SessionDraft) -> Vec<SettledGuard> {
        let check = session::check(self.app(), draft.clone())
            .await
            .unwrap()
            .check;
        let guards = check.guards.into_iter().map(|guard| guard.key);
        let cautions = check.numbing.into_iter().flat_map(|area| area.cautions);
        let reason = "Scar is deep here; agreed with the patient".to_owned();
        let (by, at) = (self.owner, self.now());
        guards
            .chain(cautions.map(|caution| caution.key))
            .map(|key| SettledGuard {
                key,
                reason: reason.clone(),
                by,
                at,
            })
            .collect()
    }
}

/// "I did this, say why", for every forbidden thing a draft is refused for.
pub fn incidents(clinic: &Clinic, gaps: &[Gap], what: &str) -> Vec<Incident> {
    let facts = gaps.iter().filter_map(Gap::forbidden);
    facts.map(|fact| incident(clinic, fact, what)).collect()
}

/// A guard whose forbidden depth was done.
pub fn guard_fact(key: &str, zone: (Zone, Side)) -> Forbidden {
    Forbidden {
        code: GapCode::GuardOpen,
        zone: Some(zone),
        index: None,
        value: key.to_owned(),
    }
}

pub fn incident(clinic: &Clinic, about: Forbidden, what: &str) -> Incident {
    Incident {
        kind: IncidentKind::Forbidden,
        about: Some(about),
        what: what.to_owned(),
        log: Vec::new(),
        over: None,
        by: clinic.owner,
        at: clinic.now(),
    }
}

pub fn stopped(clinic: &Clinic, mut draft: SessionDraft) -> SessionDraft {
    let at = draft.zones[0].done_at.unwrap();
    draft.stopped = Some(Stopped {
        reason: StopReason::PatientAsked,
        note: String::new(),
        by: clinic.owner,
        at,
    });
    draft
}

/// Settles every caution of a form with one text.
pub async fn reasons(clinic: &Clinic, form: &ScreeningForm, text: &str) -> Vec<SettleInput> {
    let judged = screenings::check(clinic.app(), form.clone())
        .await
        .unwrap()
        .judged
        .so_far;
    judged
        .findings
        .iter()
        .filter(|finding| finding.outcome == Outcome::Caution)
        .map(|finding| SettleInput {
            rule: finding.rule,
            reason: text.to_owned(),
        })
        .collect()
}
