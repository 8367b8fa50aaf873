//! Preparing, signing, adding to and withdrawing a consent.

use crate::app::{App, Open};
use crate::error::ApiError;
use crate::parties;
use crate::role::UseCase;
use crate::visit::Visit;
use crate::{approval, consent_reply, document, draft};
use chrono::{DateTime, NaiveDate, Utc};
use needlebook_documents::consent::{
    Choice, Clearance, ConsentDocument, ConsentPlan as PlanInWords, ConsentText, PlannedUse,
    fingerprint, prepare, rendered_text, verification_code,
};
use needlebook_documents::content::{Common, common, consent_form};
use needlebook_documents::{DocumentMark, Signed, Visit as PrintedVisit};
use needlebook_domain::clinic::Clinic;
use needlebook_domain::concern::Concern;
use needlebook_domain::consent::{
    Addendum, Consent, ConsentForm, ConsentInput, ConsentPlan, Uncovered, Withdrawal, last_day,
};
use needlebook_domain::consent_costs::ConsentCosts;
use needlebook_domain::consultation::Consultation;
use needlebook_domain::course;
use needlebook_domain::device::{self, DeviceProfileId};
use needlebook_domain::document::DocumentKind;
use needlebook_domain::field;
use needlebook_domain::ids::PersonId;
use needlebook_domain::ids::{ConsentId, DocumentId, PatientId};
use needlebook_domain::issue::{IssueCode, Issues};
use needlebook_domain::numbing::NumbingProduct;
use needlebook_domain::patient::Patient;
use needlebook_domain::person::Person;
use needlebook_domain::signature::Signature;
use needlebook_domain::zone::Zone;
use needlebook_store::journal::Fact;
use needlebook_store::{consent, consultation, stock};
use serde::{Deserialize, Serialize};
use specta::Type;
use uuid::Uuid;

/// The form filled in for one plan, as the patient reads it.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ConsentFormView {
    pub text: ConsentText,
    /// Keys that must all be ticked.
    pub required_ticks: Vec<String>,
    pub plan: ConsentPlan,
    pub practitioner_name: String,
    /// When this very text went home with the patient; the time to think counts from there.
    pub given_before: Option<DateTime<Utc>>,
}

/// What signing answers with.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ConsentSigned {
    pub id: ConsentId,
    pub document: Option<DocumentId>,
    pub sha256: String,
    /// Printed on the page and read aloud to check it.
    pub code: String,
}

/// A consent with what happened to it since.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ConsentView {
    pub consent: Consent,
    pub withdrawn_at: Option<DateTime<Utc>>,
    pub addenda: Vec<Addendum>,
    pub code: String,
}

/// Lines signed later.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct AddendumInput {
    pub lines: Vec<Uncovered>,
    pub signer_name: String,
    pub signature: Option<Signature>,
}

/// A plan to begin with. What nobody decided yet is absent, so that it has to be chosen.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ProposedPlan {
    pub areas: Vec<Zone>,
    pub concern: Option<Concern>,
    pub device: Option<DeviceProfileId>,
    pub numbing: Vec<NumbingProduct>,
    pub adjuncts: Vec<String>,
    pub practitioner: PersonId,
    pub costs: ConsentCosts,
    /// Visits of the course, for the estimate of what it comes to.
    pub visits: Option<u8>,
}

/// The plan the patient was shown and did not sign yet; else the course's concern, the face, the clinic's device where
/// it has one model only, the person signed in, and the costs the patient was told last.
///
/// # Errors
/// [`ApiError::NotFound`].
pub async fn propose_plan(app: &App, patient: PatientId) -> Result<ProposedPlan, ApiError> {
    let open = app.run(UseCase::TakeConsent).await?;
    let mut reader = open.store.reader().await?;
    let course = consultation::list(&mut reader, patient)
        .await?
        .into_iter()
        .next();
    let visits = course.as_ref().map(|course| course.planned_sessions);
    if let Some(shown) = consent_reply::unsigned_plan(&mut reader, patient).await? {
        return Ok(ProposedPlan {
            areas: shown.areas,
            concern: Some(shown.concern),
            device: Some(shown.device),
            numbing: shown.numbing,
            adjuncts: shown.adjuncts,
            practitioner: open.actor(),
            costs: shown.costs,
            visits,
        });
    }
    let mut models: Vec<DeviceProfileId> = stock::list_devices(&mut reader)
        .await?
        .into_iter()
        .map(|device| device.profile)
        .collect();
    models.dedup();
    let last = consent::list(&mut reader, patient)
        .await?
        .into_iter()
        .next();
    Ok(ProposedPlan {
        areas: Zone::ALL
            .into_iter()
            .filter(|zone| zone.is_facial() && !zone.is_excluded())
            .collect(),
        concern: course.map(|course| course.concern),
        device: match models.as_slice() {
            [only] => Some(*only),
            _ => None,
        },
        numbing: Vec::new(),
        adjuncts: Vec::new(),
        practitioner: open.actor(),
        costs: last
            .map(|stored| stored.consent.plan.costs)
            .unwrap_or_default(),
        visits,
    })
}

