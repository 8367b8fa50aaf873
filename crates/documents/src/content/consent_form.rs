//! The consent form as a template: what it asks, in the language it is read in.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use needlebook_domain::photo::PhotoScope;
use serde::{Deserialize, Serialize};

use crate::error::Error;

/// What a person does with a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    /// Reads it.
    Read,
    /// Reads it and ticks each risk.
    Risks,
    /// Reads it and ticks its statement.
    Tick,
    /// Answers yes or no for each photo scope.
    Photos,
}

/// A section of the form, with placeholders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct FormSection {
    /// Stable key.
    pub key: String,
    /// What a person does with it.
    pub kind: SectionKind,
    /// Heading.
    pub title: String,
    /// Paragraphs. `{name}` is a value; `{?name}` at a sentence's start prints what follows only when
    /// the value is known; `{*uses}` stands for one paragraph per planned use.
    pub paragraphs: Vec<String>,
    /// What the tick says, for a section that is ticked.
    #[serde(default)]
    pub statement: Option<String>,
}

/// A risk, ticked on its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct FormRisk {
    /// Stable key.
    pub key: String,
    /// The risk in a few words.
    pub title: String,
    /// What it means.
    pub text: String,
}

/// A yes-or-no question: a use of photos, or a depth above the maker's limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct FormChoice {
    /// Stable key.
    pub key: String,
    /// The question in a few words.
    pub title: String,
    /// What a yes means.
    pub text: String,
}

/// Words for a planned use, by what the device is cleared for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct FormUses {
    /// The device is cleared for it.
    pub cleared: String,
    /// The device is not cleared for it.
    pub not_cleared: String,
    /// Nobody entered the clearance for this country.
    pub not_checked: String,
}

/// The consent form of a language (RULES.md section 7, PRACTICE 42, 43 and 46).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct ConsentForm {
    /// Template id: "microneedling".
    pub id: String,
    /// Counts up with every change of wording.
    pub revision: u32,
    /// Language tag.
    pub language: String,
    /// Heading of the form.
    pub title: String,
    /// First paragraph.
    pub introduction: String,
    /// Sections in order; numbered from 1.
    pub sections: Vec<FormSection>,
    /// Risks in order.
    pub risks: Vec<FormRisk>,
    /// Words for planned uses.
    pub uses: FormUses,
    /// The question whether the maker's depth limit may be passed.
    pub depth_choice: FormChoice,
    /// Uses of photos.
    pub photo_scopes: Vec<FormChoice>,
    /// What the patient's signature says.
    pub declaration: String,
    /// What the practitioner's signature says.
    pub practitioner_declaration: String,
}

/// Words of the printed consent around the form's text.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct ConsentPrint {
    pub document: String,
    pub patient: String,
    pub record: String,
    pub record_visit: String,
    pub treated_by: String,
    pub named_role: String,
    pub form: String,
    pub form_value: String,
    pub given: String,
    pub signed: String,
    pub instant: String,
    pub ticked: String,
    pub yes: String,
    pub no: String,
    pub questions: String,
    pub addendum: String,
    pub addendum_lead: String,
    pub added: AddedWords,
    pub withdrawals: String,
    pub withdrawal: String,
    pub signatures: String,
    pub signed_by: String,
    pub signed_by_role: String,
    pub typed: String,
    pub fingerprint_title: String,
    pub fingerprint: String,
    pub verification: String,
    pub electronic: String,
    pub valid_to: String,
    pub languages: BTreeMap<String, String>,
}

/// Words for a line of an addendum, by what it adds.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct AddedWords {
    pub area: String,
    pub concern: String,
    pub device: String,
    pub depth_above_label: String,
    pub numbing: String,
    pub practitioner: String,
}

/// Words around the form that goes home to be read.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct ConsentToReadPrint {
    pub document: String,
    pub note_title: String,
    pub note: String,
    pub patient: String,
    pub treated_by: String,
    pub named_role: String,
    pub given: String,
    pub instant: String,
    pub ask: String,
    pub asked: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct ConsentWording {
    form: ConsentForm,
    print: ConsentPrint,
    to_read: ConsentToReadPrint,
}

fn wording() -> Result<&'static ConsentWording, Error> {
    static PARSED: OnceLock<ConsentWording> = OnceLock::new();
    super::kept(
        &PARSED,
        "consent",
        include_str!("../../content/en/consent.json"),
    )
}

/// The consent form in a language.
///
/// # Errors
/// [`Error::UnknownLanguage`] when there is no form in that language.
pub fn consent_form(language: &str) -> Result<&'static ConsentForm, Error> {
    let form = &wording()?.form;
    if form.language == language {
        Ok(form)
    } else {
        Err(Error::UnknownLanguage {
            language: language.to_owned(),
        })
    }
}

/// A use of photos, as the English form calls it.
pub(crate) fn photo_use(scope: PhotoScope) -> Result<&'static str, Error> {
    let key = match scope {
        PhotoScope::Record => "record",
        PhotoScope::Teaching => "teaching",
        PhotoScope::Marketing => "marketing",
    };
    let uses = &wording()?.form.photo_scopes;
    let found = uses.iter().find(|one| one.key == key);
    found
        .map(|one| one.title.as_str())
        .ok_or_else(|| Error::NoWording { id: key.to_owned() })
}

/// The words printed around the form's text.
pub(crate) fn consent_print() -> Result<&'static ConsentPrint, Error> {
    Ok(&wording()?.print)
}

/// The words printed around a form to read at home.
pub(crate) fn consent_to_read_print() -> Result<&'static ConsentToReadPrint, Error> {
    Ok(&wording()?.to_read)
}
