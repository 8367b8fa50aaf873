//! What the charting screen must know of the rules before a key is pressed: dials, usual depths and contact times.
//! They only shape the controls; every value is judged by the rules themselves.

use crate::app::App;
use crate::error::ApiError;
use crate::role::UseCase;
use needlebook_domain::concern::Concern;
use needlebook_domain::depth::{DepthSettings, table};
use needlebook_domain::device::{DepthSteps, DeviceProfile, DeviceProfileId, DeviceProfiles};
use needlebook_domain::numbing::{ContactTime, NumbingProduct};
use needlebook_domain::zone::Zone;
use serde::Serialize;
use specta::Type;

/// The positions a device's depth dial has, in micrometres.
#[derive(Clone, Copy, Debug, Serialize, Type)]
pub struct DepthDial {
    pub profile: DeviceProfileId,
    pub step_um: u16,
    pub lowest_um: u16,
    /// The clinic's ceiling or the device's own end, whichever is lower.
    pub top_um: u16,
}

/// Where a first depth starts: the usual range of a zone and concern, in micrometres.
#[derive(Clone, Copy, Debug, Serialize, Type)]
pub struct UsualDepth {
    pub zone: Zone,
    pub concern: Concern,
    pub from_um: u16,
    pub to_um: u16,
}

#[derive(Clone, Copy, Debug, Serialize, Type)]
pub struct ProductContactTime {
    pub product: NumbingProduct,
    pub contact: ContactTime,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct ChartingRules {
    pub dials: Vec<DepthDial>,
    pub usual: Vec<UsualDepth>,
    pub contact_times: Vec<ProductContactTime>,
}

/// Devices whose steps are not known are stepped by this; nothing is checked by it.
const FINE_STEP_UM: u16 = 50;
/// A roller's depth is its needle; the grid steps it like the usual needle lengths differ.
const NEEDLE_STEP_UM: u16 = 250;

/// The tables of the rules, as far as the grid's keys need them, as the clinic set them.
///
/// # Errors
/// [`ApiError::Locked`].
pub async fn get_rules(app: &App) -> Result<ChartingRules, ApiError> {
    let open = app.run(UseCase::ReadRecord).await?;
    let depth = open.rules.depth_on(open.local_date(app.now()));
    Ok(rules(open.rules.devices(), &depth))
}

fn rules(devices: &DeviceProfiles, settings: &DepthSettings) -> ChartingRules {
    let usual = Zone::ALL.into_iter().flat_map(|zone| {
        Concern::ALL.into_iter().filter_map(move |concern| {
            let cell = table::cell(zone, concern)?;
            Some(UsualDepth {
                zone,
                concern,
                from_um: cell.usual_from,
                to_um: cell.usual_to,
            })
        })
    });
    ChartingRules {
        dials: devices
            .in_use()
            .map(|profile| dial(profile, settings))
            .collect(),
        usual: usual.collect(),
        contact_times: NumbingProduct::ALL
            .into_iter()
            .map(|product| ProductContactTime {
                product,
                contact: product.contact_time(),
            })
            .collect(),
    }
}

fn dial(profile: &DeviceProfile, settings: &DepthSettings) -> DepthDial {
    let (step_um, lowest_um) = match settings.steps_of(profile) {
        DepthSteps::Every { step, from } => (step, if from == 0 { step } else { from }),
        DepthSteps::Unchecked => (FINE_STEP_UM, FINE_STEP_UM),
        DepthSteps::NeedleLength => {
            let needle = profile.mechanical_max.unwrap_or(NEEDLE_STEP_UM);
            (needle, needle)
        }
    };
    let ceiling = settings.ceiling_with(profile);
    DepthDial {
        profile: profile.id,
        step_um,
        lowest_um,
        top_um: profile.mechanical_max.unwrap_or(ceiling).min(ceiling),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use needlebook_domain::device::BUILT_IN;

    #[test]
    fn a_dial_never_turns_past_the_ceiling_nor_to_zero() {
        let rules = rules(&DeviceProfiles::default(), &DepthSettings::default());
        assert_eq!(
            rules.dials.len(),
            BUILT_IN.len(),
            "every device can be charted with"
        );
        for dial in &rules.dials {
            assert!(
                dial.top_um <= table::CEILING,
                "{dial:?} would plan what no session may do"
            );
            assert!(
                dial.lowest_um > 0 && dial.step_um > 0,
                "{dial:?}: a depth is more than zero"
            );
        }
    }

    #[test]
    fn a_first_depth_is_known_for_every_usual_pair_and_for_no_excluded_zone() {
        let rules = rules(&DeviceProfiles::default(), &DepthSettings::default());
        assert!(
            rules
                .usual
                .iter()
                .all(|usual| usual.from_um <= usual.to_um && !usual.zone.is_excluded())
        );
        assert!(
            rules
                .usual
                .iter()
                .any(|usual| usual.zone == Zone::Cheeks && usual.concern == Concern::AcneScars)
        );
    }
}