/// # Errors
/// [`ApiError::NotFound`].
pub async fn get_form(
    app: &App,
    patient: PatientId,
    plan: ConsentPlan,
) -> Result<ConsentFormView, ApiError> {
    let open = app.run(UseCase::TakeConsent).await?;
    plan.costs.check()?;
    let text = text_for(&open, patient, &plan, app.now()).await?;
    Ok(ConsentFormView {
        required_ticks: text.tick_keys().into_iter().map(str::to_owned).collect(),
        practitioner_name: open.person.printed_name(),
        given_before: consent_reply::given_before(&open, patient, &text).await?,
        plan,
        text,
    })
}

pub(crate) async fn text_for(
    open: &Open,
    patient: PatientId,
    plan: &ConsentPlan,
    now: DateTime<Utc>,
) -> Result<ConsentText, ApiError> {
    let (person, _) = crate::patient::get(open, patient).await?;
    let course = consultation::list(&mut *open.store.reader().await?, patient)
        .await?
        .into_iter()
        .next();
    let between = Between {
        clinic: &open.clinic,
        practitioner: &open.person,
        patient: &person,
        course: course.as_ref(),
    };
    between.text(plan, open.local_date(now))
}

/// Between whom a consent is made, and for which course.
pub(crate) struct Between<'a> {
    pub clinic: &'a Clinic,
    pub practitioner: &'a Person,
    pub patient: &'a Patient,
    pub course: Option<&'a Consultation>,
}

