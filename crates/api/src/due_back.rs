//! Everybody who is waited for: the next session of each region in its own window, and the maintenance of a course that is
//! over. The desk reads whom to ring and when, never what for (PRACTICE 66, 75).

use crate::app::{App, Open};
use crate::error::ApiError;
use crate::role::{UseCase, sees_findings};
use crate::today::Call;
use chrono::{Days, NaiveDate, NaiveTime};
use needlebook_domain::course::{self, Due};
use needlebook_domain::date::sub_months_clamp;
use needlebook_domain::field;
use needlebook_domain::ids::{PatientId, TaskId};
use needlebook_domain::issue::Issues;
use needlebook_domain::task::{Task, TaskKind};
use needlebook_domain::zone::Region;
use needlebook_store::journal::Fact;
use needlebook_store::{due_back as stored, patient, person};
use serde::Serialize;
use specta::Type;
use std::collections::{BTreeMap, HashSet};
use uuid::Uuid;

/// Somebody who is waited for, in one window.
#[derive(Clone, Debug, Serialize, Type)]
pub struct DueRow {
    pub patient_id: PatientId,
    pub name: String,
    pub due: Due,
    pub due_from: NaiveDate,
    pub due_to: NaiveDate,
    pub last_on: NaiveDate,
    /// The day that the newest screening waits for, where it comes after `due_from`: a visit is booked for the later of the
    /// two (P-AGG).
    pub held_until: Option<NaiveDate>,
    /// Where; nothing for the desk, which reads one line for each person.
    pub regions: Vec<Region>,
    pub call: Call,
    /// The newest call since the last session.
    pub called: Option<CallView>,
}

/// A call that was made, and what came of it.
#[derive(Clone, Debug, Serialize, Type)]
pub struct CallView {
    pub on: NaiveDate,
    pub by: String,
    pub outcome: String,
}

/// Those who are waited for, the longest overdue first.
#[derive(Clone, Debug, Serialize, Type)]
pub struct DueBackList {
    pub today: NaiveDate,
    pub rows: Vec<DueRow>,
    /// How many more there are than the list shows.
    pub more: u32,
}

/// Most lines of one list: a day on the telephone is shorter.
const ROWS: usize = 200;
/// Whoever was not here for this many months is no longer waited for: half a year after maintenance closed.
const LOOK_BACK_MONTHS: u32 = 18;

/// # Errors
/// [`ApiError::Locked`].
pub async fn list(app: &App, only: Option<Due>) -> Result<DueBackList, ApiError> {
    let open = app.run(UseCase::SeeToday).await?;
    let today = open.local_date(app.now());
    waiting(&open, today, only, sees_findings(&open.person)).await
}

/// Everybody who is waited for: a line for each window of a region, or for each person, as the desk rings them.
pub(crate) async fn waiting(
    open: &Open,
    today: NaiveDate,
    only: Option<Due>,
    by_region: bool,
) -> Result<DueBackList, ApiError> {
    let since = sub_months_clamp(today, LOOK_BACK_MONTHS);
    let mut waited = waited_for(open, since, today, by_region).await?;
    waited.retain(|one| only.is_none_or(|only| one.due == only));
    waited.sort_by_key(|one| (one.window.to, one.patient));
    let more = u32::try_from(waited.len().saturating_sub(ROWS)).unwrap_or(u32::MAX);
    waited.truncate(ROWS);
    Ok(DueBackList {
        today,
        rows: rows(open, waited).await?,
        more,
    })
}

/// One window of one person.
struct Waited {
    patient: PatientId,
    due: Due,
    window: course::Window,
    last_on: NaiveDate,
    regions: Vec<Region>,
}

