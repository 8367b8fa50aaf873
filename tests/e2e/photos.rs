//! Photos in the real window: from the camera's folder into the tray, under the right patient, and two beside each other.

use std::{fs, path::Path, time::Duration};

use crate::{fresh_laptop, standing};
use chrono::{DateTime, Utc};
use needlebook_api::{photo::camera, start};
use needlebook_media::Pixels;
use needlebook_tests::{
    hand::Hand,
    window::{Chord, Window, spot},
    words::{word, word_with},
};

/// A clinic with one patient and a folder that a camera writes to. The folder is chosen in the system's own dialog, which
/// no driver reaches, so it is named through the use case behind that button.
async fn clinic(data: &Path, card: &Path) {
    let app = standing::clinic(data).await;
    standing::patient(&app, "Barnaby", "Selvedge", "01632 960123").await;
    camera::choose(&app, Some(card), true).await.unwrap();
    start::lock(&app, false).await.unwrap();
}

/// A drawn head, its cheeks redder or paler.
fn face(redness: u8) -> Vec<u8> {
    let (width, height) = (900_u32, 1_200_u32);
    let mut picture = Pixels::white(width, height);
    let inside = |x: f64, y: f64, cx: f64, cy: f64, rx: f64, ry: f64| {
        ((x - cx) / rx).powi(2) + ((y - cy) / ry).powi(2) < 1.0
    };
    for y in 0..height {
        for x in 0..width {
            let (fx, fy) = (f64::from(x), f64::from(y));
            let colour = if inside(fx, fy, 330.0, 540.0, 38.0, 22.0)
                || inside(fx, fy, 570.0, 540.0, 38.0, 22.0)
            {
                [60, 60, 70]
            } else if inside(fx, fy, 450.0, 830.0, 110.0, 26.0) {
                [170, 90, 90]
            } else if inside(fx, fy, 270.0, 690.0, 80.0, 60.0)
                || inside(fx, fy, 630.0, 690.0, 80.0, 60.0)
            {
                [225, 190 - redness, 170 - redness]
            } else if inside(fx, fy, 450.0, 620.0, 300.0, 400.0) {
                [228, 192, 168]
            } else {
                [120, 130, 135]
            };
            let at = (y * width + x) as usize * 3;
            picture.rgb[at..at + 3].copy_from_slice(&colour);
        }
    }
    picture.to_jpeg(90).unwrap()
}

async fn file_first(window: &Window, out: &Path, stage: &str, picture: Option<&str>) {
    let hand = Hand::Mouse;
    hand.press(window, &spot("button", word("photo_tray_file")))
        .await
        .unwrap();
    hand.choose(
        window,
        &spot("combobox", word("photo_view")),
        &word("photo_view_front"),
    )
    .await
    .unwrap();
    hand.choose(window, &spot("combobox", word("photo_stage")), &word(stage))
        .await
        .unwrap();
    let today = DateTime::<Utc>::from(std::time::SystemTime::now()).date_naive();
    let typed = today.format("%d %m %Y").to_string();
    hand.fill(
        window,
        &spot("textbox", word("photo_taken_on")).containing(),
        &typed,
    )
    .await
    .unwrap();
    if let Some(picture) = picture {
        standing::look_at(window, out, picture).await;
    }
    let file = spot(
        "button",
        word_with("photo_file", &[("name", "Barnaby Selvedge")]),
    );
    hand.press(window, &file).await.unwrap();
    window.gone(&file).await.unwrap();
}

#[tokio::test]
async fn photos_come_from_the_card_are_filed_by_a_person_and_stand_beside_each_other() {
    let scene = fresh_laptop();
    let out = standing::pictures("photos");
    let card = tempfile::tempdir().unwrap();
    clinic(scene.data(), card.path()).await;
    let window = scene.open().await.unwrap();
    let hand = Hand::Mouse;
    standing::unlock(&window).await;

    for (name, redness) in [("before.jpg", 70), ("after.jpg", 10)] {
        fs::write(card.path().join(name), face(redness)).unwrap();
    }
    fs::write(
        card.path().join("phone.heic"),
        b"\0\0\0\x18ftypheic\0\0\0\0mif1",
    )
    .unwrap();

    standing::finds(&window, "Selvedge", "Selvedge").await;
    window.press(Chord::ENTER).await.unwrap();
    hand.press(&window, &spot("link", word("tab_photos")))
        .await
        .unwrap();
    window
        .read(&word_with("photo_tray_count", &[("count", "2")]))
        .await
        .unwrap();
    window.pause(Duration::from_millis(600)).await;
    standing::look_at(&window, &out, "tray").await;
    let left: Vec<_> = fs::read_dir(card.path())
        .unwrap()
        .map(|file| file.unwrap().file_name())
        .collect();
    assert_eq!(
        left,
        ["phone.heic"],
        "what was sealed is gone from the card, what was refused is not"
    );

    file_first(&window, &out, "photo_stage_before", Some("filing")).await;
    file_first(&window, &out, "photo_stage_after", None).await;
    window.pause(Duration::from_millis(600)).await;
    standing::look_at(&window, &out, "photos").await;

    let ticks = spot("checkbox", word("photo_view_front")).containing();
    hand.press(&window, &ticks.clone()).await.unwrap();
    hand.press(&window, &ticks.after(1)).await.unwrap();
    hand.press(&window, &spot("button", word("photo_compare")))
        .await
        .unwrap();
    window.pause(Duration::from_millis(800)).await;
    standing::look_at(&window, &out, "compare-beside").await;
    hand.press(&window, &spot("radio", word("photo_compare_slider")))
        .await
        .unwrap();
    Hand::Keyboard
        .press(&window, &spot("slider", word("photo_compare_line")))
        .await
        .unwrap();
    for _ in 0..12 {
        window.press(Chord::RIGHT).await.unwrap();
    }
    let slider = window
        .find(&spot("slider", word("photo_compare_line")))
        .await
        .unwrap();
    let share: u32 = slider
        .prop("value")
        .await
        .unwrap()
        .unwrap()
        .parse()
        .unwrap();
    assert!(
        share > 50,
        "the arrow keys move the line, and it stands at {share}"
    );
    standing::look_at(&window, &out, "compare-slider").await;
    hand.press(&window, &spot("radio", word("photo_compare_ghost")))
        .await
        .unwrap();
    standing::look_at(&window, &out, "compare-overlay").await;
    hand.press(&window, &spot("button", word("photo_export")))
        .await
        .unwrap();
    window.read(&word("photo_export_none")).await.unwrap();
    standing::look_at(&window, &out, "export-refused").await;
    window.press(Chord::ESCAPE).await.unwrap();

    hand.press(&window, &spot("link", word("place_today")))
        .await
        .unwrap();
    window
        .read(&word_with("photos_outside", &[("count", "1")]))
        .await
        .unwrap();
    standing::look_at(&window, &out, "today").await;
    hand.press(&window, &spot("link", word("place_settings")))
        .await
        .unwrap();
    hand.press(&window, &spot("link", word("settings_devices")))
        .await
        .unwrap();
    window.read(&word("camera_removes")).await.unwrap();
    standing::look_at(&window, &out, "camera-folder").await;
    window.close().await.unwrap();

    let readable = scene.files_with(&["JFIF"]).unwrap();
    assert!(
        readable.is_empty(),
        "a picture lies in the data folder in clear: {readable:?}"
    );
}
