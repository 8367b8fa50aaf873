//! The body maps in the real window: zones off the face are found on their own map and charted, by mouse and by keys.

use std::{path::Path, time::Duration};

use needlebook_api::{
    App, draft,
    draft::DraftInput,
    me::{self, Preferences, Touch},
};
use needlebook_domain::{
    ids::{PatientId, SessionId},
    session::SessionDraft,
};
use needlebook_tests::{
    hand::Hand,
    scene::Scene,
    window::{Chord, Spot, Window, spot},
    words::{word, word_with},
};
use serde_json::json;
use uuid::Uuid;

use crate::{
    fresh_laptop,
    standing::{clinic, finds, look_at, open, patient, pictures, press},
};

async fn begin_session(app: &App, patient: PatientId) {
    let session = SessionDraft::new(SessionId(Uuid::now_v7()), patient);
    let input = DraftInput {
        kind: "session".to_owned(),
        subject: patient.0,
        body: json!({"value": session}).to_string(),
        version: 0,
    };
    draft::save(app, input).await.unwrap();
}

/// A session that was begun, opened at its zones.
async fn charting(scene: &Scene, touch: Touch) -> Window {
    let app = clinic(scene.data()).await;
    let patient = patient(&app, "Barnaby", "Selvedge", "01632 960123").await;
    begin_session(&app, patient).await;
    let preferences = Preferences {
        touch,
        ..Preferences::default()
    };
    me::set_preferences(&app, preferences).await.unwrap();
    let window = open(scene, app).await;
    finds(&window, "Selvedge", "Selvedge").await;
    window.press(Chord::ENTER).await.unwrap();
    let go_on = word_with("next_continue_session", &[("number", "1")]);
    press(&window, "button", go_on).await;
    let treat = spot("button", word("session_step_treat")).containing();
    Hand::Mouse.press(&window, &treat).await.unwrap();
    window
        .find(&spot("grid", word("grid_label")))
        .await
        .unwrap();
    window
}

fn view(name: &str) -> Spot {
    spot("radio", word(name)).containing()
}

fn map(view: &str) -> Spot {
    let label = word_with("map_label", &[("view", &word(view))]);
    spot("listbox", label)
}

fn sided(zone: &str, side: &str) -> String {
    word_with(side, &[("zone", &word(zone))])
}

async fn type_depth(window: &Window, zone: &str, depth: &str) {
    let field = spot("textbox", word_with("grid_depth_of", &[("zone", zone)]));
    Hand::Mouse.fill(window, &field, depth).await.unwrap();
    window.press(Chord::TAB).await.unwrap();
}

async fn every_view(window: &Window, out: &Path, name: &str) {
    for each in ["scalp", "front", "back", "arms", "legs", "face"] {
        let on = format!("map_view_{each}");
        Hand::Mouse.press(window, &view(&on)).await.unwrap();
        window.find(&map(&on)).await.unwrap();
        look_at(window, out, &format!("{name}-{each}")).await;
    }
}

