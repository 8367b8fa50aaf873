//! Looking through every session for what was used in it: signed, stopped or still open, of whoever it belongs to.

use super::{
    Certainty, RecallCallView, RecallContact, RecallFound, RecallLot, RecallMatch, RecallPerson,
    RecallQuery, RecallSession,
};
use crate::app::Open;
use crate::error::ApiError;
use crate::{device_profile, session_draft};
use chrono::NaiveDate;
use needlebook_documents::content::common;
use needlebook_domain::field;
use needlebook_domain::ids::{DeviceId, LotId, PatientId};
use needlebook_domain::issue::{IssueCode, Issues};
use needlebook_domain::patient::Patient;
use needlebook_domain::recall::{Closeness, RecallCall, closeness, name_closeness};
use needlebook_domain::session::{CartridgeUse, SessionDraft};
use needlebook_domain::stock::{Device, Lot, LotOnHand};
use needlebook_store::recall::{list_calls, list_treatments};
use needlebook_store::{draft, patient, person, stock};
use std::collections::HashMap;

/// What is looked for, and in which days.
pub(crate) struct Sought {
    pub text: String,
    pub from: NaiveDate,
    pub to: NaiveDate,
}

/// No clinic needled before this, and the store compares dates as text of four-digit years.
const EARLIEST: NaiveDate = match NaiveDate::from_ymd_opt(1900, 1, 1) {
    Some(date) => date,
    None => NaiveDate::MIN,
};

impl Sought {
    /// # Errors
    /// A text that is none; an end before the beginning.
    pub(crate) fn read(query: &RecallQuery, today: NaiveDate) -> Result<Self, ApiError> {
        let mut issues = Issues::default();
        let sought = Self {
            text: field::line(&mut issues, "text", &query.text),
            from: query.from.unwrap_or(EARLIEST),
            to: query.to.unwrap_or(today),
        };
        if sought.from > sought.to {
            issues.add("to", IssueCode::EndsBeforeStart);
        }
        Ok(issues.or(sought)?)
    }
}

pub(crate) async fn find(open: &Open, sought: &Sought) -> Result<RecallFound, ApiError> {
    let shelf = Shelf::load(open).await?;
    let mut people: HashMap<PatientId, RecallPerson> = HashMap::new();
    for treated in every_treatment(open, sought.from, sought.to).await? {
        let Some((matched, certainty)) = shelf.answers(&treated.record, &sought.text) else {
            continue;
        };
        let session = shelf.session(&treated, matched, certainty);
        let entry = people
            .entry(treated.patient.id)
            .or_insert_with(|| person_of(&treated));
        entry.certainty = entry.certainty.min(certainty);
        entry.sessions.push(session);
    }
    for (patient, call) in calls_about(open, &sought.text).await? {
        if let Some(person) = people.get_mut(&patient) {
            person.calls.push(call);
        }
    }
    let mut people: Vec<RecallPerson> = people.into_values().collect();
    people
        .sort_by(|a, b| (a.certainty, &a.name, a.patient).cmp(&(b.certainty, &b.name, b.patient)));
    Ok(RecallFound {
        lots: shelf.lots_like(&sought.text),
        people,
    })
}

/// A session that is signed, or one that somebody is still writing.
struct Treated {
    record: SessionDraft,
    on: NaiveDate,
    practitioner: String,
    unsigned: bool,
    patient: Patient,
    archived: bool,
}

