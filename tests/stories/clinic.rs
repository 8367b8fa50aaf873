//! A throw-away clinic of fictional people with a clock that only the story moves.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use needlebook_api::screening::ScreeningForm;
use needlebook_api::signed_session::SessionNoteInput;
use needlebook_api::{
    App, AppOptions, approval, consultation, patient, screening, set_up, start, stock, today,
};
use needlebook_domain::ids::{DeviceId, LotId, PatientId, PersonId, ScreeningId};
use needlebook_store::keys::Params;
use serde_json::{Value, json};
use tempfile::TempDir;

pub const PASSPHRASE: &str = "thimble bodkin selvedge gusset";
const ZONE: Tz = chrono_tz::Europe::London;

/// The Friday before the clocks go back: two days later the same hour is another one.
pub fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 10, 23).unwrap()
}

/// One clinic, its folder and its clock.
pub struct Clinic {
    _temp: TempDir,
    pub folder: PathBuf,
    pub owner: PersonId,
    pub device: DeviceId,
    pub lot: LotId,
    clock: Arc<AtomicI64>,
    app: Option<App>,
}

impl Clinic {
    /// Set up and unlocked at eight in the morning of [`first_day`]; nothing approved, nothing in stock.
    pub async fn set_up() -> Self {
        let temp = tempfile::tempdir().unwrap();
        let folder = temp.path().join("data");
        let clock = Arc::new(AtomicI64::new(at(first_day(), "08:00").timestamp_millis()));
        let app = App::new(&folder, options(&clock)).unwrap();
        let input = serde_json::from_value(set_up_form()).unwrap();
        let groups = set_up::create_clinic(&app, input).await.unwrap();
        let typed = [2, 7]
            .map(|index: usize| json!({"index": index, "text": groups[index].to_lowercase()}));
        let typed = serde_json::from_value(Value::from(typed.to_vec())).unwrap();
        set_up::confirm_recovery_code(&app, typed).await.unwrap();
        let owner = needlebook_api::me::get_me(&app).await.unwrap().person.id;
        let nothing = uuid::Uuid::nil();
        Self {
            _temp: temp,
            folder,
            owner,
            device: DeviceId(nothing),
            lot: LotId(nothing),
            clock,
            app: Some(app),
        }
    }

    /// Set up, approved by its lead, with a SkinPen and one lot of ten.
    pub async fn ready() -> Self {
        let mut clinic = Self::set_up().await;
        clinic.approve().await;
        clinic.device = clinic.add_device("skinpen_precision").await;
        clinic.lot = clinic
            .add_lot("skinpen_precision", "LOT-7781", "2027-06-30")
            .await;
        clinic
    }

    pub fn app(&self) -> &App {
        self.app.as_ref().unwrap()
    }

    pub fn is_running(&self) -> bool {
        self.app.is_some()
    }

