//! Papers in the real window: the leaflet, a letter that is changed, the summary of a course, the call list, the forms for
//! the drawer.

use needlebook_tests::{
    hand::Hand,
    window::{Window, spot},
    words::{word, word_with},
};

use crate::{
    fresh_laptop,
    standing::{look_at, open_demo, pictures, press},
};

async fn pages_of(window: &Window, kind: &str) {
    let first = word_with("sheet_page", &[("page", "1"), ("pages", "")]);
    window
        .find(&spot("img", first.trim_end().to_owned()).starting())
        .await
        .unwrap_or_else(|why| panic!("{kind} is shown: {why}"));
}

#[tokio::test]
async fn papers_are_made_where_they_are_looked_for() {
    let scene = fresh_laptop();
    let out = pictures("papers");
    let window = open_demo(&scene, 60, 3).await;

    // For the waiting room and the drawer, from Today.
    press(&window, "button", word("papers_title")).await;
    look_at(&window, &out, "dialog").await;
    press(&window, "button", word("papers_leaflet_make")).await;
    pages_of(&window, "the leaflet").await;
    look_at(&window, &out, "leaflet").await;
    press(&window, "button", word("papers_back")).await;
    press(&window, "button", word("papers_title")).await;
    press(&window, "button", word("papers_blank_make")).await;
    pages_of(&window, "the blank forms").await;
    look_at(&window, &out, "blank-forms").await;
    press(&window, "button", word("papers_back")).await;

    // Whom to ring.
    press(&window, "link", word("due_all")).await;
    press(&window, "button", word("due_call_list")).await;
    pages_of(&window, "the call list").await;
    look_at(&window, &out, "call-list").await;
    press(&window, "button", word("papers_back")).await;

    // For a patient, from the patient's page.
    press(&window, "link", word("due_all")).await;
    window.pause(std::time::Duration::from_millis(1500)).await;
    let first = spot("link", "").containing();
    let first = first.within(spot("region", word("due_title")));
    Hand::Mouse.press(&window, &first).await.unwrap();
    window
        .find(&spot("button", word("document_leaflet")))
        .await
        .unwrap();
    look_at(&window, &out, "patient").await;
    press(&window, "button", word("document_leaflet")).await;
    pages_of(&window, "the patient's leaflet").await;
    press(&window, "button", word("sheet_hand_over")).await;
    window.read(&word("sheet_handed_over")).await.unwrap();
    look_at(&window, &out, "given").await;
    press(&window, "button", word("sheet_close")).await;

    press(&window, "button", word("document_course_summary")).await;
    pages_of(&window, "the summary").await;
    look_at(&window, &out, "summary").await;
    press(&window, "button", word("sheet_close")).await;

    // A letter: what was typed is there again, and nothing leaves without the patient's yes.
    press(&window, "button", word("letter_open")).await;
    let to = spot("textbox", word("letter_to_name")).containing();
    Hand::Mouse
        .fill(&window, &to, "Dr. Ottilie Hemstitch")
        .await
        .unwrap();
    look_at(&window, &out, "letter").await;
    press(&window, "button", word("save_and_leave")).await;
    press(&window, "button", word("letter_open")).await;
    window.read(&word("draft_restored")).await.unwrap();
    window
        .find(&spot("button", word("letter_needs_agreed")).containing())
        .await
        .unwrap();
    let agreed = spot("checkbox", word("letter_agreed")).containing();
    Hand::Mouse.press(&window, &agreed).await.unwrap();
    press(&window, "button", word("letter_make")).await;
    pages_of(&window, "the letter").await;
    look_at(&window, &out, "letter-made").await;
    window.close().await.unwrap();
}
