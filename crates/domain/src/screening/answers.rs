//! The answers of one screening, key by key.

use chrono::NaiveDate;
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::answer_values::{
    AnaestheticAllergy, DoctorLetter, DoesItApply, Happened, Isotretinoin, OpenAdverseEvent,
    OtcThinner, ReadAnswer, Use,
};
use super::answer_words::{Acne, ColdSore, Diabetes, Keloid, PlannedNumbing, Rosacea, Severity};
use crate::concern::Concern;
use crate::device::DeviceProfileId;
use crate::numbing::NumbingProduct;
use crate::wire::{InputError, Node};
use crate::zone::Zone;

/// What is known of a question's answer. "Don't know" is an answer and is never treated as cleared; a
/// question that was not asked is no finding to the rules, and in the app it keeps everything shut.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Asked<T> {
    /// Nobody asked.
    #[default]
    NotAsked,
    /// Asked, and the patient does not know.
    Unknown,
    /// Asked and answered.
    Known(T),
}

impl<T> Asked<T> {
    /// The answer, where there is one.
    pub const fn known(&self) -> Option<&T> {
        match self {
            Asked::Known(answer) => Some(answer),
            Asked::NotAsked | Asked::Unknown => None,
        }
    }

    /// Whether the question was asked, "don't know" included.
    pub const fn was_asked(&self) -> bool {
        !matches!(self, Asked::NotAsked)
    }
}

impl Asked<bool> {
    /// A plain yes.
    pub fn is_yes(&self) -> bool {
        self.known() == Some(&true)
    }
}

