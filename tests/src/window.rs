//! The program's window as a person meets it: things with a role and a name, keys, pictures.

mod access;
mod driver;
mod keyboard;
mod spot;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use fantoccini::{
    Client,
    actions::{InputSource as _, MOUSE_BUTTON_LEFT, MouseActions, PointerAction},
    elements::{Element, ElementRef},
};
use serde_json::{Value, json};

pub use access::{Finding, Theme};
pub use keyboard::Chord;
pub use spot::{Spot, spot};

use crate::{
    bus::Bus,
    display::Display,
    trouble::{Outcome, Trouble},
};

/// How long a person would wait before saying that something is missing.
const PATIENCE: Duration = Duration::from_secs(10);

/// The key under which the protocol hands over an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// What a script answers on a page that has not been given the accessibility checker.
const NO_CHECKER: &str = "no checker on this page";
/// How often a page may be replaced under our hands before something is wrong with it.
const PAGES_IN_A_ROW: usize = 4;

/// What is needed to open the window.
#[derive(Debug, Clone)]
pub struct Opening {
    /// The built program.
    pub app: PathBuf,
    pub arguments: Vec<String>,
    /// The program's own data folder.
    pub data: PathBuf,
    /// The accessibility checker's script; it also computes the names things are found by.
    pub axe: PathBuf,
    /// Further environment of the program.
    pub environment: BTreeMap<String, String>,
}

/// An open window. It is closed by [`Window::close`]; a test that fails half-way takes it down with the driver.
#[derive(Debug)]
pub struct Window {
    client: Client,
    axe: String,
    driver: driver::Driver,
}

impl Window {
    pub async fn open(opening: &Opening, display: &Display, bus: &Bus) -> Outcome<Self> {
        let axe = fs::read_to_string(&opening.axe).map_err(Trouble::file(&opening.axe))?;
        let driver = driver::Driver::start(opening, display, bus)?;
        let client = driver.open(opening).await?;
        Ok(Self {
            client,
            axe,
            driver,
        })
    }

    /// Goes to an address; only the harness's own test has any use for it.
    pub async fn visit(&self, address: &str) -> Outcome {
        Ok(self.client.goto(address).await?)
    }

    /// Ends the program as a power cut or an impatient person does: at once, without a word.
    pub fn kill(self) -> Outcome {
        self.driver.kill_app()
    }

    pub async fn close(self) -> Outcome {
        self.client.close().await.map_err(Trouble::from)
    }

    /// Presses in the middle of something drawn: the driver's own click knows boxes, and no shapes.
    pub async fn tap(&self, spot: &Spot) -> Outcome {
        let shape = self.find(spot).await?;
        self.bring_into_view(&shape).await?;
        let script = "
            const box = arguments[0].getBoundingClientRect();
            return [box.left + box.width / 2, box.top + box.height / 2];";
        let middle = self.client.execute(script, vec![json!(shape)]).await?;
        let (x, y): (f64, f64) = serde_json::from_value(middle)
            .map_err(|error| Trouble::Unexpected(error.to_string()))?;
        let button = MOUSE_BUTTON_LEFT;
        let press = MouseActions::new("mouse".into())
            .then(PointerAction::MoveTo {
                duration: None,
                x: x.round(),
                y: y.round(),
            })
            .then(PointerAction::Down { button })
            .then(PointerAction::Up { button });
        self.act(press).await
    }

