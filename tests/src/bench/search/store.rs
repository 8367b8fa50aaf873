//! The registers that are searched: real encrypted clinics, built once and kept.

use std::{
    fs,
    path::{Path, PathBuf},
};

use chrono::Utc;
use needlebook_api::{ApiError, App, AppOptions, set_up, start};
use needlebook_domain::ids::{PatientId, PersonId};
use needlebook_domain::patient::PatientInput;
use needlebook_store::folder::{DataFolder, Found};
use needlebook_store::journal::Fact;
use needlebook_store::vault::Vault;
use needlebook_store::{Store, StoreError};
use serde_json::json;
use uuid::Uuid;

use super::people::Person;
use crate::trouble::{Outcome, Trouble};

const PASSPHRASE: &str = "thimble bodkin selvedge gusset";
const EVENTS_IN_A_TRANSACTION: usize = 1_000;
/// Says that a register was built to its end.
const WHOLE: &str = "whole";
/// Raised whenever people, names or the ways to find them change: a register of an older form is built anew.
const FORM: u32 = 1;

/// An unlocked clinic with these people in its register.
pub async fn open(cache: &Path, people: &[Person]) -> Outcome<App> {
    let data = built(cache, people).await?;
    let app = App::new(&data, AppOptions::default()).map_err(refused)?;
    let owner = match start::get_start(&app).await.map_err(refused)? {
        start::Start::Locked { people, .. } => people.into_iter().next(),
        _ => None,
    };
    let owner = owner.ok_or_else(nobody)?;
    start::unlock(&app, owner.id, PASSPHRASE.into())
        .await
        .map_err(refused)?;
    Ok(app)
}

/// The data folder of that clinic, built once.
pub async fn built(cache: &Path, people: &[Person]) -> Outcome<PathBuf> {
    let place = cache.join(format!("register-{}-{FORM}", people.len()));
    let data = place.join("data");
    if !place.join(WHOLE).exists() {
        if place.exists() {
            fs::remove_dir_all(&place).map_err(Trouble::file(&place))?;
        }
        fs::create_dir_all(&place).map_err(Trouble::file(&place))?;
        let owner = set_up(&data).await.map_err(refused)?;
        fill(&data, owner, people).await.map_err(broken)?;
        fs::write(place.join(WHOLE), "").map_err(Trouble::file(&place))?;
    }
    Ok(data)
}

/// The store of a locked clinic of ours, below the use cases.
pub async fn unlocked(data: &Path) -> Outcome<Store> {
    let folder = DataFolder::open(data).map_err(broken)?;
    let owner = match folder.inspect().map_err(broken)? {
        Found::Clinic { people } => people.into_iter().next(),
        _ => None,
    };
    let vault = Vault::unlock(&folder, owner.ok_or_else(nobody)?.id, PASSPHRASE)
        .await
        .map_err(broken)?;
    Store::open(vault, Utc::now()).await.map_err(broken)
}

fn nobody() -> Trouble {
    Trouble::Unexpected("nobody has a key here".into())
}

pub async fn close(app: App) -> Outcome {
    start::lock(&app, false).await.map_err(refused)
}

async fn set_up(data: &Path) -> Result<PersonId, ApiError> {
    let app = App::new(data, AppOptions::default())?;
    let form = json!({
        "clinic": {
            "name": "Thimble Lane Skin Clinic", "address": "3 Thimble Lane\nHemsworth", "phone": "01632 960001",
            "emergency_line": "999", "zone": "Europe/London", "paper": "a4", "language": "en",
            "date_order": "day_month", "currency": "GBP", "opening_hours": [], "advice_line": "111",
            "out_of_hours_line": "01632 960777", "logo_png": null, "large_print": false
        },
        "owner": {
            "name": "Imogen Testwell", "title": "RN", "certification": "Level 7", "board_certified": false,
            "registration_body": "Invented Nursing Register", "registration_number": "00A0000Z",
            "roles": ["owner", "medical_lead", "clinician"]
        },
        "passphrase": PASSPHRASE
    });
    set_up::create_clinic(&app, serde_json::from_value(form)?).await?;
    let owner = needlebook_api::me::get_me(&app).await?.person.id;
    start::lock(&app, false).await?;
    Ok(owner)
}

/// The same events as a form that is saved, a thousand in a transaction.
async fn fill(data: &Path, owner: PersonId, people: &[Person]) -> Result<(), StoreError> {
    let now = Utc::now();
    let folder = DataFolder::open(data)?;
    let vault = Vault::unlock(&folder, owner.0, PASSPHRASE).await?;
    let store = Store::open(vault, now).await?;
    for (batch, some) in people.chunks(EVENTS_IN_A_TRANSACTION).enumerate() {
        let mut write = store.write(Some(owner), now).await?;
        for (at, person) in some.iter().enumerate() {
            let id = PatientId(Uuid::now_v7());
            let number = format!("A-{:04}", batch * EVENTS_IN_A_TRANSACTION + at + 1);
            let input = PatientInput {
                given: person.given.clone(),
                family: person.family.clone(),
                birth_on: Some(person.birth_on),
                phone: person.phone.clone(),
                email: person.email.clone(),
                ..PatientInput::default()
            };
            let patient = input
                .parse(id, number, now.date_naive())
                .map_err(|_| StoreError::Crypto)?;
            write
                .append(id.0, Fact::PatientRegistered { patient })
                .await?;
        }
        write.commit().await?;
    }
    store.lock().await
}

fn refused(error: ApiError) -> Trouble {
    Trouble::Unexpected(error.to_string())
}

fn broken(error: StoreError) -> Trouble {
    Trouble::Unexpected(error.to_string())
}
