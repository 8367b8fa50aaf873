//! Asking the safety questions, judging the answers, signing the screening.

use crate::app::{App, Open};
use crate::error::ApiError;
use crate::role::UseCase;
use chrono::{DateTime, NaiveDate, Utc};
use needlebook_domain::ids::{PatientId, PersonId, ScreeningId};
use needlebook_domain::rule::RuleId;
use needlebook_domain::screening::{Answers, AppScreening, ScreeningInput, judge_for_app};
use needlebook_domain::screening_record::{
    BlockConfirmation, Screening, ScreeningGap, SettledCaution, gaps,
};
use needlebook_store::journal::{Fact, Write};
use needlebook_store::{consultation, screening, session};
use serde::{Deserialize, Serialize};
use specta::Type;
use uuid::Uuid;

/// Answers being given.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct ScreeningForm {
    pub patient: PatientId,
    /// The date the answers are judged for; today opens a session, a later one is a forecast (PRACTICE 5).
    pub for_on: NaiveDate,
    pub answers: Answers,
    pub settled: Vec<SettleInput>,
    /// Keys of lasting facts confirmed in one go.
    pub confirmed_as_block: Vec<String>,
    pub asked_in_private: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct SettleInput {
    pub rule: RuleId,
    pub reason: String,
}

/// What the rules say so far, and what still stands between the answers and a signature.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ScreeningCheck {
    pub judged: AppScreening,
    pub gaps: Vec<ScreeningGap>,
}

/// A signed screening as the screen shows it.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ScreeningView {
    pub id: ScreeningId,
    pub for_on: NaiveDate,
    pub answers: Answers,
    pub judgement: needlebook_domain::screening::ScreeningAnswer,
    pub settled: Vec<SettledCaution>,
    pub signed_by: PersonId,
    pub signed_at: DateTime<Utc>,
    pub rule_set_version: String,
}

/// What a new screening starts from: today, and last time's answers, to stand beside the empty questions and never
/// in them (PRACTICE 13).
#[derive(Clone, Debug, Serialize, Type)]
pub struct ScreeningStart {
    pub today: NaiveDate,
    pub last: Option<ScreeningView>,
    pub date_of_birth: NaiveDate,
    pub fitzpatrick: Option<u8>,
}

impl From<Screening> for ScreeningView {
    fn from(screening: Screening) -> Self {
        Self {
            id: screening.id,
            for_on: screening.for_on,
            answers: screening.answers,
            judgement: screening.judgement,
            settled: screening.settled,
            signed_by: screening.signed_by,
            signed_at: screening.signed_at,
            rule_set_version: screening.rule_set_version,
        }
    }
}

/// The questions of the screen, in their groups.
#[must_use]
pub fn list_questions() -> Vec<needlebook_domain::screening::questions::Question> {
    needlebook_domain::screening::questions::QUESTIONS.to_vec()
}

/// The words of the screening as JSON text: questions, reasons, what to say to the patient.
///
/// # Errors
/// When the wording does not parse.
pub fn get_words() -> Result<String, ApiError> {
    Ok(needlebook_documents::content::screening()?.to_string())
}

/// # Errors
/// [`ApiError::NotFound`].
pub async fn get_start(app: &App, patient: PatientId) -> Result<ScreeningStart, ApiError> {
    let open = app.run(UseCase::ReadRecord).await?;
    let (person, _) = crate::patient::get(&open, patient).await?;
    let last = screening::find_newest(&mut *open.store.reader().await?, patient).await?;
    Ok(ScreeningStart {
        today: open.local_date(app.now()),
        last: last.map(ScreeningView::from),
        date_of_birth: person.birth_on,
        fitzpatrick: person.fitzpatrick,
    })
}

/// Judges the answers given so far. Saves nothing.
///
/// # Errors
/// [`ApiError::NotFound`].
pub async fn check(app: &App, form: ScreeningForm) -> Result<ScreeningCheck, ApiError> {
    let open = app.run(UseCase::Screen).await?;
    judge(&open, &form, app.now()).await
}

