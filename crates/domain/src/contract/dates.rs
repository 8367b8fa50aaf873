//! `precare` and `aftercare`: the dates on the two sheets.

use chrono::Utc;
use serde_json::Value;

use super::written;
use crate::aftercare::timeline;
use crate::rule_settings::{RuleSettings, SettingKey, SettingUnit};
use crate::screening::ScreeningConfig;
use crate::wire::{InputError, Node};

pub(super) fn precare(node: &Node<'_>) -> Result<Value, InputError> {
    node.object(&["appointment_date"])?;
    let appointment = node.need("appointment_date")?.date()?;
    written(
        node,
        &crate::precare::dates(appointment, &ScreeningConfig::default()),
    )
}

pub(super) fn aftercare(node: &Node<'_>) -> Result<Value, InputError> {
    node.object(&["session_end", "tz", "settings"])?;
    let session_end = node.need("session_end")?.instant()?.with_timezone(&Utc);
    let zone = node.need("tz")?.time_zone()?;
    let settings = node
        .optional("settings", |settings| {
            let keys = of_the_sheet();
            settings.object(&keys.iter().map(|key| key.id()).collect::<Vec<_>>())?;
            read_settings(settings, &keys)
        })?
        .unwrap_or_default();
    written(node, &timeline(session_end, zone, &settings.aftercare))
}

fn of_the_sheet() -> Vec<SettingKey> {
    SettingKey::ALL
        .iter()
        .copied()
        .filter(|key| key.is_of_the_sheet())
        .collect()
}

/// The clinic's settings for one case; each goes through the range it has everywhere.
pub(super) fn read_settings(
    node: &Node<'_>,
    keys: &[SettingKey],
) -> Result<RuleSettings, InputError> {
    let mut settings = RuleSettings::default();
    for key in keys {
        let spec = key.spec();
        let changed = node.optional(key.id(), |value| {
            let given = match spec.unit {
                SettingUnit::Switch => u32::from(value.boolean()?),
                _ => u32::from(value.whole()?),
            };
            settings
                .clone()
                .with(*key, Some(given))
                .map_err(|_| value.outside(spec.least, spec.most))
        })?;
        settings = changed.unwrap_or(settings);
    }
    Ok(settings)
}
