//! What every command promises to a script: exit codes, codes of refusals, bytes.

use std::fs;

use crate::place::{Place, json, lines, refusal};
use needlebook_api::types::SessionId;
use needlebook_api::{App, AppOptions, document, patient, patient_page, sheet, start};

#[test]
fn wrong_use_is_exit_code_2() {
    let place = Place::new();
    for words in [
        vec!["demmo"],
        vec!["demo"],
        vec!["demo", "--patients", "-1"],
        vec!["demo", "--patients", "many"],
        vec!["sheet", "print", "--session", "7", "--out", "x.pdf"],
        vec!["search"],
    ] {
        let answer = place.run(&words);
        assert_eq!(answer.status.code(), Some(2), "{words:?} is wrong use");
        assert!(!place.data().exists(), "{words:?} must leave no trace");
    }
    assert_eq!(place.run(["--help"]).status.code(), Some(0));
}

#[test]
fn a_folder_without_a_clinic_is_a_refusal_and_stays_absent() {
    let place = Place::new();
    assert_eq!(
        refusal(&place.run(["verify", "store", "--json"])),
        "not_set_up"
    );
    assert!(!place.data().exists(), "looking at nothing makes nothing");
}

#[test]
fn the_app_and_a_command_never_hold_one_clinic_together() {
    let place = Place::with_demo(1, 0, 1);
    let held = App::new(&place.data(), AppOptions::default()).unwrap();
    assert_eq!(
        refusal(&place.run(["verify", "store", "--json"])),
        "already_running"
    );
    drop(held);
    assert!(
        place.run(["verify", "store"]).status.success(),
        "free again once the app has gone"
    );
}

#[test]
fn a_wrong_passphrase_or_person_opens_nothing() {
    let place = Place::with_demo(1, 0, 1);
    let stranger = place.run(["verify", "store", "--json", "--user", "Nobody Bodkin"]);
    assert_eq!(refusal(&stranger), "no_such_user");
    let named = place.run(["verify", "store", "--user", "Imogen Testwell"]);
    assert!(named.status.success(), "{named:?}");
    fs::write(place.file("passphrase"), "not the one that was chosen\n").unwrap();
    assert_eq!(
        refusal(&place.run(["verify", "store", "--json"])),
        "wrong_passphrase"
    );
}

#[test]
fn the_first_line_of_the_file_is_the_passphrase_however_it_ends() {
    let place = Place::with_demo(1, 0, 1);
    for text in [
        "thimble bodkin selvedge gusset",
        "thimble bodkin selvedge gusset\r\nmore\n",
    ] {
        fs::write(place.file("passphrase"), text).unwrap();
        assert!(place.run(["verify", "store"]).status.success(), "{text:?}");
    }
}

async fn newest_session(app: &App) -> SessionId {
    for hit in patient::list_patients(app, 0).await.unwrap().hits {
        let page = patient_page::get(app, hit.id).await.unwrap();
        if let Some(column) = page.depths.iter().find(|column| !column.draft) {
            return column.session_id;
        }
    }
    panic!("a demo with sessions has one");
}

#[tokio::test]
async fn a_printed_sheet_is_the_kept_one_byte_for_byte() {
    let place = Place::with_demo(8, 1, 1);
    let app = place.unlocked().await;
    let session = newest_session(&app).await;
    start::lock(&app, false).await.unwrap();
    drop(app);
    let id = session.to_string();
    for name in ["first.pdf", "second.pdf"] {
        let out = place.file(name);
        let out = out.to_str().unwrap();
        let printed = place.run(["sheet", "print", "--session", &id, "--out", out]);
        assert!(printed.status.success(), "{printed:?}");
    }
    let first = fs::read(place.file("first.pdf")).unwrap();
    assert!(first.starts_with(b"%PDF"));
    assert_eq!(
        first,
        fs::read(place.file("second.pdf")).unwrap(),
        "never rendered again"
    );
    let app = place.unlocked().await;
    let kept = sheet::get_aftercare(&app, session).await.unwrap();
    let bytes = document::get_bytes(&app, kept).await.unwrap();
    assert_eq!(first.len(), bytes.len(), "what is kept is what is printed");
    assert!(first == bytes, "what is kept is what is printed");
    start::lock(&app, false).await.unwrap();
}

#[test]
fn a_sheet_of_no_session_is_a_refusal_that_writes_nothing() {
    let place = Place::with_demo(1, 0, 1);
    let out = place.file("none.pdf");
    let id = "01920000-0000-7000-8000-000000000000";
    let wish = [
        "sheet",
        "print",
        "--json",
        "--session",
        id,
        "--out",
        out.to_str().unwrap(),
    ];
    assert_eq!(refusal(&place.run(wish)), "not_found");
    assert!(!out.exists());
}

#[test]
fn samples_need_no_clinic() {
    let place = Place::new();
    let out = place.file("samples");
    let wish = [
        "sheet",
        "samples",
        "--paper",
        "letter",
        "--large",
        "--out",
        out.to_str().unwrap(),
    ];
    let made = place.run(wish);
    assert!(made.status.success(), "{made:?}");
    for document in [
        "aftercare",
        "consent",
        "session",
        "precare",
        "recovery",
        "rule_set",
    ] {
        let bytes = fs::read(out.join("en").join(format!("{document}.pdf"))).unwrap();
        assert!(bytes.starts_with(b"%PDF"), "{document} is a PDF");
    }
    assert!(!place.data().exists());
}

fn events(place: &Place) -> i64 {
    json(&place.run(["verify", "store", "--json"]))["events"]
        .as_i64()
        .unwrap()
}

#[test]
fn a_run_of_searches_is_one_entry_in_the_journal_however_many_there_are() {
    let place = Place::with_demo(30, 0, 1);
    let before = events(&place);
    place.feed(["search", "--batch"], "hem\n");
    let after_one = events(&place);
    let answers = lines(&place.feed(["search", "--batch"], "hem\n\nLOCK\nA-0001\n"));
    let after_four = events(&place);
    assert_eq!(
        after_four - after_one,
        after_one - before,
        "a run is one look into the book"
    );
    assert_eq!(answers.len(), 4, "an answer a line, an empty query too");
    assert_eq!(answers[1]["hits"].as_array().unwrap().len(), 0);
    let found = &answers[3]["hits"][0];
    assert_eq!(found["record_number"], "A-0001");
    assert_eq!(found["kind"], "patient");
    assert_eq!(found["match"], "exact");
    for key in ["id", "family", "given", "birth_date"] {
        assert!(found[key].is_string(), "{key} belongs to a hit: {found}");
    }
    assert!(answers[0]["store_us"].is_u64());
}
