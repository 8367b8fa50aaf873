//! Reports in the real window: what the clinic did is counted, each chart has its table, and the tables are taken along.

use needlebook_tests::{
    hand::Hand,
    window::{Chord, spot},
    words::{word, word_with},
};

use crate::{
    fresh_laptop,
    standing::{look_at, open_demo, pictures, press},
};

#[tokio::test]
async fn what_the_clinic_did_is_counted_and_every_chart_is_a_table_too() {
    let scene = fresh_laptop();
    let out = pictures("reports");
    let window = open_demo(&scene, 60, 3).await;
    window.press(Chord::alt('4')).await.unwrap();
    window.read(&word("report_by_month")).await.unwrap();
    let period = spot("combobox", word("report_period"));
    Hand::Mouse
        .choose(&window, &period, &word("report_everything"))
        .await
        .unwrap();
    window.read("180").await.unwrap();
    look_at(&window, &out, "charts").await;
    let hanging_out = window
        .in_smallest_window(&out.join("charts-smallest.png"))
        .await
        .unwrap();
    assert!(hanging_out.is_empty(), "{hanging_out:?}");
    for chart in [
        "report_by_month",
        "report_by_concern",
        "report_by_device",
        "report_by_practitioner",
        "report_endpoints",
        "report_depths",
    ] {
        let as_table = word_with("chart_as_table_of", &[("title", &word(chart))]);
        press(&window, "button", as_table).await;
        window.find(&spot("table", word(chart))).await.unwrap();
    }
    look_at(&window, &out, "tables").await;
    Hand::Mouse
        .choose(&window, &period, &word("report_own_days"))
        .await
        .unwrap();
    look_at(&window, &out, "own-days").await;
    press(&window, "button", word("report_save_as")).await;
    look_at(&window, &out, "saving").await;
    window.close().await.unwrap();
}
