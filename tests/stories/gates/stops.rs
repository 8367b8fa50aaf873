//! A gate that shuts under an open session stands over it wherever the session shows (PRACTICE 18).

use needlebook_api::draft::{self, DraftInput};
use needlebook_api::screening::{self, DisagreementInput};
use needlebook_api::today::{self, TodayRow};
use needlebook_api::{SessionStep, SessionStop, consent, patient_page, session};
use needlebook_domain::consent_withdrawal::WithdrawalScope;
use needlebook_domain::ids::PatientId;
use needlebook_domain::person::Role;
use needlebook_domain::screening_record::RightStatement;
use needlebook_domain::session::{
    GapCode, Incident, IncidentKind, LogEntry, LogLine, SessionDraft, Tick,
};
use needlebook_domain::timeline::Told;
use serde_json::json;

use crate::clinic::{Clinic, at};

impl Clinic {
    /// Puts a draft where the window keeps it while it is typed.
    async fn chart(&self, draft: &SessionDraft) {
        let kept = draft::find(self.app(), "session".to_owned(), draft.patient.0)
            .await
            .unwrap();
        let input = DraftInput {
            kind: "session".to_owned(),
            subject: draft.patient.0,
            body: json!({ "value": draft, "focus": null }).to_string(),
            version: kept.map_or(0, |kept| kept.version),
        };
        draft::save(self.app(), input).await.unwrap();
    }

    /// The cream has been on since nine, and nothing else was done.
    fn numbing(&self, patient: PatientId) -> SessionDraft {
        let mut draft = self.session(patient);
        draft.zones.clear();
        draft.check_in.antiseptic = None;
        (draft.numbing[0].off_at, draft.numbing[0].removed) = (None, false);
        (draft.products_after, draft.ended_at) = (Vec::new(), None);
        draft
    }

    async fn stop_shown(&self, patient: PatientId) -> Option<SessionStop> {
        let page = patient_page::get(self.app(), patient).await.unwrap();
        let row = self.row(patient).await;
        let (strip, today) = (stop_of(&page.session), stop_of(&row.session));
        assert_eq!(strip, today, "strip and Today say the same");
        strip
    }

    async fn row(&self, patient: PatientId) -> TodayRow {
        let rows = today::get_today(self.app()).await.unwrap().rows;
        rows.into_iter()
            .find(|row| row.patient_id == patient)
            .unwrap()
    }
}

fn stop_of(step: &SessionStep) -> Option<SessionStop> {
    match step {
        SessionStep::Open { stop, .. } => *stop,
        other => panic!("the session is open: {other:?}"),
    }
}

#[tokio::test]
async fn a_late_answer_stands_over_a_running_clock_on_every_screen() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    clinic.set_time("09:15");
    let draft = clinic.numbing(patient);
    clinic.chart(&draft).await;
    assert_eq!(clinic.stop_shown(patient).await, None);

    clinic.set_time("09:20");
    let current = json!({"isotretinoin": {"status": "current", "last_dose": null}});
    screening::sign(clinic.app(), clinic.screening_with(patient, current))
        .await
        .unwrap();
    assert_eq!(
        clinic.stop_shown(patient).await,
        Some(SessionStop::Screening)
    );
    let check = session::check(clinic.app(), draft.clone())
        .await
        .unwrap()
        .check;
    for before in [&check.before_numbing, &check.before_needling] {
        let gap = before
            .iter()
            .find(|gap| gap.code == GapCode::ScreeningStops)
            .unwrap();
        assert_eq!(
            gap.happened, None,
            "the cream went on while the gate stood open: that is no incident"
        );
    }
    let SessionStep::Open { numbing_on_at, .. } = clinic.row(patient).await.session else {
        panic!("the session stays open")
    };
    assert!(
        numbing_on_at.is_some(),
        "the clock runs on until the cream is off"
    );

    clinic.set_time("09:25");
    let mut put_right = clinic.screening(patient);
    let check = screening::check(clinic.app(), put_right.clone())
        .await
        .unwrap();
    put_right.disagreements = check
        .disagreeing
        .into_iter()
        .map(|found| DisagreementInput {
            key: found.key,
            on_record: found.on_record,
            right: RightStatement::Today,
        })
        .collect();
    screening::sign(clinic.app(), put_right).await.unwrap();
    assert_eq!(
        clinic.stop_shown(patient).await,
        None,
        "an answer that was put right opens it again"
    );
}

#[tokio::test]
async fn a_consent_taken_back_stands_over_the_session_and_reception_is_told_nothing() {
    let mut clinic = Clinic::ready().await;
    let desk = clinic
        .hire(
            "Odette Basting",
            vec![Role::Reception],
            "basting thread on a spool",
        )
        .await;
    clinic.lock().await;
    clinic.unlock().await;
    let patient = clinic.arrived_patient().await;
    clinic.screen(patient).await;
    let signed = clinic.consent(patient).await;
    clinic.set_time("09:15");
    clinic.chart(&clinic.numbing(patient)).await;
    consent::withdraw(
        clinic.app(),
        signed.id,
        WithdrawalScope::Whole,
        "No more".to_owned(),
    )
    .await
    .unwrap();
    assert_eq!(clinic.stop_shown(patient).await, Some(SessionStop::Consent));
    clinic.lock().await;
    clinic.unlock_as(desk, "basting thread on a spool").await;
    assert_eq!(
        stop_of(&clinic.row(patient).await.session),
        None,
        "PRACTICE 66"
    );
}

#[tokio::test]
async fn an_emergency_is_signed_with_its_times_and_opens_no_task_of_its_own() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let wall = |wall| at(clinic.today(), wall);
    let by = clinic.owner;
    let mut draft = clinic.numbing(patient);
    draft.incidents = vec![Incident {
        kind: IncidentKind::Faint,
        about: None,
        what: "Slid off the chair".to_owned(),
        log: vec![LogEntry {
            line: LogLine::Pulse,
            text: "52".to_owned(),
            by,
            at: wall("09:13"),
        }],
        over: None,
        by,
        at: wall("09:12"),
    }];
    clinic.set_time("09:15");
    clinic.chart(&draft).await;
    assert_eq!(
        clinic.stop_shown(patient).await,
        Some(SessionStop::Emergency)
    );

    let mut whole = clinic.session(patient);
    whole.incidents = draft.incidents;
    assert_eq!(
        clinic.refused_codes(whole.clone()).await,
        [
            GapCode::NeedlingDuringEmergency,
            GapCode::NeedlingDuringEmergency,
            GapCode::EmergencyOpen
        ],
        "no needle while it goes on"
    );
    whole.incidents[0].over = Some(Tick {
        by,
        at: wall("09:30"),
    });
    let signed = clinic.sign_session(whole).await.unwrap();
    let kept = session::get(clinic.app(), signed.id).await.unwrap();
    assert_eq!(kept.record.incidents[0].at, wall("09:12"), "the time stays");
    let page = patient_page::get(clinic.app(), patient).await.unwrap();
    assert!(
        page.timeline
            .items
            .iter()
            .any(|item| matches!(item.told, Told::Session { incidents: 1, .. }))
    );
}
