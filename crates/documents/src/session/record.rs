//! Putting the record together: who and what, the zones, the reasons; then the map, the boxes, the
//! signature and the notes added later.

use needlebook_domain::session::StopReason;

use crate::consent::signature_line;
use crate::content::{ClinicClock, SessionWords, common, consent_print, session};
use crate::error::Error;
use crate::font::Weight;
use crate::plan::Plan;
use crate::plan::block::{Align, Block, Keep, Setting, text};
use crate::plan::facts::{Fact, boxed, push_facts, push_grid, push_paragraphs};
use crate::plan::flow::Flow;
use crate::plan::furniture::Furniture;
use crate::session::boxes::{self, Box};
use crate::session::{Reason, ReasonAbout, SessionRecord, UnitUsed, facemap, zones};
use crate::style::Style;
use crate::text::Span;
use crate::wording::{Values, plain};

/// White space between boxes.
const GAP: f32 = 8.0;
/// How far the boxes beside the map may reach below it.
const SLACK: f32 = 80.0;
/// A box lower than this may stand beside another.
const SHORT: f32 = 220.0;

struct Record<'a> {
    record: &'a SessionRecord,
    words: &'a SessionWords,
    clock: ClinicClock<'a>,
    scale: f32,
    width: f32,
    body: Setting,
}

