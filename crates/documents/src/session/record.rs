//! Putting the record together: who and what, the zones, the reasons; then the map, the boxes, the
//! signature and the notes added later.

use crate::consent::signature_line;
use crate::content::{ClinicClock, SessionWords, common, consent_print, session};
use crate::error::Error;
use crate::font::Weight;
use crate::plan::Plan;
use crate::plan::block::{Align, Block, Setting, text};
use crate::plan::facts::{boxed, push_facts, push_paragraphs};
use crate::plan::flow::Flow;
use crate::plan::furniture::Furniture;
use crate::session::boxes::{self, Box};
use crate::session::{SessionRecord, facemap, zones};
use crate::style::Style;
use crate::wording::{Values, plain};

/// White space between boxes.
const GAP: f32 = 8.0;
/// How far the boxes beside the map may reach below it.
const SLACK: f32 = 80.0;
/// A box lower than this may stand beside another.
const SHORT: f32 = 220.0;

/// A record with everything needed to set it.
pub(super) struct Record<'a> {
    pub(super) record: &'a SessionRecord,
    pub(super) words: &'a SessionWords,
    pub(super) clock: ClinicClock<'a>,
    pub(super) scale: f32,
    pub(super) width: f32,
    pub(super) body: Setting,
}

/// The record, laid out.
pub(crate) fn plan(record: &SessionRecord, style: Style) -> Result<Plan, Error> {
    let clock = ClinicClock::new(common()?, &record.clinic);
    let furniture = Furniture::new(clock, style, Some(&record.patient), &record.mark)?;
    let scale = style.scale();
    let sheet = Record {
        record,
        words: session()?,
        clock,
        scale,
        width: furniture.width,
        body: Setting::new(12.0, 15.6).scaled(scale),
    };
    let mut flow = Flow::default();
    sheet.push_head(&mut flow)?;
    sheet.push_zones(&mut flow)?;
    sheet.push_reasons(&mut flow)?;
    sheet.push_boxes(&mut flow)?;
    sheet.push_signature(&mut flow)?;
    sheet.push_later(&mut flow)?;
    furniture.plan(flow, &sheet.words.document)
}

