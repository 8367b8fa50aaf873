//! Step 4: the patient reads, ticks and signs in their own view; the practitioner signs too, and the form is locked.

use super::{
    PATIENT_FAMILY, PATIENT_GIVEN, Visit,
    first_run::{OWNER, PASSPHRASE},
};
use crate::{
    hand::Hand,
    trouble::{Outcome, Trouble},
    window::{Spot, spot},
    words::{word, word_with},
};

/// The parts of the face that the session will treat.
const AREAS: &[&str] = &["zone_forehead", "zone_cheeks", "zone_chin"];

/// More parts, ticks and questions than any form has.
const MOST: usize = 60;

impl Visit<'_> {
    pub async fn consent(&mut self) -> Outcome {
        self.step("consent");
        self.title("consent_plan_title").await?;
        for area in AREAS {
            self.tick_once(&spot("checkbox", word(area))).await?;
        }
        self.tick_once(&spot("checkbox", word("numbing_lidocaine_4_cream")))
            .await?;
        self.screen("consent-plan").await?;
        self.button("consent_give_to_patient").await?;
        self.patient_reads_and_ticks().await?;
        self.patient_signs().await?;
        self.text("consent_gate_passphrase", PASSPHRASE).await?;
        self.button("consent_gate_open").await?;
        self.practitioner_signs().await?;
        self.window.read(&word("consent_locked")).await?;
        self.screen("consent-locked").await?;
        self.button("consent_back_to_patient").await
    }

    async fn patient_reads_and_ticks(&mut self) -> Outcome {
        let last = spot("heading", word("consent_sign_title"));
        let next = spot("button", word("consent_next"));
        for part in 0..MOST {
            self.window
                .find(&spot("button", word("consent_hand_back")))
                .await?;
            if self.window.look(&last).await?.is_some() {
                return Ok(());
            }
            self.tick_everything().await?;
            if part == 1 {
                self.screen("consent-risks").await?;
            }
            self.press(&next).await?;
        }
        Err(Trouble::Unexpected("a consent form that never ends".into()))
    }

    async fn tick_everything(&self) -> Outcome {
        for number in 0..MOST {
            let tick = spot("checkbox", "").containing().after(number);
            if self.window.look(&tick).await?.is_none() {
                break;
            }
            self.tick_once(&tick).await?;
        }
        for number in 0..MOST {
            let yes = spot("radio", word("answer_yes")).after(number);
            if self.window.look(&yes).await?.is_none() {
                break;
            }
            self.press(&yes).await?;
        }
        Ok(())
    }

    async fn patient_signs(&mut self) -> Outcome {
        let patient = format!("{PATIENT_GIVEN} {PATIENT_FAMILY}");
        self.sign_on_pad("consent_signature_of_patient", &patient)
            .await?;
        self.text("consent_type_name", &patient).await?;
        self.screen("consent-sign").await?;
        self.button("consent_sign").await
    }

    async fn practitioner_signs(&mut self) -> Outcome {
        self.title("consent_practitioner_title").await?;
        self.sign_on_pad("consent_signature_of_practitioner", OWNER)
            .await?;
        self.button("consent_sign_and_lock").await
    }

    /// Drawn by hand, or typed by whoever cannot draw: the keyboard's way.
    async fn sign_on_pad(&self, label: &str, name: &str) -> Outcome {
        match self.hand {
            Hand::Mouse => {
                let pad = self.window.find(&spot("img", word(label))).await?;
                self.hand.sign(self.window, &pad).await
            }
            Hand::Keyboard => {
                self.button("signature_type_instead").await?;
                let typed = word_with("signature_typed_label", &[("label", &word(label))]);
                self.fill(&spot("textbox", typed), name).await
            }
        }
    }

    /// Ticks a box unless it is ticked already.
    async fn tick_once(&self, tick: &Spot) -> Outcome {
        if self.window.find(tick).await?.is_selected().await? {
            return Ok(());
        }
        self.press(tick).await
    }
}
