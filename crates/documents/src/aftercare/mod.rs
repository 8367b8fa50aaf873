//! The aftercare sheet that goes home with the patient: dates first, help and next visit after.

use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;

use crate::party::{Clinic, DocumentMark, Patient, Practitioner, Visit};

/// A part of the body that was treated. Lines on the sheet speak only of what was treated
/// (no makeup line for an abdomen).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// Any zone from forehead to jawline.
    Face,
    /// Neck.
    Neck,
    /// Chest (decolletage).
    Chest,
    /// Scalp.
    Scalp,
    /// Abdomen.
    Abdomen,
    /// Flanks.
    Flanks,
    /// Back.
    Back,
    /// Arms.
    Arms,
    /// Hands.
    Hands,
    /// Thighs, knees.
    Legs,
    /// Buttocks.
    Buttocks,
}

/// The dates and times of the sheet, already decided by the clinical rules (RULES.md section 6), in
/// the clinic's zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AftercareTimes {
    /// End of the session (t).
    pub ended_at: DateTime<Tz>,
    /// Hands off, nothing on the skin but what was given, until here (t + 24 h).
    pub hands_off_until: DateTime<Tz>,
    /// Sweating and hard exercise from here.
    pub exercise_from: DateTime<Tz>,
    /// Mineral makeup from here, and only when redness has gone down.
    pub mineral_makeup_from: DateTime<Tz>,
    /// Sunscreen from here; the session's end when it starts today.
    pub sunscreen_from: DateTime<Tz>,
    /// Redness and swelling usually end by here (t + 48 h).
    pub redness_usual_to: DateTime<Tz>,
    /// Still red at this time: call (t + 72 h).
    pub still_red_at: DateTime<Tz>,
    /// Daily life from this day.
    pub daily_activities_from: NaiveDate,
    /// Healing ends by this day.
    pub healing_to: NaiveDate,
    /// Retinol, acids, scrubs and direct sun are clear ON this day.
    pub harsh_products_clear_on: NaiveDate,
    /// Most change is seen from this day.
    pub first_change_from: NaiveDate,
    /// Most change is seen to this day.
    pub first_change_to: NaiveDate,
    /// Change can go on to about this day.
    pub improves_until: NaiveDate,
    /// New collagen peaks near this day.
    pub collagen_peak_about: NaiveDate,
}

/// Whether the practitioner said that cooling or a soothing product may be used at home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cooling {
    /// Not advised this time.
    No,
    /// Advised; what exactly, such as "a cool pack".
    Yes {
        /// In words.
        what: String,
    },
}

/// What comes after this visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NextVisit {
    /// Another session of the course.
    Window {
        /// First day that is not too soon.
        from: NaiveDate,
        /// Last day of the window.
        to: NaiveDate,
        /// The appointment, when one is booked.
        booked_at: Option<DateTime<Tz>>,
    },
    /// This was the last session; a visit to keep the result up is possible in this window.
    CourseComplete {
        /// Six months on.
        from: NaiveDate,
        /// Twelve months on.
        to: NaiveDate,
    },
}

/// Everything an aftercare sheet says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AftercareSheet {
    /// Whose sheet it is made by.
    pub clinic: Clinic,
    /// Whose skin it is about.
    pub patient: Patient,
    /// The document's number and version.
    pub mark: DocumentMark,
    /// Which visit of the course.
    pub visit: Visit,
    /// Who treated.
    pub practitioner: Practitioner,
    /// What was treated; in any order, each once.
    pub areas: Vec<Area>,
    /// Dates and times.
    pub times: AftercareTimes,
    /// Names of what was given or written down to use; may be empty.
    pub products_given: Vec<String>,
    /// Cooling at home.
    pub cooling: Cooling,
    /// Whether numbing cream was used (its danger signs are printed only then).
    pub numbing_used: bool,
    /// What comes next.
    pub next: NextVisit,
}

/// The document as a PDF.
///
/// # Errors
/// See [`crate::Error`]; nothing is printed with a part missing.
pub fn render(sheet: &AftercareSheet, style: &crate::Style) -> Result<Vec<u8>, crate::Error> {
    let words = crate::content::common()?;
    let furniture = crate::plan::furniture::Furniture::new(words, *style, &sheet.clinic, Some(&sheet.patient), &sheet.mark)?;
    let mut flow = crate::plan::flow::Flow::default();
    flow.push(crate::plan::block::Block::space(1.0));
    crate::pdf::write(&furniture.plan(flow, sheet.mark.number.clone(), "en", &sheet.clinic)?)
}
