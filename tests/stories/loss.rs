//! A laptop is stolen (PRACTICE 74): the record comes back from a backup, says who was on it, what is still to do and until when it
//! is reported, and claims nothing that it cannot know.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use needlebook_api::loss::{self, AfterLoss, LossPage, LossStepView};
use needlebook_api::restore::{self, RestoreKey};
use needlebook_api::set_up::TypedGroup;
use needlebook_api::{
    ApiError, audit, backup, document, end_of_record, export, note, patient, people, recovery,
    set_up, sheet, start, today,
};
use needlebook_domain::document::{DocumentKind, DocumentStep};
use needlebook_domain::ids::{DocumentId, LossId, PatientId};
use needlebook_domain::issue::IssueCode;
use needlebook_domain::loss::{DataKind, LossInput, LossStep, OutsideKind};
use needlebook_domain::person::Role;
use serde_json::{Value, json};
use std::path::PathBuf;

use crate::bad_input::issues;
use crate::clinic::{Clinic, PASSPHRASE, at, patient_form};
use crate::visit::printed_text;

const THEIRS: &str = "ladder stitch over a hem";
const OTHER: &str = "buttonhole petersham gusset basting";

/// Noticed on the clinic's first day, a Friday; the clocks go back on the Sunday after it.
pub fn stolen() -> Value {
    json!({
        "what": "The black laptop of room 2", "how": "stolen", "lost_on": null, "lost_time": "",
        "noticed_on": "2026-10-23", "noticed_time": "08:00", "state": "switched_off", "way_in_with_it": "no",
        "note": "The car stood in Bobbin Lane.", "found_on": null
    })
}

fn typed(changed: &Value) -> LossInput {
    let mut form = stolen();
    for (key, value) in changed.as_object().unwrap() {
        form[key] = value.clone();
    }
    serde_json::from_value(form).unwrap()
}

/// A loss that was recorded and corrected, for the stories of the whole store.
pub async fn eventful(clinic: &Clinic) {
    let id = recorded(clinic, json!({})).await;
    let known = typed(&json!({"state": "locked"}));
    loss::correct(clinic.app(), id, 1, known).await.unwrap();
}

async fn recorded(clinic: &Clinic, changed: Value) -> LossId {
    loss::record(clinic.app(), typed(&changed)).await.unwrap()
}

async fn page(clinic: &Clinic) -> LossPage {
    loss::get(clinic.app()).await.unwrap()
}

async fn after(clinic: &Clinic) -> Option<AfterLoss> {
    let today = today::get_today(clinic.app()).await.unwrap();
    today.computer.after_loss
}

