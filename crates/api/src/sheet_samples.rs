//! Every document as they look for people who do not exist: to see what a clinic's paper will look like.

use crate::error::ApiError;
use needlebook_documents::{Style, aftercare, consent, recovery, rule_set, samples, session};
use needlebook_domain::clinic::{Language, Paper};

/// One sample: the document's name and its PDF bytes.
#[derive(Clone, Debug)]
pub struct Sample {
    pub document: &'static str,
    pub bytes: Vec<u8>,
}

/// How the samples are printed.
#[derive(Clone, Copy, Debug)]
pub struct SampleStyle {
    pub language: Language,
    pub paper: Paper,
    pub large_print: bool,
}

impl SampleStyle {
    fn style(self) -> Style {
        match self.language {
            Language::En => Style {
                paper: self.paper,
                large: self.large_print,
            },
        }
    }
}

/// Every document there is.
///
/// # Errors
/// When one cannot be set.
pub fn all(style: SampleStyle) -> Result<Vec<Sample>, ApiError> {
    let style = style.style();
    Ok(vec![
        Sample {
            document: "aftercare",
            bytes: aftercare::render(&samples::aftercare(), &style)?,
        },
        Sample {
            document: "consent",
            bytes: consent::render(&samples::consent()?, &style)?,
        },
        Sample {
            document: "session",
            bytes: session::render(&samples::session(), &style)?,
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

/// One aftercare sheet, the document that is made while a patient waits.
///
/// # Errors
/// When it cannot be set.
pub fn aftercare_sheet(style: SampleStyle) -> Result<Vec<u8>, ApiError> {
    Ok(aftercare::render(&samples::aftercare(), &style.style())?)
}
