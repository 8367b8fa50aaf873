//! Who may do what. The table here is the clinic's policy in its own words; the program's must be the same, and what
//! it refuses must change nothing.

use std::future::Future;
use std::pin::Pin;

use needlebook_api::draft::DraftInput;
use needlebook_api::import::ImportPlan;
use needlebook_api::types::{LetterAbout, SheetLanguage};
use needlebook_api::{
    ApiError, App, UseCase, alert, approval, attachment, audit, backup, consent, consent_reply,
    consultation, course, document, draft, due_back, end_of_record, export, import, incoming_call,
    leaflet, loss, medical_history, merge, note, patient, patient_details, patient_page, people,
    precare, preset, reaction, recall, report, rule_settings, screening, search, session, settings,
    sheet, signed_session, start, stock, task, timeline, today,
};
use needlebook_domain::alert::AlertKind;
use needlebook_domain::attachment::AttachmentKind;
use needlebook_domain::consent::ConsentInput;
use needlebook_domain::consent_withdrawal::WithdrawalScope;
use needlebook_domain::ids::{
    AlertId, AttachmentId, BackupPlaceId, ConsentId, DocumentId, HistoryEntryId, LossId, LotId,
    NoteId, PatientId, PersonId, PresetId, ReactionId, SessionId, TaskId,
};
use needlebook_domain::person::Role;
use needlebook_domain::preset::PresetSource;
use needlebook_domain::report::ReportPeriod;
use needlebook_domain::session::SessionDraft;
use needlebook_domain::timeline::Told;
use serde_json::json;
use uuid::Uuid;

use crate::clinic::{Clinic, approval_form, first_day, patient_form, set_up_form};
use crate::medical_history::line;
use crate::outside::Dump;
use crate::papers::letter;
use crate::reaction::{redness, still_open};
use crate::recall::reached;
use crate::stock::moved;
use crate::tasks::call_back;
use crate::treatment::drawn;

const PASSPHRASE: &str = "ladder stitch over a hem";

/// owner, medical lead, clinician, reception, read-only.
const ROLES: [Role; 5] = [
    Role::Owner,
    Role::MedicalLead,
    Role::Clinician,
    Role::Reception,
    Role::ReadOnly,
];

