//! Whether everyone can use a screen: axe with contrast on, in both themes.

use std::{fmt, path::Path, time::Duration};

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Chord, PAGES_IN_A_ROW, Window};
use crate::trouble::{Outcome, Trouble};
use crate::words::word_with;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    Light,
    Dark,
}

impl Theme {
    pub const BOTH: [Self; 2] = [Self::Light, Self::Dark];

    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// One broken rule at one place.
#[derive(Debug, Clone, Deserialize)]
pub struct Finding {
    pub rule: String,
    pub help: String,
    pub target: String,
    pub detail: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} ({}) at {}: {}",
            self.help, self.rule, self.target, self.detail
        )
    }
}

impl Window {
    /// Shows the window in a theme as the display setting would, and waits out the colour transitions.
    pub async fn wear(&self, theme: Theme) -> Outcome {
        let script = "document.documentElement.dataset.theme = arguments[0]";
        self.client()
            .execute(script, vec![json!(theme.name())])
            .await?;
        self.pause(Duration::from_millis(250)).await;
        Ok(())
    }

    /// Back to whatever the program itself shows.
    pub async fn undress(&self) -> Outcome {
        self.client()
            .execute("delete document.documentElement.dataset.theme", Vec::new())
            .await?;
        Ok(())
    }

    /// Everything at 200 %, by the keys that people know.
    pub async fn make_twice_as_large(&self) -> Outcome {
        for _ in 0..4 {
            self.press(Chord::control('=')).await?;
        }
        self.read(&word_with("zoom_now", &[("percent", "200")]))
            .await
    }

    /// The screen in the smallest window there is, and what hangs out of it.
    pub async fn in_smallest_window(&self, picture: &Path) -> Outcome<Vec<String>> {
        let (width, height) = self.client().get_window_size().await?;
        // The program itself knows how small it may be.
        self.resize(1, 1).await?;
        self.picture(picture).await?;
        let hanging_out = self.hanging_out().await?;
        self.resize(width, height).await?;
        Ok(hanging_out)
    }

    /// What reaches past the side of the window, the widest first: nobody should have to push a page to and fro to read
    /// a line.
    pub async fn hanging_out(&self) -> Outcome<Vec<String>> {
        let script = include_str!("hanging_out.js");
        let answer = self.client().execute(script, Vec::new()).await?;
        serde_json::from_value(answer).map_err(|error| Trouble::Unexpected(error.to_string()))
    }

    async fn resize(&self, width: u64, height: u64) -> Outcome {
        let clamp = |side: u64| u32::try_from(side).unwrap_or(u32::MAX);
        self.client()
            .set_window_size(clamp(width), clamp(height))
            .await?;
        self.pause(Duration::from_millis(250)).await;
        Ok(())
    }

    /// Everything axe objects to on the screen as it stands.
    pub async fn findings(&self) -> Outcome<Vec<Finding>> {
        // A lock loads the page anew, and a page that is about to go takes the checker with it.
        let mut answer = Value::Null;
        for _ in 0..PAGES_IN_A_ROW {
            self.script("return null", Vec::new()).await?;
            let script = "
                const done = arguments[arguments.length - 1];
                if (typeof axe !== 'object') done('no checker on this page');
                else axe.run(document, { resultTypes: ['violations'] }).then(
                  (result) => done(result.violations.flatMap((rule) => rule.nodes.map((node) => ({
                    rule: rule.id, help: rule.help, target: node.target.join(' '), detail: node.failureSummary,
                  })))),
                  (error) => done(String(error)),
                );";
            answer = self.client().execute_async(script, Vec::new()).await?;
            if answer.is_array() {
                break;
            }
        }
        serde_json::from_value(answer.clone())
            .map_err(|error| Trouble::Unexpected(format!("axe answered {answer}: {error}")))
    }
}
