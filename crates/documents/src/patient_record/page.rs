//! Setting the record: its chapters in the order in which somebody new to the patient reads them.

use super::writer::Writer;
use super::{PatientRecord, care, consents, contents, left, notes, person, photos, screenings};
use crate::content::{ClinicClock, common, patient_record};
use crate::dated::measure::Measure;
use crate::error::Error;
use crate::plan::Plan;
use crate::plan::flow::Flow;
use crate::plan::furniture::Furniture;
use crate::style::Style;

/// Between roomy and tight: a record is long, and looked things up in.
const TIGHTNESS: f32 = 0.75;

/// The record, laid out.
pub(crate) fn plan(record: &PatientRecord, style: Style) -> Result<Plan, Error> {
    let clock = ClinicClock::new(common()?, &record.clinic);
    let words = patient_record()?;
    let number = record.patient.record_number.clone();
    let furniture = Furniture::marked(clock, style, Some(&record.patient), number)?;
    let measure = Measure::new(style, TIGHTNESS);
    let begin = || Writer::new(words, clock, style, &measure, furniture.width);

    let mut writer = begin();
    person::push(&mut writer, record)?;
    screenings::push_courses(&mut writer, record)?;
    screenings::push(&mut writer, record)?;
    consents::push(&mut writer, record)?;
    care::push_sessions(&mut writer, record)?;
    care::push_reactions(&mut writer, record)?;
    notes::push(&mut writer, record)?;
    notes::push_tasks(&mut writer, record)?;
    let pictures = photos::push(&mut writer, record)?;
    left::push_documents(&mut writer, record)?;
    left::push_attachments(&mut writer, record)?;
    left::push_disclosures(&mut writer, record)?;
    let (chapters, body) = (writer.chapters, writer.prose.flow);

    let front = |pages: Vec<usize>| -> Result<Flow, Error> {
        let mut writer = begin();
        let chapters: Vec<_> = chapters.iter().cloned().zip(pages).collect();
        contents::push(&mut writer, record, &chapters)?;
        Ok(writer.prose.flow)
    };
    // The front is as high with any numbers: set once without them, it says where each chapter begins.
    let mut set = front(vec![0; chapters.len()])?;
    set.append(body.clone());
    let mut whole = front(set.chapter_pages(furniture.height)?)?;
    whole.append(body);
    Ok(Plan {
        pictures,
        ..furniture.plan(whole, &words.document)?
    })
}