fn folder(clinic: &Clinic, name: &str) -> PathBuf {
    let folder = clinic.folder.with_file_name(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

async fn backed_up(clinic: &Clinic) -> PathBuf {
    let made = backup::back_up_to(clinic.app(), &folder(clinic, "stick"))
        .await
        .unwrap();
    made.file
}

/// The record as a new laptop has it: from the backup, and unlocked by its owner.
async fn restored(clinic: &Clinic, file: &std::path::Path) {
    clinic.lock().await;
    restore::choose(clinic.app(), file).await.unwrap();
    let key = RestoreKey::Passphrase {
        person: clinic.owner,
        passphrase: PASSPHRASE.to_owned(),
    };
    restore::restore_chosen(clinic.app(), key).await.unwrap();
    clinic.unlock().await;
}

fn step(page: &LossPage, which: LossStep) -> LossStepView {
    let found = page.steps.iter().find(|step| step.step == which);
    found.cloned().unwrap()
}

fn records(page: &LossPage, kind: DataKind) -> (u32, u32) {
    let found = page.held.kinds.iter().find(|one| one.kind == kind);
    found.map_or((0, 0), |one| (one.records, one.people))
}

/// A patient who was treated, wrote no e-mail address, and whose record holds a little of everything.
async fn known_patient(clinic: &Clinic) -> PatientId {
    let treated = clinic.patient_ready_to_treat().await;
    clinic.sign_session(clinic.session(treated)).await.unwrap();
    clinic.allergy(treated, "beeswax").await;
    let wrong = clinic.allergy(treated, "silk").await;
    needlebook_api::medical_history::void(clinic.app(), wrong, 1, "another person's".into())
        .await
        .unwrap();
    note::sign(clinic.app(), treated, "Rang: well.".into())
        .await
        .unwrap();
    treated
}

async fn register(clinic: &Clinic, family: &str, changed: Value) -> PatientId {
    let mut form = patient_form();
    form["given"] = "Hester".into();
    form["family"] = family.into();
    for (key, value) in changed.as_object().unwrap() {
        form[key] = value.clone();
    }
    patient::record_patient(clinic.app(), serde_json::from_value(form).unwrap())
        .await
        .unwrap()
}

#[tokio::test]
async fn who_was_on_it_is_counted_and_what_came_later_is_in_no_count() {
    let clinic = Clinic::ready().await;
    let treated = known_patient(&clinic).await;
    let silent = register(&clinic, "Gingham", json!({"email": "", "address": ""})).await;
    patient::archive(clinic.app(), silent, "moved away".into())
        .await
        .unwrap();
    let twice = register(&clinic, "Bodkin", json!({})).await;
    needlebook_api::merge::merge(clinic.app(), treated, twice, "one person".into())
        .await
        .unwrap();
    let gone = register(&clinic, "Petersham", json!({})).await;
    let number = needlebook_api::patient_details::get(clinic.app(), gone)
        .await
        .unwrap();
    let erase = json!({
        "patient": gone, "record_number": number.patient.record_number, "ground": "patient_asked", "reason": "asked"
    });
    end_of_record::erase(clinic.app(), serde_json::from_value(erase).unwrap())
        .await
        .unwrap();
    let file = backed_up(&clinic).await;
    clinic.set_time("12:00");
    register(&clinic, "Featherstitch", json!({})).await;

    clinic.set_time("15:00");
    restored(&clinic, &file).await;
    recorded(&clinic, json!({"noticed_time": "14:00"})).await;
    register(&clinic, "Whipstitch", json!({})).await;
    clinic.consult(treated).await;
    let seen = page(&clinic).await;
    let held = &seen.held;
    assert_eq!((held.patients, held.archived, held.erased), (1, 1, 1));
    assert_eq!(
        (held.with_phone, held.with_email, held.with_address),
        (2, 1, 1)
    );
    assert_eq!(held.staff, 1);
    assert_eq!(records(&seen, DataKind::HealthAnswers), (1, 1));
    assert_eq!(
        records(&seen, DataKind::MedicalHistory),
        (1, 1),
        "what was never true is nobody's illness"
    );
    assert_eq!(
        records(&seen, DataKind::Consultations),
        (1, 1),
        "the second one was entered on the new laptop"
    );
    assert_eq!(records(&seen, DataKind::Consents), (1, 1));
    assert_eq!(records(&seen, DataKind::Sessions), (1, 1));
    assert_eq!(records(&seen, DataKind::Notes), (1, 1));
    assert_eq!(records(&seen, DataKind::Photos), (0, 0));
    let said = serde_json::to_string(&(held, &seen.outside, &seen.steps)).unwrap();
    for name in ["Barnaby", "Hester", "Gingham"] {
        assert!(!said.contains(name), "a count names nobody: {said}");
    }
}

#[tokio::test]
async fn the_backup_and_the_last_lock_are_told_and_no_more_is_claimed() {
    let clinic = Clinic::ready().await;
    assert!(page(&clinic).await.reach.restored.is_none());
    let locked_at = clinic.set_time("10:00");
    clinic.lock().await;
    let back_at = clinic.set_time("10:30");
    clinic.unlock().await;
    clinic.set_time("11:00");
    let file = backed_up(&clinic).await;
    // A backup is dated by the last event in it: nothing happened between 10:30 and 11:00.
    let made_at = back_at;
    // What happens after the backup is known to nobody who has the backup alone.
    clinic.set_time("11:30");
    clinic.lock().await;
    clinic.unlock().await;
    let restored_at = clinic.set_time("16:00");
    restored(&clinic, &file).await;
    let reach = page(&clinic).await.reach;
    let from = reach.restored.unwrap();
    assert_eq!((from.made_at, from.at), (made_at, restored_at));
    assert_eq!(reach.last_backup_at, Some(made_at));
    let lock = reach.last_lock.unwrap();
    assert_eq!((lock.at, lock.by_idle), (locked_at, false));
    assert_eq!(
        lock.signed_in_at,
        Some(back_at),
        "whether it was locked again is not in this record"
    );
    assert_eq!(
        after(&clinic).await,
        Some(AfterLoss::Restored { at: restored_at })
    );
    recorded(&clinic, json!({"noticed_time": "15:00"})).await;
    assert!(matches!(
        after(&clinic).await,
        Some(AfterLoss::Open {
            is_over: false,
            steps_open: 5,
            ..
        })
    ));
    assert_eq!(page(&clinic).await.reach.last_backup_at, Some(made_at));
}

#[tokio::test]
async fn copies_that_left_before_are_counted_by_how_they_left() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let signed = clinic.sign_session(clinic.session(patient)).await.unwrap();
    let record = sheet::get_record(clinic.app(), signed.id).await.unwrap();
    let copy = clinic.folder.with_file_name("copy.pdf");
    document::save_to(clinic.app(), record, &copy)
        .await
        .unwrap();
    document::save_to(clinic.app(), signed.sheet.unwrap(), &copy)
        .await
        .unwrap();
    // About nobody: whoever finds it learns nothing.
    let rules = needlebook_api::rule_set::get_document(clinic.app())
        .await
        .unwrap();
    document::save_to(clinic.app(), rules, &copy).await.unwrap();
    // A list of whom to ring names everybody on it.
    let calls = needlebook_api::call_list::make(clinic.app(), None)
        .await
        .unwrap();
    document::save_to(clinic.app(), calls, &copy).await.unwrap();
    let out = folder(&clinic, "exports");
    for passphrase in ["", "gusset basting bodkin hem"] {
        export::export_patient(clinic.app(), patient, &out, passphrase.to_owned())
            .await
            .unwrap();
    }
    let last_at = clinic.set_time("11:00");
    audit::save_to(clinic.app(), audit::AuditQuery::default(), &copy)
        .await
        .unwrap();
    let told: Vec<_> = page(&clinic)
        .await
        .outside
        .iter()
        .map(|one| (one.kind, one.copies, one.protected))
        .collect();
    assert_eq!(
        told,
        [
            (OutsideKind::PapersSaved, 3, 0),
            (OutsideKind::RecordsExported, 2, 1),
            (OutsideKind::AuditSaved, 1, 0),
        ]
    );
    assert_eq!(page(&clinic).await.outside[2].last_at, last_at);
    // What leaves after the loss was noticed did not leave before it.
    recorded(&clinic, json!({"noticed_time": "10:59"})).await;
    assert_eq!(page(&clinic).await.outside.len(), 2);
}

#[tokio::test]
async fn a_step_is_done_when_the_thing_itself_is_done_after_the_loss() {
    let mut clinic = Clinic::ready().await;
    let desk = clinic
        .hire("Pia Pincushion", vec![Role::Reception], THEIRS)
        .await;
    clinic.unlock().await;
    // All of this was done before: it helps nobody now.
    people::change_passphrase(clinic.app(), PASSPHRASE.into(), OTHER.into())
        .await
        .unwrap();
    people::change_data_key(clinic.app()).await.unwrap();
    clinic.set_time("12:00");
    recorded(&clinic, json!({"noticed_time": "11:00"})).await;
    let open = page(&clinic).await;
    assert!(open.steps.iter().all(|step| !step.done), "{:?}", open.steps);
    assert_eq!(
        step(&open, LossStep::Passphrases).missing,
        ["Marigold Featherstitch", "Pia Pincushion"]
    );

    // The code.
    recovery::begin_new_code(clinic.app()).await.unwrap();
    assert!(
        !step(&page(&clinic).await, LossStep::RecoveryCode).done,
        "nobody wrote it down yet"
    );
    let code = recovery::find_new_code(clinic.app())
        .await
        .unwrap()
        .unwrap();
    let groups: Vec<TypedGroup> = serde_json::from_value(json!([
        {"index": 1, "text": code[1]}, {"index": 6, "text": code[6]}
    ]))
    .unwrap();
    let renewed_at = clinic.set_time("12:05");
    set_up::confirm_recovery_code(clinic.app(), groups)
        .await
        .unwrap();
    let done = step(&page(&clinic).await, LossStep::RecoveryCode);
    assert_eq!(done.done_at, Some(renewed_at));

    // Everybody's passphrase: one is not all.
    people::change_passphrase(clinic.app(), OTHER.into(), PASSPHRASE.into())
        .await
        .unwrap();
    let half = step(&page(&clinic).await, LossStep::Passphrases);
    assert!(!half.done);
    assert_eq!(half.missing, ["Pia Pincushion"]);
    people::give_passphrase(clinic.app(), desk, OTHER.into())
        .await
        .unwrap();
    assert!(step(&page(&clinic).await, LossStep::Passphrases).done);

    // A backup under the old key is none that the thief could not open.
    backed_up(&clinic).await;
    clinic.set_time("12:10");
    people::change_data_key(clinic.app()).await.unwrap();
    let after_key = page(&clinic).await;
    assert!(step(&after_key, LossStep::DataKey).done);
    assert!(!step(&after_key, LossStep::Backup).done);
    for (name, kept_apart) in [("disk", false), ("safe", true)] {
        assert!(!step(&page(&clinic).await, LossStep::BackupPlaces).done);
        backup::add_place(clinic.app(), &folder(&clinic, name), kept_apart)
            .await
            .unwrap();
    }
    assert!(step(&page(&clinic).await, LossStep::BackupPlaces).done);
    clinic.set_time("12:15");
    backup::back_up_now(clinic.app()).await.unwrap();
    assert!(page(&clinic).await.steps.iter().all(|step| step.done));
    assert!(
        matches!(
            after(&clinic).await,
            Some(AfterLoss::Open { steps_open: 0, .. })
        ),
        "until the time to report is over, Today shows it"
    );
    clinic.sleep_days(4);
    assert_eq!(after(&clinic).await, None);
}

#[tokio::test]
async fn whoever_came_in_by_the_recovery_code_has_a_new_passphrase() {
    let clinic = Clinic::ready().await;
    recorded(&clinic, json!({})).await;
    recovery::begin_new_code(clinic.app()).await.unwrap();
    let code = recovery::find_new_code(clinic.app())
        .await
        .unwrap()
        .unwrap();
    let groups: Vec<TypedGroup> = serde_json::from_value(json!([
        {"index": 0, "text": code[0]}, {"index": 3, "text": code[3]}
    ]))
    .unwrap();
    set_up::confirm_recovery_code(clinic.app(), groups)
        .await
        .unwrap();
    clinic.lock().await;
    start::unlock_with_recovery_code(clinic.app(), clinic.owner, code.join("-"), OTHER.into())
        .await
        .expect("the new code is the clinic's");
    assert!(step(&page(&clinic).await, LossStep::Passphrases).done);
}

#[tokio::test]
async fn seventy_two_hours_end_at_another_hour_of_the_wall_where_the_clocks_go_back() {
    let clinic = Clinic::ready().await;
    clinic.set_time("09:00");
    recorded(&clinic, json!({})).await;
    let seen = page(&clinic).await.loss.unwrap();
    let due: DateTime<Utc> = "2026-10-26T07:00:00Z".parse().unwrap();
    assert_eq!(
        seen.report_due_at, due,
        "eight in the summer, seven in the winter"
    );
    assert_eq!((seen.hours_left, seen.is_over), (71, false));
    clinic.sleep_days(3);
    let seen = page(&clinic).await.loss.unwrap();
    assert_eq!((seen.hours_left, seen.is_over), (0, true));
}

async fn report(clinic: &Clinic, id: LossId) -> (DocumentId, String) {
    let made = loss::make_report(clinic.app(), id).await.unwrap();
    let bytes = document::get_bytes(clinic.app(), made).await.unwrap();
    (made, printed_text(&bytes))
}

#[tokio::test]
async fn the_draft_report_says_the_numbers_and_the_hour_and_names_nobody() {
    let clinic = Clinic::ready().await;
    known_patient(&clinic).await;
    clinic.set_time("10:40");
    let file = backed_up(&clinic).await;
    clinic.set_time("18:00");
    restored(&clinic, &file).await;
    let id = recorded(
        &clinic,
        json!({"noticed_time": "17:00", "way_in_with_it": "unknown"}),
    )
    .await;
    let (made, said) = report(&clinic, id).await;
    for words in [
        "Noticed Friday 23 October 2026, 5:00 pm BST",
        "72 hours end Monday 26 October 2026, 4:00 pm GMT",
        "Counted from the backup of Friday 23 October 2026, 10:05 am BST",
        "The black laptop of room 2",
        "Stolen",
        "The car stood in Bobbin Lane.",
        "Patients 1",
        "Treatments 1 1",
        "Consents with signatures 1 1",
        "article 33(3)(d)",
        "It is not known whether the recovery page",
        "Not done yet: 1 still to change",
        "Marigold Featherstitch, RN, Thimble Lane Skin Clinic, 01632 960001",
        "This is a draft and no legal advice",
    ] {
        assert!(said.contains(words), "no {words:?} in {said}");
    }
    for name in ["Barnaby", "Selvedge", "beeswax"] {
        assert!(!said.contains(name), "{name} stands in {said}");
    }
    let kept = document::get(clinic.app(), made).await.unwrap().document;
    assert_eq!(
        (kept.kind, kept.patient, kept.version),
        (DocumentKind::BreachReport, None, 1)
    );

    // Looked at again it is the same page; what is done since makes the next version.
    assert_eq!(report(&clinic, id).await.0, made);
    document::save_to(
        clinic.app(),
        made,
        &clinic.folder.with_file_name("report.pdf"),
    )
    .await
    .unwrap();
    assert_eq!(report(&clinic, id).await.0, made);
    people::change_passphrase(clinic.app(), PASSPHRASE.into(), OTHER.into())
        .await
        .unwrap();
    clinic.sleep_days(4);
    let (next, said) = report(&clinic, id).await;
    assert_ne!(next, made);
    assert!(said.contains("are over: say why it is late"), "{said}");
    assert!(
        said.contains("Done Friday 23 October 2026, 6:00 pm BST"),
        "{said}"
    );
    let kept = document::get(clinic.app(), next).await.unwrap();
    assert_eq!(kept.document.version, 2);
    assert!(
        kept.steps
            .iter()
            .all(|step| step.step != DocumentStep::Printed)
    );
}

#[tokio::test]
async fn a_loss_is_corrected_by_a_later_version_and_never_over_somebody_elses() {
    let clinic = Clinic::ready().await;
    clinic.set_time("09:00");
    let id = recorded(&clinic, json!({})).await;
    let found = typed(&json!({"state": "open", "found_on": "2026-10-23", "noticed_time": "07:30"}));
    loss::correct(clinic.app(), id, 1, found.clone())
        .await
        .unwrap();
    let seen = page(&clinic).await.loss.unwrap();
    assert_eq!(seen.version, 2);
    assert_eq!(
        seen.report_due_at,
        at(NaiveDate::from_ymd_opt(2026, 10, 26).unwrap(), "06:30"),
        "the time counts from what is right"
    );
    let refused = loss::correct(clinic.app(), id, 1, typed(&json!({}))).await;
    assert_eq!(refused, Err(ApiError::Conflict { current_version: 2 }));
    loss::correct(clinic.app(), id, 2, found).await.unwrap();
    assert_eq!(
        page(&clinic).await.loss.unwrap().version,
        2,
        "what says the same is no new version"
    );
    assert_eq!(after(&clinic).await, None, "it turned up again");
    let log = audit::list(clinic.app(), audit::AuditQuery::default())
        .await
        .unwrap();
    let kinds: Vec<&str> = log.rows.iter().map(|row| row.what.as_str()).collect();
    assert_eq!(kinds[..2], ["loss_corrected", "loss_recorded"]);

    let refused = loss::record(
        clinic.app(),
        typed(&json!({"noticed_time": "", "what": ""})),
    )
    .await;
    assert_eq!(
        issues(refused),
        [
            ("what".to_owned(), IssueCode::Required),
            ("noticed_time".to_owned(), IssueCode::Required)
        ]
    );
}

#[tokio::test]
async fn only_the_owner_sees_it_also_when_somebody_knows_the_papers_id() {
    let mut clinic = Clinic::ready().await;
    let id = recorded(&clinic, json!({})).await;
    let made = loss::make_report(clinic.app(), id).await.unwrap();
    let refused = Err(ApiError::NotAllowed {
        needs: vec![Role::Owner],
    });
    for role in [
        Role::MedicalLead,
        Role::Clinician,
        Role::Reception,
        Role::ReadOnly,
    ] {
        let person = clinic
            .hire(&format!("Ada Bodkin {role:?}"), vec![role], THEIRS)
            .await;
        let before = clinic.dump().await["loss"].clone();
        clinic.unlock_as(person, THEIRS).await;
        let app = clinic.app();
        assert_eq!(loss::get(app).await.map(drop), refused, "{role:?}");
        let again = loss::record(app, typed(&json!({}))).await;
        assert_eq!(again.map(drop), refused, "{role:?}");
        let corrected = loss::correct(app, id, 1, typed(&json!({"state": "open"}))).await;
        assert_eq!(corrected, refused, "{role:?}");
        assert_eq!(loss::make_report(app, id).await.map(drop), refused);
        assert_eq!(document::get_bytes(app, made).await.map(drop), refused);
        let copy = clinic.folder.with_file_name("copy.pdf");
        assert_eq!(document::save_to(app, made, &copy).await, refused);
        assert!(!copy.exists(), "{role:?} got a copy");
        assert_eq!(after(&clinic).await, None, "{role:?}");
        assert_eq!(clinic.dump().await["loss"], before, "{role:?}");
    }
}

#[tokio::test]
async fn the_visits_to_enter_again_are_those_that_the_backup_lets_one_guess() {
    let clinic = Clinic::ready().await;
    let treated = clinic.patient_ready_to_treat().await;
    clinic.sign_session(clinic.session(treated)).await.unwrap();
    assert!(
        page(&clinic).await.visits.is_none(),
        "nothing is missing here"
    );
    clinic.sleep_days(30);
    let here = register(&clinic, "Gingham", json!({})).await;
    today::record_arrival(clinic.app(), here).await.unwrap();
    let made_at = clinic.now();
    clinic.set_time("09:00");
    let file = backed_up(&clinic).await;
    clinic.set_time("09:30");
    let later = register(&clinic, "Bodkin", json!({})).await;
    today::record_arrival(clinic.app(), later).await.unwrap();
    clinic.sleep_days(2);
    restored(&clinic, &file).await;
    let visits = page(&clinic).await.visits.unwrap();
    assert_eq!(visits.from, made_at);
    assert_eq!(visits.to, clinic.now());
    let ids = |rows: &[loss::AgainRow]| {
        let ids = rows.iter().map(|row| row.patient_id);
        ids.collect::<Vec<_>>()
    };
    assert_eq!(
        ids(&visits.arrived),
        [here],
        "who came after the backup is gone"
    );
    assert_eq!(ids(&visits.due), [treated]);
    let first = NaiveDate::from_ymd_opt(2026, 10, 23).unwrap();
    let window = (first + TimeDelta::days(28), first + TimeDelta::days(42));
    assert_eq!(visits.due[0].window, Some(window));
    assert!(!visits.due[0].recorded_since);
}
