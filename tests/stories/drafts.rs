//! What was typed is there again, whoever pulled the plug.

use needlebook_api::draft::{self, DraftInput};
use needlebook_api::patient_page;
use needlebook_api::start::{self, Start};
use needlebook_api::today::{self, NeedsYouKind};
use needlebook_api::{ApiError, SessionStep, session};
use needlebook_domain::session::SessionDraft;
use needlebook_domain::timeline::Told;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::clinic::{Clinic, at};
use crate::treatment::planned;

async fn save(
    clinic: &Clinic,
    kind: &str,
    subject: Uuid,
    body: &Value,
    version: u32,
) -> Result<u32, ApiError> {
    let input = DraftInput {
        kind: kind.to_owned(),
        subject,
        body: body.to_string(),
        version,
    };
    draft::save(clinic.app(), input)
        .await
        .map(|saved| saved.version)
}

async fn typed(clinic: &Clinic, kind: &str, subject: Uuid) -> Option<(Value, u32)> {
    let found = draft::find(clinic.app(), kind.to_owned(), subject)
        .await
        .unwrap()?;
    Some((serde_json::from_str(&found.body).unwrap(), found.version))
}

#[tokio::test]
async fn a_draft_comes_back_after_the_program_died_without_locking() {
    let mut clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let form = Uuid::now_v7();
    let text =
        json!({"focus": "notes", "value": {"notes": "left cheek a little redder; \u{1f9f5} مها"}});
    for kind in ["patient", "consultation", "screening", "consent", "clinic"] {
        save(&clinic, kind, form, &text, 0).await.unwrap();
    }
    let treating = json!({"focus": "zones.1.depth_mm", "value": clinic.session(patient)});
    save(&clinic, "session", patient.0, &treating, 0)
        .await
        .unwrap();

    clinic.crash();
    clinic.start();
    assert!(matches!(
        start::get_start(clinic.app()).await.unwrap(),
        Start::Locked { .. }
    ));
    clinic.unlock().await;
    for kind in ["patient", "consultation", "screening", "consent", "clinic"] {
        assert_eq!(
            typed(&clinic, kind, form).await,
            Some((text.clone(), 1)),
            "{kind}: back in the same field"
        );
    }
    let start = session::get_start(clinic.app(), patient).await.unwrap();
    assert_eq!(start.version, 1);
    assert_eq!(
        start.draft.zones.len(),
        2,
        "the session goes on where it stopped"
    );
    assert!(
        !needlebook_api::me::get_me(clinic.app())
            .await
            .unwrap()
            .put_back,
        "a crash is no tampering"
    );
    clinic.sign_session(start.draft).await.unwrap();
}

#[tokio::test]
async fn two_writers_of_one_draft_are_a_conflict_and_no_edit_is_lost() {
    let clinic = Clinic::set_up().await;
    let form = Uuid::now_v7();
    assert_eq!(
        save(&clinic, "patient", form, &json!({"notes": "one"}), 0).await,
        Ok(1)
    );
    assert_eq!(
        save(&clinic, "patient", form, &json!({"notes": "two"}), 1).await,
        Ok(2)
    );
    for stale in [0, 1, 3] {
        assert_eq!(
            save(
                &clinic,
                "patient",
                form,
                &json!({"notes": "other window"}),
                stale
            )
            .await,
            Err(ApiError::Conflict { current_version: 2 })
        );
    }
    assert_eq!(
        typed(&clinic, "patient", form).await,
        Some((json!({"notes": "two"}), 2))
    );
}