    pub fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.clock.load(Ordering::Relaxed)).unwrap()
    }

    /// The clinic's own date.
    pub fn today(&self) -> NaiveDate {
        self.now().with_timezone(&ZONE).date_naive()
    }

    /// The time on the clinic's wall, today.
    pub fn set_time(&self, wall: &str) -> DateTime<Utc> {
        let now = at(self.today(), wall);
        self.clock.store(now.timestamp_millis(), Ordering::Relaxed);
        now
    }

    /// A moment later.
    pub fn tick(&self) {
        self.clock.fetch_add(1000, Ordering::Relaxed);
    }

    /// Minutes later, and nobody touched the keyboard.
    pub fn wait(&self, minutes: i64) {
        self.clock.fetch_add(minutes * 60_000, Ordering::Relaxed);
    }

    /// Minutes later somebody touches the keyboard.
    pub fn come_back_after(&self, minutes: i64) {
        self.wait(minutes);
        self.app().note_touch();
    }

    /// Days later, at eight in the morning.
    pub fn sleep_days(&self, days: u64) {
        let now = at(self.today() + Days::new(days), "08:00");
        self.clock.store(now.timestamp_millis(), Ordering::Relaxed);
    }

    pub async fn lock(&self) {
        start::lock(self.app(), false).await.unwrap();
    }

    pub async fn unlock(&self) {
        self.unlock_as(self.owner, PASSPHRASE).await;
    }

    pub async fn unlock_as(&self, person: PersonId, passphrase: &str) {
        start::unlock(self.app(), person, passphrase.to_owned())
            .await
            .unwrap();
    }

    /// The program ends without a word: nothing is locked, nothing is saved.
    pub fn crash(&mut self) {
        drop(self.app.take());
    }

    /// The program starts; the store stays locked.
    pub fn start(&mut self) {
        self.app = Some(App::new(&self.folder, options(&self.clock)).unwrap());
    }

    pub async fn approve(&self) {
        approval::approve(self.app(), approval_form())
            .await
            .unwrap();
    }

    pub async fn add_device(&self, profile: &str) -> DeviceId {
        let form = json!({"profile": profile, "serial": format!("{profile}-001")});
        stock::record_device(self.app(), serde_json::from_value(form).unwrap())
            .await
            .unwrap()
    }

    pub async fn add_lot(&self, profile: &str, number: &str, expires_on: &str) -> LotId {
        let form =
            json!({"profile": profile, "number": number, "expires_on": expires_on, "received": 10});
        stock::record_lot(self.app(), serde_json::from_value(form).unwrap())
            .await
            .unwrap()
    }

    pub async fn register(&self, given: &str, family: &str) -> PatientId {
        let mut form = patient_form();
        form["given"] = given.into();
        form["family"] = family.into();
        patient::record_patient(self.app(), serde_json::from_value(form).unwrap())
            .await
            .unwrap()
    }

    pub async fn consult(&self, patient: PatientId) {
        let form = json!({
            "held_on": self.today(), "consultant": "Marigold Featherstitch", "consultant_role": "Nurse",
            "board_certified": false, "concern": "acne_scars", "hopes": "smoother cheeks by the summer",
            "planned_sessions": 3
        });
        let form = serde_json::from_value(form).unwrap();
        consultation::record(self.app(), patient, form)
            .await
            .unwrap();
    }

    /// A patient who came, was consulted, and whom nothing speaks against.
    pub async fn arrived_patient(&self) -> PatientId {
        self.set_time("08:30");
        let patient = self.register("Barnaby", "Selvedge-Hemsworth").await;
        today::record_arrival(self.app(), patient).await.unwrap();
        self.consult(patient).await;
        patient
    }

    /// Signs a screening for today with every answer clear.
    pub async fn screen(&self, patient: PatientId) -> ScreeningId {
        screening::sign(self.app(), self.screening(patient))
            .await
            .unwrap()
    }

    /// The form with every answer clear, for today.
    pub fn screening(&self, patient: PatientId) -> ScreeningForm {
        self.screening_with(patient, json!({}))
    }

    /// The clear form with another skin type than the record's, seen and said to be right.
    pub fn screening_seeing(&self, patient: PatientId, skin_type: u8) -> ScreeningForm {
        let mut form = self.screening_with(patient, json!({"fitzpatrick": skin_type}));
        let settled = json!([{
            "key": "fitzpatrick", "on_record": {"with": "skin_type", "skin_type": 3}, "right": "today"
        }]);
        form.disagreements = serde_json::from_value(settled).unwrap();
        form
    }

    /// The clear form with some answers changed; `null` takes an answer away.
    pub fn screening_with(&self, patient: PatientId, changed: Value) -> ScreeningForm {
        let mut answers = clear_answers();
        for (key, value) in changed.as_object().unwrap() {
            if value.is_null() {
                answers.as_object_mut().unwrap().remove(key);
            } else {
                answers[key] = value.clone();
            }
        }
        serde_json::from_value(json!({
            "patient": patient, "for_on": self.today(), "answers": answers, "settled": [],
            "disagreements": [], "confirmed_as_block": ["eczema", "psoriasis"], "asked_in_private": true
        }))
        .unwrap()
    }
}

/// An instant by the clinic's wall clock.
pub fn at(day: NaiveDate, wall: &str) -> DateTime<Utc> {
    let time: NaiveTime = format!("{wall}:00").parse().unwrap();
    ZONE.from_local_datetime(&day.and_time(time))
        .earliest()
        .unwrap()
        .to_utc()
}

