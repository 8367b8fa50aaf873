//! The device profiles that came with the program (RULES section 3). Their clearances are those of the US.

use std::borrow::Cow;

use super::{
    CLEARED_FROM_AGE, ClearedUse, DepthSteps, DeviceProfile, DeviceProfileId, Market, SpeedRange,
    SpeedUnit,
};
use crate::concern::Concern;
use crate::depth::table::GENERIC_PEN_STEP;
use crate::zone::Zone;

/// "Facial" in a clearance: forehead to jawline, not the neck.
const FACE: &[Zone] = &[
    Zone::Forehead,
    Zone::Glabella,
    Zone::Temples,
    Zone::Periorbital,
    Zone::Nose,
    Zone::Cheekbone,
    Zone::Cheeks,
    Zone::Perioral,
    Zone::Chin,
    Zone::Jawline,
];
/// Exceed's "cheek folds" read as cheeks.
const EXCEED_WRINKLES: &[Zone] = &[Zone::Glabella, Zone::Periorbital, Zone::Cheeks];

static SKINPEN_USES: [ClearedUse; 2] = [
    cleared(Concern::AcneScars, FACE, (1, 6), "DEN"),
    cleared(Concern::Wrinkles, &[Zone::Neck], (2, 4), "K202243"),
];
static EXCEED_USES: [ClearedUse; 2] = [
    cleared(Concern::Wrinkles, EXCEED_WRINKLES, (1, 3), "EXC1"),
    cleared(Concern::AcneScars, FACE, (1, 4), "EXC2"),
];
static SKINSTYLUS_USES: [ClearedUse; 1] = [cleared(
    Concern::SurgicalBurnScars,
    &[Zone::Abdomen],
    (1, 6),
    "K200044",
)];
static PRO_PEN_USES: [ClearedUse; 1] = [cleared(Concern::AcneScars, FACE, (1, 6), "K243800")];

/// 0.25 mm steps, eleven settings.
const QUARTERS: DepthSteps = DepthSteps::Every { step: 250, from: 0 };
const TENTHS_FROM_TWO: DepthSteps = DepthSteps::Every {
    step: 100,
    from: 200,
};
/// The clinic may set another step; see `DepthSettings::steps_of`.
const TWENTIETHS: DepthSteps = DepthSteps::Every {
    step: GENERIC_PEN_STEP,
    from: 0,
};
const SKINPEN_SPEED: SpeedRange = SpeedRange {
    unit: SpeedUnit::Rpm,
    least: 7_000,
    most: 7_000,
};
const EXCEED_SPEED: SpeedRange = SpeedRange {
    unit: SpeedUnit::Hz,
    least: 100,
    most: 150,
};

use DeviceProfileId as Id;

/// Every profile that came with the program, in pick-list order.
#[rustfmt::skip]
pub static BUILT_IN: [DeviceProfile; 7] = [
    // Over 1.5 mm was not evaluated.
    row(Id::SkinpenPrecision, QUARTERS, (Some(2_500), Some(1_500)), &SKINPEN_USES, Some(SKINPEN_SPEED), "DEN K202243 PIN SPLBL"),
    // The dial goes to 1.9 mm but the cartridge reaches 1.5 mm at most.
    row(Id::Exceed, DepthSteps::Unchecked, (Some(1_500), Some(1_500)), &EXCEED_USES, Some(EXCEED_SPEED), "EXC1 EXC2"),
    row(Id::Skinstylus, DepthSteps::Unchecked, (Some(2_500), None), &SKINSTYLUS_USES, None, "K200044"),
    row(Id::ProPenK243800, DepthSteps::Unchecked, (None, None), &PRO_PEN_USES, None, "K243800"),
    row(Id::Dermapen4, TENTHS_FROM_TWO, (Some(3_000), None), &[], None, "SMART QAI"),
    row(Id::GenericPen, TWENTIETHS, (Some(3_000), None), &[], None, ""),
    // Nothing on a roller can be set: its needles reach their own length, whatever was planned.
    row(Id::Roller, DepthSteps::NeedleLength, (None, None), &[], None, ""),
];

/// Depths are the mechanical maximum and the labelled limit, in micrometres.
const fn row(
    id: DeviceProfileId,
    steps: DepthSteps,
    (mechanical_max, labelled_max): (Option<u16>, Option<u16>),
    cleared_uses: &'static [ClearedUse],
    speed: Option<SpeedRange>,
    source: &'static str,
) -> DeviceProfile {
    DeviceProfile {
        id,
        name: Cow::Borrowed(""),
        version: 0,
        steps,
        mechanical_max,
        labelled_max,
        cleared_uses: Cow::Borrowed(cleared_uses),
        speed,
        sunscreen_start_hours: None,
        source: Cow::Borrowed(source),
        retired: false,
    }
}

const fn cleared(
    concern: Concern,
    zones: &'static [Zone],
    fitzpatrick: (u8, u8),
    source: &'static str,
) -> ClearedUse {
    ClearedUse {
        market: Market::Us,
        concern,
        zones: Cow::Borrowed(zones),
        fitzpatrick,
        age_from: CLEARED_FROM_AGE,
        source: Cow::Borrowed(source),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facial_in_a_clearance_is_every_zone_of_the_face() {
        let face: Vec<Zone> = Zone::ALL
            .into_iter()
            .filter(|zone| zone.is_facial())
            .collect();
        assert_eq!(FACE, face);
    }
}
