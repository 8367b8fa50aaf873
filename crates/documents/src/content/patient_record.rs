//! Wording of the whole record of one patient.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use needlebook_domain::alert::AlertKind;
use needlebook_domain::consent_reply::Reply;
use needlebook_domain::document::{DocumentKind, DocumentStep};
use needlebook_domain::medical_history::AllergySeverity;
use needlebook_domain::patient::ContactPoint;
use needlebook_domain::photo::{PhotoStage, PhotoView};
use needlebook_domain::task::TaskKind;
use serde::Deserialize;

use crate::error::Error;

/// A wording file's part: each field is the text that its name says; `{...}` are values.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident: $($field:ident),* $(,)?) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $name {
            $(pub $field: String,)*
        }
    };
}

words!(
    /// Labels of who somebody is.
    PersonWords: legal_name, preferred, pronouns, born, born_said, born_id_seen, skin_type, phone,
    email, address, languages, interpreter, emergency_contact, guardian, gp, prescriber, contact,
    never, contact_note, notes, by_phone, by_text, by_message, by_email, by_post
);
words!(
    /// What stands on the strip.
    AlertWords: allergy, allergy_reaction, open_reaction, cold_sores, keloid, keloid_in_family,
    pinned, pinned_text, words
);
words!(
    /// The medical history.
    HistoryWords: allergies, medicines, conditions, procedures, entry, voided, since, ended,
    stopped, on, done_by, reacted
);
words!(
    /// Consultations and what was decided after them.
    CourseWords: heading, held, hopes, change
);
words!(
    /// Screenings.
    ScreeningWords: lead, heading, signed, finding, finding_over, finding_until, nothing, settled, private
);
words!(
    /// Consents.
    ConsentWords: heading, withdrawn, withdrawn_photos, standing, over, concern, areas, device,
    numbing, adjuncts, depth, photos, given, ticked, form, form_value, questions, signed_patient,
    signed_practitioner, signed_value, fingerprint, paper, added
);
words!(
    /// The frame of a session.
    SessionInRecordWords: heading, signed, not_signed
);
words!(
    /// The frame of a reaction.
    ReactionInRecordWords: heading, session
);
words!(
    /// Notes.
    NoteWords: heading, signed, amended
);
words!(
    /// Tasks and calls.
    TaskWords: due, due_text, open, done, done_bare
);
words!(
    /// Photos.
    PhotoWords: lead, left_out, caption, caption_session, mirrored, listed
);

/// A table of documents.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DocumentWords {
    pub columns: Vec<String>,
    pub step: String,
    pub none: String,
}

/// A table of what left the clinic.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DisclosureWords {
    pub columns: Vec<String>,
    pub document: String,
    pub photos: String,
    pub record: String,
    pub record_protected: String,
    pub this: String,
}

/// Wording of the record. Each field is the text that its name says; `{...}` are values.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PatientRecordWords {
    pub document: String,
    pub title: String,
    pub who: String,
    pub archived: String,
    pub merged: String,
    pub lead: String,
    pub lead_signed: String,
    pub contents: String,
    pub contents_page: String,
    pub none: String,
    pub instant: String,
    pub yes: String,
    pub no: String,
    pub not_asked: String,
    pub person_title: String,
    pub person: PersonWords,
    pub contact_points: BTreeMap<ContactPoint, String>,
    pub alerts_title: String,
    pub alerts: AlertWords,
    pub alert_kinds: BTreeMap<AlertKind, String>,
    pub history_title: String,
    pub history: HistoryWords,
    pub severities: BTreeMap<AllergySeverity, String>,
    pub courses_title: String,
    pub course: CourseWords,
    pub screenings_title: String,
    pub screening: ScreeningWords,
    pub findings: BTreeMap<String, String>,
    pub consents_title: String,
    pub consent: ConsentWords,
    pub replies_title: String,
    pub reply: String,
    pub replies: BTreeMap<Reply, String>,
    pub sessions_title: String,
    pub session: SessionInRecordWords,
    pub reactions_title: String,
    pub reaction: ReactionInRecordWords,
    pub notes_title: String,
    pub note: NoteWords,
    pub tasks_title: String,
    pub task: TaskWords,
    pub task_kinds: BTreeMap<TaskKind, String>,
    pub photos_title: String,
    pub photo: PhotoWords,
    pub views: BTreeMap<PhotoView, String>,
    pub stages: BTreeMap<PhotoStage, String>,
    pub documents_title: String,
    pub documents: DocumentWords,
    pub document_kinds: BTreeMap<DocumentKind, String>,
    pub steps: BTreeMap<DocumentStep, String>,
    pub disclosures_title: String,
    pub disclosures: DisclosureWords,
}

/// The word for a value that the record holds.
///
/// # Errors
/// [`Error::NoWording`] when it has none.
pub(crate) fn word<K: Ord + std::fmt::Debug>(
    words: &BTreeMap<K, String>,
    of: K,
) -> Result<&str, Error> {
    let word = words.get(&of).map(String::as_str);
    word.ok_or_else(|| Error::NoWording {
        id: format!("{of:?}"),
    })
}

/// The English wording.
pub(crate) fn patient_record() -> Result<&'static PatientRecordWords, Error> {
    static PARSED: OnceLock<PatientRecordWords> = OnceLock::new();
    super::kept(
        &PARSED,
        "patient_record",
        include_str!("../../content/en/patient_record.json"),
    )
}
