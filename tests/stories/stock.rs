//! The stock book: lots received by hand or from a scanner, counted, wasted, set aside, and what stands on Today.

use needlebook_api::record_check::RecordState;
use needlebook_api::{ApiError, end_of_record, record_check, session, stock, today};
use needlebook_domain::device::DeviceProfileId;
use needlebook_domain::ids::LotId;
use needlebook_domain::issue::IssueCode;
use needlebook_domain::recall::Closeness;
use needlebook_domain::session::GapCode;
use needlebook_domain::stock::{LabelTrouble, LotState, MovementReason};
use serde_json::{Value, json};

use crate::clinic::Clinic;

pub fn moved(lot: LotId, kind: &str, units: u32) -> Value {
    json!({"lot": lot, "kind": kind, "units": units, "note": "dropped"})
}

impl Clinic {
    async fn book(&self, kind: &str, units: u32) -> Result<(), ApiError> {
        let input = serde_json::from_value(moved(self.lot, kind, units)).unwrap();
        stock::record_movement(self.app(), input).await
    }

    async fn lot_view(&self, id: LotId) -> stock::LotView {
        let lots = stock::list_lots(self.app()).await.unwrap();
        lots.into_iter().find(|lot| lot.id == id).unwrap()
    }
}

#[tokio::test]
async fn waste_counts_and_later_deliveries_are_signed_movements_with_their_reason() {
    let clinic = Clinic::ready().await;
    clinic.book("wasted", 2).await.unwrap();
    clinic.book("counted", 4).await.unwrap();
    clinic.book("received", 20).await.unwrap();
    let movements = stock::list_movements(clinic.app(), clinic.lot)
        .await
        .unwrap();
    let told: Vec<_> = movements
        .iter()
        .map(|one| (one.units, one.reason))
        .collect();
    assert_eq!(
        told,
        [
            (20, MovementReason::Received),
            (-4, MovementReason::Counted),
            (-2, MovementReason::Wasted),
            (10, MovementReason::Received)
        ]
    );
    assert_eq!(
        (movements[2].by.as_str(), movements[2].note.as_str()),
        ("Marigold Featherstitch", "dropped")
    );
    assert_eq!(clinic.lot_view(clinic.lot).await.left, 24);
    match clinic.book("wasted", 0).await {
        Err(ApiError::Invalid { issues }) => assert_eq!(issues[0].code, IssueCode::OutOfRange),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_runs_out_and_what_ends_soon_stands_on_today() {
    let clinic = Clinic::ready().await;
    let on_today = async || today::get_today(clinic.app()).await.unwrap().stock;
    assert!(on_today().await.low.is_empty() && on_today().await.expiring.is_empty());
    clinic.book("counted", 5).await.unwrap();
    let low = on_today().await.low;
    assert_eq!((low.len(), low[0].left), (1, 5), "time to order");
    let soon = clinic.today() + chrono::Days::new(60);
    let second = clinic
        .add_lot("skinpen_precision", "LOT-SOON", &soon.to_string())
        .await;
    let view = on_today().await;
    assert!(view.low.is_empty(), "fifteen of both together");
    assert_eq!(view.expiring[0].id, second);
    assert_eq!(clinic.lot_view(second).await.state, LotState::ExpiresSoon);
    stock::quarantine(clinic.app(), second, "recalled".into())
        .await
        .unwrap();
    let view = on_today().await;
    assert_eq!(
        view.low[0].left, 5,
        "what is set aside is not there to be used"
    );
    assert!(view.expiring.is_empty());
}

#[tokio::test]
async fn a_lot_that_was_set_aside_is_refused_at_once_until_it_is_released() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let refused = stock::quarantine(clinic.app(), clinic.lot, " ".into()).await;
    assert!(matches!(refused, Err(ApiError::Invalid { .. })), "why?");
    clinic.set_time("08:50");
    stock::quarantine(clinic.app(), clinic.lot, "recalled".into())
        .await
        .unwrap();
    let lot = clinic.lot_view(clinic.lot).await;
    assert_eq!(lot.state, LotState::Quarantined);
    assert_eq!(lot.quarantine.unwrap().reason, "recalled");
    let codes = clinic.refused_codes(clinic.session(patient)).await;
    assert_eq!(codes, [GapCode::CartridgeQuarantined]);
    stock::release(clinic.app(), clinic.lot, "false alarm".into())
        .await
        .unwrap();
    assert_eq!(clinic.lot_view(clinic.lot).await.state, LotState::InUse);
    clinic.sign_session(clinic.session(patient)).await.unwrap();
}

/// PRACTICE 2: a rule never makes a fault of what was done in good faith.
#[tokio::test]
async fn a_recall_in_the_middle_of_a_session_does_not_forbid_what_was_done_before_it() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let draft = clinic.session(patient);
    clinic.set_time("12:00");
    stock::quarantine(clinic.app(), clinic.lot, "recalled at noon".into())
        .await
        .unwrap();
    let state = session::check(clinic.app(), draft.clone()).await.unwrap();
    let codes: Vec<_> = state.check.missing.iter().map(|gap| gap.code).collect();
    assert!(!codes.contains(&GapCode::CartridgeQuarantined), "{codes:?}");
    clinic.sign_session(draft).await.unwrap();
}

