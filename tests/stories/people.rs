//! Accounts: added, changed, ended, removed; and always somebody left who may look after them.

use chrono::Days;
use needlebook_api::people::{self, PersonRow};
use needlebook_api::{ApiError, start};
use needlebook_domain::ids::PersonId;
use needlebook_domain::issue::IssueCode;
use needlebook_domain::person::AccountInput;
use serde_json::json;

use crate::bad_input::issues;
use crate::clinic::{Clinic, PASSPHRASE};

const THEIRS: &str = "ladder stitch over a hem";
const OTHER: &str = "buttonhole petersham gusset basting";

fn account(name: &str, roles: &[&str], ends_on: Option<chrono::NaiveDate>) -> AccountInput {
    serde_json::from_value(json!({
        "person": {
            "name": name, "title": "", "certification": "", "registration_body": "",
            "registration_number": "", "board_certified": false, "roles": roles
        },
        "ends_on": ends_on
    }))
    .unwrap()
}

async fn add(clinic: &Clinic, name: &str, roles: &[&str]) -> PersonId {
    people::record_person(clinic.app(), account(name, roles, None), THEIRS.to_owned())
        .await
        .unwrap()
}

async fn row(clinic: &Clinic, id: PersonId) -> PersonRow {
    let view = people::list(clinic.app()).await.unwrap();
    view.people
        .into_iter()
        .find(|row| row.person.id == id)
        .unwrap()
}

async fn gets_in(clinic: &Clinic, person: PersonId, passphrase: &str) -> Result<(), ApiError> {
    start::unlock(clinic.app(), person, passphrase.to_owned())
        .await
        .map(|_| ())
}

#[tokio::test]
async fn a_colleague_comes_in_by_their_own_passphrase_and_does_what_their_role_may() {
    let clinic = Clinic::ready().await;
    let desk = add(&clinic, "Pia Pincushion", &["reception"]).await;
    assert!(row(&clinic, desk).await.has_way_in);
    clinic.lock().await;
    assert!(matches!(
        gets_in(&clinic, desk, PASSPHRASE).await,
        Err(ApiError::WrongPassphrase { .. })
    ));
    clinic.unlock_as(desk, THEIRS).await;
    let view = people::list(clinic.app()).await.unwrap();
    assert!(!view.may_change);
    let refused = people::remove_person(clinic.app(), clinic.owner).await;
    assert!(matches!(refused, Err(ApiError::NotAllowed { .. })));
    let promoted = account("Pia Pincushion", &["owner"], None);
    let refused = people::correct_person(clinic.app(), desk, promoted).await;
    assert!(
        matches!(refused, Err(ApiError::NotAllowed { .. })),
        "nobody promotes themselves"
    );
}

#[tokio::test]
async fn who_is_removed_gets_in_no_more_and_keeps_their_name_in_the_record() {
    let clinic = Clinic::ready().await;
    let desk = add(&clinic, "Pia Pincushion", &["reception"]).await;
    people::remove_person(clinic.app(), desk).await.unwrap();
    let gone = row(&clinic, desk).await;
    assert!(!gone.has_way_in);
    assert_eq!(gone.person.name, "Pia Pincushion");
    clinic.lock().await;
    let refused = gets_in(&clinic, desk, THEIRS).await;
    assert!(
        matches!(refused, Err(ApiError::NotFound { .. })),
        "{refused:?}"
    );
    let names: Vec<String> = match start::get_start(clinic.app()).await.unwrap() {
        start::Start::Locked { people, .. } => people.into_iter().map(|one| one.name).collect(),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        names,
        ["Marigold Featherstitch"],
        "nor does the door show them"
    );
}

