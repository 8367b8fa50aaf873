//! The words of the rules as policy: what a setting is called, where sources differ, and the printed rule set.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use needlebook_domain::device::Market;
use needlebook_domain::rule::{RuleId, RuleSpec, SpanUnit};
use needlebook_domain::rule_settings::{SettingKey, SettingUnit};
use needlebook_domain::source::texts;
use serde::Deserialize;

use super::device::DeviceWords;
use crate::error::Error;
use crate::wording::Values;

/// Everything the rules screen and the printed rule set say in words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleSetWords {
    pub(crate) document: String,
    pub(crate) title: String,
    pub(crate) lead: String,
    pub(crate) approved_title: String,
    pub(crate) approved: String,
    pub(crate) self_approval: String,
    pub(crate) not_approved_title: String,
    pub(crate) not_approved: String,
    pub(crate) grades_title: String,
    pub(crate) grades: BTreeMap<String, String>,
    pub(crate) changed_title: String,
    pub(crate) unchanged: String,
    pub(crate) change: String,
    pub(crate) change_source: String,
    pub(crate) renew_by: String,
    sections: BTreeMap<String, String>,
    outcomes: BTreeMap<String, String>,
    or: String,
    pub(crate) says: String,
    pub(crate) lasts: String,
    between: String,
    pub(crate) set: String,
    pub(crate) set_switch: String,
    pub(crate) set_choice: String,
    /// The words of device profiles.
    pub device: DeviceWords,
    founding: String,
    source: String,
    no_source: String,
    pub(crate) differ: String,
    /// What a setting stands at while the clinic decided nothing.
    as_the_sources: BTreeMap<SettingKey, String>,
    on: String,
    off: String,
    units: BTreeMap<String, String>,
    settings: BTreeMap<SettingKey, String>,
    notes: BTreeMap<SettingKey, String>,
    differs: BTreeMap<String, String>,
}

/// The English words.
///
/// # Errors
/// [`Error::Wording`] when they do not parse.
pub fn rule_set() -> Result<&'static RuleSetWords, Error> {
    static PARSED: OnceLock<RuleSetWords> = OnceLock::new();
    super::kept(
        &PARSED,
        "rule_set",
        include_str!("../../content/en/rule_set.json"),
    )
}

/// What a rule asks: the questions on the screen, what a guard says, or else the rule's title.
///
/// # Errors
/// [`Error::NoWording`] for a rule without any of them.
pub fn rule_question(rule: &RuleSpec) -> Result<String, Error> {
    let words = super::screening()?;
    let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
    let questions: Vec<String> = rule
        .asks
        .split_whitespace()
        .filter_map(|key| text(&words["questions"][key]["ask"]))
        .collect();
    text(&words["guards"][rule.id.id()])
        .or_else(|| (!questions.is_empty()).then(|| questions.join(" ")))
        .or_else(|| text(&words["rules"][rule.id.id()]["title"]))
        .ok_or_else(|| no_wording(rule.id.id()))
}

fn no_wording(id: &str) -> Error {
    Error::NoWording { id: id.to_owned() }
}

fn named<'a>(words: &'a BTreeMap<String, String>, id: &str) -> Result<&'a str, Error> {
    words
        .get(id)
        .map(String::as_str)
        .ok_or_else(|| no_wording(id))
}

fn of_setting(words: &BTreeMap<SettingKey, String>, key: SettingKey) -> Result<&str, Error> {
    words
        .get(&key)
        .map(String::as_str)
        .ok_or_else(|| no_wording(key.id()))
}

