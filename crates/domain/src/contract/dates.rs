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
    let mut settings = AftercareSettings::default();
    for setting in AftercareSetting::ALL {
        let (least, most) = setting.range();
        let value = node.optional(setting.id(), |value| {
            value.integer(u32::from(least), u32::from(most))
        })?;
        if let Some(value) = value.and_then(|value| u16::try_from(value).ok()) {
            settings = settings.with(setting, value);
        }
    }
    Ok(settings)
}
