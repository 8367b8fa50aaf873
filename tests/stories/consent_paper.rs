//! A consent that comes back years later: as it was signed, altered, another clinic's, taken back, or no consent at all.

use std::fs;
use std::path::PathBuf;

use needlebook_api::consent::{
    self, ConsentSigned, ConsentVerdict, VerifiedCopy, find_by_code, list_needs, verify_file,
};
use needlebook_api::photo::export;
use needlebook_api::{ApiError, ConsentStep, document, patient_page, precare};
use needlebook_domain::consent_reply::Reply;
use needlebook_domain::consent_standing::ConsentNeed;
use needlebook_domain::consent_withdrawal::WithdrawalScope;
use needlebook_domain::document::DocumentKind;
use needlebook_domain::ids::{DocumentId, PatientId};
use needlebook_domain::photo::PhotoScope;
use serde_json::json;

use crate::clinic::Clinic;
use crate::photos::{comparison, two_filed};

/// Saved outside the clinic, as it is handed over.
async fn saved(clinic: &Clinic, document: DocumentId, name: &str) -> PathBuf {
    let path = clinic.folder.parent().unwrap().join(name);
    document::save_to(clinic.app(), document, &path)
        .await
        .unwrap();
    path
}

async fn signed_copy(clinic: &Clinic, patient: PatientId) -> (ConsentSigned, PathBuf) {
    let signed = clinic.consent(patient).await;
    let path = saved(clinic, signed.document.unwrap(), "consent.pdf").await;
    (signed, path)
}

async fn look(clinic: &Clinic, path: &std::path::Path) -> ConsentVerdict {
    verify_file(clinic.app(), path).await.unwrap()
}

fn unaltered(verdict: ConsentVerdict) -> VerifiedCopy {
    match verdict {
        ConsentVerdict::Unaltered { copy } => copy,
        other => panic!("not unaltered: {other:?}"),
    }
}

#[tokio::test]
async fn a_copy_is_known_by_its_bytes_and_says_by_whom_and_when() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let (signed, path) = signed_copy(&clinic, patient).await;
    let copy = unaltered(look(&clinic, &path).await);
    assert_eq!((copy.version, copy.newest_version), (1, None));
    assert_eq!(copy.consent.signer_name, "Barnaby Selvedge-Hemsworth");
    assert_eq!(copy.consent.signed_at, clinic.now());
    assert_eq!(copy.consent.zone, "Europe/London");
    assert_eq!(copy.consent.code, signed.code);
    assert_eq!(
        (copy.consent.withdrawn_at, copy.consent.replaced_at),
        (None, None)
    );
    let typed = signed.code.to_lowercase().replace('-', " ");
    assert_eq!(
        find_by_code(clinic.app(), &typed).await.unwrap(),
        copy.consent
    );
}

#[tokio::test]
async fn every_kind_of_alteration_is_told_with_what_the_record_holds() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let (signed, path) = signed_copy(&clinic, patient).await;
    let bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    let mut flipped = bytes.clone();
    flipped[middle] ^= 1;
    let longer = [bytes.as_slice(), b"\n"].concat();
    let cut = bytes[..bytes.len() - 1].to_vec();
    for changed in [flipped, longer, cut] {
        fs::write(&path, changed).unwrap();
        let verdict = look(&clinic, &path).await;
        let ConsentVerdict::Altered { kept } = verdict else {
            panic!("{verdict:?}");
        };
        assert_eq!(kept.code, signed.code);
        assert_eq!(kept.signer_name, "Barnaby Selvedge-Hemsworth");
    }
}

#[tokio::test]
async fn what_is_no_consent_of_this_clinic_has_its_own_answer() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let other = Clinic::ready().await;
    let elsewhere = other.register("Otherwise", "Elsewhere").await;
    let (foreign, path) = signed_copy(&other, elsewhere).await;
    assert_eq!(
        look(&clinic, &path).await,
        ConsentVerdict::OtherClinic { code: foreign.code }
    );

    let replied = clinic
        .reply(patient, Reply::TakenHome, clinic.whole_form())
        .await
        .unwrap();
    let path = saved(&clinic, replied.document.unwrap(), "to-read.pdf").await;
    assert!(
        matches!(look(&clinic, &path).await, ConsentVerdict::NeverSigned { number } if number.contains("-CR-"))
    );

    let day = clinic.today() + chrono::Days::new(30);
    let sheet = precare::make(clinic.app(), patient, day).await.unwrap();
    let path = saved(&clinic, sheet, "pre-care.pdf").await;
    assert!(matches!(
        look(&clinic, &path).await,
        ConsentVerdict::OtherDocument {
            kind: DocumentKind::Precare,
            ..
        }
    ));

    fs::write(&path, b"%PDF-1.4\nnothing of ours").unwrap();
    assert_eq!(look(&clinic, &path).await, ConsentVerdict::NoConsent);
    for no_pdf in [b"".as_slice(), b"PK\x03\x04", b"A letter"] {
        fs::write(&path, no_pdf).unwrap();
        assert_eq!(look(&clinic, &path).await, ConsentVerdict::NotAPdf);
    }
    fs::remove_file(&path).unwrap();
    assert!(matches!(
        verify_file(clinic.app(), &path).await,
        Err(ApiError::File { .. })
    ));
    assert!(matches!(
        find_by_code(clinic.app(), "7KQ2M").await,
        Err(ApiError::Invalid { issues }) if issues[0].path == "code"
    ));
    assert!(matches!(
        find_by_code(clinic.app(), "00000-00000").await,
        Err(ApiError::NotFound { .. })
    ));
}

