//! The page brings what its first screen shows. Asking for it by a call would cost two trips between the processes of the
//! web view before anything stands in the window.

use needlebook_api::App;
use needlebook_api::start::{Start, start_at_once};
use serde::Serialize;
use specta::Type;
use std::borrow::Cow;
use tauri::http::{Response, header};

/// Where `ui/src/app.html` keeps the place.
const PLACE: &str = "<!--opening-->";

/// What the first screen is made of.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Opening {
    pub start: Start,
    /// Whether the unlock screen paints the mark that start-up measurements look for.
    pub paints_bench_mark: bool,
}

/// Writes the opening into a page on its way to the window. Made anew for every load: a lock loads the page again. A page
/// that gets none asks by `get_start`, and hears there what is wrong.
pub fn fill(app: &App, response: &mut Response<Cow<'static, [u8]>>) {
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if !is_page {
        return;
    }
    let Some(start) = start_at_once(app) else {
        return;
    };
    let opening = Opening {
        start,
        paints_bench_mark: std::env::var_os("NEEDLEBOOK_BENCH_MARK")
            .is_some_and(|value| value == "1"),
    };
    if let Ok(json) = serde_json::to_string(&opening)
        && let Some(page) = with_opening(response.body(), &json)
    {
        *response.body_mut() = Cow::Owned(page);
    }
}

/// The page with the JSON in its place, as data that no browser runs.
fn with_opening(page: &[u8], json: &str) -> Option<Vec<u8>> {
    let (before, after) = std::str::from_utf8(page).ok()?.split_once(PLACE)?;
    // A name may hold anything, also the end of a script.
    let json = json.replace('<', "\\u003c");
    let element = format!(r#"<script type="application/json" id="opening">{json}</script>"#);
    Some([before, &element, after].concat().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_end_the_script_it_stands_in() {
        let page = with_opening(b"<head><!--opening--></head>", r#"{"name":"</script><b>"}"#);
        let page = String::from_utf8(page.unwrap_or_default()).unwrap_or_default();
        assert_eq!(
            page,
            r#"<head><script type="application/json" id="opening">{"name":"\u003c/script>\u003cb>"}</script></head>"#
        );
    }

    #[test]
    fn a_page_without_the_place_stays_as_it_is() {
        assert_eq!(with_opening(b"<head></head>", "{}"), None);
    }
}
