//! The pages made from a signed session: the aftercare sheet that goes home, and the session record.

use crate::app::{App, Open};
use crate::approval::{self, SHEET_REVISION};
use crate::error::ApiError;
use crate::role::UseCase;
use crate::visit::Visit;
use crate::{document, medical_history, parties};
use chrono::{DateTime, Utc};
use needlebook_documents::aftercare::{AftercareSheet, Cooling, NextVisit};
use needlebook_documents::content::{common, screening};
use needlebook_documents::session::{
    AsBlock, ConsentLine, IncidentAbout, IncidentLine, LogLineEntry, Note, ProductUsed, Reason,
    ReasonAbout, ScreeningLine, SessionRecord, Stopped, UnitUsed,
};
use needlebook_documents::{DocumentMark, SheetLanguage, Signed};
use needlebook_domain::aftercare::timeline;
use needlebook_domain::course;
use needlebook_domain::device::DeviceProfile;
use needlebook_domain::document::{Document, DocumentKind, DocumentStep};
use needlebook_domain::ids::{DocumentId, PersonId, SessionId};
use needlebook_domain::person::Person;
use needlebook_domain::rule::RuleId;
use needlebook_domain::rule_settings::RuleSettings;
use needlebook_domain::session::{GapCode, Incident, Session, ZoneState};
use needlebook_domain::signature::Signature;
use needlebook_store::document::{self as document_store, StepTaken, StoredDocument};
use needlebook_store::{person, session, session_amendment, stock};
use serde::Serialize;
use specta::Type;
use std::collections::HashMap;

/// The sheet of a session: the one that was made, or, where none could be with the dates as they are known now, a new one.
///
/// # Errors
/// [`ApiError::NotFound`]; [`ApiError::Document`] naming what no font of ours can print.
pub async fn get_aftercare(app: &App, id: SessionId) -> Result<DocumentId, ApiError> {
    let open = app.run(UseCase::ReadRecord).await?;
    match find_made(&open, id, DocumentKind::Aftercare).await? {
        Some(made) if made.made_at >= end_known_since(&open, id).await? => Ok(made.id),
        _ => keep_aftercare(&open, app.now(), id).await,
    }
}

/// The printed record of a session, made once.
///
/// # Errors
/// As [`get_aftercare`].
pub async fn get_record(app: &App, id: SessionId) -> Result<DocumentId, ApiError> {
    let open = app.run(UseCase::ReadRecord).await?;
    match find_made(&open, id, DocumentKind::SessionRecord).await? {
        Some(made) => Ok(made.id),
        None => keep_record(&open, app.now(), id).await,
    }
}

/// The pages that every signed session gets.
#[derive(Clone, Copy, Debug, Serialize, Type)]
pub struct SessionPages {
    /// The aftercare sheet; absent when it could not be set.
    pub sheet: Option<DocumentId>,
    pub record: Option<DocumentId>,
}

/// Makes the pages of a session that was just signed. The record is safe already: a page that cannot be set now is made
/// when somebody opens it.
///
/// # Errors
/// [`ApiError::Locked`], [`ApiError::NotAllowed`].
pub async fn make_pages(app: &App, id: SessionId) -> Result<SessionPages, ApiError> {
    drop(app.run(UseCase::Treat).await?);
    Ok(SessionPages {
        sheet: get_aftercare(app, id).await.ok(),
        record: get_record(app, id).await.ok(),
    })
}

/// The newest version of a page about a session that was already made.
async fn find_made(
    open: &Open,
    id: SessionId,
    kind: DocumentKind,
) -> Result<Option<Document>, ApiError> {
    let mut reader = open.store.reader().await?;
    let newest = document_store::find_newest(&mut reader, id.0, kind).await?;
    Ok(newest.map(|stored| stored.document))
}

/// Since when the end of a session stands as it does: a sheet from before has other dates (PRACTICE 23).
async fn end_known_since(open: &Open, id: SessionId) -> Result<DateTime<Utc>, ApiError> {
    let mut reader = open.store.reader().await?;
    let amendments = session_amendment::list(&mut reader, id).await?;
    let corrected = amendments
        .iter()
        .filter(|amendment| amendment.corrected_end.is_some());
    Ok(corrected
        .map(|amendment| amendment.at)
        .max()
        .unwrap_or(DateTime::UNIX_EPOCH))
}

