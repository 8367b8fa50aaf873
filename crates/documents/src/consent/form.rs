//! Setting the signed consent: the form as it was read, with what was ticked and answered, then who
//! signed when, what was added later, and the proof.

use crate::consent::proof::{fingerprint, verification_code};
use crate::consent::signatures::signed;
use crate::consent::{AddedLine, Addendum, ConsentDocument, ConsentLine, ConsentSection};
use crate::content::{ClinicClock, ConsentPrint, SectionKind, common, consent_print};
use crate::error::Error;
use crate::font::Weight;
use crate::plan::Plan;
use crate::plan::block::{Align, Block, Keep, Setting, running, text};
use crate::plan::facts::{Fact, push_grid, push_paragraphs};
use crate::plan::flow::Flow;
use crate::plan::furniture::Furniture;
use crate::plan::shape::{Ink, Shape, Stroke, tick_box};
use crate::style::Style;
use crate::wording::{Values, plain};
use chrono::{DateTime, Utc};
use needlebook_domain::zone::Side;

/// The section that asks whether the maker's depth limit may be passed.
pub(super) const DEPTH_SECTION: &str = "off_label";

struct Form<'a> {
    document: &'a ConsentDocument,
    words: &'a ConsentPrint,
    clock: ClinicClock<'a>,
    scale: f32,
    width: f32,
    body: Setting,
    heading: Setting,
    /// Page that the signatures stand on; known after the first setting.
    signed_page: usize,
}

/// The consent, laid out.
///
/// # Errors
/// [`Error::IncompleteConsent`] when anything that must be ticked, answered or signed is not.
pub(super) fn plan(document: &ConsentDocument, style: Style) -> Result<Plan, Error> {
    complete(document)?;
    let clock = ClinicClock::new(common()?, &document.clinic);
    let furniture = Furniture::new(clock, style, Some(&document.patient), &document.mark)?;
    let scale = style.scale();
    let mut form = Form {
        document,
        words: consent_print()?,
        clock,
        scale,
        width: furniture.width,
        body: Setting::new(12.0, 16.5).scaled(scale),
        heading: Setting::new(13.5, 18.0).scaled(scale),
        signed_page: 1,
    };
    let mut to_signatures = form.text()?;
    form.push_signatures(&mut to_signatures)?;
    form.signed_page = to_signatures.pages(furniture.height)?.len();
    let mut flow = form.text()?;
    form.push_signatures(&mut flow)?;
    form.push_later(&mut flow)?;
    form.push_proof(&mut flow)?;
    furniture.plan(flow, &form.words.document)
}

/// Nothing blank, unticked or unsigned is ever printed as a consent.
fn complete(document: &ConsentDocument) -> Result<(), Error> {
    let missing = |what: &str| Err(Error::IncompleteConsent { missing: what.to_owned() });
    for key in document.text.tick_keys() {
        if !document.ticked.iter().any(|t| t == key) {
            return missing(key);
        }
    }
    for key in document.text.choice_keys() {
        if !document.choices.iter().any(|c| c.key == key) {
            return missing(key);
        }
    }
    if document.patient_signed.signature.is_blank() {
        return missing("patient_signature");
    }
    if document.practitioner_signed.signature.is_blank() {
        return missing("practitioner_signature");
    }
    Ok(())
}

