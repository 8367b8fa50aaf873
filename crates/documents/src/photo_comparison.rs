//! Two photos on one page, each over its date: whose they are is not on it, only which clinic took them.

use chrono::NaiveDate;
use needlebook_domain::clinic::{Clinic, Paper};

use crate::content::{ClinicClock, common, photo_comparison};
use crate::error::Error;
use crate::font::Weight;
use crate::plan::block::{Align, Block, Setting, text};
use crate::plan::shape::{Ink, Shape, Stroke};
use crate::plan::{Picture, Plan};
use crate::style::sheet;
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
    /// What stands on the left.
    pub left: DatedPicture,
    /// What stands on the right.
    pub right: DatedPicture,
}

/// White round the page in points: 15 mm.
const MARGIN: f32 = 42.52;
/// White between the photos in points.
const GAP: f32 = 16.0;
/// Room for the date under a photo in points.
const BELOW: f32 = 30.0;

/// The page as a PDF, on a sheet that lies on its side: two faces beside each other need its width.
///
/// # Errors
/// See [`Error`].
pub fn render(comparison: &PhotoComparison, paper: Paper) -> Result<Vec<u8>, Error> {
    crate::pdf::write(&plan(comparison, paper)?)
}

fn plan(comparison: &PhotoComparison, paper: Paper) -> Result<Plan, Error> {
    let words = photo_comparison()?;
    let clock = ClinicClock::new(common()?, &comparison.clinic);
    let (height, width) = sheet(paper);
    let column = width - 2.0 * MARGIN;
    let days = Values::new()
        .with("from", clock.date(comparison.left.taken_on)?)
        .with("to", clock.date(comparison.right.taken_on)?)
        .fill(&words.apart)?;
    let head = head(&comparison.clinic.name, &words.document, column)?;
    let room = height - 2.0 * MARGIN - head.height;
    let photos = photos(comparison, clock, (column, room))?;
    let page = head.above(photos);
    Ok(Plan {
        size: (width, height),
        title: format!("{} {days}", words.document),
        code: None,
        language: clock.words.language.clone(),
        pages: vec![
            page.items
                .into_iter()
                .map(|item| item.moved(MARGIN, MARGIN))
                .collect(),
        ],
        logo_png: None,
        pictures: vec![
            comparison.left.picture.clone(),
            comparison.right.picture.clone(),
        ],
    })
}

/// The clinic's name and what the page is, over a rule.
fn head(clinic: &str, document: &str, width: f32) -> Result<Block, Error> {
    let bold = Setting::new(15.0, 19.0);
    let small = Setting::new(12.0, 19.0);
    let share = width * 0.65;
    let name = text(&plain(clinic, Weight::Bold), bold, share, Align::Left)?;
    let what = text(
        &plain(document, Weight::Regular),
        small,
        width,
        Align::Right,
    )?;
    let set = name.with(what, 0.0, 0.0).padded(0.0, 7.0);
    let rule = Shape::line(
        &[(0.0, set.height), (width, set.height)],
        Stroke::solid(Ink::BLACK, 1.2),
    );
    Ok(set
        .with(Block::shapes(0.0, vec![rule]), 0.0, 0.0)
        .padded(0.0, 14.0))
}

/// Both at one height, as large as the room allows and in the middle of it, each over its date.
fn photos(
    comparison: &PhotoComparison,
    clock: ClinicClock<'_>,
    (width, room): (f32, f32),
) -> Result<Block, Error> {
    let (left, right) = (&comparison.left, &comparison.right);
    let half = (width - GAP) / 2.0;
    let largest = (half, room - BELOW);
    let height = left
        .picture
        .fitted(largest)
        .1
        .min(right.picture.fitted(largest).1);
    let first = left.picture.fitted((half, height));
    let second = right.picture.fitted((half, height));
    let begin = (width - first.0 - GAP - second.0) / 2.0;
    let top = (room - BELOW - height) / 2.0;
    let dated = |index, of: &DatedPicture, size: (f32, f32)| -> Result<Block, Error> {
        let day = plain(&clock.date(of.taken_on)?, Weight::Bold);
        let day = text(&day, Setting::new(14.0, 18.0), size.0, Align::Left)?;
        Ok(of.picture.block(index, size).above(day.after(6.0)))
    };
    Ok(Block::space(room)
        .with(dated(0, left, first)?, begin, top)
        .with(dated(1, right, second)?, begin + first.0 + GAP, top))
}
