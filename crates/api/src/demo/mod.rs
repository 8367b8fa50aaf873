//! A throw-away clinic of invented people with years of history, for a first look, for tests and for measuring.
//!
//! Everything in it is judged, signed and journaled by the same functions as in a real clinic; no page is printed.

mod chart;
mod lots;
mod pen;
mod people;
mod plan;
mod seeded;
mod sessions;
mod today;
mod visit_draft;

use crate::app::{App, Open};
use crate::error::ApiError;
use crate::role::UseCase;
use crate::set_up::{self, SetUp};
use crate::start;
use crate::{approval, stock};
use chart::Chart;
use chrono::{DateTime, NaiveTime, Utc};
use lots::Lots;
use needlebook_domain::approval::ApprovalInput;
use needlebook_domain::clinic::{ClinicInput, OpeningHours};
use needlebook_domain::device::DeviceProfileId;
use needlebook_domain::ids::{HistoryEntryId, PatientId};
use needlebook_domain::medical_history::{HistoryEntry, HistoryItem};
use needlebook_domain::patient::Patient;
use needlebook_domain::person::{PersonInput, Role};
use needlebook_domain::stock::DeviceInput;
use needlebook_store::journal::Fact;
use pen::Pen;
use plan::Plan;
use seeded::Seeded;
use serde::Serialize;
use std::time::Instant;
use today::Day;
use uuid::Uuid;

/// What a demo is made of.
#[derive(Debug)]
pub struct DemoInput {
    pub patients: u32,
    /// 0 makes people only: nobody is treated and nobody is here today.
    pub sessions_per_patient: u32,
    /// Decides every name and every choice.
    pub seed: u64,
    pub passphrase: String,
}

/// What was made, and in how many seconds.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct DemoMade {
    pub patients: u32,
    pub sessions: u32,
    pub seed: u64,
    pub seconds: f64,
}

/// Keeps the choices about a course apart from those about the person.
const TOPIC: u64 = 2;

/// Sets up a clinic in the empty folder of `app`, fills it, and locks it again.
///
/// # Errors
/// [`ApiError::AlreadySetUp`]; a passphrase that is too short; [`ApiError::StorageFull`].
pub async fn create(app: &App, input: DemoInput) -> Result<DemoMade, ApiError> {
    let begun = Instant::now();
    let form = SetUp {
        clinic: clinic(),
        owner: owner(),
        passphrase: input.passphrase.clone(),
    };
    set_up::create_clinic(app, form).await?;
    approve(app).await?;
    for profile in [
        DeviceProfileId::SkinpenPrecision,
        DeviceProfileId::Dermapen4,
    ] {
        let serial = format!("TT-{:04}", profile.to_string().len() * 417);
        stock::record_device(app, DeviceInput { profile, serial }).await?;
    }
    let made = fill(app, &input).await;
    start::lock(app, false).await?;
    let sessions = made?;
    let seconds = (begun.elapsed().as_secs_f64() * 10.0).round() / 10.0;
    Ok(DemoMade {
        patients: input.patients,
        sessions,
        seed: input.seed,
        seconds,
    })
}

/// Writes every patient with their course; gives how many sessions were signed.
async fn fill(app: &App, input: &DemoInput) -> Result<u32, ApiError> {
    let devices = stock::list_devices(app).await?;
    let open = app.run(UseCase::ChangeClinic).await?;
    let day = day_of(&open, app.now());
    let sessions = input.patients.saturating_mul(input.sessions_per_patient);
    let mut lots = Lots::new(devices, sessions);
    let mut pen = Pen::new(&open, day.now);
    lots.receive_for(&mut pen, day.today).await?;
    let prefix = pen.write().await?.prefix().await?;
    let all_clear = chart::all_clear()?;
    let mut cast = Vec::new();
    for number in 0..input.patients {
        let id = PatientId(Uuid::now_v7());
        let patient = people::patient(input.seed, number).parse(
            id,
            format!("{prefix}-{:04}", number + 1),
            day.today,
        )?;
        register(&mut pen, &patient).await?;
        if let Some(item) = people::allergy(input.seed, number) {
            record_history(&mut pen, &open, id, item, day.now).await?;
        }
        if input.sessions_per_patient == 0 {
            continue;
        }
        let mut seeded = Seeded::new(input.seed, number, TOPIC);
        let part = today::part(number);
        let days_ago = part.map_or_else(|| plan::days_ago(&mut seeded), |part| day.days_ago(part));
        let plan = Plan::new(&mut seeded, day.today, days_ago, input.sessions_per_patient);
        let mut chart = Chart::new(&open, patient, plan, &all_clear, seeded);
        chart.consult(&mut pen).await?;
        chart
            .treat(&mut pen, &mut lots, day.today, day.treated_end())
            .await?;
        cast.extend(part.map(|part| (part, chart)));
    }
    pen.lift().await?;
    today::fill(&open, day, &mut cast).await?;
    Ok(sessions)
}

async fn register(pen: &mut Pen<'_>, patient: &Patient) -> Result<(), ApiError> {
    pen.append(
        patient.id.0,
        Fact::PatientRegistered {
            patient: patient.clone(),
        },
    )
    .await
}

async fn record_history(
    pen: &mut Pen<'_>,
    open: &Open,
    patient: PatientId,
    item: HistoryItem,
    at: DateTime<Utc>,
) -> Result<(), ApiError> {
    let entry = HistoryEntry {
        id: HistoryEntryId(Uuid::now_v7()),
        patient,
        item,
        recorded_by: open.actor(),
        recorded_at: at,
    };
    pen.append(entry.id.0, Fact::HistoryRecorded { entry })
        .await
}

fn day_of(open: &Open, now: DateTime<Utc>) -> Day {
    let today = open.local_date(now);
    Day {
        today,
        now,
        midnight: plan::moment(today, 0, 0, open.tz()),
    }
}

/// The owner leads and treats, as in many small clinics; the record says so.
async fn approve(app: &App) -> Result<(), ApiError> {
    let owner = owner();
    let input = ApprovalInput {
        lead_name: owner.name,
        registration_body: owner.registration_body,
        registration_number: owner.registration_number,
    };
    approval::approve(app, input).await
}

fn owner() -> PersonInput {
    PersonInput {
        name: "Imogen Testwell".to_owned(),
        title: "RN".to_owned(),
        certification: "Aesthetic nurse, level 7".to_owned(),
        registration_body: "Invented Nursing Register".to_owned(),
        registration_number: "00A0000Z".to_owned(),
        board_certified: false,
        roles: vec![Role::Owner, Role::MedicalLead, Role::Clinician],
    }
}

fn clinic() -> ClinicInput {
    let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
    ClinicInput {
        name: "Thimble & Thread Skin Clinic".to_owned(),
        address: "12 Bobbin Lane\nSampleton ZZ9 9ZZ".to_owned(),
        phone: "01632 960 417".to_owned(),
        emergency_line: "999".to_owned(),
        zone: "Europe/London".to_owned(),
        currency: "GBP".to_owned(),
        opening_hours: (1..=5)
            .map(|day| OpeningHours {
                day,
                opens: hour(9),
                closes: hour(18),
            })
            .collect(),
        advice_line: "111".to_owned(),
        out_of_hours_line: "01632 960 418".to_owned(),
        ..ClinicInput::default()
    }
}
