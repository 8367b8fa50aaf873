//! Two entries of one person: found, merged, read as one, and separated again.

use needlebook_api::merge::{self, Likeness, MergeTrouble};
use needlebook_api::{ApiError, medical_history, note, patient, patient_page, search};
use needlebook_domain::ids::PatientId;
use serde_json::json;

use crate::clinic::{Clinic, patient_form};
use crate::medical_history::line;

async fn register(clinic: &Clinic, given: &str, family: &str, birth_on: &str) -> PatientId {
    let mut form = patient_form();
    form["given"] = json!(given);
    form["family"] = json!(family);
    form["birth_on"] = json!(birth_on);
    form["phone"] = json!("");
    form["email"] = json!("");
    patient::record_patient(clinic.app(), serde_json::from_value(form).unwrap())
        .await
        .unwrap()
}

async fn numbers(clinic: &Clinic, typed: &str) -> Vec<String> {
    search::search_patients(clinic.app(), typed.to_owned())
        .await
        .unwrap()
        .hits
        .into_iter()
        .map(|hit| hit.record_number)
        .collect()
}

async fn entries(clinic: &Clinic, id: PatientId) -> usize {
    patient_page::get(clinic.app(), id)
        .await
        .unwrap()
        .timeline
        .items
        .len()
}

const SAME: &str = "the same person, she said so";

#[tokio::test]
async fn both_entries_are_read_as_one_and_separate_again() {
    let clinic = Clinic::ready().await;
    let kept = register(&clinic, "Marigold", "Thimble", "1988-04-12").await;
    let gone = register(&clinic, "Mary-Gold", "Thimbel", "1988-04-12").await;
    clinic.consult(kept).await;
    clinic.consult(gone).await;
    clinic.consult(gone).await;
    let (before_kept, before_gone) = (entries(&clinic, kept).await, entries(&clinic, gone).await);
    assert!(before_kept > 0 && before_gone > 0);

    merge::merge(clinic.app(), kept, gone, SAME.to_owned())
        .await
        .unwrap();
    let page = patient_page::get(clinic.app(), kept).await.unwrap();
    assert_eq!(
        page.timeline.items.len(),
        before_kept + before_gone + 1,
        "both histories stand under one, and that they were merged"
    );
    assert_eq!(page.merged.len(), 1);
    assert_eq!(page.merged[0].record_number, "A-0002");
    assert_eq!(
        patient_page::get(clinic.app(), gone)
            .await
            .unwrap()
            .patient
            .id,
        kept,
        "whoever opens the other entry reads this one"
    );
    for typed in ["A-0001", "A-0002", "thimbel", "marigold", "mary"] {
        assert_eq!(numbers(&clinic, typed).await, ["A-0001"], "{typed}");
    }
    let listed = patient::list_patients(clinic.app(), 0).await.unwrap().hits;
    assert_eq!(listed.len(), 1, "one person is one line of the list");

    merge::unmerge(clinic.app(), gone, "two cousins after all".to_owned())
        .await
        .unwrap();
    assert_eq!(
        entries(&clinic, kept).await,
        before_kept + 2,
        "merged and separated"
    );
    assert_eq!(entries(&clinic, gone).await, before_gone);
    assert_eq!(numbers(&clinic, "A-0002").await, ["A-0002"]);
    assert_eq!(numbers(&clinic, "marigold").await, ["A-0001"]);
}

#[tokio::test]
async fn what_is_recorded_after_a_merge_stays_with_the_one_that_was_kept() {
    let clinic = Clinic::ready().await;
    let kept = register(&clinic, "Marigold", "Thimble", "1988-04-12").await;
    let gone = register(&clinic, "Mary", "Thimble", "1988-04-12").await;
    merge::merge(clinic.app(), kept, gone, SAME.to_owned())
        .await
        .unwrap();
    clinic.consult(gone).await;
    let mut form = patient_form();
    form["family"] = json!("Bodkin");
    patient::correct_patient(clinic.app(), gone, 1, serde_json::from_value(form).unwrap())
        .await
        .unwrap();
    for typed in ["bodkin", "A-0002", "mary"] {
        assert_eq!(numbers(&clinic, typed).await, ["A-0001"], "{typed}");
    }
    merge::unmerge(clinic.app(), gone, "two cousins".to_owned())
        .await
        .unwrap();
    assert_eq!(
        entries(&clinic, kept).await,
        5,
        "added, merged, consulted, corrected, separated"
    );
    assert_eq!(entries(&clinic, gone).await, 1, "added");
    assert_eq!(numbers(&clinic, "bodkin").await, ["A-0001"]);
    assert_eq!(numbers(&clinic, "mary thimble").await, ["A-0002"]);
}

