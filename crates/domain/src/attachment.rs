//! Documents that came from elsewhere: a doctor's letter, a referral, a page of a paper day. Kept whole beside what the
//! clinic wrote itself, and never taken for something the patient signed here.

use crate::field;
use crate::ids::{AttachmentId, PatientId, PersonId};
use crate::issue::{Issue, IssueCode, Issues};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;
use uuid::Uuid;

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AttachmentKind {
    /// From a doctor or prescriber: what lifts R23, R24 and R39 (PRACTICE 45).
    DoctorLetter,
    Referral,
    /// Of a laboratory, an examination, a patch test elsewhere.
    Result,
    /// Written by hand while the laptop was out of use (PRACTICE 26).
    PaperRecord,
    Other,
}

/// The kinds of file that are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AttachedFormat {
    Pdf,
    Jpeg,
    Png,
}

impl AttachedFormat {
    /// How the name of such a file ends.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }
}

/// One file of a document: a PDF of several pages, or the picture of one page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AttachedFile {
    /// The sealed file. Sealed again, it has another.
    pub id: Uuid,
    pub format: AttachedFormat,
    /// Hex, of the bytes as they were received.
    pub sha256: String,
    /// Of the kept file.
    pub byte_count: u32,
}

/// Most files of one document: a thick letter photographed page by page.
pub const FILES_MAX: usize = 20;

/// What a person says a document is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AttachmentLabel {
    pub kind: AttachmentKind,
    /// Empty where the kind says enough.
    pub title: String,
    /// Who wrote it; empty where nobody knows.
    pub author: String,
    /// The date that stands on it.
    pub dated_on: Option<NaiveDate>,
}

/// What is typed about a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct AttachmentInput {
    pub kind: Option<AttachmentKind>,
    pub title: String,
    pub author: String,
    pub dated_on: Option<NaiveDate>,
}

impl AttachmentInput {
    /// # Errors
    /// Every refused field. A doctor's letter needs its author and its date, because answers lean on it.
    pub fn parse(&self, today: NaiveDate) -> Result<AttachmentLabel, Vec<Issue>> {
        let mut issues = Issues::default();
        if self.kind.is_none() {
            issues.add("kind", IssueCode::Required);
        }
        let is_leant_on = self.kind == Some(AttachmentKind::DoctorLetter);
        let author = if is_leant_on {
            field::required_line(&mut issues, "author", &self.author)
        } else {
            field::line(&mut issues, "author", &self.author)
        };
        match self.dated_on {
            Some(on) if on > today => issues.add("dated_on", IssueCode::InTheFuture),
            None if is_leant_on => issues.add("dated_on", IssueCode::Required),
            _ => {}
        }
        let label = AttachmentLabel {
            kind: self.kind.unwrap_or(AttachmentKind::Other),
            title: field::line(&mut issues, "title", &self.title),
            author,
            dated_on: self.dated_on,
        };
        issues.or(label)
    }
}

/// A document of a patient.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Attachment {
    pub id: AttachmentId,
    pub patient: PatientId,
    pub label: AttachmentLabel,
    /// In the order of its pages; never empty.
    pub files: Vec<AttachedFile>,
    pub attached_at: DateTime<Utc>,
    pub attached_by: PersonId,
}

impl Attachment {
    /// The sealed files.
    pub fn sealed(&self) -> impl Iterator<Item = Uuid> + '_ {
        self.files.iter().map(|file| file.id)
    }
}

/// A document that went to the record it belongs to (PRACTICE 21).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AttachmentMoved {
    pub from: PatientId,
    /// As it stands in the right record. Its files are sealed again: nothing that opened them in the wrong one opens them
    /// now.
    pub attachment: Attachment,
    pub reason: String,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    fn typed(kind: Option<AttachmentKind>) -> AttachmentInput {
        AttachmentInput {
            kind,
            title: String::new(),
            author: String::new(),
            dated_on: None,
        }
    }

    fn today() -> NaiveDate {
        "2026-11-23".parse().unwrap()
    }

    fn refused(input: &AttachmentInput) -> Vec<(String, IssueCode)> {
        let issues = input.parse(today()).err().unwrap_or_default();
        issues
            .into_iter()
            .map(|issue| (issue.path, issue.code))
            .collect()
    }

    #[test]
    fn a_document_says_what_it_is_and_a_doctors_letter_also_who_wrote_it_and_when() {
        assert_eq!(
            refused(&typed(None)),
            [("kind".to_owned(), IssueCode::Required)]
        );
        assert_eq!(
            refused(&typed(Some(AttachmentKind::DoctorLetter))),
            [
                ("author".to_owned(), IssueCode::Required),
                ("dated_on".to_owned(), IssueCode::Required)
            ]
        );
        assert!(
            typed(Some(AttachmentKind::PaperRecord))
                .parse(today())
                .is_ok()
        );
    }

    #[test]
    fn no_document_is_dated_tomorrow() {
        let mut input = typed(Some(AttachmentKind::Other));
        input.dated_on = today().succ_opt();
        assert_eq!(
            refused(&input),
            [("dated_on".to_owned(), IssueCode::InTheFuture)]
        );
        input.dated_on = Some(today());
        assert_eq!(input.parse(today()).unwrap().dated_on, Some(today()));
    }
}
