//! Whatever may be given: dates, instants, zones, and answers to every question.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use needlebook_domain::concern::Concern;
use needlebook_domain::date::add_days;
use needlebook_domain::device::{
    BUILT_IN, ClearedUseInput, DeviceProfile, DeviceProfileInput, DeviceProfiles, Market,
    Recording, StepsInput,
};
use needlebook_domain::ids::{OwnProfileId, PersonId};
use needlebook_domain::numbing::NumbingProduct;
use needlebook_domain::rule_settings::{RuleSettings, SettingKey};
use needlebook_domain::screening::{
    Acne, Answers, ColdSore, Diabetes, Keloid, PlannedNumbing, Rosacea, ScreeningConfig, Severity,
};
use needlebook_domain::zone::Zone;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_default()
}

/// Dates from 2024 to 2032, the ends of months among them more often than the calendar has them.
pub fn any_date() -> impl Strategy<Value = NaiveDate> {
    let any_day = (0_u32..3_000).prop_map(|days| add_days(day("2024-01-01"), days));
    let near_an_end = (0_u32..100, 0_u32..4).prop_map(|(months, before)| {
        let first = needlebook_domain::date::add_months_clamp(day("2024-02-01"), months);
        needlebook_domain::date::sub_days(first, before)
    });
    prop_oneof![any_day, near_an_end]
}

pub fn any_instant() -> impl Strategy<Value = DateTime<Utc>> {
    (1_704_067_200_i64..1_950_000_000)
        .prop_map(|seconds| DateTime::from_timestamp(seconds, 0).unwrap_or_default())
}

/// Clinics whose clocks change in every way there is: forward, back, by half an hour, at midnight, never.
pub fn any_zone() -> impl Strategy<Value = Tz> {
    prop::sample::select(vec![
        Tz::America__New_York,
        Tz::America__Santiago,
        Tz::America__St_Johns,
        Tz::Europe__London,
        Tz::Australia__Sydney,
        Tz::Australia__Lord_Howe,
        Tz::Asia__Kathmandu,
        Tz::Pacific__Kiritimati,
        Tz::UTC,
    ])
}

/// Answers that are no findings: they settle something, or say what is planned.
const NO_FINDINGS: [&str; 4] = [
    "prescriber_answer_on_file",
    "doctor_letter_on_file",
    "numbing_planned",
    "numbing_product",
];

/// Any answers to any of the questions, as they stand in a record.
pub fn any_answers() -> impl Strategy<Value = Answers> {
    prop::collection::vec(any_answer(), 0..10).prop_map(|given| answers_of(&given))
}

