//! Reactions: recorded, followed until they are settled, deferring the next session by themselves, and marked where the
//! needle would go deeper again.

use chrono::Days;
use needlebook_api::alert::Alert;
use needlebook_api::reaction::{self, ReactionList};
use needlebook_api::today::{self, Call, NeedsYouKind};
use needlebook_api::{ApiError, document, patient_page, screening, session, timeline};
use needlebook_domain::depth::DepthFlag;
use needlebook_domain::document::DocumentKind;
use needlebook_domain::ids::{PatientId, ReactionId};
use needlebook_domain::issue::IssueCode;
use needlebook_domain::reaction::{ReactionKind, ReactionOutcome};
use needlebook_domain::rule::RuleId;
use needlebook_domain::screening::{OnRecord, Outcome, RecordedFact};
use needlebook_domain::session::{SettledGuard, WayOut};
use needlebook_domain::timeline::{HistoryChange, Told, Topic};
use serde_json::{Value, json};

use crate::clinic::Clinic;

/// A reaction of grade 2 as it is typed: the left cheek stays red.
pub fn redness() -> Value {
    json!({
        "kind": "prolonged_redness", "words": "", "session": null, "zones": [["cheeks", "left"]],
        "onset_on": "2026-10-20", "onset_time": "", "grade": 2, "done": "Cool pack, photo taken.",
        "check_on": "2099-01-01"
    })
}

/// A look at it that finds it still there.
pub fn still_open(check_on: &str) -> Value {
    json!({
        "outcome": "open", "resolved_on": null, "text": "Paler.", "reported_to": "", "reported_on": null,
        "check_on": check_on
    })
}

impl Clinic {
    /// A reaction that began today, to be looked at again in two days.
    pub async fn react(&self, patient: PatientId, changed: Value) -> ReactionId {
        let mut form = redness();
        form["onset_on"] = json!(self.today());
        form["check_on"] = json!(self.today() + Days::new(2));
        for (key, value) in changed.as_object().unwrap() {
            form[key] = value.clone();
        }
        let input = serde_json::from_value(form).unwrap();
        reaction::record(self.app(), patient, input).await.unwrap()
    }

    async fn look_again(&self, id: ReactionId, form: Value) {
        let input = serde_json::from_value(form).unwrap();
        reaction::follow_up(self.app(), id, input).await.unwrap();
    }

    async fn resolve(&self, id: ReactionId) {
        self.look_again(
            id,
            json!({
                "outcome": "resolved", "resolved_on": self.today(), "text": "All clear.", "reported_to": "",
                "reported_on": null, "check_on": null
            }),
        )
        .await;
    }

    async fn reactions(&self, patient: PatientId) -> ReactionList {
        reaction::list(self.app(), patient).await.unwrap()
    }

    /// What today's clear answers come to.
    async fn judged(&self, patient: PatientId) -> (Outcome, Vec<RuleId>) {
        let check = screening::check(self.app(), self.screening(patient))
            .await
            .unwrap();
        let answer = check.judged.so_far;
        (answer.outcome, answer.rules)
    }
}

#[tokio::test]
async fn an_open_reaction_of_grade_two_defers_by_itself_until_its_outcome_is_recorded() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let (outcome, _) = clinic.judged(patient).await;
    assert!(outcome < Outcome::Defer, "an ordinary day");

    let mild = clinic.react(patient, json!({"grade": 1})).await;
    let (outcome, _) = clinic.judged(patient).await;
    assert!(outcome < Outcome::Defer, "grade 1 does not defer");

    let worse = clinic.react(patient, json!({})).await;
    let (outcome, rules) = clinic.judged(patient).await;
    assert_eq!(outcome, Outcome::Defer);
    assert!(rules.contains(&RuleId::R37), "{rules:?}");

    let referred = json!({
        "outcome": "referred", "resolved_on": null, "text": "Sent to Dr Bobbin.", "reported_to": "Dr Bobbin",
        "reported_on": clinic.today(), "check_on": clinic.today()
    });
    clinic.look_again(worse, referred).await;
    assert_eq!(
        clinic.judged(patient).await.0,
        Outcome::Defer,
        "somebody else looks after it; it is not over"
    );
    clinic.resolve(worse).await;
    let (outcome, _) = clinic.judged(patient).await;
    assert!(outcome < Outcome::Defer, "the outcome settles it");
    clinic.resolve(mild).await;
    let list = clinic.reactions(patient).await;
    assert!(list.reactions.iter().all(|one| !one.open));
}

