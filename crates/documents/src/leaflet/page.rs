//! Setting the leaflet: section after section, lines for questions, whom to call.

use crate::SheetLanguage;
use crate::content::{ClinicClock, LeafletSection, LeafletWords, common_in, leaflet};
use crate::dated::measure::{Measure, roomiest};
use crate::error::Error;
use crate::font::Weight;
use crate::leaflet::Leaflet;
use crate::plan::Plan;
use crate::plan::flow::Flow;
use crate::plan::furniture::Furniture;
use crate::prose::Prose;
use crate::style::Style;
use crate::wording::{Values, plain};

/// The section that what studies report stands in.
const RESULTS: &str = "results";
/// Lines for the reader's own questions.
const QUESTION_LINES: usize = 2;

/// The leaflet, laid out: in its language, then in the approved one where nobody reviewed the translation.
pub(crate) fn plan(sheet: &Leaflet, style: Style) -> Result<Plan, Error> {
    let mut plan = plan_in(sheet, sheet.language, style)?;
    if !sheet.language.is_reviewed() {
        let approved = plan_in(sheet, SheetLanguage::En, style)?;
        plan.pages.extend(approved.pages);
    }
    Ok(plan)
}

fn plan_in(sheet: &Leaflet, language: SheetLanguage, style: Style) -> Result<Plan, Error> {
    let clock = ClinicClock::new(common_in(language)?, &sheet.clinic);
    let words = leaflet(language)?;
    let furniture = Furniture::new(clock, style, sheet.patient.as_ref(), &sheet.mark)?;
    let (flow, _, _) = roomiest(furniture.height, style, |measure| {
        set(sheet, words, clock, measure, furniture.width)
    })?;
    furniture.plan(flow, &words.document)
}

fn set(
    sheet: &Leaflet,
    words: &LeafletWords,
    clock: ClinicClock<'_>,
    measure: &Measure,
    width: f32,
) -> Result<Flow, Error> {
    let mut prose = Prose::new(measure, width);
    prose.title(&words.title)?;
    if !clock.words.not_reviewed.is_empty() {
        prose.paragraph(&plain(&clock.words.not_reviewed, Weight::Bold))?;
    }
    prose.paragraph(&plain(&words.lead, Weight::Regular))?;
    for section in &words.sections {
        push_section(&mut prose, section)?;
        if section.key == RESULTS && sheet.studies {
            prose.paragraph(&plain(&words.studies, Weight::Regular))?;
        }
    }
    prose.heading(&words.questions)?;
    prose.writing_lines(QUESTION_LINES);
    let call = Values::new()
        .with("phone", &sheet.clinic.phone)
        .spans(&words.call)?;
    prose.call_box(&call)?;
    prose.foot(&clock.approval(sheet.approved_by.as_ref())?)?;
    Ok(prose.flow)
}

fn push_section(prose: &mut Prose<'_>, section: &LeafletSection) -> Result<(), Error> {
    let nothing = Values::new();
    prose.heading(&section.title)?;
    for paragraph in &section.text {
        prose.paragraph(&nothing.spans(paragraph)?)?;
    }
    for (number, step) in (1..).zip(&section.steps) {
        prose.step(number, &nothing.spans(step)?)?;
    }
    for point in &section.points {
        prose.point(&nothing.spans(point)?)?;
    }
    Ok(())
}
