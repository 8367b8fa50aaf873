//! The whole visit by mouse, every screen looked at in both themes.

use std::{ffi::OsStr, process::Command, time::SystemTime};

use chrono::{DateTime, Days, Utc};
use needlebook_tests::{
    hand::Hand,
    visit::{PATIENT_FAMILY, PATIENT_GIVEN, Visit},
};

use crate::{fresh_laptop, told};

#[tokio::test]
async fn a_new_patient_leaves_with_a_signed_session_and_a_printed_sheet() {
    let scene = fresh_laptop();
    let window = scene.open().await.unwrap();
    let out = told("NEEDLEBOOK_E2E_OUT").join("mouse");
    let mut visit = Visit::new(&window, Hand::Mouse, &scene.queue, &out, true).unwrap();
    let outcome = visit.whole().await;
    let (step, objections) = (visit.under_way(), visit.objections());
    visit.finish(outcome.is_ok()).unwrap();
    if let Err(trouble) = outcome {
        panic!("step {step}: {trouble}");
    }
    assert!(
        objections.is_empty(),
        "everyone must be able to use every screen:\n{}",
        objections.join("\n")
    );
    window.close().await.unwrap();

    let sheet = out.join("aftercare.pdf");
    let text = told_by(
        "pdftotext",
        &["-layout".as_ref(), sheet.as_ref(), "-".as_ref()],
    );
    let today = DateTime::<Utc>::from(SystemTime::now()).date_naive();
    for days in [0, 1, 3, 7] {
        let date = (today + Days::new(days)).format("%A %-d %B").to_string();
        assert!(
            text.contains(&date),
            "the sheet prints real dates, and {date} must be on it:\n{text}"
        );
    }
    assert!(
        text.contains(PATIENT_FAMILY),
        "whose sheet it is stands on it"
    );
    let fonts = told_by("pdffonts", &[sheet.as_ref()]);
    let lines: Vec<&str> = fonts.lines().skip(2).collect();
    assert!(
        !lines.is_empty() && lines.iter().all(|line| line.contains("yes yes yes")),
        "every font is embedded, a subset, and can be read back:\n{fonts}"
    );

    let readable = scene.files_with(&[PATIENT_GIVEN, PATIENT_FAMILY]).unwrap();
    assert!(
        readable.is_empty(),
        "whoever has the disk reads the patient's name in {readable:?}"
    );
}

/// What a program that reads PDFs says about one.
fn told_by(program: &str, arguments: &[&OsStr]) -> String {
    let output = Command::new(program).args(arguments).output().unwrap();
    assert!(
        output.status.success(),
        "{program} cannot read what we print"
    );
    String::from_utf8(output.stdout).unwrap()
}
