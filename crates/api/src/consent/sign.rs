//! Locking a consent, and the page that is printed of it.

use super::form::Between;
use crate::app::App;
use crate::approval;
use crate::document;
use crate::draft;
use crate::error::ApiError;
use crate::parties;
use crate::role::UseCase;
use crate::visit::Visit;
use chrono::DateTime;
use chrono::Utc;
use needlebook_documents::DocumentMark;
use needlebook_documents::Signed;
use needlebook_documents::Visit as PrintedVisit;
use needlebook_documents::consent::Choice;
use needlebook_documents::consent::ConsentDocument;
use needlebook_documents::consent::ConsentText;
use needlebook_documents::consent::fingerprint;
use needlebook_documents::consent::rendered_text;
use needlebook_documents::consent::verification_code;
use needlebook_domain::consent::Consent;
use needlebook_domain::consent::ConsentForm;
use needlebook_domain::consent::ConsentInput;
use needlebook_domain::consent::last_day;
use needlebook_domain::document::DocumentKind;
use needlebook_domain::ids::ConsentId;
use needlebook_domain::ids::DocumentId;
use needlebook_domain::ids::PatientId;
use needlebook_domain::signature::Signature;
use needlebook_store::journal::Fact;
use serde::Serialize;
use specta::Type;
use uuid::Uuid;

/// What signing answers with.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ConsentSigned {
    pub id: ConsentId,
    pub document: Option<DocumentId>,
    pub sha256: String,
    /// Printed on the page and read aloud to check it.
    pub code: String,
}

impl Between<'_> {
    /// The locked consent and the page that is printed of it, from the same values.
    pub(crate) fn lock(
        &self,
        id: ConsentId,
        input: &ConsentInput,
        text: ConsentText,
        visit: PrintedVisit,
        now: DateTime<Utc>,
    ) -> Result<(Consent, ConsentDocument), ApiError> {
        let made = self.page(input, text, visit, now);
        let form = ConsentForm {
            template: made.text.template.clone(),
            revision: made.text.revision,
            language: made.text.language.clone(),
            required_ticks: made
                .text
                .tick_keys()
                .into_iter()
                .map(str::to_owned)
                .collect(),
            asks_depth: made.text.depth_choice.is_some(),
            text: rendered_text(&made),
            text_sha256: fingerprint(&made),
        };
        let consent = input.sign(
            id,
            self.patient.id,
            self.practitioner.printed_name(),
            form,
            now,
        )?;
        Ok((consent, made))
    }

    fn page(
        &self,
        input: &ConsentInput,
        text: ConsentText,
        visit: PrintedVisit,
        now: DateTime<Utc>,
    ) -> ConsentDocument {
        let blank = || Signature::Typed {
            name: String::new(),
        };
        let choices = [
            ("record", input.photos.record),
            ("teaching", input.photos.teaching),
            ("marketing", input.photos.marketing),
            ("depth_above_limit", input.depth_above_label),
        ];
        let keys: Vec<String> = text.choice_keys().into_iter().map(str::to_owned).collect();
        ConsentDocument {
            clinic: self.clinic.clone(),
            patient: parties::patient(self.patient),
            mark: DocumentMark {
                number: String::new(),
                version: 1,
            },
            visit,
            practitioner: parties::practitioner(self.practitioner),
            given_at: input.given_at,
            ticked: input.ticked.clone(),
            choices: choices
                .into_iter()
                .filter(|(key, _)| keys.iter().any(|known| known == key))
                .filter_map(|(key, allowed)| {
                    Some(Choice {
                        key: key.to_owned(),
                        allowed: allowed?,
                    })
                })
                .collect(),
            questions: input.questions.clone(),
            patient_signed: Signed {
                name: input.signer_name.clone(),
                role: String::new(),
                at: input.signed_at,
                signature: input.signature.clone().unwrap_or_else(blank),
            },
            practitioner_signed: Signed {
                name: self.practitioner.name.clone(),
                role: self.practitioner.title.clone(),
                at: now,
                signature: input.practitioner_signature.clone().unwrap_or_else(blank),
            },
            addenda: Vec::new(),
            withdrawals: Vec::new(),
            valid_to: last_day(now.with_timezone(&self.clinic.tz()).date_naive()),
            approved_by: None,
            text,
        }
    }
}

/// Locks a consent: all of it or nothing. The printed copy is made from the same values.
///
/// # Errors
/// Every missing tick, choice and signature.
pub async fn sign(
    app: &App,
    patient: PatientId,
    input: ConsentInput,
) -> Result<ConsentSigned, ApiError> {
    let open = app.run(UseCase::TakeConsent).await?;
    let now = app.now();
    let (person, _) = crate::patient::get(&open, patient).await?;
    let visit = Visit::load(&open, patient).await?;
    let between = Between {
        clinic: &open.clinic,
        practitioner: &open.person,
        patient: &person,
        course: visit.consultations.first(),
        rules: &open.rules,
    };
    let text = between.text(&input.plan, open.local_date(now))?;
    let printed = parties::visit(
        &visit,
        visit.sessions.first().map_or(0, |last| last.number) + 1,
    );
    let id = ConsentId(Uuid::now_v7());
    let (consent, mut made) = between.lock(id, &input, text, printed, now)?;
    let sha256 = consent.text_sha256.clone();
    let approved_by = approval::printed(&open, now, open.actor())
        .await?
        .filter(|(approval, _)| approval.consent_revision == consent.revision)
        .map(|(_, printed)| printed);
    let mut write = open.write(now).await?;
    write.append(id.0, Fact::ConsentSigned { consent }).await?;
    draft::take(&mut write, "consent", patient.0, open.actor()).await?;
    write.commit().await?;
    // The signature is safe now; a page that cannot be set must not undo it.
    let document = document::keep(&open, now, patient, id.0, DocumentKind::Consent, |mark| {
        made.mark = mark;
        made.approved_by = approved_by;
        needlebook_documents::consent::render(&made, &parties::style(&open.clinic))
    })
    .await
    .ok();
    Ok(ConsentSigned {
        id,
        document,
        code: verification_code(&sha256),
        sha256,
    })
}
