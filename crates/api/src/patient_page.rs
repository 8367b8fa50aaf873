//! The patient's page: where the visit stands, the timeline, depth by zone and session, alerts, documents.

use crate::alert::{Alert, alerts};
use crate::app::{App, Open};
use crate::error::ApiError;
use crate::merge::MergedView;
use crate::note::NoteView;
use crate::patient_details::ArchivedView;
use crate::role::UseCase;
use crate::rule_settings::rule_sentence;
use crate::similar::Present;
use crate::task::TaskView;
use crate::timeline::{TimelineItem, TimelineView};
use crate::visit::{ConsentStep, CourseView, ScreeningStep, SessionStep, Visit};
use crate::{medical_history, note, task, timeline, view};
use chrono::{DateTime, NaiveDate, Utc};
use needlebook_domain::consultation::Consultation;
use needlebook_domain::course::{self, CourseFlag};
use needlebook_domain::document::DocumentKind;
use needlebook_domain::ids::{DocumentId, PatientId, SessionId};
use needlebook_domain::patient::Patient;
use needlebook_domain::session::{Session, SessionDraft, ZoneRow, ZoneState};
use needlebook_domain::timeline::Told;
use needlebook_domain::zone::{Side, Zone};
use needlebook_store::journal;
use needlebook_store::person::Names;
use needlebook_store::search::Listed;
use needlebook_store::{alert as stored_alert, merge, patient, person};
use serde::Serialize;
use specta::Type;

#[derive(Clone, Debug, Serialize, Type)]
pub struct DocumentItem {
    pub id: DocumentId,
    pub kind: DocumentKind,
    pub number: String,
    pub version: u32,
    pub made_on: NaiveDate,
    pub session_number: Option<u32>,
}

