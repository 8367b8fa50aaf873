//! A clinic that stands already when the window opens: what a test is not about is set up through the use cases.

use std::{
    fs,
    path::{Path, PathBuf},
};

use needlebook_api::{App, AppOptions, demo, patient, set_up, start};
use needlebook_domain::ids::PatientId;
use needlebook_tests::{
    hand::Hand,
    scene::Scene,
    window::{Chord, Theme, Window, spot},
    words::{word, word_with},
};
use serde_json::json;

use crate::told;

const OWNER: &str = "Marigold Featherstitch";
/// As the demo clinic names its owner.
const DEMO_OWNER: &str = "Imogen Testwell";
pub const PASSPHRASE: &str = "thimble bodkin selvedge gusset";

/// A set-up clinic with an owner and nobody in it, unlocked; lock it before a window opens it.
pub async fn clinic(data: &Path) -> App {
    let app = App::new(data, AppOptions::default()).unwrap();
    let form = json!({
        "clinic": {
            "name": "Thimble Lane Skin Clinic", "address": "3 Thimble Lane\nHemsworth", "phone": "01632 960001",
            "emergency_line": "999", "zone": "Europe/London", "paper": "a4", "language": "en",
            "date_order": "day_month", "currency": "GBP", "opening_hours": [], "advice_line": "111",
            "out_of_hours_line": "01632 960777", "logo_png": null, "large_print": false
        },
        "owner": {
            "name": OWNER, "title": "RN", "certification": "Level 7", "board_certified": false,
            "registration_body": "Guild of Stitchers", "registration_number": "G-112",
            "roles": ["owner", "medical_lead", "clinician"]
        },
        "passphrase": PASSPHRASE
    });
    let groups = set_up::create_clinic(&app, serde_json::from_value(form).unwrap())
        .await
        .unwrap();
    let typed: Vec<_> = [2, 7]
        .map(|index: usize| json!({"index": index, "text": groups[index]}))
        .into();
    let typed = serde_json::from_value(typed.into()).unwrap();
    set_up::confirm_recovery_code(&app, typed).await.unwrap();
    app
}

/// One patient more, born on 12 April 1988.
pub async fn patient(app: &App, given: &str, family: &str, phone: &str) -> PatientId {
    let form = json!({
        "given": given, "family": family, "preferred": "", "pronouns": "", "birth_on": "1988-04-12",
        "birth_source": "said", "phone": phone, "email": "", "address": "", "fitzpatrick": null,
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
        .unwrap()
}

/// The folder that a test leaves its pictures in.
pub fn pictures(name: &str) -> PathBuf {
    let out = told("NEEDLEBOOK_E2E_OUT").join(name);
    fs::create_dir_all(&out).unwrap();
    out
}

/// The window of a clinic that was set up so far, with its owner in front of Today.
pub async fn open(scene: &Scene, app: App) -> Window {
    start::lock(&app, false).await.unwrap();
    drop(app);
    let window = scene.open().await.unwrap();
    unlock(&window).await;
    window
}

/// The window of a demo clinic of this size, with its owner in front of Today.
pub async fn open_demo(scene: &Scene, patients: u32, sessions_per_patient: u32) -> Window {
    drop(demo_clinic(scene, patients, sessions_per_patient).await);
    open_as_demo_owner(scene).await
}

/// The same, with the name of one of its patients.
pub async fn open_demo_knowing(
    scene: &Scene,
    patients: u32,
    sessions_per_patient: u32,
) -> (Window, String) {
    let app = demo_clinic(scene, patients, sessions_per_patient).await;
    unlock_demo(&app).await;
    let known = patient::list_patients(&app, 0).await.unwrap();
    let name = format!("{} {}", known.hits[0].given, known.hits[0].family);
    start::lock(&app, false).await.unwrap();
    drop(app);
    (open_as_demo_owner(scene).await, name)
}

/// A demo clinic of this size, locked.
pub async fn demo_clinic(scene: &Scene, patients: u32, sessions_per_patient: u32) -> App {
    let app = App::new(scene.data(), AppOptions::default()).unwrap();
    let made = demo::DemoInput {
        patients,
        sessions_per_patient,
        seed: 1,
        passphrase: PASSPHRASE.to_owned(),
    };
    demo::create(&app, made).await.unwrap();
    app
}

/// The demo clinic's owner opens it without a window.
pub async fn unlock_demo(app: &App) {
    let start::Start::Locked { people, .. } = start::get_start(app).await.unwrap() else {
        panic!("a demo clinic that is not locked");
    };
    let owner = people.iter().find(|one| one.name == DEMO_OWNER).unwrap().id;
    start::unlock(app, owner, PASSPHRASE.to_owned())
        .await
        .unwrap();
}

/// The window of the demo clinic that stands, with its owner in front of Today.
pub async fn open_as_demo_owner(scene: &Scene) -> Window {
    let window = scene.open().await.unwrap();
    unlock_demo_owner(&window).await;
    window
}

/// The demo clinic's owner comes in at the door.
pub async fn unlock_demo_owner(window: &Window) {
    unlock_as(window, DEMO_OWNER, PASSPHRASE).await;
}

/// Presses with the mouse what has this role and name.
pub async fn press(window: &Window, role: &'static str, name: String) {
    Hand::Mouse.press(window, &spot(role, name)).await.unwrap();
}

/// Types into Find and waits until this person is offered.
pub async fn finds(window: &Window, typed: &str, person: &str) {
    window.press(Chord::control('k')).await.unwrap();
    window.type_text(typed).await.unwrap();
    window
        .find(&spot("option", person).containing())
        .await
        .unwrap();
}

/// The owner opens the store and sees Today.
pub async fn unlock(window: &Window) {
    unlock_as(window, OWNER, PASSPHRASE).await;
}

/// Somebody opens the store and sees Today.
async fn unlock_as(window: &Window, name: &str, typed: &str) {
    let passphrase = spot(
        "textbox",
        word_with("unlock_passphrase_for", &[("name", name)]),
    );
    Hand::Mouse.fill(window, &passphrase, typed).await.unwrap();
    window.press(Chord::ENTER).await.unwrap();
    window
        .find(&spot("link", word("place_today")))
        .await
        .unwrap();
}

/// Takes the screen's picture in both themes; anything axe objects to fails.
pub async fn look_at(window: &Window, out: &Path, name: &str) {
    for theme in [Theme::Light, Theme::Dark] {
        window.wear(theme).await.unwrap();
        window
            .picture(&out.join(format!("{name}-{}.png", theme.name())))
            .await
            .unwrap();
        let findings = window.findings().await.unwrap();
        assert!(
            findings.is_empty(),
            "{name}, {}: {findings:?}",
            theme.name()
        );
    }
    window.undress().await.unwrap();
}