#[tokio::test]
async fn an_allergy_of_either_entry_is_on_the_strip_of_both_read_as_one() {
    let clinic = Clinic::ready().await;
    let kept = register(&clinic, "Marigold", "Thimble", "1988-04-12").await;
    let gone = register(&clinic, "Mary", "Thimble", "1988-04-12").await;
    let allergy = serde_json::from_value(line("lidocaine")).unwrap();
    medical_history::record(clinic.app(), gone, allergy)
        .await
        .unwrap();
    note::sign(clinic.app(), gone, "Well.".to_owned())
        .await
        .unwrap();
    let warned = async |id| {
        let page = patient_page::get(clinic.app(), id).await.unwrap();
        (page.alerts.len(), page.notes.len())
    };
    assert_eq!(warned(kept).await, (0, 0));
    merge::merge(clinic.app(), kept, gone, SAME.to_owned())
        .await
        .unwrap();
    assert_eq!(warned(kept).await, (1, 1));
    merge::unmerge(clinic.app(), gone, "two cousins".to_owned())
        .await
        .unwrap();
    assert_eq!(warned(kept).await, (0, 0));
    assert_eq!(warned(gone).await, (1, 1), "each has their own again");
}

#[tokio::test]
async fn likely_duplicates_are_listed_until_somebody_decides() {
    let clinic = Clinic::ready().await;
    let a = register(&clinic, "Marigold", "Thimble", "1988-04-12").await;
    let b = register(&clinic, "Marigld", "Thimbel", "1988-04-12").await;
    let c = register(&clinic, "Marigold", "Thimble", "1988-12-04").await;
    register(&clinic, "Ada", "Bodkin", "1988-04-12").await;
    let pairs = async || {
        merge::list_duplicates(clinic.app())
            .await
            .unwrap()
            .into_iter()
            .map(|pair| (pair.one.hit.id, pair.other.hit.id, pair.likeness))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        pairs().await,
        [
            (a, b, Likeness::SameBirthDate),
            (a, c, Likeness::NearlySameBirthDate)
        ],
        "the likeliest first; a shared birthday alone is nothing"
    );
    merge::tell_apart(clinic.app(), c, a).await.unwrap();
    merge::merge(clinic.app(), a, b, SAME.to_owned())
        .await
        .unwrap();
    assert!(pairs().await.is_empty());
}

#[tokio::test]
async fn a_merge_that_would_lose_something_is_refused() {
    let clinic = Clinic::ready().await;
    let kept = clinic.arrived_patient().await;
    let gone = clinic.arrived_patient().await;
    let refused = async |into, merged, reason: &str| {
        merge::merge(clinic.app(), into, merged, reason.to_owned()).await
    };
    assert!(
        matches!(
            refused(kept, gone, " ").await,
            Err(ApiError::Invalid { .. })
        ),
        "a merge has its reason"
    );
    let trouble = |trouble| Err(ApiError::NotMerged { trouble });
    assert_eq!(refused(kept, kept, SAME).await, trouble(MergeTrouble::Same));
    let typed = needlebook_api::draft::DraftInput {
        kind: "patient".to_owned(),
        subject: gone.0,
        body: "{}".to_owned(),
        version: 0,
    };
    needlebook_api::draft::save(clinic.app(), typed)
        .await
        .unwrap();
    assert_eq!(
        refused(kept, gone, SAME).await,
        trouble(MergeTrouble::OpenDraft),
        "what is being typed about somebody is finished first"
    );
    needlebook_api::draft::discard(clinic.app(), "patient".to_owned(), gone.0, None)
        .await
        .unwrap();
    refused(kept, gone, SAME).await.unwrap();
    assert_eq!(refused(kept, gone, SAME).await, trouble(MergeTrouble::Same));
    let third = clinic.arrived_patient().await;
    assert_eq!(
        refused(third, kept, SAME).await,
        trouble(MergeTrouble::HasMerged)
    );
    refused(gone, third, SAME).await.unwrap();
    let page = patient_page::get(clinic.app(), third).await.unwrap();
    assert_eq!(
        page.patient.id, kept,
        "into a merged entry is into the one that stays"
    );
}

#[tokio::test]
async fn every_table_of_a_patient_moves_with_a_merge() {
    let mut clinic = Clinic::ready().await;
    let store = clinic.opened_from_outside().await;
    let mut tables: Vec<String> = sqlx::query_scalar(
        "SELECT m.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c
         WHERE m.type = 'table' AND c.name = 'patient' ORDER BY m.name",
    )
    .fetch_all(&mut *store.reader().await.unwrap())
    .await
    .unwrap();
    // A record that is held is never merged (PRACTICE 70), so that its hold never moves.
    tables.retain(|table| table != "legal_hold");
    let mut known: Vec<&str> = needlebook_store::merge::OF_A_PATIENT
        .iter()
        .map(|(table, _)| *table)
        .collect();
    known.sort_unstable();
    assert_eq!(tables, known, "a new table of a patient is named there");
}