pub(crate) async fn keep_aftercare(
    open: &Open,
    now: DateTime<Utc>,
    id: SessionId,
) -> Result<DocumentId, ApiError> {
    let signed = session::get(&mut *open.store.reader().await?, id).await?;
    let mut sheet = aftercare(open, &signed).await?;
    document::keep(
        open,
        now,
        signed.record.patient,
        id.0,
        DocumentKind::Aftercare,
        |mark| {
            sheet.mark = mark;
            needlebook_documents::aftercare::render(&sheet, &parties::style(&open.clinic))
        },
    )
    .await
}

async fn aftercare(open: &Open, signed: &Session) -> Result<AftercareSheet, ApiError> {
    let (patient, _) = crate::patient::get(open, signed.record.patient).await?;
    let visit = Visit::load(open, signed.record.patient).await?;
    let treating = person::get(&mut *open.store.reader().await?, signed.signed_by).await?;
    let rules = crate::rule_settings::as_judged_by(open, &signed.rule_set_version).await?;
    let course = visit.course();
    let next = if course.is_some_and(|course| course.finished) {
        let window = course::maintenance(signed.ended_on);
        NextVisit::CourseComplete {
            from: window.from,
            to: window.to,
        }
    } else {
        NextVisit::Due { booked_at: None }
    };
    let record = &signed.record;
    let done = record
        .zones
        .iter()
        .filter(|row| row.state == ZoneState::Done);
    let cooling = record.cooling.trim();
    Ok(AftercareSheet {
        language: SheetLanguage::of_record(&patient.languages),
        clinic: open.clinic.clone(),
        patient: parties::patient(&patient),
        mark: DocumentMark {
            number: String::new(),
            version: 1,
        },
        visit: parties::visit(&visit, signed.number),
        practitioner: parties::practitioner(&treating),
        approved_by: approval::printed(open, signed.signed_at, signed.signed_by)
            .await?
            .filter(|(approval, _)| approval.sheet_revision == SHEET_REVISION)
            .map(|(_, printed)| printed),
        zones: done.map(|row| row.zone).collect(),
        timeline: timeline(
            signed.ended_at,
            open.tz(),
            &rules.aftercare_with(device_of(open, &rules, signed).await?.as_ref()),
        ),
        products_given: record
            .products_after
            .iter()
            .filter(|product| product.to_take_home)
            .map(|product| product.name.clone())
            .collect(),
        cooling: if cooling.is_empty() {
            Cooling::No
        } else {
            Cooling::Yes {
                what: cooling.to_owned(),
            }
        },
        numbing_used: record.numbing_used == Some(true),
        next,
    })
}

/// The device as it was known when the session was judged.
async fn device_of(
    open: &Open,
    rules: &RuleSettings,
    signed: &Session,
) -> Result<Option<DeviceProfile>, ApiError> {
    let Some(id) = signed.record.device else {
        return Ok(None);
    };
    let device = stock::get_device(&mut *open.store.reader().await?, id).await?;
    Ok(rules.devices().find(device.profile).cloned())
}

pub(crate) async fn keep_record(
    open: &Open,
    now: DateTime<Utc>,
    id: SessionId,
) -> Result<DocumentId, ApiError> {
    let signed = session::get_as_signed(&mut *open.store.reader().await?, id).await?;
    let visit = Visit::load(open, signed.record.patient).await?;
    let mut record = session_record(open, &visit, &signed, now).await?;
    document::keep(
        open,
        now,
        signed.record.patient,
        id.0,
        DocumentKind::SessionRecord,
        |mark| {
            record.mark = mark;
            needlebook_documents::session::render(&record, &parties::style(&open.clinic))
        },
    )
    .await
}

