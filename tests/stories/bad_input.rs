//! Absurd, impossible and missing input: the field and the cause are named, nothing is stored, nothing typed is lost.

use needlebook_api::draft::{self, DraftInput};
use needlebook_api::start::{self, Start};
use needlebook_api::{
    ApiError, App, AppOptions, consent, consultation, patient, session, settings, stock,
};
use needlebook_domain::issue::IssueCode;
use needlebook_domain::patient::PatientInput;
use needlebook_domain::session::{GapCode, Place, SessionDraft, SkinToday};
use needlebook_store::keys::Params;
use serde_json::{Value, json};

use crate::clinic::{Clinic, at, patient_form, set_up_form};
use crate::treatment::planned;

/// Path and code of every refused field.
fn issues<T: std::fmt::Debug>(answer: Result<T, ApiError>) -> Vec<(String, IssueCode)> {
    match answer {
        Err(ApiError::Invalid { issues }) => issues
            .into_iter()
            .map(|issue| (issue.path, issue.code))
            .collect(),
        other => panic!("expected refused fields, got {other:?}"),
    }
}

fn with(mut form: Value, path: &str, value: Value) -> Value {
    *form.pointer_mut(path).unwrap() = value;
    form
}

fn patient_with(field: &str, value: Value) -> PatientInput {
    serde_json::from_value(with(patient_form(), &format!("/{field}"), value)).unwrap()
}

#[tokio::test]
async fn an_absurd_name_is_refused_by_its_field_and_takes_no_record_number() {
    let clinic = Clinic::set_up().await;
    let megabyte = "stitch ".repeat(150_000);
    for (field, name, code) in [
        ("family", "", IssueCode::Required),
        ("family", " \t ", IssueCode::Required),
        ("family", megabyte.as_str(), IssueCode::TooLong),
        ("given", megabyte.as_str(), IssueCode::TooLong),
        ("family", "Sel\u{0}vedge", IssueCode::ControlCharacter),
        ("family", "Sel\nvedge", IssueCode::ControlCharacter),
        ("given", "Bar\u{1b}[31mnaby", IssueCode::ControlCharacter),
        ("family", "🧵🪡", IssueCode::NoLetters),
        ("family", "---", IssueCode::NoLetters),
        ("notes", "\u{7}", IssueCode::ControlCharacter),
        ("email", "a\u{0}@b", IssueCode::ControlCharacter),
    ] {
        let refused = patient::record_patient(clinic.app(), patient_with(field, name.into())).await;
        assert_eq!(issues(refused), [(field.to_owned(), code)], "{:.20?}", name);
    }
    assert!(
        patient::list_patients(clinic.app(), 0)
            .await
            .unwrap()
            .hits
            .is_empty(),
        "nothing was stored"
    );
    let id = clinic.register("Barnaby", "Selvedge").await;
    let hits = patient::search_patients(clinic.app(), "selvedge".to_owned())
        .await
        .unwrap();
    assert_eq!(
        (hits[0].id, hits[0].record_number.as_str()),
        (id, "A-0001"),
        "a refused form takes no number"
    );
}

#[tokio::test]
async fn an_unusual_name_is_somebodys_name() {
    let clinic = Clinic::set_up().await;
    for (given, family) in [
        ("مها", "الخياط"),
        ("李", "裁"),
        ("Łucja", "Ściegowska"),
        ("Rosa 🌼", "O'Thread-Needle"),
        ("", "Mononymous"),
        ("חוט", "מחט"),
    ] {
        let id = clinic.register(given, family).await;
        let found = patient::search_patients(clinic.app(), family.to_owned())
            .await
            .unwrap();
        assert!(
            found.iter().any(|hit| hit.id == id && hit.family == family),
            "{family} is found as it was typed"
        );
    }
}