async fn waited_for(
    open: &Open,
    since: NaiveDate,
    today: NaiveDate,
    by_region: bool,
) -> Result<Vec<Waited>, ApiError> {
    let mut reader = open.store.reader().await?;
    let over: HashSet<PatientId> = stored::courses_over(&mut reader, since)
        .await?
        .into_iter()
        .collect();
    let mut last: BTreeMap<(PatientId, Region), NaiveDate> = BTreeMap::new();
    for treated in stored::last_treated(&mut reader, since).await? {
        let day = last
            .entry((treated.patient, treated.zone.region()))
            .or_insert(treated.on);
        *day = treated.on.max(*day);
    }
    let mut waited: Vec<Waited> = Vec::new();
    // Ordered by person: regions with one window are one line, and for the desk the first window is the only one.
    for ((patient, region), last_on) in last {
        let settings = &open.rules.screening.course;
        let Some((due, window)) = course::due(last_on, over.contains(&patient), today, settings)
        else {
            continue;
        };
        let own = waited
            .iter()
            .rev()
            .take_while(|one| one.patient == patient)
            .count();
        let before = waited.len() - own;
        let mut own = waited.iter_mut().skip(before);
        let same = if by_region {
            own.find(|one| one.last_on == last_on)
        } else {
            own.next()
        };
        match same {
            Some(one) if by_region => one.regions.push(region),
            Some(first) => {
                if window.to < first.window.to {
                    (first.due, first.window, first.last_on) = (due, window, last_on);
                }
            }
            None => waited.push(Waited {
                patient,
                due,
                window,
                last_on,
                regions: vec![region],
            }),
        }
    }
    if !by_region {
        for one in &mut waited {
            one.regions.clear();
        }
    }
    Ok(waited)
}

async fn rows(open: &Open, waited: Vec<Waited>) -> Result<Vec<DueRow>, ApiError> {
    let mut reader = open.store.reader().await?;
    let ids: Vec<PatientId> = waited.iter().map(|one| one.patient).collect();
    let people = stored::patients(&mut reader, &ids).await?;
    let names = person::names(&mut reader).await?;
    let Some(oldest) = waited.iter().map(|one| one.last_on).min() else {
        return Ok(Vec::new());
    };
    // A day earlier than any zone's: what is not since their own last session is left out below.
    let since = (oldest - Days::new(1)).and_time(NaiveTime::MIN).and_utc();
    let calls = stored::calls_since(&mut reader, since).await?;
    let waits = stored::waits(&mut reader, &ids).await?;
    let row = |one: Waited| {
        let patient = people.get(&one.patient)?;
        let called = calls.get(&one.patient).map(|call| CallView {
            on: open.local_date(call.at),
            by: names.of(call.by),
            outcome: call.outcome.clone(),
        });
        Some(DueRow {
            patient_id: one.patient,
            name: patient.full_name(),
            due: one.due,
            due_from: one.window.from,
            due_to: one.window.to,
            last_on: one.last_on,
            held_until: waits
                .get(&one.patient)
                .and_then(|(wait, ended)| wait.until(Some(*ended), Some(one.window.from))),
            regions: one.regions,
            call: Call::of(patient),
            called: called.filter(|call| call.on >= one.last_on),
        })
    };
    Ok(waited.into_iter().filter_map(row).collect())
}

/// Writes down that somebody was rung and what came of it: a call that is done at once.
///
/// # Errors
/// Refused fields; [`ApiError::NotFound`].
pub async fn record_call(app: &App, whom: PatientId, outcome: String) -> Result<(), ApiError> {
    let open = app.run(UseCase::RecordTask).await?;
    let now = app.now();
    let mut issues = Issues::default();
    let outcome = field::required_line(&mut issues, "outcome", &outcome);
    let outcome = issues.or(outcome)?;
    let id = TaskId(Uuid::now_v7());
    let task = Task {
        id,
        kind: TaskKind::CallBack,
        patient: Some(whom),
        text: String::new(),
        due_on: open.local_date(now),
        opened_by: Some(open.actor()),
        opened_at: now,
    };
    let mut write = open.write(now).await?;
    patient::get(write.connection(), whom).await?;
    write.append(id.0, Fact::TaskOpened { task }).await?;
    write.append(id.0, Fact::TaskDone { outcome }).await?;
    Ok(write.commit().await?)
}