impl Between<'_> {
    /// The form filled in for a plan, as it reads on a date.
    pub(crate) fn text(&self, plan: &ConsentPlan, on: NaiveDate) -> Result<ConsentText, ApiError> {
        let words = common()?;
        let profile = plan.device.profile();
        let age = self.patient.age_on(on);
        let in_words = PlanInWords {
            practitioner_name: self.practitioner.name.clone(),
            practitioner_role: self.practitioner.title.clone(),
            training: self.practitioner.certification.clone(),
            board_certified_specialist: self.practitioner.board_certified,
            concern: words.indication(plan.concern)?.to_lowercase(),
            hopes: self
                .course
                .map(|course| course.hopes.clone())
                .unwrap_or_default(),
            areas: words.zones_running(&plan.areas)?,
            sessions: self
                .course
                .map(|course| course.planned_sessions.to_string())
                .unwrap_or_default(),
            weeks_from: course::WINDOW_FROM_DAYS / 7,
            weeks_to: course::WINDOW_TO_DAYS / 7,
            price_per_session: self.price(plan.costs.per_visit),
            price_total: self.price(
                plan.costs
                    .estimate(self.course.map(|course| course.planned_sessions)),
            ),
            extra_costs: plan.costs.extra.clone(),
            refund_rule: plan.costs.refund.clone(),
            retention_years: self
                .clinic
                .retention_years
                .map(|years| years.to_string())
                .unwrap_or_default(),
            device: words.device(plan.device)?,
            uses: uses(words, plan, self.patient.fitzpatrick, age)?,
            depth_limit: profile
                .labelled_max
                .map(|max| (f64::from(max) / 1000.0).to_string())
                .unwrap_or_default(),
            adjuncts: words.list(&plan.adjuncts),
            numbing_product: words.list(
                &plan
                    .numbing
                    .iter()
                    .map(|&product| words.numbing_product(product).map(str::to_owned))
                    .collect::<Result<Vec<_>, _>>()?,
            ),
            phone: self.clinic.phone.clone(),
            ..PlanInWords::default()
        };
        Ok(prepare(consent_form("en")?, &in_words)?)
    }

    fn price(&self, amount: Option<f64>) -> String {
        amount
            .map(|amount| parties::price(amount, self.clinic))
            .unwrap_or_default()
    }

    /// The locked consent and the page that is printed of it, from the same values.
    pub(crate) fn lock(
        &self,
        id: ConsentId,
        input: &ConsentInput,
        text: ConsentText,
        visit: PrintedVisit,
        now: DateTime<Utc>,
    ) -> Result<(Consent, ConsentDocument), ApiError> {
        let made = self.page(input, text, visit, now);
        let form = ConsentForm {
            template: made.text.template.clone(),
            revision: made.text.revision,
            language: made.text.language.clone(),
            required_ticks: made
                .text
                .tick_keys()
                .into_iter()
                .map(str::to_owned)
                .collect(),
            asks_depth: made.text.depth_choice.is_some(),
            text: rendered_text(&made),
            text_sha256: fingerprint(&made),
        };
        let consent = input.sign(
            id,
            self.patient.id,
            self.practitioner.printed_name(),
            form,
            now,
        )?;
        Ok((consent, made))
    }

    fn page(
        &self,
        input: &ConsentInput,
        text: ConsentText,
        visit: PrintedVisit,
        now: DateTime<Utc>,
    ) -> ConsentDocument {
        let blank = || Signature::Typed {
            name: String::new(),
        };
        let choices = [
            ("record", input.photos.record),
            ("teaching", input.photos.teaching),
            ("marketing", input.photos.marketing),
            ("depth_above_limit", input.depth_above_label),
        ];
        let keys: Vec<String> = text.choice_keys().into_iter().map(str::to_owned).collect();
        ConsentDocument {
            clinic: self.clinic.clone(),
            patient: parties::patient(self.patient),
            mark: DocumentMark {
                number: String::new(),
                version: 1,
            },
            visit,
            practitioner: parties::practitioner(self.practitioner),
            given_at: input.given_at,
            ticked: input.ticked.clone(),
            choices: choices
                .into_iter()
                .filter(|(key, _)| keys.iter().any(|known| known == key))
                .filter_map(|(key, allowed)| {
                    Some(Choice {
                        key: key.to_owned(),
                        allowed: allowed?,
                    })
                })
                .collect(),
            questions: input.questions.clone(),
            patient_signed: Signed {
                name: input.signer_name.clone(),
                role: String::new(),
                at: input.signed_at,
                signature: input.signature.clone().unwrap_or_else(blank),
            },
            practitioner_signed: Signed {
                name: self.practitioner.name.clone(),
                role: self.practitioner.title.clone(),
                at: now,
                signature: input.practitioner_signature.clone().unwrap_or_else(blank),
            },
            addenda: Vec::new(),
            withdrawals: Vec::new(),
            valid_to: last_day(now.with_timezone(&self.clinic.tz()).date_naive()),
            approved_by: None,
            text,
        }
    }
}

