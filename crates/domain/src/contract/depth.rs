//! `depth`: one planned zone in, the guard's answer out.

use serde_json::Value;

use super::written;
use crate::concern::Concern;
use crate::depth::{DepthPlan, DepthSettings, check, micrometres};
use crate::device::{DepthSteps, DeviceProfile, DeviceProfileId};
use crate::screening::ReadAnswer;
use crate::wire::{InputError, InputErrorCode, Node};
use crate::zone::Zone;

pub(super) fn answer(node: &Node<'_>) -> Result<Value, InputError> {
    node.object(&[
        "zone",
        "indication",
        "depth_mm",
        "device",
        "fitzpatrick",
        "age_years",
        "needle_length_mm",
    ])?;
    let device = read_device(&node.need("device")?)?;
    let plan = DepthPlan {
        zone: Zone::read(&node.need("zone")?)?,
        indication: Some(Concern::read(&node.need("indication")?)?),
        micrometres: read_micrometres(&node.need("depth_mm")?)?,
        device: Some(device),
        needle_length: node.optional("needle_length_mm", |length| read_length(length, device))?,
        fitzpatrick: node.optional("fitzpatrick", u8::read)?,
        age_years: node.optional("age_years", read_age)?,
        reacted_at: None,
    };
    written(node, &check(&plan, &DepthSettings::default()))
}

/// Only the profiles that came with the program: a clinic's own is known to its clinic alone.
fn read_device(node: &Node<'_>) -> Result<&'static DeviceProfile, InputError> {
    DeviceProfileId::read(node)?
        .built_in()
        .ok_or_else(|| node.error(InputErrorCode::OutOfRange, "device"))
}

fn read_micrometres(node: &Node<'_>) -> Result<i32, InputError> {
    let millimetres = node.number(f64::MIN, f64::MAX)?;
    micrometres(millimetres).ok_or_else(|| node.error(InputErrorCode::OutOfRange, "depth_mm"))
}

/// Only a roller or stamp has a needle length of its own.
fn read_length(node: &Node<'_>, device: &DeviceProfile) -> Result<u16, InputError> {
    const LONGEST_MM: f64 = 10.0;
    if device.steps != DepthSteps::NeedleLength {
        return Err(node.error(InputErrorCode::UnknownKey, device.id.to_string()));
    }
    let millimetres = node.number(0.0, LONGEST_MM)?;
    micrometres(millimetres)
        .and_then(|length| u16::try_from(length).ok())
        .filter(|length| *length > 0)
        .ok_or_else(|| node.error(InputErrorCode::OutOfRange, "needle_length_mm"))
}

/// Whole years lived; a fraction is cut, because nobody is older than they are.
fn read_age(node: &Node<'_>) -> Result<u32, InputError> {
    let years = node.number(0.0, 150.0)?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 to 150, checked above"
    )]
    Ok(years as u32)
}
