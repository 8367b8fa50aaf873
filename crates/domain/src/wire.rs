//! Reading JSON that others wrote, strictly and with the path of whatever is wrong.
//!
//! A misspelt answer must not pass as "not asked", so every object is read with its full list of known
//! keys. The path is built only when something is wrong.

use std::ops::RangeInclusive;

use crate::ids::AttachmentId;
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What kind of sense the input fails to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum InputErrorCode {
    /// The line is not one JSON object.
    NotJson,
    /// No rules exist for this kind.
    UnknownKind,
    /// A key that nobody asked for.
    UnknownKey,
    /// A key that is needed and absent.
    Missing,
    /// Another JSON type than the key takes.
    WrongType,
    /// A number outside its range, or a word that is not one of the choices.
    OutOfRange,
    /// A date or time that does not exist.
    NoSuchDate,
    /// A body zone or a time zone that does not exist.
    NoSuchZone,
}

/// Input that makes no sense.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, thiserror::Error)]
#[error("{code:?} at {path}: {detail}")]
pub struct InputError {
    /// What is wrong.
    pub code: InputErrorCode,
    /// Where, from the root of the line, joined by dots.
    pub path: String,
    /// What was found or what is allowed.
    pub detail: String,
}

/// A place in a JSON value.
#[derive(Debug, Clone, Copy)]
pub struct Node<'a> {
    value: &'a Value,
    parent: Option<&'a Node<'a>>,
    key: &'a str,
    index: Option<usize>,
}

impl<'a> Node<'a> {
    /// The root, with the name its paths begin with.
    #[must_use]
    pub const fn root(value: &'a Value, name: &'a str) -> Self {
        Self {
            value,
            parent: None,
            key: name,
            index: None,
        }
    }

