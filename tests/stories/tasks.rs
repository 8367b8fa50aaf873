//! Tasks and call-backs: on Today when their day comes, done and undone with who and when.

use chrono::{Days, NaiveDate};
use needlebook_api::today::{self, Call, NeedsYou, NeedsYouKind};
use needlebook_api::{ApiError, patient, task, timeline};
use needlebook_domain::ids::PatientId;
use needlebook_domain::issue::IssueCode;
use needlebook_domain::person::Role;
use needlebook_domain::timeline::Topic;
use serde_json::{Value, json};

use crate::clinic::{Clinic, patient_form};

pub fn call_back(due_on: NaiveDate) -> Value {
    json!({"call_back": true, "text": "ask how the chin is", "due_on": due_on})
}

async fn waiting(clinic: &Clinic) -> Vec<NeedsYou> {
    let view = today::get_today(clinic.app()).await.unwrap();
    let tasks = view
        .needs_you
        .into_iter()
        .filter(|need| need.task.is_some());
    tasks.collect()
}

async fn open(clinic: &Clinic, patient: PatientId, form: Value) -> needlebook_domain::ids::TaskId {
    let input = serde_json::from_value(form).unwrap();
    task::record(clinic.app(), patient, input).await.unwrap()
}

#[tokio::test]
async fn a_call_reaches_today_on_its_day_and_leaves_it_when_done() {
    let clinic = Clinic::ready().await;
    let patient = clinic.register("Barnaby", "Selvedge").await;
    let id = open(&clinic, patient, call_back(clinic.today() + Days::new(2))).await;
    assert!(waiting(&clinic).await.is_empty(), "not yet");
    clinic.sleep_days(2);
    let [need] = waiting(&clinic).await.try_into().unwrap();
    assert_eq!(
        (need.kind, need.text.as_str(), need.call),
        (
            NeedsYouKind::CallBack,
            "ask how the chin is",
            Some(Call::Phone {
                number: "01632 960123".into()
            })
        )
    );
    task::mark_done(clinic.app(), id, "left a message".into())
        .await
        .unwrap();
    assert!(waiting(&clinic).await.is_empty());
    let done = task::list(clinic.app(), patient)
        .await
        .unwrap()
        .remove(0)
        .done
        .unwrap();
    assert_eq!(
        (done.by.as_str(), done.at, done.outcome.as_str()),
        ("Marigold Featherstitch", clinic.now(), "left a message")
    );
    task::mark_done(clinic.app(), id, "twice".into())
        .await
        .unwrap();
    task::reopen(clinic.app(), id).await.unwrap();
    assert_eq!(waiting(&clinic).await.len(), 1, "undone, it waits again");
    let told = timeline::get(clinic.app(), patient, Some(Topic::Tasks), None)
        .await
        .unwrap();
    assert_eq!(
        told.items.len(),
        3,
        "opened, done, reopened; done twice is done once"
    );
}

/// PRACTICE 65.
#[tokio::test]
async fn lists_obey_what_the_patient_said_about_the_telephone() {
    let clinic = Clinic::ready().await;
    for (change, expected) in [
        (json!({"phone": false}), Call::NotByPhone),
        (json!({"phone": true, "never": ["phone"]}), Call::NotByPhone),
        (
            json!({"never": ["email"]}),
            Call::Phone {
                number: "01632 960123".into(),
            },
        ),
    ] {
        let mut form = patient_form();
        for (key, value) in change.as_object().unwrap() {
            form["contact"][key] = value.clone();
        }
        let patient = patient::record_patient(clinic.app(), serde_json::from_value(form).unwrap())
            .await
            .unwrap();
        let id = open(&clinic, patient, call_back(clinic.today())).await;
        let [need] = waiting(&clinic).await.try_into().unwrap();
        assert_eq!(need.call, Some(expected), "{change}");
        task::mark_done(clinic.app(), id, String::new())
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn the_desk_sees_whom_to_call_and_not_why() {
    let mut clinic = Clinic::ready().await;
    let desk = clinic
        .hire(
            "Pia Pincushion",
            vec![Role::Reception],
            "ladder stitch over a hem",
        )
        .await;
    clinic.unlock().await;
    let patient = clinic.register("Barnaby", "Selvedge").await;
    let call = open(&clinic, patient, call_back(clinic.today())).await;
    let mut other = call_back(clinic.today());
    other["call_back"] = false.into();
    let to_do = open(&clinic, patient, other).await;
    clinic.lock().await;

    clinic.unlock_as(desk, "ladder stitch over a hem").await;
    let [need] = waiting(&clinic).await.try_into().unwrap();
    assert_eq!(
        (need.kind, need.text.as_str()),
        (NeedsYouKind::CallBack, "")
    );
    assert!(matches!(
        task::mark_done(clinic.app(), to_do, String::new()).await,
        Err(ApiError::NotAllowed { .. })
    ));
    task::mark_done(clinic.app(), call, "spoke to him".into())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_task_needs_words_and_a_day_to_come() {
    let clinic = Clinic::ready().await;
    let patient = clinic.register("Barnaby", "Selvedge").await;
    let yesterday = clinic.today() - Days::new(1);
    for (form, path, code) in [
        (
            json!({"call_back": false, "text": " ", "due_on": clinic.today()}),
            "text",
            IssueCode::Required,
        ),
        (
            json!({"call_back": true, "text": "", "due_on": null}),
            "due_on",
            IssueCode::Required,
        ),
        (
            json!({"call_back": true, "text": "", "due_on": yesterday}),
            "due_on",
            IssueCode::TooEarly,
        ),
    ] {
        let input = serde_json::from_value(form).unwrap();
        let Err(ApiError::Invalid { issues }) = task::record(clinic.app(), patient, input).await
        else {
            panic!("{path} was taken")
        };
        assert_eq!((issues[0].path.as_str(), issues[0].code), (path, code));
    }
}