/// One session as a column of the heat table.
#[derive(Clone, Debug, Serialize, Type)]
pub struct DepthColumn {
    pub session_id: SessionId,
    pub number: u32,
    pub on: NaiveDate,
    pub draft: bool,
    pub zones: Vec<DepthEntry>,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct DepthEntry {
    pub zone: Zone,
    pub side: Side,
    pub depth_mm: f64,
    pub passes: u8,
    pub endpoint: Option<u8>,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct PatientPage {
    pub patient: Patient,
    pub version: u32,
    pub age: u8,
    pub alerts: Vec<Alert>,
    pub course: Option<CourseView>,
    /// The course rested for longer than the clinic lets it (C05): what to do now.
    pub lapsed: Option<String>,
    pub screening: ScreeningStep,
    pub consent: ConsentStep,
    pub session: SessionStep,
    pub consultation: Option<Consultation>,
    /// The newest of everything that happened; [`crate::timeline::get`] gives what came before.
    pub timeline: TimelineView,
    /// The newest notes, for the side of the page.
    pub notes: Vec<NoteView>,
    /// Tasks and calls that are not done.
    pub tasks: Vec<TaskView>,
    pub depths: Vec<DepthColumn>,
    pub documents: Vec<DocumentItem>,
    pub arrived: bool,
    /// Entries of the same person that are read here.
    pub merged: Vec<MergedView>,
    /// Put away, by whom and why; absent for everybody who is not.
    pub archived: Option<ArchivedView>,
    /// Somebody else who is here or open is alike in name or birth date (PRACTICE 19).
    pub similar_name: bool,
}

/// Notes shown at the side; the rest stand on their own page.
const NOTES: u32 = 3;
/// Newest sessions shown in the heat table; the rest stand in the timeline.
const DEPTH_COLUMNS: usize = 6;

/// A course with sessions behind it and others to come, left alone for longer than the clinic's lapse.
fn lapsed(open: &Open, visit: &Visit, today: NaiveDate) -> Result<Option<String>, ApiError> {
    let begun = visit
        .course()
        .is_some_and(|course| course.done > 0 && course.done < course.planned);
    let last = visit.sessions.first().map(|session| session.ended_on);
    let judged = course::booking(last, today, None, &open.rules.screening.course);
    if begun && judged.flags.contains(&CourseFlag::Lapsed) {
        rule_sentence(CourseFlag::Lapsed.rule()).map(Some)
    } else {
        Ok(None)
    }
}

/// # Errors
/// [`ApiError::NotFound`].
pub async fn get(app: &App, id: PatientId) -> Result<PatientPage, ApiError> {
    let open = app.run(UseCase::ReadRecord).await?;
    let now = app.now();
    let today = open.local_date(now);
    let (patient, version) = crate::patient::get(&open, id).await?;
    let visit = Visit::load(&open, id).await?;
    let mut reader = open.store.reader().await?;
    let people = person::names(&mut reader).await?;
    let arrivals = needlebook_store::today::arrivals(&mut reader, today).await?;
    let pinned = stored_alert::list(&mut reader, id).await?;
    let archived = patient::find_archived(&mut reader, id).await?;
    // Given back before the next one is asked for: a few readers serve everybody.
    drop(reader);
    let history = medical_history::items(&open, id).await?;
    let answers = visit.screenings.first().map(|newest| &newest.answers);
    let notes = note::page(&open, id, None, NOTES).await?.notes;
    let mut tasks = task::newest(&open, id).await?;
    tasks.retain(|one| one.done.is_none());
    let local = |at| open.local_date(at);
    let merged = merge::list(&mut *open.store.reader().await?, id).await?;
    let page = PatientPage {
        merged: merged
            .into_iter()
            .map(|entry| MergedView {
                id: entry.patient.id,
                name: entry.patient.full_name(),
                birth_on: entry.patient.birth_on,
                merged_on: local(entry.merged_at),
                by: people.of(entry.by),
                reason: entry.reason,
                record_number: entry.patient.record_number,
            })
            .collect(),
        age: patient.age_on(today),
        alerts: alerts(visit.open_reactions(), &history, answers, pinned),
        course: visit.course(),
        lapsed: lapsed(&open, &visit, today)?,
        screening: visit.screening_step(&open, today),
        consent: visit.consent_step(&open, today),
        session: visit.session_step(&open, today),
        consultation: visit.consultations.first().cloned(),
        timeline: newest(&open, id, &visit, &people).await?,
        notes,
        tasks,
        depths: depths(&visit, local, today),
        documents: documents(&visit, local),
        similar_name: Present::load(&open, now)
            .await?
            .somebody_like(&Listed::of(&patient, false)),
        archived: archived.map(|archived| ArchivedView {
            at: archived.at,
            by: people.of(archived.by),
            reason: archived.reason,
        }),
        arrived: arrivals.iter().any(|arrival| arrival.patient.id == id),
        version: u32::try_from(version).unwrap_or(u32::MAX),
        patient,
    };
    view::note(app, &open, id, now);
    Ok(page)
}

/// The first window, with what no event of ours tells: the session that is open, and what a newer version recorded.
async fn newest(
    open: &Open,
    id: PatientId,
    visit: &Visit,
    people: &Names,
) -> Result<TimelineView, ApiError> {
    let mut view = timeline::window(open, id, None, None).await?;
    for event in journal::newer_about(&mut *open.store.reader().await?, id).await? {
        let place = view
            .items
            .iter()
            .position(|item| item.at <= event.at)
            .unwrap_or(view.items.len());
        let item = TimelineItem {
            event: event.id,
            id: event.id,
            at: event.at,
            on: open.local_date(event.at),
            by: String::new(),
            told: Told::Newer { kind: event.kind },
        };
        view.items.insert(place, item);
    }
    if let Some((key, draft, saved)) = &visit.draft {
        let item = TimelineItem {
            event: draft.id.0,
            id: draft.id.0,
            at: saved.saved_at,
            on: open.local_date(saved.saved_at),
            by: people.of(key.person),
            told: Told::SessionOpen {
                number: visit.sessions.first().map_or(0, |last| last.number) + 1,
                zones: u32::try_from(done(draft).count()).unwrap_or(u32::MAX),
                deepest_mm: done(draft).filter_map(|row| row.depth_mm).reduce(f64::max),
            },
        };
        view.items.insert(0, item);
    }
    Ok(view)
}

fn done(record: &SessionDraft) -> impl Iterator<Item = &ZoneRow> {
    record
        .zones
        .iter()
        .filter(|row| row.state == ZoneState::Done)
}

fn depths(
    visit: &Visit,
    local: impl Fn(DateTime<Utc>) -> NaiveDate,
    today: NaiveDate,
) -> Vec<DepthColumn> {
    let column = |session: &Session| DepthColumn {
        session_id: session.record.id,
        number: session.number,
        on: local(session.started_at),
        draft: false,
        zones: done(&session.record).filter_map(entry).collect(),
    };
    let mut columns: Vec<DepthColumn> = visit
        .sessions
        .iter()
        .take(DEPTH_COLUMNS)
        .map(column)
        .collect();
    columns.reverse();
    if let Some((_, draft, _)) = &visit.draft {
        let treated = draft
            .zones
            .iter()
            .filter(|row| row.state != ZoneState::NotTreated);
        columns.push(DepthColumn {
            session_id: draft.id,
            number: visit.sessions.first().map_or(0, |last| last.number) + 1,
            on: today,
            draft: true,
            zones: treated.filter_map(entry).collect(),
        });
    }
    columns
}

fn entry(row: &ZoneRow) -> Option<DepthEntry> {
    Some(DepthEntry {
        zone: row.zone,
        side: row.side,
        depth_mm: row.depth_mm?,
        passes: row.passes.unwrap_or(0),
        endpoint: row.endpoint,
    })
}

fn documents(visit: &Visit, local: impl Fn(DateTime<Utc>) -> NaiveDate) -> Vec<DocumentItem> {
    visit
        .documents
        .iter()
        .map(|stored| DocumentItem {
            id: stored.document.id,
            kind: stored.document.kind,
            number: stored.document.number.clone(),
            version: stored.document.version,
            made_on: local(stored.document.made_at),
            session_number: visit
                .sessions
                .iter()
                .find(|session| session.record.id.0 == stored.document.about)
                .map(|session| session.number),
        })
        .collect()
}
