//! The record in the real window: somebody is found however they are typed, two entries are read as one and come apart
//! again, a table comes in and is undone, and a record leaves.

use std::{fs, path::Path};

use needlebook_tests::{
    hand::Hand,
    window::{Chord, spot},
    words::{word, word_with},
};

use crate::{
    fresh_laptop,
    standing::{clinic, finds, look_at, open, patient, pictures, press},
};

const REASON: &str = "Same face, same phone, moved house";

#[tokio::test]
async fn somebody_entered_twice_is_found_read_as_one_and_separated_again() {
    let scene = fresh_laptop();
    let out = pictures("record");
    let app = clinic(scene.data()).await;
    patient(&app, "Łucja", "Ørsted-Bodkin", "01632 960123").await;
    patient(&app, "Lucja", "Orsted Bodkin", "01632 960123").await;
    patient(&app, "Barnaby", "Selvedge", "01632 960777").await;
    let window = open(&scene, app).await;

    finds(&window, "lucja orst", "Ørsted").await;
    look_at(&window, &out, "found").await;
    window.press(Chord::ESCAPE).await.unwrap();
    finds(&window, "Selvegde", "Selvedge").await;
    look_at(&window, &out, "found-close").await;
    window.press(Chord::ESCAPE).await.unwrap();
    finds(&window, "960 777", "Selvedge").await;
    window.press(Chord::ESCAPE).await.unwrap();

    press(&window, "link", word("place_patients")).await;
    press(&window, "button", word("duplicates_open")).await;
    let keep = word_with("duplicates_keep", &[("number", "A-0001")]);
    window.find(&spot("button", keep.clone())).await.unwrap();
    look_at(&window, &out, "duplicates").await;
    press(&window, "button", keep).await;
    Hand::Mouse
        .fill(&window, &spot("textbox", word("merge_reason")), REASON)
        .await
        .unwrap();
    look_at(&window, &out, "merge").await;
    press(&window, "button", word("merge_do")).await;
    window.read(&word("duplicates_none")).await.unwrap();
    look_at(&window, &out, "duplicates-none").await;

    // Both record numbers lead to the one person.
    finds(&window, "A-0002", "A-0001").await;
    window.press(Chord::ENTER).await.unwrap();
    press(&window, "link", word("tab_details")).await;
    let read_here = word_with("merged_title", &[("number", "A-0002")]);
    window.read(&read_here).await.unwrap();
    look_at(&window, &out, "merged").await;
    press(&window, "button", word("merged_separate")).await;
    Hand::Mouse
        .fill(
            &window,
            &spot("textbox", word("merge_reason")),
            "Her cousin",
        )
        .await
        .unwrap();
    let again =
        spot("button", word("merged_separate")).within(spot("dialog", word("merged_separate")));
    Hand::Mouse.press(&window, &again).await.unwrap();
    window.gone(&again).await.unwrap();
    finds(&window, "A-0002", "A-0002").await;
    window.close().await.unwrap();
}

