//! The clinic's report: what was done over a period, counted, with nobody named.

use needlebook_api::{ApiError, audit, export, reaction, report};
use needlebook_domain::concern::Concern;
use needlebook_domain::device::DeviceProfileId;
use needlebook_domain::issue::IssueCode;
use needlebook_domain::report::{Report, ReportPeriod};
use needlebook_domain::zone::Zone;
use needlebook_store::report as counted;
use serde_json::json;
use sqlx::Row;

use crate::clinic::{Clinic, first_day};
use crate::reaction::redness;

async fn report(clinic: &Clinic) -> Report {
    let period = ReportPeriod {
        from: first_day(),
        to: clinic.today(),
    };
    report::get(clinic.app(), period).await.unwrap()
}

/// One patient treated, whose left cheek reacted; and a reaction that was none.
async fn treated_and_reacted(clinic: &Clinic) {
    let patient = clinic.patient_ready_to_treat().await;
    let signed = clinic.sign_session(clinic.session(patient)).await.unwrap();
    let react = async |session: serde_json::Value| {
        let mut form = redness();
        form["onset_on"] = json!(clinic.today());
        form["session"] = session;
        let input = serde_json::from_value(form).unwrap();
        reaction::record(clinic.app(), patient, input)
            .await
            .unwrap()
    };
    react(json!(signed.id)).await;
    react(json!(null)).await;
    let never = react(json!(signed.id)).await;
    reaction::void(clinic.app(), never, 1, "another patient's".to_owned())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_report_counts_sessions_depths_endpoints_and_reactions_and_gives_no_share_of_few() {
    let clinic = Clinic::ready().await;
    treated_and_reacted(&clinic).await;
    let report = report(&clinic).await;
    assert_eq!(report.sessions, 1);
    assert_eq!(report.by_concern[0].concern, Some(Concern::AcneScars));
    assert_eq!(
        report.by_device[0].profile,
        Some(DeviceProfileId::SkinpenPrecision)
    );
    assert_eq!(report.by_practitioner.len(), 1);
    let cheeks = &report.depths[0];
    assert_eq!((cheeks.zone, cheeks.zones), (Zone::Cheeks, 2));
    let depths: Vec<_> = cheeks.depths.iter().map(|one| one.depth_um).collect();
    assert_eq!(depths, [1_250, 1_500], "both sides of a zone are one zone");
    assert_eq!(
        (
            report.reacted.count,
            report.reacted.of,
            report.reacted.share
        ),
        (1, 1, None),
        "one of one is no hundred per cent"
    );
    assert_eq!(
        report.without_session, 1,
        "a reaction that names no session is in no rate"
    );
    let kinds: u32 = report.by_kind.iter().map(|one| one.reactions).sum();
    assert_eq!(kinds, 2, "one that never was is not counted");
}

#[tokio::test]
async fn what_lies_outside_the_days_is_not_counted_and_days_turned_round_are_refused() {
    let clinic = Clinic::ready().await;
    treated_and_reacted(&clinic).await;
    clinic.sleep_days(3);
    let later = ReportPeriod {
        from: clinic.today(),
        to: clinic.today(),
    };
    let report = report::get(clinic.app(), later).await.unwrap();
    assert_eq!((report.sessions, report.by_kind.len()), (0, 0));
    let turned = ReportPeriod {
        from: clinic.today(),
        to: first_day(),
    };
    let Err(ApiError::Invalid { issues }) = report::get(clinic.app(), turned).await else {
        panic!("days turned round were counted")
    };
    assert_eq!(issues[0].code, IssueCode::EndsBeforeStart);
}

#[tokio::test]
async fn sessions_and_zones_are_counted_from_an_index_alone() {
    let mut clinic = Clinic::ready().await;
    treated_and_reacted(&clinic).await;
    let store = clinic.opened_from_outside().await;
    let mut reader = store.reader().await.unwrap();
    for (question, index) in [
        (counted::SESSIONS, "session_figures"),
        (counted::ZONES, "session_zone_figures"),
    ] {
        let plan = sqlx::query(sqlx::AssertSqlSafe(format!(
            "EXPLAIN QUERY PLAN {question}"
        )))
        .bind("2026-01-01")
        .bind("2026-12-31")
        .fetch_all(&mut *reader)
        .await
        .unwrap();
        let steps: Vec<String> = plan.iter().map(|step| step.get("detail")).collect();
        let covered = format!("USING COVERING INDEX {index}");
        assert!(
            steps.iter().any(|step| step.contains(&covered)),
            "fifty thousand sessions would be read whole: {steps:?}"
        );
    }
}

#[tokio::test]
async fn the_tables_leave_with_a_record_of_it_and_without_a_name() {
    let clinic = Clinic::ready().await;
    treated_and_reacted(&clinic).await;
    let folder = clinic.folder.with_file_name("out");
    std::fs::create_dir(&folder).unwrap();
    let period = ReportPeriod {
        from: first_day(),
        to: clinic.today(),
    };
    let left = export::export_report(clinic.app(), period, &folder, String::new())
        .await
        .unwrap();
    let mut whole = String::new();
    for name in ["sessions.csv", "depths.csv", "rates.csv"] {
        whole.push_str(&std::fs::read_to_string(left.place.join(name)).unwrap());
    }
    assert!(whole.contains("month,2026-"), "{whole}");
    assert!(whole.contains("cheeks,1.250,1"), "{whole}");
    assert!(
        whole.contains("sessions with a reaction,1,1,,,"),
        "no share of few: {whole}"
    );
    assert!(!whole.contains("Selvedge"), "a patient is named: {whole}");
    let told = audit::list(clinic.app(), audit::AuditQuery::default())
        .await
        .unwrap();
    assert!(told.rows.iter().any(|row| row.what == "report_exported"));
}
