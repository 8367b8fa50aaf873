//! The patient's page: where the visit stands, the timeline, depth by zone and session, alerts, documents.

use crate::app::{App, Open};
use crate::error::ApiError;
use crate::role::UseCase;
use crate::rule_settings::rule_sentence;
use crate::similar::Present;
use crate::visit::{ConsentStep, CourseView, ScreeningStep, SessionStep, Visit};
use chrono::{DateTime, NaiveDate, Utc};
use needlebook_domain::consent_reply::Reply;
use needlebook_domain::consultation::Consultation;
use needlebook_domain::course::{self, CourseFlag};
use needlebook_domain::document::DocumentKind;
use needlebook_domain::ids::{DocumentId, PatientId, PersonId, SessionId};
use needlebook_domain::patient::Patient;
use needlebook_domain::screening::{Asked, ColdSore, Keloid, Outcome};
use needlebook_domain::session::{Session, SessionDraft, ZoneRow, ZoneState};
use needlebook_domain::zone::{Side, Zone};
use needlebook_store::journal::{self, NewerEvent};
use needlebook_store::search::Listed;
use needlebook_store::{patient, person};
use serde::Serialize;
use specta::Type;
use std::collections::HashMap;
use uuid::Uuid;

/// Pinned to the strip on every screen of the patient.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Alert {
    Allergy { text: String },
    ColdSores,
    KeloidInFamily,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum TimelineKind {
    Consultation,
    Screening,
    Consent,
    ConsentReply,
    SessionOpen,
    Session,
    Document,
    /// Recorded by a newer version: its kind and time are all that this one can say.
    Newer,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct TimelineItem {
    pub at: DateTime<Utc>,
    pub on: NaiveDate,
    pub kind: TimelineKind,
    pub id: Uuid,
    pub by: String,
    pub outcome: Option<Outcome>,
    pub settled: bool,
    pub number: Option<u32>,
    pub zones: Option<u32>,
    pub deepest_mm: Option<f64>,
    pub document: Option<DocumentKind>,
    pub withdrawn: bool,
    pub reply: Option<Reply>,
    /// What went wrong in a session, counted.
    pub incidents: u32,
    pub newer_kind: Option<String>,
}

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
pub struct ArchivedView {
    pub at: DateTime<Utc>,
    pub by: String,
    pub reason: String,
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
    pub timeline: Vec<TimelineItem>,
    pub depths: Vec<DepthColumn>,
    pub documents: Vec<DocumentItem>,
    pub arrived: bool,
    /// Put away, by whom and why; absent for everybody who is not.
    pub archived: Option<ArchivedView>,
    /// Somebody else who is here or open is alike in name or birth date (PRACTICE 19).
    pub similar_name: bool,
}

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
    let people: HashMap<PersonId, String> = person::list(&mut *open.store.reader().await?)
        .await?
        .into_iter()
        .map(|person| (person.id, person.name))
        .collect();
    let arrivals =
        needlebook_store::today::arrivals(&mut *open.store.reader().await?, today).await?;
    let newer = journal::newer_about(&mut *open.store.reader().await?, id).await?;
    let archived = patient::find_archived(&mut *open.store.reader().await?, id).await?;
    let local = |at| open.local_date(at);
    let page = PatientPage {
        age: patient.age_on(today),
        alerts: alerts(&patient, &visit),
        course: visit.course(),
        lapsed: lapsed(&open, &visit, today)?,
        screening: visit.screening_step(&open, today),
        consent: visit.consent_step(&open, today),
        session: visit.session_step(&open, today),
        consultation: visit.consultations.first().cloned(),
        timeline: timeline(&visit, &newer, &people, local),
        depths: depths(&visit, local, today),
        documents: documents(&visit, local),
        similar_name: Present::load(&open, now)
            .await?
            .somebody_like(&Listed::of(&patient, false)),
        archived: archived.map(|archived| ArchivedView {
            at: archived.at,
            by: people.get(&archived.by).cloned().unwrap_or_default(),
            reason: archived.reason,
        }),
        arrived: arrivals.iter().any(|arrival| arrival.patient.id == id),
        version: u32::try_from(version).unwrap_or(u32::MAX),
        patient,
    };
    open.record_view(id, now).await?;
    Ok(page)
}

