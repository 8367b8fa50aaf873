//! The words of the rules, from the same content the screen and the sheets use.

use std::collections::HashMap;

use needlebook_api::screening::words_under;
use needlebook_domain::rule_settings::RuleSettings;
use serde::Deserialize;

use super::RulesError;

/// As much of the content as the rules need here.
#[derive(Debug, Deserialize)]
pub struct Words {
    rules: HashMap<String, RuleWords>,
}

#[derive(Debug, Deserialize)]
struct RuleWords {
    title: String,
    why: HashMap<String, String>,
}

impl Words {
    /// The English words.
    ///
    /// # Errors
    /// The content is not the JSON it should be.
    pub fn english() -> Result<Self, RulesError> {
        Ok(serde_json::from_str(&words_under(
            &RuleSettings::default(),
        )?)?)
    }

    /// Why a rule says what it says; the rule's title where no sentence fits.
    #[must_use]
    pub fn why(&self, rule: &str, reason: &str) -> &str {
        self.rules.get(rule).map_or("", |words| {
            words.why.get(reason).map_or(&words.title, String::as_str)
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::expect_used,
        reason = "broken content must stop the test"
    )]

    use needlebook_api::rule_settings::rule_question;
    use needlebook_domain::contract;
    use needlebook_domain::rule_list::every_rule;
    use needlebook_domain::screening::Answers;
    use needlebook_domain::screening::questions::QUESTIONS;
    use serde_json::{Value, json};

    use super::*;

    /// Values that between them fit every kind of answer.
    fn answers_to_try() -> Vec<Value> {
        let mut values = vec![
            Value::Null,
            json!(true),
            json!(false),
            json!(5),
            json!("still_using"),
            json!(["vitiligo"]),
            json!("2008-05-11"),
            json!("2005-05-11"),
            json!({ "class": "ester" }),
            json!({ "ctcae_grade": 3 }),
        ];
        for word in [
            "none",
            "mild",
            "severe",
            "history",
            "active",
            "family",
            "personal",
            "controlled",
            "uncontrolled",
            "pustular",
            "active_inflammatory",
            "active_non_inflammatory",
        ] {
            values.push(json!(word));
        }
        for date in [
            Value::Null,
            json!("2026-05-09"),
            json!("2026-05-07"),
            json!("2020-01-01"),
        ] {
            for field in ["last", "last_use", "last_dose"] {
                values.push(json!({ field: date }));
            }
            for status in ["current", "past", "unknown"] {
                values.push(json!({ "status": status, "last_dose": date }));
            }
        }
        values
    }

    #[test]
    fn every_finding_a_screening_can_make_has_words_of_its_own() {
        let words = Words::english().expect("the content is there");
        for key in Answers::KEYS {
            for value in answers_to_try() {
                for letter in [false, true] {
                    let mut answers = json!({
                        "device": "skinpen_precision", "zones": ["cheeks"],
                        "doctor_letter_on_file": letter, "prescriber_answer_on_file": letter,
                    });
                    answers[*key] = value.clone();
                    let input = json!({ "appointment_date": "2026-05-10", "answers": answers });
                    let Ok(answer) = contract::answer("screening", &input) else {
                        continue;
                    };
                    for finding in answer["findings"].as_array().expect("a list") {
                        let rule = finding["rule"].as_str().expect("an id");
                        let reason = finding["reason"].as_str().expect("a code");
                        let why = words.rules.get(rule).and_then(|rule| rule.why.get(reason));
                        assert!(
                            why.is_some(),
                            "{rule} has no words for {reason} ({key}: {value})"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn every_question_and_every_rule_has_words() {
        let words: Value = serde_json::from_str(
            &words_under(&RuleSettings::default()).expect("the content is there"),
        )
        .expect("the content is JSON");
        for question in QUESTIONS {
            assert!(
                words["questions"][question.key]["ask"].is_string(),
                "nobody can ask {}",
                question.key
            );
            assert!(
                Answers::KEYS.contains(&question.key),
                "{} has no place in the answers",
                question.key
            );
            assert!(
                question
                    .together
                    .is_none_or(|name| !words["together"][name].is_null()),
                "no sentence asks {} together with its neighbours",
                question.key
            );
        }
        for rule in every_rule() {
            assert!(rule_question(rule).is_ok(), "{} says nothing", rule.id);
        }
    }

    #[test]
    fn the_words_promise_nothing_and_never_tell_to_leave_a_medicine() {
        let text = words_under(&RuleSettings::default())
            .expect("the content is there")
            .to_lowercase();
        for never in [
            " safe",
            "no risk",
            "stop your",
            "stop taking",
            "stop the medicine",
        ] {
            assert!(!text.contains(never), "the words say {never:?}");
        }
    }
}
