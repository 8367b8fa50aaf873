//! Step 2: the patient is looked for, is not there, and is added; the first visit opens with the consultation.

use super::{PATIENT_FAMILY, PATIENT_GIVEN, Visit};
use crate::{
    hand::Hand,
    trouble::Outcome,
    window::{Chord, spot},
    words::{word, word_with},
};

impl Visit<'_> {
    pub async fn new_patient(&mut self) -> Outcome {
        self.step("new_patient");
        self.screen("today-empty").await?;
        let name = format!("{PATIENT_GIVEN} {PATIENT_FAMILY}");
        self.open_find_box().await?;
        self.window.type_text(&name).await?;
        let add = spot(
            "option",
            word_with("find_new_patient_named", &[("name", &name)]),
        )
        .containing();
        self.window.find(&add).await?;
        self.screen("find").await?;
        match self.hand {
            Hand::Mouse => self.press(&add).await?,
            Hand::Keyboard => self.window.press(Chord::ENTER).await?,
        }
        self.title("patient_new").await?;
        self.text("patient_birth_on", "14 7 1989").await?;
        self.text("patient_phone", "020 7946 0145").await?;
        self.screen("new-patient").await?;
        self.button("patient_add").await
    }

    /// What the patient wants, who advised them, how many sessions are planned.
    pub async fn consultation(&mut self) -> Outcome {
        self.step("consultation");
        self.title("consultation_title").await?;
        self.choose(
            &spot("combobox", word("consultation_concern")),
            &word("concern_acne_scars"),
        )
        .await?;
        self.text(
            "consultation_hopes",
            "Softer scars on both cheeks before the summer",
        )
        .await?;
        self.screen("consultation").await?;
        self.button("consultation_record").await
    }

    /// The patient is found again with two letters.
    pub async fn find_patient(&mut self) -> Outcome {
        self.step("find_patient");
        self.open_find_box().await?;
        self.window
            .type_text(&PATIENT_FAMILY.to_lowercase()[..2])
            .await?;
        self.window
            .find(&spot("option", PATIENT_FAMILY).containing())
            .await?;
        self.window.press(Chord::ENTER).await
    }

    /// The box has the focus once it is open.
    async fn open_find_box(&self) -> Outcome {
        match self.hand {
            Hand::Mouse => {
                self.press(&spot("button", word("find_placeholder")).starting())
                    .await?
            }
            Hand::Keyboard => self.window.press(Chord::control('k')).await?,
        }
        self.window
            .tab_to(&spot("combobox", word("find_label")))
            .await
    }
}