#[tokio::test]
async fn an_account_opens_on_its_last_day_and_not_after_it() {
    let clinic = Clinic::ready().await;
    let today = clinic.today();
    let locum = account("Ada Bodkin", &["clinician"], Some(today + Days::new(1)));
    let locum = people::record_person(clinic.app(), locum, THEIRS.to_owned())
        .await
        .unwrap();
    let past = account("Ada Bodkin", &["clinician"], Some(today - Days::new(1)));
    let refused = people::correct_person(clinic.app(), locum, past).await;
    assert_eq!(
        issues(refused),
        [("ends_on".to_owned(), IssueCode::TooEarly)]
    );
    clinic.lock().await;
    clinic.sleep_days(1);
    gets_in(&clinic, locum, THEIRS).await.unwrap();
    clinic.lock().await;
    clinic.sleep_days(1);
    assert_eq!(
        gets_in(&clinic, locum, THEIRS).await,
        Err(ApiError::AccountEnded {
            on: today + Days::new(1)
        })
    );
    clinic.unlock().await;
    people::correct_person(
        clinic.app(),
        locum,
        account("Ada Bodkin", &["clinician"], None),
    )
    .await
    .unwrap();
    clinic.lock().await;
    gets_in(&clinic, locum, THEIRS).await.unwrap();
}

#[tokio::test]
async fn the_last_owner_can_neither_go_nor_end_nor_step_down() {
    let clinic = Clinic::ready().await;
    let owner = clinic.owner;
    let as_clinician = || account("Marigold Featherstitch", &["clinician"], None);
    let until = account("Marigold Featherstitch", &["owner"], Some(clinic.today()));
    for refused in [
        people::remove_person(clinic.app(), owner).await,
        people::correct_person(clinic.app(), owner, as_clinician()).await,
        people::correct_person(clinic.app(), owner, until).await,
    ] {
        assert_eq!(refused, Err(ApiError::LastOwner));
    }
    let second = add(&clinic, "Ada Bodkin", &["owner"]).await;
    people::correct_person(clinic.app(), owner, as_clinician())
        .await
        .unwrap();
    clinic.lock().await;
    clinic.unlock_as(second, THEIRS).await;
    assert_eq!(
        people::remove_person(clinic.app(), second).await,
        Err(ApiError::LastOwner)
    );
}

#[tokio::test]
async fn a_passphrase_is_changed_by_who_knows_it_or_given_by_the_owner() {
    let clinic = Clinic::ready().await;
    let desk = add(&clinic, "Pia Pincushion", &["reception"]).await;
    let wrong = people::change_passphrase(clinic.app(), THEIRS.to_owned(), OTHER.to_owned()).await;
    assert!(matches!(wrong, Err(ApiError::WrongPassphrase { .. })));
    let weak = people::change_passphrase(
        clinic.app(),
        PASSPHRASE.to_owned(),
        "password1234".to_owned(),
    )
    .await;
    assert!(matches!(weak, Err(ApiError::Invalid { .. })));
    people::change_passphrase(clinic.app(), PASSPHRASE.to_owned(), OTHER.to_owned())
        .await
        .unwrap();
    people::give_passphrase(clinic.app(), desk, OTHER.to_owned())
        .await
        .unwrap();
    clinic.lock().await;
    assert!(gets_in(&clinic, clinic.owner, PASSPHRASE).await.is_err());
    assert!(gets_in(&clinic, desk, THEIRS).await.is_err());
    gets_in(&clinic, desk, OTHER).await.unwrap();
    clinic.lock().await;
    gets_in(&clinic, clinic.owner, OTHER).await.unwrap();
}

#[tokio::test]
async fn a_colleague_with_a_weak_passphrase_or_no_role_is_not_added() {
    let clinic = Clinic::ready().await;
    let form = account(" ", &[], None);
    let refused = people::record_person(clinic.app(), form, "pia pincushion".to_owned()).await;
    let paths: Vec<String> = issues(refused).into_iter().map(|(path, _)| path).collect();
    for path in ["person.name", "person.roles"] {
        assert!(paths.contains(&path.to_owned()), "{paths:?}");
    }
    assert_eq!(people::list(clinic.app()).await.unwrap().people.len(), 1);
}
