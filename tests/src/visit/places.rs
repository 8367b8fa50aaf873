//! Step 7: the patient's page, Today, the settings; lock and unlock.

use super::{
    PATIENT_FAMILY, Visit,
    first_run::{OWNER, PASSPHRASE},
};
use crate::{
    hand::Hand,
    trouble::{Outcome, Trouble},
    window::{Chord, spot},
    words::{word, word_with},
};

impl Visit<'_> {
    pub async fn patient_page(&mut self) -> Outcome {
        self.step("patient_page");
        self.title("timeline_title").await?;
        self.window.read(&word("depth_table_title")).await?;
        self.screen("patient").await
    }

    pub async fn today_and_settings(&mut self) -> Outcome {
        self.step("places");
        self.go('1', "place_today").await?;
        self.window.read(PATIENT_FAMILY).await?;
        self.screen("today").await?;
        self.go('2', "place_patients").await?;
        self.screen("patients").await?;
        self.go('5', "place_settings").await?;
        self.screen("settings").await?;
        for (page, picture) in [
            ("settings_clinic", "settings-clinic"),
            ("settings_rules", "settings-rules"),
            ("settings_devices", "settings-devices"),
            ("settings_about", "about"),
        ] {
            self.press(&spot("link", word(page))).await?;
            self.screen(picture).await?;
            if page == "settings_rules" {
                self.rules().await?;
            }
            if page == "settings_devices" {
                self.device_profile().await?;
            }
        }
        Ok(())
    }

    /// Everything at 200 %, by the keys that people know, and back.
    pub async fn twice_as_large(&mut self) -> Outcome {
        self.step("twice_as_large");
        let usual = self.window.width().await?;
        self.window.make_twice_as_large().await?;
        let width = self.window.width().await?;
        if width * 2 != usual {
            return Err(Trouble::Unexpected(format!(
                "at 200 % the page is {width} wide, and {usual} before"
            )));
        }
        for (key, place) in [
            ('1', "place_today"),
            ('2', "place_patients"),
            ('5', "place_settings"),
        ] {
            // The driver's pointer does not know that the page is enlarged, and misses what it aims at.
            self.window.press(Chord::alt(key)).await?;
            self.here(place).await?;
            self.screen(&format!("{place}-200")).await?;
        }
        self.window.press(Chord::control('0')).await?;
        let shown = [("percent", "100")];
        self.window.read(&word_with("zoom_now", &shown)).await
    }

    /// The lead sets a value with a reason, and sees the rule set on paper.
    async fn rules(&mut self) -> Outcome {
        let named = [("name", "Wait after filler"), ("rule", "R28")];
        let change = spot("button", word_with("rules_change_named", &named));
        self.press(&change).await?;
        self.fill(&spot("textbox", word("rules_new_value")), "14")
            .await?;
        self.text("rules_reason", "Our supplier's own advice")
            .await?;
        self.screen("rules-change").await?;
        self.button("rules_set").await?;
        let now = [("name", "Wait after filler"), ("value", "14 days")];
        self.window.read(&word_with("rules_now", &now)).await?;
        self.screen("rules-changed").await?;
        self.button("rules_print").await?;
        self.window.find(&spot("img", "Page 1").starting()).await?;
        self.screen("rules-paper").await?;
        self.button("rules_back").await
    }

    /// The lead adds a device profile, first with a figure missing, and takes it out of use again.
    async fn device_profile(&mut self) -> Outcome {
        const NAME: &str = "Bobbin pen";
        self.button("profile_add").await?;
        self.text("profile_name", NAME).await?;
        self.text("profile_step", "0.25").await?;
        self.text("profile_labelled", "2.2").await?;
        self.button("profile_use_add").await?;
        self.choose(&spot("combobox", word("profile_use_concern")), "Acne scars")
            .await?;
        self.button("profile_zones_face").await?;
        self.button("profile_add").await?;
        self.window.read(&word("issue_required")).await?;
        self.screen("device-profile-refused").await?;
        self.text("profile_mechanical", "3").await?;
        for (index, source) in ["Instructions, page 12", "Bobbin Instruments, 2026"]
            .into_iter()
            .enumerate()
        {
            let field = spot("textbox", word("rules_source")).after(index);
            self.fill(&field, source).await?;
        }
        self.text("rules_reason", "The clinic bought two").await?;
        self.screen("device-profile").await?;
        self.button("profile_add").await?;
        let named = [("name", NAME)];
        self.window
            .read(&word_with("profile_saved", &named))
            .await?;
        self.screen("device-profiles").await?;
        let retire = spot("button", word_with("profile_retire_named", &named));
        self.press(&retire).await?;
        self.text("rules_reason", "Sent back to the maker").await?;
        self.screen("device-profile-retire").await?;
        self.button("profile_retire").await?;
        self.window
            .read(&word_with("profile_retired_now", &named))
            .await
    }

    pub async fn lock_and_unlock(&mut self) -> Outcome {
        self.step("lock_and_unlock");
        match self.hand {
            Hand::Mouse => self.button("frame_lock").await?,
            Hand::Keyboard => self.window.press(Chord::control('l')).await?,
        }
        self.title("unlock_title").await?;
        if self.window.text().await?.contains(PATIENT_FAMILY) {
            return Err(Trouble::Unexpected(
                "the locked screen shows a patient's name".into(),
            ));
        }
        self.screen("locked").await?;
        let passphrase = spot(
            "textbox",
            word_with("unlock_passphrase_for", &[("name", OWNER)]),
        );
        self.fill(&passphrase, "not the passphrase at all").await?;
        self.button("unlock_do").await?;
        self.window.read(&word("failure_wrong_passphrase")).await?;
        self.fill(&passphrase, PASSPHRASE).await?;
        self.button("unlock_do").await?;
        self.window
            .find(&spot("link", word("place_today")))
            .await
            .map(drop)
    }

    async fn go(&self, key: char, place: &str) -> Outcome {
        match self.hand {
            Hand::Mouse => self.press(&spot("link", word(place))).await?,
            Hand::Keyboard => self.window.press(Chord::alt(key)).await?,
        }
        self.here(place).await
    }

    /// Waits until this place is the one that is open.
    async fn here(&self, place: &str) -> Outcome {
        self.window
            .shows("nav a[aria-current='page']", &word(place))
            .await
    }
}
