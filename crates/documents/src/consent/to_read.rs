//! The consent form to take home and read: the very text that was on screen, with nothing to tick and nowhere to sign,
//! so that it can never be taken for a consent.

use chrono::{DateTime, Utc};
use needlebook_domain::clinic::Clinic;

use crate::consent::form::DEPTH_SECTION;
use crate::consent::{ConsentLine, ConsentSection, ConsentText};
use crate::content::{ClinicClock, ConsentToReadPrint, SectionKind, common, consent_to_read_print};
use crate::error::Error;
use crate::font::Weight;
use crate::party::{DocumentMark, Patient, Practitioner};
use crate::plan::Plan;
use crate::plan::block::{Align, Keep, Setting, running, text};
use crate::plan::facts::{Fact, push_grid, push_paragraphs};
use crate::plan::flow::Flow;
use crate::plan::furniture::Furniture;
use crate::style::Style;
use crate::text::Span;
use crate::wording::{Values, plain};

/// A form as it was given to a patient to read.
#[derive(Debug, Clone, PartialEq)]
pub struct ConsentToRead {
    /// The clinic; its zone sets every time.
    pub clinic: Clinic,
    /// The patient.
    pub patient: Patient,
    /// The document's number and version.
    pub mark: DocumentMark,
    /// Who would treat.
    pub practitioner: Practitioner,
    /// The text exactly as shown.
    pub text: ConsentText,
    /// When the information was given.
    pub given_at: DateTime<Utc>,
}

/// The form to read as a PDF.
///
/// # Errors
/// See [`Error`].
pub fn render_to_read(document: &ConsentToRead, style: &Style) -> Result<Vec<u8>, Error> {
    crate::pdf::write(&plan(document, *style)?)
}

struct Page<'a> {
    document: &'a ConsentToRead,
    words: &'a ConsentToReadPrint,
    clock: ClinicClock<'a>,
    width: f32,
    body: Setting,
    heading: Setting,
}

fn plan(document: &ConsentToRead, style: Style) -> Result<Plan, Error> {
    let clock = ClinicClock::new(common()?, &document.clinic);
    let furniture = Furniture::new(clock, style, Some(&document.patient), &document.mark)?;
    let page = Page {
        document,
        words: consent_to_read_print()?,
        clock,
        width: furniture.width,
        body: Setting::new(12.0, 16.5).scaled(style.scale()),
        heading: Setting::new(13.5, 18.0).scaled(style.scale()),
    };
    let mut flow = Flow::default();
    page.push_head(&mut flow, Setting::new(24.0, 28.0).scaled(style.scale()))?;
    for section in &document.text.sections {
        page.push_section(&mut flow, section)?;
    }
    furniture.plan(flow, &page.words.document)
}

impl Page<'_> {
    fn push_head(&self, flow: &mut Flow, title: Setting) -> Result<(), Error> {
        let shown = &self.document.text;
        let set = |words: &str, weight: Weight, setting: Setting| {
            text(&plain(words, weight), setting, self.width, Align::Left)
        };
        flow.push(set(&shown.title, Weight::Bold, title)?.keeping(Keep::Must));
        flow.push(set(&shown.introduction, Weight::Regular, self.body)?.after(2.0));
        let note = vec![plain(&self.words.note, Weight::Regular)];
        push_paragraphs(
            flow,
            &self.words.note_title,
            &note,
            self.body,
            self.width,
            9.0,
        )?;
        push_grid(flow, &self.facts()?, self.body, 0.0, self.width, 9.0)
    }

    fn facts(&self) -> Result<Vec<Fact>, Error> {
        let (document, words) = (self.document, self.words);
        let given = document.given_at;
        let values = Values::new()
            .with("name", &document.practitioner.name)
            .with("role", &document.practitioner.role)
            .with("day", self.clock.day(self.clock.local(given).date_naive())?)
            .with("clock", self.clock.clock_zoned(given));
        Ok(vec![
            Fact::new(
                &words.patient,
                self.clock.named_and_born(&document.patient)?,
            ),
            Fact::new(&words.treated_by, values.fill(&words.named_role)?),
            Fact::new(&words.given, values.fill(&words.instant)?),
            Fact::new(&words.ask, &document.clinic.phone),
        ])
    }

    fn push_section(&self, flow: &mut Flow, section: &ConsentSection) -> Result<(), Error> {
        let title = format!("{}. {}", section.number, section.title);
        flow.push(
            text(
                &plain(&title, Weight::Bold),
                self.heading,
                self.width,
                Align::Left,
            )?
            .after(9.0)
            .keeping(Keep::Must),
        );
        for paragraph in &section.paragraphs {
            self.push_lines(flow, &plain(paragraph, Weight::Regular))?;
        }
        for line in self.lines_of(section) {
            let mut spans = plain(&format!("{}. ", line.title), Weight::SemiBold);
            spans.extend(plain(&line.text, Weight::Regular));
            self.push_lines(flow, &spans)?;
        }
        if let Some(statement) = &section.statement {
            let asked = Values::new()
                .with("statement", statement)
                .fill(&self.words.asked)?;
            self.push_lines(flow, &plain(&asked, Weight::SemiBold))?;
        }
        Ok(())
    }

    /// The risks, questions and choices that stand in a section.
    fn lines_of(&self, section: &ConsentSection) -> Vec<&ConsentLine> {
        let shown = &self.document.text;
        let mut lines: Vec<&ConsentLine> = match section.kind {
            SectionKind::Risks => shown.risks.iter().collect(),
            SectionKind::Photos => shown.photo_scopes.iter().collect(),
            SectionKind::Read | SectionKind::Tick => Vec::new(),
        };
        if section.key == DEPTH_SECTION {
            lines.extend(&shown.depth_choice);
        }
        lines
    }

    fn push_lines(&self, flow: &mut Flow, spans: &[Span]) -> Result<(), Error> {
        for (i, line) in running(spans, self.body, self.width)?
            .into_iter()
            .enumerate()
        {
            flow.push(line.after(if i == 0 { 3.0 } else { 0.0 }));
        }
        Ok(())
    }
}
