//! Finding a person by whatever is remembered of them.

use needlebook_api::patient;
use serde_json::json;

use crate::clinic::{Clinic, patient_form};

async fn found(clinic: &Clinic, typed: &str) -> Vec<String> {
    let hits = patient::search_patients(clinic.app(), typed.to_owned())
        .await
        .unwrap();
    hits.into_iter()
        .map(|hit| format!("{} {}", hit.given, hit.family))
        .collect()
}

async fn register(
    clinic: &Clinic,
    given: &str,
    family: &str,
    birth_on: &str,
    phone: &str,
    email: &str,
) {
    let mut form = patient_form();
    for (key, value) in [
        ("given", given),
        ("family", family),
        ("birth_on", birth_on),
        ("phone", phone),
        ("email", email),
    ] {
        form[key] = json!(value);
    }
    patient::record_patient(clinic.app(), serde_json::from_value(form).unwrap())
        .await
        .unwrap();
}

async fn sewing_circle() -> Clinic {
    let clinic = Clinic::set_up().await;
    for (given, family, birth_on, phone, email) in [
        (
            "Łukasz",
            "Ścieg",
            "1971-02-03",
            "+48 601 234 567",
            "lukasz@scieg.example",
        ),
        (
            "Søren",
            "Nålepude",
            "1982-11-30",
            "0045 20 31 42 53",
            "soren@naalepude.example",
        ),
        ("Æsa", "Weißnäher", "1990-05-06", "", ""),
        (
            "Đorđe",
            "Konac",
            "1964-07-08",
            "01632 960 455",
            "dorde.konac@nit.example",
        ),
        (
            "Zoë",
            "Featherstitch-O'Thread de la Bobine",
            "1999-12-01",
            "(01632) 960-789",
            "Zoe@Bobine.example",
        ),
        ("Marigold", "Thimble", "1988-04-12", "01632 960001", ""),
    ] {
        register(&clinic, given, family, birth_on, phone, email).await;
    }
    clinic
}

#[tokio::test]
async fn every_plain_spelling_finds_the_name_and_so_does_the_right_one() {
    let clinic = sewing_circle().await;
    for (typed, name) in [
        ("lukasz", "Łukasz Ścieg"),
        ("Łukasz", "Łukasz Ścieg"),
        ("SCIEG", "Łukasz Ścieg"),
        ("soren nalep", "Søren Nålepude"),
        ("søren", "Søren Nålepude"),
        ("aesa", "Æsa Weißnäher"),
        ("weissn", "Æsa Weißnäher"),
        ("Weiß", "Æsa Weißnäher"),
        ("dorde", "Đorđe Konac"),
        ("zoe", "Zoë Featherstitch-O'Thread de la Bobine"),
        ("ma", "Marigold Thimble"),
    ] {
        assert_eq!(found(&clinic, typed).await, [name], "{typed}");
    }
}

#[tokio::test]
async fn words_come_in_any_order_and_by_their_beginning() {
    let clinic = sewing_circle().await;
    let zoe = "Zoë Featherstitch-O'Thread de la Bobine";
    for typed in [
        "bobine zoe",
        "thread feath",
        "o'thread",
        "feath zo bob",
        "  la   de ",
        "zoe featherstitch-o'thread",
    ] {
        assert_eq!(found(&clinic, typed).await, [zoe], "{typed}");
    }
    for typed in [
        "zoe thimble",
        "obine",
        "zoex",
        "%",
        "_",
        "*",
        "' OR 1=1 --",
        "zoe\u{0}",
    ] {
        let hits = found(&clinic, typed).await;
        assert!(
            hits.is_empty() || typed.starts_with("zoe\u{0}"),
            "{typed:?} found {hits:?}"
        );
    }
}

#[tokio::test]
async fn a_telephone_is_found_by_its_end_in_any_grouping() {
    let clinic = sewing_circle().await;
    for typed in [
        "601234567",
        "601 234 567",
        "+48 601-234-567",
        "234567",
        "4567",
        "34 567",
    ] {
        assert_eq!(found(&clinic, typed).await, ["Łukasz Ścieg"], "{typed}");
    }
    assert_eq!(
        found(&clinic, "(01632) 960789").await,
        ["Zoë Featherstitch-O'Thread de la Bobine"]
    );
    assert_eq!(found(&clinic, "960455").await, ["Đorđe Konac"]);
}

#[tokio::test]
async fn a_birth_date_a_record_number_and_an_email_find_their_person() {
    let clinic = sewing_circle().await;
    for typed in [
        "30.11.1982",
        "30/11/1982",
        "30 11 1982",
        "1982-11-30",
        "1982 11 30",
    ] {
        assert_eq!(found(&clinic, typed).await, ["Søren Nålepude"], "{typed}");
    }
    for typed in ["A-0004", "a-0004"] {
        assert_eq!(found(&clinic, typed).await, ["Đorđe Konac"], "{typed}");
    }
    for typed in ["dorde.konac@nit.example", "DORDE.KONAC@", "dorde.konac@nit"] {
        assert_eq!(found(&clinic, typed).await, ["Đorđe Konac"], "{typed}");
    }
    assert!(
        found(&clinic, "31.02.1982").await.is_empty(),
        "no such day, nobody born on it"
    );
    assert!(found(&clinic, "").await.is_empty() && found(&clinic, "   ").await.is_empty());
}

#[tokio::test]
async fn a_corrected_name_is_found_by_the_new_one_only() {
    let clinic = Clinic::set_up().await;
    let id = clinic.register("Barnaby", "Selvedge").await;
    let mut form = patient_form();
    form["family"] = "Buttonhole".into();
    patient::correct_patient(clinic.app(), id, 1, serde_json::from_value(form).unwrap())
        .await
        .unwrap();
    assert_eq!(found(&clinic, "buttonhole").await, ["Barnaby Buttonhole"]);
    assert!(found(&clinic, "selvedge").await.is_empty());
}

#[tokio::test]
async fn a_likely_duplicate_is_shown_before_it_is_saved() {
    let clinic = sewing_circle().await;
    let alike = async |given: &str, family: &str, birth_on: &str, phone: &str| {
        let birth_on = (!birth_on.is_empty()).then(|| birth_on.parse().unwrap());
        let found = patient::find_duplicates(
            clinic.app(),
            given.to_owned(),
            family.to_owned(),
            birth_on,
            phone.to_owned(),
        );
        found
            .await
            .unwrap()
            .into_iter()
            .map(|hit| hit.given)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        alike("Lukas", "Schieg", "1971-02-03", "").await,
        ["Łukasz"],
        "same day, name alike"
    );
    assert_eq!(
        alike("lukasz", "scieg", "", "").await,
        ["Łukasz"],
        "the same name, birth date not yet typed"
    );
    assert_eq!(
        alike("Ada", "Bodkin", "2001-01-01", "0048601234567").await,
        Vec::<String>::new(),
        "another country code is another number"
    );
    assert_eq!(
        alike("Ada", "Bodkin", "2001-01-01", "01632 960 789").await,
        ["Zoë"],
        "the same telephone"
    );
    assert_eq!(
        alike("Ada", "Bodkin", "1971-02-03", "").await,
        Vec::<String>::new(),
        "a shared birthday alone is none"
    );
}
