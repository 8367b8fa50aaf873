//! Consent: what was agreed to, how it was signed, and whether it covers a session (PRACTICE 9, 10).

use crate::concern::Concern;
use crate::consent_costs::ConsentCosts;
use crate::date::add_months_clamp;
use crate::device::DeviceProfileId;
use crate::field;
use crate::ids::{ConsentId, PatientId, PersonId};
use crate::issue::{Issue, IssueCode, Issues};
use crate::numbing::NumbingProduct;
use crate::signature::Signature;
use crate::zone::Zone;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

/// A consent ends this many months after it was signed (P-CLAMP).
pub const MONTHS_VALID: u32 = 12;
/// It also ends after this many months without a session.
pub const MONTHS_WITHOUT_SESSION: u32 = 6;

/// What the consent is for. Everything a session does must lie inside it, or be added and signed before numbing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct ConsentPlan {
    pub areas: Vec<Zone>,
    pub concern: Concern,
    pub device: DeviceProfileId,
    pub numbing: Vec<NumbingProduct>,
    pub adjuncts: Vec<String>,
    pub practitioner: PersonId,
    #[serde(default)]
    pub costs: ConsentCosts,
}

/// The three separate photo choices; none is preselected and refusing one never affects care.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct PhotoChoices {
    pub record: Option<bool>,
    pub teaching: Option<bool>,
    pub marketing: Option<bool>,
}

/// A complete, signed, locked consent. There is no other kind: nothing half-signed is ever stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Consent {
    pub id: ConsentId,
    pub patient: PatientId,
    pub template: String,
    pub revision: u32,
    pub language: String,
    pub plan: ConsentPlan,
    /// When the information was given; separate from signing (time to think).
    pub given_at: DateTime<Utc>,
    /// Keys of every risk and starred item, ticked by the patient.
    pub ticked: Vec<String>,
    pub photos: PhotoChoices,
    /// Item 7: the patient's yes or no to a depth above the maker's tested limit; `None` where it was not asked.
    pub depth_above_label: Option<bool>,
    /// Questions the patient asked and what was answered.
    pub questions: String,
    /// The full name as the patient typed it.
    pub signer_name: String,
    pub signature: Signature,
    pub signed_at: DateTime<Utc>,
    pub practitioner_name: String,
    pub practitioner_signature: Signature,
    pub countersigned_at: DateTime<Utc>,
    /// The exact text that was on screen, and its SHA-256 in hex.
    pub text: String,
    pub text_sha256: String,
}

/// What arrives from the signing screen.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct ConsentInput {
    pub plan: ConsentPlan,
    pub given_at: DateTime<Utc>,
    pub ticked: Vec<String>,
    pub photos: PhotoChoices,
    pub depth_above_label: Option<bool>,
    pub questions: String,
    pub signer_name: String,
    pub signature: Option<Signature>,
    pub signed_at: DateTime<Utc>,
    pub practitioner_signature: Option<Signature>,
}

/// The template and text a consent is signed on, decided by the program, never by the screen.
#[derive(Clone, Debug)]
pub struct ConsentForm {
    pub template: String,
    pub revision: u32,
    pub language: String,
    /// Keys that must all be ticked.
    pub required_ticks: Vec<String>,
    /// Whether the depth above the maker's limit is asked about.
    pub asks_depth: bool,
    pub text: String,
    pub text_sha256: String,
}

impl ConsentInput {
    /// Nothing blank, unticked or unsigned becomes a consent, by any route.
    ///
    /// # Errors
    /// Every missing tick, choice and signature.
    pub fn sign(
        &self,
        id: ConsentId,
        patient: PatientId,
        practitioner_name: String,
        form: ConsentForm,
        now: DateTime<Utc>,
    ) -> Result<Consent, Vec<Issue>> {
        self.plan.costs.check()?;
        let mut issues = Issues::default();
        for key in form
            .required_ticks
            .iter()
            .filter(|key| !self.ticked.contains(key))
        {
            issues.add(&format!("ticked.{key}"), IssueCode::Required);
        }
        for key in self
            .ticked
            .iter()
            .filter(|key| !form.required_ticks.contains(key))
        {
            issues.add(&format!("ticked.{key}"), IssueCode::NotAChoice);
        }
        let choices = [
            ("photos.record", self.photos.record),
            ("photos.teaching", self.photos.teaching),
            ("photos.marketing", self.photos.marketing),
        ];
        for (path, _) in choices.iter().filter(|(_, choice)| choice.is_none()) {
            issues.add(path, IssueCode::Required);
        }
        if form.asks_depth != self.depth_above_label.is_some() {
            issues.add("depth_above_label", IssueCode::Required);
        }
        if self.plan.areas.is_empty() {
            issues.add("plan.areas", IssueCode::Required);
        }
        if self.given_at > self.signed_at || self.signed_at > now {
            issues.add("signed_at", IssueCode::EndsBeforeStart);
        }
        let signature = signed(&mut issues, "signature", self.signature.as_ref());
        let practitioner_signature = signed(
            &mut issues,
            "practitioner_signature",
            self.practitioner_signature.as_ref(),
        );
        let consent = Consent {
            id,
            patient,
            template: form.template,
            revision: form.revision,
            language: form.language,
            plan: self.plan.clone(),
            given_at: self.given_at,
            ticked: self.ticked.clone(),
            photos: self.photos,
            depth_above_label: self.depth_above_label,
            questions: field::note(&mut issues, "questions", &self.questions),
            signer_name: field::name(&mut issues, "signer_name", &self.signer_name),
            signature,
            signed_at: self.signed_at,
            practitioner_name,
            practitioner_signature,
            countersigned_at: now,
            text: form.text,
            text_sha256: form.text_sha256,
        };
        issues.or(consent)
    }
}