impl Record<'_> {
    fn push_zones(&self, flow: &mut Flow) -> Result<(), Error> {
        let rows = zones::table(self.record, self.words, self.clock, self.body, self.width)?;
        flow.push_table(rows, 9.0);
        let darker = self.record.skin_type.is_some_and(|t| t >= 4);
        let legend = if darker {
            &self.words.legend_darker_skin
        } else {
            &self.words.legend
        };
        flow.push(
            text(
                &plain(legend, Weight::Regular),
                self.body,
                self.width,
                Align::Left,
            )?
            .after(3.0),
        );
        Ok(())
    }

    fn boxed(&self, facts: &Box, width: f32) -> Result<Block, Error> {
        boxed(
            &facts.title,
            &facts.facts,
            self.body,
            facts.label * self.scale,
            width,
        )
    }

    fn push_boxes(&self, flow: &mut Flow) -> Result<(), Error> {
        let (record, words, clock) = (self.record, self.words, self.clock);
        let mut all = boxes::numbing(record, words, clock)?;
        all.push(boxes::before(record, words, clock)?);
        all.push(boxes::after(record, words)?);
        all.push(boxes::given(record, words, clock)?);
        all.push(boxes::next(record, words, clock)?);
        if facemap::shows(record)? {
            let beside = self.push_map(flow, &all)?;
            all.drain(..beside);
        }
        self.push_pairs(flow, &all)
    }

    /// The map with as many boxes beside it as its height holds; says how many.
    fn push_map(&self, flow: &mut Flow, all: &[Box]) -> Result<usize, Error> {
        let width = facemap::width(self.scale)?;
        let heading = Setting::new(13.5, 18.0).scaled(self.scale);
        let map = text(
            &plain(&self.words.map, Weight::Bold),
            heading,
            width,
            Align::Left,
        )?
        .above(facemap::map(self.record, self.words, self.scale)?.after(3.0))
        .above(facemap::scale_bar(width, self.scale)?.after(4.0));
        let gutter = 14.0;
        let mut beside = Block::space(0.0);
        let mut count = 0;
        for facts in all {
            let next = self
                .boxed(facts, self.width - width - gutter)?
                .after(if count == 0 { 0.0 } else { GAP });
            if beside.height + next.gap + next.height > map.height + SLACK {
                break;
            }
            beside = beside.above(next);
            count += 1;
        }
        flow.push(map.with(beside, width + gutter, 0.0).after(12.0));
        Ok(count)
    }

    /// Boxes two by two where both are short; a long one has the whole width and may run over pages.
    fn push_pairs(&self, flow: &mut Flow, all: &[Box]) -> Result<(), Error> {
        let half = (self.width - GAP) / 2.0;
        for pair in all.chunks(2) {
            let set: Vec<Block> = pair
                .iter()
                .map(|b| self.boxed(b, half))
                .collect::<Result<_, _>>()?;
            if let ([left, right], true) = (set.as_slice(), set.iter().all(|b| b.height < SHORT)) {
                flow.push(left.clone().with(right.clone(), half + GAP, 0.0).after(GAP));
                continue;
            }
            for facts in pair {
                push_facts(
                    flow,
                    &facts.title,
                    &facts.facts,
                    self.body,
                    facts.label * self.scale,
                    self.width,
                    GAP,
                )?;
            }
        }
        Ok(())
    }

    fn push_signature(&self, flow: &mut Flow) -> Result<(), Error> {
        let words = self.words;
        let Some(by) = &self.record.signed else {
            let unsigned = Values::new().spans(&words.not_signed)?;
            flow.push(text(&unsigned, self.body, self.width, Align::Left)?.after(16.0));
            return Ok(());
        };
        let half = self.width * 0.36;
        let mark = signature_line(by, consent_print()?, self.body, half)?;
        let rest = self.width - half - 20.0;
        let values = Values::new()
            .with("day", self.clock.day(self.clock.local(by.at).date_naive())?)
            .with("clock", self.clock.clock_exact(by.at));
        let hash = &self.record.sha256;
        let groups: Vec<&str> = (0..hash.len())
            .step_by(4)
            .filter_map(|at| hash.get(at..(at + 4).min(hash.len())))
            .collect();
        let mut proof = plain(&format!("{} ", words.fingerprint), Weight::Regular);
        proof.extend(plain(&groups.join(" "), Weight::SemiBold));
        let said = text(
            &values.spans(&words.signed_at)?,
            self.body,
            rest,
            Align::Left,
        )?
        .above(text(
            &plain(&words.locked, Weight::Regular),
            self.body,
            rest,
            Align::Left,
        )?)
        .above(text(&proof, self.body, rest, Align::Left)?.after(4.0));
        flow.push(mark.with(said, half + 20.0, 0.0).after(10.0));
        Ok(())
    }

    fn push_later(&self, flow: &mut Flow) -> Result<(), Error> {
        let (record, words, clock) = (self.record, self.words, self.clock);
        let dated = |at: chrono::DateTime<chrono::Utc>, by: &str| -> Result<Values, Error> {
            Ok(Values::new()
                .with("date", clock.date(clock.local(at).date_naive())?)
                .with("clock", clock.clock_zoned(at))
                .with("by", by))
        };
        let mut notes = Vec::new();
        for note in &record.later_notes {
            notes.push(
                dated(note.at, &note.by)?
                    .with("text", &note.text)
                    .spans(&words.later_note)?,
            );
        }
        if notes.is_empty() {
            notes.push(dated(record.printed_at, &record.printed_by)?.spans(&words.later_none)?);
        }
        push_paragraphs(flow, &words.later_notes, &notes, self.body, self.width, 9.0)
    }
}
