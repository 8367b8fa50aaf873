//! Asking the safety questions, judging the answers, signing the screening.

use crate::app::{App, Open};
use crate::attached_letter::{self, AttachedLetter};
use crate::error::ApiError;
use crate::medical_history::{facts, items};
use crate::role::UseCase;
use crate::screening_facts::{ScreeningFacts, reactions};
use crate::visit::Visit;
use chrono::{DateTime, NaiveDate, Utc};
use needlebook_domain::ids::{PatientId, PersonId, ScreeningId};
use needlebook_domain::patient::BirthDateSource;
use needlebook_domain::person::Person;
use needlebook_domain::rule::RuleId;
use needlebook_domain::rule_settings::RuleSettings;
use needlebook_domain::screening::questions::{QUESTIONS, Question};
use needlebook_domain::screening::{
    Answers, AppScreening, Beside, Disagreement, OnRecord, Recorded, ScreeningInput, beside,
    disagreements, judge_for_app,
};
use needlebook_domain::screening_record::{
    BlockConfirmation, RightStatement, Screening, ScreeningGap, SettledCaution,
    SettledDisagreement, as_before, gaps, still_disagreeing,
};
use needlebook_store::journal::{Fact, Write};
use needlebook_store::screening;
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
    /// Statements that disagreed, each with the one that is right.
    pub disagreements: Vec<DisagreementInput>,
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

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct DisagreementInput {
    pub key: String,
    pub on_record: OnRecord,
    pub right: RightStatement,
}

/// What the rules say so far, and what still stands between the answers and a signature.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ScreeningCheck {
    pub judged: AppScreening,
    pub gaps: Vec<ScreeningGap>,
    /// Answers that cannot be true together with the record, and are not settled yet (PRACTICE 13).
    pub disagreeing: Vec<Disagreement>,
    /// Lasting cautions as they were settled at the last visit; each is confirmed with one key (PRACTICE 53).
    pub as_before: Vec<SettledCaution>,
}

/// A signed screening as the screen shows it.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ScreeningView {
    pub id: ScreeningId,
    pub for_on: NaiveDate,
    pub answers: Answers,
    pub judgement: needlebook_domain::screening::ScreeningAnswer,
    pub settled: Vec<SettledCaution>,
    pub disagreements: Vec<SettledDisagreement>,
    pub confirmed_as_block: Option<BlockConfirmation>,
    pub signed_by: PersonId,
    pub signed_by_name: String,
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
    pub birth_source: BirthDateSource,
    pub fitzpatrick: Option<u8>,
    /// Lines of the medical history, each with the question it is about: shown beside it, never its answer.
    pub on_record: Vec<Beside>,
    /// Doctors' letters that are attached, newest first: each may be the one that is on file.
    pub letters: Vec<AttachedLetter>,
}

impl ScreeningView {
    fn of(screening: Screening, people: &[Person]) -> Self {
        let by = people.iter().find(|one| one.id == screening.signed_by);
        Self {
            id: screening.id,
            for_on: screening.for_on,
            answers: screening.answers,
            judgement: screening.judgement,
            settled: screening.settled,
            disagreements: screening.disagreements,
            confirmed_as_block: screening.confirmed_as_block,
            signed_by: screening.signed_by,
            signed_by_name: by.map(Person::printed_name).unwrap_or_default(),
            signed_at: screening.signed_at,
            rule_set_version: screening.rule_set_version,
        }
    }
}

/// The questions that this clinic asks, in their groups.
///
/// # Errors
/// [`ApiError::Locked`].
pub async fn list_questions(app: &App) -> Result<Vec<Question>, ApiError> {
    let open = app.run(UseCase::ReadRecord).await?;
    let asked = |question: &&Question| question.is_asked_under(&open.rules.screening);
    Ok(QUESTIONS.iter().filter(asked).copied().collect())
}

/// The words of the screening as JSON text: questions, reasons, what to say to the patient, and the waits that this clinic
/// set.
///
/// # Errors
/// [`ApiError::Locked`]; when the wording does not parse.
pub async fn get_words(app: &App) -> Result<String, ApiError> {
    let open = app.run(UseCase::ReadRecord).await?;
    words_under(&open.rules)
}

