//! The person: every field kept, corrected with its history, refused with its name, and what the desk may see of it.

use needlebook_api::draft::{self, DraftInput};
use needlebook_api::{ApiError, patient, patient_details, timeline};
use needlebook_domain::ids::PatientId;
use needlebook_domain::issue::IssueCode;
use needlebook_domain::person::Role;
use needlebook_domain::timeline::{Told, Topic};
use serde_json::{Value, json};

use crate::clinic::{Clinic, patient_form};

const PASSPHRASE: &str = "ladder stitch over a hem";

/// Every field that a person has.
fn whole_form() -> Value {
    let mut form = patient_form();
    let changes = json!({
        "preferred": "Barney", "pronouns": "he/him", "birth_source": "id_seen", "phone": "+44 1632 960123",
        "phone_country": "gb",
        "contact": {
            "phone": true, "text": false, "message": null, "email": true, "post": null, "never": ["address", "address"],
            "note": "only after six"
        },
        "emergency_contact": {"name": "Hester Gingham", "relation": "sister", "phone": "01632 960999"},
        "guardian": {"name": "Tansy Whipstitch", "relation": "mother", "phone": ""},
        "identifiers": [{"of": "Health service", "number": "123 456"}], "languages": ["Polish", "English"],
        "interpreter": true, "gp": {"name": "Dr Basting", "practice": "Loom Yard", "phone": "01632 960111"},
        "prescriber": {"name": "Dr Bobbin", "practice": "", "phone": ""},
        "sun": {"burns": "rarely", "tans": "easily"}, "notes": "likes it cool"
    });
    for (key, value) in changes.as_object().unwrap() {
        form[key] = value.clone();
    }
    form
}

async fn record(clinic: &Clinic, form: Value) -> Result<PatientId, ApiError> {
    patient::record_patient(clinic.app(), serde_json::from_value(form).unwrap()).await
}

async fn correct(
    clinic: &Clinic,
    id: PatientId,
    version: u32,
    form: Value,
) -> Result<(), ApiError> {
    let input = serde_json::from_value(form).unwrap();
    patient::correct_patient(clinic.app(), id, version, input).await
}

#[tokio::test]
async fn every_field_is_kept_as_it_was_typed() {
    let clinic = Clinic::ready().await;
    let id = record(&clinic, whole_form()).await.unwrap();
    let kept = patient_details::get(clinic.app(), id)
        .await
        .unwrap()
        .patient;
    let kept = serde_json::to_value(kept).unwrap();
    let mut expected = whole_form();
    expected["phone_country"] = "GB".into();
    expected["contact"]["never"] = json!(["address"]);
    for (field, value) in expected.as_object().unwrap() {
        assert_eq!(&kept[field], value, "{field}");
    }
}

