//! `precare` and `aftercare`: the dates on the two sheets.

use chrono::Utc;
use serde_json::Value;

use super::written;
use crate::aftercare::{AftercareSetting, AftercareSettings, timeline};
use crate::wire::{InputError, Node};

pub(super) fn precare(node: &Node<'_>) -> Result<Value, InputError> {
    node.object(&["appointment_date"])?;
    let appointment = node.need("appointment_date")?.date()?;
    written(node, &crate::precare::dates(appointment))
}

pub(super) fn aftercare(node: &Node<'_>) -> Result<Value, InputError> {
    node.object(&["session_end", "tz", "settings"])?;
    let session_end = node.need("session_end")?.instant()?.with_timezone(&Utc);
    let zone = node.need("tz")?.time_zone()?;
    let settings = node
        .optional("settings", read_settings)?
        .unwrap_or_default();
    written(node, &timeline(session_end, zone, &settings))
}

fn read_settings(node: &Node<'_>) -> Result<AftercareSettings, InputError> {
    node.object(&AftercareSetting::ALL.map(AftercareSetting::id))?;
    read_known_settings(node)
}

/// The sheet's settings among others in the same object.
pub(super) fn read_known_settings(node: &Node<'_>) -> Result<AftercareSettings, InputError> {
    let mut settings = AftercareSettings::default();
    for setting in AftercareSetting::ALL {
        let (least, most) = setting.range();
        let changed = node.optional(setting.id(), |value| {
            settings
                .with(setting, value.whole()?)
                .map_err(|_| value.outside(least, most))
        })?;
        settings = changed.unwrap_or(settings);
    }
    Ok(settings)
}
