//! Every document as it looks for people who do not exist: to see what a clinic's paper will look like.

use crate::app::App;
use crate::error::ApiError;
use crate::role::UseCase;
use needlebook_documents::aftercare::AftercareSheet;
use needlebook_documents::leaflet::Leaflet;
use needlebook_documents::rule_set::RuleSetDocument;
use needlebook_documents::{
    DocumentMark, SheetLanguage, Style, aftercare, blank_forms, breach_report, call_list, consent,
    course_summary, leaflet, letter, not_today, patient_record, photo_comparison, precare,
    reaction, recall, recovery, rule_set, samples, session,
};
use needlebook_domain::clinic::Paper;
use needlebook_store::{device_profile, rule_setting};
use serde::Deserialize;
use specta::Type;

/// One sample: the document's name and its PDF bytes.
#[derive(Clone, Debug)]
pub struct Sample {
    pub document: &'static str,
    pub bytes: Vec<u8>,
}

/// How the samples are printed.
#[derive(Clone, Copy, Debug)]
pub struct SampleStyle {
    pub language: SheetLanguage,
    pub paper: Paper,
    pub large_print: bool,
}

impl SampleStyle {
    fn style(self) -> Style {
        Style {
            paper: self.paper,
            large: self.large_print,
        }
    }
}

/// Every document there is in the language.
///
/// # Errors
/// When one cannot be set.
pub fn all(sample: SampleStyle) -> Result<Vec<Sample>, ApiError> {
    let style = sample.style();
    let aftercare = Sample {
        document: "aftercare",
        bytes: aftercare_sheet(sample)?,
    };
    let leaflet = Sample {
        document: "leaflet",
        bytes: leaflet_in(sample.language, &style)?,
    };
    if sample.language != SheetLanguage::En {
        return Ok(vec![aftercare, leaflet]);
    }
    Ok(vec![
        aftercare,
        leaflet,
        Sample {
            document: "consent",
            bytes: consent::render(&samples::consent()?, &style)?,
        },
        Sample {
            document: "session",
            bytes: session::render(&samples::session(), &style)?,
        },
        Sample {
            document: "precare",
            bytes: precare::render(&samples::precare(), &style)?,
        },
        Sample {
            document: "reaction",
            bytes: reaction::render(&samples::reaction(), &style)?,
        },
        Sample {
            document: "recall_list",
            bytes: recall::render(&samples::recall_list(), &style)?,
        },
        Sample {
            document: "makers_reply",
            bytes: recall::render(&samples::makers_reply(), &style)?,
        },
        Sample {
            document: "needle_register",
            bytes: recall::render(&samples::needle_register(), &style)?,
        },
        Sample {
            document: "not_today",
            bytes: not_today::render(&samples::not_today()?, &style)?,
        },
        Sample {
            document: "letter",
            bytes: letter::render(&samples::letter()?, &style)?,
        },
        Sample {
            document: "course_summary",
            bytes: course_summary::render(&samples::course_summary(), &style)?,
        },
        Sample {
            document: "blank_forms",
            bytes: blank_forms::render(&samples::blank_forms(), &style)?,
        },
        Sample {
            document: "call_list",
            bytes: call_list::render(&samples::call_list(), &style)?,
        },
        Sample {
            document: "breach_report",
            bytes: breach_report::render(&samples::breach_report(), &style)?,
        },
        Sample {
            document: "patient_record",
            bytes: patient_record::render(&samples::patient_record()?, &style)?,
        },
        Sample {
            document: "photo_comparison",
            bytes: photo_comparison::render(&samples::photo_comparison(), &style)?,
        },
        Sample {
            document: "recovery",
            bytes: recovery::render(&samples::recovery(), &style)?,
        },
        Sample {
            document: "rule_set",
            bytes: rule_set::render(&samples::rule_set(), &style)?,
        },
    ])
}

/// What a medical lead reads before approving it.
#[derive(Clone, Copy, Debug, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ToApprove {
    RuleSet,
    Consent,
    Aftercare,
    Leaflet,
}

/// The pages to approve, on the clinic's own paper: the rules as they are in force, consent and sheet for a patient who does
/// not exist. None of them is kept.
///
/// # Errors
/// [`ApiError::Locked`].
pub async fn get_to_approve(app: &App, what: ToApprove) -> Result<Vec<u8>, ApiError> {
    let open = app.run(UseCase::SeeSettings).await?;
    let style = crate::parties::style(&open.clinic);
    Ok(match what {
        ToApprove::RuleSet => {
            let mut reader = open.store.reader().await?;
            let rules = RuleSetDocument {
                clinic: open.clinic.clone(),
                mark: DocumentMark {
                    number: String::new(),
                    version: 1,
                },
                settings: open.rules.clone(),
                changes: rule_setting::list_changes(&mut reader).await?,
                profile_changes: device_profile::list_changes(&mut reader).await?,
                approval: None,
            };
            rule_set::render(&rules, &style)?
        }
        ToApprove::Consent => consent::render(&samples::consent()?, &style)?,
        ToApprove::Aftercare => aftercare::render(&samples::aftercare(), &style)?,
        ToApprove::Leaflet => leaflet_in(SheetLanguage::En, &style)?,
    })
}

fn leaflet_in(language: SheetLanguage, style: &Style) -> Result<Vec<u8>, ApiError> {
    let sheet = Leaflet {
        language,
        ..samples::leaflet()
    };
    Ok(leaflet::render(&sheet, style)?)
}

/// One aftercare sheet, the document that is made while a patient waits.
///
/// # Errors
/// When it cannot be set.
pub fn aftercare_sheet(style: SampleStyle) -> Result<Vec<u8>, ApiError> {
    let sheet = AftercareSheet {
        language: style.language,
        ..samples::aftercare()
    };
    Ok(aftercare::render(&sheet, &style.style())?)
}
