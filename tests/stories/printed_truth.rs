//! What the printed pages of a visit say of themselves: who approved, what it costs, when it ends, what came later.

use chrono::TimeDelta;
use needlebook_api::signed_session::SessionNoteInput;
use needlebook_api::{
    consent, document, patient, session, sheet, signed_session, stock, task, today,
};
use needlebook_domain::consent::ConsentPlan;
use needlebook_domain::document::DocumentKind;
use needlebook_domain::ids::DocumentId;
use needlebook_domain::task::TaskKind;
use serde_json::json;

use crate::clinic::{Clinic, patient_form, plain_note};
use crate::visit::printed_text;

async fn words(clinic: &Clinic, id: DocumentId) -> String {
    printed_text(&document::get_bytes(clinic.app(), id).await.unwrap())
}

#[tokio::test]
async fn every_page_names_who_approved_and_says_when_it_is_the_person_who_treats() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    clinic.screen(patient).await;
    let consented = clinic.consent(patient).await;
    let signed = clinic.sign_session(clinic.session(patient)).await.unwrap();
    for page in [consented.document, signed.record, signed.sheet] {
        let said = words(&clinic, page.expect("the page is made")).await;
        for line in [
            "approved by Marigold Featherstitch, Guild of Stitchers G-112",
            "Approved by the same person who treats.",
        ] {
            assert!(said.contains(line), "no {line:?} in {said}");
        }
    }
}

#[tokio::test]
async fn a_consent_says_what_it_costs_what_is_paid_back_and_when_it_ends() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let mut plan = clinic.plan();
    let costs = json!({"per_visit": 210.0, "total": null, "extra": "numbing cream", "refund": "Unused visits in full."});
    plan["costs"] = costs;
    let form = clinic.consent_form(patient, plan).await;
    let signed = consent::sign(clinic.app(), patient, form).await.unwrap();
    let said = words(&clinic, signed.document.unwrap()).await;
    for line in [
        "Price: 210.00 GBP a visit. In all, about 630.00 GBP.",
        "Extra costs: numbing cream.",
        "Refunds: Unused visits in full.",
        "How long we keep them is not written on this form: ask us.",
        "after 6 months without a visit, and 12 months after you sign",
        "after Friday 22 October 2027, whichever comes first",
        "Where: cheek and forehead.",
    ] {
        assert!(said.contains(line), "no {line:?} in {said}");
    }

    let bare = clinic.consent_form(patient, clinic.plan()).await;
    let signed = consent::sign(clinic.app(), patient, bare).await.unwrap();
    let said = words(&clinic, signed.document.unwrap()).await;
    assert!(
        said.contains("The price is not written on this form: ask us before you sign."),
        "what is not stated is said to be so: {said}"
    );
}

#[tokio::test]
async fn nothing_is_chosen_for_a_clinic_that_did_not_choose() {
    let clinic = Clinic::set_up().await;
    clinic.approve().await;
    let patient = clinic.register("Barnaby", "Selvedge-Hemsworth").await;
    let proposed = consent::propose_plan(clinic.app(), patient).await.unwrap();
    assert_eq!(
        (proposed.device, proposed.concern),
        (None, None),
        "no device and no consultation: both wait for a choice"
    );
    clinic.add_device("skinpen_precision").await;
    let device = stock::list_devices(clinic.app()).await.unwrap()[0].profile;
    let proposed = consent::propose_plan(clinic.app(), patient).await.unwrap();
    assert_eq!(proposed.device, Some(device), "the only one there is");
}

#[tokio::test]
async fn a_note_stands_beside_the_record_and_on_a_new_version_of_its_page() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let signed = clinic.sign_session(clinic.session(patient)).await.unwrap();
    let first = signed.record.unwrap();
    let first_bytes = document::get_bytes(clinic.app(), first).await.unwrap();
    let said = printed_text(&first_bytes);
    assert!(!said.contains("RN, RN"), "the title stands once: {said}");
    assert!(
        !said.contains("4 % cream, 4 %"),
        "so does a strength: {said}"
    );
    assert!(
        !said.contains("Handed over"),
        "nobody knows yet whether the sheet will be taken: {said}"
    );
    let before = session::get(clinic.app(), signed.id).await.unwrap();

    document::record_handover(clinic.app(), signed.sheet.unwrap(), false)
        .await
        .unwrap();
    clinic.tick();
    assert!(
        signed_session::add_note(clinic.app(), signed.id, plain_note("  "))
            .await
            .is_err(),
        "a note has words"
    );
    let note = "Rang the next day: skin calm.";
    let added = signed_session::add_note(clinic.app(), signed.id, plain_note(note))
        .await
        .unwrap();

    assert_eq!(
        session::get(clinic.app(), signed.id).await.unwrap(),
        before,
        "the record is as it was signed"
    );
    let view = signed_session::get(clinic.app(), signed.id).await.unwrap();
    assert_eq!(view.record_hash, signed.record_hash);
    let stood: Vec<_> = view
        .amendments
        .iter()
        .map(|one| (one.text.as_str(), one.signed_name.as_str(), one.at))
        .collect();
    assert_eq!(stood, [(note, "Marigold Featherstitch, RN", clinic.now())]);
    let records: Vec<u32> = view
        .pages
        .iter()
        .filter(|page| page.kind == DocumentKind::SessionRecord)
        .map(|page| page.version)
        .collect();
    assert_eq!(records, [2, 1], "the old page stays");
    let said = words(&clinic, added.record.unwrap()).await;
    assert!(
        said.contains(note) && said.contains("Handed over"),
        "{said}"
    );
    assert_eq!(
        document::get_bytes(clinic.app(), first).await.unwrap(),
        first_bytes
    );
}

