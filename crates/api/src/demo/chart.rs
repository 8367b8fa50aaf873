//! One invented patient's record, made by the same judgements that a real one passes.

use super::pen::Pen;
use super::people::HOPES;
use super::plan::{Plan, moment};
use super::seeded::Seeded;
use crate::app::Open;
use crate::error::ApiError;
use chrono::{DateTime, Utc};
use needlebook_domain::consent::Consent;
use needlebook_domain::consultation::{Consultation, ConsultationInput};
use needlebook_domain::ids::{ConsultationId, ScreeningId};
use needlebook_domain::patient::Patient;
use needlebook_domain::screening::questions::{Control, QUESTIONS};
use needlebook_domain::screening::{
    Answers, Asked, ColdSore, Keloid, Outcome, ScreeningInput, judge_for_app,
};
use needlebook_domain::screening_record::{Screening, SettledCaution, gaps};
use needlebook_domain::session::Session;
use needlebook_store::journal::Fact;
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// Answers to every question that no rule speaks against; what only a patient can answer is left open.
///
/// # Errors
/// When an answer is not of its question's kind.
pub(super) fn all_clear() -> Result<Answers, ApiError> {
    let mut answers = Map::new();
    for question in QUESTIONS
        .iter()
        .filter(|question| !question.only_for_scars && !question.only_after_childbirth)
    {
        let answer = match question.control {
            Control::YesNo => json!(question.key == "history_complete"),
            Control::YesNoDoesNotApply => json!("does_not_apply"),
            Control::YesNoDate { .. } => json!("none"),
            Control::Isotretinoin => json!({ "status": "never", "last_dose": null }),
            Control::Choice { options } => json!(options.first()),
            Control::AnaestheticAllergy => json!(false),
            Control::List { .. } => json!([]),
            Control::Date | Control::SkinType | Control::Months | Control::Text => continue,
        };
        answers.insert(question.key.to_owned(), answer);
    }
    Ok(serde_json::from_value(Value::Object(answers))?)
}

/// A patient with their course, and the newest of everything recorded about them.
pub(super) struct Chart<'a> {
    pub(super) open: &'a Open,
    pub(super) patient: Patient,
    pub(super) plan: Plan,
    answers: Answers,
    pub(super) consultation: Option<Consultation>,
    pub(super) consent: Option<Consent>,
    /// Signed so far, oldest first.
    pub(super) signed: Vec<Session>,
    pub(super) seeded: Seeded,
}

impl<'a> Chart<'a> {
    /// `all_clear` are answers that no rule speaks against.
    pub(super) fn new(
        open: &'a Open,
        patient: Patient,
        plan: Plan,
        all_clear: &Answers,
        mut seeded: Seeded,
    ) -> Self {
        let mut answers = all_clear.clone();
        answers.date_of_birth = Asked::Known(patient.birth_on);
        answers.fitzpatrick = patient.fitzpatrick.map_or(Asked::Unknown, Asked::Known);
        answers.concern = Asked::Known(plan.concern);
        if plan.concern.is_scar() {
            answers.scar_age_months = Asked::Known(f64::from(seeded.between(18, 180)));
        }
        if seeded.once_in(8) {
            answers.cold_sore = Asked::Known(ColdSore::History);
            answers.antiviral_prescriber_contacted = Asked::Known(true);
        }
        if seeded.once_in(12) {
            answers.keloid = Asked::Known(Keloid::Family);
        }
        answers.hopes = Asked::Known(seeded.pick(&HOPES).to_owned());
        Self {
            open,
            patient,
            plan,
            answers,
            consultation: None,
            consent: None,
            signed: Vec::new(),
            seeded,
        }
    }

    pub(super) async fn consult(&mut self, pen: &mut Pen<'_>) -> Result<(), ApiError> {
        let on = self.plan.consulted_on;
        let input = ConsultationInput {
            held_on: Some(on),
            consultant: self.open.person.name.clone(),
            consultant_role: self.open.person.title.clone(),
            board_certified: self.open.person.board_certified,
            concern: Some(self.plan.concern),
            hopes: self.answers.hopes.known().cloned().unwrap_or_default(),
            planned_sessions: self.plan.planned,
        };
        let at = moment(on, 15, 10, self.open.tz());
        let id = ConsultationId(Uuid::now_v7());
        let held = input.parse(id, self.patient.id, self.open.actor(), at, on)?;
        pen.append(
            id.0,
            Fact::ConsultationRecorded {
                consultation: held.clone(),
            },
        )
        .await?;
        self.consultation = Some(held);
        Ok(())
    }

    /// Asks every question and signs, with a reason for each caution.
    pub(super) async fn screen(
        &mut self,
        pen: &mut Pen<'_>,
        at: DateTime<Utc>,
    ) -> Result<Screening, ApiError> {
        let for_on = self.open.local_date(at);
        if let Some(last) = self.signed.last() {
            self.answers.last_session = Asked::Known(last.ended_on);
        }
        let input = ScreeningInput {
            appointment_date: for_on,
            answers: self.answers.clone(),
        };
        let judged = judge_for_app(&input, &self.open.rules.screening);
        let cautions = judged
            .so_far
            .findings
            .iter()
            .filter(|finding| finding.outcome == Outcome::Caution);
        let settled: Vec<SettledCaution> = cautions
            .map(|finding| SettledCaution {
                rule: finding.rule,
                reason: "Asked again today, nothing new. Spoke about it and agreed to go on."
                    .to_owned(),
                repeated: false,
                by: self.open.actor(),
                at,
            })
            .collect();
        let gaps = gaps(&judged.missing, &judged.so_far, &settled, true, &[]);
        if !gaps.is_empty() {
            return Err(ApiError::ScreeningNotReady { gaps });
        }
        let id = ScreeningId(Uuid::now_v7());
        let screening = Screening {
            id,
            patient: self.patient.id,
            for_on,
            answers: input.answers,
            judgement: judged.so_far,
            settled,
            disagreements: Vec::new(),
            confirmed_as_block: None,
            asked_in_private: true,
            rule_set_version: self.open.rules.version(),
            signed_by: self.open.actor(),
            signed_at: at,
        };
        pen.append(
            id.0,
            Fact::ScreeningSigned {
                screening: screening.clone(),
            },
        )
        .await?;
        Ok(screening)
    }
}
