//! Medical history: entered once, corrected with every old value, never deleted, and used wherever somebody decides.

use needlebook_api::medical_history::{self, HistoryEntryView};
use needlebook_api::{ApiError, alert::Alert, patient_page, screening, session, timeline};
use needlebook_domain::ids::{HistoryEntryId, PatientId};
use needlebook_domain::issue::IssueCode;
use needlebook_domain::medical_history::HistoryItem;
use needlebook_domain::screening::{OnRecord, RecordedFact};
use needlebook_domain::session::{GapCode, Place};
use needlebook_domain::timeline::{HistoryChange, Told, Topic};
use serde_json::{Value, json};

use crate::clinic::Clinic;

/// An allergy as it is typed.
pub fn line(substance: &str) -> Value {
    json!({
        "kind": "allergy", "name": substance, "dose": "", "since": "", "until": "", "reaction": "rash",
        "severity": "moderate", "by": "", "note": ""
    })
}

fn medicine(name: &str, stopped: &str) -> Value {
    let mut form = line(name);
    (form["kind"], form["dose"], form["until"]) =
        ("medicine".into(), "5 mg".into(), stopped.into());
    form
}

impl Clinic {
    pub async fn allergy(&self, patient: PatientId, substance: &str) -> HistoryEntryId {
        self.history(patient, line(substance)).await
    }

    pub async fn history(&self, patient: PatientId, form: Value) -> HistoryEntryId {
        let input = serde_json::from_value(form).unwrap();
        medical_history::record(self.app(), patient, input)
            .await
            .unwrap()
    }
}

async fn only(clinic: &Clinic, patient: PatientId) -> HistoryEntryView {
    let mut lines = medical_history::list(clinic.app(), patient).await.unwrap();
    assert_eq!(lines.len(), 1);
    lines.remove(0)
}

