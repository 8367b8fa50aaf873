//! Setting the report: what happened and how it stands first, then what was done, every look at it, and the session.

use needlebook_domain::reaction::{ReactionOutcome, outcome};

use crate::content::{ClinicClock, ReactionWords, common, reaction};
use crate::error::Error;
use crate::font::Weight;
use crate::plan::Plan;
use crate::plan::block::{Align, Keep, Setting, text};
use crate::plan::facts::{Fact, push_facts, push_grid, push_paragraphs};
use crate::plan::flow::Flow;
use crate::plan::furniture::Furniture;
use crate::reaction::{FollowUpLine, ReactionReport, TreatedWith};
use crate::style::Style;
use crate::text::Span;
use crate::wording::{Values, plain};

/// White space between boxes.
const GAP: f32 = 9.0;
/// Width of the label column.
const LABEL: f32 = 120.0;

/// A report with everything needed to set it.
pub(crate) struct Page<'a> {
    report: &'a ReactionReport,
    words: &'a ReactionWords,
    clock: ClinicClock<'a>,
    scale: f32,
    width: f32,
    body: Setting,
}

/// The report, laid out.
pub(crate) fn plan(report: &ReactionReport, style: Style) -> Result<Plan, Error> {
    let clock = ClinicClock::new(common()?, &report.clinic);
    let furniture = Furniture::new(clock, style, Some(&report.patient), &report.mark)?;
    let page = Page::within(report, clock, style, furniture.width)?;
    let mut flow = Flow::default();
    page.push_head(&mut flow)?;
    page.push_story(&mut flow)?;
    page.push_session(&mut flow)?;
    page.push_made(&mut flow)?;
    furniture.plan(flow, &page.words.document)
}

impl<'a> Page<'a> {
    /// The report as a part of another paper, in the same words.
    pub(crate) fn within(
        report: &'a ReactionReport,
        clock: ClinicClock<'a>,
        style: Style,
        width: f32,
    ) -> Result<Self, Error> {
        Ok(Self {
            report,
            words: reaction()?,
            clock,
            scale: style.scale(),
            width,
            body: Setting::new(12.0, 15.6).scaled(style.scale()),
        })
    }

    /// What happened, what was done and every look at it.
    pub(crate) fn push_story(&self, flow: &mut Flow) -> Result<(), Error> {
        self.push_voided(flow)?;
        self.push_what(flow)?;
        self.push_done(flow)?;
        self.push_follow_ups(flow)
    }

    fn push_head(&self, flow: &mut Flow) -> Result<(), Error> {
        let title = Setting::new(22.0, 26.0).scaled(self.scale);
        let heading = plain(&self.words.title, Weight::Bold);
        flow.push(text(&heading, title, self.width, Align::Left)?.keeping(Keep::Must));
        let who = Values::new()
            .with("name", &self.report.patient.name)
            .with("born", self.clock.date(self.report.patient.born_on)?)
            .with("record", &self.report.patient.record_number)
            .spans(&self.words.who)?;
        flow.push(text(&who, self.body, self.width, Align::Left)?.after(3.0));
        Ok(())
    }

    /// Why it never was one.
    fn push_voided(&self, flow: &mut Flow) -> Result<(), Error> {
        if let Some(reason) = &self.report.voided {
            let said = Values::new()
                .with("reason", reason)
                .spans(&self.words.voided)?;
            push_paragraphs(
                flow,
                &self.words.voided_title,
                &[said],
                self.body,
                self.width,
                GAP,
            )?;
        }
        Ok(())
    }

    fn push_what(&self, flow: &mut Flow) -> Result<(), Error> {
        let (words, facts) = (self.words, &self.report.facts);
        let mut what = words.kind(facts.kind)?.to_owned();
        if !facts.words.is_empty() {
            what = Values::new()
                .with("kind", what)
                .with("words", &facts.words)
                .fill(&words.kind_with_words)?;
        }
        let zones: Vec<String> = facts
            .zones
            .iter()
            .map(|&(zone, side)| self.clock.words.zone(zone, side))
            .collect::<Result<_, _>>()?;
        let day = self.clock.day(facts.onset_on)?;
        let onset = match facts.onset_at {
            Some(at) => Values::new()
                .with("day", day)
                .with("clock", self.clock.clock_zoned(at))
                .fill(&words.moment)?,
            None => day,
        };
        let rows = [
            Fact::new(&words.what, what),
            Fact::new(&words.grade, words.grade(facts.grade)),
            Fact::new(&words.onset, onset),
            Fact::new(
                &words.zones,
                if zones.is_empty() {
                    words.no_zone.clone()
                } else {
                    zones.join("; ")
                },
            ),
            Fact::new(&words.stands, self.stands()?),
            Fact::new(
                &words.recorded,
                self.said_by(&self.report.recorded_by, self.report.recorded_at)?,
            ),
        ];
        push_facts(
            flow,
            &words.what_title,
            &rows,
            self.body,
            LABEL * self.scale,
            self.width,
            GAP + 3.0,
        )?;
        let source = plain(&words.grade_source, Weight::Regular);
        flow.push(text(&source, self.body, self.width, Align::Left)?.after(4.0));
        Ok(())
    }

    fn stands(&self) -> Result<String, Error> {
        let said: Vec<_> = self
            .report
            .follow_ups
            .iter()
            .map(|one| one.said.clone())
            .collect();
        self.outcome(outcome(&said))
    }

