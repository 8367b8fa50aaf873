//! The forms of a clinic, its patients and its stock.

use needlebook_api::set_up;
use needlebook_api::start::{self, Start};
use needlebook_api::{
    ApiError, App, AppOptions, consultation, me, patient, search, settings, stock,
};
use needlebook_domain::issue::IssueCode;
use needlebook_domain::patient::PatientInput;
use needlebook_store::keys::Params;
use serde_json::{Value, json};

use super::issues;
use crate::clinic::{Clinic, patient_form, set_up_form};

fn with(mut form: Value, path: &str, value: Value) -> Value {
    *form.pointer_mut(path).unwrap() = value;
    form
}

fn patient_with(field: &str, value: Value) -> PatientInput {
    serde_json::from_value(with(patient_form(), &format!("/{field}"), value)).unwrap()
}
#[tokio::test]
async fn an_absurd_name_is_refused_by_its_field_and_takes_no_record_number() {
    let clinic = Clinic::set_up().await;
    let megabyte = "stitch ".repeat(150_000);
    for (field, name, code) in [
        ("family", "", IssueCode::Required),
        ("family", " \t ", IssueCode::Required),
        ("family", megabyte.as_str(), IssueCode::TooLong),
        ("given", megabyte.as_str(), IssueCode::TooLong),
        ("family", "Sel\u{0}vedge", IssueCode::ControlCharacter),
        ("family", "Sel\nvedge", IssueCode::ControlCharacter),
        ("given", "Bar\u{1b}[31mnaby", IssueCode::ControlCharacter),
        ("family", "🧵🪡", IssueCode::NoLetters),
        ("family", "---", IssueCode::NoLetters),
        ("notes", "\u{7}", IssueCode::ControlCharacter),
        ("family", "Sel\u{202e}vedge", IssueCode::HiddenCharacter),
        ("notes", "worn \u{2066}twice", IssueCode::HiddenCharacter),
        ("email", "barnaby", IssueCode::WrongForm),
        ("email", "a\u{0}@b", IssueCode::ControlCharacter),
    ] {
        let refused = patient::record_patient(clinic.app(), patient_with(field, name.into())).await;
        assert_eq!(issues(refused), [(field.to_owned(), code)], "{:.20?}", name);
    }
    assert!(
        patient::list_patients(clinic.app(), 0)
            .await
            .unwrap()
            .hits
            .is_empty(),
        "nothing was stored"
    );
    let id = clinic.register("Barnaby", "Selvedge").await;
    let hits = search::search_patients(clinic.app(), "selvedge".to_owned())
        .await
        .unwrap()
        .hits;
    assert_eq!(
        (hits[0].id, hits[0].record_number.as_str()),
        (id, "A-0001"),
        "a refused form takes no number"
    );
}

#[tokio::test]
async fn an_unusual_name_is_somebodys_name() {
    let clinic = Clinic::set_up().await;
    for (given, family) in [
        ("مها", "الخياط"),
        ("李", "裁"),
        ("Łucja", "Ściegowska"),
        ("Rosa 🌼", "O'Thread-Needle"),
        ("", "Mononymous"),
        ("חוט", "מחט"),
    ] {
        let id = clinic.register(given, family).await;
        let found = search::search_patients(clinic.app(), family.to_owned())
            .await
            .unwrap()
            .hits;
        assert!(
            found.iter().any(|hit| hit.id == id && hit.family == family),
            "{family} is found as it was typed"
        );
    }
}

