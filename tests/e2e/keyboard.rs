//! The whole visit again, without a mouse.

use needlebook_tests::{hand::Hand, visit::Visit};

use crate::{fresh_laptop, told};

#[tokio::test]
async fn the_same_visit_needs_no_mouse() {
    let scene = fresh_laptop();
    let window = scene.open().await.unwrap();
    let out = told("NEEDLEBOOK_E2E_OUT").join("keyboard");
    let mut visit = Visit::new(&window, Hand::Keyboard, &scene.queue, &out, false).unwrap();
    let outcome = visit.whole().await;
    let step = visit.under_way();
    visit.finish(outcome.is_ok()).unwrap();
    if let Err(trouble) = outcome {
        panic!("step {step}: {trouble}");
    }
    window.close().await.unwrap();
}
