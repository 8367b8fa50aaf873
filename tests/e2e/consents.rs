//! Consents in the real window: one use of photos is taken back, the list of those that need an eye, a copy that comes back.

use std::{fs, path::Path, time::Duration};

use needlebook_api::consent::{self, ConsentSigned};
use needlebook_api::{document, me, patient, start};
use needlebook_tests::{
    hand::Hand,
    window::{Chord, Window, spot},
    words::word,
};
use serde_json::json;

use crate::standing::look_at;
use crate::{fresh_laptop, standing};

/// A consent with a yes to photos in public, signed through the use case, and the copy of it in a file.
async fn signed(data: &Path, copy: &Path) -> ConsentSigned {
    let app = standing::clinic(data).await;
    standing::patient(&app, "Barnaby", "Selvedge", "01632 960123").await;
    let patient = patient::list_patients(&app, 0).await.unwrap().hits[0].id;
    let owner = me::get_me(&app).await.unwrap().person.id;
    let plan = json!({
        "areas": ["cheeks"], "concern": "acne_scars", "device": "skinpen_precision", "numbing": [], "adjuncts": [],
        "practitioner": owner
    });
    let form = consent::get_form(&app, patient, serde_json::from_value(plan).unwrap())
        .await
        .unwrap();
    let now = app.now();
    let mark = json!({"way": "typed", "name": "Barnaby Selvedge"});
    let input = json!({
        "plan": form.plan, "given_at": now, "ticked": form.required_ticks,
        "photos": {"record": true, "teaching": false, "marketing": true},
        "depth_above_label": form.text.depth_choice.is_some().then_some(false), "questions": "",
        "signer_name": "Barnaby Selvedge", "signature": mark, "signed_at": now, "practitioner_signature": mark
    });
    let signed = consent::sign(&app, patient, serde_json::from_value(input).unwrap())
        .await
        .unwrap();
    document::save_to(&app, signed.document.unwrap(), copy)
        .await
        .unwrap();
    start::lock(&app, false).await.unwrap();
    signed
}

async fn verdict(window: &Window, says: &str) {
    Hand::Mouse
        .press(window, &spot("button", word("verify_choose")))
        .await
        .unwrap();
    window.read(says).await.unwrap();
}

#[tokio::test]
async fn a_use_of_photos_is_taken_back_and_a_copy_is_known_or_unmasked() {
    let scene = fresh_laptop();
    let out = standing::pictures("consents");
    let outside = tempfile::tempdir().unwrap();
    let copy = outside.path().join("consent.pdf");
    let signed = signed(scene.data(), &copy).await;
    let window = scene.open().await.unwrap();
    let hand = Hand::Mouse;
    standing::unlock(&window).await;

    hand.press(&window, &spot("link", word("place_patients")))
        .await
        .unwrap();
    hand.press(&window, &spot("button", word("consents_open")))
        .await
        .unwrap();
    window.read(&word("consents_needs_none")).await.unwrap();
    scene.choose(&copy).unwrap();
    verdict(&window, &word("verify_unaltered_text")).await;
    look_at(&window, &out, "unaltered").await;
    let mut bytes = fs::read(&copy).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&copy, bytes).unwrap();
    verdict(&window, &word("verify_altered")).await;
    look_at(&window, &out, "altered").await;
    hand.fill(
        &window,
        &spot("textbox", word("verify_code")),
        &signed.code.to_lowercase(),
    )
    .await
    .unwrap();
    hand.press(&window, &spot("button", word("verify_code_look")))
        .await
        .unwrap();
    window.read(&word("verify_code_found")).await.unwrap();
    look_at(&window, &out, "by-code").await;

    standing::finds(&window, "Selvedge", "Selvedge").await;
    window.press(Chord::ENTER).await.unwrap();
    hand.press(&window, &spot("link", word("tab_consent")))
        .await
        .unwrap();
    for (scope, picture) in [
        ("withdrawal_marketing_photos", "withdraw-photos"),
        ("withdrawal_whole", "withdraw-whole"),
    ] {
        hand.press(&window, &spot("button", word("consent_withdraw")))
            .await
            .unwrap();
        hand.choose(
            &window,
            &spot("combobox", word("consent_withdraw_scope")),
            &word(scope),
        )
        .await
        .unwrap();
        window.pause(Duration::from_millis(300)).await;
        look_at(&window, &out, picture).await;
        let take_back = spot("button", word("consent_withdraw"))
            .within(spot("dialog", word("consent_withdraw_title")));
        hand.press(&window, &take_back).await.unwrap();
        window.gone(&take_back).await.unwrap();
        window.pause(Duration::from_millis(300)).await;
        look_at(&window, &out, &format!("{picture}-done")).await;
    }
    hand.press(&window, &spot("link", word("place_patients")))
        .await
        .unwrap();
    hand.press(&window, &spot("button", word("consents_open")))
        .await
        .unwrap();
    window
        .find(&spot("link", "Barnaby Selvedge"))
        .await
        .unwrap();
    look_at(&window, &out, "needs").await;
    window.close().await.unwrap();
}
