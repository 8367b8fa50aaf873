//! Step 3: every safety question is asked, one caution is settled with a reason, and the screening is signed.

use super::Visit;
use crate::{
    hand::Hand,
    trouble::{Outcome, Trouble},
    window::{Chord, Spot, spot},
    words::word,
};

/// The answers of a healthy patient, in the words of the choices; the first one that a question offers is given.
const HEALTHY: &[&str] = &["No", "None of these", "None", "Never", "III", "Not planned"];

/// What stands out about this patient: the words of the question, and the answer.
const TOLD: &[(&str, &str)] = &[
    ("cold sores", "Before, not now"),
    ("medicine list complete", "Yes"),
];

/// For the few questions that are written, not chosen.
const WRITTEN: &str = "Softer scars";
const SCAR_MONTHS: &str = "36";

/// More questions than any group has.
const MOST: usize = 40;

impl Visit<'_> {
    pub async fn screening(&mut self) -> Outcome {
        self.step("screening");
        self.window
            .find(&spot("navigation", word("screening_groups")))
            .await?;
        self.screen("screening-open").await?;
        // A button for each group; the groups' own words are clinical content, not interface words.
        let groups = self.window.lines("[data-group]").await?.len();
        for group in 0..groups {
            let navigation = spot("navigation", word("screening_groups"));
            self.press(
                &spot("button", "")
                    .containing()
                    .after(group)
                    .within(navigation),
            )
            .await?;
            self.ask_group().await?;
        }
        self.settle_cautions().await?;
        self.screen("screening").await?;
        self.button("screening_sign").await
    }

    async fn ask_group(&mut self) -> Outcome {
        let private = spot("checkbox", word("screening_private")).starting();
        if self.window.look(&private).await?.is_some() {
            self.press(&private).await?;
        }
        for asked in 0..MOST {
            let questions = self.window.lines("[data-question] .ask").await?;
            let Some(question) = questions.get(asked) else {
                return Ok(());
            };
            self.answer(question).await?;
        }
        Err(Trouble::Unexpected(
            "a group of questions that never ends".into(),
        ))
    }

    async fn answer(&self, question: &str) -> Outcome {
        let group = spot("group", question).containing();
        let told = TOLD
            .iter()
            .find(|(words, _)| question.contains(words))
            .map(|(_, answer)| *answer);
        for answer in told.iter().chain(HEALTHY) {
            let choice = spot("radio", *answer).within(group.clone());
            if self.window.look(&choice).await?.is_some() {
                return self.choose_answer(&choice, answer).await;
            }
        }
        self.write_answer(&group).await
    }

    /// By keyboard a plain "no" is the letter N, once the focus is in the question.
    async fn choose_answer(&self, choice: &Spot, answer: &str) -> Outcome {
        if self.hand == Hand::Keyboard && answer == "No" {
            self.window.tab_into_group(choice).await?;
            return self.window.press(Chord::plain('n')).await;
        }
        self.press(choice).await
    }

    async fn write_answer(&self, group: &Spot) -> Outcome {
        let months = spot("textbox", "").containing().within(group.clone());
        let Some(field) = self.window.look(&months).await? else {
            return Ok(());
        };
        let is_number = field.attr("inputmode").await?.as_deref() == Some("decimal");
        let is_known = field
            .prop("value")
            .await?
            .is_some_and(|value| !value.is_empty());
        if is_known {
            return Ok(());
        }
        self.fill(&months, if is_number { SCAR_MONTHS } else { WRITTEN })
            .await
    }

    /// Every open caution gets a reason; none is preselected.
    async fn settle_cautions(&mut self) -> Outcome {
        let reason = spot("combobox", word("caution_reason"));
        while self.window.look_after_a_moment(&reason).await?.is_some() {
            self.fill(&reason, &word("reason_explained")).await?;
            self.window.press(Chord::DOWN).await?;
            self.window.press(Chord::ENTER).await?;
        }
        Ok(())
    }
}
