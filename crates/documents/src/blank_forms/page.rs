//! Putting the forms together: each begins a page, and every page has room for whose it is.

use super::{BlankForms, aftercare, consent, screening, session};
use crate::content::{BlankFormsWords, ClinicClock, blank_forms, common};
use crate::dated::measure::Measure;
use crate::error::Error;
use crate::font::Weight;
use crate::plan::Plan;
use crate::plan::block::{Align, Block, text};
use crate::plan::flow::Flow;
use crate::plan::furniture::Furniture;
use crate::plan::shape::{Ink, Shape, Stroke};
use crate::prose::Prose;
use crate::style::Style;
use crate::text::Paragraph;
use crate::wording::plain;

/// Set close: a form is written on, and its pages are carried about.
const TIGHTNESS: f32 = 0.75;

/// What each form is set with.
pub(super) struct Form<'a> {
    pub forms: &'a BlankForms,
    pub words: &'a BlankFormsWords,
    pub clock: ClinicClock<'a>,
}

/// The forms, laid out.
pub(crate) fn plan(forms: &BlankForms, style: Style) -> Result<Plan, Error> {
    let form = Form {
        forms,
        words: blank_forms()?,
        clock: ClinicClock::new(common()?, &forms.clinic),
    };
    let measure = Measure::new(style, TIGHTNESS);
    let furniture = Furniture::new(form.clock, style, None, &forms.mark)?;
    let width = furniture.width;
    let furniture = furniture.with_below_header(whose(form.words, &measure, width)?);
    let mut flow = Flow::default();
    for part in [screening::set, consent::set, session::set, aftercare::set] {
        let mut prose = Prose::new(&measure, width);
        part(&form, &mut prose)?;
        flow.append(prose.flow);
        flow.new_page();
    }
    furniture.plan(flow, &form.words.document)
}

/// Name, birth date and day, to be written on every page.
fn whose(words: &BlankFormsWords, measure: &Measure, width: f32) -> Result<Block, Error> {
    let mut row = Block::space(measure.body.leading);
    let mut x = 0.0;
    for (label, share) in [(&words.name, 0.5), (&words.born, 0.25), (&words.on, 0.25)] {
        let spans = plain(label, Weight::SemiBold);
        let wide = Paragraph::shape(&spans)?.natural_width(measure.body.size);
        let end = x + share * width;
        let y = measure.body.leading - 2.5;
        let line = Shape::line(
            &[(x + wide + 6.0, y), (end - 8.0, y)],
            Stroke::solid(Ink::BLACK, 0.8),
        );
        row = row
            .with(text(&spans, measure.body, wide + 0.5, Align::Left)?, x, 0.0)
            .with(Block::shapes(0.0, vec![line]), 0.0, 0.0);
        x = end;
    }
    Ok(row.padded(0.0, 10.0))
}
