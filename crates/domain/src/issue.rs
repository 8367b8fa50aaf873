//! What is wrong with what was typed: a code with data for one field, never a sentence.
//!
//! Every parser of the domain collects all issues before it gives up, so that a form shows them at once.

use serde::{Deserialize, Serialize};
use specta::Type;
use std::collections::BTreeMap;

/// The reason a field was refused. The UI holds one sentence for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum IssueCode {
    /// Nothing was entered and the field is needed.
    Required,
    /// Longer than `max` characters.
    TooLong,
    /// Shorter than `min` characters.
    TooShort,
    /// Holds a control character (a line break in a one-line field, a NUL...).
    ControlCharacter,
    /// Holds a character that nobody sees and that turns or hides what stands beside it.
    HiddenCharacter,
    /// A number to call without a number in it.
    NoDigits,
    /// Nothing in it can be read aloud: only marks, spaces or pictures.
    NoLetters,
    /// Not a number where one is needed.
    NotANumber,
    /// Outside `min`..`max`.
    OutOfRange,
    /// A date that has not come yet.
    InTheFuture,
    /// A date before `min`.
    TooEarly,
    /// Not in the form this field needs (`expected` names it).
    WrongForm,
    /// A day that no calendar has, as 31 February.
    NoSuchDate,
    /// Not one of the choices.
    NotAChoice,
    /// The passphrase is too easy to guess (`score` of 4).
    TooWeak,
    /// A PIN that everybody tries first: one digit again and again, or digits in a row.
    EasyPin,
    /// Ends before it begins.
    EndsBeforeStart,
    /// Past its expiry date.
    Expired,
    /// Already in use by another record.
    AlreadyUsed,
    /// Must not stand where everybody reads it (PRACTICE 27).
    NeverShown,
    /// Names an amount of a medicine (`dose`), which must not stand there.
    NamesADose,
    /// Holds a word of the patient's name, and would outlive the record.
    NamesThePatient,
    /// The two entries differ.
    DoesNotMatch,
}

/// One refused field. `path` is dotted, as the form names it: `owner.passphrase`, `zones.3.depth_mm`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Issue {
    pub path: String,
    pub code: IssueCode,
    pub params: BTreeMap<String, String>,
}

/// Collects issues while a form is read.
#[derive(Debug, Default)]
pub struct Issues(Vec<Issue>);

impl Issues {
    pub fn add(&mut self, path: &str, code: IssueCode) {
        self.add_with(path, code, &[]);
    }

    pub fn add_with(&mut self, path: &str, code: IssueCode, params: &[(&str, String)]) {
        self.0.push(Issue {
            path: path.to_owned(),
            code,
            params: params
                .iter()
                .map(|(key, value)| ((*key).to_owned(), value.clone()))
                .collect(),
        });
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value, when nothing was refused.
    ///
    /// # Errors
    /// Every issue collected so far.
    pub fn or<T>(self, value: T) -> Result<T, Vec<Issue>> {
        if self.0.is_empty() {
            Ok(value)
        } else {
            Err(self.0)
        }
    }

    /// The value, when nothing was refused. Whoever could not make one has added the issue that says why.
    ///
    /// # Errors
    /// Every issue collected so far.
    pub fn or_some<T>(self, value: Option<T>) -> Result<T, Vec<Issue>> {
        value.filter(|_| self.0.is_empty()).ok_or(self.0)
    }
}
