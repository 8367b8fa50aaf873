//! The table of zones: what was done where, with a mark where a reason was given.

use needlebook_domain::session::{Pattern, ZoneRow, ZoneState};
use needlebook_domain::zone::{Side, Zone};

use crate::content::{ClinicClock, SessionWords};
use crate::error::Error;
use crate::font::Weight;
use crate::plan::block::{Align, Block, Keep, Setting, text};
use crate::plan::shape::{Ink, Shape, Stroke};
use crate::session::{Reason, ReasonAbout, SessionRecord};
use crate::wording::plain;

/// Marks that lead from a depth to its reason; after these, a star with the reason's number.
const MARKS: [&str; 4] = ["*", "†", "‡", "§"];

/// Shares of the width: zone, for, depth, passes, pattern, endpoint, pain.
const COLUMNS: [f32; 7] = [0.225, 0.17, 0.13, 0.1, 0.105, 0.205, 0.065];

/// "0.75", "1.00"; a third decimal only where the depth has one. Never rounded: the record is a fact.
pub(super) fn millimetres(micrometres: i32) -> String {
    let (whole, part) = (micrometres / 1000, (micrometres % 1000).abs());
    if part % 10 == 0 {
        format!("{whole}.{:02}", part / 10)
    } else {
        format!("{whole}.{part:03}")
    }
}

/// "0.75", "1.0", for the map.
pub(super) fn millimetres_brief(micrometres: i32) -> String {
    let long = millimetres(micrometres);
    long.strip_suffix('0').map_or(long.clone(), str::to_owned)
}

/// The mark of each reason, in order; empty for those that speak of no one zone.
pub(super) fn marks(reasons: &[Reason]) -> Vec<String> {
    let mut used = 0_usize;
    reasons
        .iter()
        .map(|reason| match &reason.about {
            ReasonAbout::Depth {
                zones,
                depth_mm: Some(_),
                ..
            } if !zones.is_empty() => {
                used += 1;
                MARKS
                    .get(used - 1)
                    .map_or_else(|| format!("*{used}"), |m| (*m).to_owned())
            }
            _ => String::new(),
        })
        .collect()
}

/// The marks of a zone's depth, parted by spaces.
pub(super) fn marks_of(record: &SessionRecord, zone: Zone, side: Side) -> String {
    let all = marks(&record.reasons);
    let of_zone = record
        .reasons
        .iter()
        .zip(all)
        .filter(|(reason, _)| match &reason.about {
            ReasonAbout::Depth {
                zones,
                depth_mm: Some(_),
                ..
            } => zones.contains(&(zone, side)),
            _ => false,
        });
    of_zone.map(|(_, mark)| mark).collect::<Vec<_>>().join(" ")
}

/// The table's rows, heading first.
pub(super) fn table(
    record: &SessionRecord,
    words: &SessionWords,
    clock: ClinicClock<'_>,
    setting: Setting,
    width: f32,
) -> Result<Vec<Block>, Error> {
    let heading = [
        &words.zone,
        &words.r#for,
        &words.depth,
        &words.passes,
        &words.pattern,
        &words.endpoint,
        &words.pain,
    ];
    let heading: Vec<(String, Weight)> = heading
        .iter()
        .map(|w| ((*w).clone(), Weight::SemiBold))
        .collect();
    let mut rows = vec![
        ruled(
            cells(&heading, setting, width)?,
            width,
            Stroke::solid(Ink::BLACK, 1.2),
        )
        .keeping(Keep::Must),
    ];
    for row in &record.zones {
        let name = clock.words.zone(row.zone, row.side)?;
        let set = if row.state == ZoneState::Done {
            cells(&done(record, row, name, words, clock)?, setting, width)?
        } else {
            let why = if record.stopped.is_some() {
                &words.not_treated_stopped
            } else {
                &words.not_treated
            };
            let at = COLUMNS[0] * width;
            cells(&[(name, Weight::Regular)], setting, width)?.with(
                text(
                    &plain(why, Weight::Regular),
                    setting,
                    width - at,
                    Align::Left,
                )?,
                at,
                0.0,
            )
        };
        rows.push(ruled(set, width, Stroke::solid(Ink::HAIRLINE, 0.5)));
    }
    Ok(rows)
}

fn done(
    record: &SessionRecord,
    row: &ZoneRow,
    name: String,
    words: &SessionWords,
    clock: ClinicClock<'_>,
) -> Result<Vec<(String, Weight)>, Error> {
    let concern = row
        .indication
        .map(|c| clock.words.indication(c))
        .transpose()?
        .unwrap_or_default();
    let marks = marks_of(record, row.zone, row.side);
    let depth = row
        .micrometres()
        .map(|m| format!("{} {marks}", millimetres(m)))
        .unwrap_or_default();
    let patterns: Vec<&str> = row.patterns.iter().map(|p| pattern(*p, words)).collect();
    let number = |n: Option<u8>| n.map(|n| n.to_string()).unwrap_or_default();
    let endpoint = row
        .endpoint
        .and_then(|e| words.endpoints.get(usize::from(e)))
        .cloned()
        .unwrap_or_default();
    Ok(vec![
        (name, Weight::SemiBold),
        (concern.to_owned(), Weight::Regular),
        (depth.trim().to_owned(), Weight::Bold),
        (number(row.passes), Weight::Regular),
        (patterns.join(" "), Weight::Regular),
        (endpoint, Weight::Regular),
        (number(row.pain), Weight::Regular),
    ])
}

fn pattern(pattern: Pattern, words: &SessionWords) -> &str {
    match pattern {
        Pattern::Vertical => &words.patterns.vertical,
        Pattern::Horizontal => &words.patterns.horizontal,
        Pattern::Diagonal => &words.patterns.diagonal,
        Pattern::Stamp => &words.patterns.stamp,
    }
}

fn cells(words: &[(String, Weight)], setting: Setting, width: f32) -> Result<Block, Error> {
    let mut row = Block::space(setting.leading);
    let mut x = 0.0;
    for ((words, weight), share) in words.iter().zip(COLUMNS) {
        let column = share * width;
        row = row.with(
            text(&plain(words, *weight), setting, column - 3.0, Align::Left)?,
            x,
            0.0,
        );
        x += column;
    }
    Ok(row)
}

fn ruled(row: Block, width: f32, stroke: Stroke) -> Block {
    let row = row.padded(1.4, 1.6);
    let line = Shape::line(&[(0.0, row.height), (width, row.height)], stroke);
    row.with(Block::shapes(0.0, vec![line]), 0.0, 0.0)
}
