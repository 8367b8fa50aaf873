//! The record as pages to read: everything that was signed, nothing that was not, photos only as the patient agreed.

use std::fs;

use needlebook_api::export::{export_clinic, export_patient};
use needlebook_api::photo::export::{ComparisonForm, check, save_to};
use needlebook_api::{ApiError, consent, medical_history, note, patient, signed_session};
use needlebook_domain::consent_withdrawal::WithdrawalScope;
use needlebook_domain::ids::PatientId;
use needlebook_domain::photo::PhotoScope;
use serde_json::json;

use crate::clinic::{Clinic, patient_form, plain_note};
use crate::medical_history::line;
use crate::photos::{comparison, filed, two_filed};
use crate::visit::printed_text;

async fn pages(clinic: &Clinic, id: PatientId) -> Vec<u8> {
    let folder = clinic.folder.with_file_name("stick");
    let exported = export_patient(clinic.app(), id, &folder, String::new())
        .await
        .unwrap();
    let pages = fs::read(exported.place.join("record.pdf")).unwrap();
    fs::remove_dir_all(exported.place).unwrap();
    pages
}

/// How many photographs lie in a file: JPEG streams, as they were sealed.
fn pictures(pdf: &[u8]) -> usize {
    let filter = b"/DCTDecode";
    pdf.windows(filter.len())
        .filter(|part| part == filter)
        .count()
}