#[rustfmt::skip]
const POLICY: [(UseCase, [bool; 5]); 49] = {
    const YES: bool = true;
    const NO: bool = false;
    [
        //                               owner  lead  clin  desk  read
        (UseCase::SeeToday,            [ YES,   YES,  YES,  YES,  YES ]),
        (UseCase::FindPatient,         [ YES,   YES,  YES,  YES,  YES ]),
        (UseCase::SeeDetails,          [ YES,   YES,  YES,  YES,  YES ]),
        (UseCase::SeeSettings,         [ YES,   YES,  YES,  YES,  YES ]),
        (UseCase::ChangeOwnDisplay,    [ YES,   YES,  YES,  YES,  YES ]),
        (UseCase::RegisterPatient,     [ YES,   YES,  YES,  YES,  NO  ]),
        (UseCase::CorrectPatient,      [ YES,   YES,  YES,  YES,  NO  ]),
        (UseCase::TakeCall,            [ YES,   YES,  YES,  YES,  NO  ]),
        (UseCase::RecordTask,          [ YES,   YES,  YES,  YES,  NO  ]),
        (UseCase::RecordArrival,       [ YES,   YES,  YES,  YES,  NO  ]),
        (UseCase::ReviewDuplicates,    [ YES,   YES,  YES,  YES,  NO  ]),
        (UseCase::ReviewRetention,     [ YES,   YES,  NO,   NO,   NO  ]),
        (UseCase::HoldRecord,          [ YES,   YES,  NO,   NO,   NO  ]),
        (UseCase::ErasePatient,        [ YES,   NO,   NO,   NO,   NO  ]),
        (UseCase::MergePatients,       [ YES,   YES,  YES,  NO,   NO  ]),
        (UseCase::KeepDraft,           [ YES,   YES,  YES,  YES,  NO  ]),
        // Reception never sees answers, notes, photos, reasons or reactions (PRACTICE 66).
        (UseCase::ReadRecord,          [ YES,   YES,  YES,  NO,   YES ]),
        (UseCase::SeeReports,          [ YES,   YES,  YES,  NO,   YES ]),
        (UseCase::PrintDocument,       [ YES,   YES,  YES,  NO,   YES ]),
        // What holds nothing that was found: the desk hands out leaflets.
        (UseCase::PrintDeskPaper,      [ YES,   YES,  YES,  YES,  YES ]),
        (UseCase::VerifyRecord,        [ YES,   YES,  YES,  NO,   YES ]),
        (UseCase::WriteNote,           [ YES,   YES,  YES,  NO,   NO  ]),
        (UseCase::ExportPatient,       [ YES,   YES,  YES,  NO,   YES ]),
        (UseCase::ImportPatients,      [ YES,   YES,  NO,   NO,   NO  ]),
        (UseCase::ImportExport,        [ YES,   YES,  NO,   NO,   NO  ]),
        (UseCase::ExportClinic,        [ YES,   YES,  NO,   NO,   NO  ]),
        // Owning a clinic is no licence to treat.
        (UseCase::RecordConsultation,  [ NO,    YES,  YES,  NO,   NO  ]),
        (UseCase::Screen,              [ NO,    YES,  YES,  NO,   NO  ]),
        (UseCase::RecordHistory,       [ NO,    YES,  YES,  NO,   NO  ]),
        (UseCase::RecordReaction,      [ NO,    YES,  YES,  NO,   NO  ]),
        (UseCase::PinAlert,            [ NO,    YES,  YES,  NO,   NO  ]),
        (UseCase::TakeConsent,         [ NO,    YES,  YES,  NO,   NO  ]),
        (UseCase::WithdrawConsent,     [ NO,    YES,  YES,  NO,   NO  ]),
        (UseCase::Treat,               [ NO,    YES,  YES,  NO,   NO  ]),
        (UseCase::KeepPresets,         [ NO,    YES,  YES,  NO,   NO  ]),
        (UseCase::KeepAttachments,     [ YES,   YES,  YES,  NO,   NO  ]),
        (UseCase::KeepPhotos,          [ NO,    YES,  YES,  NO,   NO  ]),
        (UseCase::ExportPhotos,        [ NO,    YES,  YES,  NO,   NO  ]),
        (UseCase::ChangeStock,         [ YES,   YES,  YES,  NO,   NO  ]),
        (UseCase::RecordRecallCall,    [ YES,   YES,  YES,  NO,   NO  ]),
        (UseCase::ArchivePatient,      [ YES,   YES,  YES,  NO,   NO  ]),
        (UseCase::BackUp,              [ YES,   YES,  YES,  YES,  NO  ]),
        (UseCase::ChangeBackups,       [ YES,   NO,   NO,   NO,   NO  ]),
        (UseCase::ChangePeople,        [ YES,   NO,   NO,   NO,   NO  ]),
        // Who looked at whom is for those who answer for it.
        (UseCase::SeeAudit,            [ YES,   YES,  NO,   NO,   NO  ]),
        // What is told to an authority is for whoever answers for the data.
        (UseCase::HandleLoss,          [ YES,   NO,   NO,   NO,   NO  ]),
        (UseCase::ChangeClinic,        [ YES,   NO,   NO,   NO,   NO  ]),
        (UseCase::ApproveRules,        [ NO,    YES,  NO,   NO,   NO  ]),
        (UseCase::ChangeRules,         [ NO,    YES,  NO,   NO,   NO  ]),
    ]
};

#[test]
fn the_programs_table_is_the_clinics_policy() {
    for (use_case, allowed) in POLICY {
        for (role, may) in ROLES.into_iter().zip(allowed) {
            assert_eq!(
                use_case.roles().contains(&role),
                may,
                "{role:?} and {use_case:?}"
            );
        }
    }
}

