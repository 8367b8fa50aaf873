//! What the record and the plan add to the answers of a screening: who the patient is, what is planned, and when the
//! planned regions were last treated.

use crate::app::Open;
use crate::error::ApiError;
use crate::medical_history;
use crate::visit::Visit;
use chrono::NaiveDate;
use needlebook_domain::device::DeviceProfileId;
use needlebook_domain::ids::PatientId;
use needlebook_domain::patient::Patient;
use needlebook_domain::screening::{
    Answers, Asked, OpenAdverseEvent, Planned, RecordedFact, ScreeningAnswer, ScreeningConfig,
    Treated, judge_again,
};
use needlebook_domain::session::{SessionDraft, ZoneState};
use needlebook_store::stock;

/// Everything a screening is judged with beside its answers.
pub(crate) struct ScreeningFacts {
    pub patient: Patient,
    pub visit: Visit,
    planned: Planned,
    recorded: Vec<RecordedFact>,
}

impl ScreeningFacts {
    pub(crate) async fn load(open: &Open, patient: PatientId) -> Result<Self, ApiError> {
        let (patient, _) = crate::patient::get(open, patient).await?;
        let visit = Visit::load(open, patient.id).await?;
        let device = match visit.draft.as_ref().and_then(|(_, draft, _)| draft.device) {
            Some(id) => {
                let device = stock::get_device(&mut *open.store.reader().await?, id).await?;
                Some(device.profile)
            }
            None => None,
        };
        let draft = visit.draft.as_ref().map(|(_, draft, _)| draft);
        let history = medical_history::items(open, patient.id).await?;
        Ok(Self {
            planned: planned(&visit, draft, device),
            recorded: medical_history::facts(&history)
                .into_iter()
                .chain(reactions(&visit))
                .collect(),
            patient,
            visit,
        })
    }

    /// The answers with the facts of the record and the plan of the session that is open.
    pub(crate) fn add_to(&self, answers: Answers) -> Answers {
        with_record(answers, &self.patient, &self.visit)
            .with_plan(&self.planned, &treated(&self.visit))
    }

    /// What the record holds that answers are held against.
    pub(crate) fn recorded(&self) -> &[RecordedFact] {
        &self.recorded
    }
}

/// What the newest screening comes to for a session as it is planned now (PRACTICE 17).
pub(crate) fn judged_for(
    visit: &Visit,
    patient: &Patient,
    draft: &SessionDraft,
    device: Option<DeviceProfileId>,
    on: NaiveDate,
    config: &ScreeningConfig,
) -> Option<ScreeningAnswer> {
    let newest = visit.screenings.first()?;
    let answers = with_record(newest.answers.clone(), patient, visit);
    Some(judge_again(
        &answers,
        &planned(visit, Some(draft), device),
        &treated(visit),
        on,
        config,
    ))
}

fn with_record(mut answers: Answers, patient: &Patient, visit: &Visit) -> Answers {
    answers.date_of_birth = Asked::Known(patient.birth_on);
    // What is seen today judges; the record speaks only where nobody looked.
    if answers.fitzpatrick.known().is_none()
        && let Some(skin) = patient.fitzpatrick
    {
        answers.fitzpatrick = Asked::Known(skin);
    }
    // Nobody is asked what the record knows: the worst that is not settled (R37).
    if let Some(worst) = visit.open_reactions().map(|one| one.facts.grade).max() {
        answers.open_adverse_event = Asked::Known(OpenAdverseEvent {
            ctcae_grade: Some(worst),
        });
    }
    answers
}

/// Reactions here contradict "never reacted badly" (PRACTICE 13).
pub(crate) fn reactions(visit: &Visit) -> impl Iterator<Item = RecordedFact> {
    let kinds = visit.reactions.iter().map(|one| one.reaction.facts.kind);
    kinds.map(|kind| RecordedFact::Reaction(kind.id().to_owned()))
}

fn planned(
    visit: &Visit,
    draft: Option<&SessionDraft>,
    device: Option<DeviceProfileId>,
) -> Planned {
    let zones = draft.map_or(&[][..], |draft| &draft.zones);
    let numbing = draft.map_or(&[][..], |draft| &draft.numbing);
    Planned {
        device,
        zones: zones
            .iter()
            .filter(|row| row.state != ZoneState::NotTreated)
            .map(|row| row.zone)
            .collect(),
        concern: visit.consultations.first().map(|course| course.concern),
        numbing: numbing.iter().map(|area| area.product).collect(),
    }
}

fn treated(visit: &Visit) -> Vec<Treated> {
    visit
        .sessions
        .iter()
        .map(|session| Treated {
            ended_on: session.ended_on,
            zones: session
                .record
                .zones
                .iter()
                .filter(|row| row.state == ZoneState::Done)
                .map(|row| row.zone)
                .collect(),
        })
        .collect()
}
