//! Wording of the printed session record.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use needlebook_domain::depth::DepthFlag;
use needlebook_domain::numbing::NumbingFlag;
use needlebook_domain::session::{GapCode, LogLine};
use serde::Deserialize;

use crate::error::Error;

/// Wording of the record. Each field is the text that its name says; `{...}` are values.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct SessionWords {
    pub document: String,
    pub title: String,
    pub patient: String,
    pub born_record: String,
    pub born_record_value: String,
    pub skin_type: String,
    pub skin_types: [String; 6],
    pub allergies: String,
    pub none_known: String,
    pub not_recorded: String,
    pub date: String,
    pub start_end: String,
    pub start_end_value: String,
    pub start_end_corrected: String,
    pub practitioner: String,
    pub named_role: String,
    pub screening: String,
    pub screening_value: String,
    pub screening_as_block: String,
    pub screening_as_block_by: String,
    pub outcomes: BTreeMap<String, String>,
    pub consent: String,
    pub consent_value: String,
    pub device: String,
    pub device_value: String,
    pub cartridge: String,
    pub cartridge_serial: String,
    pub expires: String,
    pub missing: String,
    pub zone: String,
    pub r#for: String,
    pub depth: String,
    pub passes: String,
    pub pattern: String,
    pub endpoint: String,
    pub pain: String,
    pub patterns: PatternWords,
    pub legend: String,
    pub legend_darker_skin: String,
    pub endpoints: [String; 5],
    pub not_treated: String,
    pub not_treated_stopped: String,
    pub reasons: String,
    pub reason: String,
    pub reason_before: String,
    pub about_screening: String,
    pub about_depth: String,
    pub about_use: String,
    pub flags: BTreeMap<DepthFlag, String>,
    pub about_numbing: String,
    pub numbing_flags: BTreeMap<NumbingFlag, String>,
    pub map_views: MapViewWords,
    pub right: String,
    pub left: String,
    pub map_not_treated: String,
    pub map_marks: String,
    pub numbing: String,
    pub numbing_none: String,
    pub cream_before: String,
    pub cream_before_no: String,
    pub cream_before_unknown: String,
    pub cream_before_unnamed: String,
    pub product: String,
    pub percent: String,
    pub amount: String,
    pub amount_grams: String,
    pub amount_area: String,
    pub occluded: String,
    pub not_occluded: String,
    pub on_off: String,
    pub on_off_value: String,
    pub on_only: String,
    pub removed: String,
    pub removed_yes: String,
    pub signs: String,
    pub signs_value: String,
    pub before: String,
    pub photos: String,
    pub photos_taken: String,
    pub photos_declined: String,
    pub antiseptic: String,
    pub antiseptic_value: String,
    pub glide: String,
    pub glide_value: String,
    pub glide_value_dated: String,
    pub unit: String,
    pub unit_sealed: String,
    pub unit_sealed_untimed: String,
    pub unit_unsealed: String,
    pub after: String,
    pub product_lot: String,
    pub product_reason: String,
    pub cooling: String,
    pub bleeding: String,
    pub bleedings: [String; 4],
    pub sharps: String,
    pub sharps_done: String,
    pub given: String,
    pub aftercare: String,
    pub aftercare_none: String,
    pub handed_over: String,
    pub handed_over_at: String,
    pub declined_at: String,
    pub price: String,
    pub next: String,
    pub next_from: String,
    pub next_to: String,
    pub next_none: String,
    pub stopped: String,
    pub stopped_value: String,
    pub stop_reasons: StopWords,
    pub late: String,
    pub late_value: String,
    pub notes: String,
    pub incidents: String,
    pub incident: String,
    pub incident_bare: String,
    pub incident_reported: String,
    pub incident_over: String,
    pub incident_kinds: IncidentWords,
    pub log_entry: String,
    pub log_lines: BTreeMap<LogLine, String>,
    pub about_zone: String,
    pub forbidden: BTreeMap<GapCode, String>,
    pub signed_at: String,
    pub locked: String,
    pub fingerprint: String,
    pub not_signed: String,
    pub later_notes: String,
    pub later_none: String,
    pub later_note: String,
    pub later_end: String,
}

/// Headings of the maps.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct MapViewWords {
    pub face: String,
    pub scalp: String,
    pub front: String,
    pub back: String,
    pub arms: String,
    pub legs: String,
}

/// Short signs for needling directions.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct PatternWords {
    pub vertical: String,
    pub horizontal: String,
    pub diagonal: String,
    pub stamp: String,
}

/// Why a session was stopped.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct StopWords {
    pub patient_asked: String,
    pub faint: String,
    pub pain: String,
    pub reaction: String,
    pub device: String,
    pub fire: String,
    pub other: String,
}

/// What went wrong.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct IncidentWords {
    pub faint: String,
    pub allergy: String,
    pub numbing_toxicity: String,
    pub needle_stick: String,
    pub eye: String,
    pub other: String,
}

/// The English wording.
pub(crate) fn session() -> Result<&'static SessionWords, Error> {
    static PARSED: OnceLock<SessionWords> = OnceLock::new();
    super::kept(
        &PARSED,
        "session",
        include_str!("../../content/en/session.json"),
    )
}
