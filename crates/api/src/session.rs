//! Charting and signing a session.

use crate::app::{App, Open};
use crate::error::ApiError;
use crate::medical_history;
use crate::role::UseCase;
use crate::screening_facts::judged_for;
use crate::visit::Visit;
use crate::{approval, device_profile, draft, session_draft};
use chrono::{DateTime, NaiveDate, Utc};
use needlebook_domain::consent::ConsentGate;
use needlebook_domain::depth::DepthSettings;
use needlebook_domain::device::DeviceProfile;
use needlebook_domain::ids::{PatientId, ScreeningId, SessionId, TaskId};
use needlebook_domain::numbing::NumbingProduct;
use needlebook_domain::reaction::ReactedZone;
use needlebook_domain::rule::RuleId;
use needlebook_domain::screening_record::ScreeningGate;
use needlebook_domain::session::{
    Earlier, GateTimes, Session, SessionCheck, SessionContext, SessionDraft, Signing, ZoneRow,
    check as judge, needs, plan_from, started_at,
};
use needlebook_domain::stock::{CountCorrected, LotOnHand};
use needlebook_domain::task::{Task, TaskKind};
use needlebook_store::journal::Fact;
use needlebook_store::{StoreError, session, stock};
use serde::Serialize;
use specta::Type;
use uuid::Uuid;

/// What the charting screen starts from.
#[derive(Clone, Debug, Serialize, Type)]
pub struct SessionStart {
    pub draft: SessionDraft,
    /// Version of the stored draft, 0 when nothing was saved yet.
    pub version: u32,
    pub number: u32,
    pub last: Option<LastSession>,
    /// Zones that reacted before, to be marked in the grid (PRACTICE 58).
    pub reacted: Vec<ReactedZone>,
}

/// The last session, to stand beside today's values.
#[derive(Clone, Debug, Serialize, Type)]
pub struct LastSession {
    pub id: SessionId,
    pub number: u32,
    pub ended_on: NaiveDate,
    /// Its zones as a plan: what "copy last session" fills in.
    pub plan: Vec<ZoneRow>,
}

/// A judged draft with the gates it rests on.
#[derive(Clone, Debug, Serialize, Type)]
pub struct SessionState {
    pub check: SessionCheck,
    pub screening: ScreeningGate,
    pub consent: ConsentGate,
    pub numbing_blocked: Vec<NumbingProduct>,
    pub started_at: Option<DateTime<Utc>>,
    /// When the last zone or product was done: what the end time is asked with.
    pub last_done_at: Option<DateTime<Utc>>,
}

/// What signing answers with.
#[derive(Clone, Debug, Serialize, Type)]
pub struct SessionSigned {
    pub id: SessionId,
    pub record_hash: String,
}

/// Opens the patient's session: the one that is going on, or a new draft.
///
/// # Errors
/// [`ApiError::NotFound`].
pub async fn get_start(app: &App, patient: PatientId) -> Result<SessionStart, ApiError> {
    let open = app.run(UseCase::Treat).await?;
    let visit = Visit::load(&open, patient).await?;
    let (draft, version) = match &visit.draft {
        Some((_, draft, stored)) => (draft.clone(), u32::try_from(stored.version).unwrap_or(0)),
        None => (SessionDraft::new(SessionId(Uuid::now_v7()), patient), 0),
    };
    let last = visit.sessions.first();
    Ok(SessionStart {
        reacted: visit.reacted(),
        draft,
        version,
        number: last.map_or(0, |last| last.number) + 1,
        last: last.map(|last| LastSession {
            id: last.record.id,
            number: last.number,
            ended_on: last.ended_on,
            plan: plan_from(last),
        }),
    })
}

