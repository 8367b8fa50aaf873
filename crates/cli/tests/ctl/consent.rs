//! `verify consent`: each answer with its exit code.

use std::fs;

use needlebook_api::consent::{self, ConsentSigned};
use needlebook_api::types::WithdrawalScope;
use needlebook_api::{App, document, me, patient};
use serde_json::json;

use crate::place::{Place, json as answer, refusal};

async fn sign(app: &App) -> ConsentSigned {
    let patient = patient::list_patients(app, 0).await.unwrap().hits[0].id;
    let practitioner = me::get_me(app).await.unwrap().person.id;
    let plan = json!({
        "areas": ["cheeks"], "concern": "acne_scars", "device": "skinpen_precision", "numbing": [], "adjuncts": [],
        "practitioner": practitioner
    });
    let plan = serde_json::from_value(plan).unwrap();
    let form = consent::get_form(app, patient, plan).await.unwrap();
    let mark = json!({"way": "typed", "name": "Barnaby Selvedge"});
    let input = json!({
        "plan": form.plan, "given_at": app.now(), "ticked": form.required_ticks,
        "photos": {"record": true, "teaching": false, "marketing": false},
        "depth_above_label": form.text.depth_choice.is_some().then_some(false), "questions": "",
        "signer_name": "Barnaby Selvedge", "signature": mark, "signed_at": app.now(),
        "practitioner_signature": mark
    });
    let input = serde_json::from_value(input).unwrap();
    consent::sign(app, patient, input).await.unwrap()
}

#[tokio::test]
async fn a_consent_is_unaltered_taken_back_altered_foreign_or_none() {
    let place = Place::with_demo(1, 0, 1);
    let copy = place.file("consent.pdf");
    let app = place.unlocked().await;
    let signed = sign(&app).await;
    document::save_to(&app, signed.document.unwrap(), &copy)
        .await
        .unwrap();
    drop(app);
    let look = |json: bool| {
        let words = ["verify", "consent", copy.to_str().unwrap(), "--json"];
        place.run(&words[..if json { 4 } else { 3 }])
    };
    let said = look(true);
    assert!(said.status.success(), "{said:?}");
    assert_eq!(answer(&said)["verdict"], "unaltered");
    assert_eq!(
        answer(&said)["copy"]["consent"]["signer_name"],
        "Barnaby Selvedge"
    );
    let by_code = place.run(["verify", "consent", "--code", &signed.code, "--json"]);
    assert_eq!(answer(&by_code)["consent"]["code"], signed.code.as_str());

    let app = place.unlocked().await;
    consent::withdraw(&app, signed.id, WithdrawalScope::Whole, String::new())
        .await
        .unwrap();
    drop(app);
    let said = look(false);
    assert!(
        said.status.success(),
        "the bytes are still those that were signed"
    );
    let words = String::from_utf8(said.stdout).unwrap();
    assert!(words.contains("TAKEN BACK"), "{words}");

    let mut bytes = fs::read(&copy).unwrap();
    bytes.push(b'\n');
    fs::write(&copy, bytes).unwrap();
    assert_eq!(refusal(&look(true)), "not_a_consent");
    assert_eq!(answer(&look(true))["error"]["file"]["verdict"], "altered");
    let samples = place.file("samples");
    assert!(
        place
            .run(["sheet", "samples", "--out", samples.to_str().unwrap()])
            .status
            .success()
    );
    fs::copy(samples.join("en/consent.pdf"), &copy).unwrap();
    assert_eq!(
        answer(&look(true))["error"]["file"]["verdict"],
        "other_clinic"
    );
    fs::copy(samples.join("en/aftercare.pdf"), &copy).unwrap();
    assert_eq!(
        answer(&look(true))["error"]["file"]["verdict"],
        "no_consent"
    );
    fs::write(&copy, "a letter").unwrap();
    assert_eq!(answer(&look(true))["error"]["file"]["verdict"], "not_a_pdf");
    fs::remove_file(&copy).unwrap();
    assert_eq!(refusal(&look(true)), "file");
    assert_eq!(place.run(["verify", "consent"]).status.code(), Some(2));
}

#[test]
fn samples_are_written_in_every_language_there_is() {
    let place = Place::new();
    let out = place.file("samples");
    for lang in ["en", "es", "fr", "de"] {
        let made = place.run([
            "sheet",
            "samples",
            "--lang",
            lang,
            "--out",
            out.to_str().unwrap(),
        ]);
        assert!(made.status.success(), "{made:?}");
        assert!(out.join(lang).join("aftercare.pdf").is_file());
    }
    let unknown = place.run([
        "sheet",
        "samples",
        "--lang",
        "tlh",
        "--out",
        out.to_str().unwrap(),
    ]);
    assert_eq!(unknown.status.code(), Some(2));
}
