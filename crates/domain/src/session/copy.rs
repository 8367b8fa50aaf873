//! "Copy last session": the plan, never an observation, a reason, a lot or a time (DIRECTION 8, PRACTICE 58).

use super::{Session, ZoneRow, ZoneState};

/// The zones of the last session as today's plan. Zones that were not treated are not copied.
#[must_use]
pub fn plan_from(last: &Session) -> Vec<ZoneRow> {
    last.record
        .zones
        .iter()
        .filter(|row| row.state == ZoneState::Done)
        .map(|row| ZoneRow {
            zone: row.zone,
            side: row.side,
            state: ZoneState::Planned,
            indication: row.indication,
            depth_mm: row.depth_mm,
            passes: row.passes,
            patterns: row.patterns.clone(),
            speed: row.speed,
            endpoint: None,
            pain: None,
            done_at: None,
            copied: true,
            corrections: Vec::new(),
        })
        .collect()
}