fn signed(issues: &mut Issues, path: &str, signature: Option<&Signature>) -> Signature {
    match signature {
        Some(mark) if !mark.is_blank() => mark.clone(),
        _ => {
            issues.add(path, IssueCode::Required);
            Signature::Typed {
                name: String::new(),
            }
        }
    }
}

/// Lines signed later, before numbing; each prints with its own time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Addendum {
    pub consent: ConsentId,
    pub lines: Vec<Uncovered>,
    pub signer_name: String,
    pub signature: Signature,
    pub practitioner: PersonId,
    pub signed_at: DateTime<Utc>,
}

/// What a session would do that the consent does not name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Uncovered {
    Area { zone: Zone },
    Concern { concern: Concern },
    Device { device: DeviceProfileId },
    DepthAboveLabel,
    Numbing { product: NumbingProduct },
    Practitioner { practitioner: PersonId },
}

/// What a session is about to do.
#[derive(Clone, Debug, Default)]
pub struct SessionNeeds {
    pub areas: Vec<Zone>,
    pub concerns: Vec<Concern>,
    pub device: Option<DeviceProfileId>,
    pub depth_above_label: bool,
    pub numbing: Vec<NumbingProduct>,
    pub practitioner: Option<PersonId>,
}

/// Whether a session may rest on the consent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ConsentGate {
    Open,
    /// None was signed.
    None,
    Withdrawn,
    /// Over since this date.
    Ended {
        on: NaiveDate,
    },
    /// Valid, with lines to sign first.
    Uncovered {
        lines: Vec<Uncovered>,
    },
}

/// The newest consent of a patient with what happened to it since.
#[derive(Clone, Debug)]
pub struct ConsentHistory<'a> {
    pub consent: &'a Consent,
    pub withdrawn: bool,
    pub addenda: &'a [Addendum],
    /// Local end date of the last signed session, if any.
    pub last_session_on: Option<NaiveDate>,
}

/// Judges a consent on the local date a session starts.
#[must_use]
pub fn gate(
    history: Option<&ConsentHistory<'_>>,
    needs: &SessionNeeds,
    start_on: NaiveDate,
    signed_on: impl Fn(DateTime<Utc>) -> NaiveDate,
) -> ConsentGate {
    let Some(history) = history else {
        return ConsentGate::None;
    };
    if history.withdrawn {
        return ConsentGate::Withdrawn;
    }
    let ends_on = ends_on(history, signed_on(history.consent.countersigned_at));
    if ends_on <= start_on {
        return ConsentGate::Ended { on: ends_on };
    }
    let lines = uncovered(history, needs);
    if lines.is_empty() {
        ConsentGate::Open
    } else {
        ConsentGate::Uncovered { lines }
    }
}

/// The last day the consent can carry a session, whatever else ends it before.
#[must_use]
pub fn last_day(signed_on: NaiveDate) -> NaiveDate {
    let over = add_months_clamp(signed_on, MONTHS_VALID);
    over.pred_opt().unwrap_or(over)
}

/// The first day on which the consent no longer counts.
#[must_use]
pub fn ends_on(history: &ConsentHistory<'_>, signed_on: NaiveDate) -> NaiveDate {
    end_of(signed_on, history.last_session_on)
}

/// The first day on which a consent signed on a date no longer counts, by the last session since.
#[must_use]
pub fn end_of(signed_on: NaiveDate, last_session_on: Option<NaiveDate>) -> NaiveDate {
    let since = last_session_on.unwrap_or(signed_on).max(signed_on);
    add_months_clamp(signed_on, MONTHS_VALID).min(add_months_clamp(since, MONTHS_WITHOUT_SESSION))
}

fn uncovered(history: &ConsentHistory<'_>, needs: &SessionNeeds) -> Vec<Uncovered> {
    let plan = &history.consent.plan;
    let areas = needs
        .areas
        .iter()
        .filter(|zone| !plan.areas.contains(zone))
        .map(|&zone| Uncovered::Area { zone });
    let concerns = needs
        .concerns
        .iter()
        .filter(|&&concern| concern != plan.concern)
        .map(|&concern| Uncovered::Concern { concern });
    let device = needs
        .device
        .filter(|&device| device != plan.device)
        .map(|device| Uncovered::Device { device });
    let above = (needs.depth_above_label && history.consent.depth_above_label != Some(true))
        .then_some(Uncovered::DepthAboveLabel);
    let numbing = needs
        .numbing
        .iter()
        .filter(|product| !plan.numbing.contains(product))
        .map(|&product| Uncovered::Numbing { product });
    let practitioner = needs
        .practitioner
        .filter(|&person| person != plan.practitioner)
        .map(|practitioner| Uncovered::Practitioner { practitioner });
    let mut lines: Vec<Uncovered> = Vec::new();
    for line in areas
        .chain(concerns)
        .chain(device)
        .chain(above)
        .chain(numbing)
        .chain(practitioner)
    {
        let signed_later = history
            .addenda
            .iter()
            .any(|addendum| addendum.lines.contains(&line));
        if !signed_later && !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}
