//! Two photos on one page, each over its date. It names the patient only where the photos go to those who treat: in
//! teaching and in public nobody reads from it whose face it is.

use chrono::{DateTime, NaiveDate, Utc};
use needlebook_domain::clinic::Clinic;
use needlebook_domain::photo::PhotoScope;

use crate::content::{ClinicClock, PhotoComparisonWords, common, photo_comparison, photo_use};
use crate::error::Error;
use crate::font::Weight;
use crate::party::Patient;
use crate::plan::block::{Align, Block, Setting, text};
use crate::plan::flow::Flow;
use crate::plan::furniture::Furniture;
use crate::plan::{Picture, Plan};
use crate::style::Style;
use crate::wording::{Values, plain};

/// A photo with the day it was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedPicture {
    /// The photo.
    pub picture: Picture,
    /// The local date.
    pub taken_on: NaiveDate,
}

/// Everything the page says.
#[derive(Debug, Clone, PartialEq)]
pub struct PhotoComparison {
    /// The clinic.
    pub clinic: Clinic,
    /// Who is shown.
    pub patient: Patient,
    /// What stands on the left.
    pub left: DatedPicture,
    /// What stands on the right.
    pub right: DatedPicture,
    /// The use of photos that the patient agreed to and the page is made for.
    pub scope: PhotoScope,
    /// Whom it is for.
    pub recipient: String,
    /// Who saved it.
    pub saved_by: String,
    /// When.
    pub saved_at: DateTime<Utc>,
}

/// White between the photos in points.
const GAP: f32 = 16.0;
/// White between a photo and its date in points.
const ABOVE_DATE: f32 = 6.0;

/// The page as a PDF, on a sheet that lies on its side: two faces beside each other need its width.
///
/// # Errors
/// See [`Error`].
pub fn render(comparison: &PhotoComparison, style: &Style) -> Result<Vec<u8>, Error> {
    crate::pdf::write(&plan(comparison, *style)?)
}

fn plan(comparison: &PhotoComparison, style: Style) -> Result<Plan, Error> {
    let words = photo_comparison()?;
    let clock = ClinicClock::new(common()?, &comparison.clinic);
    let (patient, mark) = match comparison.scope {
        PhotoScope::Record => {
            let patient = &comparison.patient;
            (Some(patient), patient.record_number.clone())
        }
        PhotoScope::Teaching | PhotoScope::Marketing => (None, words.no_name.clone()),
    };
    let furniture = Furniture::lying(clock, style, patient, mark)?;
    let title = text(
        &plain(&words.document, Weight::Bold),
        Setting::new(22.0, 26.0).scaled(style.scale()),
        furniture.width,
        Align::Left,
    )?;
    let head = title.above(lead(comparison, words, clock, style, furniture.width)?);
    let room = furniture.height - head.height;
    let photos = photos(comparison, clock, style, (furniture.width, room))?;
    let mut flow = Flow::default();
    flow.push(head.above(photos));
    Ok(Plan {
        pictures: vec![
            comparison.left.picture.clone(),
            comparison.right.picture.clone(),
        ],
        ..furniture.plan(flow, &words.document)?
    })
}

/// Who saved the page, for whom, and which use the patient agreed to.
fn lead(
    comparison: &PhotoComparison,
    words: &PhotoComparisonWords,
    clock: ClinicClock<'_>,
    style: Style,
    width: f32,
) -> Result<Block, Error> {
    let said = Values::new()
        .with("recipient", &comparison.recipient)
        .with("name", &comparison.saved_by)
        .with(
            "day",
            clock.day(clock.local(comparison.saved_at).date_naive())?,
        )
        .with("clock", clock.clock_zoned(comparison.saved_at))
        .with("scope", photo_use(comparison.scope)?)
        .spans(&words.lead)?;
    let body = Setting::new(12.0, 15.6).scaled(style.scale());
    Ok(text(&said, body, width, Align::Left)?.padded(2.0, 12.0))
}

/// Both at one height, as large as the room allows, each over its date.
fn photos(
    comparison: &PhotoComparison,
    clock: ClinicClock<'_>,
    style: Style,
    (width, room): (f32, f32),
) -> Result<Block, Error> {
    let (left, right) = (&comparison.left, &comparison.right);
    let half = (width - GAP) / 2.0;
    let setting = Setting::new(14.0, 18.0).scaled(style.scale());
    let day = |of: &DatedPicture| -> Result<Block, Error> {
        let day = plain(&clock.date(of.taken_on)?, Weight::Bold);
        text(&day, setting, half, Align::Left)
    };
    let (first_day, second_day) = (day(left)?, day(right)?);
    let below = ABOVE_DATE + first_day.height.max(second_day.height);
    let largest = (half, room - below);
    let height = left
        .picture
        .fitted(largest)
        .1
        .min(right.picture.fitted(largest).1);
    let first = left.picture.fitted((half, height));
    let second = right.picture.fitted((half, height));
    let begin = (width - first.0 - GAP - second.0) / 2.0;
    let dated = |index, of: &DatedPicture, size, day: Block| {
        of.picture
            .block(index, size)
            .above(day.padded(ABOVE_DATE, 0.0))
    };
    Ok(Block::space(height + below)
        .with(dated(0, left, first, first_day), begin, 0.0)
        .with(
            dated(1, right, second, second_day),
            begin + first.0 + GAP,
            0.0,
        ))
}
