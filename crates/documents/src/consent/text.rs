//! The consent form filled in for one patient's plan: the exact text that is shown, ticked, hashed
//! and printed.

use needlebook_domain::consent::{MONTHS_VALID, MONTHS_WITHOUT_SESSION};
use serde::{Deserialize, Serialize};

use crate::content::{ConsentForm, FormSection, SectionKind};
use crate::error::Error;
use crate::wording::Values;

/// What a device is known to be cleared for, in the clinic's market.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Clearance {
    /// Cleared for this zone, concern and age.
    Cleared,
    /// Not cleared: off-label.
    NotCleared,
    /// Not entered for this country. Never shown as "not cleared" (PRACTICE 46).
    NotChecked,
}

/// One planned use of the device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct PlannedUse {
    /// Area in words, such as "Face".
    pub area: String,
    /// Concern in words, such as "acne scars".
    pub concern: String,
    /// What the device is cleared for.
    pub clearance: Clearance,
}

/// What a consent is asked for. Words, already decided.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ConsentPlan {
    /// Who does it.
    pub practitioner_name: String,
    /// Their professional title.
    pub practitioner_role: String,
    /// Their training in words; empty when not entered.
    pub training: String,
    /// Whether they are a board-certified dermatologist or plastic surgeon; if not, the form says so
    /// (PRACTICE 41).
    pub board_certified_specialist: bool,
    /// Concern in words.
    pub concern: String,
    /// The patient's hopes in their own words; empty when not given.
    pub hopes: String,
    /// Areas in words.
    pub areas: String,
    /// Visits planned in words, such as "6" or "3 to 6".
    pub sessions: String,
    /// Weeks between visits, at least.
    pub weeks_from: u32,
    /// Weeks between visits, at most.
    pub weeks_to: u32,
    /// Price of a visit as printed; empty when not entered.
    pub price_per_session: String,
    /// Price of the whole plan as printed; empty when not entered.
    pub price_total: String,
    /// What comes on top of it, in words; empty when not entered.
    pub extra_costs: String,
    /// The clinic's refund rule in words; empty when not entered.
    pub refund_rule: String,
    /// Device name.
    pub device: String,
    /// What the device is cleared for in words; empty when not known.
    pub cleared_for: String,
    /// Each planned zone and concern with its clearance.
    pub uses: Vec<PlannedUse>,
    /// The maker's tested depth in millimetres as printed, such as "1.5"; empty when the question is not asked.
    pub depth_limit: String,
    /// Other things planned on needled skin (vitamin C serum, PRP) in words; empty for none.
    pub adjuncts: String,
    /// Numbing product in words; empty when none is planned.
    pub numbing_product: String,
    /// The clinic's number.
    pub phone: String,
    /// Years that records are kept, as printed; empty when not set.
    pub retention_years: String,
}

/// A section as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ConsentSection {
    /// Stable key.
    pub key: String,
    /// Counts from 1.
    pub number: u32,
    /// What a person does with it.
    pub kind: SectionKind,
    /// Heading.
    pub title: String,
    /// Paragraphs as shown.
    pub paragraphs: Vec<String>,
    /// What the tick says, for a section that is ticked.
    pub statement: Option<String>,
}

/// A risk or a yes-or-no question as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ConsentLine {
    /// Stable key.
    pub key: String,
    /// In a few words.
    pub title: String,
    /// What it means.
    pub text: String,
}

/// The form as shown to one patient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ConsentText {
    /// Template id.
    pub template: String,
    /// Template revision.
    pub revision: u32,
    /// Language tag.
    pub language: String,
    /// Heading.
    pub title: String,
    /// First paragraph.
    pub introduction: String,
    /// Sections in order.
    pub sections: Vec<ConsentSection>,
    /// Risks, each ticked on its own (shown in the section of kind `Risks`).
    pub risks: Vec<ConsentLine>,
    /// Whether the maker's depth limit may be passed (shown in section "off_label"); absent when not asked.
    pub depth_choice: Option<ConsentLine>,
    /// Uses of photos, each yes or no (shown in the section of kind `Photos`).
    pub photo_scopes: Vec<ConsentLine>,
    /// What the patient's signature says.
    pub declaration: String,
    /// What the practitioner's signature says.
    pub practitioner_declaration: String,
}

impl ConsentText {
    /// Every key that must be ticked before the form counts as complete: each risk, then each
    /// section with a statement.
    #[must_use]
    pub fn tick_keys(&self) -> Vec<&str> {
        let risks = self.risks.iter().map(|r| r.key.as_str());
        let starred = self
            .sections
            .iter()
            .filter(|s| s.kind == SectionKind::Tick)
            .map(|s| s.key.as_str());
        risks.chain(starred).collect()
    }

    /// Every key that must be answered yes or no.
    #[must_use]
    pub fn choice_keys(&self) -> Vec<&str> {
        self.depth_choice
            .iter()
            .chain(&self.photo_scopes)
            .map(|c| c.key.as_str())
            .collect()
    }
}

