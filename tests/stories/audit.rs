//! Who did what, when, and to whom: what the owner can look up, and what leaves a trace in turn.

use needlebook_api::audit::{self, AuditGroup, AuditQuery};
use needlebook_api::patient_page;
use needlebook_store::journal::Fact;

use crate::clinic::{Clinic, PASSPHRASE};

async fn kinds(clinic: &Clinic, query: AuditQuery) -> Vec<String> {
    let page = audit::list(clinic.app(), query).await.unwrap();
    page.rows.into_iter().map(|row| row.what).collect()
}

#[tokio::test]
async fn who_looked_at_a_patient_is_found_by_the_patient() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let other = clinic.register("Ada", "Bodkin").await;
    patient_page::get(clinic.app(), patient).await.unwrap();
    let about = AuditQuery {
        about: Some(patient),
        ..AuditQuery::default()
    };
    let page = audit::list(clinic.app(), about.clone()).await.unwrap();
    let looked = page
        .rows
        .iter()
        .find(|row| row.what == "patient_viewed")
        .unwrap();
    assert_eq!(looked.who.as_deref(), Some("Marigold Featherstitch"));
    assert_eq!(
        looked.about.as_ref().unwrap().name,
        "Barnaby Selvedge-Hemsworth"
    );
    let found: Vec<&str> = page.rows.iter().map(|row| row.what.as_str()).collect();
    for kind in [
        "patient_registered",
        "screening_signed",
        "consent_signed",
        "document_made",
    ] {
        assert!(found.contains(&kind), "{kind} was done to them: {found:?}");
    }
    let views = AuditQuery {
        group: Some(AuditGroup::Views),
        ..about
    };
    assert_eq!(kinds(&clinic, views).await, ["patient_viewed"]);
    let others = AuditQuery {
        about: Some(other),
        ..AuditQuery::default()
    };
    assert_eq!(kinds(&clinic, others).await, ["patient_registered"]);
}

#[tokio::test]
async fn the_list_is_newest_first_and_goes_on_where_it_stopped() {
    let clinic = Clinic::ready().await;
    for number in 0..130 {
        clinic
            .register(
                "Barnaby",
                &format!("Selvedge-{}", "x".repeat(number % 7 + 1)),
            )
            .await;
    }
    let page = audit::list(clinic.app(), AuditQuery::default())
        .await
        .unwrap();
    assert!(page.more);
    assert!(page.rows.windows(2).all(|pair| pair[0].seq > pair[1].seq));
    let last = page.rows.last().unwrap().seq;
    let next = AuditQuery {
        before: Some(last),
        ..AuditQuery::default()
    };
    let next = audit::list(clinic.app(), next).await.unwrap();
    assert_eq!(next.rows[0].seq, last - 1);
    let total = page.rows.len() + next.rows.len();
    assert_eq!(
        total, page.rows[0].seq as usize,
        "and ends with the first entry"
    );
}

#[tokio::test]
async fn the_groups_share_out_every_entry_and_none_twice() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    clinic.sign_session(clinic.session(patient)).await.unwrap();
    clinic.lock().await;
    clinic.unlock_as(clinic.owner, PASSPHRASE).await;
    let all = kinds(&clinic, AuditQuery::default()).await;
    let mut shared = Vec::new();
    for group in [
        AuditGroup::Views,
        AuditGroup::Access,
        AuditGroup::Documents,
        AuditGroup::Clinic,
        AuditGroup::Records,
    ] {
        let only = AuditQuery {
            group: Some(group),
            ..AuditQuery::default()
        };
        shared.extend(kinds(&clinic, only).await);
    }
    let (mut all, mut shared) = (all, shared);
    all.sort();
    shared.sort();
    assert_eq!(all, shared);
}

#[tokio::test]
async fn a_list_that_was_saved_says_so_in_the_next_one() {
    let clinic = Clinic::ready().await;
    clinic.register("=cmd()", "Selvedge").await;
    let out = clinic.folder.with_file_name("audit.csv");
    audit::save_to(clinic.app(), AuditQuery::default(), &out)
        .await
        .unwrap();
    let text = std::fs::read_to_string(out).unwrap();
    assert!(text.starts_with("number,at,who,what,patient\r\n"));
    assert!(
        text.contains("\"'=cmd() Selvedge\""),
        "a name is no formula: {text}"
    );
    assert_eq!(
        kinds(&clinic, AuditQuery::default()).await[0],
        "audit_exported"
    );
}

/// The names of every kind of event, from the reader's own complaint about one that does not exist.
fn known_kinds() -> Vec<String> {
    let nobody = serde_json::json!({"kind": "?", "body": null});
    let complaint = serde_json::from_value::<Fact>(nobody)
        .unwrap_err()
        .to_string();
    let (_, list) = complaint.split_once("expected one of ").unwrap();
    list.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_kind_of_event_has_its_words_on_the_screen() {
    let ui = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui");
    let messages = std::fs::read_to_string(format!("{ui}/messages/en.json")).unwrap();
    let table =
        std::fs::read_to_string(format!("{ui}/src/lib/features/audit/audit-words.ts")).unwrap();
    let kinds = known_kinds();
    assert!(kinds.len() > 40, "{kinds:?}");
    for kind in kinds {
        assert!(
            messages.contains(&format!("\"audit_kind_{kind}\":")),
            "{kind} has no words"
        );
        assert!(
            table.contains(&format!("  {kind}: m.audit_kind_{kind}")),
            "{kind} is not shown"
        );
    }
}
