//! Step 6: the sheet is seen, printed, handed over, and printed again later, byte for byte.

use sha2::{Digest as _, Sha256};

use super::Visit;
use crate::{
    hand::Hand,
    trouble::{Outcome, Trouble},
    window::{Chord, spot},
    words::{beginning, word},
};

impl Visit<'_> {
    pub async fn sheet(&mut self) -> Outcome {
        self.step("sheet");
        self.window
            .find(&spot("region", beginning("sheet_preview")).starting())
            .await?;
        self.window.find(&spot("img", "Page 1").starting()).await?;
        self.screen("sheet").await?;
        match self.hand {
            Hand::Mouse => {
                self.press(&spot("button", word("sheet_print")).starting())
                    .await?
            }
            Hand::Keyboard => self.window.press(Chord::control('p')).await?,
        }
        let first = self.printed("aftercare.pdf").await?;
        self.press(&spot("button", word("sheet_hand_over"))).await?;
        self.press(&spot("button", word("sheet_print_again")).starting())
            .await?;
        let again = self.queue.take()?;
        if again != first {
            return Err(Trouble::Unexpected(
                "the sheet printed again is not the sheet that was given".into(),
            ));
        }
        self.button("sheet_close").await
    }

    /// The other papers of the visit, from the patient's page.
    pub async fn other_papers(&mut self) -> Outcome {
        self.step("documents");
        let documents = spot("region", word("documents_title"));
        for (kind, file) in [
            ("document_consent", "consent.pdf"),
            ("document_session_record", "session.pdf"),
        ] {
            self.press(
                &spot("link", word(kind))
                    .starting()
                    .within(documents.clone()),
            )
            .await?;
            self.window.find(&spot("img", "Page 1").starting()).await?;
            self.press(&spot("button", word("sheet_print")).starting())
                .await?;
            self.printed(file).await?;
            self.button("sheet_close").await?;
        }
        Ok(())
    }

    /// Takes what came out of the printer, and insists that it is, byte for byte, what the window draws and what it
    /// shows the fingerprint of.
    async fn printed(&mut self, file: &str) -> Outcome<Vec<u8>> {
        let bytes = self.queue.take()?;
        let hash: String = Sha256::digest(&bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let drawn = self.window.hash_of_drawn_document().await?;
        if drawn != hash {
            return Err(Trouble::Unexpected(format!(
                "the printer received {hash} and the window draws {drawn}"
            )));
        }
        self.window.read(&hash[..16]).await?;
        self.paper(file, &bytes)?;
        Ok(bytes)
    }
}
