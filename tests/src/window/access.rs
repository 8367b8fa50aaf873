//! Whether everyone can use a screen: axe with contrast on, in both themes.

use std::{fmt, time::Duration};

use serde::Deserialize;
use serde_json::{Value, json};

use super::{PAGES_IN_A_ROW, Window};
use crate::trouble::{Outcome, Trouble};

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
