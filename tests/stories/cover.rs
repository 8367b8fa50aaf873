//! An open session while nobody is there (PRACTICE 55): covered and not locked, and the same person comes back by a PIN.

use needlebook_api::cover::{self, ComeBack, Covered};
use needlebook_api::me::{self, Preferences};
use needlebook_api::start::{self, Start};
use needlebook_api::upkeep::{self, Upkeep};
use needlebook_api::{ApiError, audit, draft, patient_page, people};
use needlebook_domain::ids::PatientId;
use needlebook_domain::issue::IssueCode;
use needlebook_domain::person::Role;
use serde_json::json;

use crate::clinic::{Clinic, PASSPHRASE};

const PIN: &str = "4718";
const THEIRS: &str = "herringbone over a lapped seam";

fn with_pin(pin: &str) -> ComeBack {
    ComeBack::Pin {
        pin: pin.to_owned(),
    }
}

fn with_passphrase(passphrase: &str) -> ComeBack {
    ComeBack::Passphrase {
        passphrase: passphrase.to_owned(),
    }
}

impl Clinic {
    /// A session in the middle of its needling at five to ten, a draft as the window keeps it.
    async fn needling(&self) -> PatientId {
        let id = self.patient_ready_to_treat().await;
        self.set_time("09:55");
        let mut session = self.session(id);
        session.ended_at = None;
        session.products_after.clear();
        session.zones[1].state = needlebook_domain::session::ZoneState::Planned;
        session.zones[1].done_at = None;
        let body = json!({"value": session, "focus": null}).to_string();
        let typed = json!({"kind": "session", "subject": id, "body": body, "version": 0});
        draft::save(self.app(), serde_json::from_value(typed).unwrap())
            .await
            .unwrap();
        self.app().note_touch();
        id
    }

    async fn with_pin(self) -> Self {
        cover::set_pin(self.app(), PASSPHRASE.to_owned(), PIN.to_owned())
            .await
            .unwrap();
        self
    }

    /// So many minutes later, still nobody; answers whether the window must leave what it shows.
    async fn nobody_for(&self, minutes: i64) -> bool {
        self.wait(minutes);
        upkeep::round(self.app(), &Upkeep::default()).await.unwrap()
    }

    async fn covered(&self) -> Option<Covered> {
        match start::get_start(self.app()).await.unwrap() {
            Start::Covered(covered) => Some(covered),
            _ => None,
        }
    }

    async fn is_locked(&self) -> bool {
        let start = start::get_start(self.app()).await.unwrap();
        matches!(start, Start::Locked { .. })
    }
}

#[tokio::test]
async fn an_open_session_is_covered_and_the_same_person_comes_back_by_pin() {
    let clinic = Clinic::ready().await.with_pin().await;
    let id = clinic.needling().await;
    assert!(!clinic.nobody_for(19).await, "it has its own idle time");
    assert!(clinic.nobody_for(1).await);
    let covered = clinic.covered().await.unwrap();
    let shown = serde_json::to_string(&covered).unwrap();
    assert!(covered.has_pin);
    assert_eq!(covered.zones.len(), 2);
    assert_eq!(covered.zones.iter().filter(|zone| zone.is_done).count(), 1);
    for name in ["Barnaby", "Selvedge"] {
        assert!(!shown.contains(name), "whose session it is: {shown}");
    }
    let refused = patient_page::get(clinic.app(), id).await;
    assert!(matches!(refused, Err(ApiError::Locked)));

    cover::come_back(clinic.app(), with_pin(PIN)).await.unwrap();
    assert!(matches!(
        start::get_start(clinic.app()).await.unwrap(),
        Start::Unlocked
    ));
    patient_page::get(clinic.app(), id).await.unwrap();
    let signed = clinic.sign_session(clinic.session(id)).await;
    assert!(
        matches!(signed, Err(ApiError::PassphraseNeeded)),
        "a PIN never signs: {signed:?}"
    );
    start::confirm_passphrase(clinic.app(), PASSPHRASE.to_owned())
        .await
        .unwrap();
    clinic.set_time("10:20");
    clinic.sign_session(clinic.session(id)).await.unwrap();
}

#[tokio::test]
async fn three_wrong_pins_lock_it_and_nothing_typed_is_lost() {
    let clinic = Clinic::ready().await.with_pin().await;
    let id = clinic.needling().await;
    assert!(clinic.nobody_for(20).await);
    for left in [2, 1, 0] {
        let refused = cover::come_back(clinic.app(), with_pin("9999")).await;
        assert!(
            matches!(refused, Err(ApiError::WrongPin { tries_left }) if tries_left == left),
            "{refused:?}"
        );
    }
    assert!(clinic.is_locked().await);
    let refused = cover::come_back(clinic.app(), with_pin(PIN)).await;
    assert!(
        matches!(refused, Err(ApiError::Locked)),
        "a locked store knows no PIN: {refused:?}"
    );
    clinic.unlock().await;
    let kept = draft::find(clinic.app(), "session".into(), id.0).await;
    assert!(kept.unwrap().is_some());
}

