//! Setting the report: the clock first, then what article 33(3) asks for in its own order, each part with the lines for what the
//! record cannot know.

use std::collections::BTreeMap;
use std::fmt::Debug;

use chrono::{DateTime, Utc};
use needlebook_domain::loss::{DataKind, LossHow, LossState, WayInWithIt, report_due};

use crate::breach_report::{BreachReport, Measure};
use crate::content::{BreachReportWords, ClinicClock, breach_report, common};
use crate::dated::measure::Measure as Sizes;
use crate::error::Error;
use crate::font::Weight;
use crate::plan::Plan;
use crate::plan::facts::{Fact, push_facts, push_grid, push_paragraphs};
use crate::plan::furniture::Furniture;
use crate::plan::table::{Cells, Columns};
use crate::prose::Prose;
use crate::style::Style;
use crate::wording::{Values, plain};

/// Set close: most of it is a form.
const TIGHTNESS: f32 = 0.75;
/// White space between boxes.
const GAP: f32 = 6.0;
/// Width of the label column.
const LABEL: f32 = 160.0;
/// Room above a line that is written on.
const TO_WRITE: f32 = 11.0;

/// A report with everything needed to set it.
struct Page<'a> {
    report: &'a BreachReport,
    words: &'a BreachReportWords,
    clock: ClinicClock<'a>,
}

/// The report, laid out.
pub(crate) fn plan(report: &BreachReport, style: Style) -> Result<Plan, Error> {
    let clock = ClinicClock::new(common()?, &report.clinic);
    let words = breach_report()?;
    let furniture = Furniture::new(clock, style, None, &report.mark)?;
    let sizes = Sizes::new(style, TIGHTNESS);
    let mut prose = Prose::new(&sizes, furniture.width);
    let page = Page {
        report,
        words,
        clock,
    };
    page.head(&mut prose)?;
    page.what(&mut prose)?;
    page.data(&mut prose)?;
    page.outside(&mut prose)?;
    page.contact(&mut prose)?;
    page.consequences(&mut prose)?;
    page.measures(&mut prose)?;
    page.decision(&mut prose)?;
    furniture.plan(prose.flow, &words.document)
}

