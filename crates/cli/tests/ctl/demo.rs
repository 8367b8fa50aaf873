//! The demo clinic: invented, repeatable, alive, and encrypted like any other.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::place::{Place, json, refusal};
use needlebook_api::{App, ConsentStep, SessionStep, SheetStep, patient, start, today};
use needlebook_domain::session::Session;

/// Every name with its birth date, in the order of the list.
async fn people(place: &Place) -> Vec<(String, String, String)> {
    let app = place.unlocked().await;
    let mut people = Vec::new();
    loop {
        let skip = u32::try_from(people.len()).unwrap();
        let page = patient::list_patients(&app, skip).await.unwrap();
        people.extend(
            page.hits
                .into_iter()
                .map(|hit| (hit.family, hit.given, hit.birth_on.to_string())),
        );
        if !page.more {
            start::lock(&app, false).await.unwrap();
            return people;
        }
    }
}

#[tokio::test]
async fn a_seed_fixes_every_name_whatever_else_is_asked_for() {
    let one = people(&Place::with_demo(70, 0, 4)).await;
    let again = people(&Place::with_demo(70, 1, 4)).await;
    let other = people(&Place::with_demo(70, 0, 5)).await;
    assert_eq!(one.len(), 70, "as many patients as were asked for");
    assert_eq!(
        one, again,
        "the same seed is the same people, with sessions or without"
    );
    assert_ne!(one, other, "another seed is another clinic");
}

#[tokio::test]
async fn a_demo_answers_with_what_it_made_and_its_record_is_whole() {
    let place = Place::new();
    let made = place.run(["demo", "--patients", "12", "--sessions-per-patient", "2"]);
    let answer = json(&made);
    assert_eq!(answer["patients"], 12);
    assert_eq!(answer["sessions"], 24);
    assert_eq!(answer["seed"], 1, "the seed is 1 where none is named");
    assert!(answer["seconds"].is_number());
    let verified = place.run(["verify", "store", "--json"]);
    assert_eq!(json(&verified)["whole"], true, "{verified:?}");
}

#[tokio::test]
async fn the_day_list_of_a_demo_shows_every_point_of_a_visit() {
    let place = Place::with_demo(40, 3, 1);
    let app = place.unlocked().await;
    let me = needlebook_api::me::get_me(&app).await.unwrap();
    assert!(me.is_demo, "nobody may take it for a real clinic");
    let view = today::get_today(&app).await.unwrap();
    assert_eq!(view.rows.len(), 5, "five people are here");
    let alike = view.rows.iter().filter(|row| row.similar_name).count();
    assert_eq!(alike, 2, "one pair of names is alike, and no more");
    assert!(!view.due_back.is_empty(), "somebody is due back");
    let consents: Vec<ConsentStep> = view.rows.iter().map(|row| row.consent).collect();
    assert!(
        consents.contains(&ConsentStep::Ended),
        "a consent is missing: {consents:?}"
    );
    assert!(
        consents.contains(&ConsentStep::Covers),
        "others are in place: {consents:?}"
    );
    let numbed = view.rows.iter().any(|row| {
        matches!(
            row.session,
            SessionStep::Open {
                numbing_on_at: Some(_),
                ..
            }
        )
    });
    assert!(numbed, "a numbing clock runs");
    // Between midnight and the end of a first visit nobody can have been treated today.
    let treated = view.rows.iter().any(|row| {
        matches!(
            row.session,
            SessionStep::Signed {
                sheet: SheetStep::None,
                ..
            }
        )
    });
    assert!(
        treated || is_just_after_midnight(&app),
        "a sheet waits to be handed over"
    );
    assert!(!view.needs_you.is_empty(), "something waits for somebody");
    start::lock(&app, false).await.unwrap();
}

fn is_just_after_midnight(app: &App) -> bool {
    let london: chrono_tz::Tz = "Europe/London".parse().unwrap();
    let local = app.now().with_timezone(&london).time();
    chrono::Timelike::num_seconds_from_midnight(&local) < 2 * 3600
}

#[tokio::test]
async fn a_folder_that_is_not_empty_is_refused_and_left_as_it_was() {
    let place = Place::new();
    fs::create_dir(place.data()).unwrap();
    fs::write(place.data().join("pattern.txt"), "cut on the bias").unwrap();
    let wish = ["demo", "--patients", "2", "--json"];
    assert_eq!(refusal(&place.run(wish)), "folder_not_empty");
    let plain = place.run(["demo", "--patients", "2"]);
    assert_eq!(plain.status.code(), Some(1));
    let said = String::from_utf8(plain.stderr).unwrap();
    assert_eq!(said.lines().count(), 1, "a refusal is one line: {said}");
    let left: Vec<_> = fs::read_dir(place.data()).unwrap().collect();
    assert_eq!(left.len(), 1, "nothing may be added to somebody's folder");
}

#[tokio::test]
async fn a_demo_is_never_made_over_a_clinic() {
    let place = Place::with_demo(1, 0, 1);
    let again = place.run(["demo", "--patients", "1", "--json"]);
    assert_eq!(refusal(&again), "folder_not_empty");
}

#[tokio::test]
async fn no_name_of_a_patient_can_be_read_in_the_data_folder() {
    let place = Place::with_demo(25, 1, 1);
    let names: BTreeSet<String> = people(&place)
        .await
        .into_iter()
        .flat_map(|(family, given, _)| [family, given])
        .collect();
    assert!(names.len() > 20);
    search(&place.data(), &names);
}

fn search(folder: &Path, names: &BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            search(&path, names);
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        // Four letters turn up in random bytes now and then; longer names do not.
        for name in names.iter().filter(|name| name.len() > 5) {
            let found = bytes
                .windows(name.len())
                .any(|part| part == name.as_bytes());
            assert!(!found, "{name} can be read in {}", path.display());
        }
    }
}

#[tokio::test]
async fn sessions_of_a_demo_pass_the_same_gates_as_any_other() {
    let place = Place::with_demo(6, 2, 3);
    let app = place.unlocked().await;
    let page = patient::list_patients(&app, 0).await.unwrap();
    let mut signed: Vec<Session> = Vec::new();
    for hit in page.hits {
        let view = needlebook_api::patient_page::get(&app, hit.id)
            .await
            .unwrap();
        for item in view.depths.iter().filter(|item| !item.draft) {
            signed.push(
                needlebook_api::session::get(&app, item.session_id)
                    .await
                    .unwrap(),
            );
        }
    }
    assert_eq!(signed.len(), 12, "two sessions each");
    for session in signed {
        assert!(
            session.consent.is_some() && session.screening.is_some(),
            "nobody is treated without"
        );
        assert!(
            session.guards.iter().all(|guard| guard.settled),
            "every guard has its reason"
        );
        assert!(session.record.sharps_disposed);
    }
    start::lock(&app, false).await.unwrap();
}
