//! Fault 37: what a search box may be given.

use needlebook_api::search;

use crate::clinic::{Clinic, record_patient};

#[tokio::test]
async fn f37_nothing_that_is_typed_into_the_search_box_is_an_error() {
    let clinic = Clinic::set_up().await;
    let app = clinic.unlocked().await;
    record_patient(&app, "O'Hara \"Zig\" Zag-Selvedge")
        .await
        .unwrap();
    let long = "selvedge ".repeat(1_200);
    for typed in [
        "\"",
        "'",
        "*",
        "%",
        "_",
        "-",
        "--",
        ";",
        "\\",
        "(",
        ")",
        "NEAR(",
        "NEAR(sel ved)",
        "sel*",
        "^sel",
        "sel OR 1=1",
        "'; DROP TABLE patient; --",
        "\u{0}",
        "\u{202e}",
        "🪡",
        "ﬁ",
        "",
        " ",
        "\t\n",
        long.as_str(),
    ] {
        let found = search::search_patients(&app, typed.to_owned()).await;
        assert!(found.is_ok(), "{typed:?}: {found:?}");
    }
    for typed in ["o'hara", "zag-selvedge", "Selvedge"] {
        let found = search::search_patients(&app, typed.to_owned())
            .await
            .unwrap();
        assert_eq!(found.hits.len(), 1, "{typed} still finds its person");
    }
}
