//! A signed session record of nobody.

use needlebook_domain::concern::Concern;
use needlebook_domain::depth::DepthFlag;
use needlebook_domain::numbing::NumbingProduct;
use needlebook_domain::session::{
    Antiseptic, BeforePhotos, CreamAnswer, CreamBefore, NumbingArea, Pattern, Tick, ZoneRow,
    ZoneState,
};
use needlebook_domain::zone::{Side, Zone};

use crate::party::Visit;
use crate::samples::{approved_by, clinic, mark, noon_before, on, patient, practitioner, signed};
use crate::session::{
    AsBlock, ConsentLine, ProductUsed, Reason, ReasonAbout, ScreeningLine, SessionRecord, UnitUsed,
};

/// The id of no member of staff.
const NOBODY: &str = "00000000-0000-7000-8000-000000000000";

/// Zone, side, depth in millimetres, passes, directions, endpoint, pain.
type Row = (Zone, Side, f64, u8, &'static [Pattern], u8, u8);

const ALL_WAYS: &[Pattern] = &[Pattern::Vertical, Pattern::Horizontal, Pattern::Diagonal];
const CROSS: &[Pattern] = &[Pattern::Vertical, Pattern::Horizontal];

const ROWS: [Row; 15] = [
    (Zone::Forehead, Side::None, 0.75, 3, ALL_WAYS, 2, 3),
    (Zone::Glabella, Side::None, 0.75, 3, CROSS, 2, 3),
    (Zone::Temples, Side::Right, 1.0, 3, ALL_WAYS, 2, 3),
    (Zone::Temples, Side::Left, 1.0, 3, ALL_WAYS, 2, 3),
    (Zone::Periorbital, Side::Right, 0.5, 2, CROSS, 1, 2),
    (Zone::Periorbital, Side::Left, 0.75, 2, CROSS, 1, 3),
    (Zone::Nose, Side::None, 0.75, 2, &[Pattern::Stamp], 2, 4),
    (Zone::Cheekbone, Side::Right, 1.25, 4, ALL_WAYS, 3, 4),
    (Zone::Cheekbone, Side::Left, 1.5, 4, ALL_WAYS, 3, 4),
    (Zone::Cheeks, Side::Right, 1.5, 4, ALL_WAYS, 3, 5),
    (Zone::Cheeks, Side::Left, 1.75, 4, ALL_WAYS, 3, 5),
    (Zone::Perioral, Side::None, 0.5, 2, CROSS, 1, 3),
    (Zone::Chin, Side::None, 1.5, 4, ALL_WAYS, 3, 4),
    (Zone::Jawline, Side::Right, 1.25, 3, CROSS, 2, 3),
    (Zone::Jawline, Side::Left, 1.25, 3, CROSS, 2, 3),
];

fn row(&(zone, side, depth, passes, patterns, endpoint, pain): &Row) -> ZoneRow {
    ZoneRow {
        zone,
        side,
        state: ZoneState::Done,
        indication: Some(Concern::AcneScars),
        depth_mm: Some(depth),
        passes: Some(passes),
        patterns: patterns.to_vec(),
        speed: None,
        endpoint: Some(endpoint),
        pain: Some(pain),
        done_at: Some(noon_before(10)),
        copied: false,
        corrections: Vec::new(),
    }
}

fn reasons() -> Vec<Reason> {
    let by = || "Imogen Testwell".to_owned();
    vec![
        Reason {
            about: ReasonAbout::Screening {
                title: "cold sores before".to_owned(),
            },
            text: "Prescriber asked 28 August. None today.".to_owned(),
            by: by(),
            at: noon_before(75),
        },
        Reason {
            about: ReasonAbout::Depth {
                flag: DepthFlag::AboveDeviceLabel,
                zones: vec![(Zone::Cheeks, Side::Left)],
                depth_mm: Some(1.75),
            },
            text: "Deep scars; 1.5 mm tolerated on 27 October.".to_owned(),
            by: by(),
            at: noon_before(22),
        },
        Reason {
            about: ReasonAbout::Depth {
                flag: DepthFlag::AboveZoneAdvisory,
                zones: vec![(Zone::Periorbital, Side::Left)],
                depth_mm: Some(0.75),
            },
            text: "I did this: deeper scar, skin held taut, outside the rim.".to_owned(),
            by: by(),
            at: noon_before(21),
        },
    ]
}

fn numbing() -> NumbingArea {
    NumbingArea {
        product: NumbingProduct::Lidocaine4Cream,
        percent: None,
        grams: Some(2.0),
        area_cm2: Some(90.0),
        occluded: false,
        prescriber_on_file: false,
        on_at: Some(noon_before(75)),
        off_at: Some(noon_before(36)),
        removed: true,
        signs_asked: NOBODY.parse().ok().map(|by| Tick {
            by,
            at: noon_before(34),
        }),
    }
}

fn cream_before() -> Option<CreamBefore> {
    NOBODY.parse().ok().map(|by| CreamBefore {
        answer: CreamAnswer::No,
        product: None,
        on_at: None,
        grams: None,
        by,
        at: noon_before(76),
    })
}

/// A signed record with a full face, an off-label depth and numbing.
#[must_use]
pub fn session() -> SessionRecord {
    let mut zones: Vec<ZoneRow> = ROWS.iter().map(row).collect();
    zones.push(ZoneRow {
        state: ZoneState::NotTreated,
        depth_mm: None,
        ..row(&(Zone::Neck, Side::None, 0.0, 0, &[], 0, 0))
    });
    SessionRecord {
        clinic: clinic(),
        patient: patient(),
        mark: mark("SES NB-0412-S4"),
        visit: Visit {
            number: 4,
            planned: Some(6),
        },
        skin_type: Some(3),
        allergies: vec!["Penicillin".to_owned()],
        started_at: noon_before(75),
        ended_at: noon_before(0),
        practitioner: practitioner(),
        screening: Some(ScreeningLine {
            outcome: "caution".to_owned(),
            signed_at: noon_before(90),
            as_block: Some(AsBlock {
                count: 14,
                by: "Imogen Testwell".to_owned(),
                at: noon_before(92),
            }),
        }),
        consent: Some(ConsentLine {
            mark: mark("CON NB-0412-C1"),
            signed_at: noon_before(60 * 24 * 84),
        }),
        device: "SkinPen Precision".to_owned(),
        device_serial: "00417".to_owned(),
        units: vec![UnitUsed {
            lot: "TT-2609-14".to_owned(),
            expires_on: on(2028, 6, 30),
            serial: String::new(),
            sealed: true,
            opened_at: Some(noon_before(33)),
        }],
        antiseptic: Some(Antiseptic {
            product: "Hypochlorous acid".to_owned(),
            at: noon_before(34),
        }),
        glide: None,
        before_photos: Some(BeforePhotos::Taken),
        cream_before: cream_before(),
        numbing: vec![numbing()],
        zones,
        reasons: reasons(),
        products_after: vec![ProductUsed {
            name: "Hyaluronic gel".to_owned(),
            lot: "HG-118".to_owned(),
            reason: String::new(),
        }],
        cooling: "Cool gauze, 5 min".to_owned(),
        bleeding: Some(1),
        sharps_disposed: true,
        notes: String::new(),
        incidents: Vec::new(),
        aftercare: Some(mark("AFT NB-0412-S4")),
        handed_over: Some((true, noon_before(-5))),
        price: "£210".to_owned(),
        next_visit: Some((on(2026, 12, 22), on(2027, 1, 5))),
        stopped: None,
        late_entry: None,
        signed: Some(signed(
            "Imogen Testwell",
            "registered nurse",
            3,
            noon_before(-4),
        )),
        approved_by: Some(approved_by()),
        sha256: "b27e03d951af".repeat(5) + "b27e",
        later_notes: Vec::new(),
        printed_at: noon_before(-6),
        printed_by: "Imogen Testwell".to_owned(),
    }
}