/// Judges a draft as signing would. Saves nothing.
///
/// # Errors
/// [`ApiError::NotFound`].
pub async fn check(app: &App, draft: SessionDraft) -> Result<SessionState, ApiError> {
    let open = app.run(UseCase::Treat).await?;
    let facts = Facts::load(&open, &draft, app.now()).await?;
    let products = draft
        .products_after
        .iter()
        .filter_map(|product| product.applied_at);
    let last_done_at = draft
        .zones
        .iter()
        .filter_map(|row| row.done_at)
        .chain(products)
        .max();
    Ok(SessionState {
        check: judge(&draft, &facts.context()),
        screening: facts.screening,
        consent: facts.consent.clone(),
        numbing_blocked: facts.numbing_blocked.clone(),
        started_at: started_at(&draft),
        last_done_at,
    })
}

/// Everything the judgement of a draft rests on.
struct Facts {
    depth_settings: DepthSettings,
    age_years: u8,
    fitzpatrick: Option<u8>,
    allergies: Vec<String>,
    profile: Option<DeviceProfile>,
    lots: Vec<LotOnHand>,
    screening: ScreeningGate,
    screening_id: Option<ScreeningId>,
    numbing_blocked: Vec<NumbingProduct>,
    reacted_badly: bool,
    consent: ConsentGate,
    reacted: Vec<ReactedZone>,
    earlier: Earlier,
    times: GateTimes,
    visit: Visit,
    approved: bool,
    treating: needlebook_domain::ids::PersonId,
    start_on: NaiveDate,
    now: DateTime<Utc>,
}

impl Facts {
    async fn load(open: &Open, draft: &SessionDraft, now: DateTime<Utc>) -> Result<Self, ApiError> {
        let visit = Visit::load(open, draft.patient).await?;
        let (person, _) = crate::patient::get(open, draft.patient).await?;
        let allergies =
            medical_history::allergies(&medical_history::items(open, draft.patient).await?);
        let start_on = open.local_date(started_at(draft).unwrap_or(now));
        let mut reader = open.store.reader().await?;
        let devices = stock::list_devices(&mut reader).await?;
        let known = |id| devices.iter().find(|one| one.id == id);
        let device = draft
            .device
            .map(|id| known(id).ok_or(StoreError::NotFound { entity: "device" }))
            .transpose()?;
        let profile = device
            .map(|device| device_profile::get(open, device.profile))
            .transpose()?
            .cloned();
        let mut lots = Vec::new();
        for cartridge in &draft.cartridges {
            match stock::get_on_hand(&mut reader, cartridge.lot).await {
                Ok(on_hand) => lots.push(on_hand),
                // The judgement names the cartridge whose lot is not known.
                Err(StoreError::NotFound { .. }) => {}
                Err(other) => return Err(other.into()),
            }
        }
        // Given back before the next one is asked for: a few readers serve everybody.
        drop(reader);
        let treating = open.actor();
        let needs = needs(draft, profile.as_ref(), treating);
        let device = profile.as_ref().map(|profile| profile.id);
        let config = &open.rules.screening;
        let judged = judged_for(&visit, &person, draft, device, start_on, config);
        let newest = visit.screenings.first();
        let same_devices: Vec<_> = devices
            .iter()
            .filter(|one| Some(one.profile) == device)
            .map(|one| one.id)
            .collect();
        Ok(Self {
            depth_settings: open.rules.depth_on(start_on),
            age_years: person.age_on(start_on),
            fitzpatrick: person.fitzpatrick,
            allergies,
            profile,
            lots,
            screening: visit.screening_gate(open, judged.as_ref(), treating, start_on),
            screening_id: newest.map(|screening| screening.id),
            reacted_badly: judged
                .as_ref()
                .is_some_and(|judged| judged.rules.contains(&RuleId::R32)),
            numbing_blocked: judged
                .map(|judged| judged.numbing.blocked)
                .unwrap_or_default(),
            consent: visit.consent_gate(open, &needs, start_on),
            times: visit.gate_times(open, &needs, treating, start_on),
            reacted: visit.reacted(),
            earlier: visit.earlier(&same_devices, now),
            visit,
            approved: approval::is_approved(open).await?,
            treating,
            start_on,
            now,
        })
    }