fn options(clock: &Arc<AtomicI64>) -> AppOptions {
    let clock = Arc::clone(clock);
    AppOptions {
        clock: Box::new(move || {
            DateTime::from_timestamp_millis(clock.load(Ordering::Relaxed)).unwrap()
        }),
        key_params: Params::THROW_AWAY,
        is_demo: false,
    }
}

pub fn set_up_form() -> Value {
    json!({
        "clinic": {
            "name": "Thimble Lane Skin Clinic", "address": "3 Thimble Lane\nHemsworth", "phone": "01632 960001",
            "emergency_line": "999", "zone": "Europe/London", "paper": "a4", "language": "en",
            "date_order": "day_month", "currency": "GBP",
            "opening_hours": (1..=5).map(|day| json!({"day": day, "opens": "09:00:00", "closes": "17:30:00"}))
                .collect::<Vec<_>>(),
            "advice_line": "111", "out_of_hours_line": "01632 960777", "logo_png": null, "large_print": false
        },
        "owner": {
            "name": "Marigold Featherstitch", "title": "RN", "certification": "Level 7", "board_certified": false,
            "registration_body": "Guild of Stitchers", "registration_number": "G-112",
            "roles": ["owner", "medical_lead", "clinician"]
        },
        "passphrase": PASSPHRASE
    })
}

pub fn approval_form() -> needlebook_domain::approval::ApprovalInput {
    serde_json::from_value(json!({
        "lead_name": "Marigold Featherstitch", "registration_body": "Guild of Stitchers",
        "registration_number": "G-112"
    }))
    .unwrap()
}

/// A note on a signed session that corrects nothing.
pub fn plain_note(text: &str) -> SessionNoteInput {
    SessionNoteInput {
        text: text.to_owned(),
        ended_at: None,
    }
}

pub fn patient_form() -> Value {
    json!({
        "given": "Barnaby", "family": "Selvedge-Hemsworth", "preferred": "", "pronouns": "",
        "birth_on": "1988-04-12", "birth_source": "said", "phone": "01632 960123",
        "email": "barnaby@selvedge.example", "address": "9 Bobbin Yard", "fitzpatrick": 3,
        "phone_country": "", "contact": {
            "phone": null, "text": null, "message": null, "email": null, "post": null, "never": [], "note": ""
        },
        "emergency_contact": {"name": "", "relation": "", "phone": ""},
        "guardian": {"name": "", "relation": "", "phone": ""}, "identifiers": [], "languages": [],
        "interpreter": false, "gp": {"name": "", "practice": "", "phone": ""},
        "prescriber": {"name": "", "practice": "", "phone": ""}, "sun": {"burns": null, "tans": null}, "notes": ""
    })
}

/// Every question answered, nothing found.
pub fn clear_answers() -> Value {
    let mut answers = json!({
        "isotretinoin": {"status": "never", "last_dose": null}, "other_skin_disease": [],
        "scar_age_months": 36.0, "hopes": "smoother cheeks", "history_complete": true
    });
    let none = [
        "acne",
        "cold_sore",
        "sunburn_in_area",
        "strong_sun",
        "eczema",
        "psoriasis",
        "rosacea",
        "otc_nsaid_aspirin",
        "topical_retinoid",
        "aha",
        "exfoliant",
        "keloid",
        "diabetes",
        "botulinum",
        "filler",
        "peel_laser_needling",
        "hair_removal",
    ];
    let no = [
        "pregnant",
        "breastfeeding",
        "active_infection",
        "open_wound_or_irritated_in_area",
        "anticoagulant_prescribed",
        "immunosuppressed",
        "photosensitising_medicine",
        "antiarrhythmic",
        "new_medicine",
        "skin_cancer_in_area",
        "scleroderma_or_collagen_disease",
        "bleeding_disorder",
        "heart_condition",
        "allergy_stainless_steel",
        "allergy_local_anaesthetic",
        "liver_disease",
        "methaemoglobinaemia",
        "g6pd",
        "pseudocholinesterase_lack",
        "paba_allergy",
        "sulfonamide_allergy",
        "prior_reaction",
        "tattoo_in_area",
        "pressure_from_others",
    ];
    for key in none {
        answers[key] = "none".into();
    }
    for key in no {
        answers[key] = false.into();
    }
    answers
}