#[tokio::test]
async fn the_body_is_charted_by_mouse_on_its_own_maps() {
    let scene = fresh_laptop();
    let out = pictures("maps");
    let window = charting(&scene, Touch::Off).await;

    for (on, zone, depth) in [
        ("map_view_front", word("zone_abdomen"), "1.5"),
        (
            "map_view_front",
            sided("zone_flanks", "zone_on_left"),
            "1.25",
        ),
        ("map_view_legs", sided("zone_thighs", "zone_on_right"), "2"),
        (
            "map_view_legs",
            sided("zone_thighs", "zone_on_left"),
            "1.75",
        ),
        ("map_view_legs", sided("zone_knees", "zone_on_left"), "0.5"),
        (
            "map_view_arms",
            sided("zone_hands", "zone_on_right"),
            "0.75",
        ),
        ("map_view_arms", sided("zone_arms", "zone_on_left"), "1"),
        ("map_view_back", word("zone_back"), "1.5"),
        (
            "map_view_back",
            sided("zone_buttocks", "zone_on_right"),
            "0.25",
        ),
    ] {
        Hand::Mouse.press(&window, &view(on)).await.unwrap();
        let untouched = format!("{zone}, {}", word("map_not_treated"));
        let option = spot("option", untouched).within(map(on));
        window.tap(&option).await.unwrap();
        type_depth(&window, &zone, depth).await;
        let said = word_with("depth_spoken", &[("depth", &spoken(depth))]);
        let charted = spot("option", format!("{zone}, {said}")).containing();
        window.find(&charted.within(map(on))).await.unwrap();
    }
    for (name, count) in [("legs", "3"), ("front", "2"), ("arms", "2"), ("back", "2")] {
        let name = word(&format!("map_view_{name}"));
        let holds = word_with("map_view_holds", &[("view", &name), ("count", count)]);
        window.find(&spot("radio", holds)).await.unwrap();
    }

    // The map in front follows the grid.
    let chin = spot("rowheader", word("zone_chin"));
    Hand::Mouse.press(&window, &chin).await.unwrap();
    window.find(&map("map_view_face")).await.unwrap();
    let list = spot("combobox", word("map_add_area"));
    Hand::Mouse
        .choose(&window, &list, &word("zone_scalp"))
        .await
        .unwrap();
    window.find(&map("map_view_scalp")).await.unwrap();

    every_view(&window, &out, "mouse").await;
    Hand::Mouse
        .press(&window, &view("map_view_legs"))
        .await
        .unwrap();
    let hanging_out = window
        .in_smallest_window(&out.join("smallest-legs.png"))
        .await
        .unwrap();
    assert!(hanging_out.is_empty(), "{hanging_out:?}");

    window.pause(Duration::from_millis(1200)).await;
    press(&window, "link", "Barnaby Selvedge".to_owned()).await;
    window.read(&word("depth_table_title")).await.unwrap();
    window.pause(Duration::from_millis(600)).await;
    look_at(&window, &out, "patient").await;
    window.close().await.unwrap();
}

/// As the map says a depth: never without its first decimal.
fn spoken(depth: &str) -> String {
    if depth.contains('.') {
        depth.to_owned()
    } else {
        format!("{depth}.0")
    }
}

#[tokio::test]
async fn the_body_is_charted_with_keys_alone() {
    let scene = fresh_laptop();
    let window = charting(&scene, Touch::Off).await;
    window.tab_into_group(&view("map_view_face")).await.unwrap();
    for _ in 0..2 {
        window.press(Chord::RIGHT).await.unwrap();
    }
    let front = map("map_view_front");
    window.tab_to(&front).await.unwrap();
    // From decolletage down to the abdomen, and to its side: passing over a zone charts nothing.
    for key in [Chord::DOWN, Chord::DOWN, Chord::LEFT] {
        window.press(key).await.unwrap();
    }
    let flank = sided("zone_flanks", "zone_on_right");
    let passed = spot("rowheader", word("zone_abdomen"));
    assert!(window.look(&passed).await.unwrap().is_none());
    window.press(Chord::ENTER).await.unwrap();
    window
        .find(&spot("rowheader", flank.clone()))
        .await
        .unwrap();
    window.press(Chord::UP).await.unwrap();
    let charted = spot("option", format!("{flank}, 0.25")).containing();
    window.find(&charted.within(front)).await.unwrap();
    window.close().await.unwrap();
}

#[tokio::test]
async fn a_finger_reaches_every_zone_of_the_body() {
    let scene = fresh_laptop();
    let out = pictures("maps");
    let window = charting(&scene, Touch::On).await;
    for (on, zone) in [
        ("map_view_arms", sided("zone_hands", "zone_on_left")),
        ("map_view_scalp", word("zone_scalp")),
    ] {
        Hand::Mouse.press(&window, &view(on)).await.unwrap();
        let untouched = format!("{zone}, {}", word("map_not_treated"));
        let option = spot("option", untouched).within(map(on));
        window.tap(&option).await.unwrap();
        window.find(&spot("rowheader", zone)).await.unwrap();
    }
    every_view(&window, &out, "touch").await;
    window.close().await.unwrap();
}