#[tokio::test]
async fn what_changed_since_the_cream_went_on_stands_in_the_signed_session() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let whole = clinic.session(patient);
    let mut draft = whole.clone();
    (draft.numbing[0].on_at, draft.numbing[0].off_at) = (None, None);
    draft.zones = whole.zones.iter().cloned().map(planned).collect();
    draft.zones[0].depth_mm = Some(0.5);
    let body = |draft: &SessionDraft| json!({"focus": "zones.0.depth_mm", "value": draft});
    clinic.set_time("08:59");
    save(&clinic, "session", patient.0, &body(&draft), 0)
        .await
        .unwrap();
    draft.zones[0].depth_mm = Some(1.0);
    save(&clinic, "session", patient.0, &body(&draft), 1)
        .await
        .unwrap();

    clinic.set_time("09:00");
    draft.numbing[0].on_at = whole.numbing[0].on_at;
    save(&clinic, "session", patient.0, &body(&draft), 2)
        .await
        .unwrap();
    clinic.set_time("09:10");
    draft.zones[0].depth_mm = Some(1.5);
    save(&clinic, "session", patient.0, &body(&draft), 3)
        .await
        .unwrap();
    let page = patient_page::get(clinic.app(), patient).await.unwrap();
    assert!(
        page.timeline
            .items
            .iter()
            .any(|item| matches!(item.told, Told::SessionOpen { .. }))
    );
    let SessionStep::Open {
        numbing_on_at,
        ready_from,
        off_by,
        ..
    } = page.session
    else {
        panic!("{:?}", page.session)
    };
    assert_eq!(numbing_on_at, Some(at(clinic.today(), "09:00")));
    assert_eq!(ready_from, Some(at(clinic.today(), "09:30")));
    assert_eq!(off_by, Some(at(clinic.today(), "09:45")));

    let signed = clinic.sign_session(whole).await.unwrap();
    let trail = session::get(clinic.app(), signed.id).await.unwrap().trail;
    let depths: Vec<_> = trail
        .iter()
        .filter(|entry| entry.field == "zones.0.depth_mm")
        .map(|entry| {
            (
                entry.old.as_deref(),
                entry.new.as_deref(),
                entry.at,
                entry.by,
            )
        })
        .collect();
    assert_eq!(
        depths,
        [(
            Some("1.0"),
            Some("1.5"),
            at(clinic.today(), "09:10"),
            clinic.owner
        )],
        "from numbing-on every change is kept with old, new, time and who; what was tried before it is not (PRACTICE 3)"
    );
    assert!(
        trail
            .iter()
            .any(|entry| entry.field == "numbing.0.on_at" && entry.old.is_none())
    );
}

#[tokio::test]
async fn discarding_keeps_who_and_when_and_never_the_content() {
    let mut clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let secret = json!({"notes": "said in confidence: beeswax thread"});
    save(&clinic, "patient", patient.0, &secret, 0)
        .await
        .unwrap();
    draft::discard(clinic.app(), "patient".to_owned(), patient.0, Some(patient))
        .await
        .unwrap();
    assert_eq!(typed(&clinic, "patient", patient.0).await, None);
    draft::discard(clinic.app(), "patient".to_owned(), patient.0, Some(patient))
        .await
        .unwrap();

    let dump = clinic.dump().await;
    let discarded: Vec<_> = dump["journal"]
        .iter()
        .filter(|row| row.contains("'draft_discarded'"))
        .collect();
    assert_eq!(
        discarded.len(),
        1,
        "a draft that is not there is not discarded again"
    );
    assert!(
        dump.values()
            .flatten()
            .all(|row| !row.contains("in confidence")),
        "the content is gone (SETTLED 6)"
    );
}

#[tokio::test]
async fn a_session_left_unsigned_is_shown_the_next_day() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let body = json!({"value": clinic.session(patient)});
    save(&clinic, "session", patient.0, &body, 0).await.unwrap();
    let waits = async || {
        let view = today::get_today(clinic.app()).await.unwrap();
        view.needs_you
            .into_iter()
            .map(|need| need.kind)
            .collect::<Vec<_>>()
    };
    assert!(waits().await.is_empty());
    clinic.sleep_days(1);
    assert_eq!(waits().await, [NeedsYouKind::UnsignedSession]);
}

#[tokio::test]
async fn a_running_numbing_clock_is_shown_while_locked_and_names_nobody() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let mut draft = clinic.session(patient);
    draft.numbing[0].off_at = None;
    save(&clinic, "session", patient.0, &json!({"value": draft}), 0)
        .await
        .unwrap();
    clinic.set_time("09:20");
    clinic.lock().await;
    let Start::Locked { clocks, .. } = start::get_start(clinic.app()).await.unwrap() else {
        panic!("not locked")
    };
    let [clock] = clocks.as_slice() else {
        panic!("one cream is on: {clocks:?}")
    };
    assert_eq!(clock.on_at, at(clinic.today(), "09:00"));
    assert!(
        !serde_json::to_string(&clocks)
            .unwrap()
            .to_lowercase()
            .contains("barnaby")
    );
}

#[tokio::test]
async fn the_locked_screen_speaks_of_drafts_only_where_something_was_typed() {
    let mut clinic = Clinic::ready().await;
    let kept = async |clinic: &Clinic| match start::get_start(clinic.app()).await.unwrap() {
        Start::Locked { drafts_kept, .. } => drafts_kept,
        other => panic!("{other:?}"),
    };
    let place = json!("/today");
    save(&clinic, "place", clinic.owner.0, &place, 0)
        .await
        .unwrap();
    clinic.lock().await;
    assert!(
        !kept(&clinic).await,
        "which screen was open is nothing that anybody typed"
    );
    clinic.unlock().await;
    let text = json!({"focus": "family", "value": {"family": "Selv"}});
    save(&clinic, "patient", clinic.owner.0, &text, 0)
        .await
        .unwrap();
    clinic.lock().await;
    assert!(kept(&clinic).await);
    clinic.crash();
    clinic.start();
    assert!(
        !kept(&clinic).await,
        "a program that just started cannot know it, so it does not say it"
    );
}