/// The words under these settings.
///
/// # Errors
/// When the wording does not parse.
pub fn words_under(rules: &RuleSettings) -> Result<String, ApiError> {
    Ok(needlebook_documents::content::screening_under(rules)?.to_string())
}

/// # Errors
/// [`ApiError::NotFound`].
pub async fn get_start(app: &App, patient: PatientId) -> Result<ScreeningStart, ApiError> {
    let open = app.run(UseCase::ReadRecord).await?;
    let (person, _) = crate::patient::get(&open, patient).await?;
    let history = items(&open, patient).await?;
    let visit = Visit::load(&open, patient).await?;
    let on_record: Vec<_> = facts(&history)
        .into_iter()
        .chain(reactions(&visit))
        .collect();
    let mut reader = open.store.reader().await?;
    let last = screening::find_newest(&mut reader, patient).await?;
    let people = needlebook_store::person::list(&mut reader).await?;
    Ok(ScreeningStart {
        today: open.local_date(app.now()),
        last: last.map(|last| ScreeningView::of(last, &people)),
        date_of_birth: person.birth_on,
        birth_source: person.birth_source,
        fitzpatrick: person.fitzpatrick,
        on_record: beside(&on_record),
        letters: attached_letter::list(&mut reader, patient).await?,
    })
}

/// Every signed screening of a patient, newest first, each as it was signed.
///
/// # Errors
/// [`ApiError::NotFound`].
pub async fn list(app: &App, patient: PatientId) -> Result<Vec<ScreeningView>, ApiError> {
    let open = app.run(UseCase::ReadRecord).await?;
    let mut reader = open.store.reader().await?;
    let people = needlebook_store::person::list(&mut reader).await?;
    let signed = screening::list(&mut reader, patient).await?;
    Ok(signed
        .into_iter()
        .map(|one| ScreeningView::of(one, &people))
        .collect())
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
    attached_letter::check(&open, form.patient, &form.answers).await?;
    let id = ScreeningId(Uuid::now_v7());
    let by = open.actor();
    let keys = form.confirmed_as_block.clone();
    let screening = Screening {
        id,
        patient: form.patient,
        for_on: form.for_on,
        judgement: check.judged.so_far,
        settled: settled(&form, &check.as_before, by, now),
        disagreements: settled_disagreements(&form, by, now),
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
    let facts = ScreeningFacts::load(open, form.patient).await?;
    let last = facts.visit.screenings.first();
    let recorded = Recorded {
        facts: facts.recorded(),
        born_on: facts.patient.birth_on,
        skin_type: facts.patient.fitzpatrick,
        last: last.map(|last| &last.answers),
    };
    let by = open.actor();
    let disagreeing = still_disagreeing(
        disagreements(&form.answers, &recorded),
        &settled_disagreements(form, by, now),
    );
    let input = ScreeningInput {
        appointment_date: form.for_on,
        answers: facts.add_to(form.answers.clone()),
    };
    let judged = judge_for_app(&input, &open.rules.screening);
    let as_before = as_before(&judged.so_far, &form.answers, &facts.visit.screenings);
    let gaps = gaps(
        &judged.missing,
        &judged.so_far,
        &settled(form, &as_before, by, now),
        form.asked_in_private,
        &disagreeing,
    );
    Ok(ScreeningCheck {
        judged,
        gaps,
        disagreeing,
        as_before,
    })
}

fn settled(
    form: &ScreeningForm,
    as_before: &[SettledCaution],
    by: PersonId,
    at: DateTime<Utc>,
) -> Vec<SettledCaution> {
    let is_repeated = |input: &SettleInput| {
        as_before
            .iter()
            .any(|before| before.rule == input.rule && before.reason == input.reason.trim())
    };
    form.settled
        .iter()
        .map(|input| SettledCaution {
            rule: input.rule,
            reason: input.reason.trim().to_owned(),
            repeated: is_repeated(input),
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

fn settled_disagreements(
    form: &ScreeningForm,
    by: PersonId,
    at: DateTime<Utc>,
) -> Vec<SettledDisagreement> {
    form.disagreements
        .iter()
        .map(|input| SettledDisagreement {
            key: input.key.clone(),
            on_record: input.on_record.clone(),
            right: input.right,
            by,
            at,
        })
        .collect()
}
