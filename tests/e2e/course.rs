//! Courses in the real window: who is due back is rung from one list, and a course is planned anew, closed early and taken
//! up again.

use needlebook_tests::{
    hand::Hand,
    window::{Window, spot},
    words::{word, word_with},
};

use crate::{
    fresh_laptop,
    standing::{look_at, open_demo, pictures, press},
};

async fn fill(window: &Window, name: String, text: &str) {
    let field = spot("textbox", name).containing();
    Hand::Mouse.fill(window, &field, text).await.unwrap();
}

/// Opens the form of a decision, looks that nothing is decided without a reason, and decides.
async fn decide(window: &Window, verb: &str, reason: &str) {
    press(window, "button", format!("{}…", word(verb))).await;
    window
        .find(&spot("button", word("course_needs_reason")).containing())
        .await
        .unwrap();
    if verb == "course_replan" {
        fill(window, word("course_sessions_in_all"), "9").await;
    }
    fill(window, word("course_reason"), reason).await;
    press(window, "button", word(verb)).await;
    window.read(reason).await.unwrap();
}

#[tokio::test]
async fn who_is_due_back_is_rung_and_a_course_is_decided_about() {
    let scene = fresh_laptop();
    let out = pictures("course");
    let window = open_demo(&scene, 60, 3).await;

    press(&window, "link", word("due_all")).await;
    let call = spot("button", word_with("due_call_of", &[("name", "")])).starting();
    window.find(&call).await.unwrap();
    look_at(&window, &out, "due-back").await;
    let hanging_out = window
        .in_smallest_window(&out.join("due-back-smallest.png"))
        .await
        .unwrap();
    assert!(hanging_out.is_empty(), "{hanging_out:?}");
    Hand::Mouse.press(&window, &call).await.unwrap();
    let outcome = word_with("due_call_outcome", &[("name", "")]);
    fill(&window, outcome, "Comes on Friday").await;
    look_at(&window, &out, "calling").await;
    press(&window, "button", word("due_call_save")).await;
    window.read("Comes on Friday").await.unwrap();
    look_at(&window, &out, "called").await;
    for kind in ["due_kind_late", "due_kind_maintenance", "due_kind_lapsed"] {
        let filter = spot("combobox", word("due_filter"));
        Hand::Mouse
            .choose(&window, &filter, &word(kind))
            .await
            .unwrap();
        window.pause(std::time::Duration::from_millis(500)).await;
        look_at(&window, &out, kind).await;
    }

    let filter = spot("combobox", word("due_filter"));
    Hand::Mouse
        .choose(&window, &filter, &word("due_kind_now"))
        .await
        .unwrap();
    window.pause(std::time::Duration::from_millis(500)).await;
    let first = spot("link", "").containing();
    let first = first.within(spot("region", word("due_title")));
    Hand::Mouse.press(&window, &first).await.unwrap();
    window
        .find(&spot("heading", word("course_title")))
        .await
        .unwrap();
    decide(&window, "course_replan", "Deeper than they looked").await;
    look_at(&window, &out, "planned-anew").await;
    decide(&window, "course_close", "Moves abroad in spring").await;
    look_at(&window, &out, "closed-early").await;
    decide(&window, "course_take_up", "Stays after all").await;
    let again = word("course_step_taken_up_again");
    window
        .read(&word_with("timeline_course", &[("step", &again)]))
        .await
        .unwrap();
    look_at(&window, &out, "taken-up-again").await;
    window.close().await.unwrap();
}
