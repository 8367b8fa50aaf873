//! Documents from elsewhere in the real window: a letter whose fonts are not in it, a scan, one that belongs to somebody
//! else, and what cannot be taken.

use std::{fs, path::PathBuf};

use needlebook_tests::{
    hand::Hand,
    scene::Scene,
    window::{Chord, Window, spot},
    words::word,
};

use crate::{
    fresh_laptop,
    standing::{clinic, finds, look_at, open, patient, pictures, press},
};

/// A letter as a surgery's program writes it: its font is named and not in it.
const LETTER: &str = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n\
4 0 obj<</Length 118>>stream\n\
BT /F 18 Tf 40 500 Td (Tuck Lane Surgery) Tj 0 -40 Td /F 13 Tf (She may be needled; her heart is well.) Tj ET\n\
endstream endobj\n\
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n\
trailer<</Root 1 0 R>>\n%%EOF\n";

/// A page of a fax and one of a colour scanner, which pack pictures as no web page does.
const SCAN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/scanned-letter.pdf");

fn on_desk(scene: &Scene, name: &str, bytes: &[u8]) -> PathBuf {
    let path = scene.data().with_file_name(format!(
        "{}-{name}",
        scene.data().file_name().unwrap().to_string_lossy()
    ));
    fs::write(&path, bytes).unwrap();
    path
}

async fn say(window: &Window, kind: &str, author: &str) {
    let list = spot("combobox", word("attachment_kind")).containing();
    Hand::Mouse
        .choose(window, &list, &word(kind))
        .await
        .unwrap();
    let field = spot("textbox", word("attachment_author")).containing();
    Hand::Mouse.fill(window, &field, author).await.unwrap();
    let field = spot("textbox", word("attachment_dated_on")).containing();
    Hand::Mouse
        .fill(window, &field, "01 10 2025")
        .await
        .unwrap();
}

async fn attach(window: &Window) {
    press(window, "button", word("attachment_choose")).await;
}

#[tokio::test]
async fn letters_are_attached_read_and_put_into_the_right_record() {
    let scene = fresh_laptop();
    let out = pictures("attachments");
    let app = clinic(scene.data()).await;
    patient(&app, "Barnaby", "Selvedge", "01632 960777").await;
    patient(&app, "Odette", "Bobbin", "01632 960778").await;
    let window = open(&scene, app).await;
    finds(&window, "Selvedge", "Selvedge").await;
    window.press(Chord::ENTER).await.unwrap();
    press(&window, "link", word("tab_attachments")).await;
    window.read(&word("attachment_none")).await.unwrap();
    look_at(&window, &out, "none").await;

    // What is missing is said before any file is asked for.
    let list = spot("combobox", word("attachment_kind")).containing();
    Hand::Mouse
        .choose(&window, &list, &word("attachment_kind_doctor_letter"))
        .await
        .unwrap();
    attach(&window).await;
    look_at(&window, &out, "missing").await;

    let wrong = on_desk(&scene, "letter.doc", b"\xD0\xCF\x11\xE0 not a paper");
    scene.choose(&wrong).unwrap();
    say(&window, "attachment_kind_doctor_letter", "Dr Tuck").await;
    attach(&window).await;
    window.read(&word("attachment_refused_kind")).await.unwrap();
    look_at(&window, &out, "refused").await;
    window.press(Chord::ESCAPE).await.unwrap();

    // What was typed is still there.
    let letter = on_desk(&scene, "letter.pdf", LETTER.as_bytes());
    scene.choose(&letter).unwrap();
    attach(&window).await;
    let row = spot("button", word("attachment_kind_doctor_letter")).containing();
    window.find(&row).await.unwrap();
    scene.choose(SCAN.as_ref()).unwrap();
    say(&window, "attachment_kind_result", "").await;
    attach(&window).await;
    let scan = spot("button", word("attachment_kind_result")).containing();
    window.find(&scan).await.unwrap();
    look_at(&window, &out, "attached").await;

    Hand::Keyboard.press(&window, &scan).await.unwrap();
    assert!(
        window.has_ink(0).await.unwrap(),
        "a page of a fax is unpacked"
    );
    assert!(
        window.has_ink(1).await.unwrap(),
        "a page of a colour scanner is"
    );
    look_at(&window, &out, "scan").await;
    window.press(Chord::ESCAPE).await.unwrap();

    Hand::Keyboard.press(&window, &row).await.unwrap();
    assert!(
        window.has_ink(0).await.unwrap(),
        "a font that is not in the letter comes with the program"
    );
    look_at(&window, &out, "letter").await;

    press(&window, "button", word("attachment_wrong_patient")).await;
    let picker = spot("combobox", word("find_label"));
    Hand::Mouse.fill(&window, &picker, "Bobbin").await.unwrap();
    window
        .find(&spot("option", "Bobbin").containing())
        .await
        .unwrap();
    window.press(Chord::ENTER).await.unwrap();
    let reason = spot("textbox", word("entry_reason")).containing();
    Hand::Mouse
        .fill(&window, &reason, "Opened the wrong record")
        .await
        .unwrap();
    look_at(&window, &out, "move").await;
    press(&window, "button", word("entry_move")).await;
    window.gone(&row).await.unwrap();
    look_at(&window, &out, "moved").await;
    window.close().await.unwrap();

    for words in ["Tuck Lane Surgery", "her heart is well"] {
        let readable = scene.files_with(&[words]).unwrap();
        assert!(readable.is_empty(), "{words} lies in {readable:?}");
    }
    for path in [wrong, letter] {
        fs::remove_file(path).unwrap();
    }
}