#[tokio::test]
async fn without_a_pin_the_passphrase_leads_back_and_may_sign() {
    let clinic = Clinic::ready().await;
    let id = clinic.needling().await;
    assert!(clinic.nobody_for(20).await);
    assert!(!clinic.covered().await.unwrap().has_pin);
    let refused = cover::come_back(clinic.app(), with_passphrase("not this one at all")).await;
    assert!(matches!(refused, Err(ApiError::WrongPassphrase { .. })));
    assert!(clinic.covered().await.is_some());
    cover::come_back(clinic.app(), with_passphrase(PASSPHRASE))
        .await
        .unwrap();
    clinic.sign_session(clinic.session(id)).await.unwrap();
}

#[tokio::test]
async fn only_an_open_session_is_covered() {
    let clinic = Clinic::ready().await.with_pin().await;
    clinic.app().note_touch();
    assert!(clinic.nobody_for(5).await, "the person's own five minutes");
    assert!(clinic.is_locked().await);
    clinic.unlock().await;
    clinic.needling().await;
    clinic.wait(13 * 60);
    clinic.app().note_touch();
    assert!(
        clinic.nobody_for(5).await,
        "left unsigned this morning, it is no session any more"
    );
    assert!(clinic.is_locked().await);
}

#[tokio::test]
async fn nobody_came_back_to_the_cover_and_it_locks() {
    let clinic = Clinic::ready().await.with_pin().await;
    clinic.needling().await;
    assert!(clinic.nobody_for(20).await);
    assert!(!clinic.nobody_for(44).await);
    assert!(clinic.covered().await.is_some());
    assert!(clinic.nobody_for(1).await);
    assert!(clinic.is_locked().await);
}

#[tokio::test]
async fn a_patient_may_read_for_fifteen_minutes() {
    let clinic = Clinic::ready().await;
    clinic.app().note_touch();
    start::set_patient_view(clinic.app(), true).await.unwrap();
    assert!(!clinic.nobody_for(14).await);
    assert!(clinic.nobody_for(1).await);
    assert!(clinic.is_locked().await, "never a cover for staff");
    clinic.unlock().await;
    assert!(
        clinic.nobody_for(5).await,
        "the next person has their own time again"
    );
}

#[tokio::test]
async fn a_pin_everybody_tries_first_is_refused_and_none_is_ever_in_the_journal() {
    let clinic = Clinic::ready().await;
    let set = |pin: &'static str| cover::set_pin(clinic.app(), PASSPHRASE.into(), pin.into());
    for (pin, code) in [
        ("", IssueCode::WrongForm),
        ("471", IssueCode::WrongForm),
        ("471829304", IssueCode::WrongForm),
        ("47a8", IssueCode::WrongForm),
        ("٤٧١٨", IssueCode::WrongForm),
        ("0000", IssueCode::EasyPin),
        ("1234", IssueCode::EasyPin),
        ("87654321", IssueCode::EasyPin),
    ] {
        match set(pin).await {
            Err(ApiError::Invalid { issues }) => {
                assert_eq!((issues[0].path.as_str(), issues[0].code), ("pin", code));
            }
            other => panic!("{pin}: {other:?}"),
        }
    }
    let refused = cover::set_pin(clinic.app(), "not my passphrase".into(), PIN.into()).await;
    assert!(matches!(refused, Err(ApiError::WrongPassphrase { .. })));
    assert!(!cover::has_pin(clinic.app()).await.unwrap());
    set(PIN).await.unwrap();
    assert!(cover::has_pin(clinic.app()).await.unwrap());
    cover::forget_pin(clinic.app()).await.unwrap();
    assert!(!cover::has_pin(clinic.app()).await.unwrap());
    let log = audit::list(
        clinic.app(),
        serde_json::from_value(json!({"by": null, "about": null, "group": null, "before": null}))
            .unwrap(),
    )
    .await;
    let told: Vec<String> = log.unwrap().rows.into_iter().map(|row| row.what).collect();
    assert_eq!(
        told.iter().filter(|what| *what == "pin_changed").count(),
        2,
        "{told:?}"
    );
}

#[tokio::test]
async fn the_time_before_the_cover_is_1_to_45_minutes_and_20_where_nothing_was_said() {
    let clinic = Clinic::ready().await;
    let usual = me::get_me(clinic.app()).await.unwrap().preferences;
    assert_eq!(usual.cover_after_minutes, 20);
    let longest = Preferences {
        cover_after_minutes: 45,
        ..usual
    };
    me::set_preferences(clinic.app(), longest).await.unwrap();
    clinic.needling().await;
    assert!(!clinic.nobody_for(44).await);
    assert!(clinic.nobody_for(1).await);
    assert!(clinic.covered().await.is_some());
}

#[tokio::test]
async fn whoever_is_removed_leaves_no_pin_behind() {
    let mut clinic = Clinic::ready().await;
    let nurse = clinic
        .hire("Imogen Backstitch", vec![Role::Clinician], THEIRS)
        .await;
    clinic.lock().await;
    clinic.unlock_as(nurse, THEIRS).await;
    cover::set_pin(clinic.app(), THEIRS.into(), PIN.into())
        .await
        .unwrap();
    clinic.lock().await;
    clinic.unlock().await;
    people::remove_person(clinic.app(), nurse).await.unwrap();
    let store = clinic.opened_from_outside().await;
    let kept = needlebook_store::pin::find(&mut store.reader().await.unwrap(), nurse).await;
    assert!(kept.unwrap().is_none());
}
