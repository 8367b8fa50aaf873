//! Everything that happened with a patient, a window at a time: whole, by topic, and what left the clinic.

use needlebook_api::{document, note, patient_page, session, sheet, timeline};
use needlebook_domain::document::DocumentStep;
use needlebook_domain::ids::PatientId;
use needlebook_domain::timeline::{Told, Topic};
use sqlx::Row;
use std::path::Path;

use crate::clinic::Clinic;

/// Every line, read window by window.
async fn whole(clinic: &Clinic, patient: PatientId, topic: Option<Topic>) -> Vec<Told> {
    let (mut told, mut before) = (Vec::new(), None);
    loop {
        let window = timeline::get(clinic.app(), patient, topic, before)
            .await
            .unwrap();
        assert!(window.items.len() <= 40, "a window, not everything");
        before = window.items.last().map(|item| item.event);
        told.extend(window.items.into_iter().map(|item| item.told));
        if !window.more {
            return told;
        }
    }
}

#[tokio::test]
async fn windows_follow_one_another_without_a_gap_or_a_repetition() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    clinic.sign_session(clinic.session(patient)).await.unwrap();
    for number in 0..100 {
        note::sign(clinic.app(), patient, format!("Note {number}"))
            .await
            .unwrap();
    }
    let notes = whole(&clinic, patient, Some(Topic::Notes)).await;
    let expected: Vec<Told> = (0..100)
        .rev()
        .map(|number| Told::Note {
            text: format!("Note {number}"),
        })
        .collect();
    assert_eq!(notes, expected);
    let all = whole(&clinic, patient, None).await;
    assert_eq!(all[..100], expected[..], "the newest first");
    assert!(all.len() > 105, "and everything before them");
    assert_eq!(all.last(), Some(&Told::Registered));
    let page = patient_page::get(clinic.app(), patient).await.unwrap();
    assert!(page.timeline.more && page.timeline.items.len() == 40);
}

#[tokio::test]
async fn nobody_elses_line_stands_on_a_timeline() {
    let clinic = Clinic::ready().await;
    let patient = clinic.register("Barnaby", "Selvedge").await;
    let other = clinic.register("Hester", "Gingham").await;
    note::sign(clinic.app(), other, "Hers.".into())
        .await
        .unwrap();
    assert_eq!(whole(&clinic, patient, None).await, [Told::Registered]);
}

/// The disclosure log: what was printed, saved or handed over, of this patient, by whom and when.
#[tokio::test]
async fn what_left_the_clinic_is_told_with_who_and_when() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let signed = clinic.sign_session(clinic.session(patient)).await.unwrap();
    let record = sheet::get_record(clinic.app(), signed.id).await.unwrap();
    let copy = clinic.folder.with_file_name("copy.pdf");
    document::save_to(clinic.app(), record, &copy)
        .await
        .unwrap();
    clinic.set_time("10:20");
    document::record_handover(clinic.app(), signed.sheet.unwrap(), false)
        .await
        .unwrap();
    let log = timeline::get(clinic.app(), patient, Some(Topic::Disclosures), None)
        .await
        .unwrap();
    let steps: Vec<DocumentStep> = log
        .items
        .iter()
        .map(|item| match &item.told {
            Told::Disclosed { step, .. } => *step,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(steps, [DocumentStep::HandedOver, DocumentStep::Saved]);
    assert_eq!(log.items[0].by, "Marigold Featherstitch");
    assert_eq!(log.items[0].at, clinic.now());
    session::get(clinic.app(), signed.id).await.unwrap();
}

/// Thirty years cost what the window shows: every query about one patient walks an index, and none sorts. The queries
/// are read from the store's own text, so that a new one is held to it as well.
#[tokio::test]
async fn no_query_about_a_patient_scans_a_table_or_sorts() {
    let queries = queries_about_a_patient();
    assert!(queries.len() >= 15, "{} queries were found", queries.len());
    let mut clinic = Clinic::ready().await;
    let store = clinic.opened_from_outside().await;
    let mut reader = store.reader().await.unwrap();
    for query in queries {
        let plan = sqlx::query(sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {query}")))
            .fetch_all(&mut *reader)
            .await
            .unwrap();
        assert!(!plan.is_empty(), "{query}");
        for step in plan {
            let detail: String = step.get("detail");
            assert!(
                !detail.starts_with("SCAN") && !detail.contains("TEMP B-TREE"),
                "{query}: {detail}"
            );
        }
    }
}

/// Every literal of the store that selects by a patient's key.
fn queries_about_a_patient() -> Vec<String> {
    let store = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/store/src");
    let mut found = Vec::new();
    for (path, bytes) in crate::outside::files(&store) {
        // An erasure walks the whole journal once; nobody waits for a screen behind it.
        let is_erasure = path.ends_with("erasure.rs");
        if is_erasure || path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let text = String::from_utf8(bytes).unwrap();
        let literals = text.split("\"SELECT ").skip(1);
        let selects = literals.map(|rest| format!("SELECT {}", rest.split('"').next().unwrap()));
        found.extend(selects.filter(|query| query.contains("patient = ?")));
    }
    found
}
