//! Sessions, their drafts and the consent they rest on.

use needlebook_api::draft::{self, DraftInput};
use needlebook_api::{consent, session};
use needlebook_domain::issue::IssueCode;
use needlebook_domain::session::{GapCode, Place, SessionDraft, SkinToday};
use serde_json::json;

use super::issues;
use crate::clinic::{Clinic, at};
use crate::treatment::planned;

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
#[rustfmt::skip]
fn ways_to_miss() -> Vec<(&'static str, Break, Place, GapCode)> {
    use GapCode as Code;
    use Place::{CheckIn, Finish, Numbing, Products, Treat};
    vec![
        ("identity before numbing", |d| d.check_in.identity_before_numbing = None, CheckIn, Code::IdentityBeforeNumbing),
        ("identity before needling", |d| d.check_in.identity_before_needling = None, CheckIn, Code::IdentityBeforeNeedling),
        ("still happy", |d| d.check_in.still_happy = None, CheckIn, Code::StillHappy),
        ("not happy", |d| d.check_in.still_happy.as_mut().unwrap().go_ahead = false, CheckIn, Code::PatientSaidNo),
        ("skin today", |d| d.check_in.skin_today = None, CheckIn, Code::SkinToday),
        ("a lesion", |d| d.check_in.skin_today = Some(SkinToday::Lesion), CheckIn, Code::SkinLesion),
        ("cream from home", |d| d.check_in.cream_before = None, CheckIn, Code::CreamBefore),
        ("a zone without a time", |d| d.zones[0].done_at = None, Treat, Code::ZoneTime),
        ("numbed too short without a reason", |d| d.numbing[0].off_at = Some(d.numbing[0].on_at.unwrap() + chrono::TimeDelta::minutes(12)), Numbing, Code::NumbingCaution),
        ("photos", |d| d.check_in.before_photos = None, CheckIn, Code::BeforePhotos),
        ("antiseptic", |d| d.check_in.antiseptic = None, CheckIn, Code::Antiseptic),
        ("antiseptic without a name", |d| d.check_in.antiseptic.as_mut().unwrap().product = " ".into(), CheckIn, Code::Antiseptic),
        ("antiseptic after needling", |d| d.check_in.antiseptic.as_mut().unwrap().at += chrono::TimeDelta::minutes(30), CheckIn, Code::AntisepticAfterNeedling),
        ("device", |d| d.device = None, CheckIn, Code::Device),
        ("cartridge", |d| d.cartridges.clear(), CheckIn, Code::Cartridge),
        ("seal", |d| d.cartridges[0].sealed = false, CheckIn, Code::CartridgeNotSealed),
        ("whether numbed", |d| d.numbing_used = None, Numbing, Code::NumbingUsed),
        ("numbed with nothing", |d| d.numbing.clear(), Numbing, Code::NumbingArea),
        ("numbing on", |d| d.numbing[0].on_at = None, Numbing, Code::NumbingOn),
        ("numbing off", |d| d.numbing[0].off_at = None, Numbing, Code::NumbingOff),
        ("off before on", |d| { let area = &mut d.numbing[0]; std::mem::swap(&mut area.on_at, &mut area.off_at); }, Numbing, Code::NumbingOffBeforeOn),
        ("off as it went on", |d| d.numbing[0].off_at = d.numbing[0].on_at, Numbing, Code::NumbingOffBeforeOn),
        ("cream left on", |d| d.numbing[0].removed = false, Numbing, Code::NumbingRemoved),
        ("signs of too much", |d| d.numbing[0].signs_asked = None, Numbing, Code::NumbingSigns),
        ("too strong", |d| d.numbing[0].percent = Some(9.9), Numbing, Code::NumbingBlocked),
        ("cream on needled skin", |d| { d.numbing[0].on_at = d.zones[1].done_at; d.numbing[0].off_at = d.ended_at; }, Numbing, Code::NumbingOnBrokenSkin),
        ("no zone", |d| d.zones.clear(), Treat, Code::NoZoneDone),
        ("a zone still planned", |d| d.zones[1] = planned(d.zones[1].clone()), Treat, Code::ZonePlanned),
        ("a zone twice", |d| d.zones[1].side = d.zones[0].side, Treat, Code::ZoneTwice),
        ("indication", |d| d.zones[0].indication = None, Treat, Code::ZoneIndication),
        ("passes", |d| d.zones[0].passes = None, Treat, Code::ZonePasses),
        ("no pass", |d| d.zones[0].passes = Some(0), Treat, Code::ZonePasses),
        ("thirteen passes", |d| d.zones[0].passes = Some(13), Treat, Code::ZonePasses),
        ("pattern", |d| d.zones[0].patterns.clear(), Treat, Code::ZonePattern),
        ("endpoint", |d| d.zones[0].endpoint = None, Treat, Code::ZoneEndpoint),
        ("endpoint 5", |d| d.zones[0].endpoint = Some(5), Treat, Code::ZoneEndpoint),
        ("pain", |d| d.zones[0].pain = None, Treat, Code::ZonePain),
        ("pain 11", |d| d.zones[0].pain = Some(11), Treat, Code::ZonePain),
        ("product without a name", |d| d.products_after[0].name = " ".into(), Products, Code::ProductName),
        ("product not for broken skin", |d| d.products_after[0].for_broken_skin = false, Products, Code::ProductReason),
        ("sharps", |d| d.sharps_disposed = false, Finish, Code::Sharps),
        ("end", |d| d.ended_at = None, Finish, Code::EndTime),
        ("end before the last needle", |d| d.ended_at = d.zones[0].done_at, Finish, Code::EndBeforeStart),
        ("end tomorrow", |d| *d.ended_at.as_mut().unwrap() += chrono::TimeDelta::days(1), Finish, Code::EndInFuture),
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
