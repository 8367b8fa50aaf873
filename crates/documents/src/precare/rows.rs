//! Which rows the sheet says: one for each date, in the order of the days. A date already past asks for a call instead
//! of asking for what cannot be done any more (PRACTICE 39).

use chrono::NaiveDate;

use crate::content::{ClinicClock, PrecareWords};
use crate::dated::rows::{Advice, Mark, Row, When};
use crate::error::Error;
use crate::precare::PrecareSheet;
use crate::wording::Values;

/// Minutes a visit takes with its numbing: 45 and 30 (RULES.md section 6).
const VISIT_MINUTES: u32 = 75;

/// A date, and the lines that hold for it while it is ahead and once it is past.
struct Dated<'a> {
    on: NaiveDate,
    lead: &'a str,
    ahead: Vec<(Mark, &'a str)>,
    past: Vec<(Mark, &'a str)>,
}

/// Every row, earliest day first; what is already past comes before what can still be done.
pub(super) fn rows(
    sheet: &PrecareSheet,
    words: &PrecareWords,
    clock: ClinicClock<'_>,
) -> Result<Vec<Row>, Error> {
    let (past, ahead): (Vec<_>, Vec<_>) = dated(sheet, words)
        .into_iter()
        .partition(|dated| dated.on < sheet.made_on);
    let mut rows = Vec::new();
    if !past.is_empty() {
        let lines = past.iter().flat_map(|dated| {
            let lines = dated.past.iter();
            lines.map(|(mark, line)| advice(*mark, line, dated.on, clock))
        });
        rows.push(Row {
            when: When {
                lead: String::new(),
                heading: words.already_past.clone(),
                tail: String::new(),
            },
            lines: lines.collect::<Result<_, _>>()?,
        });
    }
    for dated in ahead {
        let lines = dated.ahead.iter();
        rows.push(Row {
            when: When {
                lead: dated.lead.to_owned(),
                heading: clock.day(dated.on)?,
                tail: String::new(),
            },
            lines: lines
                .map(|(mark, line)| advice(*mark, line, dated.on, clock))
                .collect::<Result<_, _>>()?,
        });
    }
    Ok(rows)
}

fn dated<'a>(sheet: &PrecareSheet, words: &'a PrecareWords) -> Vec<Dated<'a>> {
    let dates = &sheet.dates;
    let prescribed = words.thinner.prescribed.as_str();
    let mut rows = vec![
        Dated {
            on: dates.isotretinoin_last_dose_by,
            lead: &words.last_day,
            ahead: vec![(Mark::Call, &words.isotretinoin.ahead)],
            past: vec![(Mark::Call, &words.isotretinoin.past)],
        },
        Dated {
            on: dates.avoid_sunburn_from,
            lead: &words.from,
            ahead: vec![
                (Mark::DoNot, &words.sunburn.ahead),
                (Mark::Do, &words.sunburn.protect),
            ],
            past: vec![
                (Mark::Call, &words.sunburn.past),
                (Mark::DoNot, &words.sunburn.past_still),
                (Mark::Do, &words.sunburn.protect),
            ],
        },
        Dated {
            on: dates.retinoid_aha_exfoliant_last_use_by,
            lead: &words.last_day,
            ahead: vec![(Mark::DoNot, &words.retinoid.ahead)],
            past: vec![(Mark::Call, &words.retinoid.past)],
        },
        Dated {
            on: dates.otc_thinner_last_dose_by,
            lead: &words.last_day,
            ahead: vec![
                (Mark::DoNot, &words.thinner.ahead),
                (Mark::Call, prescribed),
            ],
            past: vec![(Mark::Call, &words.thinner.past), (Mark::Call, prescribed)],
        },
        Dated {
            on: sheet.appointment_on,
            lead: &words.on_the_day,
            ahead: vec![(Mark::Do, &words.day.clean), (Mark::Do, &words.day.time)],
            past: Vec::new(),
        },
    ];
    rows.sort_by_key(|row| row.on);
    rows
}

fn advice(mark: Mark, line: &str, on: NaiveDate, clock: ClinicClock<'_>) -> Result<Advice, Error> {
    let values = Values::new()
        .with("date", clock.day(on)?)
        .with("minutes", VISIT_MINUTES.to_string());
    Ok(Advice {
        mark,
        text: values.spans(line)?,
    })
}