#[tokio::test]
async fn a_line_is_corrected_with_its_old_value_and_never_deleted() {
    let clinic = Clinic::ready().await;
    let patient = clinic.register("Barnaby", "Selvedge").await;
    let id = clinic.history(patient, medicine("Warfarin", "")).await;
    clinic.set_time("11:00");
    let changed = serde_json::from_value(medicine("Apixaban", "")).unwrap();
    medical_history::correct(clinic.app(), id, 1, changed)
        .await
        .unwrap();
    let view = only(&clinic, patient).await;
    let [was] = view.corrections.as_slice() else {
        panic!("{:?}", view.corrections)
    };
    assert_eq!(
        (
            was.change.field.as_str(),
            was.change.old.as_str(),
            was.change.new.as_str()
        ),
        ("name", "Warfarin", "Apixaban")
    );
    assert_eq!(
        (was.by.as_str(), was.at),
        ("Marigold Featherstitch", clinic.now())
    );

    medical_history::void(clinic.app(), id, 2, "it is her mother's".into())
        .await
        .unwrap();
    let view = only(&clinic, patient).await;
    assert_eq!(view.voided.as_deref(), Some("it is her mother's"));
    assert_eq!(view.entry.item.name(), "Apixaban", "it stays readable");
    let told = timeline::get(clinic.app(), patient, Some(Topic::History), None)
        .await
        .unwrap();
    let changes: Vec<HistoryChange> = told
        .items
        .iter()
        .map(|item| match &item.told {
            Told::History { change, .. } => *change,
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

#[tokio::test]
async fn two_people_correcting_one_line_is_a_conflict_and_neither_is_lost() {
    let clinic = Clinic::ready().await;
    let patient = clinic.register("Barnaby", "Selvedge").await;
    let id = clinic.allergy(patient, "wool").await;
    let form = |name| serde_json::from_value(line(name)).unwrap();
    medical_history::correct(clinic.app(), id, 1, form("silk"))
        .await
        .unwrap();
    let second = medical_history::correct(clinic.app(), id, 1, form("linen")).await;
    assert_eq!(second, Err(ApiError::Conflict { current_version: 2 }));
    let late = medical_history::void(clinic.app(), id, 1, "mistake".into()).await;
    assert_eq!(late, Err(ApiError::Conflict { current_version: 2 }));
    assert_eq!(only(&clinic, patient).await.entry.item.name(), "silk");
}

#[tokio::test]
async fn what_is_on_the_record_stands_beside_the_question_and_contradicts_a_no() {
    let clinic = Clinic::ready().await;
    let patient = clinic.register("Barnaby", "Selvedge").await;
    clinic.history(patient, medicine("Apixaban", "")).await;
    clinic
        .history(patient, medicine("Isotretinoin", "03/2020"))
        .await;
    let mut condition = line("Type 2 diabetes");
    condition["kind"] = "condition".into();
    clinic.history(patient, condition).await;

    let start = screening::get_start(clinic.app(), patient).await.unwrap();
    let beside: Vec<&str> = start.on_record.iter().map(|one| one.key.as_str()).collect();
    assert_eq!(
        beside,
        ["anticoagulant_prescribed", "isotretinoin", "diabetes"]
    );
    assert!(start.last.is_none(), "and nothing is answered by it");

    let check = screening::check(clinic.app(), clinic.screening(patient))
        .await
        .unwrap();
    let found: Vec<&str> = check
        .disagreeing
        .iter()
        .map(|one| one.key.as_str())
        .collect();
    assert_eq!(
        found,
        ["anticoagulant_prescribed", "isotretinoin", "diabetes"]
    );
    let fact = RecordedFact::Medicine("Apixaban 5 mg".to_owned());
    assert_eq!(check.disagreeing[0].on_record, OnRecord::Fact { fact });
    assert!(
        screening::sign(clinic.app(), clinic.screening(patient))
            .await
            .is_err(),
        "a person settles it first"
    );
}

#[tokio::test]
async fn what_was_never_true_or_is_over_contradicts_nothing() {
    let clinic = Clinic::ready().await;
    let patient = clinic.register("Barnaby", "Selvedge").await;
    let id = clinic.history(patient, medicine("Apixaban", "")).await;
    medical_history::void(clinic.app(), id, 1, "misheard".into())
        .await
        .unwrap();
    clinic.history(patient, medicine("Warfarin", "2019")).await;
    let check = screening::check(clinic.app(), clinic.screening(patient))
        .await
        .unwrap();
    assert_eq!(check.disagreeing, []);
}

/// PRACTICE 13: a recorded allergy that matches an ingredient of what was chosen is a stop.
#[tokio::test]
async fn a_recorded_allergy_stops_what_holds_it() {
    for (substance, place) in [
        ("Chlorhexidine", Place::CheckIn),
        ("Lidocaine", Place::Numbing),
        ("bobbin balm", Place::Products),
    ] {
        let clinic = Clinic::ready().await;
        let patient = clinic.patient_ready_to_treat().await;
        clinic.allergy(patient, substance).await;
        let gaps = clinic.refused(clinic.session(patient)).await;
        assert!(
            gaps.iter().any(|gap| gap.code == GapCode::AllergyToProduct
                && gap.place == place
                && gap.happened.is_some()),
            "{substance}: {gaps:?}"
        );
    }
}

#[tokio::test]
async fn a_planned_cream_with_the_allergen_does_not_go_on() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    clinic.allergy(patient, "lidocaine").await;
    let mut draft = clinic.session(patient);
    (draft.numbing[0].on_at, draft.numbing[0].off_at) = (None, None);
    for row in &mut draft.zones {
        *row = crate::treatment::planned(row.clone());
    }
    let state = session::check(clinic.app(), draft).await.unwrap();
    assert!(
        state
            .check
            .before_numbing
            .iter()
            .any(|gap| gap.code == GapCode::AllergyToProduct && gap.happened.is_none())
    );
}

#[tokio::test]
async fn allergies_stand_on_the_strip_the_worst_first() {
    let clinic = Clinic::ready().await;
    let patient = clinic.register("Barnaby", "Selvedge").await;
    for (substance, severity) in [
        ("wool", json!(null)),
        ("latex", json!("severe")),
        ("silk", json!("mild")),
    ] {
        let mut form = line(substance);
        form["severity"] = severity;
        clinic.history(patient, form).await;
    }
    let page = patient_page::get(clinic.app(), patient).await.unwrap();
    let shown: Vec<String> = page
        .alerts
        .into_iter()
        .map(|alert| match alert {
            Alert::Allergy { text, .. } => text,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(shown, ["latex", "silk", "wool"]);
}

#[tokio::test]
async fn every_bad_field_of_a_line_is_named() {
    let clinic = Clinic::ready().await;
    let patient = clinic.register("Barnaby", "Selvedge").await;
    let refused = async |field: &str, value: &str| {
        let mut form = medicine("Warfarin", "");
        form[field] = value.into();
        let input = serde_json::from_value(form).unwrap();
        match medical_history::record(clinic.app(), patient, input).await {
            Err(ApiError::Invalid { issues }) => (issues[0].path.clone(), issues[0].code),
            other => panic!("{field} {value}: {other:?}"),
        }
    };
    let long = "x".repeat(201);
    for (field, value, code) in [
        ("name", " ", IssueCode::Required),
        ("name", "???", IssueCode::NoLetters),
        ("name", long.as_str(), IssueCode::TooLong),
        ("dose", "5\u{0}mg", IssueCode::ControlCharacter),
        ("since", "last summer", IssueCode::WrongForm),
        ("since", "2019-02-30", IssueCode::WrongForm),
        ("since", "2031", IssueCode::InTheFuture),
        ("since", "1800", IssueCode::TooEarly),
        ("note", "a\u{202E}b", IssueCode::HiddenCharacter),
    ] {
        assert_eq!(
            refused(field, value).await,
            (field.to_owned(), code),
            "{value:?}"
        );
    }
    let mut form = medicine("Warfarin", "2018-05");
    form["since"] = "2019".into();
    let input = serde_json::from_value(form).unwrap();
    let Err(ApiError::Invalid { issues }) =
        medical_history::record(clinic.app(), patient, input).await
    else {
        panic!("stopped before it was begun")
    };
    assert_eq!(
        (issues[0].path.as_str(), issues[0].code),
        ("until", IssueCode::EndsBeforeStart)
    );
    assert!(
        medical_history::list(clinic.app(), patient)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn a_date_is_kept_as_exactly_as_it_is_remembered() {
    let clinic = Clinic::ready().await;
    let patient = clinic.register("Barnaby", "Selvedge").await;
    let mut form = line("Filler, upper lip");
    (form["kind"], form["since"], form["by"]) =
        ("procedure".into(), "3/2021".into(), "Dr Basting".into());
    clinic.history(patient, form).await;
    let HistoryItem::Procedure { on, by, .. } = only(&clinic, patient).await.entry.item else {
        panic!("it was a procedure")
    };
    assert_eq!(
        (on.map(|on| on.to_string()).as_deref(), by.as_str()),
        (Some("2021-03"), "Dr Basting")
    );
}