/// Signs the screening, whatever it came to: a stop is a finding too, and it opens nothing.
///
/// # Errors
/// [`ApiError::ScreeningNotReady`] with everything that is missing.
pub async fn sign(app: &App, form: ScreeningForm) -> Result<ScreeningId, ApiError> {
    let open = app.run(UseCase::Screen).await?;
    let now = app.now();
    let check = judge(&open, &form, now).await?;
    if !check.gaps.is_empty() {
        return Err(ApiError::ScreeningNotReady { gaps: check.gaps });
    }
    let id = ScreeningId(Uuid::now_v7());
    let by = open.actor();
    let keys = form.confirmed_as_block.clone();
    let screening = Screening {
        id,
        patient: form.patient,
        for_on: form.for_on,
        judgement: check.judged.so_far,
        settled: settled(&form, by, now),
        confirmed_as_block: (!keys.is_empty()).then_some(BlockConfirmation { keys, by, at: now }),
        asked_in_private: form.asked_in_private,
        rule_set_version: open.rules.version(),
        signed_by: by,
        signed_at: now,
        answers: form.answers,
    };
    let skin_type = screening.answers.fitzpatrick.known().copied();
    let mut write = open.write(now).await?;
    write
        .append(id.0, Fact::ScreeningSigned { screening })
        .await?;
    keep_skin_type(&mut write, form.patient, id, skin_type).await?;
    crate::draft::take(&mut write, "screening", form.patient.0, by).await?;
    write.commit().await?;
    Ok(id)
}

async fn judge(
    open: &Open,
    form: &ScreeningForm,
    now: DateTime<Utc>,
) -> Result<ScreeningCheck, ApiError> {
    let mut answers = form.answers.clone();
    add_facts_of_the_record(open, form.patient, &mut answers).await?;
    let input = ScreeningInput {
        appointment_date: form.for_on,
        answers,
    };
    let judged = judge_for_app(&input, &open.rules.screening);
    let settled = settled(form, open.actor(), now);
    let gaps = gaps(
        &judged.missing,
        &judged.so_far,
        &settled,
        form.asked_in_private,
    );
    Ok(ScreeningCheck { judged, gaps })
}

fn settled(form: &ScreeningForm, by: PersonId, at: DateTime<Utc>) -> Vec<SettledCaution> {
    form.settled
        .iter()
        .map(|input| SettledCaution {
            rule: input.rule,
            reason: input.reason.trim().to_owned(),
            by,
            at,
        })
        .collect()
}

/// The skin type that was seen becomes the lasting fact of the person, as a correction that names its screening.
async fn keep_skin_type(
    write: &mut Write<'_>,
    patient: PatientId,
    screening: ScreeningId,
    seen: Option<u8>,
) -> Result<(), ApiError> {
    let (person, _) = needlebook_store::patient::get(write.connection(), patient).await?;
    if let Some(skin_type) = seen
        && person.fitzpatrick != seen
    {
        let fact = Fact::SkinTypeSeen {
            screening,
            before: person.fitzpatrick,
            skin_type,
        };
        write.append(patient.0, fact).await?;
    }
    Ok(())
}

/// What the record itself answers: the date of birth, the skin type, the last session.
async fn add_facts_of_the_record(
    open: &Open,
    patient: PatientId,
    answers: &mut Answers,
) -> Result<(), ApiError> {
    use needlebook_domain::screening::Asked;
    let (person, _) = crate::patient::get(open, patient).await?;
    let mut reader = open.store.reader().await?;
    answers.date_of_birth = Asked::Known(person.birth_on);
    // What is seen today judges; the record speaks only where nobody looked.
    if answers.fitzpatrick.known().is_none()
        && let Some(skin) = person.fitzpatrick
    {
        answers.fitzpatrick = Asked::Known(skin);
    }
    if let Some(last) = session::list(&mut reader, patient).await?.first() {
        answers.last_session = Asked::Known(last.ended_on);
    }
    if let Some(course) = consultation::list(&mut reader, patient).await?.first() {
        answers.concern = Asked::Known(course.concern);
    }
    Ok(())
}
