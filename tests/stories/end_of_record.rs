//! The end of a record: kept as long as it must be, held for as long as a claim lasts, and then gone without a trace.

use chrono::{Months, NaiveDate};
use needlebook_api::end_of_record::{
    erase, get, lift_legal_hold, list_due_for_review, place_legal_hold,
};
use needlebook_api::record_check::RecordState;
use needlebook_api::{
    ApiError, audit, document, export, merge, patient_page, record_check, search, sheet, stock,
};
use needlebook_domain::erasure::ErasureInput;
use needlebook_domain::ids::PatientId;
use needlebook_domain::issue::IssueCode;
use serde_json::{Value, json};

use crate::attachments;
use crate::clinic::Clinic;
use crate::photos;

fn wish(patient: PatientId, changed: &Value) -> ErasureInput {
    let mut form = json!({
        "patient": patient, "record_number": "A-0001", "ground": "patient_asked", "reason": "asked by letter"
    });
    for (key, value) in changed.as_object().unwrap() {
        form[key] = value.clone();
    }
    serde_json::from_value(form).unwrap()
}

async fn refused(clinic: &Clinic, wish: ErasureInput) -> Vec<(String, IssueCode)> {
    match erase(clinic.app(), wish).await {
        Err(ApiError::Invalid { issues }) => issues
            .into_iter()
            .map(|issue| (issue.path, issue.code))
            .collect(),
        other => panic!("{other:?}"),
    }
}

/// A patient with a signed session, papers, photos, another entry merged into theirs, and one that was separated again.
async fn lived(clinic: &Clinic) -> PatientId {
    let patient = clinic.patient_ready_to_treat().await;
    let draft = clinic.session(patient);
    let session = draft.id;
    clinic.sign_session(draft).await.unwrap();
    sheet::get_aftercare(clinic.app(), session).await.unwrap();
    photos::eventful(clinic, patient).await;
    attachments::eventful(clinic, patient).await;
    let red = clinic.react(patient, json!({"grade": 1})).await;
    let again = serde_json::from_value(crate::reaction::still_open("2099-01-01")).unwrap();
    needlebook_api::reaction::follow_up(clinic.app(), red, again)
        .await
        .unwrap();
    needlebook_api::reaction::make_report(clinic.app(), red)
        .await
        .unwrap();
    let twin = clinic.register("Ada", "Bodkin-Selvedge").await;
    merge::merge(clinic.app(), patient, twin, "the same face".into())
        .await
        .unwrap();
    patient
}

