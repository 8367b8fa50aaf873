//! The wording of the screening: questions, reasons, what to say to the patient.

use std::sync::OnceLock;

use needlebook_domain::rule::RuleId;
use needlebook_domain::rule_settings::{RuleSettings, SettingKey};
use serde_json::Value;

use crate::error::Error;

/// What lifts a rule while the clinic keeps the founding document's range: where that takes other words than a number.
const OF_RANGE: &str = "lifts_of_range";

/// The screening's words as the screen reads them, by answer key and by rule: what lifts a rule names the wait that this
/// clinic set.
///
/// # Errors
/// [`Error::Wording`] when the wording does not parse.
pub fn screening_under(rules: &RuleSettings) -> Result<Value, Error> {
    let mut words = screening()?.clone();
    let of_rules = words.get_mut("rules").and_then(Value::as_object_mut);
    for said in of_rules
        .into_iter()
        .flat_map(|all| all.values_mut())
        .filter_map(Value::as_object_mut)
    {
        let of_range = said.remove(OF_RANGE);
        if let Some(Value::String(lifts)) = said.get_mut("lifts") {
            match (filled(lifts, rules), of_range) {
                (None, Some(Value::String(of_range))) => *lifts = of_range,
                (text, _) => *lifts = text.unwrap_or_default(),
            }
        }
    }
    Ok(words)
}

/// The sentence with the clinic's values; `None` when it names one that the clinic left open.
fn filled(sentence: &str, rules: &RuleSettings) -> Option<String> {
    let mut text = sentence.to_owned();
    for key in SettingKey::ALL {
        let place = format!("{{{}}}", key.id());
        if text.contains(&place) {
            text = text.replace(&place, &rules.value(*key)?.to_string());
        }
    }
    Some(text)
}

/// The words as they are written, with the settings' names where their values go.
///
/// # Errors
/// [`Error::Wording`] when the wording does not parse.
pub fn screening() -> Result<&'static Value, Error> {
    static PARSED: OnceLock<Value> = OnceLock::new();
    super::kept(
        &PARSED,
        "screening",
        include_str!("../../content/en/screening.json"),
    )
}

/// What a rule is called and what is said to the patient about it.
pub(crate) struct SaidToPatient {
    /// Absent where the question was asked with nobody else in the room: no paper names it (PRACTICE 27).
    pub title: Option<&'static str>,
    /// In one or two sentences.
    pub say: &'static str,
}

/// # Errors
/// [`Error::NoWording`] when nothing is said about the rule.
pub(crate) fn said_to_patient(rule: RuleId) -> Result<SaidToPatient, Error> {
    let words = screening()?.get("rules").and_then(|all| all.get(rule.id()));
    let text = |key: &str| words.and_then(|of| of.get(key)).and_then(Value::as_str);
    let is_private = text("outside").is_some();
    let title = text("title").filter(|_| !is_private);
    let say = text("say").ok_or_else(|| Error::NoWording {
        id: rule.id().to_owned(),
    })?;
    Ok(SaidToPatient { title, say })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "broken content must stop the test")]

    use needlebook_domain::rule_settings::{SETTINGS, SettingUnit};

    use super::*;

    fn lifts(rules: &RuleSettings, rule: RuleId) -> String {
        let words = screening_under(rules).unwrap();
        words["rules"][rule.id()]["lifts"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    #[test]
    fn what_lifts_a_wait_names_the_wait_that_the_clinic_set() {
        for row in SETTINGS {
            let is_wait = matches!(row.unit, SettingUnit::Days | SettingUnit::Months);
            let of_screening = row.rules.iter().filter(|rule| rule.id().starts_with('R'));
            // After a birth nothing is named but a later visit (PRACTICE 27).
            if !is_wait || row.key == SettingKey::ChildbirthMonths {
                continue;
            }
            for rule in of_screening {
                for value in [row.least, row.most] {
                    let rules = RuleSettings::default().with(row.key, Some(value)).unwrap();
                    let said = lifts(&rules, *rule);
                    assert!(
                        said.contains(&format!(": {value}.")),
                        "{rule} at {value}: {said}"
                    );
                }
            }
        }
    }

    #[test]
    fn what_lifts_a_rule_holds_no_gap_as_the_rules_came() {
        let words = screening_under(&RuleSettings::default()).unwrap();
        let all = words["rules"].as_object().unwrap();
        for (rule, said) in all {
            let text = said["lifts"].as_str().unwrap();
            assert!(!text.is_empty() && !text.contains('{'), "{rule}: {text}");
            assert!(said.get(OF_RANGE).is_none());
        }
        let of_range = lifts(&RuleSettings::default(), RuleId::R02);
        assert!(
            of_range.contains("five") && of_range.contains("Three"),
            "{of_range}"
        );
    }

    #[test]
    fn what_is_said_to_the_patient_holds_no_number_that_a_clinic_may_change() {
        for row in SETTINGS.iter().filter(|row| row.unit == SettingUnit::Days) {
            for rule in row.rules.iter().filter(|rule| rule.id().starts_with('R')) {
                let said = said_to_patient(*rule).unwrap().say;
                let default = ["two weeks", "a week", "seven", "five days", "three days"];
                assert!(
                    !default.iter().any(|number| said.contains(number)),
                    "{rule}: {said}"
                );
            }
        }
    }
}
