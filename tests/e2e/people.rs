//! Somebody leaves: their way in goes, the key to the records is changed with it, and who stays comes in as before.

use needlebook_tests::{
    hand::Hand,
    visit::Visit,
    window::{Chord, spot},
    words::{word, word_with},
};

use crate::{
    fresh_laptop,
    standing::{look_at, open_demo, pictures, press, unlock_demo_owner},
};

#[tokio::test]
async fn who_is_removed_takes_no_key_along_and_who_stays_notices_nothing() {
    let scene = fresh_laptop();
    let out = pictures("people");
    let window = open_demo(&scene, 60, 2).await;
    let mut visit = Visit::new(&window, Hand::Mouse, &scene.queue, &out, false).unwrap();
    visit.add_a_colleague().await.unwrap();
    window.read(&word("people_key_since_set_up")).await.unwrap();
    look_at(&window, &out, "people").await;

    let remove = word_with("people_remove_named", &[("name", "Pia Pincushion")]);
    press(&window, "button", remove).await;
    let key = spot("checkbox", word("people_remove_key")).containing();
    Hand::Mouse.press(&window, &key).await.unwrap();
    look_at(&window, &out, "remove").await;
    let dialog = word_with("people_remove_title", &[("name", "Pia Pincushion")]);
    let remove = spot("button", word("people_remove_do")).within(spot("dialog", dialog));
    Hand::Mouse.press(&window, &remove).await.unwrap();
    window.read(&word("people_key_changed")).await.unwrap();
    look_at(&window, &out, "changed").await;
    press(&window, "button", word("people_key_close")).await;
    window.read("Last changed").await.unwrap();
    look_at(&window, &out, "after").await;

    window.press(Chord::control('l')).await.unwrap();
    unlock_demo_owner(&window).await;
    window.close().await.unwrap();
}
