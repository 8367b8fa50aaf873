//! The depth matrix: usual range and advisory for each zone and indication.
//!
//! A cell is computed, not stored: its limit is the least of the zone's cap, the indication's maximum
//! and the 2.0 mm ceiling, and the usual range is cut at that limit. All figures are micrometres.

use crate::concern::Concern;
use crate::source::Grade;
use crate::zone::Zone;

/// The founding document's ceiling, 2.0 mm (S18, S70), in micrometres.
pub const CEILING: u16 = 2_000;

/// The step of a pen without a profile of its own, in micrometres; a clinic may set another.
pub const GENERIC_PEN_STEP: u16 = 50;

/// How deep an indication is usually needled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IndicationDepth {
    /// Usual range, lower end.
    pub usual_from: u16,
    /// Usual range, upper end.
    pub usual_to: u16,
    /// Above this needs a reason (D01).
    pub maximum: u16,
    /// Where the figures come from.
    pub sources: &'static str,
}

/// The depths of an indication.
#[must_use]
pub const fn indication(concern: Concern) -> IndicationDepth {
    let (usual_from, usual_to, maximum, sources) = match concern {
        Concern::FineLines => (250, 500, 500, "S18"),
        Concern::Wrinkles => (500, 1_000, 1_500, "AMER18 EXC1"),
        Concern::AcneScars | Concern::DeepAcneScars => (1_000, 2_000, 2_000, "S18 HARR15 SPTRIAL"),
        Concern::SurgicalBurnScars => (1_000, 2_000, 2_000, "S18"),
        Concern::StretchMarks => (1_500, 2_000, 2_000, "S70 DRPEN"),
        Concern::Pores | Concern::TextureTone => (500, 750, 1_000, "S70"),
        Concern::Hyperpigmentation => (250, 500, 500, "DRPEN"),
        Concern::Hair => (500, 1_000, 1_500, "ENGL22 FAGH21"),
    };
    IndicationDepth {
        usual_from,
        usual_to,
        maximum,
        sources,
    }
}

/// How deep a zone bears needling, from outside the founding document; a clinic may switch it off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ZoneCap {
    /// For concerns other than scars and stretch marks.
    pub plain: u16,
    /// For scars and stretch marks.
    pub scar: u16,
    /// How good the evidence for the caps is.
    pub grade: Grade,
    /// The text they rest on; empty where none was found.
    pub source: &'static str,
}

/// The caps of a zone; `None` inside the orbital rim, where nothing is allowed at all.
#[must_use]
pub const fn zone_cap(zone: Zone) -> Option<ZoneCap> {
    let (plain, scar, grade, source) = match zone {
        Zone::Forehead => (750, 1_000, Grade::C, "DRPEN"),
        Zone::Glabella => (1_000, 1_000, Grade::C, "DRPEN"),
        Zone::Temples => (500, 1_000, Grade::N, ""),
        Zone::Periorbital => (500, 500, Grade::C, "DRPEN"),
        Zone::Nose => (500, 750, Grade::C, "DRPEN"),
        Zone::Cheekbone | Zone::Jawline => (1_000, 1_500, Grade::C, "DRPEN"),
        Zone::Cheeks | Zone::Chin | Zone::Thighs => (1_500, 2_000, Grade::C, "DRPEN"),
        Zone::Perioral => (750, 750, Grade::C, "DRPEN"),
        Zone::Neck | Zone::Decolletage => (1_000, 1_000, Grade::N, ""),
        Zone::Scalp => (1_500, 1_500, Grade::A, "ENGL22"),
        Zone::Abdomen => (1_500, 2_000, Grade::A, "K200044"),
        Zone::Back => (1_500, 2_000, Grade::A, "SPTRIAL"),
        Zone::Flanks | Zone::Buttocks | Zone::Arms => (1_500, 2_000, Grade::N, ""),
        Zone::Hands => (750, 1_000, Grade::N, ""),
        Zone::Knees => (1_000, 1_500, Grade::N, ""),
        Zone::EyelidInsideOrbitalRim => return None,
    };
    Some(ZoneCap {
        plain,
        scar,
        grade,
        source,
    })
}

/// One cell of the matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// Usual range, lower end.
    pub usual_from: u16,
    /// Usual range, upper end.
    pub usual_to: u16,
    /// Above this needs a reason (D02).
    pub caution_above: u16,
    /// How good the evidence for the zone's cap is.
    pub grade: Grade,
}

/// The cell for a zone and an indication; `None` where the matrix has a dash, which is no advice and
/// not a refusal.
#[must_use]
pub fn cell(zone: Zone, concern: Concern) -> Option<Cell> {
    let cap = zone_cap(zone)?;
    if !has_advice(zone, concern) {
        return None;
    }
    let depth = indication(concern);
    let zone_limit = if concern.is_scar() {
        cap.scar
    } else {
        cap.plain
    };
    let caution_above = zone_limit.min(depth.maximum).min(CEILING);
    Some(Cell {
        usual_from: depth.usual_from.min(caution_above),
        usual_to: depth.usual_to.min(caution_above),
        caution_above,
        grade: cap.grade,
    })
}

/// Whether the matrix gives advice for a zone that it has a row for.
const fn has_advice(zone: Zone, concern: Concern) -> bool {
    match zone {
        Zone::Scalp => matches!(concern, Concern::SurgicalBurnScars | Concern::Hair),
        _ => match concern {
            Concern::Hair => false,
            Concern::StretchMarks => !zone.is_facial() && !matches!(zone, Zone::Neck | Zone::Hands),
            Concern::Pores => zone.is_facial() || matches!(zone, Zone::Decolletage | Zone::Back),
            _ => true,
        },
    }
}