#[tokio::test]
async fn a_table_comes_in_is_undone_and_a_record_leaves() {
    let scene = fresh_laptop();
    let out = pictures("record");
    let app = clinic(scene.data()).await;
    patient(&app, "Barnaby", "Selvedge", "01632 960777").await;
    let outside = tempfile::tempdir().unwrap();
    let table = outside.path().join("from-the-old-program.csv");
    fs::write(
        &table,
        "Surname,First name,DOB,Mobile,Shoe size\n\
         Hemstitch,Juniper,09/05/1994,01632 960201,38\n\
         Gusset,Alaric,31/02/1980,01632 960202,44\n\
         Selvedge,Barnaby,12/04/1988,01632 960777,45\n",
    )
    .unwrap();
    let window = open(&scene, app).await;
    press(&window, "link", word("place_settings")).await;
    press(&window, "link", word("settings_data")).await;
    window
        .find(&spot("button", word("import_choose")))
        .await
        .unwrap();
    look_at(&window, &out, "data").await;

    scene.choose(&table).unwrap();
    press(&window, "button", word("import_choose")).await;
    window
        .find(&spot("button", word("import_check")))
        .await
        .unwrap();
    look_at(&window, &out, "import-columns").await;
    press(&window, "button", word("import_check")).await;
    let counted = word_with(
        "import_result",
        &[("rows", "3"), ("good", "2"), ("bad", "1"), ("known", "1")],
    );
    window.read(&counted).await.unwrap();
    look_at(&window, &out, "import-checked").await;
    let wrong =
        spot("textbox", "DOB").within(spot("group", word_with("import_line", &[("line", "3")])));
    Hand::Mouse
        .fill(&window, &wrong, "28/02/1980")
        .await
        .unwrap();
    press(&window, "button", word("import_check_again")).await;
    let mended = word_with(
        "import_result",
        &[("rows", "3"), ("good", "3"), ("bad", "0"), ("known", "1")],
    );
    window.read(&mended).await.unwrap();
    press(&window, "button", word("import_do")).await;
    let undo = spot("button", word("import_undo"));
    window.find(&undo).await.unwrap();
    look_at(&window, &out, "imported").await;
    finds(&window, "gusset", "Alaric").await;
    window.press(Chord::ESCAPE).await.unwrap();
    Hand::Mouse.press(&window, &undo).await.unwrap();
    window.read(&word("import_was_undone")).await.unwrap();

    finds(&window, "Selvedge", "Barnaby").await;
    window.press(Chord::ENTER).await.unwrap();
    press(&window, "link", word("tab_details")).await;
    press(&window, "button", word("export_patient_open")).await;
    look_at(&window, &out, "export-patient").await;
    scene.choose(outside.path()).unwrap();
    press(&window, "button", word("export_patient_do")).await;
    window.read(&word("export_done")).await.unwrap();
    look_at(&window, &out, "exported").await;
    assert!(
        holds(outside.path(), "patient.json"),
        "the record stands in the folder that was chosen"
    );
    window.close().await.unwrap();
}

#[tokio::test]
async fn a_record_is_held_for_a_claim_and_erased_when_the_owner_means_it() {
    let scene = fresh_laptop();
    let out = pictures("record");
    let app = clinic(scene.data()).await;
    patient(&app, "Barnaby", "Selvedge", "01632 960777").await;
    let window = open(&scene, app).await;
    let hand = Hand::Keyboard;
    finds(&window, "Selvedge", "Barnaby").await;
    window.press(Chord::ENTER).await.unwrap();
    press(&window, "link", word("tab_details")).await;

    let turn = |key: &str| spot("button", format!("{}…", word(key)));
    hand.press(&window, &turn("end_hold")).await.unwrap();
    let reason = spot("textbox", word("archive_reason"));
    hand.fill(&window, &reason, "Complaint 7").await.unwrap();
    hand.press(&window, &spot("button", word("end_hold")))
        .await
        .unwrap();
    window.find(&turn("end_lift")).await.unwrap();
    let erase = turn("erase_open");
    assert!(
        window.look(&erase).await.unwrap().is_none(),
        "what is held is not erased"
    );
    look_at(&window, &out, "held").await;
    hand.press(&window, &turn("end_lift")).await.unwrap();
    hand.fill(&window, &reason, "Settled").await.unwrap();
    hand.press(&window, &spot("button", word("end_lift")))
        .await
        .unwrap();

    hand.press(&window, &erase).await.unwrap();
    let ground = spot("combobox", word("erase_ground"));
    hand.choose(&window, &ground, &word("erase_ground_patient_asked"))
        .await
        .unwrap();
    hand.fill(&window, &reason, "As Selvedge asked")
        .await
        .unwrap();
    let number = word_with("erase_number", &[("number", "A-0001")]);
    hand.fill(&window, &spot("textbox", number), "A-0001")
        .await
        .unwrap();
    let go = spot("button", word("erase_do"));
    hand.press(&window, &go).await.unwrap();
    window.read(&word("issue_names_the_patient")).await.unwrap();
    look_at(&window, &out, "erase-refused").await;
    hand.fill(&window, &reason, "Asked by letter")
        .await
        .unwrap();
    hand.press(&window, &go).await.unwrap();
    window
        .read(&word_with("erase_done", &[("number", "A-0001")]))
        .await
        .unwrap();
    look_at(&window, &out, "erased").await;
    press(&window, "link", word("place_settings")).await;
    press(&window, "link", word("settings_data")).await;
    window.read(&word("review_due_none")).await.unwrap();
    window.close().await.unwrap();
}

/// Whether a file of this name lies somewhere under the folder.
fn holds(folder: &Path, name: &str) -> bool {
    fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            holds(&path, name)
        } else {
            path.file_name().is_some_and(|found| found == name)
        }
    })
}