#[tokio::test]
async fn a_corrected_end_counts_every_date_anew_and_somebody_tells_the_patient() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let signed = clinic.sign_session(clinic.session(patient)).await.unwrap();
    let first_sheet = signed.sheet.unwrap();
    let end = session::get(clinic.app(), signed.id)
        .await
        .unwrap()
        .ended_at;
    clinic.tick();
    let note = |hours| SessionNoteInput {
        text: "The clock in the room was wrong.".to_owned(),
        ended_at: Some(end + TimeDelta::hours(hours)),
    };
    for (hours, code) in [(-12, "ends_before_start"), (24, "in_the_future")] {
        let refused = signed_session::add_note(clinic.app(), signed.id, note(hours)).await;
        let refused = serde_json::to_string(&refused.unwrap_err()).unwrap();
        assert!(
            refused.contains("ended_at") && refused.contains(code),
            "{refused}"
        );
    }
    let same = signed_session::add_note(clinic.app(), signed.id, note(0))
        .await
        .unwrap();
    assert_eq!(same.sheet, None, "no date changed, so no sheet did");

    clinic.sleep_days(2);
    let added = signed_session::add_note(clinic.app(), signed.id, note(24))
        .await
        .unwrap();

    let stands = session::get(clinic.app(), signed.id).await.unwrap();
    assert_eq!(stands.ended_at, end + TimeDelta::hours(24));
    let view = signed_session::get(clinic.app(), signed.id).await.unwrap();
    assert_eq!(
        (view.session.ended_at, view.record_hash.as_str()),
        (end, signed.record_hash.as_str()),
        "what was signed stands as it was signed"
    );
    let versions: Vec<u32> = view
        .pages
        .iter()
        .filter(|page| page.kind == DocumentKind::Aftercare)
        .map(|page| page.version)
        .collect();
    assert_eq!(versions, [2, 1], "the old sheet stays");
    let sheet = added.sheet.unwrap();
    assert_eq!(
        sheet::get_aftercare(clinic.app(), signed.id).await.unwrap(),
        sheet
    );
    let (old, new) = (
        words(&clinic, first_sheet).await,
        words(&clinic, sheet).await,
    );
    assert_ne!(
        dated_words(&old),
        dated_words(&new),
        "other days stand on it"
    );
    let record = words(&clinic, added.record.unwrap()).await;
    assert!(
        record.contains("the end was corrected, see the notes"),
        "{record}"
    );
    assert!(
        record.contains("Every date counted from its end changed with it."),
        "{record}"
    );
    let told: Vec<_> = task::list(clinic.app(), patient)
        .await
        .unwrap()
        .into_iter()
        .map(|one| (one.task.kind, one.done.is_some()))
        .collect();
    assert_eq!(told, [(TaskKind::TellPatient, false)]);
}

/// The figures of a sheet: its days, times and years.
fn dated_words(said: &str) -> Vec<&str> {
    said.split_whitespace()
        .filter(|word| word.chars().all(|c| c.is_ascii_digit()))
        .collect()
}

#[tokio::test]
async fn a_price_that_is_no_amount_is_refused_before_anybody_reads_the_form() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let mut plan: ConsentPlan = serde_json::from_value(clinic.plan()).unwrap();
    plan.costs.per_visit = Some(-1.0);
    assert!(
        consent::get_form(clinic.app(), patient, plan)
            .await
            .is_err()
    );
}

#[tokio::test]
async fn a_sheet_is_in_the_language_of_the_record_with_the_approved_one_beside_it() {
    let clinic = Clinic::ready().await;
    clinic.set_time("08:30");
    let mut form = patient_form();
    form["languages"] = json!(["Spanish (Mexico)"]);
    let patient = patient::record_patient(clinic.app(), serde_json::from_value(form).unwrap())
        .await
        .unwrap();
    today::record_arrival(clinic.app(), patient).await.unwrap();
    clinic.consult(patient).await;
    clinic.screen(patient).await;
    clinic.consent(patient).await;
    let signed = clinic.sign_session(clinic.session(patient)).await.unwrap();
    let said = words(&clinic, signed.sheet.unwrap()).await;
    for line in [
        "Cómo cuidar su piel a partir de hoy",
        "Traducción aún no revisada por un profesional clínico.",
        "Caring for your skin after today",
    ] {
        assert!(said.contains(line), "no {line:?} in {said}");
    }
}
