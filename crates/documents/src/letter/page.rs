//! Setting the letter: to whom, about whom, what was typed; then the answer, kept together on one page.

use crate::content::{ClinicClock, LetterWords, common, letter};
use crate::dated::measure::{Measure, roomiest};
use crate::error::Error;
use crate::font::Weight;
use crate::letter::LetterPage;
use crate::plan::Plan;
use crate::plan::flow::Flow;
use crate::plan::furniture::Furniture;
use crate::prose::Prose;
use crate::style::Style;
use crate::wording::{Values, plain};

/// Room above a line that is signed, in points.
const TO_SIGN: f32 = 22.0;

/// The letter, laid out.
pub(crate) fn plan(page: &LetterPage, style: Style) -> Result<Plan, Error> {
    let clock = ClinicClock::new(common()?, &page.clinic);
    let words = letter()?;
    let furniture = Furniture::new(clock, style, Some(&page.patient), &page.mark)?;
    let (flow, _, _) = roomiest(furniture.height, style, |measure| {
        set(page, words, clock, measure, furniture.width)
    })?;
    furniture.plan(flow, &words.document)
}

fn set(
    page: &LetterPage,
    words: &LetterWords,
    clock: ClinicClock<'_>,
    measure: &Measure,
    width: f32,
) -> Result<Flow, Error> {
    let mut prose = Prose::new(measure, width);
    let values = Values::new()
        .with("name", &page.patient.name)
        .with("born", clock.date(page.patient.born_on)?)
        .with("record", &page.patient.record_number)
        .with("day", clock.day(page.written_on)?);
    prose.typed(&page.to_name)?;
    prose.typed(&page.to_practice)?;
    prose.foot(&clock.day(page.written_on)?)?;
    prose.heading(&values.fill(&words.subject)?)?;
    prose.paragraph(&plain(&values.fill(&words.record)?, Weight::Regular))?;
    prose.typed(&page.body)?;
    prose.paragraph(&plain(&values.fill(&words.agreed)?, Weight::Regular))?;
    prose.blank(&words.signature, TO_SIGN)?;
    let signed = Values::new()
        .with("name", &page.practitioner.name)
        .with("role", &page.practitioner.role)
        .fill(&words.signed)?;
    prose.paragraph(&plain(&signed, Weight::Regular))?;
    if !page.questions.is_empty() {
        prose.flow.append(answer(page, words, measure, width)?);
    }
    Ok(prose.flow)
}

/// What comes back: questions to tick, a name, a signature.
fn answer(
    page: &LetterPage,
    words: &LetterWords,
    measure: &Measure,
    width: f32,
) -> Result<Flow, Error> {
    let mut prose = Prose::new(measure, width);
    prose.heading(&words.answer_title)?;
    prose.paragraph(&plain(&words.answer_lead, Weight::Regular))?;
    for (number, question) in (1..).zip(&page.questions) {
        prose.asked(number, question, &[&words.yes, &words.no], &words.comment)?;
    }
    prose.blank(&words.answer_name, TO_SIGN)?;
    prose.blank(&words.answer_on, TO_SIGN)?;
    Ok(prose.flow.together())
}
