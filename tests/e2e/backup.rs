//! A stick in the drawer, a laptop that lost its records, and a new one that never had any.

use std::fs;

use needlebook_tests::{
    hand::Hand,
    visit::Visit,
    window::{Window, spot},
    words::word,
};

use crate::{fresh_laptop, told};

#[tokio::test]
async fn lost_records_come_back_from_the_stick_and_so_does_a_whole_laptop() {
    let scene = fresh_laptop();
    let stick = tempfile::tempdir().unwrap();
    let out = told("NEEDLEBOOK_E2E_OUT").join("backup");
    let window = scene.open().await.unwrap();
    let mut visit = Visit::new(&window, Hand::Mouse, &scene.queue, &out, true).unwrap();
    visit.first_run().await.unwrap();
    visit.add_a_colleague().await.unwrap();
    visit.look_who_did_what().await.unwrap();
    let backup = visit.back_up(&scene, stick.path()).await.unwrap();
    assert_no_objections(&visit);
    window.close().await.unwrap();

    // The store is gone: the door says so, and leads to the backup.
    fs::remove_file(scene.store_file().unwrap()).unwrap();
    let window = scene.open().await.unwrap();
    window.read(&word("failure_store_missing")).await.unwrap();
    press(&window, "restore_title").await;
    let mut visit = Visit::new(&window, Hand::Keyboard, &scene.queue, &out, true).unwrap();
    visit.restore(&scene, &backup).await.unwrap();
    assert_no_objections(&visit);
    window.close().await.unwrap();

    // A new laptop: set-up asks first whether there is a backup.
    let scene = fresh_laptop();
    let window = scene.open().await.unwrap();
    press(&window, "restore_at_set_up").await;
    let mut visit = Visit::new(&window, Hand::Mouse, &scene.queue, &out, false).unwrap();
    visit.restore(&scene, &backup).await.unwrap();
    window.close().await.unwrap();
}

async fn press(window: &Window, key: &str) {
    Hand::Mouse
        .press(window, &spot("button", word(key)))
        .await
        .unwrap();
}

fn assert_no_objections(visit: &Visit<'_>) {
    let objections = visit.objections();
    assert!(objections.is_empty(), "{}", objections.join("\n"));
}