#[tokio::test]
async fn a_copy_says_when_the_consent_was_taken_back_or_signed_anew() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let (signed, path) = signed_copy(&clinic, patient).await;
    clinic.tick();
    let at = clinic.now();
    consent::withdraw(
        clinic.app(),
        signed.id,
        WithdrawalScope::Whole,
        "No more".to_owned(),
    )
    .await
    .unwrap();
    let copy = unaltered(look(&clinic, &path).await);
    assert_eq!(copy.consent.withdrawn_at, Some(at));
    clinic.tick();
    let newer_at = clinic.now();
    clinic.consent(patient).await;
    let copy = unaltered(look(&clinic, &path).await);
    assert_eq!(copy.consent.replaced_at, Some(newer_at));
}

#[tokio::test]
async fn one_use_of_photos_is_taken_back_alone_and_lists_what_left_before() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let mut form = clinic.consent_form(patient, clinic.plan()).await;
    form.photos.marketing = Some(true);
    let signed = consent::sign(clinic.app(), patient, form).await.unwrap();
    let photos = two_filed(&clinic, patient).await;
    let to = |scope| comparison(photos, scope, "the Bobbin Gazette");
    let path = clinic.folder.parent().unwrap().join("pair.png");
    export::save_to(clinic.app(), to(PhotoScope::Marketing), &path)
        .await
        .unwrap();
    export::save_to(clinic.app(), to(PhotoScope::Record), &path)
        .await
        .unwrap();
    clinic.tick();

    let back =
        |scope| consent::withdraw(clinic.app(), signed.id, scope, "Not in public".to_owned());
    let refused = back(WithdrawalScope::TeachingPhotos).await;
    assert!(
        matches!(refused, Err(ApiError::Invalid { ref issues }) if issues[0].path == "scope"),
        "what was never agreed to cannot be taken back: {refused:?}"
    );
    back(WithdrawalScope::MarketingPhotos).await.unwrap();
    assert!(
        back(WithdrawalScope::MarketingPhotos).await.is_err(),
        "once is enough"
    );

    let scope = PhotoScope::Marketing;
    let refused = export::save_to(clinic.app(), to(scope), &path).await;
    assert_eq!(refused, Err(ApiError::PhotoConsent { scope }));
    export::save_to(clinic.app(), to(PhotoScope::Record), &path)
        .await
        .unwrap();
    let page = patient_page::get(clinic.app(), patient).await.unwrap();
    assert!(
        !matches!(page.consent, ConsentStep::Withdrawn),
        "treatment goes on"
    );

    let view = consent::get(clinic.app(), signed.id).await.unwrap();
    assert_eq!(
        view.consent.photos.marketing,
        Some(true),
        "what was signed stays"
    );
    let standing = view.photos.unwrap();
    assert_eq!(
        (standing.record, standing.marketing),
        (Some(true), Some(false))
    );
    let outside = &view.withdrawals[0].copies_outside;
    assert_eq!(outside.len(), 1, "only what left for that use");
    assert_eq!(
        (outside[0].recipient.as_str(), outside[0].photos),
        ("the Bobbin Gazette", 2)
    );

    clinic.tick();
    back(WithdrawalScope::Whole).await.unwrap();
    let refused = export::save_to(clinic.app(), to(PhotoScope::Record), &path).await;
    assert!(refused.is_err(), "nothing leaves any more");
    let page = patient_page::get(clinic.app(), patient).await.unwrap();
    assert!(matches!(page.consent, ConsentStep::Withdrawn));
    let view = consent::get(clinic.app(), signed.id).await.unwrap();
    assert_eq!(view.withdrawals[1].copies_outside.len(), 3);
}

#[tokio::test]
async fn missing_ending_ended_and_withdrawn_consents_are_one_list() {
    let clinic = Clinic::ready().await;
    let needs = async |clinic: &Clinic| {
        let listed = list_needs(clinic.app()).await.unwrap();
        let told = listed.people.into_iter();
        told.map(|person| (person.patient, person.need))
            .collect::<Vec<_>>()
    };
    let since = clinic.today();
    let waiting = clinic.register("Tansy", "Unsigned").await;
    clinic.register("Nobody", "Planned").await;
    clinic.consult(waiting).await;
    let signer = clinic.arrived_patient().await;
    let signed = clinic.consent(signer).await;
    assert_eq!(
        needs(&clinic).await,
        [(waiting, ConsentNeed::Missing { since })]
    );

    clinic.sleep_days(160);
    let on = needlebook_domain::date::add_months_clamp(since, 6);
    let both = needs(&clinic).await;
    assert_eq!(
        both[0],
        (signer, ConsentNeed::Ending { on }),
        "six months without a session"
    );
    assert_eq!(both.len(), 2);
    clinic.sleep_days(30);
    assert_eq!(needs(&clinic).await, [(signer, ConsentNeed::Ended { on })]);
    let on = clinic.today();
    consent::withdraw(
        clinic.app(),
        signed.id,
        WithdrawalScope::Whole,
        String::new(),
    )
    .await
    .unwrap();
    assert_eq!(
        needs(&clinic).await,
        [(signer, ConsentNeed::Withdrawn { on })]
    );
    assert_eq!(json!(needs(&clinic).await[0].1)["state"], "withdrawn");
}
