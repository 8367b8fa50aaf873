//! The harness itself, proven on a page of a few lines before anything is believed that it says about the program.

use std::{collections::BTreeMap, fs, path::PathBuf};

use crate::told;
use needlebook_tests::{
    bus::Bus,
    display::Display,
    hand::Hand,
    window::{Opening, Theme, Window, spot},
};

const PAGE: &str = r#"<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Harness</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-page'; style-src 'nonce-page'">
<style nonce="page">[data-theme=dark] body { background: #000; color: #fff } .faint { color: #eee; background: #fff }</style></head>
<body><main><h1>Harness</h1>
<label for="name">Name</label><input id="name">
<fieldset><legend>Cold sores</legend><label><input type="radio" name="c">Yes</label><label><input type="radio" name="c">No</label></fieldset>
<fieldset><legend>Eczema</legend><label><input type="radio" name="e">Yes</label><label><input type="radio" name="e">No</label></fieldset>
<button hidden>Sign</button><button id="sign">Sign</button><p id="said"></p>
<canvas id="pad" role="img" aria-label="Signature" width="300" height="100"></canvas>
<p class="faint">hardly readable</p></main>
<script nonce="page">
sign.onclick = () => { said.textContent = 'signed ' + document.getElementById('name').value
  + ' ' + document.querySelectorAll('fieldset')[1].querySelectorAll('input')[1].checked };
let moves = 0;
pad.onpointermove = (event) => { if (event.buttons) said.textContent = 'strokes ' + (++moves > 3) };
</script></body></html>"#;

/// A plain WebKitGTK browser, for trying the harness without the program.
fn browser() -> PathBuf {
    ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu"]
        .iter()
        .map(|lib| PathBuf::from(lib).join("webkit2gtk-4.1/MiniBrowser"))
        .find(|path| path.exists())
        .expect("the web driver's package brings MiniBrowser along")
}

async fn with_page(hand: Hand) {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("page.html");
    fs::write(&page, PAGE).unwrap();
    let opening = Opening {
        app: browser(),
        arguments: vec!["--automation".into()],
        data: folder.path().to_path_buf(),
        axe: told("NEEDLEBOOK_AXE"),
        environment: BTreeMap::new(),
    };
    let (display, bus) = (Display::open(None).unwrap(), Bus::start().unwrap());
    let window = Window::open(&opening, &display, &bus).await.unwrap();
    window
        .visit(&format!("file://{}", page.display()))
        .await
        .unwrap();

    hand.fill(&window, &spot("textbox", "Name"), "Łucja O'Hara-Ünal, 7")
        .await
        .unwrap();
    hand.press(
        &window,
        &spot("radio", "No").within(spot("group", "Eczema")),
    )
    .await
    .unwrap();
    hand.press(&window, &spot("button", "Sign")).await.unwrap();
    window
        .read("signed Łucja O'Hara-Ünal, 7 true")
        .await
        .unwrap();
    let pad = window.find(&spot("img", "Signature")).await.unwrap();
    hand.sign(&window, &pad).await.unwrap();
    window.read("strokes true").await.unwrap();

    let missing = window.look(&spot("button", "Sign").after(1)).await.unwrap();
    assert!(missing.is_none(), "a hidden button is not on the screen");
    window.wear(Theme::Dark).await.unwrap();
    let findings = window.findings().await.unwrap();
    assert!(
        findings
            .iter()
            .any(|finding| finding.rule == "color-contrast" && finding.target.contains("faint")),
        "a checker that misses this proves nothing elsewhere: {findings:?}"
    );
    let picture = folder.path().join("page.png");
    window.picture(&picture).await.unwrap();
    assert!(fs::read(&picture).unwrap().starts_with(b"\x89PNG"));
    window.close().await.unwrap();
}

#[tokio::test]
async fn a_page_is_used_by_mouse() {
    with_page(Hand::Mouse).await;
}

#[tokio::test]
async fn a_page_is_used_by_keyboard() {
    with_page(Hand::Keyboard).await;
}
