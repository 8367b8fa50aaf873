//! Setting the signed consent: the form as it was read, with what was ticked and answered, then who
//! signed when, what was added later, and the proof.

use crate::consent::{ConsentDocument, ConsentSection, fingerprint, verification_code};
use crate::content::{ClinicClock, ConsentPrint, common, consent_print};
use crate::error::Error;
use crate::font::Weight;
use crate::plan::Plan;
use crate::plan::block::{Align, Block, Keep, Setting, running, text};
use crate::plan::facts::{Fact, push_grid, push_paragraphs};
use crate::plan::flow::Flow;
use crate::plan::furniture::Furniture;
use crate::style::Style;
use crate::wording::{Values, plain};
use chrono::{DateTime, Utc};

/// The section that asks whether the maker's depth limit may be passed.
pub(super) const DEPTH_SECTION: &str = "off_label";

/// A consent with everything needed to set it.
pub(super) struct Form<'a> {
    pub(super) document: &'a ConsentDocument,
    pub(super) words: &'a ConsentPrint,
    pub(super) clock: ClinicClock<'a>,
    pub(super) scale: f32,
    pub(super) width: f32,
    pub(super) body: Setting,
    pub(super) heading: Setting,
    /// Page that the signatures stand on; known after the first setting.
    pub(super) signed_page: usize,
}

/// The consent, laid out.
///
/// # Errors
/// [`Error::IncompleteConsent`] when anything that must be ticked, answered or signed is not.
pub(crate) fn plan(document: &ConsentDocument, style: Style) -> Result<Plan, Error> {
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
    let height = form.whole()?.even_height(furniture.height)?;
    let mut to_signatures = form.text()?;
    form.push_signatures(&mut to_signatures)?;
    form.signed_page = to_signatures.pages(height)?.len();
    Ok(Plan {
        code: Some(verification_code(&fingerprint(document))),
        ..furniture.plan_at(form.whole()?, height, &form.words.document)?
    })
}

/// Nothing blank, unticked or unsigned is ever printed as a consent.
fn complete(document: &ConsentDocument) -> Result<(), Error> {
    let missing = |what: &str| {
        Err(Error::IncompleteConsent {
            missing: what.to_owned(),
        })
    };
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
    pub(super) fn instant(&self, at: DateTime<Utc>) -> Result<String, Error> {
        Values::new()
            .with("day", self.clock.day(self.clock.local(at).date_naive())?)
            .with("clock", self.clock.clock_zoned(at))
            .fill(&self.words.instant)
    }

    pub(super) fn indent(&self) -> f32 {
        25.5 * self.scale
    }

    fn whole(&self) -> Result<Flow, Error> {
        let mut flow = self.text()?;
        self.push_signatures(&mut flow)?;
        self.push_later(&mut flow)?;
        self.push_proof(&mut flow)?;
        Ok(flow)
    }

    fn text(&self) -> Result<Flow, Error> {
        let mut flow = Flow::default();
        let shown = &self.document.text;
        let title = Setting::new(24.0, 28.0).scaled(self.scale);
        flow.push(
            text(
                &plain(&shown.title, Weight::Bold),
                title,
                self.width,
                Align::Left,
            )?
            .keeping(Keep::Must),
        );
        flow.push(
            text(
                &plain(&shown.introduction, Weight::Regular),
                self.body,
                self.width,
                Align::Left,
            )?
            .after(2.0),
        );
        push_grid(&mut flow, &self.head()?, self.body, 0.0, self.width, 9.0)?;
        for section in &shown.sections {
            self.push_section(&mut flow, section)?;
        }
        let document = self.document;
        if !document.questions.is_empty() {
            let asked = vec![plain(&document.questions, Weight::Regular)];
            push_paragraphs(
                &mut flow,
                &self.words.questions,
                &asked,
                self.body,
                self.width,
                10.0,
            )?;
        }
        Ok(flow)
    }

    fn head(&self) -> Result<Vec<Fact>, Error> {
        let (document, words) = (self.document, self.words);
        let text = &document.text;
        let language =
            words
                .languages
                .get(&text.language)
                .ok_or_else(|| Error::UnknownLanguage {
                    language: text.language.clone(),
                })?;
        let values = Values::new()
            .with("record", &document.patient.record_number)
            .with("visit", self.clock.words.visit(document.visit)?)
            .with("name", &document.practitioner.name)
            .with("role", &document.practitioner.role)
            .with("title", &text.title)
            .with("revision", text.revision.to_string())
            .with("language", language)
            .with("page", self.signed_page.to_string());
        Ok(vec![
            Fact::new(
                &words.patient,
                self.clock.named_and_born(&document.patient)?,
            ),
            Fact::new(&words.record, values.fill(&words.record_visit)?),
            Fact::new(&words.treated_by, values.fill(&words.named_role)?),
            Fact::new(&words.form, values.fill(&words.form_value)?),
            Fact::new(&words.given, self.instant(document.given_at)?),
            Fact::new(
                values.fill(&words.signed)?,
                self.instant(document.patient_signed.at)?,
            ),
        ])
    }

    fn push_section(&self, flow: &mut Flow, section: &ConsentSection) -> Result<(), Error> {
        let indent = self.indent();
        let inner = self.width - indent;
        let number = text(
            &plain(&section.number.to_string(), Weight::Bold),
            self.heading,
            indent,
            Align::Left,
        )?;
        let title = text(
            &plain(&section.title, Weight::Bold),
            self.heading,
            inner,
            Align::Left,
        )?;
        flow.push(
            number
                .with(title, indent, 0.0)
                .after(8.0)
                .keeping(Keep::Must),
        );
        let mut blocks: Vec<Block> = Vec::new();
        for (i, paragraph) in section.paragraphs.iter().enumerate() {
            for (j, line) in running(&plain(paragraph, Weight::Regular), self.body, inner)?
                .into_iter()
                .enumerate()
            {
                blocks.push(
                    line.after(if i > 0 && j == 0 { 2.5 } else { 0.0 })
                        .indented(indent),
                );
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
}
