//! What the answer to a screening question can be.

use chrono::NaiveDate;
use serde::Serialize;

use super::answer_words::{
    AnaestheticClass, DoesNotApplyWord, IsotretinoinStatus, NoneWord, UseWord,
};
use crate::concern::Concern;
use crate::date::add_months_clamp;
use crate::device::DeviceProfileId;
use crate::ids::AttachmentId;
use crate::numbing::NumbingProduct;
use crate::wire::{InputError, InputErrorCode, Node};
use crate::zone::Zone;

/// An answer that can be read from JSON; "don't know" was dealt with before.
pub trait ReadAnswer: Sized {
    /// Reads the answer.
    ///
    /// # Errors
    /// It makes no sense; the error carries its path.
    fn read(node: &Node<'_>) -> Result<Self, InputError>;
}

/// Isotretinoin, with the last dose (R01).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct Isotretinoin {
    /// Never, now, before.
    pub status: IsotretinoinStatus,
    /// The day of the last dose; `None` is not known.
    pub last_dose: Option<NaiveDate>,
}

impl ReadAnswer for Isotretinoin {
    fn read(node: &Node<'_>) -> Result<Self, InputError> {
        node.object(&["status", "last_dose"])?;
        let status = node.need("status")?;
        Ok(Self {
            status: if status.is_unknown() {
                IsotretinoinStatus::Unknown
            } else {
                IsotretinoinStatus::read(&status)?
            },
            last_dose: node.date_if_known("last_dose")?,
        })
    }
}

/// Ibuprofen, aspirin and the like that nobody prescribed (R02).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(untagged)]
pub enum OtcThinner {
    /// Not taken, or still taken.
    Word(UseWord),
    /// Taken.
    Taken {
        /// The day of the last dose; `None` is not known.
        last_dose: Option<NaiveDate>,
        /// A doctor said to take it: then R03 speaks and this rule is silent (PRACTICE 44).
        doctor_said: bool,
    },
}

impl ReadAnswer for OtcThinner {
    fn read(node: &Node<'_>) -> Result<Self, InputError> {
        if node.value().is_string() {
            return UseWord::read(node).map(OtcThinner::Word);
        }
        node.object(&["last_dose", "doctor_said"])?;
        Ok(OtcThinner::Taken {
            last_dose: node.date_if_known("last_dose")?,
            doctor_said: node
                .optional("doctor_said", |said| said.boolean())?
                .unwrap_or(false),
        })
    }
}

/// Something put on the skin, with the last use (R04 to R06).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(untagged)]
pub enum Use {
    /// Not used, or still in use.
    Word(UseWord),
    /// Used.
    Used {
        /// The day of the last use; `None` is not known.
        last_use: Option<NaiveDate>,
    },
}

impl ReadAnswer for Use {
    fn read(node: &Node<'_>) -> Result<Self, InputError> {
        if node.value().is_string() {
            return UseWord::read(node).map(Use::Word);
        }
        node.object(&["last_use"])?;
        Ok(Use::Used {
            last_use: node.date_if_known("last_use")?,
        })
    }
}

/// Something that happened, with the day it last did (R21, R27 to R30, R35).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(untagged)]
pub enum Happened {
    /// It did not.
    Word(NoneWord),
    /// It did.
    On {
        /// The last day; `None` is not known.
        last: Option<NaiveDate>,
    },
}

impl ReadAnswer for Happened {
    fn read(node: &Node<'_>) -> Result<Self, InputError> {
        if node.value().is_string() {
            return NoneWord::read(node).map(Happened::Word);
        }
        node.object(&["last"])?;
        Ok(Happened::On {
            last: node.date_if_known("last")?,
        })
    }
}

/// Yes, no, or "does not concern me" (PRACTICE 27).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(untagged)]
pub enum DoesItApply {
    /// Yes or no.
    Plain(bool),
    /// Does not apply.
    Word(DoesNotApplyWord),
}

impl ReadAnswer for DoesItApply {
    fn read(node: &Node<'_>) -> Result<Self, InputError> {
        if node.value().is_string() {
            return DoesNotApplyWord::read(node).map(DoesItApply::Word);
        }
        node.boolean().map(DoesItApply::Plain)
    }
}

