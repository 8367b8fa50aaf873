//! What a device profile says, in words: the settings screen and the printed rule set show the same lines.

use std::collections::BTreeMap;

use needlebook_domain::device::{
    ClearedUse, DepthSteps, DeviceProfile, DeviceProfileDecision, Market, SpeedRange, SpeedUnit,
};
use serde::Deserialize;

use super::{RuleSetWords, common};
use crate::error::Error;
use crate::wording::Values;

/// The words of a device profile.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeviceWords {
    pub(crate) title: String,
    pub(crate) lead: String,
    pub(crate) own: String,
    pub(crate) retired: String,
    pub(crate) source: String,
    pub(crate) change: String,
    decisions: BTreeMap<DeviceProfileDecision, String>,
    markets: BTreeMap<Market, String>,
    steps_every: String,
    steps_from: String,
    steps_unchecked: String,
    steps_needle: String,
    reaches: String,
    reaches_unknown: String,
    tested: String,
    tested_unknown: String,
    speed: String,
    speed_fixed: String,
    speed_units: BTreeMap<SpeedUnit, String>,
    sunscreen: String,
    cleared: String,
    not_checked: String,
}

fn mm(micrometres: u16) -> String {
    (f64::from(micrometres) / 1_000.0).to_string()
}

fn named<K: Ord + std::fmt::Debug>(words: &BTreeMap<K, String>, key: K) -> Result<&str, Error> {
    words
        .get(&key)
        .map(String::as_str)
        .ok_or_else(|| Error::NoWording {
            id: format!("{key:?}"),
        })
}

impl DeviceWords {
    /// "United States".
    ///
    /// # Errors
    /// [`Error::NoWording`].
    pub fn market(&self, market: Market) -> Result<&str, Error> {
        named(&self.markets, market)
    }

    /// "added".
    ///
    /// # Errors
    /// [`Error::NoWording`].
    pub fn decision(&self, decision: DeviceProfileDecision) -> Result<&str, Error> {
        named(&self.decisions, decision)
    }

    fn steps(&self, steps: DepthSteps) -> Result<String, Error> {
        match steps {
            DepthSteps::Unchecked => Ok(self.steps_unchecked.clone()),
            DepthSteps::NeedleLength => Ok(self.steps_needle.clone()),
            DepthSteps::Every { step, from: 0 } => {
                Values::new().with("step", mm(step)).fill(&self.steps_every)
            }
            DepthSteps::Every { step, from } => Values::new()
                .with("step", mm(step))
                .with("from", mm(from))
                .fill(&self.steps_from),
        }
    }

    fn speed(&self, speed: SpeedRange) -> Result<String, Error> {
        let values = Values::new()
            .with("least", speed.least.to_string())
            .with("most", speed.most.to_string())
            .with("unit", named(&self.speed_units, speed.unit)?);
        values.fill(match speed.least == speed.most {
            true => &self.speed_fixed,
            false => &self.speed,
        })
    }

    fn cleared(&self, cleared: &ClearedUse, texts: &RuleSetWords) -> Result<String, Error> {
        let words = common()?;
        let (lowest, highest) = cleared.fitzpatrick;
        Values::new()
            .with("market", self.market(cleared.market)?)
            .with("concern", words.indication(cleared.concern)?.to_lowercase())
            .with("zones", words.zones_running(&cleared.zones)?)
            .with("lowest", lowest.to_string())
            .with("highest", highest.to_string())
            .with("age", cleared.age_from.to_string())
            .with("source", texts.texts(&cleared.source))
            .fill(&self.cleared)
    }
}

impl RuleSetWords {
    /// Every figure of a profile, one line each; the last says what is not entered for the clinic's market.
    ///
    /// # Errors
    /// [`Error::NoWording`] for a zone, concern or market without a name.
    pub fn device_facts(
        &self,
        profile: &DeviceProfile,
        market: Market,
    ) -> Result<Vec<String>, Error> {
        let words = &self.device;
        let mut lines = vec![words.steps(profile.steps)?];
        lines.push(match profile.mechanical_max {
            None => words.reaches_unknown.clone(),
            Some(max) => Values::new().with("mm", mm(max)).fill(&words.reaches)?,
        });
        lines.push(match profile.labelled_max {
            None => words.tested_unknown.clone(),
            Some(max) => Values::new().with("mm", mm(max)).fill(&words.tested)?,
        });
        if let Some(speed) = profile.speed {
            lines.push(words.speed(speed)?);
        }
        if let Some(hours) = profile.sunscreen_start_hours {
            let values = Values::new().with("hours", hours.to_string());
            lines.push(values.fill(&words.sunscreen)?);
        }
        for cleared in profile.cleared_uses.iter() {
            lines.push(words.cleared(cleared, self)?);
        }
        if !profile
            .cleared_uses
            .iter()
            .any(|cleared| cleared.market == market)
        {
            let values = Values::new().with("market", words.market(market)?);
            lines.push(values.fill(&words.not_checked)?);
        }
        Ok(lines)
    }
}
