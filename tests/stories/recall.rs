//! Who had lot X: found however the number is read out, told with what came of each call, and printed for the clinic and
//! for the maker (PRACTICE 71).

use chrono::Days;
use needlebook_api::recall::{self, Certainty, RecallFound, RecallMatch, RecallPaper, RecallQuery};
use needlebook_api::record_check::RecordState;
use needlebook_api::{
    ApiError, document, draft, end_of_record, export, merge, patient, record_check, timeline,
};
use needlebook_domain::document::DocumentKind;
use needlebook_domain::ids::{DocumentId, PatientId};
use needlebook_domain::issue::IssueCode;
use needlebook_domain::recall::{CallOutcome, Closeness, RecallCallInput};
use needlebook_domain::timeline::Told;
use serde_json::json;

use crate::clinic::{Clinic, patient_form};
use crate::gates::stopped;
use crate::visit::printed_text;

/// The lot of [`Clinic::ready`].
const LOT: &str = "LOT-7781";

pub fn looking_for(text: &str) -> RecallQuery {
    RecallQuery {
        text: text.to_owned(),
        ..RecallQuery::default()
    }
}

pub fn reached(about: &str) -> RecallCallInput {
    RecallCallInput {
        about: about.to_owned(),
        outcome: Some(CallOutcome::Reached),
        note: "Well.".to_owned(),
    }
}

impl Clinic {
    async fn who_had(&self, text: &str) -> RecallFound {
        recall::search(self.app(), looking_for(text)).await.unwrap()
    }

    async fn treated(&self) -> PatientId {
        let patient = self.patient_ready_to_treat().await;
        self.sign_session(self.session(patient)).await.unwrap();
        patient
    }

    async fn page(&self, paper: RecallPaper) -> (DocumentId, String) {
        let made = recall::make_paper(self.app(), looking_for(LOT), paper)
            .await
            .unwrap();
        let bytes = document::get_bytes(self.app(), made).await.unwrap();
        (made, printed_text(&bytes))
    }
}

#[tokio::test]
async fn whoever_had_a_lot_is_found_however_it_is_read_out() {
    let clinic = Clinic::ready().await;
    let patient = clinic.treated().await;
    for typed in [LOT, "lot 7781", "l0t7781", "LOT-778I"] {
        let found = clinic.who_had(typed).await;
        let [person] = found.people.as_slice() else {
            panic!("{typed}: {:?}", found.people)
        };
        let session = &person.sessions[0];
        assert_eq!(
            (person.patient, person.certainty, session.matched),
            (patient, Certainty::Had, Some(RecallMatch::Lot)),
            "{typed}"
        );
        assert_eq!(person.contact.phone.as_deref(), Some("01632 960123"));
        assert_eq!(found.lots[0].id, clinic.lot);
    }
    let slip = clinic.who_had("LOT-7787").await;
    assert_eq!(
        slip.people[0].certainty,
        Certainty::Near,
        "one slip of the pen"
    );
    assert_eq!(slip.lots[0].closeness, Closeness::Near);
    assert!(clinic.who_had("ZZZZ-9999").await.people.is_empty());
    let by_serial = clinic.who_had("skinpen precision 001").await;
    let matched = by_serial.people[0].sessions[0].matched;
    assert_eq!(matched, Some(RecallMatch::DeviceSerial));
}