/// Allergy to a numbing medicine, with its class where asked (R19, PRACTICE 16).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(untagged)]
pub enum AnaestheticAllergy {
    /// Yes (class not asked) or no.
    Plain(bool),
    /// Yes, to this class.
    Of {
        /// The class.
        class: AnaestheticClass,
    },
}

impl ReadAnswer for AnaestheticAllergy {
    fn read(node: &Node<'_>) -> Result<Self, InputError> {
        if node.value().is_boolean() {
            return node.boolean().map(AnaestheticAllergy::Plain);
        }
        node.object(&["class"])?;
        let class = match node.get("class") {
            Some(class) if !class.is_unknown() => AnaestheticClass::read(&class)?,
            _ => AnaestheticClass::Unknown,
        };
        Ok(AnaestheticAllergy::Of { class })
    }
}

/// A doctor's letter (R23, R24, R39; PRACTICE 45).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(untagged)]
pub enum DoctorLetter {
    /// Whether one is on file, without its particulars.
    Plain(bool),
    /// The letter that is on file.
    Of {
        /// The day it was written; `None` is not written down yet.
        written_on: Option<NaiveDate>,
        /// Who wrote it.
        author: String,
        /// The letter itself, where it is attached to the record.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        scan: Option<AttachmentId>,
    },
}

/// A letter is asked for again every year.
const LETTER_MONTHS: u32 = 12;

impl DoctorLetter {
    /// Whether the letter counts on this day: one whose day or author is missing, or that is a year old, does not.
    #[must_use]
    pub fn counts_on(&self, on: NaiveDate) -> bool {
        match self {
            DoctorLetter::Plain(on_file) => *on_file,
            DoctorLetter::Of {
                written_on, author, ..
            } => {
                !author.trim().is_empty()
                    && written_on.is_some_and(|written| {
                        written <= on && on < add_months_clamp(written, LETTER_MONTHS)
                    })
            }
        }
    }
}

impl DoctorLetter {
    /// The attached document that the answer leans on.
    #[must_use]
    pub fn scan(&self) -> Option<AttachmentId> {
        match self {
            DoctorLetter::Plain(_) => None,
            DoctorLetter::Of { scan, .. } => *scan,
        }
    }
}

impl ReadAnswer for DoctorLetter {
    fn read(node: &Node<'_>) -> Result<Self, InputError> {
        if node.value().is_boolean() {
            return node.boolean().map(DoctorLetter::Plain);
        }
        node.object(&["written_on", "author", "scan"])?;
        let author = node.optional("author", |author| author.string().map(str::to_owned))?;
        Ok(DoctorLetter::Of {
            written_on: node.date_if_known("written_on")?,
            author: author.unwrap_or_default(),
            scan: node.optional("scan", |scan| scan.attachment())?,
        })
    }
}

/// A reaction that is still open (R37).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct OpenAdverseEvent {
    /// CTCAE grade, 1 to 5; `None` is not graded yet.
    pub ctcae_grade: Option<u8>,
}

impl ReadAnswer for OpenAdverseEvent {
    fn read(node: &Node<'_>) -> Result<Self, InputError> {
        node.object(&["ctcae_grade"])?;
        let ctcae_grade = match node.get("ctcae_grade") {
            Some(grade) if !grade.is_unknown() => Some(small(&grade, 1, 5)?),
            _ => None,
        };
        Ok(Self { ctcae_grade })
    }
}

impl ReadAnswer for bool {
    fn read(node: &Node<'_>) -> Result<Self, InputError> {
        node.boolean()
    }
}

impl ReadAnswer for NaiveDate {
    fn read(node: &Node<'_>) -> Result<Self, InputError> {
        node.date()
    }
}

/// The only small number asked is the Fitzpatrick skin type.
impl ReadAnswer for u8 {
    fn read(node: &Node<'_>) -> Result<Self, InputError> {
        small(node, 1, 6)
    }
}

/// The only measured number asked is the age of a scar in months.
impl ReadAnswer for f64 {
    fn read(node: &Node<'_>) -> Result<Self, InputError> {
        node.number(0.0, 12.0 * 120.0)
    }
}

impl ReadAnswer for String {
    fn read(node: &Node<'_>) -> Result<Self, InputError> {
        node.string().map(str::to_owned)
    }
}

