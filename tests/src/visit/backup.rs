//! Backing up to a stick, and the way back from it at the door.

use std::path::{Path, PathBuf};

use super::{
    Visit,
    first_run::{OWNER, PASSPHRASE},
};
use crate::{
    scene::Scene,
    trouble::{Outcome, Trouble},
    window::spot,
    words::{word, word_with},
};

impl Visit<'_> {
    /// Names a folder in the settings and backs up to it; answers with the backup's file.
    pub async fn back_up(&mut self, scene: &Scene, stick: &Path) -> Outcome<PathBuf> {
        self.step("back_up");
        self.press(&spot("link", word("place_settings"))).await?;
        self.press(&spot("link", word("settings_backup"))).await?;
        self.window.read(&word("backup_places_empty")).await?;
        self.screen("backup-none").await?;
        scene.choose(stick)?;
        self.button("backup_choose_folder").await?;
        self.window.read(&stick.display().to_string()).await?;
        self.button("backup_now").await?;
        self.window.read(&word("backup_state_good")).await?;
        self.screen("backup-made").await?;
        self.press(&spot("link", word("place_today"))).await?;
        self.window.read(&word("computer_backed_up")).await?;
        self.screen("today-backed-up").await?;
        let files = std::fs::read_dir(stick).map_err(Trouble::file(stick))?;
        files
            .filter_map(Result::ok)
            .map(|file| file.path())
            .find(|path| path.extension().is_some_and(|ending| ending == "backup"))
            .ok_or_else(|| Trouble::Unexpected("no backup is on the stick".into()))
    }

    /// From the door to the door again, with what is in the backup.
    pub async fn restore(&mut self, scene: &Scene, backup: &Path) -> Outcome {
        self.step("restore");
        self.title("restore_title").await?;
        self.screen("restore-begin").await?;
        scene.choose(backup)?;
        self.button("restore_choose").await?;
        self.window.read(&word("restore_holds")).await?;
        self.screen("restore-preview").await?;
        let passphrase = spot("textbox", word("restore_passphrase"));
        self.fill(&passphrase, "not the passphrase at all").await?;
        self.button("restore_do").await?;
        self.window.read(&word("failure_wrong_passphrase")).await?;
        self.screen("restore-wrong-key").await?;
        self.fill(&passphrase, PASSPHRASE).await?;
        self.button("restore_do").await?;
        self.title("restore_done_title").await?;
        self.screen("restore-done").await?;
        self.button("restore_go_on").await?;
        self.title("unlock_title").await?;
        let unlock = spot(
            "textbox",
            word_with("unlock_passphrase_for", &[("name", OWNER)]),
        );
        self.fill(&unlock, PASSPHRASE).await?;
        self.button("unlock_do").await?;
        self.window
            .find(&spot("link", word("place_today")))
            .await
            .map(drop)
    }
}