/// What the page of a signed session says; its number is given when it is kept.
pub(crate) async fn session_record(
    open: &Open,
    visit: &Visit,
    signed: &Session,
    now: DateTime<Utc>,
) -> Result<SessionRecord, ApiError> {
    let (patient, _) = crate::patient::get(open, signed.record.patient).await?;
    let rules = crate::rule_settings::as_judged_by(open, &signed.rule_set_version).await?;
    let mut reader = open.store.reader().await?;
    let people: HashMap<PersonId, Person> = person::list(&mut reader)
        .await?
        .into_iter()
        .map(|person| (person.id, person))
        .collect();
    let name = |id: PersonId| {
        people
            .get(&id)
            .map(Person::printed_name)
            .unwrap_or_default()
    };
    let treating = person::get(&mut reader, signed.signed_by).await?;
    let record = &signed.record;
    let device = match record.device {
        Some(id) => Some(stock::get_device(&mut reader, id).await?),
        None => None,
    };
    let mut units = Vec::new();
    for cartridge in &record.cartridges {
        let lot = stock::get_lot(&mut reader, cartridge.lot).await?;
        units.push(UnitUsed {
            lot: lot.number,
            expires_on: lot.expires_on,
            serial: cartridge.serial.clone(),
            sealed: cartridge.sealed,
            opened_at: cartridge.opened_at,
        });
    }
    let ended_on = session::get(&mut reader, record.id).await?.ended_on;
    let window = visit.course().map_or_else(
        || course::window(ended_on),
        |course| course::next_window(ended_on, course.done, course.planned),
    );
    let steps = match aftercare_sheet(visit, signed) {
        Some(sheet) => document_store::steps(&mut reader, sheet.document.id).await?,
        None => Vec::new(),
    };
    Ok(SessionRecord {
        clinic: open.clinic.clone(),
        patient: parties::patient(&patient),
        mark: DocumentMark {
            number: String::new(),
            version: 1,
        },
        visit: parties::visit(visit, signed.number),
        skin_type: patient.fitzpatrick,
        allergies: medical_history::allergies(&medical_history::items(open, patient.id).await?),
        started_at: signed.started_at,
        ended_at: signed.ended_at,
        practitioner: parties::practitioner(&treating),
        screening: visit
            .screenings
            .iter()
            .find(|one| Some(one.id) == signed.screening)
            .map(|one| ScreeningLine {
                outcome: one.judgement.outcome.id().to_owned(),
                signed_at: one.signed_at,
                as_block: one.confirmed_as_block.as_ref().map(|block| AsBlock {
                    count: block.keys.len(),
                    by: people
                        .get(&block.by)
                        .map(|person| person.name.clone())
                        .unwrap_or_default(),
                    at: block.at,
                }),
            }),
        consent: consent_line(visit, signed),
        device: device
            .as_ref()
            .map(|device| {
                let judged_by = rules.devices().find(device.profile);
                judged_by.map_or_else(|| Ok(String::new()), |one| common()?.device_judged_by(one))
            })
            .transpose()?
            .unwrap_or_default(),
        device_serial: device.map(|device| device.serial).unwrap_or_default(),
        units,
        antiseptic: record.check_in.antiseptic.clone(),
        glide: record.check_in.glide.clone(),
        before_photos: record.check_in.before_photos,
        cream_before: record.check_in.cream_before,
        numbing: record.numbing.clone(),
        zones: record.zones.clone(),
        reasons: screening_reasons(visit, signed, &name)?
            .into_iter()
            .chain(depth_reasons(signed, &name))
            .chain(numbing_reasons(signed, &name))
            .collect(),
        products_after: record
            .products_after
            .iter()
            .map(|product| ProductUsed {
                name: product.name.clone(),
                lot: product.lot.clone(),
                reason: product.reason.clone(),
            })
            .collect(),
        cooling: record.cooling.clone(),
        bleeding: record.bleeding,
        sharps_disposed: record.sharps_disposed,
        notes: record.notes.clone(),
        incidents: record
            .incidents
            .iter()
            .map(|incident| incident_line(signed, incident, &name))
            .collect(),
        aftercare: aftercare_mark(visit, signed),
        handed_over: handed_over(&steps),
        price: record
            .price
            .map(|price| parties::price(price, &open.clinic))
            .unwrap_or_default(),
        next_visit: Some((window.from, window.to)),
        stopped: record.stopped.as_ref().map(|stopped| Stopped {
            reason: stopped.reason,
            note: stopped.note.clone(),
            at: stopped.at,
        }),
        late_entry: None,
        signed: Some(Signed {
            // The name as it was signed holds the title already.
            name: signed.signed_name.clone(),
            role: String::new(),
            at: signed.signed_at,
            signature: Signature::Typed {
                name: treating.name.clone(),
            },
        }),
        approved_by: approval::printed(open, signed.signed_at, signed.signed_by)
            .await?
            .filter(|(approval, _)| approval.rule_set_version == signed.rule_set_version)
            .map(|(_, printed)| printed),
        sha256: session::record_hash(signed)?,
        later_notes: session_amendment::list(&mut reader, signed.record.id)
            .await?
            .into_iter()
            .map(|amendment| Note {
                by: amendment.signed_name,
                at: amendment.at,
                text: amendment.text,
                corrected_end: amendment.corrected_end.map(|end| (end.was, end.at)),
            })
            .collect(),
        printed_at: now,
        printed_by: open.person.printed_name(),
    })
}

