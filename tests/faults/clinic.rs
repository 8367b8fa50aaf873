//! A throw-away clinic of fictional people, used as the window uses it.

use std::path::{Path, PathBuf};

use needlebook_api::{
    ApiError, App, AppOptions,
    draft::{self, DraftInput},
    patient, set_up,
    start::{self, Start},
};
use needlebook_domain::ids::PersonId;
use needlebook_store::keys::Params;
use serde_json::json;
use tempfile::TempDir;
use uuid::Uuid;

pub const PASSPHRASE: &str = "thimble bodkin selvedge gusset";

/// The form whose draft these tests type into.
pub const FORM: Uuid = Uuid::from_u128(0xf0);

/// A clinic that was set up and locked; its folder goes when this does.
pub struct Clinic {
    _temp: Option<TempDir>,
    pub folder: PathBuf,
    pub owner: PersonId,
    pub recovery_code: String,
}

impl Clinic {
    pub async fn set_up() -> Self {
        let temp = tempfile::tempdir().unwrap();
        let mut clinic = Self::set_up_in(&temp.path().join("data")).await;
        clinic._temp = Some(temp);
        clinic
    }

    pub async fn set_up_in(folder: &Path) -> Self {
        let app = app(folder);
        let groups = set_up::create_clinic(&app, set_up_form()).await.unwrap();
        let owner = needlebook_api::me::get_me(&app).await.unwrap().person.id;
        start::lock(&app, false).await.unwrap();
        Self {
            _temp: None,
            folder: folder.to_owned(),
            owner,
            recovery_code: groups.join("-"),
        }
    }

    pub fn app(&self) -> App {
        app(&self.folder)
    }

    pub async fn unlocked(&self) -> App {
        let app = self.app();
        self.unlock(&app).await.unwrap();
        app
    }

    pub async fn unlock(&self, app: &App) -> Result<needlebook_api::me::Me, ApiError> {
        start::unlock(app, self.owner, PASSPHRASE.to_owned()).await
    }

    pub fn store_file(&self) -> PathBuf {
        self.folder.join("needlebook.db")
    }

    pub fn key_file(&self) -> PathBuf {
        self.folder.join("keys.json")
    }
}

/// The program around a folder, with the cheapest key derivation there is.
pub fn app(folder: &Path) -> App {
    let options = AppOptions {
        key_params: Params::THROW_AWAY,
        ..AppOptions::default()
    };
    App::new(folder, options).unwrap()
}

pub fn set_up_form() -> set_up::SetUp {
    serde_json::from_value(json!({
        "clinic": {
            "name": "Thimble Lane Skin Clinic",
            "address": "3 Thimble Lane\nHemsworth",
            "phone": "01632 960001",
            "emergency_line": "01632 960999",
            "zone": "Europe/London",
            "paper": "a4",
            "language": "en",
            "date_order": "day_month",
            "currency": "GBP",
            "opening_hours": [],
            "advice_line": "",
            "out_of_hours_line": "",
            "logo_png": null,
            "large_print": false
        },
        "owner": {
            "name": "Marigold Featherstitch",
            "title": "Nurse prescriber",
            "certification": "",
            "registration_body": "",
            "registration_number": "",
            "board_certified": false,
            "roles": ["owner", "clinician"]
        },
        "passphrase": PASSPHRASE
    }))
    .unwrap()
}

/// Registers a patient: one event and several rows, in one transaction.
pub async fn record_patient(app: &App, family: &str) -> Result<(), ApiError> {
    let form = json!({
        "given": "Barnaby",
        "family": family,
        "preferred": "",
        "pronouns": "",
        "birth_on": "1988-04-12",
        "birth_source": "said",
        "phone": "01632 960123",
        "email": "",
        "address": "",
        "fitzpatrick": null,
        "phone_country": "", "contact": {
            "phone": null, "text": null, "message": null, "email": null, "post": null, "never": [], "note": ""
        },
        "emergency_contact": {"name": "", "relation": "", "phone": ""},
        "guardian": {"name": "", "relation": "", "phone": ""}, "identifiers": [], "languages": [],
        "interpreter": false, "gp": {"name": "", "practice": "", "phone": ""},
        "prescriber": {"name": "", "practice": "", "phone": ""}, "sun": {"burns": null, "tans": null}, "notes": ""
    });
    patient::record_patient(app, serde_json::from_value(form).unwrap())
        .await
        .map(|_| ())
}

pub async fn count_patients(app: &App) -> usize {
    let mut count = 0;
    loop {
        let page = patient::list_patients(app, u32::try_from(count).unwrap())
            .await
            .unwrap();
        count += page.hits.len();
        if !page.more {
            return count;
        }
    }
}

/// Saves what was typed so far, as the window does at every pause.
pub async fn type_draft(app: &App, text: &str, version: u32) -> Result<u32, ApiError> {
    let input = DraftInput {
        kind: "patient".to_owned(),
        subject: FORM,
        body: json!({ "notes": text }).to_string(),
        version,
    };
    draft::save(app, input).await.map(|saved| saved.version)
}

/// What the form would show again, and its version.
pub async fn typed(app: &App) -> Option<(String, u32)> {
    let draft = draft::find(app, "patient".to_owned(), FORM)
        .await
        .unwrap()?;
    let body: serde_json::Value = serde_json::from_str(&draft.body).unwrap();
    Some((body["notes"].as_str().unwrap().to_owned(), draft.version))
}

/// The first screen that a fresh start of the program would show.
pub async fn first_screen(folder: &Path) -> Start {
    start::get_start(&app(folder)).await.unwrap()
}
