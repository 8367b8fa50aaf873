//! `verify consent`: whether a file or a printed code is a consent as it was signed.

use crate::args::Args;
use crate::trouble::Trouble;
use crate::{clinic, terminal};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use needlebook_api::consent::{self, ConsentVerdict, VerifiedConsent, VerifiedCopy};
use serde_json::json;
use std::path::Path;

/// Exit 0 when the bytes are those that were signed, also where the patient took the consent back later: the answer
/// says so. Everything else is a refusal.
///
/// # Errors
/// [`Trouble::NotAConsent`] with what the file is instead.
pub async fn verify(args: &Args, file: Option<&Path>, code: Option<&str>) -> Result<(), Trouble> {
    let app = clinic::unlock(args).await?;
    if let Some(code) = code {
        let found = consent::find_by_code(&app, code)
            .await
            .map_err(Trouble::from);
        let found = clinic::close(&app, found).await?;
        let sentence = format!(
            "{}\nCompare the page with the record: its text has the SHA-256 {}.",
            signed(&found),
            found.text_sha256
        );
        return terminal::say(args.json, &json!({ "consent": found }), &sentence);
    }
    let looked = consent::verify_file(&app, file.unwrap_or(Path::new("")))
        .await
        .map_err(Trouble::from);
    match clinic::close(&app, looked).await? {
        ConsentVerdict::Unaltered { copy } => {
            let verdict = json!({ "verdict": "unaltered", "copy": copy });
            terminal::say(args.json, &verdict, &unaltered(&copy))
        }
        other => Err(Trouble::NotAConsent(Box::new(other))),
    }
}

fn unaltered(copy: &VerifiedCopy) -> String {
    let newer = match copy.newest_version {
        Some(version) => format!("\nAn older version: version {version} was made since."),
        None => String::new(),
    };
    format!(
        "Unaltered: {} v{}, byte for byte as it was made.\n{}{newer}",
        copy.number,
        copy.version,
        signed(&copy.consent)
    )
}

fn signed(consent: &VerifiedConsent) -> String {
    let at = |instant: DateTime<Utc>| {
        let zone: Tz = consent.zone.parse().unwrap_or_default();
        instant
            .with_timezone(&zone)
            .format("%Y-%m-%d %H:%M:%S %:z")
            .to_string()
    };
    let mut lines = vec![
        format!(
            "Signed by {} at {}.",
            consent.signer_name,
            at(consent.signed_at)
        ),
        format!(
            "Countersigned by {} at {}.",
            consent.practitioner_name,
            at(consent.countersigned_at)
        ),
        format!(
            "Patient {}, born {}. Form {} revision {} ({}). Code {}.",
            consent.patient_name,
            consent.born_on,
            consent.template,
            consent.revision,
            consent.language,
            consent.code
        ),
    ];
    if let Some(taken_back) = consent.withdrawn_at {
        lines.push(format!(
            "TAKEN BACK by the patient at {}: it no longer counts.",
            at(taken_back)
        ));
    }
    if let Some(replaced) = consent.replaced_at {
        lines.push(format!(
            "An older consent: the patient signed a newer one at {}.",
            at(replaced)
        ));
    }
    lines.join("\n")
}

/// What a file is that is no unaltered consent, for a person.
pub fn in_words(verdict: &ConsentVerdict) -> String {
    match verdict {
        ConsentVerdict::Unaltered { copy } => unaltered(copy),
        ConsentVerdict::Altered { kept } => format!(
            "ALTERED: the file carries the code {}, and its bytes are not those that were kept.\nWhat the record holds under this code: {}",
            kept.code,
            signed(kept)
        ),
        ConsentVerdict::OtherClinic { code } => format!(
            "not of this clinic: no consent here has the code {code}; it is another clinic's, or made up"
        ),
        ConsentVerdict::NeverSigned { number } => {
            format!("{number} is a form to read at home; nobody signed it")
        }
        ConsentVerdict::OtherDocument { number, .. } => {
            format!("{number} is a document of this clinic, unaltered, but no consent")
        }
        ConsentVerdict::NoConsent => {
            "the PDF carries no code of a consent; if a code is printed on it, use --code"
                .to_owned()
        }
        ConsentVerdict::NotAPdf => "not a PDF".to_owned(),
    }
}