#[tokio::test]
async fn a_birth_date_lies_between_1900_and_today() {
    let clinic = Clinic::set_up().await;
    let tomorrow = clinic.today().succ_opt().unwrap();
    for (date, code) in [
        (json!(tomorrow), IssueCode::InTheFuture),
        (json!("1899-12-31"), IssueCode::TooEarly),
        (Value::Null, IssueCode::Required),
    ] {
        let refused = patient::record_patient(clinic.app(), patient_with("birth_on", date)).await;
        assert_eq!(issues(refused), [("birth_on".to_owned(), code)]);
    }
    for date in [json!(clinic.today()), json!("1900-01-01")] {
        patient::record_patient(clinic.app(), patient_with("birth_on", date))
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn every_refused_field_is_named_at_once() {
    let clinic = Clinic::set_up().await;
    let mut form = patient_with("family", "".into());
    form.birth_on = None;
    form.fitzpatrick = Some(7);
    form.allergies = vec!["latex".to_owned(), String::new()];
    let mut paths: Vec<_> = issues(patient::record_patient(clinic.app(), form).await)
        .into_iter()
        .map(|(path, _)| path)
        .collect();
    paths.sort();
    assert_eq!(paths, ["allergies.1", "birth_on", "family", "fitzpatrick"]);
}

#[tokio::test]
async fn a_correction_that_is_refused_changes_nothing_and_an_old_one_is_a_conflict() {
    let clinic = Clinic::set_up().await;
    let id = clinic.register("Barnaby", "Selvedge").await;
    let refused =
        patient::correct_patient(clinic.app(), id, 1, patient_with("family", "".into())).await;
    assert_eq!(
        issues(refused),
        [("family".to_owned(), IssueCode::Required)]
    );
    patient::correct_patient(
        clinic.app(),
        id,
        1,
        patient_with("family", "Buttonhole".into()),
    )
    .await
    .unwrap();
    let stale = patient::correct_patient(
        clinic.app(),
        id,
        1,
        patient_with("family", "Petersham".into()),
    )
    .await;
    assert_eq!(
        stale,
        Err(ApiError::Conflict { current_version: 2 }),
        "somebody else's correction is not lost"
    );
    let hits = patient::search_patients(clinic.app(), "button".to_owned())
        .await
        .unwrap();
    assert_eq!(hits.len(), 1);
}

// Set-up

#[tokio::test]
async fn a_refused_set_up_names_its_fields_and_leaves_no_clinic_behind() {
    let temp = tempfile::tempdir().unwrap();
    let options = AppOptions {
        key_params: Params::THROW_AWAY,
        ..AppOptions::default()
    };
    let app = App::new(&temp.path().join("data"), options).unwrap();
    for (field, value, path, code) in [
        (
            "/passphrase",
            json!("short"),
            "passphrase",
            IssueCode::TooShort,
        ),
        (
            "/passphrase",
            json!("passwordpassword"),
            "passphrase",
            IssueCode::TooWeak,
        ),
        (
            "/passphrase",
            json!("featherstitch"),
            "passphrase",
            IssueCode::TooWeak,
        ),
        (
            "/clinic/name",
            json!(""),
            "clinic.name",
            IssueCode::Required,
        ),
        (
            "/clinic/address",
            json!(""),
            "clinic.address",
            IssueCode::Required,
        ),
        (
            "/clinic/zone",
            json!("Europe/Thimble"),
            "clinic.zone",
            IssueCode::NotAChoice,
        ),
        (
            "/clinic/currency",
            json!("pounds"),
            "clinic.currency",
            IssueCode::WrongForm,
        ),
        (
            "/clinic/opening_hours/0/closes",
            json!("08:00:00"),
            "clinic.opening_hours.0.closes",
            IssueCode::EndsBeforeStart,
        ),
        (
            "/owner/name",
            json!("\u{202e}"),
            "owner.name",
            IssueCode::NoLetters,
        ),
        (
            "/owner/roles",
            json!([]),
            "owner.roles",
            IssueCode::Required,
        ),
    ] {
        let form = serde_json::from_value(with(set_up_form(), field, value.clone())).unwrap();
        assert_eq!(
            issues(start::create_clinic(&app, form).await),
            [(path.to_owned(), code)],
            "{field} {value}"
        );
        assert!(
            matches!(start::get_start(&app).await.unwrap(), Start::FirstRun),
            "{field}: nothing was set up"
        );
    }
    start::create_clinic(&app, serde_json::from_value(set_up_form()).unwrap())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_second_set_up_never_replaces_the_first() {
    let clinic = Clinic::set_up().await;
    let again =
        start::create_clinic(clinic.app(), serde_json::from_value(set_up_form()).unwrap()).await;
    assert_eq!(again.unwrap_err(), ApiError::AlreadySetUp);
    let second = App::new(&clinic.folder, AppOptions::default());
    assert_eq!(
        second.err(),
        Some(ApiError::AlreadyRunning),
        "one program at a time holds a folder"
    );
}

#[tokio::test]
async fn the_clinics_details_are_refused_by_field_and_stay_as_they_were() {
    let clinic = Clinic::set_up().await;
    let form = with(set_up_form()["clinic"].take(), "/phone", json!(""));
    let refused =
        settings::correct_clinic(clinic.app(), serde_json::from_value(form).unwrap()).await;
    assert_eq!(
        issues(refused),
        [("clinic.phone".to_owned(), IssueCode::Required)]
    );
    assert_eq!(
        settings::get_clinic(clinic.app()).await.unwrap().phone,
        "01632 960001"
    );
}

// Stock, consultation

#[tokio::test]
async fn an_expired_lot_is_not_received() {
    let clinic = Clinic::set_up().await;
    let lot = |expires_on: Value, number: &str, received: u32| {
        serde_json::from_value(json!({
            "profile": "skinpen_precision", "number": number, "expires_on": expires_on, "received": received
        }))
        .unwrap()
    };
    let yesterday = json!(clinic.today().pred_opt().unwrap());
    let today = json!(clinic.today());
    for (form, path, code) in [
        (
            lot(yesterday, "L-1", 10),
            "lot.expires_on",
            IssueCode::Expired,
        ),
        (
            lot(Value::Null, "L-1", 10),
            "lot.expires_on",
            IssueCode::Required,
        ),
        (
            lot(today.clone(), "", 10),
            "lot.number",
            IssueCode::Required,
        ),
        (
            lot(today.clone(), "L-1", 0),
            "lot.received",
            IssueCode::OutOfRange,
        ),
        (
            lot(today.clone(), "L-1", 10_001),
            "lot.received",
            IssueCode::OutOfRange,
        ),
    ] {
        assert_eq!(
            issues(stock::record_lot(clinic.app(), form).await),
            [(path.to_owned(), code)]
        );
    }
    assert!(stock::list_lots(clinic.app()).await.unwrap().is_empty());
    stock::record_lot(clinic.app(), lot(today, "L-1", 10))
        .await
        .expect("a lot is good on its last day");
}

#[tokio::test]
async fn a_consultation_without_a_concern_or_in_the_future_is_refused() {
    let clinic = Clinic::set_up().await;
    let id = clinic.register("Barnaby", "Selvedge").await;
    let tomorrow = clinic.today().succ_opt().unwrap();
    let form = json!({
        "held_on": tomorrow, "consultant": "", "consultant_role": "", "board_certified": false, "concern": null,
        "hopes": "", "planned_sessions": 0
    });
    let mut refused =
        issues(consultation::record(clinic.app(), id, serde_json::from_value(form).unwrap()).await);
    refused.sort();
    let expected = [
        ("concern", IssueCode::Required),
        ("consultant", IssueCode::Required),
        ("consultant_role", IssueCode::Required),
        ("held_on", IssueCode::InTheFuture),
        ("planned_sessions", IssueCode::OutOfRange),
    ];
    assert_eq!(
        refused,
        expected.map(|(path, code)| (path.to_owned(), code))
    );
}

// The session

#[tokio::test]
async fn a_depth_that_is_no_depth_of_this_device_is_named_with_its_zone() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    for (depth, code) in [
        (Some(0.0), GapCode::GuardOpen),
        (Some(-1.0), GapCode::GuardOpen),
        (Some(1.3), GapCode::GuardOpen),
        (Some(2.25), GapCode::GuardOpen),
        (Some(40.0), GapCode::GuardOpen),
        (Some(f64::NAN), GapCode::ZoneDepth),
        (Some(f64::INFINITY), GapCode::ZoneDepth),
        (None, GapCode::ZoneDepth),
    ] {
        let mut draft = clinic.session(patient);
        draft.zones[0].depth_mm = depth;
        let gaps = clinic.refused(draft).await;
        let row = (
            needlebook_domain::zone::Zone::Cheeks,
            needlebook_domain::zone::Side::Right,
        );
        assert!(
            gaps.iter()
                .any(|gap| gap.code == code && gap.place == Place::Treat && gap.zone == Some(row)),
            "{depth:?}: {gaps:?}"
        );
    }
}

#[tokio::test]
async fn signing_with_anything_missing_names_it_stores_nothing_and_keeps_the_draft() {
    let mut clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let whole = clinic.session(patient);
    let draft = draft_of(&whole);
    let version = draft::save(clinic.app(), draft).await.unwrap().version;
    let kept = draft::find(clinic.app(), "session".to_owned(), patient.0)
        .await
        .unwrap()
        .unwrap();

    for (what, break_it, place, code) in ways_to_miss() {
        let mut draft = whole.clone();
        break_it(&mut draft);
        let gaps = clinic.refused(draft).await;
        assert!(
            gaps.iter()
                .any(|gap| (gap.place, gap.code) == (place, code)),
            "{what}: expected {code:?} at {place:?}, got {gaps:?}"
        );
    }
    let now = draft::find(clinic.app(), "session".to_owned(), patient.0)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (now.body, now.version),
        (kept.body, version),
        "the draft stays as it was typed"
    );
    let dump = clinic.dump().await;
    assert!(
        dump["session"].is_empty() && dump["session_zone"].is_empty(),
        "nothing was signed"
    );
    assert!(
        dump["journal"]
            .iter()
            .all(|row| !row.contains("'session_signed'"))
    );
    assert_eq!(
        dump["stock_movement"].len(),
        1,
        "no cartridge was taken: only the delivery stands here"
    );

    clinic.unlock().await;
    clinic
        .sign_session(whole)
        .await
        .expect("with nothing missing it is signed");
    assert!(
        draft::find(clinic.app(), "session".to_owned(), patient.0)
            .await
            .unwrap()
            .is_none()
    );
}

type Break = fn(&mut SessionDraft);

/// Every single thing a session cannot be signed without.
fn ways_to_miss() -> Vec<(&'static str, Break, Place, GapCode)> {
    use GapCode as Code;
    use Place::{CheckIn, Finish, Numbing, Products, Treat};
    vec![
        (
            "identity before numbing",
            |d| d.check_in.identity_before_numbing = None,
            CheckIn,
            Code::IdentityBeforeNumbing,
        ),
        (
            "identity before needling",
            |d| d.check_in.identity_before_needling = None,
            CheckIn,
            Code::IdentityBeforeNeedling,
        ),
        (
            "still happy",
            |d| d.check_in.still_happy = None,
            CheckIn,
            Code::StillHappy,
        ),
        (
            "not happy",
            |d| d.check_in.still_happy.as_mut().unwrap().go_ahead = false,
            CheckIn,
            Code::PatientSaidNo,
        ),
        (
            "skin today",
            |d| d.check_in.skin_today = None,
            CheckIn,
            Code::SkinToday,
        ),
        (
            "a lesion",
            |d| d.check_in.skin_today = Some(SkinToday::Lesion),
            CheckIn,
            Code::SkinLesion,
        ),
        (
            "photos",
            |d| d.check_in.before_photos = None,
            CheckIn,
            Code::BeforePhotos,
        ),
        (
            "antiseptic",
            |d| d.check_in.antiseptic = None,
            CheckIn,
            Code::Antiseptic,
        ),
        (
            "antiseptic without a name",
            |d| d.check_in.antiseptic.as_mut().unwrap().product = " ".into(),
            CheckIn,
            Code::Antiseptic,
        ),
        (
            "antiseptic after needling",
            |d| d.check_in.antiseptic.as_mut().unwrap().at += chrono::TimeDelta::minutes(30),
            CheckIn,
            Code::AntisepticAfterNeedling,
        ),
        ("device", |d| d.device = None, CheckIn, Code::Device),
        (
            "cartridge",
            |d| d.cartridges.clear(),
            CheckIn,
            Code::Cartridge,
        ),
        (
            "seal",
            |d| d.cartridges[0].sealed = false,
            CheckIn,
            Code::CartridgeNotSealed,
        ),
        (
            "whether numbed",
            |d| d.numbing_used = None,
            Numbing,
            Code::NumbingUsed,
        ),
        (
            "numbed with nothing",
            |d| d.numbing.clear(),
            Numbing,
            Code::NumbingArea,
        ),
        (
            "numbing on",
            |d| d.numbing[0].on_at = None,
            Numbing,
            Code::NumbingOn,
        ),
        (
            "numbing off",
            |d| d.numbing[0].off_at = None,
            Numbing,
            Code::NumbingOff,
        ),
        (
            "off before on",
            |d| {
                let area = &mut d.numbing[0];
                std::mem::swap(&mut area.on_at, &mut area.off_at);
            },
            Numbing,
            Code::NumbingOffBeforeOn,
        ),
        (
            "off as it went on",
            |d| d.numbing[0].off_at = d.numbing[0].on_at,
            Numbing,
            Code::NumbingOffBeforeOn,
        ),
        (
            "cream left on",
            |d| d.numbing[0].removed = false,
            Numbing,
            Code::NumbingRemoved,
        ),
        (
            "signs of too much",
            |d| d.numbing[0].signs_asked = None,
            Numbing,
            Code::NumbingSigns,
        ),
        (
            "too strong",
            |d| d.numbing[0].percent = Some(9.9),
            Numbing,
            Code::NumbingBlocked,
        ),
        (
            "cream on needled skin",
            |d| {
                d.numbing[0].on_at = d.zones[1].done_at;
                d.numbing[0].off_at = d.ended_at;
            },
            Numbing,
            Code::NumbingOnBrokenSkin,
        ),
        ("no zone", |d| d.zones.clear(), Treat, Code::NoZoneDone),
        (
            "a zone still planned",
            |d| d.zones[1] = planned(d.zones[1].clone()),
            Treat,
            Code::ZonePlanned,
        ),
        (
            "a zone twice",
            |d| d.zones[1].side = d.zones[0].side,
            Treat,
            Code::ZoneTwice,
        ),
        (
            "indication",
            |d| d.zones[0].indication = None,
            Treat,
            Code::ZoneIndication,
        ),
        (
            "passes",
            |d| d.zones[0].passes = None,
            Treat,
            Code::ZonePasses,
        ),
        (
            "no pass",
            |d| d.zones[0].passes = Some(0),
            Treat,
            Code::ZonePasses,
        ),
        (
            "thirteen passes",
            |d| d.zones[0].passes = Some(13),
            Treat,
            Code::ZonePasses,
        ),
        (
            "pattern",
            |d| d.zones[0].patterns.clear(),
            Treat,
            Code::ZonePattern,
        ),
        (
            "endpoint",
            |d| d.zones[0].endpoint = None,
            Treat,
            Code::ZoneEndpoint,
        ),
        (
            "endpoint 5",
            |d| d.zones[0].endpoint = Some(5),
            Treat,
            Code::ZoneEndpoint,
        ),
        ("pain", |d| d.zones[0].pain = None, Treat, Code::ZonePain),
        (
            "pain 11",
            |d| d.zones[0].pain = Some(11),
            Treat,
            Code::ZonePain,
        ),
        (
            "product without a name",
            |d| d.products_after[0].name = " ".into(),
            Products,
            Code::ProductName,
        ),
        (
            "product not for broken skin",
            |d| d.products_after[0].for_broken_skin = false,
            Products,
            Code::ProductReason,
        ),
        (
            "sharps",
            |d| d.sharps_disposed = false,
            Finish,
            Code::Sharps,
        ),
        ("end", |d| d.ended_at = None, Finish, Code::EndTime),
        (
            "end before the last needle",
            |d| d.ended_at = d.zones[0].done_at,
            Finish,
            Code::EndBeforeStart,
        ),
        (
            "end tomorrow",
            |d| *d.ended_at.as_mut().unwrap() += chrono::TimeDelta::days(1),
            Finish,
            Code::EndInFuture,
        ),
    ]
}

#[tokio::test]
async fn text_typed_into_a_number_is_kept_as_typed_and_never_signed() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let mut body = serde_json::to_value(clinic.session(patient)).unwrap();
    body["zones"][0]["depth_mm"] = "one and a half".into();
    assert!(
        serde_json::from_value::<SessionDraft>(body.clone()).is_err(),
        "words are no depth"
    );
    let typed =
        json!({"value": clinic.session(patient), "typed": {"zones.0.depth_mm": "one and a half"}});
    let input = DraftInput {
        kind: "session".to_owned(),
        subject: patient.0,
        body: typed.to_string(),
        version: 0,
    };
    draft::save(clinic.app(), input).await.unwrap();
    let kept = draft::find(clinic.app(), "session".to_owned(), patient.0)
        .await
        .unwrap()
        .unwrap();
    assert!(
        kept.body.contains("one and a half"),
        "nothing typed is lost"
    );
    let start = session::get_start(clinic.app(), patient).await.unwrap();
    assert_eq!(start.version, 1, "and the session goes on from it");
}

