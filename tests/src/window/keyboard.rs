//! Keys, as a person presses them: one after the other, with what is held down.

use std::time::Duration;

use fantoccini::{
    actions::{Actions, InputSource as _, KeyAction, KeyActions},
    key::Key,
};
use serde_json::json;

use super::{Spot, Window};
use crate::trouble::{Outcome, Trouble};

/// One key with the keys held while it is pressed.
#[derive(Debug, Clone, Copy)]
pub struct Chord {
    held: Option<Key>,
    key: char,
}

impl Chord {
    pub const TAB: Self = Self::key(Key::Tab);
    pub const ENTER: Self = Self::key(Key::Enter);
    pub const ESCAPE: Self = Self::key(Key::Escape);
    pub const DOWN: Self = Self::key(Key::Down);
    pub const UP: Self = Self::key(Key::Up);
    pub const LEFT: Self = Self::key(Key::Left);
    pub const RIGHT: Self = Self::key(Key::Right);
    pub const SPACE: Self = Self::plain(' ');

    const fn key(key: Key) -> Self {
        Self {
            held: None,
            key: character(key),
        }
    }

    pub const fn plain(key: char) -> Self {
        Self { held: None, key }
    }

    pub const fn control(key: char) -> Self {
        Self {
            held: Some(Key::Control),
            key,
        }
    }

    pub const fn control_enter() -> Self {
        Self {
            held: Some(Key::Control),
            key: character(Key::Enter),
        }
    }

    pub const fn shift(key: char) -> Self {
        Self {
            held: Some(Key::Shift),
            key,
        }
    }

    pub const fn alt(key: char) -> Self {
        Self {
            held: Some(Key::Alt),
            key,
        }
    }
}

/// The private code point by which the protocol names a key.
const fn character(key: Key) -> char {
    match key {
        Key::Tab => '\u{e004}',
        Key::Enter => '\u{e007}',
        Key::Escape => '\u{e00c}',
        Key::Up => '\u{e013}',
        Key::Left => '\u{e012}',
        Key::Right => '\u{e014}',
        Key::Down => '\u{e015}',
        Key::Control => '\u{e009}',
        Key::Shift => '\u{e008}',
        Key::Alt => '\u{e00a}',
        _ => '\u{e000}',
    }
}

/// Where the focus is, seen from a thing.
enum Focus {
    There,
    /// On another choice of the same group.
    Beside,
    Away,
}

/// More stops than any screen of ours has.
const TABS: usize = 160;

impl Window {
    pub async fn press(&self, chord: Chord) -> Outcome {
        let mut keys = KeyActions::new("keyboard".into());
        if let Some(held) = chord.held {
            keys = keys.then(KeyAction::Down {
                value: character(held),
            });
        }
        keys = keys
            .then(KeyAction::Down { value: chord.key })
            .then(KeyAction::Up { value: chord.key });
        if let Some(held) = chord.held {
            keys = keys.then(KeyAction::Up {
                value: character(held),
            });
        }
        self.act(keys).await
    }

    /// Performs a sequence of keys or pointer movements.
    pub async fn act(&self, actions: impl Into<Actions>) -> Outcome {
        Ok(self.client().perform_actions(actions).await?)
    }

    /// Types into whatever has the focus.
    pub async fn type_text(&self, text: &str) -> Outcome {
        for value in text.chars() {
            let keys = KeyActions::new("keyboard".into())
                .then(KeyAction::Down { value })
                .then(KeyAction::Up { value });
            self.act(keys).await?;
        }
        Ok(())
    }

    /// Brings the focus to the thing or into it: Tab from stop to stop, arrows among the choices of one group.
    pub async fn tab_to(&self, spot: &Spot) -> Outcome {
        self.find(spot).await?;
        let mut stops = Vec::new();
        for _ in 0..TABS {
            let next = match self.focus_from(spot).await? {
                Focus::There => return Ok(()),
                Focus::Beside if spot.role() == "tab" => Chord::RIGHT,
                Focus::Beside => Chord::DOWN,
                Focus::Away => Chord::TAB,
            };
            self.press(next).await?;
            stops.push(self.focused().await?);
        }
        stops.reverse();
        stops.truncate(12);
        Err(Trouble::OutOfReach {
            wanted: spot.to_string(),
            tabs: TABS,
            stops: stops.join(", "),
        })
    }

    /// Brings the focus to any choice of the group that this one belongs to.
    pub async fn tab_into_group(&self, choice: &Spot) -> Outcome {
        self.find(choice).await?;
        for _ in 0..TABS {
            if !matches!(self.focus_from(choice).await?, Focus::Away) {
                return Ok(());
            }
            self.press(Chord::TAB).await?;
        }
        Err(Trouble::OutOfReach {
            wanted: choice.to_string(),
            tabs: TABS,
            stops: self.focused().await?,
        })
    }

    async fn focus_from(&self, spot: &Spot) -> Outcome<Focus> {
        let Some(element) = self.look(spot).await? else {
            return Ok(Focus::Away);
        };
        // Only these are one stop of Tab with arrows inside; a plain group of buttons is not.
        let script = "
            const [target] = arguments, at = document.activeElement;
            if (target === at || target.contains(at)) return 'there';
            if (target.type === 'radio' && at.type === 'radio' && target.name === at.name) return 'beside';
            const group = target.closest('[role=radiogroup],[role=tablist],[role=listbox],[role=menu]');
            return group && group !== at && group.contains(at) ? 'beside' : 'away';";
        let answer = self.client().execute(script, vec![json!(element)]).await?;
        Ok(match answer.as_str() {
            Some("there") => Focus::There,
            Some("beside") => Focus::Beside,
            _ => Focus::Away,
        })
    }

    /// Where the focus is now, in a few words for a message.
    pub async fn focused(&self) -> Outcome<String> {
        let script = "const e = document.activeElement; \
                      return e ? `${e.tagName.toLowerCase()} ${(e.getAttribute('aria-label') || e.id || e.innerText || '').slice(0, 30)}` : ''";
        let answer = self.client().execute(script, Vec::new()).await?;
        Ok(answer.as_str().unwrap_or_default().to_owned())
    }

    /// A pause as between two thoughts: what the program does "after a pause in typing" happens in it.
    pub async fn pause(&self, time: Duration) {
        tokio::time::sleep(time).await;
    }
}