#[tokio::test]
async fn a_scanned_label_fills_the_form_and_the_next_box_of_its_kind_is_known() {
    let clinic = Clinic::ready().await;
    let label = "]d20109501101530003172705001024K-0911\u{1d}21A7";
    let read = stock::read_label(clinic.app(), label.into()).await.unwrap();
    let said = read.label.unwrap();
    assert_eq!(said.lot.as_deref(), Some("24K-0911"));
    assert_eq!(said.expires_on, Some("2027-05-31".parse().unwrap()));
    assert_eq!(read.profile, None, "nobody said yet for which device it is");
    let form = json!({
        "profile": "skinpen_precision", "number": said.lot, "expires_on": said.expires_on, "received": 24,
        "gtin": said.gtin
    });
    stock::record_lot(clinic.app(), serde_json::from_value(form).unwrap())
        .await
        .unwrap();
    let read = stock::read_label(clinic.app(), label.into()).await.unwrap();
    assert_eq!(read.profile, Some(DeviceProfileId::SkinpenPrecision));
    let typed = stock::read_label(clinic.app(), "24K-0911".into())
        .await
        .unwrap();
    assert_eq!(typed.trouble, Some(LabelTrouble::NotALabel));
    assert!(typed.label.is_none());
}

#[tokio::test]
async fn a_number_one_letter_away_is_asked_about_and_not_refused() {
    let clinic = Clinic::ready().await;
    for (typed, expected) in [
        ("LOT-7781", Some(Closeness::Same)),
        ("lot 778I", Some(Closeness::Same)),
        ("LOT-7782", Some(Closeness::Near)),
        ("LOT-9182", None),
    ] {
        let like = stock::find_like(clinic.app(), typed.into()).await.unwrap();
        assert_eq!(like.first().map(|one| one.closeness), expected, "{typed}");
    }
    clinic
        .add_lot("skinpen_precision", "LOT-7782", "2027-06-30")
        .await;
    assert_eq!(stock::list_lots(clinic.app()).await.unwrap().len(), 2);
}

/// PRACTICE 1: a unit is for one patient and one session.
#[tokio::test]
async fn a_unit_whose_serial_was_used_is_refused_the_next_time_even_after_an_erasure() {
    let clinic = Clinic::ready().await;
    let first = clinic.patient_ready_to_treat().await;
    let label = "1727063010LOT-7781\u{1d}21A7".to_owned();
    let scanned = async || stock::find_unit(clinic.app(), label.clone()).await.unwrap();
    let unit = scanned().await;
    assert_eq!(unit.lot.unwrap().id, clinic.lot);
    assert!(!unit.used_before);
    let with_serial = |patient| {
        let mut draft = clinic.session(patient);
        draft.cartridges[0].serial = "A7".into();
        draft
    };
    let mut twice = with_serial(first);
    twice.cartridges.push(twice.cartridges[0].clone());
    assert_eq!(clinic.refused_codes(twice).await, [GapCode::CartridgeUsed]);
    clinic.sign_session(with_serial(first)).await.unwrap();
    assert!(scanned().await.used_before);
    let query = crate::recall::looking_for("A7");
    let found = needlebook_api::recall::search(clinic.app(), query)
        .await
        .unwrap();
    assert_eq!(found.people[0].sessions[0].used[0], "LOT-7781 A7");

    let second = clinic.patient_ready_to_treat().await;
    let refused = async || clinic.refused_codes(with_serial(second)).await;
    assert_eq!(refused().await, [GapCode::CartridgeUsed]);
    let wish = json!({
        "patient": first, "record_number": "A-0001", "ground": "patient_asked", "reason": "asked by letter"
    });
    end_of_record::erase(clinic.app(), serde_json::from_value(wish).unwrap())
        .await
        .unwrap();
    assert_eq!(refused().await, [GapCode::CartridgeUsed], "used stays used");
    let state = record_check::verify(clinic.app()).await.unwrap();
    assert!(matches!(state, RecordState::Whole { .. }), "{state:?}");
    clinic.sign_session(clinic.session(second)).await.unwrap();
}

#[tokio::test]
async fn a_cartridge_of_a_lot_that_is_not_in_the_book_is_asked_about() {
    let clinic = Clinic::ready().await;
    let unit = stock::find_unit(clinic.app(), "10LOT-7782".into())
        .await
        .unwrap();
    assert!(unit.lot.is_none() && !unit.used_before);
    assert_eq!(unit.like[0].lot.id, clinic.lot);
    assert_eq!(unit.like[0].closeness, Closeness::Near);
    let typed = stock::find_unit(clinic.app(), "LOT-7781".into())
        .await
        .unwrap();
    assert_eq!(typed.trouble, Some(LabelTrouble::NotALabel));
}
