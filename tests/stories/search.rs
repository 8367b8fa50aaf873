//! Finding a person by whatever is remembered of them.

use needlebook_api::patient;
use needlebook_api::search::{self, Matched, RecordHit};
use serde_json::json;

use crate::clinic::{Clinic, patient_form};

async fn found(clinic: &Clinic, typed: &str) -> Vec<String> {
    let hits = search::search_patients(clinic.app(), typed.to_owned())
        .await
        .unwrap()
        .hits;
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
        "oxbine",
        "zoexy",
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
        alike("Lukasz", "Sceig", "1971-03-02", "").await,
        ["Łukasz"],
        "a mistyped name, day and month in each other's place"
    );
    assert_eq!(
        alike("Ada", "Bodkin", "2001-01-01", "0048601234567").await,
        ["Łukasz"],
        "the same telephone, dialled from abroad"
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

#[tokio::test]
async fn the_best_match_is_first() {
    let clinic = Clinic::set_up().await;
    for (given, family) in [
        ("Thimble", "Ashlar"),
        ("Ada", "Bodkin-Thimble"),
        ("Zoë", "Thimblewright"),
        ("Marigold", "Thimble"),
    ] {
        clinic.register(given, family).await;
    }
    assert_eq!(
        found(&clinic, "thimb").await,
        [
            "Marigold Thimble",
            "Zoë Thimblewright",
            "Thimble Ashlar",
            "Ada Bodkin-Thimble"
        ],
        "family names, then given names, then any other word; a whole word before a longer one"
    );
    assert_eq!(found(&clinic, "thimble a").await[0], "Thimble Ashlar");
}

#[tokio::test]
async fn one_typing_error_is_forgiven_when_nobody_is_called_so() {
    let clinic = sewing_circle().await;
    let zoe = "Zoë Featherstitch-O'Thread de la Bobine";
    for (typed, name) in [
        ("thmible", "Marigold Thimble"),
        ("thible", "Marigold Thimble"),
        ("thimmble", "Marigold Thimble"),
        ("rhimble", "Marigold Thimble"),
        ("marigold thimvle", "Marigold Thimble"),
        ("thimvle mari", "Marigold Thimble"),
        ("featherstich", zoe),
        ("nalepdue", "Søren Nålepude"),
        ("konax", "Đorđe Konac"),
    ] {
        let answer = search::search_patients(clinic.app(), typed.to_owned())
            .await
            .unwrap();
        assert_eq!(answer.matched, Matched::Typo, "{typed}");
        let names: Vec<String> = answer
            .hits
            .iter()
            .map(|hit| format!("{} {}", hit.given, hit.family))
            .collect();
        assert_eq!(names, [name], "{typed}");
    }
    for typed in ["thmblie", "xx", "qwertz", "marigold bobin"] {
        assert!(
            found(&clinic, typed).await.is_empty(),
            "{typed}: two errors are another name, and no other word of hers is meant"
        );
    }
    let exact = search::search_patients(clinic.app(), "thimb".to_owned())
        .await
        .unwrap();
    assert_eq!(exact.matched, Matched::Exact);
    clinic.register("Ada", "Newcomer").await;
    assert_eq!(
        found(&clinic, "newcmoer").await,
        ["Ada Newcomer"],
        "whoever was entered a moment ago is known"
    );
}

#[tokio::test]
async fn whoever_is_archived_is_found_last_and_marked() {
    let clinic = Clinic::set_up().await;
    let away = clinic.register("Ada", "Thimble").await;
    clinic.register("Thimble", "Zipper").await;
    patient::archive(clinic.app(), away, "moved abroad".to_owned())
        .await
        .unwrap();
    let answer = async |typed: &str| {
        let found = search::search_patients(clinic.app(), typed.to_owned());
        let hits = found.await.unwrap().hits;
        hits.into_iter()
            .map(|hit| (hit.given, hit.archived))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        answer("thimble").await,
        [("Thimble".to_owned(), false), ("Ada".to_owned(), true)]
    );
    assert_eq!(answer("thmible a").await, [("Ada".to_owned(), true)]);
    patient::unarchive(clinic.app(), away, "came back".to_owned())
        .await
        .unwrap();
    assert_eq!(
        answer("thimble").await,
        [("Ada".to_owned(), false), ("Thimble".to_owned(), false)]
    );
}

#[tokio::test]
async fn people_write_a_name_in_more_ways_than_one() {
    let clinic = Clinic::set_up().await;
    clinic.register("Jürgen", "Nähfaden-Møller").await;
    clinic.register("Siân", "O'Thread").await;
    clinic.register("Ada", "Macneedle").await;
    for (typed, name) in [
        ("naehfaden", "Jürgen Nähfaden-Møller"),
        ("moeller juergen", "Jürgen Nähfaden-Møller"),
        ("nahfadenmoller", "Jürgen Nähfaden-Møller"),
        ("othread", "Siân O'Thread"),
        ("o’thread", "Siân O'Thread"),
        ("mac needle", "Ada Macneedle"),
    ] {
        assert_eq!(found(&clinic, typed).await, [name], "{typed}");
    }
}

#[tokio::test]
async fn digits_are_a_telephone_a_record_number_or_a_birth_date() {
    let clinic = sewing_circle().await;
    for typed in ["01632 960 7", "016329607", "+44 1632 9607", "1632 960-78"] {
        assert_eq!(
            found(&clinic, typed).await,
            ["Zoë Featherstitch-O'Thread de la Bobine"],
            "{typed}: from its beginning"
        );
    }
    for typed in ["0048601234567", "0601 234 567"] {
        assert_eq!(found(&clinic, typed).await, ["Łukasz Ścieg"], "{typed}");
    }
    for typed in ["A4", "a-4", "4", "0004", "A0004"] {
        assert_eq!(found(&clinic, typed).await[0], "Đorđe Konac", "{typed}");
    }
    for typed in [
        "30111982",
        "301182",
        "30.11.82",
        "11/30/1982",
        "nov 1982",
        "30th nov 82",
        "1982-1",
        "11.1982",
        "1982",
    ] {
        assert_eq!(found(&clinic, typed).await, ["Søren Nålepude"], "{typed}");
    }
}

#[tokio::test]
async fn a_lot_and_a_document_are_found_by_their_numbers() {
    let clinic = Clinic::ready().await;
    for typed in ["lot-7781", "LOT 77", "lot77", "Lot_7781"] {
        let hits = search::search_records(clinic.app(), typed.to_owned())
            .await
            .unwrap()
            .hits;
        assert!(
            matches!(hits.as_slice(), [RecordHit::Lot { number, .. }] if number == "LOT-7781"),
            "{typed}: {hits:?}"
        );
    }
    let patient = clinic.register("Marigold", "Thimble").await;
    let sheet = needlebook_api::precare::make(
        clinic.app(),
        patient,
        clinic.today() + chrono::Days::new(20),
    )
    .await
    .unwrap();
    for typed in ["A-PC-0001", "a-pc-0001", "A-PC", "a-pc-00"] {
        let hits = search::search_records(clinic.app(), typed.to_owned())
            .await
            .unwrap()
            .hits;
        assert!(
            matches!(hits.as_slice(), [RecordHit::Document { id, patient: of, .. }]
                if *id == sheet && of.id == patient),
            "{typed}: {hits:?}"
        );
    }
}

#[tokio::test]
async fn a_full_house_shows_twenty_and_every_one_of_them_once() {
    let clinic = Clinic::set_up().await;
    for _ in 0..30 {
        clinic.register("Thimble", "Thimble-Thimblewright").await;
    }
    let hits = search::search_patients(clinic.app(), "thim".to_owned())
        .await
        .unwrap()
        .hits;
    let mut ids: Vec<_> = hits.iter().map(|hit| hit.id).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 20);
}