impl Form<'_> {
    fn instant(&self, at: DateTime<Utc>) -> Result<String, Error> {
        Values::new()
            .with("day", self.clock.day(self.clock.local(at).date_naive())?)
            .with("clock", self.clock.clock_zoned(at))
            .fill(&self.words.instant)
    }

    fn indent(&self) -> f32 {
        25.5 * self.scale
    }

    fn text(&self) -> Result<Flow, Error> {
        let mut flow = Flow::default();
        let shown = &self.document.text;
        let title = Setting::new(24.0, 28.0).scaled(self.scale);
        flow.push(text(&plain(&shown.title, Weight::Bold), title, self.width, Align::Left)?.keeping(Keep::Must));
        flow.push(text(&plain(&shown.introduction, Weight::Regular), self.body, self.width, Align::Left)?.after(2.0));
        push_grid(&mut flow, &self.head()?, self.body, 0.0, self.width, 9.0)?;
        for section in &shown.sections {
            self.push_section(&mut flow, section)?;
        }
        let document = self.document;
        if !document.questions.is_empty() {
            let asked = vec![plain(&document.questions, Weight::Regular)];
            push_paragraphs(&mut flow, &self.words.questions, &asked, self.body, self.width, 10.0)?;
        }
        Ok(flow)
    }

    fn head(&self) -> Result<Vec<Fact>, Error> {
        let (document, words) = (self.document, self.words);
        let text = &document.text;
        let language = words
            .languages
            .get(&text.language)
            .ok_or_else(|| Error::UnknownLanguage { language: text.language.clone() })?;
        let values = Values::new()
            .with("record", &document.patient.record_number)
            .with("visit", self.clock.words.visit(document.visit)?)
            .with("name", &document.practitioner.name)
            .with("role", &document.practitioner.role)
            .with("id", &text.template)
            .with("revision", text.revision.to_string())
            .with("language", language)
            .with("page", self.signed_page.to_string());
        Ok(vec![
            Fact::new(&words.patient, self.clock.named_and_born(&document.patient)?),
            Fact::new(&words.record, values.fill(&words.record_visit)?),
            Fact::new(&words.treated_by, values.fill(&words.named_role)?),
            Fact::new(&words.form, values.fill(&words.form_value)?),
            Fact::new(&words.given, self.instant(document.given_at)?),
            Fact::new(values.fill(&words.signed)?, self.instant(document.patient_signed.at)?),
        ])
    }

    fn push_section(&self, flow: &mut Flow, section: &ConsentSection) -> Result<(), Error> {
        let indent = self.indent();
        let inner = self.width - indent;
        let number = text(&plain(&section.number.to_string(), Weight::Bold), self.heading, indent, Align::Left)?;
        let title = text(&plain(&section.title, Weight::Bold), self.heading, inner, Align::Left)?;
        flow.push(number.with(title, indent, 0.0).after(8.0).keeping(Keep::Must));
        let mut blocks: Vec<Block> = Vec::new();
        for (i, paragraph) in section.paragraphs.iter().enumerate() {
            for (j, line) in running(&plain(paragraph, Weight::Regular), self.body, inner)?.into_iter().enumerate() {
                blocks.push(line.after(if i > 0 && j == 0 { 2.5 } else { 0.0 }).indented(indent));
            }
        }
        let mut table = self.table(section)?;
        if let (Some(last), false) = (blocks.last_mut(), table.is_empty()) {
            last.keep = Keep::Must;
        }
        if let Some(first) = table.first_mut() {
            first.gap = 4.0;
        }
        flow.extend(blocks);
        flow.extend(table);
        Ok(())
    }

    fn table(&self, section: &ConsentSection) -> Result<Vec<Block>, Error> {
        let text = &self.document.text;
        let mut rows = Vec::new();
        match section.kind {
            SectionKind::Risks => {
                for risk in &text.risks {
                    rows.push(self.row(risk, &self.words.ticked)?);
                }
            }
            SectionKind::Photos => {
                for scope in &text.photo_scopes {
                    rows.push(self.choice(scope)?);
                }
            }
            SectionKind::Read | SectionKind::Tick => {}
        }
        if let (DEPTH_SECTION, Some(depth)) = (section.key.as_str(), &text.depth_choice) {
            rows.push(self.choice(depth)?);
        }
        if let Some(statement) = &section.statement {
            rows.push(self.statement(statement)?);
        }
        let last = rows.len().saturating_sub(1);
        Ok(rows.into_iter().enumerate().map(|(i, row)| self.ruled(row, i == last)).collect())
    }

    /// A row with a hairline above, and below the last.
    fn ruled(&self, row: Block, last: bool) -> Block {
        let pad = 3.4;
        let height = row.height + 2.0 * pad;
        let hairline = |y: f32| Shape::line(&[(0.0, y), (self.width - self.indent(), y)], Stroke::solid(Ink::HAIRLINE, 0.6));
        let mut lines = vec![hairline(0.0)];
        if last {
            lines.push(hairline(height));
        }
        Block::shapes(height, lines).with(row, 0.0, pad).indented(self.indent())
    }

    fn ticked(&self) -> Block {
        let size = 14.5 * self.scale;
        Block::shapes(0.0, tick_box(size, true)).padded((self.body.leading - size) / 2.0, 0.0)
    }

    fn row(&self, line: &ConsentLine, answer: &str) -> Result<Block, Error> {
        let set = |words: &str, weight: Weight, width: f32, align: Align| text(&plain(words, weight), self.body, width, align);
        let mark = 24.0 * self.scale;
        let answer_width = 48.0 * self.scale;
        let inner = self.width - self.indent();
        let title_width = (inner - mark - answer_width) * 0.34;
        let text_width = inner - mark - title_width - answer_width - 12.0;
        Ok(Block::space(0.0)
            .with(self.ticked(), 0.0, 0.0)
            .with(set(&line.title, Weight::SemiBold, title_width - 6.0, Align::Left)?, mark, 0.0)
            .with(set(&line.text, Weight::Regular, text_width, Align::Left)?, mark + title_width, 0.0)
            .with(set(answer, Weight::Regular, answer_width, Align::Right)?, inner - answer_width, 0.0))
    }

    fn statement(&self, statement: &str) -> Result<Block, Error> {
        let mark = 24.0 * self.scale;
        let answer_width = 48.0 * self.scale;
        let inner = self.width - self.indent();
        let said = text(&plain(statement, Weight::SemiBold), self.body, inner - mark - answer_width - 12.0, Align::Left)?;
        let answer = text(&plain(&self.words.ticked, Weight::Regular), self.body, answer_width, Align::Right)?;
        Ok(Block::space(0.0).with(self.ticked(), 0.0, 0.0).with(said, mark, 0.0).with(answer, inner - answer_width, 0.0))
    }

    /// Yes and No side by side, the chosen one ticked: a no is as plain to see as a yes.
    fn choice(&self, line: &ConsentLine) -> Result<Block, Error> {
        let yes = self.document.choices.iter().any(|c| c.key == line.key && c.allowed);
        let inner = self.width - self.indent();
        let size = 14.5 * self.scale;
        let column = 46.0 * self.scale;
        let answers = 2.0 * column;
        let title_width = (inner - answers) * 0.3;
        let set = |words: &str, weight: Weight, width: f32| text(&plain(words, weight), self.body, width, Align::Left);
        let drop = (self.body.leading - size) / 2.0;
        let mut block = Block::space(0.0)
            .with(set(&line.title, Weight::SemiBold, title_width - 6.0)?, 0.0, 0.0)
            .with(set(&line.text, Weight::Regular, inner - title_width - answers - 10.0)?, title_width, 0.0);
        for (answer, chosen, x) in [(&self.words.yes, yes, inner - answers), (&self.words.no, !yes, inner - column)] {
            let weight = if chosen { Weight::Bold } else { Weight::Regular };
            block = block
                .with(Block::shapes(0.0, tick_box(size, chosen)), x, drop)
                .with(set(answer, weight, column - size - 4.0)?, x + size + 5.0, 0.0);
        }
        Ok(block)
    }

    fn push_signatures(&self, flow: &mut Flow) -> Result<(), Error> {
        let document = self.document;
        let heading = text(&plain(&self.words.signatures, Weight::Bold), self.heading, self.width, Align::Left)?;
        flow.push(heading.after(14.0).keeping(Keep::Must));
        let gap = 20.0;
        let half = (self.width - gap) / 2.0;
        let side = |said: &str, by| -> Result<(Block, Block), Error> {
            let said = text(&plain(said, Weight::Regular), self.body, half, Align::Left)?;
            Ok((said, signed(by, self.words, self.clock, self.body, half)?))
        };
        let (said, patient) = side(&document.text.declaration, &document.patient_signed)?;
        let (explained, practitioner) = side(&document.text.practitioner_declaration, &document.practitioner_signed)?;
        let line = said.height.max(explained.height) + 6.0;
        flow.push(
            Block::space(0.0)
                .with(said, 0.0, 0.0)
                .with(explained, half + gap, 0.0)
                .with(patient, 0.0, line)
                .with(practitioner, half + gap, line)
                .after(4.0),
        );
        if let Some(day) = document.valid_to {
            let words = Values::new().with("day", self.clock.day(day)?).fill(&self.words.valid_to)?;
            flow.push(text(&plain(&words, Weight::Regular), self.body, self.width, Align::Left)?.after(8.0));
        }
        Ok(())
    }

    fn push_later(&self, flow: &mut Flow) -> Result<(), Error> {
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
        push_paragraphs(flow, &self.words.withdrawals, &taken_back, self.body, self.width, 12.0)
    }

    fn push_addendum(&self, flow: &mut Flow, addendum: &Addendum) -> Result<(), Error> {
        let values = Values::new()
            .with("instant", self.instant(addendum.patient.at)?)
            .with("practitioner", &addendum.practitioner.name);
        let heading = text(&plain(&self.words.addendum, Weight::Bold), self.heading, self.width, Align::Left)?;
        flow.push(heading.after(14.0).keeping(Keep::Must));
        let lead = values.fill(&self.words.addendum_lead)?;
        flow.push(text(&plain(&lead, Weight::Regular), self.body, self.width, Align::Left)?.keeping(Keep::Must));
        for line in &addendum.lines {
            let mark = 24.0 * self.scale;
            let words = text(&plain(&self.added(line)?, Weight::SemiBold), self.body, self.width - mark, Align::Left)?;
            flow.push(Block::space(0.0).with(self.ticked(), 0.0, 0.0).with(words, mark, 0.0).after(3.0).keeping(Keep::Must));
        }
        let half = (self.width - 20.0) / 2.0;
        flow.push(signed(&addendum.patient, self.words, self.clock, self.body, half)?.after(6.0));
        Ok(())
    }

    fn added(&self, line: &AddedLine) -> Result<String, Error> {
        let words = &self.words.added;
        let (wording, what) = match line {
            AddedLine::Area(zone) => (&words.area, self.clock.words.zone(*zone, Side::None)?),
            AddedLine::Concern(concern) => (&words.concern, self.clock.words.indication(*concern)?.to_owned()),
            AddedLine::Device(name) => (&words.device, name.clone()),
            AddedLine::DepthAboveLabel => (&words.depth_above_label, String::new()),
            AddedLine::Numbing(product) => (&words.numbing, self.clock.words.numbing_product(*product)?.to_owned()),
            AddedLine::Practitioner(name) => (&words.practitioner, name.clone()),
        };
        Values::new().with("what", what).fill(wording)
    }

    fn push_proof(&self, flow: &mut Flow) -> Result<(), Error> {
        let hash = fingerprint(self.document);
        let groups: Vec<&str> = (0..hash.len()).step_by(4).filter_map(|at| hash.get(at..at + 4)).collect();
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
        ];
        push_paragraphs(flow, &words.fingerprint_title, &paragraphs, self.body, self.width, 14.0)
    }
}
