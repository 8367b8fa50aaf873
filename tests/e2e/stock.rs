//! The stock book in the real window: a box is scanned, a lot nearly the same is asked about, who had a lot is found and
//! told, the lot is set aside, and the lists are printed.

use std::path::Path;

use needlebook_tests::{
    hand::Hand,
    window::{Chord, Window, spot},
    words::{word, word_with},
};

use crate::{
    fresh_laptop,
    standing::{look_at, open_demo, pictures, press},
};

async fn fill(window: &Window, name: &str, text: &str) {
    let field = spot("textbox", word(name)).containing();
    Hand::Mouse.fill(window, &field, text).await.unwrap();
}

/// As a scanner types: the sign between two parts is a key of its own, and Enter ends the line.
async fn scan(window: &Window, parts: &[&str]) {
    fill(window, "stock_scan", parts[0]).await;
    for part in &parts[1..] {
        window.press(Chord::control(']')).await.unwrap();
        window.type_text(part).await.unwrap();
    }
    window.press(Chord::ENTER).await.unwrap();
}

/// What a print is read by: its own screen, then the way back to the book.
async fn read_paper(window: &Window, out: &Path, button: &str, name: &str) {
    press(window, "button", word(button)).await;
    let back = spot("button", word("stock_back")).containing();
    window.find(&back).await.unwrap();
    look_at(window, out, name).await;
    Hand::Mouse.press(window, &back).await.unwrap();
    window
        .find(&spot("heading", word("stock_receive")))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_box_is_scanned_who_had_a_lot_is_told_and_the_lists_are_printed() {
    let scene = fresh_laptop();
    let out = pictures("stock");
    let window = open_demo(&scene, 12, 2).await;
    // What to use first stands on Today, and leads to the book.
    let panel = window
        .find(&spot("region", word("place_stock")))
        .await
        .unwrap();
    window.bring_into_view(&panel).await.unwrap();
    look_at(&window, &out, "today").await;
    window.press(Chord::alt('3')).await.unwrap();
    let who = spot("button", "Who had it? Lot ").containing();
    window.find(&who).await.unwrap();
    look_at(&window, &out, "book").await;

    // A code of a shop is none; then a box, and its neighbour in the book.
    scan(&window, &["5012345678900"]).await;
    window.read(&word("label_not_a_label")).await.unwrap();
    scan(&window, &["0109501101530003172912001024K-0911", "3024"]).await;
    let profile = spot("combobox", word("lot_for_device"));
    let device = word("device_skinpen_precision");
    Hand::Mouse
        .choose(&window, &profile, &device)
        .await
        .unwrap();
    press(&window, "button", word("lots_add")).await;
    window
        .find(&spot(
            "article",
            word_with("find_lot", &[("number", "24K-0911")]),
        ))
        .await
        .unwrap();
    scan(&window, &["0109501101530003172912001024K-0971", "3024"]).await;
    press(&window, "button", word("lots_add")).await;
    let nearly = word_with("stock_like_near", &[("number", "24K-0911")]);
    window.read(&nearly).await.unwrap();
    look_at(&window, &out, "asked").await;
    press(&window, "button", word("stock_like_new")).await;
    let other = word_with("stock_waste_of", &[("number", "24K-0971")]);
    press(&window, "button", other).await;
    fill(&window, "stock_wasted_units", "2").await;
    press(&window, "button", word("stock_book")).await;
    window.read(&word("issue_required")).await.unwrap();
    fill(&window, "stock_why", "Dropped on the floor").await;
    look_at(&window, &out, "waste").await;
    press(&window, "button", word("stock_book")).await;
    window
        .read(&word_with("lot_left", &[("count", "22")]))
        .await
        .unwrap();

    Hand::Mouse.press(&window, &who).await.unwrap();
    window.read(&word("recall_lot_same")).await.unwrap();
    let call = spot("button", "Record a call: ").containing();
    Hand::Mouse.press(&window, &call).await.unwrap();
    let outcome = spot("combobox", word("recall_call_outcome"));
    let reached = word("call_left_message");
    Hand::Mouse
        .choose(&window, &outcome, &reached)
        .await
        .unwrap();
    look_at(&window, &out, "calling").await;
    press(&window, "button", word("recall_call_save")).await;
    window.find(&call).await.unwrap();
    look_at(&window, &out, "found").await;
    let aside = spot("button", "Set aside: lot ").containing();
    Hand::Mouse.press(&window, &aside).await.unwrap();
    window.read("Recall: ").await.unwrap();
    look_at(&window, &out, "set-aside").await;
    press(&window, "button", word("recall_save")).await;
    window.read(&word("export_open_warning")).await.unwrap();
    look_at(&window, &out, "save").await;
    window.press(Chord::ESCAPE).await.unwrap();
    read_paper(&window, &out, "recall_print_list", "list").await;
    read_paper(&window, &out, "register_make", "register").await;
    look_at(&window, &out, "book-after").await;
    scan_in_session(&window, &out).await;
    window.close().await.unwrap();
}

/// A cartridge is taken by its label, and the same one is refused; a lot that is not in the book is asked about.
async fn scan_in_session(window: &Window, out: &Path) {
    window.press(Chord::alt('1')).await.unwrap();
    press(window, "button", word("now_open_session")).await;
    let step = spot("button", word("session_step_check_in")).containing();
    Hand::Mouse.press(window, &step).await.unwrap();
    let field = spot("textbox", word("cartridge_scan")).containing();
    for (lot, said) in [
        (
            "TT-2607-01",
            word_with("cartridge_serial", &[("serial", "A7")]),
        ),
        ("TT-2607-01", word("gap_cartridge_used")),
        (
            "24K-0912",
            word_with("cartridge_lot_unknown", &[("number", "24K-0912")]),
        ),
    ] {
        let label = format!("1728123110{lot}");
        Hand::Mouse.fill(window, &field, &label).await.unwrap();
        window.press(Chord::control(']')).await.unwrap();
        window.type_text("21A7").await.unwrap();
        window.press(Chord::ENTER).await.unwrap();
        window.read(&said).await.unwrap();
    }
    look_at(window, out, "session").await;
}