#[tokio::test]
async fn a_correction_keeps_who_when_and_the_old_value_of_each_field() {
    let clinic = Clinic::ready().await;
    let id = record(&clinic, whole_form()).await.unwrap();
    clinic.set_time("11:00");
    let mut form = whole_form();
    form["phone"] = "+44 1632 960555".into();
    form["gp"]["name"] = "Dr Hemming".into();
    correct(&clinic, id, 1, form.clone()).await.unwrap();
    let details = patient_details::get(clinic.app(), id).await.unwrap();
    let told: Vec<(&str, &str, &str)> = details
        .corrections
        .iter()
        .map(|one| {
            (
                one.change.field.as_str(),
                one.change.old.as_str(),
                one.change.new.as_str(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("phone", "+44 1632 960123", "+44 1632 960555"),
            ("gp.name", "Dr Basting", "Dr Hemming")
        ]
    );
    assert!(
        details
            .corrections
            .iter()
            .all(|one| one.by == "Marigold Featherstitch" && one.at == clinic.now())
    );
    let line = timeline::get(clinic.app(), id, Some(Topic::Details), None)
        .await
        .unwrap()
        .items
        .remove(0);
    let fields = vec!["gp.name".to_owned(), "phone".to_owned()];
    assert_eq!(line.told, Told::Corrected { fields });

    correct(&clinic, id, 2, form).await.unwrap();
    let again = patient_details::get(clinic.app(), id).await.unwrap();
    assert_eq!(
        again.version, 2,
        "saving what stands there already is no correction"
    );
}

/// Two people changing one thing is a conflict: the second sees the first one's version and has lost nothing typed.
#[tokio::test]
async fn an_old_correction_is_a_conflict_and_its_draft_stays() {
    let clinic = Clinic::ready().await;
    let id = record(&clinic, whole_form()).await.unwrap();
    let typed = DraftInput {
        kind: "patient".into(),
        subject: id.0,
        body: r#"{"value":{"phone":"mine"}}"#.into(),
        version: 0,
    };
    draft::save(clinic.app(), typed).await.unwrap();
    let mut form = whole_form();
    form["email"] = "barney@selvedge.example".into();
    // Somebody else at this clinic, with a draft of their own.
    let mut write_of_another = form.clone();
    write_of_another["pronouns"] = "they/them".into();
    let mut clinic = clinic;
    let colleague = clinic
        .hire("Ada Bodkin", vec![Role::Clinician], PASSPHRASE)
        .await;
    clinic.unlock_as(colleague, PASSPHRASE).await;
    correct(&clinic, id, 1, write_of_another).await.unwrap();
    clinic.lock().await;

    clinic.unlock().await;
    assert_eq!(
        correct(&clinic, id, 1, form).await,
        Err(ApiError::Conflict { current_version: 2 })
    );
    let theirs = patient_details::get(clinic.app(), id).await.unwrap();
    assert_eq!(theirs.patient.pronouns, "they/them");
    assert_eq!(theirs.corrections[0].by, "Ada Bodkin");
    let kept = draft::find(clinic.app(), "patient".into(), id.0)
        .await
        .unwrap();
    assert!(kept.unwrap().body.contains("mine"), "nothing typed is lost");
}

#[tokio::test]
async fn every_bad_field_is_named() {
    let clinic = Clinic::ready().await;
    let long = "x".repeat(201);
    let many: Vec<String> = (0..31).map(|n| format!("language {n}")).collect();
    for (pointer, value, path, code) in [
        (
            "/phone",
            json!("ask his sister"),
            "phone",
            IssueCode::NoDigits,
        ),
        (
            "/phone_country",
            json!("XX"),
            "phone_country",
            IssueCode::NotAChoice,
        ),
        (
            "/phone_country",
            json!("DE"),
            "phone_country",
            IssueCode::DoesNotMatch,
        ),
        ("/email", json!("barnaby"), "email", IssueCode::WrongForm),
        (
            "/address",
            json!("1\n2\n3\n4\n5\n6\n7"),
            "address",
            IssueCode::TooLong,
        ),
        (
            "/contact/note",
            json!(long),
            "contact.note",
            IssueCode::TooLong,
        ),
        (
            "/emergency_contact/name",
            json!(""),
            "emergency_contact.name",
            IssueCode::Required,
        ),
        (
            "/emergency_contact/phone",
            json!("none"),
            "emergency_contact.phone",
            IssueCode::NoDigits,
        ),
        (
            "/guardian/name",
            json!("..."),
            "guardian.name",
            IssueCode::NoLetters,
        ),
        (
            "/identifiers/0/number",
            json!(" "),
            "identifiers.0.number",
            IssueCode::Required,
        ),
        (
            "/identifiers/0/of",
            json!("a\u{0}b"),
            "identifiers.0.of",
            IssueCode::ControlCharacter,
        ),
        (
            "/languages/1",
            json!(""),
            "languages.1",
            IssueCode::Required,
        ),
        (
            "/languages",
            json!(many),
            "languages",
            IssueCode::OutOfRange,
        ),
        ("/gp/phone", json!("-"), "gp.phone", IssueCode::NoDigits),
        (
            "/prescriber/name",
            json!("Dr \u{202E}Bobbin"),
            "prescriber.name",
            IssueCode::HiddenCharacter,
        ),
        (
            "/fitzpatrick",
            json!(0),
            "fitzpatrick",
            IssueCode::OutOfRange,
        ),
    ] {
        let mut form = whole_form();
        *form.pointer_mut(pointer).unwrap() = value.clone();
        let Err(ApiError::Invalid { issues }) = record(&clinic, form).await else {
            panic!("{pointer} {value} was taken")
        };
        assert_eq!(
            (issues[0].path.as_str(), issues[0].code),
            (path, code),
            "{value}"
        );
    }
}

/// PRACTICE 66: name, birth date, contacts; never what was found or noted, in a value or in its history.
#[tokio::test]
async fn the_desk_sees_and_corrects_contacts_and_nothing_that_was_found() {
    let mut clinic = Clinic::ready().await;
    let desk = clinic
        .hire("Pia Pincushion", vec![Role::Reception], PASSPHRASE)
        .await;
    clinic.unlock().await;
    let id = record(&clinic, whole_form()).await.unwrap();
    let mut form = whole_form();
    (form["fitzpatrick"], form["notes"], form["sun"]["burns"]) =
        (5.into(), "fainted once".into(), "never".into());
    correct(&clinic, id, 1, form).await.unwrap();
    clinic.lock().await;

    clinic.unlock_as(desk, PASSPHRASE).await;
    let details = patient_details::get(clinic.app(), id).await.unwrap();
    assert!(!details.reads_record);
    assert_eq!(details.patient.contact.note, "only after six");
    assert_eq!(
        (details.patient.fitzpatrick, details.patient.notes.as_str()),
        (None, "")
    );
    assert_eq!(
        details.corrections,
        [],
        "the history of what was found is no business of the desk"
    );
    let mut form = serde_json::to_value(&details.patient).unwrap();
    form.as_object_mut()
        .unwrap()
        .retain(|key, _| !["id", "record_number"].contains(&key.as_str()));
    form["phone"] = "+44 1632 960777".into();
    correct(&clinic, id, 2, form).await.unwrap();
    clinic.lock().await;

    clinic.unlock().await;
    let kept = patient_details::get(clinic.app(), id)
        .await
        .unwrap()
        .patient;
    assert_eq!(kept.phone, "+44 1632 960777");
    assert_eq!(
        (kept.fitzpatrick, kept.notes.as_str()),
        (Some(5), "fainted once"),
        "what the desk was not shown it cannot blank"
    );
}
