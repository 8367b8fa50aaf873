//! The screenings signed before, without a mouse: two of them beside each other.

use needlebook_tests::{
    hand::Hand,
    window::{Chord, spot},
    words::word,
};

use crate::{
    fresh_laptop,
    standing::{finds, look_at, open_demo_knowing, pictures},
};

const HAND: Hand = Hand::Keyboard;

#[tokio::test]
async fn two_screenings_stand_beside_each_other_with_what_was_settled() {
    let scene = fresh_laptop();
    let out = pictures("screening-history");
    let (window, name) = open_demo_knowing(&scene, 20, 3).await;
    finds(&window, &name, &name).await;
    window.press(Chord::ENTER).await.unwrap();
    HAND.press(&window, &spot("link", word("tab_screening")))
        .await
        .unwrap();
    HAND.press(&window, &spot("button", word("screening_earlier")))
        .await
        .unwrap();
    window
        .find(&spot("combobox", word("history_earlier")).starting())
        .await
        .unwrap();
    // The demo's people answer alike each time; what they gave a reason for stands there again.
    window.read(&word("history_same")).await.unwrap();
    window.read(&word("history_reasons")).await.unwrap();
    look_at(&window, &out, "changes").await;
    HAND.press(&window, &spot("button", word("history_back")))
        .await
        .unwrap();
    window
        .gone(&spot("button", word("history_back")))
        .await
        .unwrap();
    window.close().await.unwrap();
}