#[tokio::test]
async fn days_alone_find_every_session_of_them_and_must_not_end_before_they_begin() {
    let clinic = Clinic::ready().await;
    let patient = clinic.treated().await;
    let today = clinic.today();
    let of_days = async |from, to| {
        let query = RecallQuery {
            from,
            to,
            ..RecallQuery::default()
        };
        recall::search(clinic.app(), query).await
    };
    let found = of_days(Some(today), Some(today)).await.unwrap();
    assert_eq!(found.people[0].patient, patient);
    assert_eq!(found.people[0].sessions[0].matched, Some(RecallMatch::Days));
    let before = of_days(None, Some(today - Days::new(1))).await.unwrap();
    assert!(before.people.is_empty(), "nobody was treated before today");
    match of_days(Some(today), Some(today - Days::new(1))).await {
        Err(ApiError::Invalid { issues }) => assert_eq!(
            (issues[0].path.as_str(), issues[0].code),
            ("to", IssueCode::EndsBeforeStart)
        ),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn merged_archived_stopped_and_unsigned_are_on_the_list_and_so_is_whoever_has_no_lot() {
    let clinic = Clinic::ready().await;
    let kept = clinic.treated().await;
    let other = clinic.treated().await;
    merge::merge(clinic.app(), kept, other, "one person".into())
        .await
        .unwrap();
    patient::archive(clinic.app(), kept, "moved away".into())
        .await
        .unwrap();
    let found = clinic.who_had(LOT).await;
    let [person] = found.people.as_slice() else {
        panic!("{:?}", found.people)
    };
    assert_eq!(person.sessions.len(), 2, "both sessions of the one person");
    assert!(person.patient == kept && person.archived);

    let third = clinic.patient_ready_to_treat().await;
    let mut draft = stopped(&clinic, clinic.session(third));
    draft.cartridges.clear();
    draft.zones.clear();
    draft.products_after.clear();
    clinic.sign_session(draft).await.unwrap();
    let fourth = clinic.patient_ready_to_treat().await;
    let open = serde_json::to_value(clinic.session(fourth)).unwrap();
    let typed =
        json!({"kind": "session", "subject": fourth, "body": open.to_string(), "version": 0});
    draft::save(clinic.app(), serde_json::from_value(typed).unwrap())
        .await
        .unwrap();

    let found = clinic.who_had(LOT).await;
    let person = |id| found.people.iter().find(|one| one.patient == id).unwrap();
    let no_lot = person(third);
    assert_eq!(
        no_lot.certainty,
        Certainty::NoLot,
        "nobody can say that it was not this lot"
    );
    assert!(no_lot.sessions[0].stopped);
    let unsigned = person(fourth);
    assert_eq!(unsigned.certainty, Certainty::Had);
    assert!(unsigned.sessions[0].unsigned);
    assert_eq!(
        found.people.last().unwrap().patient,
        third,
        "the surest first"
    );
}

/// PRACTICE 65.
#[tokio::test]
async fn what_a_patient_refused_is_on_no_list() {
    let clinic = Clinic::ready().await;
    let patient = clinic.treated().await;
    let mut form = patient_form();
    form["contact"]["never"] = json!(["phone"]);
    form["contact"]["post"] = json!(false);
    let version = needlebook_api::patient_details::get(clinic.app(), patient)
        .await
        .unwrap()
        .version;
    let form = serde_json::from_value(form).unwrap();
    patient::correct_patient(clinic.app(), patient, version, form)
        .await
        .unwrap();
    let found = clinic.who_had(LOT).await;
    let contact = &found.people[0].contact;
    assert_eq!((&contact.phone, &contact.address), (&None, &None));
    assert_eq!(contact.email.as_deref(), Some("barnaby@selvedge.example"));
    let (_, list) = clinic.page(RecallPaper::List).await;
    assert!(
        !list.contains("01632 960123") && !list.contains("Bobbin Yard"),
        "{list}"
    );
}

#[tokio::test]
async fn what_came_of_each_call_is_kept_with_the_patient_and_asked_for_where_it_is_missing() {
    let clinic = Clinic::ready().await;
    let patient = clinic.treated().await;
    let call = async |input| recall::record_call(clinic.app(), patient, input).await;
    let left = RecallCallInput {
        outcome: Some(CallOutcome::LeftMessage),
        note: String::new(),
        ..reached("lot 7781")
    };
    call(left).await.unwrap();
    clinic.tick();
    call(reached(LOT)).await.unwrap();
    call(reached("ANOTHER-1")).await.unwrap();
    let found = clinic.who_had(LOT).await;
    let told: Vec<_> = found.people[0]
        .calls
        .iter()
        .map(|one| one.outcome)
        .collect();
    assert_eq!(
        told,
        [CallOutcome::Reached, CallOutcome::LeftMessage],
        "of this recall alone, the newest first"
    );
    assert_eq!(found.people[0].calls[0].by, "Marigold Featherstitch");
    let page = timeline::get(clinic.app(), patient, None, None)
        .await
        .unwrap();
    assert!(page.items.iter().any(|item| matches!(
        &item.told,
        Told::RecallCall { about, outcome: CallOutcome::Reached, .. } if about == LOT
    )));

    let nothing = RecallCallInput {
        about: " ".into(),
        outcome: None,
        note: "x".repeat(201),
    };
    match call(nothing).await {
        Err(ApiError::Invalid { issues }) => {
            let paths: Vec<_> = issues.iter().map(|issue| issue.path.as_str()).collect();
            assert_eq!(paths, ["outcome", "about", "note"]);
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_clinic_prints_names_and_the_maker_reads_none() {
    let clinic = Clinic::ready().await;
    let patient = clinic.treated().await;
    recall::record_call(clinic.app(), patient, reached(LOT))
        .await
        .unwrap();
    for (paper, kind, number, names) in [
        (
            RecallPaper::List,
            DocumentKind::RecallList,
            "A-RL-0001",
            true,
        ),
        (
            RecallPaper::MakersReply,
            DocumentKind::MakersReply,
            "A-RR-0001",
            false,
        ),
        (
            RecallPaper::NeedleRegister,
            DocumentKind::NeedleRegister,
            "A-NR-0001",
            true,
        ),
    ] {
        let (made, said) = clinic.page(paper).await;
        let view = document::get(clinic.app(), made).await.unwrap().document;
        assert_eq!((view.kind, view.number.as_str()), (kind, number));
        assert!(said.contains(LOT), "{kind:?}: {said}");
        for named in ["Selvedge", "Barnaby", "A-0001"] {
            assert_eq!(said.contains(named), names, "{kind:?}, {named}: {said}");
        }
        assert!(
            !said.to_lowercase().contains("scar"),
            "no clinical reason: {said}"
        );
        assert_eq!(said.contains("reached"), kind == DocumentKind::RecallList);
    }
}

#[tokio::test]
async fn the_table_is_written_open_or_under_a_passphrase_and_journaled() {
    let clinic = Clinic::ready().await;
    let patient = clinic.treated().await;
    recall::record_call(clinic.app(), patient, reached(LOT))
        .await
        .unwrap();
    let folder = clinic.folder.with_file_name("out");
    let save = async |passphrase: &str| {
        export::export_recall(
            clinic.app(),
            looking_for(LOT),
            &folder,
            passphrase.to_owned(),
        )
        .await
        .unwrap()
        .place
    };
    let open = save("").await;
    let table = std::fs::read_to_string(open.join("recall.csv")).unwrap();
    let lines: Vec<_> = table.lines().collect();
    assert_eq!(lines.len(), 2, "{table}");
    assert!(
        lines[1].starts_with("had,Barnaby Selvedge-Hemsworth,1988-04-12,A-0001"),
        "{table}"
    );
    assert!(lines[1].ends_with("reached,Well."), "{table}");
    assert!(
        !table.to_lowercase().contains("scar"),
        "no clinical reason: {table}"
    );
    clinic.tick();
    let sealed = save("a selvedge never frays").await;
    let bytes = std::fs::read(&sealed).unwrap();
    let holds = |word: &[u8]| bytes.windows(word.len()).any(|part| part == word);
    assert!(sealed.extension().is_some_and(|end| end == "zip") && !holds(b"Selvedge"));
    let written = needlebook_api::audit::list(clinic.app(), Default::default())
        .await
        .unwrap();
    let count = written
        .rows
        .iter()
        .filter(|row| row.what == "recall_exported")
        .count();
    assert_eq!(count, 2);
}

/// Nobody knows whose names stand on which list, so none of them outlives an erasure.
#[tokio::test]
async fn a_list_with_names_goes_with_an_erased_record_and_the_makers_reply_stays() {
    let clinic = Clinic::ready().await;
    let patient = clinic.treated().await;
    recall::record_call(clinic.app(), patient, reached(LOT))
        .await
        .unwrap();
    let (list, _) = clinic.page(RecallPaper::List).await;
    let (register, _) = clinic.page(RecallPaper::NeedleRegister).await;
    let (reply, _) = clinic.page(RecallPaper::MakersReply).await;
    let calls = needlebook_api::call_list::make(clinic.app(), None)
        .await
        .unwrap();
    let wish = json!({
        "patient": patient, "record_number": "A-0001", "ground": "patient_asked", "reason": "asked by letter"
    });
    end_of_record::erase(clinic.app(), serde_json::from_value(wish).unwrap())
        .await
        .unwrap();
    for gone in [list, register, calls] {
        let opened = document::get_bytes(clinic.app(), gone).await;
        assert!(
            matches!(opened, Err(ApiError::NotFound { .. })),
            "{opened:?}"
        );
    }
    assert!(document::get_bytes(clinic.app(), reply).await.is_ok());
    assert!(clinic.who_had(LOT).await.people.is_empty());
    let state = record_check::verify(clinic.app()).await.unwrap();
    assert!(matches!(state, RecordState::Whole { .. }), "{state:?}");
}
