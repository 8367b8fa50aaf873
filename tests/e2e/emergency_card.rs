//! The emergency card in the real window: the lead writes it without a dose, and it stands where something goes wrong.

use needlebook_tests::{hand::Hand, window::spot, words::word};

use crate::{
    fresh_laptop,
    standing::{look_at, open_demo, pictures, press},
};

const STEPS: &str = "Stop. Lay them down, legs up.";

#[tokio::test]
async fn the_leads_card_stands_under_the_emergency_number() {
    let scene = fresh_laptop();
    let out = pictures("emergency-card");
    let window = open_demo(&scene, 20, 2).await;

    press(&window, "link", word("place_settings")).await;
    press(&window, "link", word("settings_rules")).await;
    window.read(&word("emergency_card_missing")).await.unwrap();
    look_at(&window, &out, "none-yet").await;
    press(&window, "button", word("emergency_card_write")).await;
    let steps = spot("textbox", word("emergency_card_steps")).containing();
    Hand::Mouse
        .fill(&window, &steps, "Adrenaline 500 mcg")
        .await
        .unwrap();
    press(&window, "button", word("emergency_card_approve")).await;
    window.read("500 mcg is a dose").await.unwrap();
    look_at(&window, &out, "a-dose").await;
    Hand::Mouse.fill(&window, &steps, STEPS).await.unwrap();
    press(&window, "button", word("emergency_card_approve")).await;
    window
        .find(&spot("button", word("emergency_card_rewrite")))
        .await
        .unwrap();
    look_at(&window, &out, "approved").await;

    press(&window, "link", word("place_today")).await;
    press(&window, "button", word("now_open_session")).await;
    let alarm = spot("button", word("wrong_title")).containing();
    Hand::Mouse.press(&window, &alarm).await.unwrap();
    window.read(STEPS).await.unwrap();
    look_at(&window, &out, "something-is-wrong").await;
    window.close().await.unwrap();
}
