//! Patients who may be taken for one another carry a mark wherever they are chosen (PRACTICE 19).

use needlebook_api::{patient_page, search, today};

use crate::clinic::Clinic;

async fn marked(clinic: &Clinic, typed: &str) -> Vec<(String, bool)> {
    let hits = search::search_patients(clinic.app(), typed.to_owned())
        .await
        .unwrap()
        .hits;
    hits.into_iter()
        .map(|hit| (hit.given, hit.similar_name))
        .collect()
}

#[tokio::test]
async fn two_of_one_name_on_one_day_are_marked_in_search_on_today_and_on_the_strip() {
    let clinic = Clinic::ready().await;
    let first = clinic.register("Barnaby", "Bobbinwind").await;
    let second = clinic.register("Barnabas", "Bobbinwind").await;
    clinic.register("Beatrix", "Bobbinwind").await;
    today::record_arrival(clinic.app(), first).await.unwrap();
    assert!(
        marked(&clinic, "bobbinwind")
            .await
            .iter()
            .all(|(_, mark)| !mark),
        "one alone is taken for nobody"
    );
    let page = patient_page::get(clinic.app(), second).await.unwrap();
    assert!(
        page.similar_name,
        "the record that is open on screen is open: its namesake is in the waiting room"
    );

    today::record_arrival(clinic.app(), second).await.unwrap();
    let mut found = marked(&clinic, "bobbinwind").await;
    found.sort();
    assert_eq!(
        found,
        [
            ("Barnabas".to_owned(), true),
            ("Barnaby".to_owned(), true),
            ("Beatrix".to_owned(), false)
        ],
        "who is not here carries no mark: too many marks are read by nobody"
    );
    let rows = today::get_today(clinic.app()).await.unwrap().rows;
    assert!(rows.iter().all(|row| row.similar_name));
}
