//! A laptop that does not exist and was never stolen.

use chrono::Duration;
use needlebook_domain::loss::{
    DataKind, Held, HeldKind, LossFacts, LossHow, LossState, LossStep, Outside, OutsideKind,
    WayInWithIt,
};

use crate::breach_report::{BreachReport, Measure};
use crate::samples::{clinic, mark, noon_before, on};

/// Stolen from a car in the night, noticed the next morning, restored on a new laptop the same day.
#[must_use]
pub fn breach_report() -> BreachReport {
    let hours = |hours: i64| noon_before(hours * 60);
    let kind = |kind, records, people| HeldKind {
        kind,
        records,
        people,
    };
    let left = |kind, copies, protected, days: i64| Outside {
        kind,
        copies,
        protected,
        last_at: hours(days * 24),
    };
    let done = |step, at: i64| Measure {
        step,
        done: true,
        done_at: Some(hours(at)),
        missing: 0,
    };
    BreachReport {
        clinic: clinic(),
        mark: mark("BR NB"),
        facts: LossFacts {
            what: "The black laptop of room 2, in its bag".to_owned(),
            how: LossHow::Stolen,
            lost_on: Some(on(2026, 11, 23)),
            lost_at: None,
            noticed_at: hours(26) - Duration::minutes(20),
            state: LossState::SwitchedOff,
            way_in_with_it: WayInWithIt::No,
            note: "The car stood in Bobbin Lane over night. A window was broken.".to_owned(),
            found_on: None,
        },
        recorded_by: "Rosalind Bobbin".to_owned(),
        recorded_at: hours(20),
        restored_from: Some(hours(44)),
        last_backup_at: Some(hours(44)),
        last_lock_at: Some(hours(47)),
        signed_in_after: Some(hours(46)),
        held: Held {
            patients: 412,
            archived: 37,
            erased: 3,
            with_phone: 398,
            with_email: 301,
            with_address: 144,
            kinds: vec![
                kind(DataKind::HealthAnswers, 1_204, 409),
                kind(DataKind::MedicalHistory, 655, 288),
                kind(DataKind::Consultations, 431, 402),
                kind(DataKind::Consents, 467, 399),
                kind(DataKind::Sessions, 1_118, 391),
                kind(DataKind::Photos, 2_760, 240),
                kind(DataKind::PhotosInTray, 4, 0),
                kind(DataKind::Attachments, 58, 51),
                kind(DataKind::Reactions, 19, 18),
                kind(DataKind::Notes, 320, 190),
                kind(DataKind::Papers, 3_391, 405),
            ],
            staff: 3,
        },
        outside: vec![
            left(OutsideKind::PapersPrinted, 2_904, 0, 3),
            left(OutsideKind::PapersSaved, 41, 0, 12),
            left(OutsideKind::PhotosExported, 6, 0, 60),
            left(OutsideKind::RecordsExported, 9, 7, 31),
        ],
        measures: vec![
            done(LossStep::RecoveryCode, 19),
            Measure {
                step: LossStep::Passphrases,
                done: false,
                done_at: None,
                missing: 1,
            },
            done(LossStep::DataKey, 18),
            Measure {
                step: LossStep::BackupPlaces,
                done: true,
                done_at: None,
                missing: 0,
            },
            done(LossStep::Backup, 17),
        ],
        contact: "Rosalind Bobbin".to_owned(),
        made_at: hours(1),
    }
}