fn alerts(patient: &Patient, visit: &Visit) -> Vec<Alert> {
    let mut alerts: Vec<Alert> = patient
        .allergies
        .iter()
        .map(|text| Alert::Allergy { text: text.clone() })
        .collect();
    if let Some(screening) = visit.screenings.first() {
        if matches!(
            screening.answers.cold_sore,
            Asked::Known(ColdSore::History | ColdSore::Active)
        ) {
            alerts.push(Alert::ColdSores);
        }
        if matches!(screening.answers.keloid, Asked::Known(Keloid::Family)) {
            alerts.push(Alert::KeloidInFamily);
        }
    }
    alerts
}

fn timeline(
    visit: &Visit,
    newer: &[NewerEvent],
    people: &HashMap<PersonId, String>,
    local: impl Fn(DateTime<Utc>) -> NaiveDate,
) -> Vec<TimelineItem> {
    let name = |id: PersonId| people.get(&id).cloned().unwrap_or_default();
    let item = |at, kind, id, by| TimelineItem {
        at,
        on: local(at),
        kind,
        id,
        by,
        outcome: None,
        settled: false,
        number: None,
        zones: None,
        deepest_mm: None,
        document: None,
        withdrawn: false,
        reply: None,
        incidents: 0,
        newer_kind: None,
    };
    let mut items: Vec<TimelineItem> = Vec::new();
    items.extend(visit.consultations.iter().map(|held| TimelineItem {
        on: held.held_on,
        ..item(
            held.recorded_at,
            TimelineKind::Consultation,
            held.id.0,
            held.consultant.clone(),
        )
    }));
    items.extend(visit.screenings.iter().map(|signed| TimelineItem {
        outcome: Some(signed.judgement.outcome),
        settled: !signed.settled.is_empty(),
        ..item(
            signed.signed_at,
            TimelineKind::Screening,
            signed.id.0,
            name(signed.signed_by),
        )
    }));
    items.extend(visit.consents.iter().map(|stored| {
        let consent = &stored.consent;
        TimelineItem {
            number: Some(consent.revision),
            withdrawn: stored.withdrawn_at.is_some(),
            ..item(
                consent.countersigned_at,
                TimelineKind::Consent,
                consent.id.0,
                consent.practitioner_name.clone(),
            )
        }
    }));
    items.extend(visit.replies.iter().map(|said| TimelineItem {
        reply: Some(said.reply),
        ..item(
            said.at,
            TimelineKind::ConsentReply,
            said.id.0,
            name(said.recorded_by),
        )
    }));
    items.extend(visit.sessions.iter().map(|session| TimelineItem {
        number: Some(session.number),
        zones: u32::try_from(done(&session.record).count()).ok(),
        deepest_mm: deepest(&session.record),
        incidents: u32::try_from(session.record.incidents.len()).unwrap_or(u32::MAX),
        ..item(
            session.signed_at,
            TimelineKind::Session,
            session.record.id.0,
            session.signed_name.clone(),
        )
    }));
    items.extend(visit.documents.iter().map(|stored| TimelineItem {
        document: Some(stored.document.kind),
        ..item(
            stored.document.made_at,
            TimelineKind::Document,
            stored.document.id.0,
            String::new(),
        )
    }));
    items.extend(newer.iter().map(|event| TimelineItem {
        newer_kind: Some(event.kind.clone()),
        ..item(event.at, TimelineKind::Newer, event.id, String::new())
    }));
    if let Some((key, draft, saved)) = &visit.draft {
        items.push(TimelineItem {
            number: Some(visit.sessions.first().map_or(0, |last| last.number) + 1),
            zones: u32::try_from(done(draft).count()).ok(),
            deepest_mm: deepest(draft),
            ..item(
                saved.saved_at,
                TimelineKind::SessionOpen,
                draft.id.0,
                name(key.person),
            )
        });
    }
    items.sort_by_key(|item| std::cmp::Reverse(item.at));
    items
}

fn done(record: &SessionDraft) -> impl Iterator<Item = &ZoneRow> {
    record
        .zones
        .iter()
        .filter(|row| row.state == ZoneState::Done)
}

fn deepest(record: &SessionDraft) -> Option<f64> {
    done(record).filter_map(|row| row.depth_mm).reduce(f64::max)
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