#[tokio::test]
async fn a_birth_date_lies_between_1900_and_today() {
    let clinic = Clinic::set_up().await;
    let tomorrow = clinic.today().succ_opt().unwrap();
    for (date, code) in [
        (json!(tomorrow), IssueCode::InTheFuture),
        (json!("1899-12-31"), IssueCode::TooEarly),
        (Value::Null, IssueCode::Required),
    ] {
        let refused = patient::record_patient(clinic.app(), patient_with("birth_on", date)).await;
        assert_eq!(issues(refused), [("birth_on".to_owned(), code)]);
    }
    for date in [json!(clinic.today()), json!("1900-01-01")] {
        patient::record_patient(clinic.app(), patient_with("birth_on", date))
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn every_refused_field_is_named_at_once() {
    let clinic = Clinic::set_up().await;
    let mut form = patient_with("family", "".into());
    form.birth_on = None;
    form.fitzpatrick = Some(7);
    form.languages = vec!["Polish".to_owned(), String::new()];
    let mut paths: Vec<_> = issues(patient::record_patient(clinic.app(), form).await)
        .into_iter()
        .map(|(path, _)| path)
        .collect();
    paths.sort();
    assert_eq!(paths, ["birth_on", "family", "fitzpatrick", "languages.1"]);
}

#[tokio::test]
async fn a_correction_that_is_refused_changes_nothing_and_an_old_one_is_a_conflict() {
    let clinic = Clinic::set_up().await;
    let id = clinic.register("Barnaby", "Selvedge").await;
    let refused =
        patient::correct_patient(clinic.app(), id, 1, patient_with("family", "".into())).await;
    assert_eq!(
        issues(refused),
        [("family".to_owned(), IssueCode::Required)]
    );
    patient::correct_patient(
        clinic.app(),
        id,
        1,
        patient_with("family", "Buttonhole".into()),
    )
    .await
    .unwrap();
    let stale = patient::correct_patient(
        clinic.app(),
        id,
        1,
        patient_with("family", "Petersham".into()),
    )
    .await;
    assert_eq!(
        stale,
        Err(ApiError::Conflict { current_version: 2 }),
        "somebody else's correction is not lost"
    );
    let hits = search::search_patients(clinic.app(), "button".to_owned())
        .await
        .unwrap()
        .hits;
    assert_eq!(hits.len(), 1);
}

// Set-up

#[tokio::test]
async fn a_refused_set_up_names_its_fields_and_leaves_no_clinic_behind() {
    let temp = tempfile::tempdir().unwrap();
    let options = AppOptions {
        key_params: Params::THROW_AWAY,
        ..AppOptions::default()
    };
    let app = App::new(&temp.path().join("data"), options).unwrap();
    for (field, value, path, code) in [
        (
            "/passphrase",
            json!("short"),
            "passphrase",
            IssueCode::TooShort,
        ),
        (
            "/passphrase",
            json!("passwordpassword"),
            "passphrase",
            IssueCode::TooWeak,
        ),
        (
            "/passphrase",
            json!("featherstitch"),
            "passphrase",
            IssueCode::TooWeak,
        ),
        (
            "/clinic/name",
            json!(""),
            "clinic.name",
            IssueCode::Required,
        ),
        (
            "/clinic/address",
            json!(""),
            "clinic.address",
            IssueCode::Required,
        ),
        (
            "/clinic/zone",
            json!("Europe/Thimble"),
            "clinic.zone",
            IssueCode::NotAChoice,
        ),
        (
            "/clinic/currency",
            json!("pounds"),
            "clinic.currency",
            IssueCode::WrongForm,
        ),
        (
            "/clinic/opening_hours/0/closes",
            json!("08:00:00"),
            "clinic.opening_hours.0.closes",
            IssueCode::EndsBeforeStart,
        ),
        (
            "/owner/name",
            json!("\u{202e}"),
            "owner.name",
            IssueCode::HiddenCharacter,
        ),
        (
            "/owner/roles",
            json!([]),
            "owner.roles",
            IssueCode::Required,
        ),
    ] {
        let form = serde_json::from_value(with(set_up_form(), field, value.clone())).unwrap();
        assert_eq!(
            issues(set_up::create_clinic(&app, form).await),
            [(path.to_owned(), code)],
            "{field} {value}"
        );
        assert!(
            matches!(start::get_start(&app).await.unwrap(), Start::FirstRun),
            "{field}: nothing was set up"
        );
    }
    set_up::create_clinic(&app, serde_json::from_value(set_up_form()).unwrap())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_second_set_up_never_replaces_the_first() {
    let clinic = Clinic::set_up().await;
    let again =
        set_up::create_clinic(clinic.app(), serde_json::from_value(set_up_form()).unwrap()).await;
    assert_eq!(again.unwrap_err(), ApiError::AlreadySetUp);
    let second = App::new(&clinic.folder, AppOptions::default());
    assert_eq!(
        second.err(),
        Some(ApiError::AlreadyRunning),
        "one program at a time holds a folder"
    );
}

#[tokio::test]
async fn the_clinics_details_are_refused_by_field_and_stay_as_they_were() {
    let clinic = Clinic::set_up().await;
    let form = with(set_up_form()["clinic"].take(), "/phone", json!(""));
    let refused =
        settings::correct_clinic(clinic.app(), serde_json::from_value(form).unwrap()).await;
    assert_eq!(
        issues(refused),
        [("clinic.phone".to_owned(), IssueCode::Required)]
    );
    assert_eq!(
        settings::get_clinic(clinic.app()).await.unwrap().phone,
        "01632 960001"
    );
}

// Stock, consultation

#[tokio::test]
async fn an_expired_lot_is_not_received() {
    let clinic = Clinic::set_up().await;
    let lot = |expires_on: Value, number: &str, received: u32| {
        serde_json::from_value(json!({
            "profile": "skinpen_precision", "number": number, "expires_on": expires_on, "received": received
        }))
        .unwrap()
    };
    let yesterday = json!(clinic.today().pred_opt().unwrap());
    let today = json!(clinic.today());
    for (form, path, code) in [
        (
            lot(yesterday, "L-1", 10),
            "lot.expires_on",
            IssueCode::Expired,
        ),
        (
            lot(Value::Null, "L-1", 10),
            "lot.expires_on",
            IssueCode::Required,
        ),
        (
            lot(today.clone(), "", 10),
            "lot.number",
            IssueCode::Required,
        ),
        (
            lot(today.clone(), "L-1", 0),
            "lot.received",
            IssueCode::OutOfRange,
        ),
        (
            lot(today.clone(), "L-1", 10_001),
            "lot.received",
            IssueCode::OutOfRange,
        ),
    ] {
        assert_eq!(
            issues(stock::record_lot(clinic.app(), form).await),
            [(path.to_owned(), code)]
        );
    }
    assert!(stock::list_lots(clinic.app()).await.unwrap().is_empty());
    stock::record_lot(clinic.app(), lot(today, "L-1", 10))
        .await
        .expect("a lot is good on its last day");
}

#[tokio::test]
async fn a_consultation_without_a_concern_or_in_the_future_is_refused() {
    let clinic = Clinic::set_up().await;
    let id = clinic.register("Barnaby", "Selvedge").await;
    let tomorrow = clinic.today().succ_opt().unwrap();
    let form = json!({
        "held_on": tomorrow, "consultant": "", "consultant_role": "", "board_certified": false, "concern": null,
        "hopes": "", "planned_sessions": 0
    });
    let mut refused =
        issues(consultation::record(clinic.app(), id, serde_json::from_value(form).unwrap()).await);
    refused.sort();
    let expected = [
        ("concern", IssueCode::Required),
        ("consultant", IssueCode::Required),
        ("consultant_role", IssueCode::Required),
        ("held_on", IssueCode::InTheFuture),
        ("planned_sessions", IssueCode::OutOfRange),
    ];
    assert_eq!(
        refused,
        expected.map(|(path, code)| (path.to_owned(), code))
    );
}

#[tokio::test]
async fn the_display_has_its_own_sizes_and_idle_times_and_takes_no_other() {
    let clinic = Clinic::set_up().await;
    let usual = serde_json::to_value(me::Preferences::default()).unwrap();
    for (field, value) in [("zoom", 0), ("zoom", 110), ("zoom", 400)]
        .into_iter()
        .chain([("lock_after_minutes", 0), ("lock_after_minutes", 31)])
        .chain([("cover_after_minutes", 0), ("cover_after_minutes", 46)])
    {
        let form = with(usual.clone(), &format!("/{field}"), json!(value));
        let refused =
            me::set_preferences(clinic.app(), serde_json::from_value(form).unwrap()).await;
        assert_eq!(
            issues(refused),
            [(field.to_owned(), IssueCode::OutOfRange)],
            "{field} {value}"
        );
    }
    let largest = with(usual, "/zoom", json!(200));
    me::set_preferences(clinic.app(), serde_json::from_value(largest).unwrap())
        .await
        .unwrap();
    let me = me::get_me(clinic.app()).await.unwrap();
    assert_eq!(me.preferences.zoom, 200, "what was chosen stays chosen");
}