    fn outcome(&self, outcome: ReactionOutcome) -> Result<String, Error> {
        let words = self.words;
        let on = |pattern: &str, day| {
            Values::new()
                .with("day", self.clock.date(day)?)
                .fill(pattern)
        };
        match outcome {
            ReactionOutcome::Open => Ok(words.open.clone()),
            ReactionOutcome::Referred => Ok(words.referred.clone()),
            ReactionOutcome::Resolved { on: day } => on(&words.resolved, day),
            ReactionOutcome::ResolvedWithMarks { on: day } => on(&words.resolved_with_marks, day),
        }
    }

    /// "Imogen Testwell, Tuesday 24 November 2026, 14:05 GMT".
    fn said_by(&self, name: &str, at: chrono::DateTime<chrono::Utc>) -> Result<String, Error> {
        Values::new()
            .with("name", name)
            .with("day", self.clock.day(self.clock.local(at).date_naive())?)
            .with("clock", self.clock.clock_zoned(at))
            .fill(&self.words.said_by)
    }

    fn push_done(&self, flow: &mut Flow) -> Result<(), Error> {
        let done = self.report.facts.done.trim();
        let paragraphs: Vec<Vec<Span>> = if done.is_empty() {
            vec![plain(&self.words.nothing_recorded, Weight::Regular)]
        } else {
            done.lines()
                .map(|line| plain(line, Weight::Regular))
                .collect()
        };
        push_paragraphs(
            flow,
            &self.words.done_title,
            &paragraphs,
            self.body,
            self.width,
            GAP,
        )
    }

    fn push_follow_ups(&self, flow: &mut Flow) -> Result<(), Error> {
        let mut paragraphs = Vec::new();
        for line in &self.report.follow_ups {
            paragraphs.extend(self.follow_up(line)?);
        }
        if paragraphs.is_empty() {
            paragraphs.push(plain(&self.words.no_follow_up, Weight::Regular));
        }
        push_paragraphs(
            flow,
            &self.words.follow_up_title,
            &paragraphs,
            self.body,
            self.width,
            GAP,
        )
    }

    fn follow_up(&self, line: &FollowUpLine) -> Result<Vec<Vec<Span>>, Error> {
        let words = self.words;
        let said = &line.said;
        let mut paragraphs = vec![
            plain(&self.said_by(&line.by, said.at)?, Weight::SemiBold),
            Values::new()
                .with("outcome", self.outcome(said.outcome)?)
                .with("text", &said.text)
                .spans(&words.follow_up)?,
        ];
        if let Some(on) = said.reported_on {
            paragraphs.push(
                Values::new()
                    .with("whom", &said.reported_to)
                    .with("day", self.clock.date(on)?)
                    .spans(&words.reported)?,
            );
        }
        Ok(paragraphs)
    }

    fn push_session(&self, flow: &mut Flow) -> Result<(), Error> {
        let words = self.words;
        let Some(treated) = &self.report.followed else {
            let none = plain(&words.no_session, Weight::Regular);
            return push_paragraphs(
                flow,
                &words.session_title,
                &[none],
                self.body,
                self.width,
                GAP,
            );
        };
        let heading = plain(&words.session_title, Weight::Bold);
        let setting = self.body.scaled(13.5 / 12.0);
        flow.push(
            text(&heading, setting, self.width, Align::Left)?
                .after(GAP)
                .keeping(Keep::Must),
        );
        push_grid(
            flow,
            &self.treated(treated)?,
            self.body,
            0.0,
            self.width,
            4.0,
        )
    }

    fn treated(&self, treated: &TreatedWith) -> Result<Vec<Fact>, Error> {
        let words = self.words;
        let session = Values::new()
            .with("number", treated.number.to_string())
            .with("day", self.clock.date(treated.on)?)
            .fill(&words.session_value)?;
        let or_none = |text: String| {
            if text.is_empty() {
                words.not_recorded.clone()
            } else {
                text
            }
        };
        let numbing: Vec<String> = treated
            .numbing
            .iter()
            .map(|product| {
                self.clock
                    .words
                    .numbing_product(*product)
                    .map(str::to_owned)
            })
            .collect::<Result<_, _>>()?;
        let products: Vec<String> = treated
            .products
            .iter()
            .map(|(name, lot)| {
                if lot.is_empty() {
                    return Ok(name.clone());
                }
                Values::new()
                    .with("name", name)
                    .with("lot", lot)
                    .fill(&words.product_lot)
            })
            .collect::<Result<_, _>>()?;
        let device = if treated.device_serial.is_empty() {
            treated.device.clone()
        } else {
            Values::new()
                .with("name", &treated.device)
                .with("serial", &treated.device_serial)
                .fill(&words.device_serial)?
        };
        Ok(vec![
            Fact::new(&words.session, session),
            Fact::new(&words.practitioner, or_none(treated.practitioner.clone())),
            Fact::new(&words.device, or_none(device)),
            Fact::new(&words.lots, or_none(treated.lots.join(", "))),
            Fact::new(&words.numbing, or_none(numbing.join("; "))),
            Fact::new(&words.products, or_none(products.join("; "))),
        ])
    }

    fn push_made(&self, flow: &mut Flow) -> Result<(), Error> {
        let made = Values::new()
            .with(
                "by",
                self.said_by(&self.report.printed_by, self.report.printed_at)?,
            )
            .spans(&self.words.made)?;
        flow.push(text(&made, self.body, self.width, Align::Left)?.after(GAP));
        Ok(())
    }
}
