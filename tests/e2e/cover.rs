//! The cover over an open session in the real window: nobody is there for a minute, clock and zones are left to see, and the PIN
//! leads back to the same page.

use std::time::Duration;

use needlebook_tests::{
    hand::Hand,
    window::{Chord, spot},
    words::word,
};

use crate::{
    fresh_laptop,
    standing::{PASSPHRASE, look_at, open_demo, pictures, press},
};

#[tokio::test]
async fn nobody_at_an_open_session_sees_a_name_and_a_pin_leads_back() {
    let scene = fresh_laptop();
    let out = pictures("cover");
    let window = open_demo(&scene, 20, 2).await;

    press(&window, "link", word("place_settings")).await;
    press(&window, "link", word("settings_display")).await;
    let minutes = spot("textbox", word("display_cover_after"));
    Hand::Mouse.fill(&window, &minutes, "1").await.unwrap();
    press(&window, "link", word("settings_people")).await;
    let field = |key: &str| spot("textbox", word(key));
    Hand::Mouse
        .fill(&window, &field("pin_label"), "1234")
        .await
        .unwrap();
    Hand::Mouse
        .fill(&window, &field("pin_passphrase"), PASSPHRASE)
        .await
        .unwrap();
    press(&window, "button", word("pin_set")).await;
    window.read(&word("issue_easy_pin")).await.unwrap();
    look_at(&window, &out, "a-pin-everybody-tries").await;
    Hand::Mouse
        .fill(&window, &field("pin_label"), "4718")
        .await
        .unwrap();
    press(&window, "button", word("pin_set")).await;
    window
        .find(&spot("button", word("pin_forget")))
        .await
        .unwrap();

    press(&window, "link", word("place_today")).await;
    press(&window, "button", word("now_open_session")).await;
    let alarm = spot("button", word("wrong_title")).containing();
    window.find(&alarm).await.unwrap();
    let whose = window.lines("h1").await.unwrap().join(" ");
    window.pause(Duration::from_secs(60)).await;
    window.read(&word("cover_title")).await.unwrap();
    let seen = window.text().await.unwrap();
    for name in whose.split_whitespace().filter(|word| word.len() > 3) {
        assert!(!seen.contains(name), "{name} stands on the cover: {seen}");
    }
    look_at(&window, &out, "covered").await;

    for digit in ["9", "9", "9", "9"] {
        press(&window, "button", digit.to_owned()).await;
    }
    press(&window, "button", word("cover_come_back")).await;
    window.read(&word("failure_wrong_pin")).await.unwrap();
    look_at(&window, &out, "wrong-pin").await;
    window.type_text("4718").await.unwrap();
    window.press(Chord::ENTER).await.unwrap();
    window.find(&alarm).await.unwrap();
    window.close().await.unwrap();
}
