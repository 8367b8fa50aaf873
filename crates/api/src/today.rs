//! Who is here, what is missing for each, and who is due back.

use crate::app::{App, Open};
use crate::computer::{self, Computer};
use crate::error::ApiError;
use crate::photo::today::{PhotosToday, photos_today};
use crate::role::{UseCase, sees_findings};
use crate::similar::Present;
use crate::still_open::{StillOpen, still_open};
use crate::stock::{self, StockToday};
use crate::visit::{ConsentStep, CourseView, ScreeningStep, SessionStep, SheetStep, Visit};
use chrono::{DateTime, Days, NaiveDate, Utc};
use needlebook_domain::course;
use needlebook_domain::date::sub_months_clamp;
use needlebook_domain::ids::{PatientId, TaskId};
use needlebook_domain::patient::Patient;
use needlebook_domain::task::TaskKind;
use needlebook_store::journal::Fact;
use needlebook_store::search::Listed;
use needlebook_store::{patient, task, today};
use serde::Serialize;
use specta::Type;

#[derive(Clone, Debug, Serialize, Type)]
pub struct TodayRow {
    pub patient_id: PatientId,
    pub name: String,
    /// Somebody else who is here or open is alike in name or birth date (PRACTICE 19).
    pub similar_name: bool,
    pub arrived_at: DateTime<Utc>,
    pub left_at: Option<DateTime<Utc>>,
    pub consultation_held: bool,
    pub course: Option<CourseView>,
    pub screening: ScreeningStep,
    pub consent: ConsentStep,
    pub session: SessionStep,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct DueBack {
    pub patient_id: PatientId,
    pub name: String,
    /// The planned sessions are done; the window is that of maintenance.
    pub maintenance: bool,
    pub due_from: NaiveDate,
    pub due_to: NaiveDate,
    pub call: Call,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum NeedsYouKind {
    UnsignedSession,
    SheetNotHandedOver,
    ReviewIncident,
    CheckReaction,
    TellPatient,
    AnswerCall,
    CallBack,
    ToDo,
    NotApproved,
}

/// Work that waits.
#[derive(Clone, Debug, Serialize, Type)]
pub struct NeedsYou {
    pub kind: NeedsYouKind,
    pub patient_id: Option<PatientId>,
    pub name: Option<String>,
    pub since_on: NaiveDate,
    /// The task behind it, which is ticked off here.
    pub task: Option<TaskId>,
    /// What was written down; never for the desk (PRACTICE 66, 75).
    pub text: String,
    pub call: Option<Call>,
}

/// How somebody on a list may be reached. Lists obey what the patient said (PRACTICE 65).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "may", rename_all = "snake_case")]
pub enum Call {
    Phone {
        number: String,
    },
    /// They said no to the telephone, or "do not contact here".
    NotByPhone,
    NoNumber,
}

impl Call {
    pub(crate) fn of(patient: &Patient) -> Self {
        if !patient.contact.may_phone() {
            Self::NotByPhone
        } else if patient.phone.is_empty() {
            Self::NoNumber
        } else {
            Self::Phone {
                number: patient.phone.clone(),
            }
        }
    }
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct TodayView {
    pub today: NaiveDate,
    pub rows: Vec<TodayRow>,
    pub due_back: Vec<DueBack>,
    pub needs_you: Vec<NeedsYou>,
    /// What set-up put off (PRACTICE 28).
    pub still_open: Vec<StillOpen>,
    pub computer: Computer,
    /// Absent for whoever may not see photos.
    pub photos: Option<PhotosToday>,
    /// Empty for whoever does not order.
    pub stock: StockToday,
}

/// How many people the due-back list shows.
const DUE_BACK_ROWS: u32 = 12;
/// Somebody is late, not lost, for this many days after the window.
const LATE_DAYS: u64 = 28;
/// A window is announced this many days before it opens.
const SOON_DAYS: u64 = 7;

/// # Errors
/// [`ApiError::Locked`].
pub async fn get_today(app: &App) -> Result<TodayView, ApiError> {
    let open = app.run(UseCase::SeeToday).await?;
    let today_on = open.local_date(app.now());
    let arrivals = today::arrivals(&mut *open.store.reader().await?, today_on).await?;
    let present = Present::load(&open, app.now()).await?;
    let mut rows = Vec::with_capacity(arrivals.len());
    let mut needs_you = Vec::new();
    for arrival in &arrivals {
        let visit = Visit::load(&open, arrival.patient.id).await?;
        let session = visit.session_step(&open, today_on);
        if let SessionStep::Signed {
            sheet: SheetStep::None | SheetStep::Made,
            ..
        } = session
        {
            needs_you.push(waits(
                NeedsYouKind::SheetNotHandedOver,
                &arrival.patient,
                today_on,
            ));
        }
        rows.push(TodayRow {
            patient_id: arrival.patient.id,
            name: arrival.patient.full_name(),
            similar_name: present.marks(&Listed::of(&arrival.patient, false)),
            arrived_at: arrival.arrived_at,
            left_at: arrival.left_at,
            consultation_held: !visit.consultations.is_empty(),
            course: visit.course().filter(|_| sees_findings(&open.person)),
            screening: for_reception(&open, visit.screening_step(&open, today_on)),
            consent: consent_for_reception(&open, visit.consent_step(&open, today_on)),
            session: without_stop(&open, session),
        });
    }
    needs_you.extend(unsigned(&open, today_on).await?);
    needs_you.extend(tasks(&open, today_on).await?);
    if !crate::approval::is_approved(&open).await? {
        needs_you.push(NeedsYou {
            kind: NeedsYouKind::NotApproved,
            patient_id: None,
            name: None,
            since_on: today_on,
            task: None,
            text: String::new(),
            call: None,
        });
    }
    let here: Vec<Patient> = arrivals
        .iter()
        .filter(|arrival| arrival.left_at.is_none())
        .map(|arrival| arrival.patient.clone())
        .collect();
    Ok(TodayView {
        photos: photos_today(app, &open, &here, today_on).await?,
        today: today_on,
        rows,
        due_back: due_back(&open, today_on).await?,
        needs_you,
        stock: stock::today(&open, today_on).await?,
        still_open: still_open(&open).await?,
        computer: computer::look(app, &open).await?,
    })
}

/// Reception reads "done", "to do" or "ask the nurse", never what was found (PRACTICE 66).
fn for_reception(open: &Open, step: ScreeningStep) -> ScreeningStep {
    match step {
        step if sees_findings(&open.person) => step,
        ScreeningStep::Signed { opens_today, .. } if opens_today => ScreeningStep::Done,
        ScreeningStep::Signed { .. } => ScreeningStep::AskTheNurse,
        other => other,
    }
}

/// What a patient said to the form is theirs; the desk sees that the consent is still to do.
fn consent_for_reception(open: &Open, step: ConsentStep) -> ConsentStep {
    match step {
        ConsentStep::Replied { .. } if !sees_findings(&open.person) => ConsentStep::None,
        other => other,
    }
}

/// Nor that an answer stopped a session: reception is told by whoever treats.
fn without_stop(open: &Open, step: SessionStep) -> SessionStep {
    match step {
        SessionStep::Open {
            id,
            number,
            numbing_on_at,
            ready_from,
            off_by,
            ..
        } if !sees_findings(&open.person) => SessionStep::Open {
            id,
            number,
            numbing_on_at,
            ready_from,
            off_by,
            stop: None,
        },
        other => other,
    }
}

fn waits(kind: NeedsYouKind, patient: &Patient, since_on: NaiveDate) -> NeedsYou {
    NeedsYou {
        kind,
        patient_id: Some(patient.id),
        name: Some(patient.full_name()),
        since_on,
        task: None,
        text: String::new(),
        call: None,
    }
}

async fn unsigned(open: &Open, today_on: NaiveDate) -> Result<Vec<NeedsYou>, ApiError> {
    let mut reader = open.store.reader().await?;
    let drafts = needlebook_store::draft::list(&mut reader, crate::session_draft::KIND).await?;
    let mut found = Vec::new();
    for (key, draft) in drafts {
        let since = open.local_date(draft.saved_at);
        if since < today_on {
            let (person, _) = patient::get(&mut reader, PatientId(key.subject)).await?;
            found.push(waits(NeedsYouKind::UnsignedSession, &person, since));
        }
    }
    Ok(found)
}

/// What is due today or was before. The desk sees whom to call, and not why.
async fn tasks(open: &Open, today_on: NaiveDate) -> Result<Vec<NeedsYou>, ApiError> {
    let reads_all = sees_findings(&open.person);
    let mut reader = open.store.reader().await?;
    let mut found = Vec::new();
    for task in task::list_due(&mut reader, today_on).await? {
        let kind = match task.kind {
            TaskKind::ReviewIncident => NeedsYouKind::ReviewIncident,
            TaskKind::CheckReaction => NeedsYouKind::CheckReaction,
            TaskKind::TellPatient => NeedsYouKind::TellPatient,
            TaskKind::AnswerCall => NeedsYouKind::AnswerCall,
            TaskKind::CallBack => NeedsYouKind::CallBack,
            TaskKind::ToDo => NeedsYouKind::ToDo,
        };
        if !reads_all && task.kind != TaskKind::CallBack {
            continue;
        }
        let person = match task.patient {
            Some(id) => Some(patient::get(&mut reader, id).await?.0),
            None => None,
        };
        let calls = matches!(
            task.kind,
            TaskKind::AnswerCall
                | TaskKind::CallBack
                | TaskKind::TellPatient
                | TaskKind::CheckReaction
        );
        found.push(NeedsYou {
            kind,
            patient_id: task.patient,
            name: person.as_ref().map(Patient::full_name),
            since_on: task.due_on,
            task: Some(task.id),
            text: if reads_all { task.text } else { String::new() },
            call: person.as_ref().filter(|_| calls).map(Call::of),
        });
    }
    Ok(found)
}

/// Everybody whose next window is open or about to open, the oldest first: the next session of a course, or the
/// maintenance of a finished one.
async fn due_back(open: &Open, today_on: NaiveDate) -> Result<Vec<DueBack>, ApiError> {
    let mut reader = open.store.reader().await?;
    let mut due = Vec::new();
    for (from, to, maintenance) in [
        (
            sub_months_clamp(today_on, course::MAINTENANCE_TO_MONTHS) - Days::new(LATE_DAYS),
            sub_months_clamp(today_on, course::MAINTENANCE_FROM_MONTHS) + Days::new(SOON_DAYS),
            true,
        ),
        (
            today_on - Days::new(u64::from(course::WINDOW_TO_DAYS) + LATE_DAYS),
            today_on - Days::new(u64::from(course::WINDOW_FROM_DAYS) - SOON_DAYS),
            false,
        ),
    ] {
        let treated =
            today::last_treated_between(&mut reader, from, to, maintenance, DUE_BACK_ROWS).await?;
        due.extend(treated.into_iter().map(|(patient, ended_on)| {
            let window = if maintenance {
                course::maintenance(ended_on)
            } else {
                course::window(ended_on)
            };
            DueBack {
                patient_id: patient.id,
                name: patient.full_name(),
                maintenance,
                due_from: window.from,
                due_to: window.to,
                call: Call::of(&patient),
            }
        }));
    }
    due.sort_by_key(|row| row.due_to);
    due.truncate(DUE_BACK_ROWS as usize);
    Ok(due)
}

/// # Errors
/// [`ApiError::NotFound`].
pub async fn record_arrival(app: &App, patient: PatientId) -> Result<(), ApiError> {
    let open = app.run(UseCase::RecordArrival).await?;
    let now = app.now();
    let mut write = open.write(now).await?;
    write
        .append(
            patient.0,
            Fact::Arrived {
                arrived_on: open.local_date(now),
            },
        )
        .await?;
    Ok(write.commit().await?)
}

/// # Errors
/// [`ApiError::NotFound`].
pub async fn record_departure(app: &App, patient: PatientId) -> Result<(), ApiError> {
    let open = app.run(UseCase::RecordArrival).await?;
    let now = app.now();
    let mut write = open.write(now).await?;
    write
        .append(
            patient.0,
            Fact::Left {
                arrived_on: open.local_date(now),
            },
        )
        .await?;
    Ok(write.commit().await?)
}
