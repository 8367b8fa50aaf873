//! The form filled in for one plan: between whom it is made, what it says, and whether the device is cleared for it.

use crate::app::App;
use crate::app::Open;
use crate::consent_reply;
use crate::error::ApiError;
use crate::parties;
use crate::role::UseCase;
use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use needlebook_documents::consent::Clearance;
use needlebook_documents::consent::ConsentPlan as PlanInWords;
use needlebook_documents::consent::ConsentText;
use needlebook_documents::consent::PlannedUse;
use needlebook_documents::consent::prepare;
use needlebook_documents::content::Common;
use needlebook_documents::content::common;
use needlebook_documents::content::consent_form;
use needlebook_domain::clinic::Clinic;
use needlebook_domain::consent::ConsentPlan;
use needlebook_domain::consultation::Consultation;
use needlebook_domain::course;
use needlebook_domain::device;
use needlebook_domain::device::DeviceProfile;
use needlebook_domain::ids::PatientId;
use needlebook_domain::patient::Patient;
use needlebook_domain::person::Person;
use needlebook_domain::rule_settings::RuleSettings;
use needlebook_domain::zone::Zone;
use needlebook_store::consultation;
use serde::Serialize;
use specta::Type;

/// The form filled in for one plan, as the patient reads it.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ConsentFormView {
    pub text: ConsentText,
    /// Keys that must all be ticked.
    pub required_ticks: Vec<String>,
    pub plan: ConsentPlan,
    pub practitioner_name: String,
    /// When this very text, or the leaflet, went home with the patient; the time to think counts from there.
    pub given_before: Option<DateTime<Utc>>,
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
        rules: &open.rules,
    };
    between.text(plan, open.local_date(now))
}

/// Between whom a consent is made, and for which course.
pub(crate) struct Between<'a> {
    pub clinic: &'a Clinic,
    pub practitioner: &'a Person,
    pub patient: &'a Patient,
    pub course: Option<&'a Consultation>,
    /// What the device can do and is cleared for stands here.
    pub rules: &'a RuleSettings,
}

impl Between<'_> {
    /// The form filled in for a plan, as it reads on a date.
    pub(crate) fn text(&self, plan: &ConsentPlan, on: NaiveDate) -> Result<ConsentText, ApiError> {
        let words = common()?;
        let profile = self
            .rules
            .devices()
            .find(plan.device)
            .ok_or_else(|| ApiError::NotFound {
                entity: "device_profile".to_owned(),
            })?;
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
            device: words.device(profile)?,
            uses: self.uses(words, plan, profile, on)?,
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

    /// Whether the device is cleared for each area and this concern, at this age: one line where all areas agree.
    fn uses(
        &self,
        words: &Common,
        plan: &ConsentPlan,
        profile: &DeviceProfile,
        on: NaiveDate,
    ) -> Result<Vec<PlannedUse>, ApiError> {
        let concern = words.indication(plan.concern)?.to_lowercase();
        let clearance = |zone: Zone| {
            let planned = device::PlannedUse {
                zone,
                concern: plan.concern,
                fitzpatrick: self.patient.fitzpatrick,
                age_years: Some(u32::from(self.patient.age_on(on))),
            };
            match profile.clearance(self.rules.screening.market, &planned) {
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

    fn price(&self, amount: Option<f64>) -> String {
        amount
            .map(|amount| parties::price(amount, self.clinic))
            .unwrap_or_default()
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
