//! Putting the record together: who and what, the zones, the reasons; then the map, the boxes, the
//! signature and the notes added later.

use crate::consent::signature_line;
use crate::content::{ClinicClock, SessionWords, common, consent_print, session};
use crate::error::Error;
use crate::font::Weight;
use crate::plan::Plan;
use crate::plan::block::{Align, Block, Keep, Setting, text};
use crate::plan::facts::{boxed, push_facts, push_paragraphs};
use crate::plan::flow::Flow;
use crate::plan::furniture::Furniture;
use crate::session::boxes::{self, Box};
use crate::session::maps::View;
use crate::session::{SessionRecord, maps, zones};
use crate::style::Style;
use crate::text::Span;
use crate::wording::{Values, plain};
use chrono::{DateTime, Utc};

/// White space between boxes.
const GAP: f32 = 8.0;
/// White space between the map and what stands beside it.
const GUTTER: f32 = 14.0;
/// Narrower than this, a signature and what is said of it stand one above the other.
const NARROW: f32 = 320.0;
/// How far the boxes beside the map may reach below it.
const SLACK: f32 = 80.0;
/// A box lower than this may stand beside another.
const SHORT: f32 = 220.0;

/// A record with everything needed to set it.
pub(crate) struct Record<'a> {
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
    let flow = sheet.fullest(furniture.height)?;
    furniture.plan(flow, &sheet.words.document)
}

/// What stands beside the last map; maps two by two leave no room, and what would have stood beside comes after them.
#[derive(Clone, Copy)]
enum BesideMap {
    /// As many boxes as its height holds.
    Boxes,
    /// The signature; the boxes come before.
    Signature,
}