#[tokio::test]
async fn a_reaction_recorded_after_todays_screening_shuts_the_sessions_gate() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let id = clinic
        .react(patient, json!({"kind": "infection", "grade": 3}))
        .await;
    clinic.set_time("10:05");
    let state = session::check(clinic.app(), clinic.session(patient))
        .await
        .unwrap();
    assert_eq!(
        state.screening,
        needlebook_domain::screening_record::ScreeningGate::Stopped,
        "nobody has to answer the question again for it to count"
    );
    clinic.resolve(id).await;
    clinic
        .sign_session(clinic.session(patient))
        .await
        .expect("settled, the same screening opens the session");
}

#[tokio::test]
async fn looking_again_is_a_task_that_reaches_today_and_is_done_by_looking() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let id = clinic.react(patient, json!({})).await;
    let waiting = async || {
        let view = today::get_today(clinic.app()).await.unwrap();
        let needs = view.needs_you.into_iter();
        let mine: Vec<_> = needs
            .filter(|need| need.kind == NeedsYouKind::CheckReaction)
            .collect();
        mine
    };
    assert!(waiting().await.is_empty(), "not yet");
    clinic.sleep_days(2);
    let [need] = waiting().await.try_into().unwrap();
    assert!(matches!(need.call, Some(Call::Phone { .. })));
    let in_three_days = (clinic.today() + Days::new(3)).to_string();
    clinic.look_again(id, still_open(&in_three_days)).await;
    assert!(waiting().await.is_empty(), "looked at");
    clinic.sleep_days(3);
    assert_eq!(waiting().await.len(), 1, "and it is looked at again");
    clinic.resolve(id).await;
    clinic.sleep_days(30);
    assert!(waiting().await.is_empty(), "over");
    let list = clinic.reactions(patient).await;
    let told: Vec<ReactionOutcome> = list.reactions[0]
        .follow_ups
        .iter()
        .map(|one| one.follow_up.outcome)
        .collect();
    assert!(
        matches!(
            told[..],
            [ReactionOutcome::Open, ReactionOutcome::Resolved { .. }]
        ),
        "{told:?}"
    );
}

#[tokio::test]
async fn a_reaction_is_corrected_with_its_old_value_and_taken_back_with_a_reason() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let id = clinic.react(patient, json!({})).await;
    let page = patient_page::get(clinic.app(), patient).await.unwrap();
    let (reaction, grade) = (ReactionKind::ProlongedRedness, 2);
    assert!(
        page.alerts
            .contains(&Alert::OpenReaction { reaction, grade })
    );

    let mut form = redness();
    (form["grade"], form["onset_on"]) = (3.into(), json!(clinic.today()));
    let correct = |version| {
        let input = serde_json::from_value(form.clone()).unwrap();
        reaction::correct(clinic.app(), id, version, input)
    };
    correct(1).await.unwrap();
    assert_eq!(
        correct(1).await,
        Err(ApiError::Conflict { current_version: 2 }),
        "two people correcting one reaction: neither is lost"
    );
    let view = clinic.reactions(patient).await.reactions.remove(0);
    let changed: Vec<_> = view
        .corrections
        .iter()
        .map(|one| {
            let change = &one.change;
            (
                change.field.as_str(),
                change.old.as_str(),
                change.new.as_str(),
            )
        })
        .collect();
    assert_eq!(changed, [("grade", "2", "3")]);

    reaction::void(clinic.app(), id, 2, "it was her sister".into())
        .await
        .unwrap();
    let view = clinic.reactions(patient).await.reactions.remove(0);
    assert_eq!(view.voided.as_deref(), Some("it was her sister"));
    assert!(clinic.judged(patient).await.0 < Outcome::Defer);
    let told = timeline::get(clinic.app(), patient, Some(Topic::Reactions), None)
        .await
        .unwrap();
    let changes: Vec<HistoryChange> = told
        .items
        .iter()
        .map(|item| match &item.told {
            Told::Reaction { change, .. } => *change,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        changes,
        [
            HistoryChange::Voided,
            HistoryChange::Corrected,
            HistoryChange::Recorded
        ]
    );
}

/// PRACTICE 58.
#[tokio::test]
async fn going_deeper_where_a_reaction_was_asks_a_reason() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let first = clinic.sign_session(clinic.session(patient)).await.unwrap();
    let id = clinic
        .react(patient, json!({"grade": 1, "session": first.id}))
        .await;
    clinic.resolve(id).await;
    clinic.sleep_days(30);
    clinic.set_time("08:40");
    let mut form = clinic.screening_with(patient, json!({"prior_reaction": true}));
    let reason = json!({"rule": "R32", "reason": "healed well"});
    form.settled = vec![serde_json::from_value(reason).unwrap()];
    screening::sign(clinic.app(), form).await.unwrap();
    let start = session::get_start(clinic.app(), patient).await.unwrap();
    let [marked] = start.reacted.try_into().unwrap();
    assert_eq!(
        (marked.kind, marked.last_um),
        (ReactionKind::ProlongedRedness, Some(1_250)),
        "over, and still marked, with the depth of last time"
    );

    let mut draft = clinic.session(patient);
    assert!(
        clinic.deeper(&draft).await.is_empty(),
        "as deep as last time"
    );
    draft.zones[1].depth_mm = Some(1.5);
    let keys = clinic.deeper(&draft).await;
    let [key] = keys.as_slice() else {
        panic!("{keys:?}")
    };
    assert!(key.starts_with("D10:cheeks:left"), "{key}");
    assert!(!clinic.refused(draft.clone()).await.is_empty());
    draft.settled.push(SettledGuard {
        key: key.clone(),
        reason: "healed well, agreed with the lead".into(),
        by: clinic.owner,
        at: clinic.now(),
    });
    clinic.sign_session(draft).await.unwrap();
}

