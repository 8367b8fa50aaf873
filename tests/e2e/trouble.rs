//! What may go wrong on a clinic's day, met in the real window: nothing typed is lost, nothing is replaced by emptiness.

use std::{fs, process::Command, time::Duration};

use needlebook_tests::{
    hand::Hand,
    scene::Scene,
    visit::{OWNER, PASSPHRASE, Visit},
    window::{Chord, Window, spot},
    words::{word, word_with},
};

use crate::{fresh_laptop, told};

/// A clinic that was just set up, its window open on Today.
async fn a_clinic(scene: &Scene) -> Window {
    let window = scene.open().await.unwrap();
    let out = told("NEEDLEBOOK_E2E_OUT").join("trouble");
    let mut visit = Visit::new(&window, Hand::Mouse, &scene.queue, &out, false).unwrap();
    visit.first_run().await.unwrap();
    window
}

async fn unlock(window: &Window) {
    let passphrase = spot(
        "textbox",
        word_with("unlock_passphrase_for", &[("name", OWNER)]),
    );
    Hand::Mouse
        .fill(window, &passphrase, PASSPHRASE)
        .await
        .unwrap();
    window.press(Chord::ENTER).await.unwrap();
    window
        .find(&spot("link", word("place_today")))
        .await
        .unwrap();
}

#[tokio::test]
async fn what_was_typed_survives_a_killed_program_and_a_second_start_ends_itself() {
    let scene = fresh_laptop();
    let window = a_clinic(&scene).await;

    // Whoever starts the program twice gets the window they have, not a second one on the same records.
    let second = scene.start_again().unwrap();
    assert!(
        second.success(),
        "a second start ends by itself and in peace"
    );
    window
        .find(&spot("link", word("place_today")))
        .await
        .unwrap();

    window.press(Chord::control('n')).await.unwrap();
    let family = spot("textbox", word("patient_family"));
    Hand::Mouse
        .fill(&window, &family, "Herringbone")
        .await
        .unwrap();
    window.pause(Duration::from_millis(1000)).await;
    window.kill().unwrap();

    let window = scene.open().await.unwrap();
    unlock(&window).await;
    window.press(Chord::control('n')).await.unwrap();
    let field = window.find(&family).await.unwrap();
    let typed = field.prop("value").await.unwrap();
    assert_eq!(
        typed.as_deref(),
        Some("Herringbone"),
        "a second after the last key it is in the store"
    );
    window.close().await.unwrap();

    // A store file that is gone is a loss to be mended, never the beginning of a new clinic.
    let store = scene.store_file().unwrap();
    fs::rename(&store, store.with_extension("elsewhere")).unwrap();
    let window = scene.open().await.unwrap();
    window.read(&word("failure_store_missing")).await.unwrap();
    assert!(
        window
            .look(&spot("heading", word("setup_clinic_title")))
            .await
            .unwrap()
            .is_none(),
        "a missing store must not be answered with an empty one"
    );
    window.close().await.unwrap();

    // Neither is one that can no longer be read.
    fs::write(&store, vec![7; 40_960]).unwrap();
    let window = scene.open().await.unwrap();
    let passphrase = spot(
        "textbox",
        word_with("unlock_passphrase_for", &[("name", OWNER)]),
    );
    if window
        .look_after_a_moment(&passphrase)
        .await
        .unwrap()
        .is_some()
    {
        Hand::Mouse
            .fill(&window, &passphrase, PASSPHRASE)
            .await
            .unwrap();
        window.press(Chord::ENTER).await.unwrap();
    }
    window.read(&word("failure_store_damaged")).await.unwrap();
    window.close().await.unwrap();
}

#[test]
fn a_start_without_a_display_is_refused_and_leaves_no_store() {
    let app = told("NEEDLEBOOK_PROGRAMS").join("needlebook");
    let folder = tempfile::tempdir().unwrap();
    let without_display = Command::new(app)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env("NEEDLEBOOK_DATA_DIR", folder.path())
        .output()
        .unwrap();
    assert!(!without_display.status.success(), "no display is a refusal");
    let left: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .filter_map(Result::ok)
        .map(|entry| entry.file_name())
        .collect();
    assert!(
        !left
            .iter()
            .any(|name| name.to_string_lossy().ends_with(".db")),
        "a start that fails leaves no store behind: {left:?}"
    );
}

#[tokio::test]
async fn a_printer_that_refuses_is_named_and_loses_nothing() {
    let scene = fresh_laptop();
    let window = scene.open().await.unwrap();
    let out = told("NEEDLEBOOK_E2E_OUT").join("refused");
    let mut visit = Visit::new(&window, Hand::Mouse, &scene.queue, &out, false).unwrap();
    visit.new_record_book().await.unwrap();
    let code = window.lines("main ol li b").await.unwrap();
    scene.queue.refuse().unwrap();
    let print = spot("button", word("recovery_print"));
    Hand::Mouse.press(&window, &print).await.unwrap();
    window.read(&word("failure_printer_refused")).await.unwrap();
    let still = window.lines("main ol li b").await.unwrap();
    assert_eq!(
        still, code,
        "the code that could not be printed can still be written down"
    );
    window.close().await.unwrap();
}
