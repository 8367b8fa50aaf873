//! The door: the unlock screen stands before any of its program runs, and takes what is typed and pressed from the start.

use needlebook_api::{App, people, start};
use needlebook_tests::{
    hand::Hand,
    window::{Chord, Window, spot},
    words::{word, word_with},
};
use serde_json::json;

use crate::{
    fresh_laptop,
    standing::{clinic, look_at, pictures, press},
};

const COLLEAGUE: &str = "Pia Pincushion";
const THEIRS: &str = "ladder stitch over a hem";

async fn colleague(app: &App) {
    let account = json!({
        "person": {
            "name": COLLEAGUE, "title": "", "certification": "", "registration_body": "",
            "registration_number": "", "board_certified": false, "roles": ["reception"]
        },
        "ends_on": null
    });
    people::record_person(app, serde_json::from_value(account).unwrap(), THEIRS.into())
        .await
        .unwrap();
}

/// What the page brought stays in it until its program has run.
async fn is_asleep(window: &Window) -> bool {
    !window.lines("#opening").await.unwrap().is_empty()
}

#[tokio::test]
async fn the_unlock_screen_waits_asleep_and_loses_no_key_when_it_wakes() {
    let scene = fresh_laptop();
    let out = pictures("door");
    let app = clinic(scene.data()).await;
    colleague(&app).await;
    start::lock(&app, false).await.unwrap();
    drop(app);
    let window = scene.open().await.unwrap();
    window.find(&spot("radio", COLLEAGUE)).await.unwrap();
    look_at(&window, &out, "asleep").await;
    assert!(is_asleep(&window).await, "nobody touched it yet");

    // Typed and sent at once, in the field that has the focus.
    window.type_text("not the passphrase").await.unwrap();
    window.press(Chord::ENTER).await.unwrap();
    window
        .read(&word("failure_wrong_passphrase"))
        .await
        .unwrap();
    assert!(!is_asleep(&window).await);
    look_at(&window, &out, "refused").await;
    window.close().await.unwrap();

    // The mouse is first: another person is chosen, and gets in.
    let window = scene.open().await.unwrap();
    window.find(&spot("radio", COLLEAGUE)).await.unwrap();
    assert!(is_asleep(&window).await);
    press(&window, "radio", COLLEAGUE.into()).await;
    let theirs = spot(
        "textbox",
        word_with("unlock_passphrase_for", &[("name", COLLEAGUE)]),
    );
    Hand::Mouse.fill(&window, &theirs, THEIRS).await.unwrap();
    window.press(Chord::ENTER).await.unwrap();
    window
        .find(&spot("link", word("place_today")))
        .await
        .unwrap();
    window.close().await.unwrap();

    // A button pressed first is pressed when there is somebody to hear it.
    let window = scene.open().await.unwrap();
    assert!(is_asleep(&window).await);
    press(&window, "button", word("unlock_use_recovery_code")).await;
    window
        .find(&spot("textbox", word("recover_code")).containing())
        .await
        .unwrap();
    window.close().await.unwrap();
}