#[tokio::test]
async fn the_record_leaves_as_pages_that_name_everything_that_was_signed() {
    let clinic = Clinic::ready().await;
    let id = clinic.patient_ready_to_treat().await;
    let allergy = serde_json::from_value(line("wool")).unwrap();
    medical_history::record(clinic.app(), id, allergy)
        .await
        .unwrap();
    let draft = clinic.session(id);
    let session = draft.id;
    clinic.sign_session(draft).await.unwrap();
    signed_session::add_note(clinic.app(), session, plain_note("The chin was done too."))
        .await
        .unwrap();
    let written = note::sign(clinic.app(), id, "Likes it cold.".into())
        .await
        .unwrap();
    note::amend(
        clinic.app(),
        written,
        0,
        "Likes it cool.".into(),
        "misheard".into(),
    )
    .await
    .unwrap();
    let text = printed_text(&pages(&clinic, id).await);
    for said in [
        "Patient record",
        "Barnaby Selvedge",
        "Page 1 of",
        "Allergy: wool",
        "Acne scars",
        "For 23 October 2026: Clear",
        "Signed by Marigold Featherstitch",
        "Not withdrawn.",
        "Signed by the patient Barnaby Selvedge-Hemsworth",
        "Cheek",
        "Lidocaine 4 % cream",
        "Cartridge lot",
        "The chin was done too.",
        "Likes it cold.",
        "Likes it cool.",
        "misheard",
        "Session record",
        "Disclosures",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
}

#[tokio::test]
async fn a_letter_from_elsewhere_is_named_with_its_author_and_the_copies_that_left() {
    let clinic = Clinic::ready().await;
    let id = clinic.arrived_patient().await;
    crate::attachments::eventful(&clinic, id).await;
    let text = printed_text(&pages(&clinic, id).await);
    for said in [
        "Documents from elsewhere",
        "Letter from a doctor: Blood",
        "Dr Tuck",
        "dated 1 October 2026",
        "Referral",
        ": a copy saved",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(!text.contains("Twice"), "what was removed is gone: {text}");
}

#[tokio::test]
async fn a_withdrawn_consent_says_so_and_takes_its_photos_off_the_pages() {
    let clinic = Clinic::ready().await;
    let id = clinic.arrived_patient().await;
    let signed = clinic.consent(id).await;
    two_filed(&clinic, id).await;
    let with = pages(&clinic, id).await;
    assert_eq!(pictures(&with), 2, "both small copies, as they were sealed");
    let text = printed_text(&with);
    assert!(text.contains("Front, before") && text.contains("Front, result at 1 month"));
    let said = "No more of this".to_owned();
    consent::withdraw(clinic.app(), signed.id, WithdrawalScope::Whole, said)
        .await
        .unwrap();
    let without = pages(&clinic, id).await;
    assert_eq!(pictures(&without), 0);
    let text = printed_text(&without);
    for said in ["Withdrawn on", "No more of this", "2 photos are not shown"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(!text.contains("Not withdrawn."), "{text}");
}

#[tokio::test]
async fn a_photo_of_somebody_who_took_back_the_record_scope_alone_is_left_out() {
    let clinic = Clinic::ready().await;
    let id = clinic.arrived_patient().await;
    let signed = clinic.consent(id).await;
    filed(&clinic, id, 1, json!({"mirrored": true})).await;
    let scope = WithdrawalScope::RecordPhotos;
    consent::withdraw(clinic.app(), signed.id, scope, "Not kept".to_owned())
        .await
        .unwrap();
    let left = pages(&clinic, id).await;
    assert_eq!(pictures(&left), 0);
    let text = printed_text(&left);
    assert!(text.contains("“My record” taken back on"), "{text}");
    assert!(
        text.contains("Not withdrawn."),
        "the rest of it stands: {text}"
    );
}

#[tokio::test]
async fn what_nobody_signed_is_not_in_the_record() {
    let clinic = Clinic::ready().await;
    let id = clinic.patient_ready_to_treat().await;
    let mut draft = clinic.session(id);
    draft.notes = "Only typed so far".into();
    needlebook_api::draft::save(
        clinic.app(),
        needlebook_api::draft::DraftInput {
            kind: "session".into(),
            subject: id.0,
            body: serde_json::to_string(&draft).unwrap(),
            version: 0,
        },
    )
    .await
    .unwrap();
    let text = printed_text(&pages(&clinic, id).await);
    assert!(text.contains("Sessions None is recorded."), "{text}");
    assert!(!text.contains("Only typed so far"), "{text}");
}

#[tokio::test]
async fn what_was_asked_in_private_is_named_on_no_page() {
    let clinic = Clinic::ready().await;
    let id = clinic.arrived_patient().await;
    let form = clinic.screening_with(id, json!({"pregnant": true}));
    needlebook_api::screening::sign(clinic.app(), form)
        .await
        .unwrap();
    let text = printed_text(&pages(&clinic, id).await);
    assert!(text.contains("Asked in private: stop"), "{text}");
    assert!(!text.to_lowercase().contains("pregnan"), "{text}");
}

#[tokio::test]
async fn a_name_that_cannot_be_printed_keeps_nobody_from_taking_the_record_away() {
    let clinic = Clinic::ready().await;
    let mut form = patient_form();
    form["given"] = "𓀀".into();
    let made = patient::record_patient(clinic.app(), serde_json::from_value(form).unwrap())
        .await
        .unwrap();
    let folder = clinic.folder.with_file_name("stick");
    let exported = export_patient(clinic.app(), made, &folder, String::new())
        .await
        .unwrap();
    assert!(!exported.place.join("record.pdf").exists());
    let why = fs::read_to_string(exported.place.join("record-not-made.txt")).unwrap();
    assert!(why.contains("patient.json"), "{why}");
    assert!(exported.place.join("patient.json").exists());
}

#[tokio::test]
async fn every_patient_of_an_exported_clinic_has_the_pages() {
    let clinic = Clinic::ready().await;
    clinic.register("Odette", "Bobbin").await;
    clinic.register("Barnaby", "Selvedge").await;
    let folder = clinic.folder.with_file_name("stick");
    let exported = export_clinic(clinic.app(), &folder, String::new())
        .await
        .unwrap();
    let patients = fs::read_dir(exported.place.join("patients")).unwrap();
    let read: Vec<_> = patients
        .map(|one| one.unwrap().path().join("record.pdf"))
        .collect();
    assert_eq!(read.len(), 2);
    assert!(read.iter().all(|pages| pages.exists()));
}

#[tokio::test]
async fn a_comparison_leaves_as_a_page_inside_the_same_consent_as_the_picture() {
    let clinic = Clinic::ready().await;
    let id = clinic.arrived_patient().await;
    clinic.consent(id).await;
    let both = two_filed(&clinic, id).await;
    let page = |scope| {
        let mut input = comparison(both, scope, "Dr Cotton Wool");
        input.form = ComparisonForm::Pdf;
        input
    };
    let path = clinic.folder.with_file_name("pair.pdf");
    let refused = check(clinic.app(), &page(PhotoScope::Marketing)).await;
    assert!(matches!(refused, Err(ApiError::PhotoConsent { .. })));
    let refused = save_to(clinic.app(), page(PhotoScope::Marketing), &path).await;
    assert!(matches!(refused, Err(ApiError::PhotoConsent { .. })));
    assert!(!path.exists(), "nothing leaves that was refused");
    save_to(clinic.app(), page(PhotoScope::Record), &path)
        .await
        .unwrap();
    let pdf = fs::read(&path).unwrap();
    assert_eq!(pictures(&pdf), 2);
    let text = printed_text(&pdf);
    assert!(
        text.contains("Thimble Lane Skin Clinic"),
        "the clinic is named: {text}"
    );
    assert!(text.contains("23 October 2026"), "{text}");
    assert!(
        text.contains("Selvedge") && text.contains("Dr Cotton Wool"),
        "those who treat read whose face it is: {text}"
    );
}

#[tokio::test]
async fn a_page_for_teaching_names_no_patient() {
    let clinic = Clinic::ready().await;
    let id = clinic.arrived_patient().await;
    let mut form = clinic.consent_form(id, clinic.plan()).await;
    form.photos.teaching = Some(true);
    consent::sign(clinic.app(), id, form).await.unwrap();
    let both = two_filed(&clinic, id).await;
    let mut input = comparison(both, PhotoScope::Teaching, "The evening class");
    input.form = ComparisonForm::Pdf;
    let path = clinic.folder.with_file_name("class.pdf");
    save_to(clinic.app(), input, &path).await.unwrap();
    let text = printed_text(&fs::read(&path).unwrap());
    assert!(text.contains("The evening class"), "{text}");
    assert!(!text.contains("Selvedge"), "a name in a classroom: {text}");
    assert!(
        !text.contains("born"),
        "a birth date in a classroom: {text}"
    );
}
