//! The languages that a sheet for patients exists in.

/// A language with its own wording of a sheet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum SheetLanguage {
    /// The wording that the medical lead approves.
    #[default]
    En,
    /// Spanish.
    Es,
    /// French.
    Fr,
    /// German.
    De,
}

impl SheetLanguage {
    /// English first.
    pub const ALL: [Self; 4] = [Self::En, Self::Es, Self::Fr, Self::De];

    /// "en", as in `/Lang`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
            Self::Fr => "fr",
            Self::De => "de",
        }
    }

    /// What people write in a record for it: its tag, its English name, its own name.
    const fn names(self) -> [&'static str; 3] {
        match self {
            Self::En => ["en", "english", "english"],
            Self::Es => ["es", "spanish", "español"],
            Self::Fr => ["fr", "french", "français"],
            Self::De => ["de", "german", "deutsch"],
        }
    }

    /// Whether a clinician has read the wording and the lead approved it. What nobody reviewed is never printed without
    /// the approved wording beside it (PRACTICE 29).
    #[must_use]
    pub const fn is_reviewed(self) -> bool {
        matches!(self, Self::En)
    }

    /// The first language of a patient's record that sheets exist in; English where there is none.
    #[must_use]
    pub fn of_record(languages: &[String]) -> Self {
        languages
            .iter()
            .find_map(|said| Self::named(said))
            .unwrap_or_default()
    }

    fn named(said: &str) -> Option<Self> {
        let said = said.trim().to_lowercase();
        // "Spanish (Mexico)", "es-MX": what follows the first word does not change which sheet is read.
        let first = said.split([' ', '-', '_', ',', '(']).next()?;
        Self::ALL
            .into_iter()
            .find(|language| language.names().contains(&first))
    }
}

#[cfg(test)]
mod tests {
    use super::SheetLanguage::{self, De, En, Es, Fr};

    #[test]
    fn the_first_language_on_the_record_that_there_is_a_sheet_in_counts() {
        let of = |said: &[&str]| {
            let said: Vec<String> = said.iter().map(|one| (*one).to_owned()).collect();
            SheetLanguage::of_record(&said)
        };
        assert_eq!(of(&[]), En);
        assert_eq!(of(&["Spanish (Mexico)"]), Es);
        assert_eq!(of(&["Wolof", "Français", "English"]), Fr);
        assert_eq!(of(&[" DE-at "]), De);
        assert_eq!(of(&["English", "German"]), En);
        assert_eq!(of(&["Estonian"]), En, "a beginning alone is not a name");
    }
}