impl Record<'_> {
    /// Of both orders the one with fewer pages, and of equals the one whose emptiest page is fuller.
    fn fullest(&self, height: f32) -> Result<Flow, Error> {
        let emptiest = |used: &[f32]| used.iter().copied().fold(height, f32::min);
        let boxes = self.flow(BesideMap::Boxes)?;
        let signature = self.flow(BesideMap::Signature)?;
        let (first, second) = (boxes.used(height)?, signature.used(height)?);
        let by_pages = second.len().cmp(&first.len());
        let is_better = by_pages.then(emptiest(&first).total_cmp(&emptiest(&second)));
        Ok(if is_better.is_lt() { signature } else { boxes })
    }

    fn flow(&self, beside: BesideMap) -> Result<Flow, Error> {
        let mut flow = Flow::default();
        self.push_head(&mut flow)?;
        self.push_zones(&mut flow)?;
        self.push_reasons(&mut flow)?;
        let all = self.boxes()?;
        let views = maps::views(self.record)?;
        let (pairs, last) = views.as_chunks::<2>();
        match (beside, last) {
            (BesideMap::Boxes, &[view]) => {
                self.push_map_pairs(&mut flow, pairs, false)?;
                let beside = self.push_map(&mut flow, view, &all)?;
                self.push_rest_and_signature(&mut flow, all.get(beside..).unwrap_or_default())?;
            }
            (BesideMap::Signature, &[view]) => {
                let (beside, before) = self.signature_and_last(view, &all)?;
                self.push_pairs(&mut flow, all.get(..before).unwrap_or_default())?;
                self.push_map_pairs(&mut flow, pairs, false)?;
                self.push_map_and_signature(&mut flow, view, beside)?;
            }
            (BesideMap::Boxes, _) => {
                self.push_map_pairs(&mut flow, pairs, true)?;
                self.push_pairs(&mut flow, &all)?;
                flow.push(self.signature(self.width)?);
            }
            (BesideMap::Signature, _) => {
                self.push_pairs(&mut flow, &all)?;
                self.push_map_pairs(&mut flow, pairs, true)?;
                flow.push(self.signature(self.width)?);
            }
        }
        self.push_later(&mut flow)?;
        Ok(flow)
    }

    /// What was done where.
    pub(super) fn push_zone_table(&self, flow: &mut Flow) -> Result<(), Error> {
        let rows = zones::table(self.record, self.words, self.clock, self.body, self.width)?;
        flow.push_table(rows, 9.0);
        Ok(())
    }

    fn push_zones(&self, flow: &mut Flow) -> Result<(), Error> {
        self.push_zone_table(flow)?;
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

    pub(super) fn boxes(&self) -> Result<Vec<Box>, Error> {
        let (record, words, clock) = (self.record, self.words, self.clock);
        let mut all = boxes::numbing(record, words, clock)?;
        all.push(boxes::before(record, words, clock)?);
        all.push(boxes::after(record, words)?);
        all.push(boxes::given(record, words, clock)?);
        all.push(boxes::next(record, words, clock)?);
        Ok(all)
    }

    /// A map with its key.
    fn map(&self, view: View) -> Result<Block, Error> {
        let map = maps::map(self.record, view, self.words, self.scale)?;
        Ok(map.above(self.map_key(maps::width(self.scale))?))
    }

    /// The scale of tints, and what the signs on the maps mean.
    fn map_key(&self, width: f32) -> Result<Block, Error> {
        let bar = maps::scale_bar(width, self.scale)?.after(4.0);
        let legend = maps::legend(self.record, self.words, width, self.scale)?;
        Ok(bar.above(legend.after(4.0)))
    }

    /// Maps two by two, with their key under the last of them where no other map follows.
    fn push_map_pairs(
        &self,
        flow: &mut Flow,
        pairs: &[[View; 2]],
        with_key: bool,
    ) -> Result<(), Error> {
        let width = maps::width(self.scale);
        for (index, &[first, second]) in pairs.iter().enumerate() {
            let map = |view: View| maps::map(self.record, view, self.words, self.scale);
            let both = map(first)?.with(map(second)?, self.width - width, 0.0);
            let both = if with_key && index + 1 == pairs.len() {
                both.above(self.map_key(width)?)
            } else {
                both
            };
            flow.push(both.after(12.0).keeping(Keep::Prefer));
        }
        Ok(())
    }

    /// The signature for the column beside the map, with the last box under it where the map is high enough; says how
    /// many boxes are left to stand before the map.
    fn signature_and_last(&self, view: View, all: &[Box]) -> Result<(Block, usize), Error> {
        let width = self.width - maps::width(self.scale) - GUTTER;
        let signature = self.signature(width)?;
        let Some((last, before)) = all.split_last() else {
            return Ok((signature, 0));
        };
        let last = self.boxed(last, width)?.after(GAP);
        if signature.height + last.gap + last.height > self.map(view)?.height {
            return Ok((signature, all.len()));
        }
        Ok((signature.above(last), before.len()))
    }

    fn push_map_and_signature(
        &self,
        flow: &mut Flow,
        view: View,
        beside: Block,
    ) -> Result<(), Error> {
        let width = maps::width(self.scale);
        let both = self.map(view)?.with(beside, width + GUTTER, 0.0);
        flow.push(both.after(12.0).keeping(Keep::Prefer));
        Ok(())
    }

    /// The map with as many boxes beside it as its height holds; says how many.
    fn push_map(&self, flow: &mut Flow, view: View, all: &[Box]) -> Result<usize, Error> {
        let width = maps::width(self.scale);
        let map = self.map(view)?;
        let mut beside = Block::space(0.0);
        let mut count = 0;
        for facts in all {
            let next = self
                .boxed(facts, self.width - width - GUTTER)?
                .after(if count == 0 { 0.0 } else { GAP });
            if beside.height + next.gap + next.height > map.height + SLACK {
                break;
            }
            beside = beside.above(next);
            count += 1;
        }
        flow.push(
            map.with(beside, width + GUTTER, 0.0)
                .after(12.0)
                .keeping(Keep::Prefer),
        );
        Ok(count)
    }

    /// What is left, then the signature: a single low box stays with it, so that it never stands on a page alone.
    fn push_rest_and_signature(&self, flow: &mut Flow, rest: &[Box]) -> Result<(), Error> {
        let signature = self.signature(self.width)?;
        if let [only] = rest {
            let only = self.boxed(only, self.width)?;
            if only.height < SHORT {
                flow.push(only.above(signature.after(GAP)).keeping(Keep::Prefer));
                return Ok(());
            }
        }
        self.push_pairs(flow, rest)?;
        flow.push(signature);
        Ok(())
    }

    /// Boxes two by two where both are short; a long one has the whole width and may run over pages.
    pub(super) fn push_pairs(&self, flow: &mut Flow, all: &[Box]) -> Result<(), Error> {
        let half = (self.width - GAP) / 2.0;
        for pair in all.chunks(2) {
            let set: Vec<Block> = pair
                .iter()
                .map(|b| self.boxed(b, half))
                .collect::<Result<_, _>>()?;
            if let ([left, right], true) = (set.as_slice(), set.iter().all(|b| b.height < SHORT)) {
                let both = left.clone().with(right.clone(), half + GAP, 0.0);
                flow.push(both.after(GAP).keeping(Keep::Prefer));
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

    /// The signature with what is said of it, `width` wide.
    fn signature(&self, width: f32) -> Result<Block, Error> {
        let words = self.words;
        let Some(by) = &self.record.signed else {
            let unsigned = Values::new().spans(&words.not_signed)?;
            let said = text(&unsigned, self.body, width, Align::Left)?;
            let said = said.above(self.approval(width)?.after(3.0));
            return Ok(said.after(16.0).keeping(Keep::Prefer));
        };
        let is_narrow = width < NARROW * self.scale;
        let half = if is_narrow { width } else { width * 0.36 };
        let mark = signature_line(by, consent_print()?, self.body, half)?;
        let rest = if is_narrow {
            width
        } else {
            width - half - 20.0
        };
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
        .above(text(&proof, self.body, rest, Align::Left)?.after(3.0))
        .above(self.approval(rest)?.after(3.0));
        let both = if is_narrow {
            mark.above(said.after(8.0))
        } else {
            mark.with(said, half + 20.0, 0.0)
        };
        Ok(both.after(10.0).keeping(Keep::Prefer))
    }

    /// Who approved what the clinic worked by (PRACTICE 28).
    fn approval(&self, width: f32) -> Result<Block, Error> {
        let said = self.clock.approval(self.record.approved_by.as_ref())?;
        text(
            &plain(&said, Weight::Regular),
            self.body,
            width,
            Align::Left,
        )
    }

    fn push_later(&self, flow: &mut Flow) -> Result<(), Error> {
        let record = self.record;
        let mut notes = self.later_notes()?;
        if notes.is_empty() {
            let said = self.dated(record.printed_at, &record.printed_by)?;
            notes.push(said.spans(&self.words.later_none)?);
        }
        self.push_later_notes(flow, &notes)
    }

    pub(super) fn push_later_notes(
        &self,
        flow: &mut Flow,
        notes: &[Vec<Span>],
    ) -> Result<(), Error> {
        let title = &self.words.later_notes;
        push_paragraphs(flow, title, notes, self.body, self.width, GAP)
    }

    fn dated(&self, at: DateTime<Utc>, by: &str) -> Result<Values, Error> {
        let clock = self.clock;
        Ok(Values::new()
            .with("date", clock.date(clock.local(at).date_naive())?)
            .with("clock", clock.clock_zoned(at))
            .with("by", by))
    }

    /// What was added after signing, oldest first.
    pub(super) fn later_notes(&self) -> Result<Vec<Vec<Span>>, Error> {
        let (record, words, clock) = (self.record, self.words, self.clock);
        let mut notes = Vec::new();
        for note in &record.later_notes {
            notes.push(
                self.dated(note.at, &note.by)?
                    .with("text", &note.text)
                    .spans(&words.later_note)?,
            );
            if let Some((was, is)) = note.corrected_end {
                notes.push(
                    Values::new()
                        .with("is_date", clock.date(clock.local(is).date_naive())?)
                        .with("is", clock.clock_zoned(is))
                        .with("was_date", clock.date(clock.local(was).date_naive())?)
                        .with("was", clock.clock_zoned(was))
                        .spans(&words.later_end)?,
                );
            }
        }
        Ok(notes)
    }
}
