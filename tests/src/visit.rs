//! The whole visit, from a fresh laptop to a printed sheet, as a person does it in the window.
//!
//! One text serves the end-to-end tests (by mouse, and by keyboard alone) and the demonstration without a display.

mod backup;
mod consent;
mod first_run;
mod patient;
mod people;
mod places;
mod record;
mod report;
mod screening;
mod session;
mod sheet;

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Instant, SystemTime},
};

use chrono::{DateTime, Datelike as _, Utc};
pub use first_run::{OWNER, PASSPHRASE};
pub use report::{Report, Step};

use crate::{
    hand::Hand,
    print_queue::PrintQueue,
    trouble::{Outcome, Trouble},
    window::{Spot, Theme, Window, spot},
    words::word,
};

/// The invented patient. The names occur nowhere else, so that looking for them on the disk proves something.
pub const PATIENT_GIVEN: &str = "Marigold";
pub const PATIENT_FAMILY: &str = "Featherstitch";

/// A visit under way.
pub struct Visit<'a> {
    pub window: &'a Window,
    pub hand: Hand,
    pub queue: &'a PrintQueue,
    /// Where papers and pictures are left.
    out: PathBuf,
    /// Whether every screen is looked at in both themes. Once is enough; the keyboard's visit leaves it out.
    survey: bool,
    report: Report,
    began: Instant,
    /// What keeps somebody from using a screen: one line for each screen and place.
    objections: Vec<String>,
}

impl<'a> Visit<'a> {
    pub fn new(
        window: &'a Window,
        hand: Hand,
        queue: &'a PrintQueue,
        out: &Path,
        survey: bool,
    ) -> Outcome<Self> {
        let screens = out.join("screens");
        fs::create_dir_all(&screens).map_err(Trouble::file(screens))?;
        Ok(Self {
            window,
            hand,
            queue,
            out: out.to_path_buf(),
            survey,
            report: Report::begin(),
            began: Instant::now(),
            objections: Vec::new(),
        })
    }

    /// Every step in order. Where one fails, a picture of the screen is left as `failed.png`.
    pub async fn whole(&mut self) -> Outcome {
        let outcome = self.steps().await;
        if outcome.is_err() {
            self.window.picture(&self.out.join("failed.png")).await?;
        }
        outcome
    }

    async fn steps(&mut self) -> Outcome {
        self.first_run().await?;
        self.new_patient().await?;
        self.consultation().await?;
        self.screening().await?;
        self.button("next_consent").await?;
        self.consent().await?;
        self.button("next_start_session").await?;
        self.session().await?;
        self.sheet().await?;
        self.patient_page().await?;
        self.record().await?;
        self.other_papers().await?;
        self.today_and_settings().await?;
        self.twice_as_large().await?;
        self.lock_and_unlock().await?;
        self.find_patient().await
    }

    /// The step that was last begun.
    pub fn under_way(&self) -> &'static str {
        self.report.steps.last().map_or("start", |step| step.name)
    }

    /// From here on, what happens belongs to this step.
    fn step(&mut self, name: &'static str) {
        self.close_step();
        self.began = Instant::now();
        self.report.steps.push(Step::new(name));
    }

    fn close_step(&mut self) {
        let milliseconds = self.began.elapsed().as_millis();
        if let Some(step) = self.report.steps.last_mut() {
            step.ms = u64::try_from(milliseconds).unwrap_or(u64::MAX);
        }
    }

    async fn press(&self, spot: &Spot) -> Outcome {
        self.hand.press(self.window, spot).await
    }

    async fn fill(&self, spot: &Spot, text: &str) -> Outcome {
        self.hand.fill(self.window, spot, text).await
    }

    async fn choose(&self, spot: &Spot, choice: &str) -> Outcome {
        self.hand.choose(self.window, spot, choice).await
    }

    /// Presses a button by the key of its words.
    async fn button(&self, key: &str) -> Outcome {
        self.press(&spot("button", word(key))).await
    }

    /// Fills a text field found by the key of its label.
    async fn text(&self, key: &str, text: &str) -> Outcome {
        self.fill(&spot("textbox", word(key)).starting(), text)
            .await
    }

    /// Ticks a box found by the key of its label.
    async fn tick(&self, key: &str) -> Outcome {
        self.press(&spot("checkbox", word(key)).starting()).await
    }

    /// Waits until the screen has this title.
    async fn title(&self, key: &str) -> Outcome {
        self.window
            .find(&spot("heading", word(key)).starting())
            .await
            .map(drop)
    }

    /// Looks at the screen as it stands in both themes and in the smallest window: a picture each, and everything that keeps somebody from
    /// using it.
    async fn screen(&mut self, name: &str) -> Outcome {
        if !self.survey {
            return Ok(());
        }
        for theme in Theme::BOTH {
            self.window.wear(theme).await?;
            let file = format!("screens/{name}-{}.png", theme.name());
            self.window.picture(&self.out.join(&file)).await?;
            for finding in self.window.findings().await? {
                self.objections
                    .push(format!("{name}, {}: {finding}", theme.name()));
            }
            if let Some(step) = self.report.steps.last_mut() {
                step.screens.push(file);
            }
        }
        self.window.undress().await?;
        let file = self
            .out
            .join("screens")
            .join(format!("{name}-smallest.png"));
        let hanging_out = self.window.in_smallest_window(&file).await?;
        self.objections.extend(
            hanging_out
                .into_iter()
                .map(|piece| format!("{name}, smallest window: {piece}")),
        );
        Ok(())
    }

    /// This day so many years on, as a person types a date. The 28th exists in every month.
    fn in_years(&self, years: i32) -> String {
        let today = DateTime::<Utc>::from(SystemTime::now()).date_naive();
        format!(
            "{} {} {}",
            today.day().min(28),
            today.month(),
            today.year() + years
        )
    }

    /// Keeps a paper that came out of the printer.
    fn paper(&mut self, name: &str, bytes: &[u8]) -> Outcome {
        let path = self.out.join(name);
        fs::write(&path, bytes).map_err(Trouble::file(path))?;
        if let Some(step) = self.report.steps.last_mut() {
            step.documents.push(name.to_owned());
        }
        Ok(())
    }

    /// What keeps somebody from using a screen: what axe objects to, and what does not fit.
    pub fn objections(&self) -> Vec<String> {
        self.objections.clone()
    }

    /// Writes `visit.json` and hands the report over.
    pub fn finish(mut self, ok: bool) -> Outcome<Report> {
        self.close_step();
        self.report.ok = ok;
        self.report.write(&self.out)?;
        Ok(self.report)
    }
}
