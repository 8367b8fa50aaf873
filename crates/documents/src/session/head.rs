//! The head of a record: who, when, with what.

use crate::error::Error;
use crate::font::Weight;
use crate::plan::block::{Align, Keep, Setting, text};
use crate::plan::facts::{Fact, push_grid, push_paragraphs};
use crate::plan::flow::Flow;
use crate::session::UnitUsed;
use crate::session::record::Record;
use crate::wording::{Values, plain};

impl Record<'_> {
    pub(super) fn push_head(&self, flow: &mut Flow) -> Result<(), Error> {
        let (words, clock) = (self.words, self.clock);
        let title = Values::new()
            .with("visit", clock.words.visit(self.record.visit)?)
            .fill(&words.title)?;
        let setting = Setting::new(20.0, 24.0).scaled(self.scale);
        flow.push(
            text(
                &plain(&title, Weight::Bold),
                setting,
                self.width,
                Align::Left,
            )?
            .keeping(Keep::Must),
        );
        self.push_late(flow)?;
        let mut facts = self.person_facts()?;
        facts.extend(self.care_facts()?);
        push_grid(flow, &facts, self.body, 78.0 * self.scale, self.width, 7.0)
    }

    /// Why it was typed later than the care it speaks of.
    pub(super) fn push_late(&self, flow: &mut Flow) -> Result<(), Error> {
        let (words, clock) = (self.words, self.clock);
        let Some(late) = &self.record.late_entry else {
            return Ok(());
        };
        let typed = clock.local(late.typed_at).date_naive();
        let values = Values::new()
            .with(
                "typed",
                format!(
                    "{}, {}",
                    clock.day(typed)?,
                    clock.clock_zoned(late.typed_at)
                ),
            )
            .with("reason", &late.reason);
        push_paragraphs(
            flow,
            &words.late,
            &[values.spans(&words.late_value)?],
            self.body,
            self.width,
            7.0,
        )
    }

    /// Whom the session was for.
    fn person_facts(&self) -> Result<Vec<Fact>, Error> {
        let (record, words, clock) = (self.record, self.words, self.clock);
        let skin = record
            .skin_type
            .and_then(|t| words.skin_types.get(usize::from(t.saturating_sub(1))));
        let born = Values::new()
            .with("born", clock.date(record.patient.born_on)?)
            .with("record", &record.patient.record_number);
        let allergies = if record.allergies.is_empty() {
            words.none_known.clone()
        } else {
            clock.words.list(&record.allergies)
        };
        Ok(vec![
            Fact::new(&words.patient, &record.patient.name),
            Fact::new(&words.born_record, born.fill(&words.born_record_value)?),
            Fact::new(&words.skin_type, skin.unwrap_or(&words.not_recorded)),
            Fact::new(&words.allergies, allergies),
        ])
    }

    /// When, by whom, on what ground and with what.
    pub(super) fn care_facts(&self) -> Result<Vec<Fact>, Error> {
        let (record, words, clock) = (self.record, self.words, self.clock);
        let start = clock.local(record.started_at).date_naive();
        let values = Values::new()
            .with("start", clock.clock(record.started_at))
            .with("end", clock.clock(record.ended_at))
            .with("zone", clock.zone_name(record.ended_at))
            .with("name", &record.practitioner.name)
            .with("role", &record.practitioner.role)
            .with("device", &record.device)
            .with("serial", &record.device_serial);
        let device = if record.device_serial.is_empty() {
            record.device.clone()
        } else {
            values.fill(&words.device_value)?
        };
        let corrected = |note: &super::Note| note.corrected_end.is_some();
        let start_end = if record.later_notes.iter().any(corrected) {
            &words.start_end_corrected
        } else {
            &words.start_end_value
        };
        let mut facts = vec![
            Fact::new(&words.date, clock.day(start)?),
            Fact::new(&words.start_end, values.fill(start_end)?),
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
        let Some(line) = &self.record.screening else {
            return Ok(words.missing.clone());
        };
        let outcome = words
            .outcomes
            .get(&line.outcome)
            .ok_or_else(|| Error::NoWording {
                id: line.outcome.clone(),
            })?;
        let screening = Values::new()
            .with("outcome", outcome)
            .with("clock", self.clock.clock(line.signed_at))
            .fill(&words.screening_value)?;
        let Some(block) = &line.as_block else {
            return Ok(screening);
        };
        // Whoever treats asks too; only somebody else is named again.
        let pattern = if block.by == self.record.practitioner.name {
            &words.screening_as_block
        } else {
            &words.screening_as_block_by
        };
        Values::new()
            .with("screening", screening)
            .with("count", block.count.to_string())
            .with("clock", self.clock.clock(block.at))
            .with("by", &block.by)
            .fill(pattern)
    }

    fn consent(&self) -> Result<String, Error> {
        let Some(line) = &self.record.consent else {
            return Ok(self.words.missing.clone());
        };
        Values::new()
            .with("mark", self.clock.words.number_and_version(&line.mark)?)
            .with(
                "date",
                self.clock
                    .date(self.clock.local(line.signed_at).date_naive())?,
            )
            .fill(&self.words.consent_value)
    }

    fn unit(&self, unit: &UnitUsed) -> Result<[Fact; 2], Error> {
        let words = self.words;
        let lot = if unit.serial.is_empty() {
            unit.lot.clone()
        } else {
            Values::new()
                .with("lot", &unit.lot)
                .with("serial", &unit.serial)
                .fill(&words.cartridge_serial)?
        };
        Ok([
            Fact::new(&words.cartridge, lot),
            Fact::new(&words.expires, self.clock.date(unit.expires_on)?),
        ])
    }
}