/// The record, laid out.
pub(super) fn plan(record: &SessionRecord, style: Style) -> Result<Plan, Error> {
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
    fn push_head(&self, flow: &mut Flow) -> Result<(), Error> {
        let (record, words, clock) = (self.record, self.words, self.clock);
        let title = Values::new().with("visit", clock.words.visit(record.visit)?).fill(&words.title)?;
        let setting = Setting::new(20.0, 24.0).scaled(self.scale);
        flow.push(text(&plain(&title, Weight::Bold), setting, self.width, Align::Left)?.keeping(Keep::Must));
        if let Some(late) = &record.late_entry {
            let values = Values::new()
                .with("typed", format!("{}, {}", clock.day(clock.local(late.typed_at).date_naive())?, clock.clock_zoned(late.typed_at)))
                .with("reason", &late.reason);
            push_paragraphs(flow, &words.late, &[values.spans(&words.late_value)?], self.body, self.width, 7.0)?;
        }
        push_grid(flow, &self.facts()?, self.body, 78.0 * self.scale, self.width, 7.0)
    }

    fn facts(&self) -> Result<Vec<Fact>, Error> {
        let (record, words, clock) = (self.record, self.words, self.clock);
        let start = clock.local(record.started_at).date_naive();
        let skin = record.skin_type.and_then(|t| words.skin_types.get(usize::from(t.saturating_sub(1))));
        let values = Values::new()
            .with("born", clock.date(record.patient.born_on)?)
            .with("record", &record.patient.record_number)
            .with("start", clock.clock(record.started_at))
            .with("end", clock.clock(record.ended_at))
            .with("zone", clock.zone_name(record.ended_at))
            .with("name", &record.practitioner.name)
            .with("role", &record.practitioner.role)
            .with("device", &record.device)
            .with("serial", &record.device_serial);
        let allergies =
            if record.allergies.is_empty() { words.none_known.clone() } else { clock.words.list(&record.allergies) };
        let device = if record.device_serial.is_empty() { record.device.clone() } else { values.fill(&words.device_value)? };
        let mut facts = vec![
            Fact::new(&words.patient, &record.patient.name),
            Fact::new(&words.born_record, values.fill(&words.born_record_value)?),
            Fact::new(&words.skin_type, skin.unwrap_or(&words.not_recorded)),
            Fact::new(&words.allergies, allergies),
            Fact::new(&words.date, clock.day(start)?),
            Fact::new(&words.start_end, values.fill(&words.start_end_value)?),
            Fact::new(&words.practitioner, values.fill(&words.named_role)?),
            Fact::new(&words.screening, self.screening()?),
            Fact::new(&words.consent, self.consent()?),
            Fact::new(&words.device, device),
        ];
        for unit in &record.units {
            facts.extend(self.unit(unit)?);
        }
        Ok(facts)
    }

    fn screening(&self) -> Result<String, Error> {
        let words = self.words;
        let Some(line) = &self.record.screening else { return Ok(words.missing.clone()) };
        let outcome = words.outcomes.get(&line.outcome).ok_or_else(|| Error::NoWording { id: line.outcome.clone() })?;
        Values::new().with("outcome", outcome).with("clock", self.clock.clock(line.signed_at)).fill(&words.screening_value)
    }

    fn consent(&self) -> Result<String, Error> {
        let Some(line) = &self.record.consent else { return Ok(self.words.missing.clone()) };
        Values::new()
            .with("mark", self.clock.words.number_and_version(&line.mark)?)
            .with("date", self.clock.date(self.clock.local(line.signed_at).date_naive())?)
            .fill(&self.words.consent_value)
    }

    fn unit(&self, unit: &UnitUsed) -> Result<[Fact; 2], Error> {
        let words = self.words;
        let lot = if unit.serial.is_empty() {
            unit.lot.clone()
        } else {
            Values::new().with("lot", &unit.lot).with("serial", &unit.serial).fill(&words.cartridge_serial)?
        };
        Ok([Fact::new(&words.cartridge, lot), Fact::new(&words.expires, self.clock.date(unit.expires_on)?)])
    }

    fn push_zones(&self, flow: &mut Flow) -> Result<(), Error> {
        let rows = zones::table(self.record, self.words, self.clock, self.body, self.width)?;
        flow.push_table(rows, 9.0);
        let darker = self.record.skin_type.is_some_and(|t| t >= 4);
        let legend = if darker { &self.words.legend_darker_skin } else { &self.words.legend };
        flow.push(text(&plain(legend, Weight::Regular), self.body, self.width, Align::Left)?.after(3.0));
        Ok(())
    }

    fn push_reasons(&self, flow: &mut Flow) -> Result<(), Error> {
        let (record, words) = (self.record, self.words);
        let mut push = |title: &str, paragraphs: &[Vec<Span>]| -> Result<(), Error> {
            if paragraphs.is_empty() {
                return Ok(());
            }
            push_paragraphs(flow, title, paragraphs, self.body, self.width, 9.0)
        };
        if let Some(stopped) = &record.stopped {
            let values = Values::new()
                .with("reason", self.stop_reason(stopped.reason))
                .with("clock", self.clock.clock(stopped.at))
                .with("note", &stopped.note);
            push(&words.stopped, &[values.spans(&words.stopped_value)?])?;
        }
        let marks = zones::marks(&record.reasons);
        let reasons: Result<Vec<_>, Error> = record.reasons.iter().zip(marks).map(|(r, m)| self.reason(r, &m)).collect();
        push(&words.reasons, &reasons?)?;
        let mut incidents = Vec::new();
        for incident in &record.incidents {
            let values = Values::new()
                .with("clock", self.clock.clock(incident.at))
                .with("what", &incident.what)
                .with("by", &incident.by);
            incidents.push(values.spans(&words.incident)?);
        }
        push(&words.incidents, &incidents)?;
        let notes: Vec<Vec<Span>> = record.notes.lines().filter(|l| !l.trim().is_empty()).map(|l| plain(l, Weight::Regular)).collect();
        push(&words.notes, &notes)
    }

    fn stop_reason(&self, reason: StopReason) -> &str {
        let words = &self.words.stop_reasons;
        match reason {
            StopReason::PatientAsked => &words.patient_asked,
            StopReason::Faint => &words.faint,
            StopReason::Pain => &words.pain,
            StopReason::Reaction => &words.reaction,
            StopReason::Device => &words.device,
            StopReason::Fire => &words.fire,
            StopReason::Other => &words.other,
        }
    }

    fn reason(&self, reason: &Reason, mark: &str) -> Result<Vec<Span>, Error> {
        let words = self.words;
        let about = match &reason.about {
            ReasonAbout::Screening { title } => Values::new().with("title", title).fill(&words.about_screening)?,
            ReasonAbout::Other { title } => title.clone(),
            ReasonAbout::Depth { flag, zones, depth_mm } => {
                let named: Result<Vec<String>, Error> = zones.iter().map(|(z, s)| self.clock.words.zone(*z, *s)).collect();
                let flag = words.flags.get(flag).ok_or_else(|| Error::NoWording { id: format!("{flag:?}") })?;
                let values = Values::new().with("zones", self.clock.words.list(&named?)).with("flag", flag);
                match depth_mm {
                    Some(depth) => values.with("depth", depth.to_string()).fill(&words.about_depth)?,
                    None => values.fill(&words.about_use)?,
                }
            }
        };
        Values::new()
            .with("mark", if mark.is_empty() { String::new() } else { format!("{mark} ") })
            .with("about", about)
            .with("text", &reason.text)
            .with("by", &reason.by)
            .with("clock", self.clock.clock(reason.at))
            .spans(&words.reason)
    }

    fn boxed(&self, facts: &Box, width: f32) -> Result<Block, Error> {
        boxed(&facts.title, &facts.facts, self.body, facts.label * self.scale, width)
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
        let map = text(&plain(&self.words.map, Weight::Bold), heading, width, Align::Left)?
            .above(facemap::map(self.record, self.words, self.scale)?.after(3.0))
            .above(facemap::scale_bar(width, self.scale)?.after(4.0));
        let gutter = 14.0;
        let mut beside = Block::space(0.0);
        let mut count = 0;
        for facts in all {
            let next = self.boxed(facts, self.width - width - gutter)?.after(if count == 0 { 0.0 } else { GAP });
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
            let set: Vec<Block> = pair.iter().map(|b| self.boxed(b, half)).collect::<Result<_, _>>()?;
            if let ([left, right], true) = (set.as_slice(), set.iter().all(|b| b.height < SHORT)) {
                flow.push(left.clone().with(right.clone(), half + GAP, 0.0).after(GAP));
                continue;
            }
            for facts in pair {
                push_facts(flow, &facts.title, &facts.facts, self.body, facts.label * self.scale, self.width, GAP)?;
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
        let groups: Vec<&str> = (0..hash.len()).step_by(4).filter_map(|at| hash.get(at..(at + 4).min(hash.len()))).collect();
        let mut proof = plain(&format!("{} ", words.fingerprint), Weight::Regular);
        proof.extend(plain(&groups.join(" "), Weight::SemiBold));
        let said = text(&values.spans(&words.signed_at)?, self.body, rest, Align::Left)?
            .above(text(&plain(&words.locked, Weight::Regular), self.body, rest, Align::Left)?)
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
            notes.push(dated(note.at, &note.by)?.with("text", &note.text).spans(&words.later_note)?);
        }
        if notes.is_empty() {
            notes.push(dated(record.printed_at, &record.printed_by)?.spans(&words.later_none)?);
        }
        push_paragraphs(flow, &words.later_notes, &notes, self.body, self.width, 9.0)
    }
}
