//! Whether a consent on paper or in a file is what was signed. Nothing is asked of any network.

use crate::app::{App, Open};
use crate::document::sha256;
use crate::error::{ApiError, FileTrouble};
use crate::role::UseCase;
use chrono::{DateTime, NaiveDate, Utc};
use needlebook_documents::consent::{
    code_in_file, fingerprint_start, is_pdf, typed_code, verification_code,
};
use needlebook_domain::document::DocumentKind;
use needlebook_domain::field;
use needlebook_domain::ids::{ConsentId, PatientId};
use needlebook_domain::issue::{IssueCode, Issues};
use needlebook_store::consent::{self, StoredConsent};
use needlebook_store::document::{self, StoredDocument};
use serde::Serialize;
use specta::Type;
use std::path::Path;

/// No consent is larger; what is, is not read.
const MAX_BYTES: u64 = 64 << 20;

/// What a file turned out to be.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum ConsentVerdict {
    /// Byte for byte the document that was made when it was signed.
    Unaltered {
        copy: VerifiedCopy,
    },
    /// It carries the code of a consent here, and its bytes are not those that were kept.
    Altered {
        kept: VerifiedConsent,
    },
    /// It carries a code that no consent here has: another clinic's, or one made up.
    OtherClinic {
        code: String,
    },
    /// A form to read at home, unaltered: nobody ever signed it.
    NeverSigned {
        number: String,
    },
    /// A document of this clinic, unaltered, that is no consent.
    OtherDocument {
        kind: DocumentKind,
        number: String,
    },
    /// A PDF without the code of a consent.
    NoConsent,
    NotAPdf,
}

/// A file that is unaltered, and what it is a copy of.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct VerifiedCopy {
    /// As printed on every page, such as `A-CO-0001`.
    pub number: String,
    pub version: u32,
    /// A later version of the same document, if one was made.
    pub newest_version: Option<u32>,
    pub sha256: String,
    pub made_at: DateTime<Utc>,
    pub consent: VerifiedConsent,
}

/// What the record holds of a consent.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct VerifiedConsent {
    pub id: ConsentId,
    pub patient: PatientId,
    pub patient_name: String,
    pub born_on: NaiveDate,
    pub code: String,
    pub text_sha256: String,
    pub template: String,
    pub revision: u32,
    pub language: String,
    pub signer_name: String,
    pub signed_at: DateTime<Utc>,
    pub practitioner_name: String,
    pub countersigned_at: DateTime<Utc>,
    /// The clinic's zone, in which the page prints its times.
    pub zone: String,
    /// When the patient took all of it back.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// When the same patient signed the consent that counts instead.
    pub replaced_at: Option<DateTime<Utc>>,
}

/// Looks at a file and says what it is.
///
/// # Errors
/// [`ApiError::File`] when it cannot be read; [`ApiError::StoreDamaged`] when the record of the consent is not whole.
pub async fn verify_file(app: &App, path: &Path) -> Result<ConsentVerdict, ApiError> {
    let open = app.run(UseCase::ReadRecord).await?;
    let size = tokio::fs::metadata(path).await.map_err(unreadable)?;
    if !size.is_file() || size.len() > MAX_BYTES {
        return Ok(ConsentVerdict::NotAPdf);
    }
    let bytes = tokio::fs::read(path).await.map_err(unreadable)?;
    if !is_pdf(&bytes) {
        return Ok(ConsentVerdict::NotAPdf);
    }
    let made = document::find_by_bytes(&mut *open.store.reader().await?, &sha256(&bytes)).await?;
    match made {
        Some(made) => ours(&open, made).await,
        None => foreign(&open, bytes).await,
    }
}