    fn context(&self) -> SessionContext<'_> {
        SessionContext {
            age_years: self.age_years,
            fitzpatrick: self.fitzpatrick,
            allergies: &self.allergies,
            device_profile: self.profile.as_ref(),
            needle_length: None,
            depth_settings: self.depth_settings,
            lots: &self.lots,
            screening: self.screening,
            numbing_blocked: &self.numbing_blocked,
            reacted_badly: self.reacted_badly,
            consent: self.consent.clone(),
            reacted: &self.reacted,
            earlier: &self.earlier,
            times: self.times,
            approved: self.approved,
            treating: self.treating,
            start_on: self.start_on,
            now: self.now,
        }
    }
}

impl Facts {
    /// The lots of which more was used than the book holds: confirmed as a wrong count, or it would not be signed.
    fn counts_to_correct(&self, signed: &Session) -> Vec<CountCorrected> {
        let mut corrections: Vec<CountCorrected> = Vec::new();
        for on_hand in &self.lots {
            let lot = on_hand.lot.id;
            let used = signed
                .record
                .cartridges
                .iter()
                .filter(|unit| unit.lot == lot);
            let short = i64::try_from(used.count()).unwrap_or(i64::MAX) - on_hand.units;
            if short > 0 && corrections.iter().all(|one| one.lot != lot) {
                corrections.push(CountCorrected {
                    lot,
                    units: short,
                    session: signed.record.id,
                });
            }
        }
        corrections
    }
}

/// Signs the session and takes its units from stock. The record is locked with its hash, and safe when this answers; its
/// pages are made from it afterwards ([`crate::sheet::make_pages`]).
///
/// # Errors
/// [`ApiError::NotReady`] with everything that is missing; [`ApiError::PassphraseNeeded`] when the seat was empty for a
/// while. Nothing is saved then, and the draft stays.
pub async fn sign(app: &App, draft: SessionDraft) -> Result<SessionSigned, ApiError> {
    let open = app.run(UseCase::Treat).await?;
    app.may_sign()?;
    let now = app.now();
    let facts = Facts::load(&open, &draft, now).await?;
    let (id, patient) = (draft.id, draft.patient);
    let mut write = open.write(now).await?;
    let signing = Signing {
        number: session::next_number(&mut write, patient).await?,
        ended_on: open.local_date(draft.ended_at.unwrap_or(now)),
        screening: facts.screening_id,
        consent: facts.visit.consents.first().map(|stored| stored.consent.id),
        rule_set_version: open.rules.version(),
        trail: needlebook_store::draft::trail(write.connection(), id.0).await?,
        signed_name: open.person.printed_name(),
    };
    let signed = needlebook_domain::session::sign(draft, &facts.context(), signing)
        .map_err(|gaps| ApiError::NotReady { gaps })?;
    let record_hash = session::record_hash(&signed)?;
    let forbidden = signed
        .record
        .incidents
        .iter()
        .any(|incident| incident.about.is_some());
    for corrected in facts.counts_to_correct(&signed) {
        write
            .append(corrected.lot.0, Fact::CountCorrected { corrected })
            .await?;
    }
    write
        .append(
            id.0,
            Fact::SessionSigned {
                session: Box::new(signed),
                record_hash: record_hash.clone(),
            },
        )
        .await?;
    if forbidden {
        let task = Task {
            id: TaskId(Uuid::now_v7()),
            kind: TaskKind::ReviewIncident,
            patient: Some(patient),
            text: String::new(),
            due_on: open.local_date(now),
            opened_by: None,
            opened_at: now,
        };
        write.append(task.id.0, Fact::TaskOpened { task }).await?;
    }
    draft::take(&mut write, session_draft::KIND, patient.0, open.actor()).await?;
    needlebook_store::draft::remove_trail(&mut write, id.0).await?;
    write.commit().await?;
    Ok(SessionSigned { id, record_hash })
}

/// # Errors
/// [`ApiError::NotFound`].
pub async fn get(app: &App, id: SessionId) -> Result<Session, ApiError> {
    let open = app.run(UseCase::ReadRecord).await?;
    Ok(session::get(&mut *open.store.reader().await?, id).await?)
}
