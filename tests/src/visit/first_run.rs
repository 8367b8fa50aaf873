//! Step 1: a clinic is set up on a fresh laptop.

use super::Visit;
use crate::{
    trouble::{Outcome, Trouble},
    window::spot,
    words::{word, word_with},
};

/// The owner's passphrase in every driven visit; nobody's real one.
pub const PASSPHRASE: &str = "marigold selvedge thimble twelve";

/// Who owns the invented clinic and treats in it.
pub const OWNER: &str = "Rosalind Backstitch";

impl Visit<'_> {
    pub async fn first_run(&mut self) -> Outcome {
        self.step("first_run");
        self.new_record_book().await?;
        self.recovery_code().await?;
        self.medical_lead().await?;
        self.first_stock().await?;
        self.backup_places().await?;
        self.title("setup_done_title").await?;
        self.button("setup_begin").await?;
        self.window.read(&word("today_empty_title")).await
    }

    /// As far as the screen that shows the recovery code.
    pub async fn new_record_book(&mut self) -> Outcome {
        self.clinic_details().await?;
        self.owner_account().await?;
        self.title("setup_recovery_title").await
    }

    async fn clinic_details(&mut self) -> Outcome {
        self.title("setup_clinic_title").await?;
        self.text("clinic_name", "Thimble and Thread Skin Clinic")
            .await?;
        self.text("clinic_phone", "020 7946 0991").await?;
        self.text("clinic_address", "12 Bobbin Lane, Needham")
            .await?;
        self.text("clinic_emergency_line", "999").await?;
        self.text("clinic_advice_line", "111").await?;
        self.text("clinic_out_of_hours_line", "020 7946 0992")
            .await?;
        self.screen("first-run-clinic").await?;
        self.button("setup_next_account").await
    }

    async fn owner_account(&mut self) -> Outcome {
        self.title("setup_account_title").await?;
        self.text("person_name", OWNER).await?;
        self.text("person_title", "RN").await?;
        self.text("person_certification", "Level 7 in aesthetic practice")
            .await?;
        self.text("person_registration_body", "Guild of Stitchers")
            .await?;
        self.text("person_registration_number", "12B3456E").await?;
        self.tick("role_medical_lead").await?;
        self.tick("role_clinician").await?;
        self.text("passphrase_label", PASSPHRASE).await?;
        self.text("passphrase_again", PASSPHRASE).await?;
        self.window.read(&word("passphrase_strong")).await?;
        self.screen("first-run-account").await?;
        self.button("setup_create").await
    }

    /// The code is printed, then two groups of it are typed back from the screen.
    async fn recovery_code(&mut self) -> Outcome {
        self.button("recovery_print").await?;
        let paper = self.queue.take()?;
        if !paper.starts_with(b"%PDF") {
            return Err(Trouble::Unexpected(
                "what the printer received is no PDF".into(),
            ));
        }
        self.screen("first-run-recovery").await?;
        let groups = self.window.lines("main ol li b").await?;
        for (number, group) in (1..).zip(&groups) {
            let label = word_with("recovery_type_group", &[("group", &number.to_string())]);
            let field = spot("textbox", label);
            if self.window.look(&field).await?.is_some() {
                self.fill(&field, group).await?;
            }
        }
        self.button("setup_code_kept").await
    }

    async fn medical_lead(&mut self) -> Outcome {
        self.title("setup_approval_title").await?;
        self.tick("approval_read").await?;
        self.screen("first-run-approval").await?;
        self.button("setup_approve").await
    }

    async fn first_stock(&mut self) -> Outcome {
        self.title("setup_stock_title").await?;
        self.choose(
            &spot("combobox", word("device_profile")),
            "SkinPen Precision",
        )
        .await?;
        self.text("device_serial", "SP-20417").await?;
        self.text("lot_number", "NB24-117").await?;
        self.text("lot_expires_on", &self.in_years(2)).await?;
        self.text("lot_received", "24").await?;
        self.screen("first-run-stock").await?;
        self.button("setup_add_stock").await
    }

    async fn backup_places(&mut self) -> Outcome {
        self.title("setup_backups_title").await?;
        self.text("clinic_backup_first", "Stick in the locked drawer")
            .await?;
        self.text("clinic_backup_second", "Disk at the owner's home")
            .await?;
        self.screen("first-run-backups").await?;
        self.button("setup_keep_places").await
    }
}
