//! What is kept beside the visits: the history, an alert, a note, a call for another day, the details.

use super::Visit;
use crate::{
    trouble::Outcome,
    window::spot,
    words::{word, word_with},
};

impl Visit<'_> {
    pub async fn record(&mut self) -> Outcome {
        self.step("record");
        self.health().await?;
        self.notes().await?;
        self.details().await?;
        self.press(&spot("link", word("tab_overview"))).await?;
        self.title("timeline_title").await?;
        // The note stands on the overview and in its timeline.
        self.window.read("Likes the room cool").await?;
        self.screen("patient-record").await
    }

    async fn health(&mut self) -> Outcome {
        self.press(&spot("link", word("tab_history"))).await?;
        self.title("history_add_title").await?;
        self.text("history_substance", "Beeswax").await?;
        self.text("history_reaction", "rash on the neck").await?;
        self.button("history_add").await?;
        let correct = word_with("history_correct_of", &[("name", "Beeswax")]);
        self.window.find(&spot("button", correct)).await?;
        self.button("alert_pin").await?;
        let fear = word("alert_needle_fear");
        let unpin = word_with("alert_unpin_of", &[("alert", &fear)]);
        self.window.find(&spot("button", unpin)).await?;
        self.screen("health").await
    }

    async fn notes(&mut self) -> Outcome {
        self.press(&spot("link", word("tab_notes"))).await?;
        self.title("note_new").await?;
        self.text("note_text", "Likes the room cool. Rings after six.")
            .await?;
        self.button("note_sign").await?;
        self.window
            .find(&spot("button", word("note_amend")))
            .await?;
        self.text("task_text", "ask how the chin is").await?;
        let next_year = self.in_years(1);
        self.text("task_due_on", &next_year).await?;
        self.button("task_add").await?;
        let call = format!("{}: ask how the chin is", word("task_call_back"));
        let done = word_with("task_done_of", &[("task", &call)]);
        self.window.find(&spot("button", done)).await?;
        self.screen("notes").await
    }

    async fn details(&mut self) -> Outcome {
        self.press(&spot("link", word("tab_details"))).await?;
        self.title("details_person").await?;
        self.text("patient_pronouns", "she/her").await?;
        self.button("details_save").await?;
        self.window
            .find(&spot("button", word("details_unchanged")))
            .await?;
        self.screen("details").await
    }
}
