//! Reactions in the real window: one is recorded, stands on the strip, is looked at again, and its report is read.

use needlebook_tests::{
    hand::Hand,
    window::{Chord, Window, spot},
    words::{word, word_with},
};

use crate::{
    fresh_laptop,
    standing::{clinic, finds, look_at, open, patient, pictures, press},
};

async fn fill(window: &Window, name: &str, text: &str) {
    let field = spot("textbox", word(name)).containing();
    Hand::Mouse.fill(window, &field, text).await.unwrap();
}

async fn choose(window: &Window, name: &str, choice: &str) {
    let list = spot("combobox", word(name)).containing();
    Hand::Mouse
        .choose(window, &list, &word(choice))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_reaction_is_recorded_looked_at_again_and_reported() {
    let scene = fresh_laptop();
    let out = pictures("reaction");
    let app = clinic(scene.data()).await;
    patient(&app, "Barnaby", "Selvedge", "01632 960777").await;
    let window = open(&scene, app).await;
    finds(&window, "Selvedge", "Selvedge").await;
    window.press(Chord::ENTER).await.unwrap();
    press(&window, "link", word("tab_reactions")).await;
    window.read(&word("reactions_none")).await.unwrap();

    // What is missing is said field by field.
    press(&window, "button", word("reaction_record")).await;
    look_at(&window, &out, "missing").await;
    choose(&window, "reaction_kind", "reaction_kind_hyperpigmentation").await;
    choose(&window, "reaction_grade", "reaction_grade_2").await;
    let began = chrono::Utc::now() - chrono::Days::new(3);
    let began = began.format("%d %m %Y").to_string();
    fill(&window, "reaction_onset_on", &began).await;
    for zone in ["Cheek, left", "Chin"] {
        let zones = spot("combobox", word("reaction_zones"));
        Hand::Mouse.choose(&window, &zones, zone).await.unwrap();
    }
    fill(&window, "reaction_done", "Shade and sunscreen every day.").await;
    look_at(&window, &out, "typed").await;
    press(&window, "button", word("reaction_record")).await;
    let kind = word("reaction_kind_hyperpigmentation");
    let look_again = word_with("reaction_follow_up_of", &[("name", &kind)]);
    window
        .find(&spot("button", look_again.clone()))
        .await
        .unwrap();
    window
        .read(&word_with(
            "alert_open_reaction_words",
            &[("kind", &kind), ("grade", "2")],
        ))
        .await
        .unwrap();
    look_at(&window, &out, "recorded").await;

    press(&window, "button", look_again).await;
    fill(&window, "reaction_follow_up_text", "Paler than last week.").await;
    choose(&window, "reaction_outcome", "outcome_resolved_with_marks").await;
    let today = chrono::Utc::now().format("%d %m %Y").to_string();
    fill(&window, "reaction_resolved_on", &today).await;
    fill(&window, "reaction_reported_to", "The maker of the pen").await;
    fill(&window, "reaction_reported_on", &today).await;
    look_at(&window, &out, "looking-again").await;
    press(&window, "button", word("reaction_follow_up_save")).await;
    let report = word_with("reaction_report_of", &[("name", &kind)]);
    window.find(&spot("button", report.clone())).await.unwrap();
    window.read("The maker of the pen").await.unwrap();
    look_at(&window, &out, "settled").await;

    press(&window, "button", report).await;
    window
        .find(&spot("button", word("sheet_print")).containing())
        .await
        .unwrap();
    look_at(&window, &out, "report").await;
    press(&window, "link", "Barnaby Selvedge".to_owned()).await;
    window
        .read(&word_with(
            "timeline_reaction_followed_up",
            &[("kind", &kind)],
        ))
        .await
        .unwrap();
    look_at(&window, &out, "overview").await;
    window.close().await.unwrap();
}