/// What the record says of the code that is printed on a consent.
///
/// # Errors
/// A code that is none; [`ApiError::NotFound`] when no consent of this clinic has it.
pub async fn find_by_code(app: &App, typed: &str) -> Result<VerifiedConsent, ApiError> {
    let open = app.run(UseCase::ReadRecord).await?;
    let mut issues = Issues::default();
    let typed = field::required_line(&mut issues, "code", typed);
    let code = typed_code(&typed).unwrap_or_default();
    if code.is_empty() && !typed.is_empty() {
        issues.add("code", IssueCode::WrongForm);
    }
    issues.or(())?;
    let found = by_code(&open, &code).await?;
    found.ok_or_else(|| ApiError::NotFound {
        entity: "consent".to_owned(),
    })
}

#[allow(
    clippy::needless_pass_by_value,
    reason = "map_err hands the error over"
)]
fn unreadable(error: std::io::Error) -> ApiError {
    let trouble = match error.kind() {
        std::io::ErrorKind::NotFound => FileTrouble::Gone,
        _ => FileTrouble::NotAllowed,
    };
    ApiError::File { trouble }
}

async fn ours(open: &Open, made: StoredDocument) -> Result<ConsentVerdict, ApiError> {
    let made = made.document;
    match made.kind {
        DocumentKind::Consent => {}
        DocumentKind::ConsentToRead => {
            return Ok(ConsentVerdict::NeverSigned {
                number: made.number,
            });
        }
        kind => {
            return Ok(ConsentVerdict::OtherDocument {
                kind,
                number: made.number,
            });
        }
    }
    let mut reader = open.store.reader().await?;
    let stored = consent::get(&mut reader, ConsentId(made.about)).await?;
    let newest = document::find_newest(&mut reader, made.about, made.kind).await?;
    drop(reader);
    Ok(ConsentVerdict::Unaltered {
        copy: VerifiedCopy {
            newest_version: newest
                .map(|newest| newest.document.version)
                .filter(|version| *version > made.version),
            number: made.number,
            version: made.version,
            sha256: made.sha256,
            made_at: made.made_at,
            consent: told(open, stored).await?,
        },
    })
}

async fn foreign(open: &Open, bytes: Vec<u8>) -> Result<ConsentVerdict, ApiError> {
    // A file from anywhere is taken apart on a thread of its own: should that end badly, no code was read.
    let code = tokio::task::spawn_blocking(move || code_in_file(&bytes))
        .await
        .ok()
        .flatten();
    let Some(code) = code else {
        return Ok(ConsentVerdict::NoConsent);
    };
    Ok(match by_code(open, &code).await? {
        Some(kept) => ConsentVerdict::Altered { kept },
        None => ConsentVerdict::OtherClinic { code },
    })
}

async fn by_code(open: &Open, code: &str) -> Result<Option<VerifiedConsent>, ApiError> {
    let start = fingerprint_start(code);
    let found = consent::find_by_fingerprint(&mut *open.store.reader().await?, &start).await?;
    let found = found
        .into_iter()
        .find(|stored| verification_code(&stored.consent.text_sha256) == code);
    match found {
        Some(stored) => Ok(Some(told(open, stored).await?)),
        None => Ok(None),
    }
}

async fn told(open: &Open, stored: StoredConsent) -> Result<VerifiedConsent, ApiError> {
    let consent = stored.consent;
    consent::refuse_altered(&consent)?;
    let (patient, _) = crate::patient::get(open, consent.patient).await?;
    let signed_since = consent::list(&mut *open.store.reader().await?, consent.patient)
        .await?
        .into_iter()
        .map(|other| other.consent)
        .filter(|other| other.countersigned_at > consent.countersigned_at)
        .map(|other| other.countersigned_at);
    Ok(VerifiedConsent {
        id: consent.id,
        patient: consent.patient,
        patient_name: patient.full_name(),
        born_on: patient.birth_on,
        code: verification_code(&consent.text_sha256),
        text_sha256: consent.text_sha256,
        template: consent.template,
        revision: consent.revision,
        language: consent.language,
        signer_name: consent.signer_name,
        signed_at: consent.signed_at,
        practitioner_name: consent.practitioner_name,
        countersigned_at: consent.countersigned_at,
        zone: open.clinic.zone.clone(),
        withdrawn_at: stored.withdrawn_at,
        replaced_at: signed_since.min(),
    })
}