pub type Answer = (&'static str, Value);

pub fn answers_of(given: &[Answer]) -> Answers {
    let map: Map<String, Value> = given
        .iter()
        .map(|(key, value)| ((*key).to_owned(), value.clone()))
        .collect();
    serde_json::from_value(Value::Object(map)).unwrap_or_else(|error| panic!("{given:?}: {error}"))
}

/// One question with an answer.
pub fn any_answer() -> impl Strategy<Value = Answer> {
    prop::sample::select(Answers::KEYS).prop_flat_map(any_answer_to)
}

/// One thing that speaks against a session, or does not.
pub fn any_finding() -> impl Strategy<Value = Answer> {
    any_answer().prop_filter("it settles or plans something", |(key, _)| {
        !NO_FINDINGS.contains(key)
    })
}

fn any_answer_to(key: &'static str) -> impl Strategy<Value = Answer> {
    prop_oneof![
        1 => prop::sample::select(vec![Value::Null, json!("unknown")]).boxed(),
        9 => known_answer_to(key),
    ]
    .prop_map(move |value| (key, value))
}

fn known_answer_to(key: &str) -> BoxedStrategy<Value> {
    let when = |field: &'static str| (any_date_or_none(), Just(field)).prop_map(dated).boxed();
    match key {
        "isotretinoin" => (word(&["never", "current", "past"]), any_date_or_none())
            .prop_map(|(status, last)| json!({ "status": status, "last_dose": last }))
            .boxed(),
        "otc_nsaid_aspirin" => prop_oneof![
            word(&["none", "still_using"]),
            when("last_dose"),
            (any_date_or_none(), any::<bool>())
                .prop_map(|(last, said)| json!({ "last_dose": last, "doctor_said": said })),
        ]
        .boxed(),
        "topical_retinoid" | "aha" | "exfoliant" => {
            prop_oneof![word(&["none", "still_using"]), when("last_use")].boxed()
        }
        "sunburn_in_area"
        | "childbirth"
        | "botulinum"
        | "filler"
        | "peel_laser_needling"
        | "hair_removal"
        | "strong_sun" => prop_oneof![1 => word(&["none"]), 9 => when("last")].boxed(),
        "acne" => word(Acne::WORDS),
        "cold_sore" => word(ColdSore::WORDS),
        "eczema" | "psoriasis" => word(Severity::WORDS),
        "keloid" => word(Keloid::WORDS),
        "diabetes" => word(Diabetes::WORDS),
        "rosacea" => word(Rosacea::WORDS),
        "numbing_planned" => word(PlannedNumbing::WORDS),
        "pregnant" | "breastfeeding" => prop_oneof![yes_no(), word(&["does_not_apply"])].boxed(),
        "other_skin_disease" => any_diseases(),
        "allergy_local_anaesthetic" => prop_oneof![
            yes_no(),
            word(&["amide", "ester", "unknown"]).prop_map(|class| json!({ "class": class })),
        ]
        .boxed(),
        "open_adverse_event" => prop::option::of(1_u8..=5)
            .prop_map(|grade| json!({ "ctcae_grade": grade }))
            .boxed(),
        "date_of_birth" => any_birth_date(),
        "last_session" => any_date().prop_map(|date| json!(date)).boxed(),
        "fitzpatrick" => (1_u8..=6).prop_map(|skin| json!(skin)).boxed(),
        "scar_age_months" => (0_u16..40)
            .prop_map(|halves| json!(f64::from(halves) / 2.0))
            .boxed(),
        "hopes" => any::<String>().prop_map(|words| json!(words)).boxed(),
        "device" => prop::sample::select(BUILT_IN.each_ref().map(|device| device.id).to_vec())
            .prop_map(|device| json!(device))
            .boxed(),
        "concern" => word(&Concern::ALL.map(Concern::id)),
        "numbing_product" => word(&NumbingProduct::ALL.map(NumbingProduct::id)),
        "zones" => prop::collection::vec(word(&Zone::ALL.map(Zone::id)), 0..3)
            .prop_map(Value::Array)
            .boxed(),
        _ => yes_no(),
    }
}

fn yes_no() -> BoxedStrategy<Value> {
    any::<bool>().prop_map(Value::Bool).boxed()
}

fn word(words: &[&'static str]) -> BoxedStrategy<Value> {
    prop::sample::select(words.to_vec())
        .prop_map(|word| json!(word))
        .boxed()
}

fn any_date_or_none() -> impl Strategy<Value = Option<NaiveDate>> {
    prop_oneof![9 => any_date().prop_map(Some), 1 => Just(None)]
}

fn dated((last, field): (Option<NaiveDate>, &'static str)) -> Value {
    json!({ field: last })
}

/// Ages from nought to forty on the dates judged, birthdays on leap days among them.
fn any_birth_date() -> BoxedStrategy<Value> {
    let leap_days = prop::sample::select(vec!["2004-02-29", "2008-02-29", "2012-02-29"]);
    prop_oneof![
        3 => (0_u32..15_000).prop_map(|days| json!(add_days(day("1990-01-01"), days))),
        1 => leap_days.prop_map(|leap_day| json!(leap_day)),
    ]
    .boxed()
}

fn any_diseases() -> BoxedStrategy<Value> {
    let named = word(&[
        "vitiligo",
        "Lupus",
        "Scleroderma",
        "solar keratosis",
        "rosacea",
        "mild rosacea",
        "pustular rosacea",
        "",
    ]);
    prop::collection::vec(named, 0..3)
        .prop_map(Value::Array)
        .boxed()
}

/// Whatever a medical lead may have approved.
pub fn any_config() -> impl Strategy<Value = ScreeningConfig> {
    let setting = prop::sample::select(SettingKey::ALL.to_vec()).prop_flat_map(|setting| {
        let spec = setting.spec();
        (Just(setting), spec.least..=spec.most)
    });
    prop::collection::vec(setting, 0..4).prop_map(|settings| {
        settings
            .into_iter()
            .fold(RuleSettings::default(), |settings, (setting, value)| {
                settings
                    .clone()
                    .with(setting, Some(value))
                    .unwrap_or(settings)
            })
            .screening
    })
}

fn any_steps() -> impl Strategy<Value = StepsInput> {
    let every = (1_u16..=20, 0_u16..=5).prop_map(|(fiftieths, steps)| {
        let step = f64::from(fiftieths) * 0.05;
        StepsInput::Every {
            step_mm: Some(step),
            lowest_mm: Some(step * f64::from(steps)),
        }
    });
    prop_oneof![4 => every, 1 => Just(StepsInput::Unchecked), 1 => Just(StepsInput::NeedleLength)]
}

fn any_use() -> impl Strategy<Value = ClearedUseInput> {
    (
        prop::sample::select(Market::ALL.to_vec()),
        prop::sample::select(Concern::ALL.to_vec()),
        prop::sample::subsequence(Zone::ALL.to_vec(), 1..=21),
        (1_u8..=6, 0_u8..=5),
        18_u16..30,
    )
        .prop_map(
            |(market, concern, zones, (skin_from, more), age)| ClearedUseInput {
                market,
                concern: Some(concern),
                zones,
                skin_from,
                skin_to: (skin_from + more).min(6),
                age_from: Some(age),
                source: "Instructions, page 3".to_owned(),
            },
        )
}

/// Any profile that a clinic could add.
pub fn any_own_profile() -> impl Strategy<Value = DeviceProfile> {
    (
        any_steps(),
        (20_u16..=100, 0_u16..=100),
        prop::collection::vec(any_use(), 0..3),
    )
        .prop_filter_map(
            "two uses were the same",
            |(steps, (twentieths, labelled), cleared_uses)| {
                let mm = |twentieths: u16| f64::from(twentieths) * 0.05;
                let input = DeviceProfileInput {
                    name: "Bobbin pen".to_owned(),
                    steps,
                    mechanical_max_mm: Some(mm(twentieths)),
                    labelled_max_mm: (1..=twentieths).contains(&labelled).then(|| mm(labelled)),
                    cleared_uses,
                    speed: None,
                    sunscreen_start_hours: None,
                    source: "Bobbin Instruments, instructions 2026".to_owned(),
                    reason: "The clinic bought one".to_owned(),
                };
                let recording = Recording {
                    id: OwnProfileId::NONE,
                    revision: 1,
                    by: PersonId::NONE,
                    by_name: String::new(),
                    at: chrono::DateTime::UNIX_EPOCH,
                };
                let change = input.parse(&DeviceProfiles::default(), recording).ok()?;
                Some(change.profile)
            },
        )
}
