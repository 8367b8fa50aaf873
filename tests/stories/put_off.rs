//! What set-up lets a clinic put off stays in sight until it is done (PRACTICE 28).

use needlebook_api::still_open::StillOpen;
use needlebook_api::{backup, settings, today};
use needlebook_domain::issue::IssueCode;
use serde_json::json;

use crate::bad_input::issues;
use crate::clinic::{Clinic, set_up_form};

async fn open(clinic: &Clinic) -> Vec<StillOpen> {
    today::get_today(clinic.app()).await.unwrap().still_open
}

fn with_places(places: &[&str]) -> needlebook_domain::clinic::ClinicInput {
    let mut form = set_up_form()["clinic"].clone();
    form["backup_places"] = json!(places);
    serde_json::from_value(form).unwrap()
}

#[tokio::test]
async fn everything_put_off_is_named_until_it_is_done() {
    let clinic = Clinic::set_up().await;
    assert_eq!(
        open(&clinic).await,
        [
            StillOpen::Device,
            StillOpen::Lot,
            StillOpen::Approval,
            StillOpen::BackupPlaces
        ]
    );
    let clinic = Clinic::ready().await;
    assert_eq!(open(&clinic).await, [StillOpen::BackupPlaces]);
    let places = [0, 1, 2].map(|_| tempfile::tempdir().unwrap());
    let add = async |place: usize, kept_apart| {
        backup::add_place(clinic.app(), places[place].path(), kept_apart)
            .await
            .unwrap();
    };
    add(0, true).await;
    assert_eq!(
        open(&clinic).await,
        [StillOpen::BackupPlaces],
        "one place breaks and nobody notices"
    );
    let clinic = Clinic::ready().await;
    let add = async |place: usize, kept_apart| {
        backup::add_place(clinic.app(), places[place].path(), kept_apart)
            .await
            .unwrap();
    };
    add(0, false).await;
    add(1, false).await;
    assert_eq!(
        open(&clinic).await,
        [StillOpen::BackupPlaces],
        "two places burn down with the laptop"
    );
    add(2, true).await;
    assert!(open(&clinic).await.is_empty());
}

#[tokio::test]
async fn one_place_named_twice_is_one_place() {
    let clinic = Clinic::ready().await;
    let refused =
        settings::correct_clinic(clinic.app(), with_places(&["The safe", "the safe "])).await;
    assert_eq!(
        issues(refused),
        [("clinic.backup_places.1".to_owned(), IssueCode::AlreadyUsed)]
    );
}
