//! Somebody rings after a session (PRACTICE 66): the desk asks, says what to do, and a practitioner finds it on Today.

use needlebook_api::incoming_call::{CallQuestions, get_questions, record};
use needlebook_api::{ApiError, task, today};
use needlebook_domain::ids::PatientId;
use needlebook_domain::incoming_call::{IncomingCallInput, RedFlag, Urgency};
use needlebook_domain::issue::IssueCode;
use needlebook_domain::person::Role;

use crate::clinic::{Clinic, PASSPHRASE};

const DESK: &str = "running stitch along a hem";

fn call(flags: &[RedFlag], said: &str, told: bool) -> IncomingCallInput {
    IncomingCallInput {
        flags: flags.to_vec(),
        said: said.to_owned(),
        told,
    }
}

fn told(questions: &CallQuestions, urgency: Urgency) -> String {
    let advice = questions.tell.iter().find(|one| one.urgency == urgency);
    advice.unwrap().sentences.join(" ")
}

async fn with_a_desk() -> (Clinic, PatientId) {
    let mut clinic = Clinic::ready().await;
    let id = clinic.arrived_patient().await;
    let desk = clinic
        .hire("Rosalind Tacking", vec![Role::Reception], DESK)
        .await;
    clinic.lock().await;
    clinic.unlock_as(desk, DESK).await;
    (clinic, id)
}

#[tokio::test]
async fn the_desk_is_told_what_to_say_and_the_nurse_is_told_what_was_said() {
    let (clinic, id) = with_a_desk().await;
    let questions = get_questions(clinic.app()).await.unwrap();
    assert_eq!(questions.signs.len(), RedFlag::ALL.len());
    assert!(told(&questions, Urgency::Emergency).contains("Call 999 now"));
    assert!(told(&questions, Urgency::SameDay).contains("01632 960777"));
    let heard = call(
        &[RedFlag::Sore, RedFlag::Allergy, RedFlag::Sore],
        "Since this morning.",
        true,
    );
    record(clinic.app(), id, heard).await.unwrap();
    let seen = today::get_today(clinic.app()).await.unwrap();
    assert!(
        seen.needs_you.iter().all(|one| one.task.is_none()),
        "what was found over the telephone is not the desk's to read again"
    );

    clinic.lock().await;
    clinic.unlock_as(clinic.owner, PASSPHRASE).await;
    let seen = today::get_today(clinic.app()).await.unwrap();
    let waits = seen.needs_you.iter().find(|one| one.task.is_some());
    let waits = waits.expect("it stands on Today at once");
    assert_eq!(
        waits.text,
        "Rang about: swelling, rash all over or hard to breathe; more sore, hot or swollen. Told to call 999. “Since this morning.”"
    );
    assert!(waits.call.is_some(), "with the number to ring");
    let tasks = task::list(clinic.app(), id).await.unwrap();
    assert_eq!(tasks[0].opened_by, "Rosalind Tacking");
}

#[tokio::test]
async fn only_a_practitioner_ticks_off_a_sign_and_the_desk_its_own_calls() {
    let (clinic, id) = with_a_desk().await;
    let sign = record(clinic.app(), id, call(&[RedFlag::ColdSore], "", true))
        .await
        .unwrap();
    let refused = task::mark_done(clinic.app(), sign, "rang".into()).await;
    assert!(
        matches!(refused, Err(ApiError::NotAllowed { .. })),
        "{refused:?}"
    );
    let message = record(clinic.app(), id, call(&[], "Asks about the price.", false))
        .await
        .unwrap();
    task::mark_done(clinic.app(), message, "told".into())
        .await
        .unwrap();
    clinic.lock().await;
    clinic.unlock_as(clinic.owner, PASSPHRASE).await;
    task::mark_done(clinic.app(), sign, "Advised, prescriber asked.".into())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_call_has_a_sign_or_words_and_a_sign_is_answered_before_it_is_written_down() {
    let clinic = Clinic::ready().await;
    let id = clinic.arrived_patient().await;
    for (input, path) in [
        (call(&[], "  ", true), "said"),
        (call(&[RedFlag::Eye], "Both eyes.", false), "told"),
    ] {
        match record(clinic.app(), id, input).await {
            Err(ApiError::Invalid { issues }) => {
                assert_eq!(
                    (issues[0].path.as_str(), issues[0].code),
                    (path, IssueCode::Required)
                );
            }
            other => panic!("{path}: {other:?}"),
        }
    }
    assert!(task::list(clinic.app(), id).await.unwrap().is_empty());
}