/// The newest first.
async fn every_treatment(
    open: &Open,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<Treated>, ApiError> {
    let mut reader = open.store.reader().await?;
    let mut all = Vec::new();
    for (key, stored) in draft::list(&mut reader, session_draft::KIND).await? {
        let on = open.local_date(stored.saved_at);
        // A draft that this version cannot read is shown where it is opened.
        let Ok(record) = serde_json::from_value::<SessionDraft>(stored.body) else {
            continue;
        };
        if !(from..=to).contains(&on) {
            continue;
        }
        let id = PatientId(key.subject);
        let (patient, _) = patient::get(&mut reader, id).await?;
        all.push(Treated {
            record,
            on,
            practitioner: String::new(),
            unsigned: true,
            archived: patient::find_archived(&mut reader, id).await?.is_some(),
            patient,
        });
    }
    let signed = list_treatments(&mut reader, from, to).await?;
    all.extend(signed.into_iter().map(|treatment| Treated {
        on: treatment.session.ended_on,
        practitioner: treatment.session.signed_name,
        record: treatment.session.record,
        unsigned: false,
        patient: treatment.patient,
        archived: treatment.archived,
    }));
    Ok(all)
}

fn person_of(treated: &Treated) -> RecallPerson {
    let person = &treated.patient;
    RecallPerson {
        patient: person.id,
        name: person.full_name(),
        record_number: person.record_number.clone(),
        birth_on: person.birth_on,
        archived: treated.archived,
        certainty: Certainty::NoLot,
        contact: RecallContact::of(person),
        sessions: Vec::new(),
        calls: Vec::new(),
    }
}

/// The calls about what is looked for, the newest first, by the entry that each patient is read under now.
async fn calls_about(
    open: &Open,
    sought: &str,
) -> Result<Vec<(PatientId, RecallCallView)>, ApiError> {
    let mut reader = open.store.reader().await?;
    let people = person::names(&mut reader).await?;
    let about_it = |call: &RecallCall| closeness(sought, &call.about) == Some(Closeness::Same);
    let calls = list_calls(&mut reader).await?;
    Ok(calls
        .into_iter()
        .rev()
        .filter(|(_, call)| about_it(call))
        .map(|(patient, call)| {
            let view = RecallCallView {
                outcome: call.outcome,
                note: call.note,
                at: call.at,
                by: people.of(call.by),
            };
            (patient, view)
        })
        .collect())
}

/// Everything that was ever used, with the names of what it was.
pub(super) struct Shelf {
    lots: HashMap<LotId, LotOnHand>,
    devices: HashMap<DeviceId, (Device, String)>,
}

impl Shelf {
    pub(super) async fn load(open: &Open) -> Result<Self, ApiError> {
        let mut reader = open.store.reader().await?;
        let lots = stock::list_lots(&mut reader).await?;
        let mut devices = HashMap::new();
        for device in stock::list_devices(&mut reader).await? {
            let model = common()?.device(device_profile::get(open, device.profile)?)?;
            let name = format!("{model} {}", device.serial);
            devices.insert(device.id, (device, name));
        }
        Ok(Self {
            lots: lots.into_iter().map(|one| (one.lot.id, one)).collect(),
            devices,
        })
    }

    fn device(&self, record: &SessionDraft) -> Option<&(Device, String)> {
        self.devices.get(&record.device?)
    }

    /// Each unit of a session with its lot.
    pub(super) fn cartridge_lots<'a>(
        &'a self,
        record: &'a SessionDraft,
    ) -> impl Iterator<Item = (&'a CartridgeUse, &'a Lot)> {
        let units = record.cartridges.iter();
        units.filter_map(|unit| Some((unit, &self.lots.get(&unit.lot)?.lot)))
    }

    /// The closest of everything in a session that answers; `None` for a session that surely had something else.
    fn answers(
        &self,
        record: &SessionDraft,
        sought: &str,
    ) -> Option<(Option<RecallMatch>, Certainty)> {
        if sought.is_empty() {
            return Some((Some(RecallMatch::Days), Certainty::Had));
        }
        let lots = self
            .cartridge_lots(record)
            .map(|(_, lot)| (RecallMatch::Lot, closeness(sought, &lot.number)));
        let units = record
            .cartridges
            .iter()
            .map(|unit| (RecallMatch::UnitSerial, closeness(sought, &unit.serial)));
        let serial = self
            .device(record)
            .map(|(device, _)| (RecallMatch::DeviceSerial, closeness(sought, &device.serial)));
        let products = record.products_after.iter().flat_map(|product| {
            [
                (RecallMatch::Product, closeness(sought, &product.lot)),
                (RecallMatch::Product, name_closeness(sought, &product.name)),
            ]
        });
        let closest = lots
            .chain(units)
            .chain(serial)
            .chain(products)
            .filter_map(|(what, closeness)| Some((what, closeness?)))
            .min_by_key(|(_, closeness)| *closeness);
        match closest {
            Some((what, closeness)) => Some((Some(what), closeness.into())),
            None if record.cartridges.is_empty() => Some((None, Certainty::NoLot)),
            None => None,
        }
    }

    fn session(
        &self,
        treated: &Treated,
        matched: Option<RecallMatch>,
        certainty: Certainty,
    ) -> RecallSession {
        let record = &treated.record;
        let units = self.cartridge_lots(record);
        let units = units.map(|(unit, lot)| numbered(unit, lot));
        let products = record.products_after.iter().map(|product| {
            let words = [product.name.as_str(), product.lot.as_str()];
            words.join(" ").trim().to_owned()
        });
        RecallSession {
            id: record.id,
            on: treated.on,
            practitioner: treated.practitioner.clone(),
            device: self
                .device(record)
                .map(|(_, name)| name.clone())
                .unwrap_or_default(),
            used: units.chain(products).collect(),
            certainty,
            matched,
            stopped: record.stopped.is_some(),
            unsigned: treated.unsigned,
        }
    }

    fn lots_like(self, sought: &str) -> Vec<RecallLot> {
        let mut like: Vec<RecallLot> = self
            .lots
            .into_values()
            .filter_map(|one| {
                Some(RecallLot {
                    closeness: closeness(sought, &one.lot.number)?,
                    id: one.lot.id,
                    number: one.lot.number,
                    profile: one.lot.profile,
                    quarantine: one.quarantine,
                })
            })
            .collect();
        like.sort_by(|a, b| (a.closeness, &a.number, a.id).cmp(&(b.closeness, &b.number, b.id)));
        like
    }
}

/// A unit as lists name it: its lot, and its own number where it has one.
pub(super) fn numbered(unit: &CartridgeUse, lot: &Lot) -> String {
    let words = [lot.number.as_str(), unit.serial.as_str()];
    words.join(" ").trim().to_owned()
}
