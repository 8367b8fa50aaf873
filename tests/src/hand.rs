//! The same visit by mouse and by keyboard alone: what differs is only the hand.

use fantoccini::actions::{InputSource as _, MouseActions, PointerAction};
use fantoccini::{actions::MOUSE_BUTTON_LEFT, elements::Element};
use std::time::Duration;

use crate::{
    trouble::Outcome,
    window::{Chord, Spot, Window},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hand {
    Mouse,
    /// Nothing but keys; what the keyboard cannot reach fails.
    Keyboard,
}

impl Hand {
    /// Presses a button, opens a link, ticks a box.
    pub async fn press(self, window: &Window, spot: &Spot) -> Outcome {
        match self {
            Self::Mouse => click(window, spot).await,
            Self::Keyboard => {
                window.tab_to(spot).await?;
                let ticks = ["checkbox", "radio", "switch"].contains(&spot.role());
                window
                    .press(if ticks { Chord::SPACE } else { Chord::ENTER })
                    .await
            }
        }
    }

    /// Puts a text into a field in place of what is there.
    pub async fn fill(self, window: &Window, spot: &Spot, text: &str) -> Outcome {
        match self {
            Self::Mouse => click(window, spot).await?,
            Self::Keyboard => window.tab_to(spot).await?,
        }
        window.press(Chord::control('a')).await?;
        window.type_text(text).await
    }

    /// Chooses from a drop-down by the words of the choice.
    pub async fn choose(self, window: &Window, spot: &Spot, choice: &str) -> Outcome {
        match self {
            Self::Mouse => {
                let list = window.find(spot).await?;
                if list.select_by_label(choice).await.is_err() {
                    // A screen that was just filled may have put another list in the place of this one.
                    let list = window.find(spot).await?;
                    list.select_by_label(choice).await?;
                }
                Ok(())
            }
            Self::Keyboard => {
                window.tab_to(spot).await?;
                // A closed drop-down takes letters as a search; a space would open it.
                window
                    .type_text(choice.split(' ').next().unwrap_or(choice))
                    .await
            }
        }
    }

    /// Draws a short signature with a pointer held down, as a finger would.
    pub async fn sign(self, window: &Window, pad: &Element) -> Outcome {
        let (left, top, width, height) = pad.rectangle().await?;
        let at = |x: f64, y: f64, duration| PointerAction::MoveTo {
            duration,
            x: (left + width * x).round(),
            y: (top + height * y).round(),
        };
        let quick = Some(Duration::from_millis(40));
        let mut stroke = MouseActions::new("pen".into())
            .then(at(0.2, 0.6, None))
            .then(PointerAction::Down {
                button: MOUSE_BUTTON_LEFT,
            });
        for (x, y) in [
            (0.3, 0.3),
            (0.38, 0.7),
            (0.46, 0.35),
            (0.55, 0.7),
            (0.65, 0.4),
            (0.8, 0.55),
        ] {
            stroke = stroke.then(at(x, y, quick));
        }
        let stroke = stroke.then(PointerAction::Up {
            button: MOUSE_BUTTON_LEFT,
        });
        window.act(stroke).await
    }
}

/// Clicks what may lie under the fold of a list or a dialog: it is brought to the middle first, as a wheel would.
async fn click(window: &Window, spot: &Spot) -> Outcome {
    let element = window.find(spot).await?;
    window.bring_into_view(&element).await?;
    Ok(element.click().await?)
}
