//! A session as a part of the whole record of its patient: everything that its own page says but the maps.

use crate::content::{ClinicClock, session};
use crate::error::Error;
use crate::plan::block::Setting;
use crate::plan::facts::push_grid;
use crate::plan::flow::Flow;
use crate::session::SessionRecord;
use crate::session::record::Record;

/// What a session says, below a heading that names it. Who the patient is stands at the head of the whole record.
pub(crate) fn push(
    flow: &mut Flow,
    of: &SessionRecord,
    clock: ClinicClock<'_>,
    scale: f32,
    width: f32,
) -> Result<(), Error> {
    let record = Record {
        record: of,
        words: session()?,
        clock,
        scale,
        width,
        body: Setting::new(12.0, 15.6).scaled(scale),
    };
    record.push_late(flow)?;
    let facts = record.care_facts()?;
    push_grid(flow, &facts, record.body, 78.0 * scale, width, 4.0)?;
    record.push_zone_table(flow)?;
    record.push_reasons(flow)?;
    record.push_pairs(flow, &record.boxes()?)?;
    let notes = record.later_notes()?;
    if notes.is_empty() {
        return Ok(());
    }
    record.push_later_notes(flow, &notes)
}