    /// The value here.
    #[must_use]
    pub const fn value(&self) -> &'a Value {
        self.value
    }

    /// Where this is, from the root.
    #[must_use]
    pub fn path(&self) -> String {
        let here = match self.index {
            Some(index) => index.to_string(),
            None => self.key.to_owned(),
        };
        match self.parent {
            Some(parent) => {
                let above = parent.path();
                if above.is_empty() {
                    here
                } else {
                    format!("{above}.{here}")
                }
            }
            None => here,
        }
    }

    /// An error at this place.
    #[must_use]
    pub fn error(&self, code: InputErrorCode, detail: impl Into<String>) -> InputError {
        InputError {
            code,
            path: self.path(),
            detail: detail.into(),
        }
    }

    fn wrong_type(&self, wanted: &str) -> InputError {
        self.error(InputErrorCode::WrongType, wanted)
    }

    /// The object here, none of whose keys lies outside `known`.
    ///
    /// # Errors
    /// Another type, or an unknown key.
    pub fn object(&self, known: &[&str]) -> Result<&'a Map<String, Value>, InputError> {
        self.object_except(known, &[])
    }

    /// The object here, whose keys all lie in `known` or in `beside`.
    ///
    /// # Errors
    /// Another type, or an unknown key.
    pub fn object_except(
        &self,
        known: &[&str],
        beside: &[&str],
    ) -> Result<&'a Map<String, Value>, InputError> {
        let map = self
            .value
            .as_object()
            .ok_or_else(|| self.wrong_type("object"))?;
        for (key, value) in map {
            if !known.contains(&key.as_str()) && !beside.contains(&key.as_str()) {
                return Err(self
                    .child(key, value)
                    .error(InputErrorCode::UnknownKey, key.as_str()));
            }
        }
        Ok(map)
    }

    fn child<'b>(&'b self, key: &'b str, value: &'b Value) -> Node<'b> {
        Node {
            value,
            parent: Some(self),
            key,
            index: None,
        }
    }

    /// The value of a key, if it is there; `null` counts as there.
    #[must_use]
    pub fn get<'b>(&'b self, key: &'b str) -> Option<Node<'b>> {
        let value = self.value.as_object()?.get(key)?;
        Some(self.child(key, value))
    }

    /// The value of a key that must be there.
    ///
    /// # Errors
    /// It is absent.
    pub fn need<'b>(&'b self, key: &'b str) -> Result<Node<'b>, InputError> {
        self.get(key).ok_or_else(|| {
            self.child(key, &Value::Null)
                .error(InputErrorCode::Missing, key)
        })
    }

    /// The value of a key read by `read`, or nothing where the key is absent or `null`.
    ///
    /// # Errors
    /// Whatever `read` finds wrong.
    pub fn optional<T>(
        &self,
        key: &str,
        read: impl FnOnce(&Node<'_>) -> Result<T, InputError>,
    ) -> Result<Option<T>, InputError> {
        match self.get(key) {
            Some(node) if !node.value.is_null() => read(&node).map(Some),
            _ => Ok(None),
        }
    }

    /// Whether the value says "don't know": `null` or the word.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.value.is_null() || self.value.as_str() == Some("unknown")
    }

    /// Text.
    ///
    /// # Errors
    /// Another type.
    pub fn string(&self) -> Result<&'a str, InputError> {
        self.value.as_str().ok_or_else(|| self.wrong_type("text"))
    }

    /// The id of an attached document.
    ///
    /// # Errors
    /// Another type, or text that is no id.
    pub fn attachment(&self) -> Result<AttachmentId, InputError> {
        let text = self.string()?;
        text.parse()
            .map_err(|_| self.wrong_type("the id of an attached document"))
    }

    /// Yes or no.
    ///
    /// # Errors
    /// Another type.
    pub fn boolean(&self) -> Result<bool, InputError> {
        self.value
            .as_bool()
            .ok_or_else(|| self.wrong_type("true or false"))
    }

    /// A number inside a range, both ends included.
    ///
    /// # Errors
    /// Another type, or outside the range.
    pub fn number(&self, least: f64, most: f64) -> Result<f64, InputError> {
        let number = self
            .value
            .as_f64()
            .ok_or_else(|| self.wrong_type("number"))?;
        if (least..=most).contains(&number) {
            Ok(number)
        } else {
            Err(self.outside(least, most))
        }
    }

    /// A whole number inside a range, both ends included.
    ///
    /// # Errors
    /// Another type, a fraction, or outside the range.
    pub fn integer(&self, least: u32, most: u32) -> Result<u32, InputError> {
        let number = self.number(f64::MIN, f64::MAX)?;
        if number.fract() != 0.0 {
            return Err(self.wrong_type("whole number"));
        }
        self.value
            .as_u64()
            .or_else(|| as_whole(number))
            .and_then(|whole| u32::try_from(whole).ok())
            .filter(|whole| (least..=most).contains(whole))
            .ok_or_else(|| self.outside(least, most))
    }

    /// A whole number of a size that settings have; what range it must lie in is the setting's to say.
    ///
    /// # Errors
    /// Another type, a fraction, or no number of that size.
    pub fn whole(&self) -> Result<u16, InputError> {
        let whole = self.integer(0, u32::from(u16::MAX))?;
        Ok(u16::try_from(whole).unwrap_or(u16::MAX))
    }

    /// The error for a number outside its range.
    #[must_use]
    pub fn outside(
        &self,
        least: impl std::fmt::Display,
        most: impl std::fmt::Display,
    ) -> InputError {
        self.error(InputErrorCode::OutOfRange, format!("{least} to {most}"))
    }

    /// A civil date, `YYYY-MM-DD`.
    ///
    /// # Errors
    /// Another type, or no date of the calendar.
    pub fn date(&self) -> Result<NaiveDate, InputError> {
        let text = self.string()?;
        read_date(text).ok_or_else(|| self.error(InputErrorCode::NoSuchDate, text))
    }

    /// A civil date, or nothing where it is not known.
    ///
    /// # Errors
    /// Another type, or no date of the calendar.
    pub fn date_if_known(&self, key: &str) -> Result<Option<NaiveDate>, InputError> {
        match self.get(key) {
            Some(node) if !node.is_unknown() => node.date().map(Some),
            _ => Ok(None),
        }
    }

    /// An instant with its offset, RFC 3339.
    ///
    /// # Errors
    /// Another type, or no such time.
    pub fn instant(&self) -> Result<DateTime<FixedOffset>, InputError> {
        let text = self.string()?;
        DateTime::parse_from_rfc3339(text)
            .ok()
            .filter(|at| YEARS.contains(&at.year()))
            .ok_or_else(|| self.error(InputErrorCode::NoSuchDate, text))
    }

    /// An IANA time zone.
    ///
    /// # Errors
    /// Another type, or no zone of that name.
    pub fn time_zone(&self) -> Result<chrono_tz::Tz, InputError> {
        let text = self.string()?;
        text.parse()
            .map_err(|_| self.error(InputErrorCode::NoSuchZone, text))
    }

    /// One of a set of words.
    ///
    /// # Errors
    /// Another type, or none of the words.
    pub fn word<T>(&self, read: impl FnOnce(&str) -> Option<T>) -> Result<T, InputError> {
        let text = self.string()?;
        read(text).ok_or_else(|| self.error(InputErrorCode::OutOfRange, text))
    }

    /// Every item of a list.
    ///
    /// # Errors
    /// Another type, or whatever `read` finds wrong with an item.
    pub fn list<T>(
        &self,
        mut read: impl FnMut(&Node<'_>) -> Result<T, InputError>,
    ) -> Result<Vec<T>, InputError> {
        let items = self
            .value
            .as_array()
            .ok_or_else(|| self.wrong_type("list"))?;
        items
            .iter()
            .enumerate()
            .map(|(index, value)| {
                read(&Node {
                    value,
                    parent: Some(self),
                    key: "",
                    index: Some(index),
                })
            })
            .collect()
    }
}

/// Years that are read. No wait counted from them needs more than four digits to be written.
const YEARS: RangeInclusive<i32> = 1_000..=9_900;

/// `YYYY-MM-DD` and nothing like it: the calendar's own parser also takes signs and blanks, and a date
/// of birth in the year -026 is a slip of the hand.
fn read_date(text: &str) -> Option<NaiveDate> {
    let is_written_in_full = text.len() == "2026-05-10".len()
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| matches!(at, 4 | 7) || byte.is_ascii_digit());
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .ok()
        .filter(|date| is_written_in_full && YEARS.contains(&date.year()))
}

/// A number such as `3.0`, which JSON writers may use for a whole one; `None` below zero or too large.
fn as_whole(number: f64) -> Option<u64> {
    let fits = (0.0..=f64::from(u32::MAX)).contains(&number) && number.fract() == 0.0;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole and within u32, checked above"
    )]
    fits.then_some(number as u64)
}