impl Page<'_> {
    /// "Friday 23 October 2026, 9:00 am BST".
    fn at(&self, at: DateTime<Utc>) -> Result<String, Error> {
        self.clock.instant_with_year(at, &self.words.instant, true)
    }

    fn at_or(&self, at: Option<DateTime<Utc>>, none: &str) -> Result<String, Error> {
        at.map_or_else(|| Ok(none.to_owned()), |at| self.at(at))
    }

    fn head(&self, prose: &mut Prose<'_>) -> Result<(), Error> {
        let noticed_at = self.report.facts.noticed_at;
        let due_at = report_due(noticed_at);
        let clock = Values::new()
            .with("noticed", self.at(noticed_at)?)
            .with("due", self.at(due_at)?);
        let is_over = self.report.made_at >= due_at;
        let pattern = if is_over {
            &self.words.clock_over
        } else {
            &self.words.clock
        };
        prose.title(&self.words.title)?;
        prose.paragraph(&Values::new().spans(&self.words.lead)?)?;
        prose.call_box(&clock.spans(pattern)?)
    }

    fn what(&self, prose: &mut Prose<'_>) -> Result<(), Error> {
        let (words, facts) = (self.words, &self.report.facts);
        let since = match (facts.lost_at, facts.lost_on) {
            (Some(at), _) => self.at(at)?,
            (None, Some(on)) => self.clock.day(on)?,
            (None, None) => words.not_known.clone(),
        };
        let lock = self.at_or(self.report.last_lock_at, &words.none_known)?;
        let lock = match self.report.signed_in_after {
            Some(signed_in) => Values::new()
                .with("lock", lock)
                .with("signed_in", self.at(signed_in)?)
                .fill(&words.signed_in_after)?,
            None => lock,
        };
        let recorded = Values::new()
            .with("name", &self.report.recorded_by)
            .with("at", self.at(self.report.recorded_at)?)
            .fill(&words.said_by)?;
        let mut rows = vec![
            Fact::new(&words.what, &facts.what),
            Fact::new(
                &words.how,
                match facts.how {
                    LossHow::Stolen => &words.stolen,
                    LossHow::Lost => &words.lost,
                },
            ),
            Fact::new(&words.since, since),
            Fact::new(&words.noticed, self.at(facts.noticed_at)?),
            Fact::new(
                &words.state,
                match facts.state {
                    LossState::SwitchedOff => &words.switched_off,
                    LossState::Locked => &words.locked,
                    LossState::Open => &words.open,
                    LossState::Unknown => &words.unknown,
                },
            ),
            Fact::new(
                &words.way_in,
                match facts.way_in_with_it {
                    WayInWithIt::No => &words.way_in_no,
                    WayInWithIt::Yes => &words.way_in_yes,
                    WayInWithIt::Unknown => &words.not_known,
                },
            ),
            Fact::new(&words.last_lock, lock),
            Fact::new(
                &words.last_backup,
                self.at_or(self.report.last_backup_at, &words.none_known)?,
            ),
        ];
        if let Some(on) = facts.found_on {
            rows.push(Fact::new(&words.found, self.clock.day(on)?));
        }
        rows.push(Fact::new(&words.recorded, recorded));
        let (body, scale, width) = (prose.measure.body, prose.measure.scale, prose.width);
        push_facts(
            &mut prose.flow,
            &words.what_title,
            &rows,
            body,
            LABEL * scale,
            width,
            GAP,
        )?;
        let said: Vec<_> = facts
            .note
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| plain(line, Weight::Regular))
            .collect();
        if !said.is_empty() {
            push_paragraphs(&mut prose.flow, &words.note_title, &said, body, width, GAP)?;
        }
        lines(prose, &words.not_known_here)
    }

    fn data(&self, prose: &mut Prose<'_>) -> Result<(), Error> {
        let (words, held) = (self.words, &self.report.held);
        prose.heading(&words.data_title)?;
        let counted = match self.report.restored_from {
            Some(backup) => Values::new()
                .with("backup", self.at(backup)?)
                .spans(&words.counted_from)?,
            None => plain(&words.counted_here, Weight::Regular),
        };
        prose.paragraph(&counted)?;
        let grid: Vec<Fact> = [
            (&words.patients, held.patients),
            (&words.archived, held.archived),
            (&words.with_phone, held.with_phone),
            (&words.with_email, held.with_email),
            (&words.with_address, held.with_address),
            (&words.staff, held.staff),
            (&words.erased, held.erased),
        ]
        .into_iter()
        .map(|(label, count)| Fact::new(label, count.to_string()))
        .collect();
        let (body, scale, width) = (prose.measure.body, prose.measure.scale, prose.width);
        push_grid(&mut prose.flow, &grid, body, LABEL * scale, width, GAP)?;
        let rows: Vec<Cells> = held
            .kinds
            .iter()
            .map(|one| {
                // Whose the photos in the tray are, nobody said yet.
                let people = match one.kind {
                    DataKind::PhotosInTray => words.not_known.clone(),
                    _ => one.people.to_string(),
                };
                Ok(vec![
                    vec![named(&words.kinds, one.kind)?],
                    vec![one.records.to_string()],
                    vec![people],
                ])
            })
            .collect::<Result<_, Error>>()?;
        table(prose, &[0.56, 0.16, 0.28], &words.kind_columns, &rows)
    }

    fn outside(&self, prose: &mut Prose<'_>) -> Result<(), Error> {
        let words = self.words;
        prose.heading(&words.outside_title)?;
        if self.report.outside.is_empty() {
            return prose.paragraph(&plain(&words.outside_none, Weight::Regular));
        }
        prose.paragraph(&plain(&words.outside_lead, Weight::Regular))?;
        let rows: Vec<Cells> = self
            .report
            .outside
            .iter()
            .map(|one| {
                let last = self.clock.local(one.last_at).date_naive();
                Ok(vec![
                    vec![named(&words.outside, one.kind)?],
                    vec![one.copies.to_string()],
                    vec![one.protected.to_string()],
                    vec![self.clock.date(last)?],
                ])
            })
            .collect::<Result<_, Error>>()?;
        table(
            prose,
            &[0.42, 0.13, 0.19, 0.26],
            &words.outside_columns,
            &rows,
        )
    }

    fn contact(&self, prose: &mut Prose<'_>) -> Result<(), Error> {
        let contact = Values::new()
            .with("name", &self.report.contact)
            .with("clinic", &self.report.clinic.name)
            .with("phone", &self.report.clinic.phone)
            .spans(&self.words.contact)?;
        prose.heading(&self.words.contact_title)?;
        prose.paragraph(&contact)?;
        lines(prose, &self.words.contact_lines)
    }

    fn consequences(&self, prose: &mut Prose<'_>) -> Result<(), Error> {
        let (words, facts) = (self.words, &self.report.facts);
        prose.heading(&words.consequences_title)?;
        let state = match facts.state {
            LossState::SwitchedOff => &words.was_off,
            LossState::Locked => &words.was_locked,
            LossState::Open => &words.was_open,
            LossState::Unknown => &words.was_unknown,
        };
        let way_in = match facts.way_in_with_it {
            WayInWithIt::No => &words.code_not_with_it,
            WayInWithIt::Yes => &words.code_with_it,
            WayInWithIt::Unknown => &words.code_unknown,
        };
        for said in [&words.encrypted, state, way_in, &words.if_read] {
            prose.point(&plain(said, Weight::Regular))?;
        }
        // A record that was not restored has all that it ever had.
        if self.report.restored_from.is_some() {
            prose.point(&plain(&words.lost_to_clinic, Weight::Regular))?;
        }
        prose.blank(&words.more_consequences, TO_WRITE)?;
        prose.writing_lines(2);
        Ok(())
    }

    fn measures(&self, prose: &mut Prose<'_>) -> Result<(), Error> {
        let words = self.words;
        prose.heading(&words.measures_title)?;
        for measure in &self.report.measures {
            let said = Values::new()
                .with("step", named(&words.steps, measure.step)?)
                .with("stands", self.stands(measure)?)
                .spans(&words.step)?;
            prose.point(&said)?;
        }
        prose.blank(&words.more_measures, TO_WRITE)?;
        prose.writing_lines(2);
        Ok(())
    }

    fn stands(&self, measure: &Measure) -> Result<String, Error> {
        let words = self.words;
        match (measure.done, measure.done_at) {
            (true, Some(at)) => Values::new().with("at", self.at(at)?).fill(&words.done_at),
            (true, None) => Ok(words.done.clone()),
            (false, _) if measure.missing > 0 => Values::new()
                .with("count", measure.missing.to_string())
                .fill(&words.passphrases_missing),
            (false, _) => Ok(words.not_done.clone()),
        }
    }

    fn decision(&self, prose: &mut Prose<'_>) -> Result<(), Error> {
        let words = self.words;
        prose.heading(&words.decision_title)?;
        prose.paragraph(&plain(&words.decision_lead, Weight::Regular))?;
        let choices: Vec<&str> = words.decision_choices.iter().map(String::as_str).collect();
        let ticks = prose.ticks(&choices, "", prose.width)?;
        prose.flow.push(ticks.after(prose.measure.section_gap));
        lines(prose, &words.decision_lines)?;
        let made = Values::new()
            .with("name", &self.report.contact)
            .with("at", self.at(self.report.made_at)?)
            .fill(&words.made)?;
        prose.foot(&made)
    }
}

/// The words of a kind.
fn named<K: Ord + Debug>(words: &BTreeMap<K, String>, kind: K) -> Result<String, Error> {
    words.get(&kind).cloned().ok_or_else(|| Error::NoWording {
        id: format!("{kind:?}"),
    })
}

/// Labels, each with a line to write on.
fn lines(prose: &mut Prose<'_>, labels: &[String]) -> Result<(), Error> {
    for label in labels {
        prose.blank(label, TO_WRITE)?;
    }
    Ok(())
}

fn table(
    prose: &mut Prose<'_>,
    shares: &[f32],
    heads: &[String],
    rows: &[Cells],
) -> Result<(), Error> {
    let columns = Columns {
        shares,
        width: prose.width,
        setting: prose.measure.body,
        least: 0.0,
    };
    columns.push(&mut prose.flow, heads, rows, GAP)
}
