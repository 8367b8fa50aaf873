//! The summary of a patient's course: gathered from the record, made, sealed and kept like every page.

use crate::app::{App, Open};
use crate::error::ApiError;
use crate::role::UseCase;
use crate::visit::{CourseView, Visit};
use crate::{document, parties};
use chrono::NaiveDate;
use needlebook_documents::DocumentMark;
use needlebook_documents::content::common;
use needlebook_documents::course_summary::{
    CourseStands, CourseSummary, DueLine, RegionLine, SessionLine, render,
};
use needlebook_domain::document::DocumentKind;
use needlebook_domain::ids::{DocumentId, PatientId};
use needlebook_domain::reaction::{ReactionFacts, ReactionOutcome, outcome};
use needlebook_domain::session::{Session, ZoneRow, ZoneState};
use needlebook_domain::zone::Region;
use needlebook_store::{photo, stock};
use std::collections::BTreeMap;

/// Makes the summary of the newest course. Each making is a new version; earlier ones stay.
///
/// # Errors
/// [`ApiError::NotFound`] for a patient without a consultation; [`ApiError::Document`] naming what no font of ours can
/// print.
pub async fn make(app: &App, patient: PatientId) -> Result<DocumentId, ApiError> {
    let open = app.run(UseCase::PrintDocument).await?;
    let now = app.now();
    let (of, _) = crate::patient::get(&open, patient).await?;
    let visit = Visit::load(&open, patient).await?;
    let none = || ApiError::NotFound {
        entity: "consultation".to_owned(),
    };
    let consultation = visit.consultations.first().cloned().ok_or_else(none)?;
    let course = visit.course().ok_or_else(none)?;
    let since = consultation.held_on;
    let mut sessions = Vec::new();
    for session in visit.sessions.iter().rev() {
        if session.ended_on >= since {
            sessions.push(line(&open, session).await?);
        }
    }
    let mut summary = CourseSummary {
        clinic: open.clinic.clone(),
        patient: parties::patient(&of),
        mark: DocumentMark {
            number: String::new(),
            version: 1,
        },
        planned: course.planned,
        done: course.done,
        stands: stands(&course),
        sessions,
        due: course
            .regions
            .iter()
            .map(|due| DueLine {
                region: due.region,
                from: due.due_from,
                to: due.due_to,
            })
            .collect(),
        changes: course.changes,
        reactions: reactions(&visit, since),
        photos: photos(&open, patient, since).await?,
        consultation,
        printed_by: open.person.printed_name(),
        printed_at: now,
    };
    let about = summary.consultation.id.0;
    let kind = DocumentKind::CourseSummary;
    document::keep(&open, now, patient, about, kind, |mark| {
        summary.mark = mark;
        render(&summary, &parties::style(&open.clinic))
    })
    .await
}

fn stands(course: &CourseView) -> CourseStands {
    match (course.closed_early, course.finished) {
        (true, _) => CourseStands::ClosedEarly,
        (false, true) => CourseStands::Complete,
        (false, false) => CourseStands::GoesOn,
    }
}

async fn line(open: &Open, session: &Session) -> Result<SessionLine, ApiError> {
    let device = match session.record.device {
        Some(id) => {
            let used = stock::get_device(&mut *open.store.reader().await?, id).await?;
            common()?.device(crate::device_profile::get(open, used.profile)?)?
        }
        None => String::new(),
    };
    Ok(SessionLine {
        number: session.number,
        on: session.ended_on,
        practitioner: session.signed_name.clone(),
        device,
        stopped: session.record.stopped.is_some(),
        regions: regions(&session.record.zones),
    })
}

/// What was done in each region: from the least to the most.
fn regions(zones: &[ZoneRow]) -> Vec<RegionLine> {
    let mut by_region: BTreeMap<Region, Vec<&ZoneRow>> = BTreeMap::new();
    for row in zones.iter().filter(|row| row.state == ZoneState::Done) {
        by_region.entry(row.zone.region()).or_default().push(row);
    }
    let line = |(region, rows): (Region, Vec<&ZoneRow>)| {
        let depths = || rows.iter().filter_map(|row| row.depth_mm);
        let passes = || rows.iter().filter_map(|row| row.passes);
        RegionLine {
            region,
            depth_mm: depths().reduce(f64::min).zip(depths().reduce(f64::max)),
            passes: passes().min().zip(passes().max()),
        }
    };
    by_region.into_iter().map(line).collect()
}

/// Those that began in the time of the course, oldest first.
fn reactions(visit: &Visit, since: NaiveDate) -> Vec<(ReactionFacts, ReactionOutcome)> {
    let mut of: Vec<_> = visit
        .reactions
        .iter()
        .filter(|one| one.reaction.facts.onset_on >= since)
        .map(|one| (one.reaction.facts.clone(), outcome(&one.follow_ups)))
        .collect();
    of.sort_by_key(|(facts, _)| facts.onset_on);
    of
}

async fn photos(
    open: &Open,
    patient: PatientId,
    since: NaiveDate,
) -> Result<Vec<(NaiveDate, usize)>, ApiError> {
    let mut days: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    for filed in photo::list(&mut *open.store.reader().await?, patient).await? {
        *days.entry(filed.filing.taken_on).or_default() += 1;
    }
    Ok(days.into_iter().filter(|(day, _)| *day >= since).collect())
}
