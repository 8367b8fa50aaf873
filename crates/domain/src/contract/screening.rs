//! `screening`: answers for a date in, verdict out.

use serde_json::Value;

use super::dates::read_settings;
use super::written;
use crate::device::DeviceProfileId;
use crate::rule_settings::SettingKey;
use crate::screening::{Answers, Asked, ScreeningConfig, ScreeningInput, evaluate};
use crate::wire::{InputError, InputErrorCode, Node};

/// What is planned may stand beside the answers as well as among them.
const PLAN: [&str; 4] = ["device", "zones", "concern", "numbing_product"];
/// Without this word a shorter isotretinoin wait is nobody's decision.
const OVERRIDE: &str = "isotretinoin_override";

pub(super) fn answer(node: &Node<'_>) -> Result<Value, InputError> {
    node.object_except(&["appointment_date", "answers"], &PLAN)?;
    let appointment_date = node.need("appointment_date")?.date()?;
    let given = node.need("answers")?;
    let mut answers = Answers::read(&given, &["_config"])?;
    read_plan(node, &mut answers)?;
    // A clinic's own device is known to its clinic alone.
    if let Some(DeviceProfileId::Own(_)) = answers.device.known() {
        let named = given.get("device").or_else(|| node.get("device"));
        return Err(named
            .unwrap_or(*node)
            .error(InputErrorCode::OutOfRange, "device"));
    }
    let config = match given.get("_config") {
        Some(config) => read_config(&config)?,
        None => ScreeningConfig::default(),
    };
    let input = ScreeningInput {
        appointment_date,
        answers,
    };
    written(node, &evaluate(&input, &config))
}

fn read_plan(node: &Node<'_>, answers: &mut Answers) -> Result<(), InputError> {
    let plan = Answers::read_only(node, &PLAN)?;
    let Answers {
        device,
        zones,
        concern,
        numbing_product,
        ..
    } = plan;
    take(&mut answers.device, device);
    take(&mut answers.zones, zones);
    take(&mut answers.concern, concern);
    take(&mut answers.numbing_product, numbing_product);
    Ok(())
}

fn take<T>(into: &mut Asked<T>, from: Asked<T>) {
    if !into.was_asked() {
        *into = from;
    }
}

/// A clinic's approved settings for one case. Those that no screening rule reads are checked all the same.
fn read_config(node: &Node<'_>) -> Result<ScreeningConfig, InputError> {
    let mut known: Vec<&str> = vec![OVERRIDE];
    known.extend(SettingKey::ALL.iter().map(|key| key.id()));
    node.object(&known)?;
    let settings = read_settings(node, SettingKey::ALL)?;
    check_override(node)?;
    Ok(settings.screening)
}

fn check_override(node: &Node<'_>) -> Result<(), InputError> {
    let months = node.get(SettingKey::IsotretinoinWaitMonths.id());
    match node.get(OVERRIDE) {
        Some(by) => by.word(|word| (word == "medical_lead").then_some(())),
        None if months.is_some() => node.need(OVERRIDE).map(|_| ()),
        None => Ok(()),
    }
}