impl ReadAnswer for Vec<String> {
    fn read(node: &Node<'_>) -> Result<Self, InputError> {
        node.list(|item| item.string().map(str::to_owned))
    }
}

impl ReadAnswer for DeviceProfileId {
    fn read(node: &Node<'_>) -> Result<Self, InputError> {
        node.word(DeviceProfileId::from_id)
    }
}

impl ReadAnswer for Concern {
    fn read(node: &Node<'_>) -> Result<Self, InputError> {
        node.word(Concern::from_id)
    }
}

impl ReadAnswer for NumbingProduct {
    fn read(node: &Node<'_>) -> Result<Self, InputError> {
        node.word(NumbingProduct::from_id)
    }
}

impl ReadAnswer for Zone {
    fn read(node: &Node<'_>) -> Result<Self, InputError> {
        let text = node.string()?;
        Zone::from_id(text).ok_or_else(|| node.error(InputErrorCode::NoSuchZone, text))
    }
}

impl ReadAnswer for Vec<Zone> {
    fn read(node: &Node<'_>) -> Result<Self, InputError> {
        node.list(Zone::read)
    }
}

fn small(node: &Node<'_>, least: u8, most: u8) -> Result<u8, InputError> {
    let whole = node.integer(u32::from(least), u32::from(most))?;
    Ok(u8::try_from(whole).unwrap_or(most))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

    use serde_json::{Value, json};

    use super::*;

    fn read<T: ReadAnswer>(value: &Value) -> Result<T, InputError> {
        T::read(&Node::root(value, "answer"))
    }

    #[test]
    fn a_letter_counts_from_its_day_for_a_year_and_only_with_day_and_author() {
        let on: NaiveDate = "2026-11-23".parse().unwrap();
        let counts = |written: Option<&str>, author: &str| {
            let written_on = written.map(|day| day.parse().unwrap());
            let author = author.to_owned();
            let letter = DoctorLetter::Of {
                written_on,
                author,
                scan: None,
            };
            letter.counts_on(on)
        };
        assert!(counts(Some("2026-11-23"), "Dr Basting"));
        assert!(!counts(Some("2026-11-24"), "Dr Basting"), "not written yet");
        assert!(counts(Some("2025-11-24"), "Dr Basting"), "its last day");
        assert!(!counts(Some("2025-11-23"), "Dr Basting"), "a year old");
        assert!(!counts(Some("2026-11-23"), "  "));
        assert!(!counts(None, "Dr Basting"));
        assert!(DoctorLetter::Plain(true).counts_on(on));
        assert!(!DoctorLetter::Plain(false).counts_on(on));
    }

    #[test]
    fn a_letter_may_name_its_scan_and_one_without_is_written_as_before() {
        let id = "01939b3e-7c00-7000-8000-000000000001";
        let with = json!({"written_on": "2026-11-23", "author": "Dr Basting", "scan": id});
        let letter: DoctorLetter = read(&with).unwrap();
        assert_eq!(serde_json::to_value(&letter).unwrap(), with);
        assert_eq!(letter.scan().unwrap().to_string(), id);
        let without = json!({"written_on": "2026-11-23", "author": "Dr Basting"});
        let letter: DoctorLetter = read(&without).unwrap();
        assert_eq!(serde_json::to_value(&letter).unwrap(), without);
        assert_eq!(letter.scan(), None);
        let strange = json!({"written_on": null, "author": "", "scan": "the blue folder"});
        let refused = read::<DoctorLetter>(&strange).unwrap_err();
        assert_eq!(refused.path, "answer.scan");
    }

    #[test]
    fn an_allergy_without_its_class_is_of_an_unknown_one() {
        for value in [
            json!({}),
            json!({"class": null}),
            json!({"class": "unknown"}),
        ] {
            let class = AnaestheticClass::Unknown;
            assert_eq!(
                read::<AnaestheticAllergy>(&value).unwrap(),
                AnaestheticAllergy::Of { class },
                "{value}"
            );
        }
    }

    #[test]
    fn no_scar_is_older_than_a_life() {
        assert_eq!(read::<f64>(&json!(1_440)).unwrap(), 1_440.0);
        assert!(read::<f64>(&json!(1_441)).is_err());
        assert_eq!(
            read::<String>(&json!("Softer scars")).unwrap(),
            "Softer scars"
        );
    }
}
