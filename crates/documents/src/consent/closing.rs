//! The end of a signed consent: who signed when, what was added or taken back later, the proof.

use needlebook_domain::consent::MONTHS_WITHOUT_SESSION;
use needlebook_domain::zone::Side;

use crate::consent::form::Form;
use crate::consent::proof::{fingerprint, verification_code};
use crate::consent::signatures::signed;
use crate::consent::{AddedLine, Addendum};
use crate::content::{ClinicClock, ConsentPrint};
use crate::error::Error;
use crate::font::Weight;
use crate::plan::block::{Align, Block, Keep, text};
use crate::plan::facts::push_paragraphs;
use crate::plan::flow::Flow;
use crate::wording::{Values, plain};

impl Form<'_> {
    pub(super) fn push_signatures(&self, flow: &mut Flow) -> Result<(), Error> {
        let document = self.document;
        let heading = text(
            &plain(&self.words.signatures, Weight::Bold),
            self.heading,
            self.width,
            Align::Left,
        )?;
        flow.push(heading.after(14.0).keeping(Keep::Must));
        let gap = 20.0;
        let half = (self.width - gap) / 2.0;
        let side = |said: &str, by| -> Result<(Block, Block), Error> {
            let said = text(&plain(said, Weight::Regular), self.body, half, Align::Left)?;
            Ok((said, signed(by, self.words, self.clock, self.body, half)?))
        };
        let (said, patient) = side(&document.text.declaration, &document.patient_signed)?;
        let (explained, practitioner) = side(
            &document.text.practitioner_declaration,
            &document.practitioner_signed,
        )?;
        let line = said.height.max(explained.height) + 6.0;
        flow.push(
            Block::space(0.0)
                .with(said, 0.0, 0.0)
                .with(explained, half + gap, 0.0)
                .with(patient, 0.0, line)
                .with(practitioner, half + gap, line)
                .after(4.0)
                .keeping(Keep::Must),
        );
        let ends = Values::new()
            .with("months", MONTHS_WITHOUT_SESSION.to_string())
            .with("day", self.clock.day(document.valid_to)?)
            .fill(&self.words.valid_to)?;
        let ends = text(
            &plain(&ends, Weight::Regular),
            self.body,
            self.width,
            Align::Left,
        )?;
        flow.push(ends.after(8.0));
        Ok(())
    }

    pub(super) fn push_later(&self, flow: &mut Flow) -> Result<(), Error> {
        for addendum in &self.document.addenda {
            self.push_addendum(flow, addendum)?;
        }
        if self.document.withdrawals.is_empty() {
            return Ok(());
        }
        let mut taken_back = Vec::new();
        for withdrawal in &self.document.withdrawals {
            let values = Values::new()
                .with("said", &withdrawal.said)
                .with("instant", self.instant(withdrawal.at)?)
                .with("name", &withdrawal.recorded_by);
            taken_back.push(values.spans(&self.words.withdrawal)?);
        }
        push_paragraphs(
            flow,
            &self.words.withdrawals,
            &taken_back,
            self.body,
            self.width,
            12.0,
        )
    }

    fn push_addendum(&self, flow: &mut Flow, addendum: &Addendum) -> Result<(), Error> {
        let values = Values::new()
            .with("instant", self.instant(addendum.patient.at)?)
            .with("practitioner", &addendum.practitioner.name);
        let heading = text(
            &plain(&self.words.addendum, Weight::Bold),
            self.heading,
            self.width,
            Align::Left,
        )?;
        flow.push(heading.after(14.0).keeping(Keep::Must));
        let lead = values.fill(&self.words.addendum_lead)?;
        flow.push(
            text(
                &plain(&lead, Weight::Regular),
                self.body,
                self.width,
                Align::Left,
            )?
            .keeping(Keep::Must),
        );
        for line in &addendum.lines {
            let mark = 24.0 * self.scale;
            let words = text(
                &plain(&added(line, self.words, self.clock)?, Weight::SemiBold),
                self.body,
                self.width - mark,
                Align::Left,
            )?;
            flow.push(
                Block::space(0.0)
                    .with(self.ticked(), 0.0, 0.0)
                    .with(words, mark, 0.0)
                    .after(3.0)
                    .keeping(Keep::Must),
            );
        }
        let half = (self.width - 20.0) / 2.0;
        flow.push(signed(&addendum.patient, self.words, self.clock, self.body, half)?.after(6.0));
        Ok(())
    }

    pub(super) fn push_proof(&self, flow: &mut Flow) -> Result<(), Error> {
        let hash = fingerprint(self.document);
        let groups: Vec<&str> = (0..hash.len())
            .step_by(4)
            .filter_map(|at| hash.get(at..at + 4))
            .collect();
        let words = self.words;
        let labelled = |label: &str, value: &str| {
            let mut spans = plain(&format!("{label} "), Weight::Regular);
            spans.extend(plain(value, Weight::SemiBold));
            spans
        };
        let paragraphs = vec![
            labelled(&words.fingerprint, &groups.join(" ")),
            labelled(&words.verification, &verification_code(&hash)),
            plain(&words.electronic, Weight::Regular),
            plain(
                &self.clock.approval(self.document.approved_by.as_ref())?,
                Weight::Regular,
            ),
        ];
        push_paragraphs(
            flow,
            &words.fingerprint_title,
            &paragraphs,
            self.body,
            self.width,
            14.0,
        )
    }
}

/// A line that was agreed to later, in words.
pub(crate) fn added(
    line: &AddedLine,
    words: &ConsentPrint,
    clock: ClinicClock<'_>,
) -> Result<String, Error> {
    let words = &words.added;
    let (wording, what) = match line {
        AddedLine::Area(zone) => (&words.area, clock.words.zone(*zone, Side::None)?),
        AddedLine::Concern(concern) => {
            (&words.concern, clock.words.indication(*concern)?.to_owned())
        }
        AddedLine::Device(name) => (&words.device, name.clone()),
        AddedLine::DepthAboveLabel => (&words.depth_above_label, String::new()),
        AddedLine::Numbing(product) => (
            &words.numbing,
            clock.words.numbing_product(*product)?.to_owned(),
        ),
        AddedLine::Practitioner(name) => (&words.practitioner, name.clone()),
    };
    Values::new().with("what", what).fill(wording)
}
