//! Every room at 200 %, reached by keys alone: nothing hangs out of the window or over what stands below it.

use std::{path::PathBuf, time::Duration};

use needlebook_tests::{
    hand::Hand,
    window::{Chord, Window, spot},
    words::word,
};

use crate::{
    fresh_laptop,
    standing::{finds, open_demo_knowing, pictures},
};

const TABS: [&str; 9] = [
    "tab_screening",
    "tab_consent",
    "tab_sessions",
    "tab_photos",
    "tab_attachments",
    "tab_notes",
    "tab_reactions",
    "tab_history",
    "tab_details",
];
const STEPS: [&str; 5] = [
    "session_step_check_in",
    "session_step_numbing",
    "session_step_treat",
    "session_step_products",
    "session_step_finish",
];

/// What hung over in each room, gathered so that one run tells of all.
struct Walk<'a> {
    window: &'a Window,
    out: PathBuf,
    hanging: Vec<String>,
}

impl Walk<'_> {
    async fn look(&mut self, room: &str) {
        // What a room asks the store for arrives a moment after its heading.
        self.window.pause(Duration::from_millis(500)).await;
        self.window
            .picture(&self.out.join(format!("{room}.png")))
            .await
            .unwrap();
        for line in self.window.hanging_out().await.unwrap() {
            self.hanging.push(format!("{room}: {line}"));
        }
    }

    async fn press(&self, role: &'static str, name: &str) {
        let wanted = spot(role, word(name)).containing();
        Hand::Keyboard.press(self.window, &wanted).await.unwrap();
    }
}

#[tokio::test]
async fn no_room_hangs_over_when_everything_is_twice_as_large() {
    let scene = fresh_laptop();
    let (window, name) = open_demo_knowing(&scene, 20, 3).await;
    window.make_twice_as_large().await.unwrap();
    let mut walk = Walk {
        window: &window,
        out: pictures("twice-as-large"),
        hanging: Vec::new(),
    };

    for (key, place) in [
        ('1', "place_today"),
        ('3', "place_stock"),
        ('4', "place_reports"),
    ] {
        window.press(Chord::alt(key)).await.unwrap();
        walk.look(place).await;
    }
    window.press(Chord::alt('5')).await.unwrap();
    walk.press("link", "settings_rules").await;
    window.read(&word("rules_find")).await.unwrap();
    walk.look("settings_rules").await;

    finds(&window, &name, &name).await;
    window.press(Chord::ENTER).await.unwrap();
    window.read(&word("timeline_title")).await.unwrap();
    walk.look("patient").await;
    for tab in TABS {
        finds(&window, &name, &name).await;
        window.press(Chord::ENTER).await.unwrap();
        window.read(&word("timeline_title")).await.unwrap();
        walk.press("link", tab).await;
        walk.look(tab).await;
    }

    window.press(Chord::alt('1')).await.unwrap();
    walk.press("button", "now_open_session").await;
    for step in STEPS {
        walk.press("button", step).await;
        walk.look(step).await;
    }
    assert!(walk.hanging.is_empty(), "{:#?}", walk.hanging);
    window.close().await.unwrap();
}