    /// Waits for something with this role and name.
    pub async fn find(&self, spot: &Spot) -> Outcome<Element> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(element) = self.look(spot).await? {
                return Ok(element);
            }
            if Instant::now() > deadline {
                let instead = self.outline().await?;
                return Err(Trouble::NotFound {
                    wanted: spot.to_string(),
                    instead,
                });
            }
            tokio::time::sleep(Duration::from_millis(60)).await;
        }
    }

    /// Something with this role and name that is there now and can be used.
    pub async fn look(&self, spot: &Spot) -> Outcome<Option<Element>> {
        let found = self
            .script(include_str!("window/find.js"), vec![spot.to_json()])
            .await?;
        if found.is_null() {
            return Ok(None);
        }
        let id = found[ELEMENT].as_str().ok_or_else(|| {
            Trouble::Unexpected(format!("an element was looked for and {found} came back"))
        })?;
        Ok(Some(Element::from_element_id(
            self.client.clone(),
            ElementRef::from(id.to_owned()),
        )))
    }

    /// As [`Window::look`], after the screen had time to answer what was done last.
    pub async fn look_after_a_moment(&self, spot: &Spot) -> Outcome<Option<Element>> {
        tokio::time::sleep(Duration::from_millis(600)).await;
        self.look(spot).await
    }

    /// Scrolls until a thing stands in the middle of what can be seen.
    pub async fn bring_into_view(&self, element: &Element) -> Outcome {
        let script = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
        let thing = serde_json::to_value(element)
            .map_err(|error| Trouble::Unexpected(error.to_string()))?;
        self.client.execute(script, vec![thing]).await?;
        Ok(())
    }

    /// Waits until nothing of this role and name is there any more.
    pub async fn gone(&self, spot: &Spot) -> Outcome {
        let deadline = Instant::now() + PATIENCE;
        while self.look(spot).await?.is_some() {
            if Instant::now() > deadline {
                return Err(Trouble::Unexpected(format!(
                    "{spot} is still on the screen"
                )));
            }
            tokio::time::sleep(Duration::from_millis(60)).await;
        }
        Ok(())
    }

    /// How wide the page is, in its own points.
    pub async fn width(&self) -> Outcome<u64> {
        let width = self.client.execute("return innerWidth", Vec::new()).await?;
        Ok(width.as_u64().unwrap_or_default())
    }

    /// Everything that can be read on the screen.
    pub async fn text(&self) -> Outcome<String> {
        let text = self
            .client
            .execute("return document.body.innerText", Vec::new())
            .await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until this can be read somewhere on the screen.
    pub async fn read(&self, text: &str) -> Outcome {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let there = self.text().await?;
            if there.contains(text) {
                return Ok(());
            }
            if Instant::now() > deadline {
                return Err(Trouble::NotFound {
                    wanted: format!("text “{text}”"),
                    instead: there,
                });
            }
            tokio::time::sleep(Duration::from_millis(60)).await;
        }
    }

    /// The texts of everything that a CSS selector finds, in order.
    pub async fn lines(&self, selector: &str) -> Outcome<Vec<String>> {
        let script = "return [...document.querySelectorAll(arguments[0])].map((each) => each.innerText.trim())";
        let answer = self.client.execute(script, vec![json!(selector)]).await?;
        serde_json::from_value(answer).map_err(|error| Trouble::Unexpected(error.to_string()))
    }

    /// Waits until what a CSS selector finds reads so.
    pub async fn shows(&self, selector: &str, text: &str) -> Outcome {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let lines = self.lines(selector).await?;
            if lines.iter().any(|line| line == text) {
                return Ok(());
            }
            if Instant::now() > deadline {
                return Err(Trouble::NotFound {
                    wanted: format!("“{text}” at {selector}"),
                    instead: lines.join("\n"),
                });
            }
            tokio::time::sleep(Duration::from_millis(60)).await;
        }
    }

    /// The SHA-256, in hexadecimal, of the bytes that the open document is drawn from: asked for as the page asks.
    pub async fn hash_of_drawn_document(&self) -> Outcome<String> {
        let script = include_str!("window/drawn.js");
        let answer = self.client.execute_async(script, Vec::new()).await?;
        Ok(answer.as_str().unwrap_or_default().to_owned())
    }

    /// Waits for ink on a page of the PDF that is shown, and answers whether it came.
    pub async fn has_ink(&self, page: usize) -> Outcome<bool> {
        let deadline = Instant::now() + PATIENCE;
        let script = include_str!("window/ink.js");
        while Instant::now() < deadline {
            let answer = self.client.execute(script, vec![json!(page)]).await?;
            if answer == Value::Bool(true) {
                return Ok(true);
            }
            tokio::time::sleep(Duration::from_millis(60)).await;
        }
        Ok(false)
    }

    /// Calls these commands (pairs of a name and its arguments' names) with what no page of ours sends, for so many
    /// seconds. Answers with how many were `asked` and `answered`, and which were `silent` or refused in a `strange` way.
    pub async fn invoke_broken(&self, commands: &Value, seed: u64, seconds: u64) -> Outcome<Value> {
        let script = include_str!("window/invoke.js");
        let arguments = vec![commands.clone(), json!(seed), json!(seconds)];
        Ok(self.client.execute_async(script, arguments).await?)
    }

    /// The window's picture as PNG.
    pub async fn picture(&self, to: &Path) -> Outcome {
        // WebKit takes the picture with the next frame it paints, and a still page paints none: something nobody can
        // see has to move meanwhile.
        let stir = "document.body.animate(
            [{ outline: '1px solid transparent' }, { outline: '2px solid transparent' }], { duration: 3000 })
            && null";
        self.client.execute(stir, Vec::new()).await?;
        let png = self.client.screenshot().await?;
        fs::write(to, png).map_err(Trouble::file(to))
    }

    /// Roles and names on the screen, for the message of a search that found nothing.
    async fn outline(&self) -> Outcome<String> {
        let outline = self
            .script(include_str!("window/outline.js"), Vec::new())
            .await?;
        Ok(outline.as_str().unwrap_or_default().to_owned())
    }

    /// Runs a function body in the page, with the accessibility checker at hand. A lock loads the page anew, also between
    /// two of our calls, so the body itself looks whether the checker is still there.
    async fn script(&self, body: &str, arguments: Vec<Value>) -> Outcome<Value> {
        let guarded = format!("if (typeof axe !== 'object') return '{NO_CHECKER}';\n{body}");
        for _ in 0..PAGES_IN_A_ROW {
            let answer = self.client.execute(&guarded, arguments.clone()).await?;
            if answer != json!(NO_CHECKER) {
                return Ok(answer);
            }
            self.client.execute(&self.axe, Vec::new()).await?;
        }
        Err(Trouble::Unexpected(
            "the page is loaded anew again and again".into(),
        ))
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }
}