/// The cautions of the day's screening as they were settled.
fn screening_reasons(
    visit: &Visit,
    signed: &Session,
    name: &impl Fn(PersonId) -> String,
) -> Result<Vec<Reason>, ApiError> {
    let words = screening()?;
    let Some(asked) = visit
        .screenings
        .iter()
        .find(|one| Some(one.id) == signed.screening)
    else {
        return Ok(Vec::new());
    };
    let title = |rule: RuleId| {
        words["rules"][rule.id()]["title"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    Ok(asked
        .settled
        .iter()
        .map(|caution| Reason {
            about: ReasonAbout::Screening {
                title: title(caution.rule),
            },
            text: caution.reason.clone(),
            by: name(caution.by),
            at: caution.at,
        })
        .collect())
}

fn depth_reasons(signed: &Session, name: &impl Fn(PersonId) -> String) -> Vec<Reason> {
    let settled = &signed.record.settled;
    signed
        .guards
        .iter()
        .filter_map(|guard| {
            let now = settled.iter().find(|answer| answer.key == guard.key);
            let answer = now.or(guard.settled_before.as_ref())?;
            Some(Reason {
                about: ReasonAbout::Depth {
                    flag: guard.flag,
                    zones: guard.zones.clone(),
                    depth_mm: guard.depth_mm,
                },
                text: answer.reason.clone(),
                by: name(answer.by),
                at: answer.at,
            })
        })
        .collect()
}

/// The cautions of the numbing clocks as they were settled.
fn numbing_reasons(signed: &Session, name: &impl Fn(PersonId) -> String) -> Vec<Reason> {
    let checks = signed.cream_before.iter().chain(&signed.numbing);
    let cautions = checks.flat_map(|check| {
        let minutes = check.minutes.unwrap_or_default();
        check.cautions.iter().map(move |caution| (minutes, caution))
    });
    cautions
        .filter_map(|(minutes, caution)| {
            let settled = &signed.record.settled;
            let answer = settled.iter().find(|answer| answer.key == caution.key)?;
            Some(Reason {
                about: ReasonAbout::Numbing {
                    flag: caution.flag,
                    minutes,
                },
                text: answer.reason.clone(),
                by: name(answer.by),
                at: answer.at,
            })
        })
        .collect()
}

/// What went wrong, with the forbidden fact in the words it had when it was signed.
fn incident_line(
    signed: &Session,
    incident: &Incident,
    name: &impl Fn(PersonId) -> String,
) -> IncidentLine {
    let about = incident.about.as_ref().map(|fact| {
        let guard = signed.guards.iter().find(|guard| guard.key == fact.value);
        match guard.filter(|_| fact.code == GapCode::GuardOpen) {
            Some(guard) => IncidentAbout::Depth {
                flag: guard.flag,
                zones: guard.zones.clone(),
                depth_mm: guard.depth_mm,
            },
            None => IncidentAbout::Fact {
                code: fact.code,
                zone: fact.zone,
            },
        }
    });
    IncidentLine {
        kind: incident.kind,
        about,
        what: incident.what.clone(),
        log: incident
            .log
            .iter()
            .map(|entry| LogLineEntry {
                line: entry.line,
                text: entry.text.clone(),
                at: entry.at,
            })
            .collect(),
        over_at: incident.over.map(|over| over.at),
        by: name(incident.by),
        at: incident.at,
    }
}

fn consent_line(visit: &Visit, signed: &Session) -> Option<ConsentLine> {
    let consent = visit
        .consents
        .iter()
        .find(|stored| Some(stored.consent.id) == signed.consent)?;
    let printed = visit
        .documents
        .iter()
        .find(|stored| stored.document.about == consent.consent.id.0)?;
    Some(ConsentLine {
        mark: DocumentMark {
            number: printed.document.number.clone(),
            version: printed.document.version,
        },
        signed_at: consent.consent.countersigned_at,
    })
}

fn aftercare_sheet<'a>(visit: &'a Visit, signed: &Session) -> Option<&'a StoredDocument> {
    visit.documents.iter().find(|stored| {
        stored.document.about == signed.record.id.0
            && stored.document.kind == DocumentKind::Aftercare
    })
}

fn aftercare_mark(visit: &Visit, signed: &Session) -> Option<DocumentMark> {
    let sheet = aftercare_sheet(visit, signed)?;
    Some(DocumentMark {
        number: sheet.document.number.clone(),
        version: sheet.document.version,
    })
}

/// Whether the sheet was handed over (true) or declined (false), and when; absent when neither happened yet.
fn handed_over(steps: &[StepTaken]) -> Option<(bool, DateTime<Utc>)> {
    steps.iter().rev().find_map(|taken| match taken.step {
        DocumentStep::HandedOver => Some((true, taken.at)),
        DocumentStep::Declined => Some((false, taken.at)),
        DocumentStep::Printed | DocumentStep::Saved => None,
    })
}
