//! The whole visit by mouse, every screen looked at in both themes.

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

    let readable = scene.files_with(&[PATIENT_GIVEN, PATIENT_FAMILY]).unwrap();
    assert!(
        readable.is_empty(),
        "whoever has the disk reads the patient's name in {readable:?}"
    );
}
