//! A laptop was stolen: the owner writes it down, sees what to do and who was on it, and makes the draft of the report.

use needlebook_tests::{
    hand::Hand,
    window::{Chord, spot},
    words::word,
};

use crate::{
    fresh_laptop,
    standing::{look_at, open_demo, pictures, press},
};

#[tokio::test]
async fn the_owner_writes_a_loss_down_and_is_led_through_it() {
    let scene = fresh_laptop();
    let out = pictures("loss");
    let window = open_demo(&scene, 60, 2).await;
    press(&window, "link", word("place_settings")).await;
    press(&window, "link", word("settings_loss")).await;
    press(&window, "button", word("loss_begin")).await;
    // What is missing is said at its field.
    press(&window, "button", word("loss_record")).await;
    look_at(&window, &out, "missing").await;
    let field = |label: &str| spot("textbox", word(label)).containing();
    let fill = async |label: &str, text: &str| {
        Hand::Mouse
            .fill(&window, &field(label), text)
            .await
            .unwrap();
    };
    let choose = async |label: &str, choice: &str| {
        let list = spot("combobox", word(label)).containing();
        Hand::Mouse
            .choose(&window, &list, &word(choice))
            .await
            .unwrap();
    };
    fill("loss_what", "The black laptop of room 2").await;
    choose("loss_how", "loss_how_stolen").await;
    fill("loss_noticed_on", "01 10 2025").await;
    fill("loss_noticed_time", "08:00").await;
    choose("loss_state", "loss_state_switched_off").await;
    choose("loss_way_in", "loss_way_in_no").await;
    press(&window, "button", word("loss_record")).await;
    window.read(&word("loss_step_recovery_code")).await.unwrap();
    window.read("Sat 4 Oct 2025, 08:00").await.unwrap();
    look_at(&window, &out, "recorded").await;

    press(&window, "button", word("loss_report")).await;
    window
        .find(&spot("heading", word("document_breach_report")))
        .await
        .unwrap();
    assert!(window.has_ink(0).await.unwrap(), "the page is drawn");
    look_at(&window, &out, "report").await;
    window.press(Chord::ESCAPE).await.unwrap();
    window.close().await.unwrap();
}