impl Clinic {
    /// The open guards that speak of going deeper where a reaction was.
    async fn deeper(&self, draft: &needlebook_domain::session::SessionDraft) -> Vec<String> {
        self.set_time("10:05");
        let state = session::check(self.app(), draft.clone()).await.unwrap();
        state
            .check
            .guards
            .into_iter()
            .filter(|guard| guard.flag == DepthFlag::DeeperAfterReaction)
            .inspect(|guard| assert_eq!(guard.way_out, WayOut::Reason))
            .map(|guard| guard.key)
            .collect()
    }
}

/// PRACTICE 13: what happened here contradicts "never".
#[tokio::test]
async fn never_reacted_badly_disagrees_with_a_reaction_on_the_record() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    clinic.react(patient, json!({"grade": 1})).await;
    let check = screening::check(clinic.app(), clinic.screening(patient))
        .await
        .unwrap();
    let found = check
        .disagreeing
        .iter()
        .find(|one| one.key == "prior_reaction");
    let fact = RecordedFact::Reaction("prolonged_redness".into());
    assert_eq!(
        found.map(|one| &one.on_record),
        Some(&OnRecord::Fact { fact })
    );
}

#[tokio::test]
async fn what_is_missing_or_cannot_be_is_named_field_by_field() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let empty = json!({
        "kind": null, "words": "", "session": null, "zones": [], "onset_on": null, "onset_time": "25:10",
        "grade": null, "done": "", "check_on": null
    });
    let refused = async |form: Value| {
        let input = serde_json::from_value(form).unwrap();
        match reaction::record(clinic.app(), patient, input).await {
            Err(ApiError::Invalid { issues }) => issues
                .into_iter()
                .map(|issue| (issue.path, issue.code))
                .collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        }
    };
    let named = |found: &[(&str, IssueCode)]| -> Vec<(String, IssueCode)> {
        found
            .iter()
            .map(|(path, code)| ((*path).to_owned(), *code))
            .collect()
    };
    assert_eq!(
        refused(empty).await,
        named(&[
            ("kind", IssueCode::Required),
            ("onset_on", IssueCode::Required),
            ("onset_time", IssueCode::WrongForm),
            ("grade", IssueCode::Required),
        ])
    );
    let mut form = redness();
    form["onset_on"] = json!(clinic.today() + Days::new(1));
    (form["kind"], form["grade"]) = ("other".into(), 6.into());
    assert_eq!(
        refused(form).await,
        named(&[
            ("words", IssueCode::Required),
            ("onset_on", IssueCode::InTheFuture),
            ("grade", IssueCode::OutOfRange),
        ])
    );
    let mut form = redness();
    form["onset_on"] = json!(clinic.today());
    form["check_on"] = json!(clinic.today() - Days::new(1));
    assert_eq!(
        refused(form.clone()).await,
        named(&[("check_on", IssueCode::TooEarly)])
    );
    form["check_on"] = json!(clinic.today());
    form["session"] = json!(uuid::Uuid::now_v7());
    assert_eq!(
        refused(form).await,
        named(&[("session", IssueCode::NotAChoice)]),
        "another patient's session is none of theirs"
    );
    assert!(clinic.reactions(patient).await.reactions.is_empty());
}

#[tokio::test]
async fn the_report_is_kept_like_every_page_and_numbered() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let id = clinic.react(patient, json!({})).await;
    let made = reaction::make_report(clinic.app(), id).await.unwrap();
    let view = document::get(clinic.app(), made).await.unwrap();
    assert_eq!(view.document.kind, DocumentKind::ReactionReport);
    assert_eq!(view.document.number, "A-AE-0001");
    assert_eq!(view.document.patient, Some(patient));
    clinic.resolve(id).await;
    let again = reaction::make_report(clinic.app(), id).await.unwrap();
    let view = document::get(clinic.app(), again).await.unwrap();
    assert_eq!(view.document.version, 2, "the earlier one stays");
}
