//! A colleague gets an account, and the owner looks up who did what.

use super::Visit;
use crate::{
    trouble::Outcome,
    window::spot,
    words::{word, word_with},
};

const COLLEAGUE: &str = "Pia Pincushion";
const THEIRS: &str = "ladder stitch over a hem";

impl Visit<'_> {
    /// From the settings: an account for the desk, with a passphrase of its own.
    pub async fn add_a_colleague(&mut self) -> Outcome {
        self.step("people");
        self.press(&spot("link", word("place_settings"))).await?;
        self.press(&spot("link", word("settings_people"))).await?;
        self.window.read(&word("people_is_me")).await?;
        self.screen("people").await?;
        self.button("people_add").await?;
        self.text("people_full_name", COLLEAGUE).await?;
        self.tick("role_reception").await?;
        let dialog = || spot("dialog", word("people_add"));
        for field in ["passphrase_label", "passphrase_again"] {
            let field = spot("textbox", word(field)).within(dialog());
            self.fill(&field, THEIRS).await?;
        }
        self.window.read(&word("passphrase_strong")).await?;
        self.screen("people-add").await?;
        self.press(&spot("button", word("people_add")).within(dialog()))
            .await?;
        let remove = word_with("people_remove_named", &[("name", COLLEAGUE)]);
        self.window.find(&spot("button", remove.clone())).await?;
        self.screen("people-two").await?;
        self.press(&spot("button", remove)).await?;
        self.window.read(&word("people_remove_lead")).await?;
        self.screen("people-remove").await?;
        self.button("people_cancel").await
    }

    pub async fn look_who_did_what(&mut self) -> Outcome {
        self.step("audit");
        self.press(&spot("link", word("settings_audit"))).await?;
        self.window.read(&word("audit_kind_person_added")).await?;
        self.button("audit_check_do").await?;
        self.window.read("Everything is as it was written").await?;
        self.screen("audit").await?;
        let what = spot("combobox", word("audit_what"));
        self.choose(&what, &word("audit_group_views")).await?;
        self.window.read(&word("audit_empty")).await?;
        self.screen("audit-empty").await
    }
}
