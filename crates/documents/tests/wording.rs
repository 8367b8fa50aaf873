//! What no paper of ours may ever say.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

use std::path::Path;

#[test]
fn no_wording_promises_blames_or_tells_anyone_to_stop_a_medicine() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/en");
    let mut files = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap().to_lowercase();
        files += 1;
        for phrase in [
            "no risk",
            "risk-free",
            "guarantee",
            "is safe",
            "stop your medicine",
            "you forgot",
            "until tuesday",
        ] {
            assert!(!text.contains(phrase), "{} says {phrase:?}", path.display());
        }
        assert!(!text.contains('!'), "{} raises its voice", path.display());
    }
    assert!(files >= 5, "the wording is where it was");
}
