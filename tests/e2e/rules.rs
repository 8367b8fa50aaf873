//! The rules without a mouse: the lead finds one and sets its value.

use needlebook_tests::{
    hand::Hand,
    window::{Chord, Window, spot},
    words::{word, word_with},
};

use crate::{
    fresh_laptop,
    standing::{look_at, open_demo, pictures},
};

const HAND: Hand = Hand::Keyboard;

/// The lead says what a visit usually costs here.
async fn set_the_usual_price(window: &Window) {
    let named = [("name", "Usual price of a visit, to"), ("rule", "C12")];
    let change = spot("button", word_with("rules_change_named", &named));
    HAND.press(window, &change).await.unwrap();
    for (field, typed) in [
        ("rules_new_value", "320"),
        ("rules_reason", "Our price list of this year"),
    ] {
        let field = spot("textbox", word(field)).containing();
        HAND.fill(window, &field, typed).await.unwrap();
    }
}

#[tokio::test]
async fn the_lead_sets_what_a_visit_usually_costs() {
    let scene = fresh_laptop();
    let out = pictures("rules");
    let window = open_demo(&scene, 20, 2).await;
    window.press(Chord::alt('5')).await.unwrap();
    HAND.press(&window, &spot("link", word("settings_rules")))
        .await
        .unwrap();
    HAND.fill(&window, &spot("searchbox", word("rules_find")), "price")
        .await
        .unwrap();
    look_at(&window, &out, "prices").await;
    set_the_usual_price(&window).await;
    look_at(&window, &out, "price-typed").await;
    HAND.press(&window, &spot("button", word("rules_set")))
        .await
        .unwrap();
    let now = [
        ("name", "Usual price of a visit, to"),
        ("value", "320 a visit"),
    ];
    window.read(&word_with("rules_now", &now)).await.unwrap();

    window.close().await.unwrap();
}