#[tokio::test]
async fn a_record_is_kept_for_ten_years_and_then_due_for_review() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    clinic.sign_session(clinic.session(patient)).await.unwrap();
    let today: NaiveDate = clinic.today();
    let end = get(clinic.app(), patient).await.unwrap();
    assert_eq!(end.last_session, Some(today));
    assert_eq!(end.kept_until, today + Months::new(120));
    assert!(!end.is_over && end.hold.is_none());
    assert!(list_due_for_review(clinic.app()).await.unwrap().is_empty());

    clinic.sleep_days(3_660);
    let due = list_due_for_review(clinic.app()).await.unwrap();
    let due: Vec<_> = due.iter().map(|row| row.hit.id).collect();
    assert_eq!(due, [patient]);

    place_legal_hold(clinic.app(), patient, "complaint 7".into())
        .await
        .unwrap();
    assert!(list_due_for_review(clinic.app()).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_record_under_a_legal_hold_is_neither_erased_nor_merged() {
    let clinic = Clinic::ready().await;
    let patient = clinic.register("Ada", "Bodkin").await;
    let other = clinic.register("Ada", "Bodkin").await;
    place_legal_hold(clinic.app(), patient, "complaint 7".into())
        .await
        .unwrap();
    let held = get(clinic.app(), patient).await.unwrap().hold.unwrap();
    assert_eq!(
        (held.reason.as_str(), held.by.as_str()),
        ("complaint 7", "Marigold Featherstitch")
    );
    let answer = erase(clinic.app(), wish(patient, &json!({}))).await;
    assert!(matches!(answer, Err(ApiError::LegalHold)), "{answer:?}");
    for (into, merged) in [(patient, other), (other, patient)] {
        let answer = merge::merge(clinic.app(), into, merged, "one face".into()).await;
        assert!(matches!(answer, Err(ApiError::LegalHold)), "{answer:?}");
    }
    lift_legal_hold(clinic.app(), patient, "settled".into())
        .await
        .unwrap();
    erase(clinic.app(), wish(patient, &json!({})))
        .await
        .unwrap();
}

#[tokio::test]
async fn nobody_erases_by_mistake() {
    let clinic = Clinic::ready().await;
    let patient = clinic.register("Ada", "Bodkin").await;
    for (changed, path, code) in [
        (
            json!({"record_number": "A-0002"}),
            "record_number",
            IssueCode::DoesNotMatch,
        ),
        (json!({"reason": " "}), "reason", IssueCode::Required),
        (
            json!({"reason": "as bodkin asked"}),
            "reason",
            IssueCode::NamesThePatient,
        ),
        (
            json!({"ground": "retention_over"}),
            "ground",
            IssueCode::NotAChoice,
        ),
        (
            json!({"ground": "erased_before"}),
            "ground",
            IssueCode::NotAChoice,
        ),
    ] {
        let found = refused(&clinic, wish(patient, &changed)).await;
        assert_eq!(found, [(path.to_owned(), code)], "{changed}");
    }
    assert!(patient_page::get(clinic.app(), patient).await.is_ok());

    clinic.sleep_days(3_660);
    erase(
        clinic.app(),
        wish(patient, &json!({"ground": "retention_over", "reason": ""})),
    )
    .await
    .unwrap();
}

#[tokio::test]
async fn what_is_erased_leaves_no_trace_but_that_it_was_there() {
    let mut clinic = Clinic::ready().await;
    let lots = stock::list_lots(clinic.app()).await.unwrap();
    let before: Vec<_> = lots.iter().map(|lot| lot.left).collect();
    let patient = lived(&clinic).await;
    let page = patient_page::get(clinic.app(), patient).await.unwrap();
    let (given, family) = (page.patient.given.clone(), page.patient.family.clone());
    let papers: Vec<_> = page.documents.iter().map(|paper| paper.id).collect();
    assert!(!papers.is_empty());
    let after: Vec<_> = stock::list_lots(clinic.app())
        .await
        .unwrap()
        .iter()
        .map(|lot| lot.left)
        .collect();
    assert_ne!(before, after, "a session takes a cartridge");

    let done = erase(clinic.app(), wish(patient, &json!({})))
        .await
        .unwrap();
    assert!(done.events > 10 && done.files > 3, "{done:?}");

    let gone = patient_page::get(clinic.app(), patient).await;
    assert!(matches!(gone, Err(ApiError::NotFound { .. })));
    for typed in [family.as_str(), given.as_str(), "A-0001", "Bodkin-Selvedge"] {
        let found = search::search_patients(clinic.app(), typed.to_owned())
            .await
            .unwrap();
        let theirs = found.hits.iter().any(|hit| hit.record_number == "A-0001");
        assert!(!theirs, "{typed} finds nobody");
    }
    for paper in papers {
        assert!(document::get_bytes(clinic.app(), paper).await.is_err());
    }
    let left: Vec<_> = stock::list_lots(clinic.app())
        .await
        .unwrap()
        .iter()
        .map(|lot| lot.left)
        .collect();
    assert_eq!(left, after, "what was used stays used");

    let checked = record_check::verify(clinic.app()).await.unwrap();
    assert!(matches!(checked, RecordState::Whole { .. }), "{checked:?}");
    let next = clinic.register("Zelda", "Hem").await;
    let page = patient_page::get(clinic.app(), next).await.unwrap();
    assert_ne!(
        page.patient.record_number, "A-0001",
        "a number is given once"
    );

    let seen = audit::list(clinic.app(), audit::AuditQuery::default())
        .await
        .unwrap();
    assert!(seen.rows.iter().any(|row| row.what == "patient_erased"));
    let stick = clinic.folder.with_file_name("stick");
    export::export_clinic(clinic.app(), &stick, String::new())
        .await
        .unwrap();
    assert_names_nobody(&stick, &[&family, "Bodkin-Selvedge"]);

    let store = clinic.opened_from_outside().await;
    let mut reader = store.reader().await.unwrap();
    let tables: Vec<String> =
        sqlx::query_scalar("SELECT name FROM sqlite_schema WHERE type = 'table'")
            .fetch_all(&mut *reader)
            .await
            .unwrap();
    for table in tables {
        let columns: Vec<String> = sqlx::query_scalar("SELECT name FROM pragma_table_info(?)")
            .bind(&table)
            .fetch_all(&mut *reader)
            .await
            .unwrap();
        for column in columns {
            let sql = format!(
                "SELECT count(*) FROM \"{table}\" WHERE instr(lower(CAST(\"{column}\" AS TEXT)), lower(?)) > 0"
            );
            for name in [family.as_str(), "bodkin-selvedge"] {
                let rows: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(sql.clone()))
                    .bind(name)
                    .fetch_one(&mut *reader)
                    .await
                    .unwrap();
                assert_eq!(rows, 0, "{table}.{column} still says {name}");
            }
        }
    }
    let overwrites: i64 = sqlx::query_scalar("PRAGMA secure_delete")
        .fetch_one(&mut *reader)
        .await
        .unwrap();
    assert_eq!(overwrites, 1, "what was deleted is overwritten in the file");
}

fn assert_names_nobody(folder: &std::path::Path, names: &[&str]) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            assert_names_nobody(&path, names);
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        for name in names {
            assert!(!text.contains(name), "{} in {}", name, path.display());
        }
    }
}
