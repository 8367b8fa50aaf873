//! `numbing`: one application in, the guard's answer out.

use chrono::Utc;
use serde_json::Value;

use super::written;
use crate::numbing::{Application, NumbingProduct, check};
use crate::screening::ReadAnswer;
use crate::wire::{InputError, Node};

pub(super) fn answer(node: &Node<'_>) -> Result<Value, InputError> {
    node.object(&[
        "product",
        "on",
        "off",
        "tz",
        "percent",
        "grams",
        "area_cm2",
        "age_years",
        "weight_kg",
        "occluded",
        "prescriber_on_file",
    ])?;
    // Elapsed minutes need no zone, but a zone that does not exist is a mistake in the record.
    node.need("tz")?.time_zone()?;
    let number = |key, least, most| node.optional(key, |value| value.number(least, most));
    let yes = |key| node.optional(key, |value| value.boolean());
    let application = Application {
        product: NumbingProduct::read(&node.need("product")?)?,
        on: node.need("on")?.instant()?.with_timezone(&Utc),
        off: node.need("off")?.instant()?.with_timezone(&Utc),
        percent: number("percent", 0.0, 100.0)?,
        grams: number("grams", 0.0, 1_000.0)?,
        area_cm2: number("area_cm2", 0.0, 20_000.0)?,
        age_years: number("age_years", 0.0, 150.0)?,
        weight_kg: number("weight_kg", 0.0, 700.0)?,
        occluded: yes("occluded")?.unwrap_or(false),
        prescriber_on_file: yes("prescriber_on_file")?.unwrap_or(false),
    };
    written(node, &check(&application))
}
