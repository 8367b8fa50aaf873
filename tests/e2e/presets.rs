//! Presets in the real window: a plan is kept from the zones of a session, taken up in one action, taken back, renamed and
//! retired. And a zone that reacted before, which asks a reason before it is needled deeper.

use needlebook_api::{
    App, draft, draft::DraftInput, preset, reaction, search, session, session::SessionStart, start,
    stock,
};
use needlebook_domain::{
    device::DeviceProfileId, ids::PatientId, preset::PresetSource, stock::Device,
};
use needlebook_tests::{
    hand::Hand,
    window::{Chord, Window, spot},
    words::{word, word_with},
};
use serde_json::json;

use crate::{
    fresh_laptop,
    standing::{demo_clinic, finds, look_at, open_as_demo_owner, pictures, press, unlock_demo},
};

const DEEPER: &str = "A step deeper";

/// Somebody who was treated before and has nothing open, by family name.
async fn treated(app: &App) -> (PatientId, String, SessionStart) {
    for letter in ["b", "c", "f", "h", "m", "s", "t", "w"] {
        let found = search::search_patients(app, letter.to_owned())
            .await
            .unwrap();
        for hit in found.hits {
            let start = session::get_start(app, hit.id).await.unwrap();
            if start.version == 0 && start.last.is_some() {
                return (hit.id, format!("{} {}", hit.given, hit.family), start);
            }
        }
    }
    panic!("nobody in the demo clinic was treated before")
}

/// Their first zone reacted last time; a preset goes a step deeper there.
async fn planned_deeper(app: &App) -> String {
    let (patient, name, start) = treated(app).await;
    let plan = start.last.unwrap().plan;
    let reacted = (plan[0].zone, plan[0].side);
    let form = json!({
        "kind": "prolonged_redness", "words": "", "session": null, "zones": [reacted], "onset_on": "2026-10-20",
        "onset_time": "", "grade": 1, "done": "Cool pack.", "check_on": "2099-01-01"
    });
    reaction::record(app, patient, serde_json::from_value(form).unwrap())
        .await
        .unwrap();
    let mut planned = start.draft;
    let devices = stock::list_devices(app).await.unwrap();
    let pen = |device: &&Device| device.profile == DeviceProfileId::Dermapen4;
    planned.device = Some(devices.iter().find(pen).unwrap().id);
    planned.zones = plan;
    planned.zones[0].depth_mm = planned.zones[0].depth_mm.map(|depth| depth + 0.1);
    let source = PresetSource::Open {
        draft: Box::new(planned.clone()),
    };
    preset::record(app, DEEPER.to_owned(), source)
        .await
        .unwrap();
    planned.zones.clear();
    let input = DraftInput {
        kind: "session".to_owned(),
        subject: patient.0,
        body: json!({ "value": planned }).to_string(),
        version: 0,
    };
    draft::save(app, input).await.unwrap();
    name
}

async fn choose_from_presets(window: &Window, item: &str) {
    press(window, "button", word("presets_title")).await;
    let item = spot("menuitem", item).starting();
    Hand::Mouse.press(window, &item).await.unwrap();
}

async fn fill_name(window: &Window, name: &str) {
    let field = spot("textbox", word("preset_name")).containing();
    Hand::Mouse.fill(window, &field, name).await.unwrap();
}

#[tokio::test]
async fn a_plan_is_kept_as_a_preset_taken_up_in_one_action_taken_back_renamed_and_retired() {
    let scene = fresh_laptop();
    let out = pictures("presets");
    let app = demo_clinic(&scene, 12, 3).await;
    unlock_demo(&app).await;
    let name = planned_deeper(&app).await;
    start::lock(&app, false).await.unwrap();
    drop(app);
    let window = open_as_demo_owner(&scene).await;
    finds(&window, &name, &name).await;
    window.press(Chord::ENTER).await.unwrap();
    let go_on = spot(
        "button",
        word_with("next_continue_session", &[("number", "")]),
    )
    .starting();
    Hand::Mouse.press(&window, &go_on).await.unwrap();
    let treat = spot("button", word("session_step_treat")).containing();
    Hand::Mouse.press(&window, &treat).await.unwrap();
    let grid = spot("grid", word("grid_label"));
    window.find(&grid).await.unwrap();

    // One action fills in what was untouched, one takes it back.
    choose_from_presets(&window, DEEPER).await;
    let filled = word_with("grid_many_preset", &[("count", "5")]);
    window.read(&filled).await.unwrap();
    press(&window, "button", word("grid_undo")).await;
    window.read(&word("grid_undone")).await.unwrap();
    choose_from_presets(&window, DEEPER).await;
    window.read(&filled).await.unwrap();

    // A zone that reacted is marked, and its deeper plan asks a reason.
    let kind = word("reaction_kind_prolonged_redness");
    window
        .read(&word_with(
            "grid_reacted",
            &[("date", "20 Oct"), ("kind", &kind)],
        ))
        .await
        .unwrap();
    window
        .read(&word("guard_deeper_after_reaction"))
        .await
        .unwrap();
    look_at(&window, &out, "reacted").await;

    choose_from_presets(&window, &word("preset_keep_item")).await;
    fill_name(&window, "Whole plan").await;
    look_at(&window, &out, "keeping").await;
    press(&window, "button", word("preset_keep")).await;
    window
        .read(&word_with("preset_kept", &[("name", "Whole plan")]))
        .await
        .unwrap();
    press(&window, "button", word("presets_title")).await;
    let item = spot("menuitem", "Whole plan").starting();
    window.find(&item).await.unwrap();
    look_at(&window, &out, "menu").await;
    // Every zone holds something already, so nothing is filled in and the grid says so.
    Hand::Mouse.press(&window, &item).await.unwrap();
    window.read(&word("grid_refused_preset")).await.unwrap();

    press(&window, "link", word("place_settings")).await;
    press(&window, "link", word("presets_title")).await;
    window.read("Whole plan").await.unwrap();
    look_at(&window, &out, "list").await;
    press(
        &window,
        "button",
        word_with("preset_rename_named", &[("name", "Whole plan")]),
    )
    .await;
    fill_name(&window, "Scars, first visit").await;
    press(&window, "button", word("preset_rename")).await;
    let retire = word_with("profile_retire_named", &[("name", "Scars, first visit")]);
    press(&window, "button", retire).await;
    look_at(&window, &out, "retiring").await;
    press(&window, "button", word("profile_retire")).await;
    window.read(&word("profile_retired")).await.unwrap();
    look_at(&window, &out, "retired").await;
    window.close().await.unwrap();
}
