//! A signed session is never changed: what was wrong is said beside it, and the sheet that went home is made anew.

use needlebook_api::{due_back, patient_page, sheet, start};
use needlebook_tests::{
    hand::Hand,
    window::spot,
    words::{word, word_with},
};

use crate::{
    fresh_laptop,
    standing::{demo_clinic, look_at, open_as_demo_owner, pictures, press, unlock_demo},
};

#[tokio::test]
async fn a_wrong_end_is_corrected_beside_the_record_and_the_sheet_is_made_anew() {
    let scene = fresh_laptop();
    let out = pictures("amendment");
    let app = demo_clinic(&scene, 20, 2).await;
    unlock_demo(&app).await;
    let due = due_back::list(&app, None).await.unwrap();
    let (patient, name) = (due.rows[0].patient_id, due.rows[0].name.clone());
    let page = patient_page::get(&app, patient).await.unwrap();
    let newest = page
        .depths
        .iter()
        .max_by_key(|column| column.number)
        .unwrap();
    sheet::get_aftercare(&app, newest.session_id).await.unwrap();
    start::lock(&app, false).await.unwrap();
    drop(app);

    let window = open_as_demo_owner(&scene).await;
    press(&window, "link", word("due_all")).await;
    let row = spot("link", &name).containing();
    Hand::Mouse
        .press(&window, &row.within(spot("region", word("due_title"))))
        .await
        .unwrap();
    let number = newest.number.to_string();
    let session = spot(
        "link",
        word_with("timeline_session", &[("number", &number)]),
    )
    .containing();
    Hand::Mouse.press(&window, &session).await.unwrap();
    let text = spot("textbox", word("session_note_text")).containing();
    Hand::Mouse
        .fill(&window, &text, "The clock in the room was wrong")
        .await
        .unwrap();
    press(&window, "checkbox", word("session_note_other_end")).await;
    let ended = spot("textbox", word("finish_ended_at")).containing();
    Hand::Mouse.fill(&window, &ended, "23:10").await.unwrap();
    look_at(&window, &out, "other-end").await;
    press(&window, "button", word("session_note_add")).await;
    window.read(&word("session_note_new_sheet")).await.unwrap();
    look_at(&window, &out, "made-anew").await;
    press(&window, "link", word("session_note_open_sheet")).await;
    window.hash_of_drawn_document().await.unwrap();
    look_at(&window, &out, "new-sheet").await;
    window.close().await.unwrap();
}
