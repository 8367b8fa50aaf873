//! Fictional documents, to look at and to test with. Nobody in them exists.

mod breach_report;
mod consent;
mod course_summary;
mod papers;
mod patient_record;
mod photo_comparison;
mod reaction;
mod recall;
mod rule_set;
mod session;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Duration, NaiveDate, NaiveTime, TimeZone, Utc};
use needlebook_domain::aftercare::{AftercareSettings, timeline};
use needlebook_domain::clinic::{Clinic, DateOrder, Language, OpeningHours, Paper};
use needlebook_domain::precare::dates as precare_dates;
use needlebook_domain::screening::ScreeningConfig;
use needlebook_domain::signature::{Point, Signature};
use needlebook_domain::zone::Zone;

use crate::SheetLanguage;
use crate::aftercare::{AftercareSheet, Cooling, NextVisit};
use crate::leaflet::Leaflet;
use crate::party::{ApprovedBy, DocumentMark, Patient, Practitioner, Signed, Visit};
use crate::precare::PrecareSheet;
use crate::recovery::RecoverySheet;

pub use breach_report::breach_report;
pub use consent::consent;
pub use course_summary::course_summary;
pub use papers::{blank_forms, call_list, letter, not_today};
pub use patient_record::patient_record;
pub use photo_comparison::photo_comparison;
pub use reaction::reaction;
pub use recall::{makers_reply, needle_register, recall_list};
pub use rule_set::rule_set;
pub use session::session;

/// The moment on which every sample ends: 11:20 on Tuesday 24 November 2026 in London.
fn noon_before(minutes: i64) -> DateTime<Utc> {
    let end = Utc
        .with_ymd_and_hms(2026, 11, 24, 11, 20, 0)
        .single()
        .unwrap_or_default();
    end - Duration::minutes(minutes)
}

fn on(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// A clinic that does not exist, open on weekdays.
#[must_use]
pub fn clinic() -> Clinic {
    let hour = |h: u32| NaiveTime::from_hms_opt(h, 0, 0).unwrap_or_default();
    Clinic {
        name: "Thimble & Thread Skin Clinic".to_owned(),
        address: "12 Bobbin Lane\nSampleton ZZ9 9ZZ".to_owned(),
        phone: "01632 960 417".to_owned(),
        emergency_line: "999".to_owned(),
        zone: "Europe/London".to_owned(),
        paper: Paper::A4,
        language: Language::En,
        date_order: DateOrder::DayMonth,
        currency: "GBP".to_owned(),
        opening_hours: (1..=5)
            .map(|day| OpeningHours {
                day,
                opens: hour(9),
                closes: hour(18),
            })
            .collect(),
        advice_line: "111".to_owned(),
        out_of_hours_line: String::new(),
        logo_png: Some(STANDARD.encode(include_bytes!("../samples/logo.png"))),
        large_print: false,
        backup_places: Vec::new(),
        retention_years: Some(10),
    }
}

/// A patient who does not exist.
#[must_use]
pub fn patient() -> Patient {
    Patient {
        name: "Marigold Featherstitch".to_owned(),
        born_on: on(1989, 3, 14),
        record_number: "NB-0412".to_owned(),
    }
}

/// A practitioner who does not exist.
#[must_use]
pub fn practitioner() -> Practitioner {
    Practitioner {
        name: "Imogen Testwell".to_owned(),
        role: "registered nurse".to_owned(),
    }
}

/// An approval by a medical lead who does not exist.
fn approved_by() -> ApprovedBy {
    ApprovedBy {
        name: "Rosalind Bobbin".to_owned(),
        body: "NMC".to_owned(),
        number: "00X0000X".to_owned(),
        at: noon_before(60 * 24 * 100),
        treats: false,
    }
}

fn mark(number: &str) -> DocumentMark {
    DocumentMark {
        number: number.to_owned(),
        version: 1,
    }
}

/// A drawn signature that is nobody's: a few loops of thread.
fn loops(turns: u8) -> Signature {
    let point = |step: u16| {
        let along = f32::from(step) / 10.0;
        Point {
            x: along * 16.0 + 12.0 * (along * 2.0).sin(),
            y: 30.0 + 22.0 * (along * 2.0).cos(),
            t: u32::from(step) * 8,
            pressure: 0.5,
        }
    };
    let loops = (0..u16::from(turns) * 31).map(point).collect();
    let underline = (0..40_u16)
        .map(|s| Point {
            x: f32::from(s) * 5.0,
            y: 64.0 - f32::from(s) * 0.3,
            t: 900,
            pressure: 0.5,
        })
        .collect();
    Signature::Drawn {
        strokes: vec![loops, underline],
    }
}

fn signed(name: &str, role: &str, turns: u8, at: DateTime<Utc>) -> Signed {
    Signed {
        name: name.to_owned(),
        role: role.to_owned(),
        at,
        signature: loops(turns),
    }
}

/// The aftercare sheet of a face, fourth visit of six.
#[must_use]
pub fn aftercare() -> AftercareSheet {
    let clinic = clinic();
    let settings = AftercareSettings {
        sunscreen_start_hours: 24,
        ..AftercareSettings::default()
    };
    AftercareSheet {
        language: SheetLanguage::En,
        timeline: timeline(noon_before(0), clinic.tz(), &settings),
        clinic,
        patient: patient(),
        mark: mark("AFT NB-0412-S4"),
        visit: Visit {
            number: 4,
            planned: Some(6),
        },
        practitioner: practitioner(),
        approved_by: Some(approved_by()),
        zones: vec![Zone::Forehead, Zone::Cheeks, Zone::Chin],
        products_given: vec!["hyaluronic gel".to_owned()],
        cooling: Cooling::Yes {
            what: "a cool pack".to_owned(),
        },
        numbing_used: true,
        next: NextVisit::Due { booked_at: None },
    }
}

/// The pre-care sheet for a visit three weeks ahead: one date is already past, as it always is for isotretinoin.
#[must_use]
pub fn precare() -> PrecareSheet {
    let appointment_on = on(2026, 12, 15);
    PrecareSheet {
        clinic: clinic(),
        patient: patient(),
        mark: mark("PC NB-0412"),
        made_on: on(2026, 11, 24),
        appointment_on,
        dates: precare_dates(appointment_on, &ScreeningConfig::default()),
    }
}

/// The leaflet as it lies in the waiting room.
#[must_use]
pub fn leaflet() -> Leaflet {
    Leaflet {
        language: SheetLanguage::En,
        clinic: clinic(),
        patient: None,
        mark: mark("LE NB"),
        studies: true,
        approved_by: Some(approved_by()),
    }
}

/// A recovery page whose code opens nothing.
#[must_use]
pub fn recovery() -> RecoverySheet {
    let groups = [
        "SAMP", "0000", "1111", "2222", "3333", "4444", "5555", "6666", "TEST",
    ];
    RecoverySheet {
        clinic: clinic(),
        mark: mark("REC NB"),
        groups: groups.map(str::to_owned).to_vec(),
        made_for: "Rosalind Bobbin".to_owned(),
        made_at: noon_before(120),
    }
}