/// The id that serde writes for a plain choice.
fn id_of(choice: &impl serde::Serialize) -> String {
    serde_json::to_value(choice)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

impl RuleSetWords {
    /// What a setting is called.
    ///
    /// # Errors
    /// [`Error::NoWording`] for a setting nobody named.
    pub fn setting(&self, key: SettingKey) -> Result<&str, Error> {
        of_setting(&self.settings, key)
    }

    /// What must be known before a setting is changed.
    #[must_use]
    pub fn note(&self, key: SettingKey) -> Option<&str> {
        self.notes.get(&key).map(String::as_str)
    }

    /// What sources say differently about a rule.
    #[must_use]
    pub fn differ(&self, rule: RuleId) -> Option<&str> {
        self.differs.get(rule.id()).map(String::as_str)
    }

    /// "Screening".
    ///
    /// # Errors
    /// [`Error::NoWording`].
    pub fn section(&self, rule: RuleId) -> Result<&str, Error> {
        named(&self.sections, &id_of(&rule.section()))
    }

    /// "3 months", "1.5 mm", "on".
    ///
    /// # Errors
    /// [`Error::NoWording`] for a unit nobody named.
    pub fn value(&self, key: SettingKey, value: Option<u32>) -> Result<String, Error> {
        let unit = key.spec().unit;
        Ok(match (unit, value) {
            (_, None) => of_setting(&self.as_the_sources, key)?.to_owned(),
            (SettingUnit::Switch, Some(0)) => self.off.clone(),
            (SettingUnit::Switch, Some(_)) => self.on.clone(),
            (SettingUnit::Market, Some(value)) => {
                self.device.market(Market::numbered(value))?.to_owned()
            }
            (_, Some(value)) => format!("{} {}", unit.written(value), self.unit(unit)?),
        })
    }

    /// "months", "mm"; nothing for a switch or a choice of words.
    ///
    /// # Errors
    /// [`Error::NoWording`] for a unit nobody named.
    pub fn unit(&self, unit: SettingUnit) -> Result<&str, Error> {
        match unit {
            SettingUnit::Switch | SettingUnit::Market => Ok(""),
            SettingUnit::Micrometres => named(&self.units, "millimetres"),
            counted => named(&self.units, &id_of(&counted)),
        }
    }

    /// "28 to 42 days"; `None` for a rule that neither waits nor lasts.
    ///
    /// # Errors
    /// As [`Self::value`].
    pub fn wait(&self, rule: &RuleSpec) -> Result<Option<String>, Error> {
        let Some(span) = rule.wait else {
            return Ok(None);
        };
        let unit = self.span_unit(span.unit)?;
        Ok(Some(match span.to {
            None => format!("{} {unit}", span.from),
            Some(to) => Values::new()
                .with("from", span.from.to_string())
                .with("to", to.to_string())
                .with("unit", unit)
                .fill(&self.between)?,
        }))
    }

    fn span_unit(&self, unit: SpanUnit) -> Result<&str, Error> {
        named(&self.units, &id_of(&unit))
    }

    /// "not yet, or asks for a reason".
    ///
    /// # Errors
    /// [`Error::NoWording`].
    pub fn outcome(&self, rule: &RuleSpec) -> Result<String, Error> {
        let worst = named(&self.outcomes, &id_of(&rule.outcome))?;
        match rule.or {
            None => Ok(worst.to_owned()),
            Some(milder) => Values::new()
                .with("worst", worst)
                .with("milder", named(&self.outcomes, &id_of(&milder))?)
                .fill(&self.or),
        }
    }

    /// Texts by their ids, in words; what is no id stands as it was written.
    #[must_use]
    pub fn texts(&self, source: &str) -> String {
        let known: Vec<&str> = texts(source).map(|text| text.what).collect();
        if known.is_empty() {
            return source.to_owned();
        }
        known.join("; ")
    }

    /// "Source: Founding document S12, S36; ASDS17 Waldman, ... Grade A."
    ///
    /// # Errors
    /// As [`Values::fill`].
    pub fn source(&self, rule: &RuleSpec) -> Result<String, Error> {
        let outside: Vec<&str> = texts(rule.source).map(|text| text.what).collect();
        let founding: Vec<&str> = rule
            .source
            .split_whitespace()
            .filter(|id| texts(id).next().is_none())
            .collect();
        let mut parts = Vec::new();
        if !founding.is_empty() {
            parts.push(
                Values::new()
                    .with("lines", founding.join(", "))
                    .fill(&self.founding)?,
            );
        }
        parts.extend(outside.iter().map(|&what| what.to_owned()));
        let wording = if parts.is_empty() {
            &self.no_source
        } else {
            &self.source
        };
        Values::new()
            .with("texts", parts.join("; "))
            .with("grade", id_of(&rule.grade))
            .fill(wording)
    }
}
