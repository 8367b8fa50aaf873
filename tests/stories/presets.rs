//! Presets: a plan with a name, made from any session, used in the next, and never carrying a fact from one patient to
//! another. And the plan that is made before a visit.

use needlebook_api::draft::{self, DraftInput};
use needlebook_api::preset::{self, PresetView};
use needlebook_api::{ApiError, audit, session};
use needlebook_domain::concern::Concern;
use needlebook_domain::depth::DepthFlag;
use needlebook_domain::device::DeviceProfileId;
use needlebook_domain::ids::PresetId;
use needlebook_domain::issue::IssueCode;
use needlebook_domain::preset::{PresetDecision, PresetSource};
use needlebook_domain::session::ZoneState;

use crate::clinic::Clinic;

async fn listed(clinic: &Clinic) -> Vec<PresetView> {
    preset::list(clinic.app(), None).await.unwrap()
}

/// A preset of the session that was signed today.
async fn made_from_signed(clinic: &Clinic) -> PresetId {
    let patient = clinic.patient_ready_to_treat().await;
    let signed = clinic.sign_session(clinic.session(patient)).await.unwrap();
    let source = PresetSource::Signed { session: signed.id };
    preset::record(clinic.app(), "Scars, both cheeks".to_owned(), source)
        .await
        .unwrap()
}

fn refused(answer: Result<(), ApiError>) -> Vec<(String, IssueCode)> {
    match answer {
        Err(ApiError::Invalid { issues }) => {
            let pairs = issues.into_iter().map(|issue| (issue.path, issue.code));
            pairs.collect()
        }
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn a_preset_holds_the_plan_of_the_session_and_nothing_that_was_seen_or_used() {
    let mut clinic = Clinic::ready().await;
    made_from_signed(&clinic).await;
    let view = listed(&clinic).await.remove(0);
    assert_eq!(
        (view.preset.concern, view.preset.profile),
        (Concern::AcneScars, DeviceProfileId::SkinpenPrecision)
    );
    let depths: Vec<f64> = view.preset.zones.iter().map(|plan| plan.depth_mm).collect();
    assert_eq!(depths, [1.5, 1.25]);
    assert!(view.troubles.is_empty(), "{:?}", view.troubles);
    let kept = clinic.dump().await;
    let body = kept["preset"].join("\n");
    for fact in ["endpoint", "pain", "done_at", "patient", "lot", "Barnaby"] {
        assert!(!body.contains(fact), "{fact} is in the preset: {body}");
    }
}

#[tokio::test]
async fn it_is_renamed_planned_anew_and_retired_and_every_decision_stands_in_the_journal() {
    let clinic = Clinic::ready().await;
    let id = made_from_signed(&clinic).await;
    clinic.tick();
    preset::rename(clinic.app(), id, "Cheeks for scars".to_owned())
        .await
        .unwrap();
    let patient = clinic.register("Thaddeus", "Bobbinworth").await;
    let mut draft = clinic.session(patient);
    draft.zones[0].depth_mm = Some(1.0);
    draft.zones[1].state = ZoneState::NotTreated;
    let open = PresetSource::Open {
        draft: Box::new(draft),
    };
    preset::correct(clinic.app(), id, open).await.unwrap();
    preset::retire(clinic.app(), id).await.unwrap();

    let view = listed(&clinic).await.remove(0);
    assert!(view.preset.retired);
    assert_eq!(view.preset.name, "Cheeks for scars");
    let depths: Vec<f64> = view.preset.zones.iter().map(|plan| plan.depth_mm).collect();
    assert_eq!(depths, [1.0], "the zone that was left out is not planned");
    let decisions: Vec<_> = view.changes.iter().map(|change| change.decision).collect();
    assert_eq!(
        decisions,
        [
            PresetDecision::Retired,
            PresetDecision::Replanned,
            PresetDecision::Renamed,
            PresetDecision::Made,
        ]
    );
    assert_eq!(
        view.changes[3].preset.name, "Scars, both cheeks",
        "what it was called before stays readable"
    );
    let told = audit::list(clinic.app(), audit::AuditQuery::default())
        .await
        .unwrap();
    let decided = told.rows.iter().filter(|row| row.what == "preset_changed");
    assert_eq!(decided.count(), 4);
    assert_eq!(
        refused(preset::rename(clinic.app(), id, "Again".to_owned()).await),
        [("preset".to_owned(), IssueCode::NotAChoice)]
    );
}

#[tokio::test]
async fn a_name_is_given_once_and_a_plan_without_device_or_depth_is_no_preset() {
    let clinic = Clinic::ready().await;
    made_from_signed(&clinic).await;
    let patient = clinic.register("Thaddeus", "Bobbinworth").await;
    let mut draft = clinic.session(patient);
    draft.device = None;
    draft.zones.clear();
    let source = PresetSource::Open {
        draft: Box::new(draft),
    };
    let answer = preset::record(clinic.app(), "scars, both Cheeks".to_owned(), source).await;
    assert_eq!(
        refused(answer.map(|_| ())),
        [
            ("name".to_owned(), IssueCode::AlreadyUsed),
            ("zones".to_owned(), IssueCode::Required),
            ("device".to_owned(), IssueCode::Required),
        ]
    );
    assert_eq!(listed(&clinic).await.len(), 1);
}

#[tokio::test]
async fn a_preset_says_which_of_its_depths_another_device_cannot_do() {
    let clinic = Clinic::ready().await;
    let patient = clinic.register("Thaddeus", "Bobbinworth").await;
    let mut draft = clinic.session(patient);
    draft.zones[0].depth_mm = Some(1.75);
    let source = PresetSource::Open {
        draft: Box::new(draft),
    };
    preset::record(clinic.app(), "Deep".to_owned(), source)
        .await
        .unwrap();
    let exceed = clinic.add_device("exceed").await;
    let views = preset::list(clinic.app(), Some(exceed)).await.unwrap();
    let told: Vec<_> = views[0]
        .troubles
        .iter()
        .map(|trouble| (trouble.depth_mm, trouble.flag))
        .collect();
    assert_eq!(told, [(1.75, DepthFlag::AboveDeviceMax)]);
}

#[tokio::test]
async fn a_plan_made_before_the_visit_is_what_the_session_starts_from() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let start = session::get_start(clinic.app(), patient).await.unwrap();
    let mut planned = start.draft;
    planned.device = Some(clinic.device);
    planned.zones = clinic.session(patient).zones;
    for row in &mut planned.zones {
        row.state = ZoneState::Planned;
        (row.endpoint, row.pain, row.done_at) = (None, None, None);
    }
    let input = DraftInput {
        kind: "session".to_owned(),
        subject: patient.0,
        body: serde_json::to_string(&planned).unwrap(),
        version: 0,
    };
    draft::save(clinic.app(), input).await.unwrap();

    clinic.lock().await;
    clinic.sleep_days(3);
    clinic.unlock().await;
    let opened = session::get_start(clinic.app(), patient).await.unwrap();
    assert_eq!(
        opened.draft.zones, planned.zones,
        "three days later the plan stands in the grid, and nothing of it is done"
    );
    clinic.set_time("08:40");
    clinic.screen(patient).await;
    clinic.set_time("08:50");
    clinic.consent(patient).await;
    let mut draft = clinic.session(patient);
    draft.id = opened.draft.id;
    clinic
        .sign_session(draft)
        .await
        .expect("the session itself is judged on its own day");
}