/// What the calls below are made about.
struct Scene {
    patient: PatientId,
    history: HistoryEntryId,
    reaction: ReactionId,
    lot: LotId,
    alert: AlertId,
    note: NoteId,
    task: TaskId,
    consent: ConsentId,
    session: SessionId,
    sheet: DocumentId,
    draft: SessionDraft,
    form: ConsentInput,
    screening: screening::ScreeningForm,
    out: std::path::PathBuf,
    exports: std::path::PathBuf,
}

type Call<'a> = Pin<Box<dyn Future<Output = Result<(), ApiError>> + 'a>>;

macro_rules! calls {
    ($($use_case:ident: $call:expr),* $(,)?) => {
        vec![$((UseCase::$use_case, stringify!($call), Box::pin(async move { $call.await.map(|_| ()) }) as Call<'_>)),*]
    };
}

/// Every way into the record, with the use case it belongs to.
fn ways_in<'a>(app: &'a App, scene: &'a Scene) -> Vec<(UseCase, &'static str, Call<'a>)> {
    let (patient, sheet) = (scene.patient, scene.sheet);
    let new_patient = move || serde_json::from_value(patient_form()).unwrap();
    let typed = move || DraftInput {
        kind: "patient".into(),
        subject: Uuid::nil(),
        body: "{}".into(),
        version: 0,
    };
    let consulted = json!({
        "held_on": "2026-10-23", "consultant": "Imogen", "consultant_role": "RN", "board_certified": false,
        "concern": "acne_scars", "hopes": "", "planned_sessions": 3
    });
    let clinic = set_up_form()["clinic"].take();
    let device = json!({"profile": "exceed", "serial": "E-1"});
    let lot =
        json!({"profile": "exceed", "number": "E-L", "expires_on": "2027-01-01", "received": 1});
    let lines = json!({
        "lines": [{"what": "area", "zone": "chin"}], "signer_name": "Barnaby", "signature": drawn()
    });
    let said = json!({
        "reply": "not_today", "shown": {"what": "form", "plan": scene.form.plan}, "given_at": scene.form.given_at
    });
    let referral = || crate::attachments::said(AttachmentKind::Referral, "");
    let account = || {
        serde_json::from_value(json!({
            "person": {
                "name": "Ada Bodkin", "title": "", "certification": "", "registration_body": "",
                "registration_number": "", "board_certified": false, "roles": ["reception"]
            },
            "ends_on": null
        }))
        .unwrap()
    };
    let setting = json!({"key": "filler_days", "value": 21, "reason": "less", "source": ""});
    let display = json!({
        "theme": "dark", "touch": "auto", "single_keys": true, "discreet_today": true, "lock_after_minutes": 5, "cover_after_minutes": 20,
        "zoom": 100
    });
    calls! {
        SeeToday: today::get_today(app),
        FindPatient: search::search_records(app, "sel".into()),
        FindPatient: search::search_patients(app, "sel".into()),
        FindPatient: patient::list_patients(app, 0),
        FindPatient: patient::find_duplicates(app, "Barnaby".into(), "Selvedge".into(), None, String::new()),
        RegisterPatient: patient::record_patient(app, new_patient()),
        CorrectPatient: patient::correct_patient(app, patient, 1, new_patient()),
        ArchivePatient: patient::archive(app, patient, "moved away".into()),
        ArchivePatient: patient::unarchive(app, patient, "back again".into()),
        SeeDetails: patient_details::get(app, patient),
        ReadRecord: timeline::get(app, patient, None, None),
        ReadRecord: medical_history::list(app, patient),
        ReadRecord: note::list(app, patient, None),
        ReadRecord: task::list(app, patient),
        RecordHistory: medical_history::record(app, patient, serde_json::from_value(line("wool")).unwrap()),
        RecordHistory: medical_history::correct(app, scene.history, 1, serde_json::from_value(line("silk")).unwrap()),
        RecordHistory: medical_history::void(app, scene.history, 2, "another person's".into()),
        ReadRecord: recall::search(app, recall::RecallQuery::default()),
        PrintDocument: recall::make_paper(app, recall::RecallQuery::default(), recall::RecallPaper::List),
        PrintDocument: export::export_recall(app, recall::RecallQuery::default(), &scene.exports, String::new()),
        RecordRecallCall: recall::record_call(app, patient, reached("24K")),
        SeeSettings: stock::list_movements(app, scene.lot),
        SeeSettings: stock::read_label(app, "1024K".into()),
        SeeSettings: stock::find_unit(app, "1024K".into()),
        SeeSettings: stock::find_like(app, "24K".into()),
        ChangeStock: stock::record_movement(app, serde_json::from_value(moved(scene.lot, "wasted", 1)).unwrap()),
        ChangeStock: stock::quarantine(app, scene.lot, "recalled".into()),
        ChangeStock: stock::release(app, scene.lot, "false alarm".into()),
        ReadRecord: reaction::list(app, patient),
        PrintDocument: reaction::make_report(app, scene.reaction),
        RecordReaction: reaction::record(app, patient, serde_json::from_value(redness()).unwrap()),
        RecordReaction: reaction::correct(app, scene.reaction, 1, serde_json::from_value(redness()).unwrap()),
        RecordReaction: reaction::follow_up(app, scene.reaction, serde_json::from_value(still_open("2026-12-24")).unwrap()),
        RecordReaction: reaction::void(app, scene.reaction, 2, "another person's".into()),
        PinAlert: alert::pin(app, patient, AlertKind::Faints, String::new()),
        PinAlert: alert::unpin(app, scene.alert),
        WriteNote: note::sign(app, patient, "Well.".into()),
        ReadRecord: attachment::list(app, patient),
        ReadRecord: attachment::get_bytes(app, AttachmentId::NONE, Uuid::nil()),
        PrintDocument: attachment::copy_name(app, AttachmentId::NONE, Uuid::nil()),
        PrintDocument: attachment::save_to(app, AttachmentId::NONE, Uuid::nil(), &scene.out),
        KeepAttachments: attachment::check(app, patient, &referral()),
        KeepAttachments: attachment::attach(app, patient, referral(), vec![scene.out.clone()]),
        KeepAttachments: attachment::correct(app, AttachmentId::NONE, referral()),
        KeepAttachments: attachment::move_to(app, AttachmentId::NONE, patient, "the other one".into()),
        KeepAttachments: attachment::remove(app, AttachmentId::NONE, "attached twice".into()),
        WriteNote: note::amend(app, scene.note, 0, "Rang: very well.".into(), "misheard".into()),
        RecordTask: task::record(app, patient, serde_json::from_value(call_back("2026-12-24".parse().unwrap())).unwrap()),
        TakeCall: incoming_call::get_questions(app),
        TakeCall: incoming_call::record(app, patient, serde_json::from_value(json!({"flags": [], "said": "Rings again.", "told": false})).unwrap()),
        RecordTask: task::mark_done(app, scene.task, "left a message".into()),
        RecordTask: task::reopen(app, scene.task),
        RecordTask: due_back::record_call(app, patient, "left a message".into()),
        ReadRecord: end_of_record::get(app, patient),
        ReviewRetention: end_of_record::list_due_for_review(app),
        HoldRecord: end_of_record::place_legal_hold(app, patient, "complaint 7".into()),
        HoldRecord: end_of_record::lift_legal_hold(app, patient, "settled".into()),
        ErasePatient: end_of_record::erase(app, serde_json::from_value(json!({
            "patient": patient, "record_number": "A-9999", "ground": "patient_asked", "reason": "asked"
        })).unwrap()),
        ReviewDuplicates: merge::list_duplicates(app),
        ReviewDuplicates: merge::tell_apart(app, patient, patient),
        MergePatients: merge::merge(app, patient, patient, "one person".into()),
        MergePatients: merge::unmerge(app, patient, "two people".into()),
        ExportPatient: export::export_patient(app, patient, &scene.exports, String::new()),
        ImportPatients: import::preview_import(app, &scene.out),
        ImportPatients: import::check_import(app, ImportPlan::default()),
        ImportPatients: import::import_patients(app, ImportPlan::default()),
        ImportPatients: import::list_imports(app),
        ImportPatients: import::undo_import(app, Uuid::nil()),
        ImportPatients: import::save_bad_rows(app, ImportPlan::default(), &scene.out),
        ImportExport: import::import_export(app, &scene.out),
        ExportClinic: export::export_clinic(app, &scene.exports, String::new()),
        RecordArrival: today::record_arrival(app, patient),
        RecordArrival: today::record_departure(app, patient),
        ReadRecord: patient_page::get(app, patient),
        ReadRecord: screening::get_start(app, patient),
        ReadRecord: consent::get(app, scene.consent),
        ReadRecord: session::get(app, scene.session),
        ReadRecord: sheet::get_aftercare(app, scene.session),
        ReadRecord: sheet::get_record(app, scene.session),
        ReadRecord: document::get(app, sheet),
        ReadRecord: document::get_bytes(app, sheet),
        PrintDocument: document::save_to(app, sheet, &scene.out),
        PrintDocument: document::record_handover(app, sheet, true),
        RecordConsultation: consultation::record(app, patient, serde_json::from_value(consulted).unwrap()),
        RecordConsultation: course::record_change(app, patient, serde_json::from_value(json!({"step": {"step": "closed_early"}, "reason": "moved away"})).unwrap()),
        Screen: screening::check(app, scene.screening.clone()),
        Screen: screening::sign(app, scene.screening.clone()),
        Screen: precare::make(app, scene.patient, scene.screening.for_on),
        ReadRecord: screening::list(app, scene.patient),
        TakeConsent: consent::propose_plan(app, patient),
        TakeConsent: consent::get_form(app, patient, scene.form.plan.clone()),
        TakeConsent: consent::sign(app, patient, scene.form.clone()),
        TakeConsent: consent_reply::record(app, patient, serde_json::from_value(said).unwrap()),
        TakeConsent: consent::sign_addendum(app, scene.consent, serde_json::from_value(lines).unwrap()),
        WithdrawConsent: consent::withdraw(app, scene.consent, WithdrawalScope::Whole, "no".into()),
        ReadRecord: signed_session::get(app, scene.session),
        Treat: signed_session::add_note(app, scene.session, crate::clinic::plain_note("Called; well.")),
        Treat: session::get_start(app, patient),
        Treat: session::check(app, scene.draft.clone()),
        Treat: session::sign(app, scene.draft.clone()),
        ReadRecord: preset::list(app, None),
        SeeReports: report::get(app, ReportPeriod { from: first_day(), to: first_day() }),
        KeepPresets: preset::record(app, "Scars".into(), PresetSource::Signed { session: scene.session }),
        KeepPresets: preset::rename(app, PresetId::NONE, "Scars".into()),
        KeepPresets: preset::correct(app, PresetId::NONE, PresetSource::Signed { session: scene.session }),
        KeepPresets: preset::retire(app, PresetId::NONE),
        KeepDraft: draft::save(app, typed()),
        KeepDraft: draft::find(app, "patient".into(), Uuid::nil()),
        KeepDraft: draft::discard(app, "patient".into(), Uuid::nil(), None),
        SeeSettings: settings::get_clinic(app),
        SeeSettings: approval::get_approval(app),
        SeeSettings: stock::list_devices(app),
        SeeSettings: stock::list_lots(app),
        BackUp: backup::back_up_to(app, &scene.out),
        ChangeBackups: backup::add_place(app, &scene.out, true),
        ChangeBackups: backup::remove_place(app, BackupPlaceId::NONE),
        SeeSettings: backup::get_backups(app),
        SeeSettings: people::list(app),
        ChangePeople: people::record_person(app, account(), PASSPHRASE.into()),
        ChangePeople: people::correct_person(app, PersonId::NONE, account()),
        ChangePeople: people::remove_person(app, PersonId::NONE),
        ChangePeople: people::change_data_key(app),
        ChangePeople: people::give_passphrase(app, PersonId::NONE, PASSPHRASE.into()),
        ChangePeople: needlebook_api::recovery::begin_new_code(app),
        HandleLoss: loss::get(app),
        HandleLoss: loss::record(app, serde_json::from_value(crate::loss::stolen()).unwrap()),
        HandleLoss: loss::correct(app, LossId::NONE, 1, serde_json::from_value(crate::loss::stolen()).unwrap()),
        HandleLoss: loss::make_report(app, LossId::NONE),
        SeeAudit: audit::list(app, audit::AuditQuery::default()),
        SeeAudit: audit::save_to(app, audit::AuditQuery::default(), &scene.out),
        VerifyRecord: needlebook_api::record_check::verify(app),
        ChangeClinic: settings::correct_clinic(app, serde_json::from_value(clinic).unwrap()),
        ChangeStock: stock::record_device(app, serde_json::from_value(device).unwrap()),
        ChangeStock: stock::record_lot(app, serde_json::from_value(lot).unwrap()),
        ApproveRules: approval::approve(app, approval_form()),
        SeeSettings: rule_settings::get_book(app),
        PrintDocument: needlebook_api::rule_set::get_document(app),
        PrintDeskPaper: leaflet::make(app, SheetLanguage::En),
        PrintDeskPaper: leaflet::make_for(app, patient),
        PrintDeskPaper: needlebook_api::call_list::make(app, None),
        PrintDeskPaper: needlebook_api::blank_forms::make(app, needlebook_domain::clinic::Paper::Letter),
        PrintDocument: needlebook_api::course_summary::make(app, patient),
        Screen: needlebook_api::not_today::make(app, patient),
        Screen: needlebook_api::letter::propose_letter(app, patient, LetterAbout::Screening),
        Screen: needlebook_api::letter::make(app, patient, letter()),
        ChangeRules: rule_settings::change(app, serde_json::from_value(setting).unwrap()),
        ChangeOwnDisplay: needlebook_api::me::get_me(app),
        ChangeOwnDisplay: needlebook_api::me::set_preferences(app, serde_json::from_value(display).unwrap()),
        ChangeOwnDisplay: start::confirm_passphrase(app, PASSPHRASE.into()),
    }
}

#[tokio::test]
async fn every_role_is_let_in_by_the_policy_and_a_refusal_changes_nothing() {
    let mut clinic = Clinic::ready().await;
    let scene = scene(&clinic).await;
    for (column, role) in ROLES.into_iter().enumerate() {
        let name = format!("Imogen Backstitch {role:?}");
        let person = clinic.hire(&name, vec![role], PASSPHRASE).await;
        let may = |use_case: UseCase| {
            POLICY
                .iter()
                .find(|(known, _)| *known == use_case)
                .map(|(_, allowed)| allowed[column])
                .unwrap()
        };
        let before = record(clinic.dump().await);
        clinic.unlock_as(person, PASSPHRASE).await;
        for (use_case, call, answer) in ways_in(clinic.app(), &scene) {
            if !may(use_case) {
                let needs = use_case.roles().to_vec();
                assert_eq!(
                    answer.await,
                    Err(ApiError::NotAllowed { needs }),
                    "{role:?} asked for {call}"
                );
            }
        }
        assert!(
            !scene.out.exists() && !scene.exports.exists(),
            "{role:?} got a copy on disk"
        );
        assert_eq!(
            record(clinic.dump().await),
            before,
            "what was refused to {role:?} changed something"
        );

        clinic.unlock_as(person, PASSPHRASE).await;
        for (use_case, call, answer) in ways_in(clinic.app(), &scene) {
            if may(use_case) {
                let refused = matches!(
                    answer.await,
                    Err(ApiError::NotAllowed { .. } | ApiError::Locked)
                );
                assert!(!refused, "{role:?} may {call}");
            }
        }
        let _ = std::fs::remove_file(&scene.out);
        let _ = std::fs::remove_dir_all(&scene.exports);
    }
}

#[tokio::test]
async fn while_locked_nobody_gets_anything() {
    let mut clinic = Clinic::ready().await;
    let scene = scene(&clinic).await;
    let before = record(clinic.dump().await);
    for (_, call, answer) in ways_in(clinic.app(), &scene) {
        assert_eq!(answer.await, Err(ApiError::Locked), "{call}");
    }
    clinic.crash();
    clinic.start();
    assert_eq!(record(clinic.dump().await), before);
}

#[tokio::test]
async fn reception_sees_who_is_here_and_never_what_was_found() {
    let mut clinic = Clinic::ready().await;
    let desk = clinic
        .hire("Pia Pincushion", vec![Role::Reception], PASSPHRASE)
        .await;
    clinic.unlock().await;
    let patient = clinic.arrived_patient().await;
    let stop = clinic.screening_with(patient, json!({"pregnant": true}));
    screening::sign(clinic.app(), stop).await.unwrap();
    clinic.lock().await;

    clinic.unlock_as(desk, PASSPHRASE).await;
    let view = today::get_today(clinic.app()).await.unwrap();
    assert_eq!(view.rows[0].name, "Barnaby Selvedge-Hemsworth");
    let seen = serde_json::to_string(&view).unwrap();
    for finding in ["absolute", "defer", "R11", "pregnan", "acne"] {
        assert!(
            !seen.contains(finding),
            "reception is shown {finding}: {seen}"
        );
    }
}

#[tokio::test]
async fn a_person_with_several_roles_may_do_what_any_of_them_may() {
    let mut clinic = Clinic::ready().await;
    let both = clinic
        .hire(
            "Ada Bodkin",
            vec![Role::Reception, Role::MedicalLead],
            PASSPHRASE,
        )
        .await;
    clinic.unlock_as(both, PASSPHRASE).await;
    let patient = clinic.register("Barnaby", "Selvedge").await;
    patient_page::get(clinic.app(), patient).await.unwrap();
    approval::approve(clinic.app(), approval_form())
        .await
        .unwrap();
    assert!(
        !approval::get_approval(clinic.app())
            .await
            .unwrap()
            .approval
            .unwrap()
            .self_approval,
        "she does not treat"
    );
}

/// The record itself: everything but the coming and going of people.
fn record(mut dump: Dump) -> Dump {
    let comings = ["'signed_in'", "'locked'"];
    for rows in dump.values_mut() {
        rows.retain(|row| !comings.iter().any(|kind| row.contains(kind)));
    }
    dump
}

async fn scene(clinic: &Clinic) -> Scene {
    let (patient, sheet) = crate::visit::treated(clinic).await;
    let page = patient_page::get(clinic.app(), patient).await.unwrap();
    let of = |is: fn(&Told) -> bool| {
        let items = &page.timeline.items;
        items.iter().find(|item| is(&item.told)).unwrap().id
    };
    let form = clinic.consent_form(patient, clinic.plan()).await;
    let mut draft = clinic.session(patient);
    draft.id = SessionId(Uuid::now_v7());
    let history = clinic.allergy(patient, "beeswax").await;
    let reaction = clinic.react(patient, json!({"grade": 1})).await;
    let alert = alert::pin(clinic.app(), patient, AlertKind::NeedleFear, String::new())
        .await
        .unwrap();
    let note = note::sign(clinic.app(), patient, "Rang: well.".into())
        .await
        .unwrap();
    let call = serde_json::from_value(call_back(clinic.today())).unwrap();
    let task = task::record(clinic.app(), patient, call).await.unwrap();
    Scene {
        patient,
        history,
        reaction,
        lot: clinic.lot,
        alert,
        note,
        task,
        consent: ConsentId(of(|told| matches!(told, Told::Consent { .. }))),
        session: SessionId(of(|told| matches!(told, Told::Session { .. }))),
        sheet,
        draft,
        form,
        screening: clinic.screening(patient),
        out: clinic.folder.with_file_name("stolen.pdf"),
        exports: clinic.folder.with_file_name("exports"),
    }
}