macro_rules! answers {
    ($($(#[$doc:meta])* $key:ident: $kind:ty),* $(,)?) => {
        /// Everything asked in one screening. On the wire a key that is absent was not asked, and
        /// `null` or `"unknown"` means "don't know"; a key that is not listed here is an error.
        #[derive(Debug, Clone, PartialEq, Default, specta::Type)]
        pub struct Answers {
            $($(#[$doc])* #[specta(optional, type = Option<$kind>)] pub $key: Asked<$kind>,)*
        }

        impl Answers {
            /// Every key.
            pub const KEYS: &[&str] = &[$(stringify!($key)),*];

            /// Reads answers; keys in `beside` belong to the same object and are read by others.
            ///
            /// # Errors
            /// An unknown key or an answer that makes no sense, with its path.
            pub fn read(node: &Node<'_>, beside: &[&str]) -> Result<Self, InputError> {
                node.object_except(Self::KEYS, beside)?;
                Self::read_only(node, Self::KEYS)
            }

            /// Reads only these keys of an object whose other keys are read elsewhere.
            ///
            /// # Errors
            /// An answer that makes no sense, with its path.
            pub fn read_only(node: &Node<'_>, keys: &[&str]) -> Result<Self, InputError> {
                let mut answers = Self::default();
                for key in keys {
                    let Some(value) = node.get(key) else { continue };
                    match *key {
                        $(stringify!($key) => answers.$key = read_asked(&value)?,)*
                        _ => {}
                    }
                }
                Ok(answers)
            }

            /// Whether the question behind a key was asked.
            #[must_use]
            pub fn was_asked(&self, key: &str) -> bool {
                match key {
                    $(stringify!($key) => self.$key.was_asked(),)*
                    _ => false,
                }
            }
        }

        impl Serialize for Answers {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut map = serializer.serialize_map(None)?;
                $(match &self.$key {
                    Asked::NotAsked => {}
                    Asked::Unknown => map.serialize_entry(stringify!($key), &())?,
                    Asked::Known(answer) => map.serialize_entry(stringify!($key), answer)?,
                })*
                map.end()
            }
        }
    };
}

fn read_asked<T: ReadAnswer>(node: &Node<'_>) -> Result<Asked<T>, InputError> {
    if node.is_unknown() {
        return Ok(Asked::Unknown);
    }
    T::read(node).map(Asked::Known)
}

impl<'de> Deserialize<'de> for Answers {
    /// The same reader as every other way in, so that a draft cannot hold what a check would refuse.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = serde_json::Value::deserialize(deserializer)?;
        Self::read(&Node::root(&value, "answers"), &[]).map_err(serde::de::Error::custom)
    }
}

answers! {
    /// R01.
    isotretinoin: Isotretinoin,
    /// R02: painkillers that thin the blood and that nobody prescribed.
    otc_nsaid_aspirin: OtcThinner,
    /// R03.
    anticoagulant_prescribed: bool,
    /// Settles R03: the prescriber's written answer is on file.
    prescriber_answer_on_file: bool,
    /// R04.
    topical_retinoid: Use,
    /// R05.
    aha: Use,
    /// R06.
    exfoliant: Use,
    /// R07.
    acne: Acne,
    /// R08.
    cold_sore: ColdSore,
    /// Kept beside R08; a prescriber decides, the record only says that one was asked.
    antiviral_prescriber_contacted: bool,
    /// R09.
    eczema: Severity,
    /// R10.
    psoriasis: Severity,
    /// R11, asked with nobody else in the room.
    pregnant: DoesItApply,
    /// R12, asked with nobody else in the room.
    breastfeeding: DoesItApply,
    /// R12: a birth or the end of breastfeeding, asked only where the clinic waits after it.
    childbirth: Happened,
    /// R13.
    keloid: Keloid,
    /// R14.
    active_infection: bool,
    /// R15; some of its words are judged by R20, R22 and R34.
    other_skin_disease: Vec<String>,
    /// R16: history and medicine list complete and confirmed today.
    history_complete: bool,
    /// R16: any new medicine since the last visit.
    new_medicine: bool,
    /// R17.
    bleeding_disorder: bool,
    /// R18.
    allergy_stainless_steel: bool,
    /// R19.
    allergy_local_anaesthetic: AnaestheticAllergy,
    /// R20.
    skin_cancer_in_area: bool,
    /// R21.
    open_wound_or_irritated_in_area: bool,
    /// R21.
    sunburn_in_area: Happened,
    /// R22.
    scleroderma_or_collagen_disease: bool,
    /// R23.
    immunosuppressed: bool,
    /// Lifts R23 and R24 to caution and settles R39.
    doctor_letter_on_file: DoctorLetter,
    /// R24.
    diabetes: Diabetes,
    /// R25.
    date_of_birth: NaiveDate,
    /// R26: Fitzpatrick skin type, 1 to 6.
    fitzpatrick: u8,
    /// R27.
    botulinum: Happened,
    /// R28.
    filler: Happened,
    /// R29.
    peel_laser_needling: Happened,
    /// R30.
    hair_removal: Happened,
    /// R31: age of the scar or stretch mark in months.
    scar_age_months: f64,
    /// R32.
    prior_reaction: bool,
    /// R33.
    methaemoglobinaemia: bool,
    /// R33.
    g6pd: bool,
    /// R33.
    liver_disease: bool,
    /// R33.
    pseudocholinesterase_lack: bool,
    /// R33: either of the two allergies, not told apart.
    paba_or_sulfonamide_allergy: bool,
    /// R33.
    paba_allergy: bool,
    /// R33.
    sulfonamide_allergy: bool,
    /// R33.
    antiarrhythmic: bool,
    /// R33: the active substances planned, where the product is not named.
    numbing_planned: PlannedNumbing,
    /// R34.
    rosacea: Rosacea,
    /// R35.
    strong_sun: Happened,
    /// R35.
    photosensitising_medicine: bool,
    /// R36.
    tattoo_in_area: bool,
    /// R37: local date on which the last session in the region ended.
    last_session: NaiveDate,
    /// R37: the worst reaction still open.
    open_adverse_event: OpenAdverseEvent,
    /// R38.
    pressure_from_others: bool,
    /// R38: in the patient's own words.
    hopes: String,
    /// R39.
    heart_condition: bool,
    /// R19, R31, R40: the device planned.
    device: DeviceProfileId,
    /// R40: the zones planned.
    zones: Vec<Zone>,
    /// R40: the concern planned.
    concern: Concern,
    /// R33: the numbing product planned.
    numbing_product: NumbingProduct,
}