#[tokio::test]
async fn a_draft_that_is_no_form_of_ours_is_refused() {
    let clinic = Clinic::set_up().await;
    let draft = |body: String| DraftInput {
        kind: "patient".to_owned(),
        subject: uuid::Uuid::nil(),
        body,
        version: 0,
    };
    for (body, code) in [
        ("{\"half\": ".to_owned(), IssueCode::WrongForm),
        ("\"".repeat(4_000_001), IssueCode::TooLong),
    ] {
        assert_eq!(
            issues(draft::save(clinic.app(), draft(body)).await),
            [("body".to_owned(), code)]
        );
    }
    assert!(
        draft::find(clinic.app(), "patient".to_owned(), uuid::Uuid::nil())
            .await
            .unwrap()
            .is_none()
    );
}

#[tokio::test]
async fn a_consent_signed_before_it_was_given_or_in_the_future_is_refused() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let whole = clinic.consent_form(patient, clinic.plan()).await;
    for (given, signed) in [("09:00", "08:59"), ("08:00", "23:00")] {
        let mut form = whole.clone();
        form.given_at = at(clinic.today(), given);
        form.signed_at = at(clinic.today(), signed);
        let refused = consent::sign(clinic.app(), patient, form).await;
        assert_eq!(
            issues(refused),
            [("signed_at".to_owned(), IssueCode::EndsBeforeStart)]
        );
    }
}

fn draft_of(session: &SessionDraft) -> DraftInput {
    DraftInput {
        kind: "session".to_owned(),
        subject: session.patient.0,
        body: serde_json::to_string(session).unwrap(),
        version: 0,
    }
}