/// Fills the form for a plan.
///
/// # Errors
/// [`Error::UnknownPlaceholder`] when the form asks for a value that no plan has.
pub fn prepare(form: &ConsentForm, plan: &ConsentPlan) -> Result<ConsentText, Error> {
    let values = values(plan);
    let mut sections = Vec::with_capacity(form.sections.len());
    for (section, number) in form.sections.iter().zip(1..) {
        sections.push(ConsentSection {
            key: section.key.clone(),
            number,
            kind: section.kind,
            title: section.title.clone(),
            paragraphs: paragraphs(form, section, plan, &values)?,
            statement: section.statement.clone(),
        });
    }
    let line = |key: &str, title: &str, text: &str| -> Result<ConsentLine, Error> {
        Ok(ConsentLine {
            key: key.to_owned(),
            title: title.to_owned(),
            text: values.fill(text)?,
        })
    };
    let depth = &form.depth_choice;
    Ok(ConsentText {
        template: form.id.clone(),
        revision: form.revision,
        language: form.language.clone(),
        title: form.title.clone(),
        introduction: form.introduction.clone(),
        sections,
        risks: form
            .risks
            .iter()
            .map(|r| line(&r.key, &r.title, &r.text))
            .collect::<Result<_, _>>()?,
        depth_choice: (!plan.depth_limit.is_empty())
            .then(|| line(&depth.key, &depth.title, &depth.text))
            .transpose()?,
        photo_scopes: form
            .photo_scopes
            .iter()
            .map(|s| line(&s.key, &s.title, &s.text))
            .collect::<Result<_, _>>()?,
        declaration: form.declaration.clone(),
        practitioner_declaration: form.practitioner_declaration.clone(),
    })
}

fn values(plan: &ConsentPlan) -> Values {
    let flag = |on: bool| if on { "yes" } else { "" };
    Values::new()
        .with("practitioner_name", &plan.practitioner_name)
        .with("practitioner_role", &plan.practitioner_role)
        .with("training", &plan.training)
        .with("not_specialist", flag(!plan.board_certified_specialist))
        .with("concern", &plan.concern)
        .with("hopes", &plan.hopes)
        .with("areas", &plan.areas)
        .with("sessions", &plan.sessions)
        .with("weeks_from", plan.weeks_from.to_string())
        .with("weeks_to", plan.weeks_to.to_string())
        .with("price_per_session", &plan.price_per_session)
        .with("price_total", &plan.price_total)
        .with(
            "no_price",
            flag(plan.price_per_session.is_empty() && plan.price_total.is_empty()),
        )
        .with("extra_costs", sentence(&plan.extra_costs))
        .with("no_extra_costs", flag(plan.extra_costs.is_empty()))
        .with("refund_rule", sentence(&plan.refund_rule))
        .with("no_refund_rule", flag(plan.refund_rule.is_empty()))
        .with("device", &plan.device)
        .with("cleared_for", &plan.cleared_for)
        .with("depth_limit", &plan.depth_limit)
        .with("adjuncts", &plan.adjuncts)
        .with("numbing_product", &plan.numbing_product)
        .with("no_numbing", flag(plan.numbing_product.is_empty()))
        .with("phone", &plan.phone)
        .with("retention_years", &plan.retention_years)
        .with("no_retention", flag(plan.retention_years.is_empty()))
        .with("months_without_session", MONTHS_WITHOUT_SESSION.to_string())
        .with("months_valid", MONTHS_VALID.to_string())
}

/// What was typed without its full stop: the wording sets one.
fn sentence(typed: &str) -> &str {
    typed.trim().trim_end_matches('.')
}

fn paragraphs(
    form: &ConsentForm,
    section: &FormSection,
    plan: &ConsentPlan,
    values: &Values,
) -> Result<Vec<String>, Error> {
    let mut filled = Vec::new();
    for paragraph in &section.paragraphs {
        if paragraph == "{*uses}" {
            for planned in &plan.uses {
                filled.push(planned_use(form, planned)?);
            }
            continue;
        }
        let shown = values.fill(&known_parts(paragraph, values)?)?;
        let shown = shown.trim();
        if !shown.is_empty() {
            filled.push(shown.to_owned());
        }
    }
    Ok(filled)
}

/// The wording without its `{?name}` parts whose value is empty. Such a part runs to the next one or
/// to the paragraph's end.
fn known_parts(paragraph: &str, values: &Values) -> Result<String, Error> {
    let mut parts = paragraph.split("{?");
    let mut known = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, words) = part
            .split_once('}')
            .ok_or_else(|| Error::UnknownPlaceholder {
                placeholder: part.to_owned(),
            })?;
        if !values.get(name)?.is_empty() {
            known.push_str(words);
        }
    }
    Ok(known)
}

fn planned_use(form: &ConsentForm, planned: &PlannedUse) -> Result<String, Error> {
    let wording = match planned.clearance {
        Clearance::Cleared => &form.uses.cleared,
        Clearance::NotCleared => &form.uses.not_cleared,
        Clearance::NotChecked => &form.uses.not_checked,
    };
    Values::new()
        .with("area", &planned.area)
        .with("concern", &planned.concern)
        .fill(wording)
}