/// The words as a line begins with them.
fn beginning(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// Whether the device is cleared for each area and this concern, at this age: one line where all areas agree.
fn uses(
    words: &Common,
    plan: &ConsentPlan,
    fitzpatrick: Option<u8>,
    age: u8,
) -> Result<Vec<PlannedUse>, ApiError> {
    let concern = words.indication(plan.concern)?.to_lowercase();
    let clearance = |zone: Zone| {
        if u32::from(age) < device::CLEARED_FROM_AGE {
            return Clearance::NotCleared;
        }
        match plan
            .device
            .profile()
            .clearance(zone, plan.concern, fitzpatrick)
        {
            device::Clearance::Cleared => Clearance::Cleared,
            device::Clearance::NotCleared => Clearance::NotCleared,
            device::Clearance::NoneOnRecord => Clearance::NotChecked,
        }
    };
    let mut lines = Vec::new();
    for kind in [
        Clearance::Cleared,
        Clearance::NotCleared,
        Clearance::NotChecked,
    ] {
        let zones: Vec<Zone> = plan
            .areas
            .iter()
            .copied()
            .filter(|&zone| clearance(zone) == kind)
            .collect();
        if !zones.is_empty() {
            lines.push(PlannedUse {
                area: beginning(&words.zones_running(&zones)?),
                concern: concern.clone(),
                clearance: kind,
            });
        }
    }
    Ok(lines)
}

/// Locks a consent: all of it or nothing. The printed copy is made from the same values.
///
/// # Errors
/// Every missing tick, choice and signature.
pub async fn sign(
    app: &App,
    patient: PatientId,
    input: ConsentInput,
) -> Result<ConsentSigned, ApiError> {
    let open = app.run(UseCase::TakeConsent).await?;
    let now = app.now();
    let (person, _) = crate::patient::get(&open, patient).await?;
    let visit = Visit::load(&open, patient).await?;
    let between = Between {
        clinic: &open.clinic,
        practitioner: &open.person,
        patient: &person,
        course: visit.consultations.first(),
    };
    let text = between.text(&input.plan, open.local_date(now))?;
    let printed = parties::visit(
        &visit,
        visit.sessions.first().map_or(0, |last| last.number) + 1,
    );
    let id = ConsentId(Uuid::now_v7());
    let (consent, mut made) = between.lock(id, &input, text, printed, now)?;
    let sha256 = consent.text_sha256.clone();
    let approved_by = approval::printed(&open, now, open.actor())
        .await?
        .filter(|(approval, _)| approval.consent_revision == consent.revision)
        .map(|(_, printed)| printed);
    let mut write = open.write(now).await?;
    write.append(id.0, Fact::ConsentSigned { consent }).await?;
    draft::take(&mut write, "consent", patient.0, open.actor()).await?;
    write.commit().await?;
    // The signature is safe now; a page that cannot be set must not undo it.
    let document = document::keep(&open, now, patient, id.0, DocumentKind::Consent, |mark| {
        made.mark = mark;
        made.approved_by = approved_by;
        needlebook_documents::consent::render(&made, &parties::style(&open.clinic))
    })
    .await
    .ok();
    Ok(ConsentSigned {
        id,
        document,
        code: verification_code(&sha256),
        sha256,
    })
}

/// # Errors
/// [`ApiError::NotFound`].
pub async fn get(app: &App, id: ConsentId) -> Result<ConsentView, ApiError> {
    let open = app.run(UseCase::ReadRecord).await?;
    let stored = consent::get(&mut *open.store.reader().await?, id).await?;
    consent::refuse_altered(&stored.consent)?;
    Ok(ConsentView {
        code: verification_code(&stored.consent.text_sha256),
        consent: stored.consent,
        withdrawn_at: stored.withdrawn_at,
        addenda: stored.addenda,
    })
}

/// The patient takes the consent back. The record of what was done stays.
///
/// # Errors
/// [`ApiError::NotFound`].
pub async fn withdraw(app: &App, id: ConsentId, said: String) -> Result<(), ApiError> {
    let open = app.run(UseCase::WithdrawConsent).await?;
    let mut issues = Issues::default();
    let said = field::note(&mut issues, "said", &said);
    issues.or(())?;
    let now = app.now();
    let patient = consent::get(&mut *open.store.reader().await?, id)
        .await?
        .consent
        .patient;
    let withdrawal = Withdrawal {
        consent: id,
        said,
        recorded_by: open.actor(),
        at: now,
    };
    let mut write = open.write(now).await?;
    write
        .append(
            id.0,
            Fact::ConsentWithdrawn {
                patient,
                withdrawal,
            },
        )
        .await?;
    Ok(write.commit().await?)
}

/// The patient signs lines that the consent did not name, before numbing.
///
/// # Errors
/// A blank signature or name; no lines.
pub async fn sign_addendum(app: &App, id: ConsentId, input: AddendumInput) -> Result<(), ApiError> {
    let open = app.run(UseCase::TakeConsent).await?;
    let now = app.now();
    let mut issues = Issues::default();
    let signer_name = field::name(&mut issues, "signer_name", &input.signer_name);
    if input.lines.is_empty() {
        issues.add("lines", IssueCode::Required);
    }
    let signature = input.signature.filter(|mark| !mark.is_blank());
    if signature.is_none() {
        issues.add("signature", IssueCode::Required);
    }
    let signature = signature.unwrap_or(Signature::Typed {
        name: String::new(),
    });
    issues.or(())?;
    let stored = consent::get(&mut *open.store.reader().await?, id).await?;
    let addendum = Addendum {
        consent: id,
        lines: input.lines,
        signer_name,
        signature,
        practitioner: open.actor(),
        signed_at: now,
    };
    let mut write = open.write(now).await?;
    write
        .append(
            id.0,
            Fact::AddendumSigned {
                patient: stored.consent.patient,
                addendum,
            },
        )
        .await?;
    Ok(write.commit().await?)
}
