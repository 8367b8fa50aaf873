//! What an invented patient is treated for, on which days and how deep.

use super::seeded::Seeded;
use chrono::{DateTime, Datelike, Days, NaiveDate, TimeZone, Utc, Weekday};
use chrono_tz::Tz;
use needlebook_domain::concern::Concern;
use needlebook_domain::course;
use needlebook_domain::depth::table;
use needlebook_domain::device::{DepthSteps, DeviceProfileId};
use needlebook_domain::session::{Pattern, ZoneRow, ZoneState};
use needlebook_domain::zone::{Side, Zone};

/// Concerns as often as they come; hair is left out, for it has no usual number of sessions.
const CONCERNS: [Concern; 12] = [
    Concern::AcneScars,
    Concern::AcneScars,
    Concern::AcneScars,
    Concern::DeepAcneScars,
    Concern::FineLines,
    Concern::FineLines,
    Concern::Wrinkles,
    Concern::TextureTone,
    Concern::TextureTone,
    Concern::Pores,
    Concern::Hyperpigmentation,
    Concern::StretchMarks,
];

/// Most sessions a consultation may plan.
const MOST_PLANNED: u32 = 24;
/// Between the consultation and the first session there is time to think.
const DAYS_TO_THINK: u64 = 12;

/// A course: the concern, the device, and the days of its sessions, the oldest first.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub concern: Concern,
    pub device: DeviceProfileId,
    pub consulted_on: NaiveDate,
    pub sessions: Vec<NaiveDate>,
    pub planned: u8,
}

impl Plan {
    /// A course of `count` sessions, the last of them so many days before `today`.
    pub(super) fn new(seeded: &mut Seeded, today: NaiveDate, days_ago: u32, count: u32) -> Self {
        let concern = seeded.pick(&CONCERNS);
        // Somebody who is here today came today, on whatever day the demo is made.
        let last = today - Days::new(days_ago.into());
        let mut sessions = vec![if days_ago == 0 {
            last
        } else {
            working_day(last)
        }];
        for _ in 1..count {
            // Whole weeks keep the weekday, and four of them are the shortest interval.
            let weeks = seeded.between(course::WINDOW_FROM_DAYS / 7, course::WINDOW_TO_DAYS / 7);
            let earliest = sessions.last().copied().unwrap_or(today);
            sessions.push(working_day(earliest - Days::new(u64::from(weeks) * 7)));
        }
        sessions.reverse();
        let usual = course::usual_sessions(concern).map_or(3, |(fewest, _)| fewest);
        let is_over = i64::from(days_ago) > i64::from(course::WINDOW_TO_DAYS) * 2;
        let planned = if is_over { count } else { usual.max(count + 1) }.clamp(1, MOST_PLANNED);
        Self {
            consulted_on: working_day(sessions[0] - Days::new(DAYS_TO_THINK)),
            device: device_for(concern),
            planned: u8::try_from(planned).unwrap_or(u8::MAX),
            concern,
            sessions,
        }
    }

    /// The zones the consent names: the whole face, or the places themselves.
    pub(super) fn areas(&self) -> Vec<Zone> {
        let places = places(self.concern);
        if places.iter().all(|(zone, _)| zone.is_facial()) {
            return Zone::ALL
                .into_iter()
                .filter(|zone| zone.is_facial())
                .collect();
        }
        let mut zones: Vec<Zone> = places.iter().map(|(zone, _)| *zone).collect();
        zones.dedup();
        zones
    }

    /// The grid of one session, planned: a little deeper from session to session, inside what is usual.
    pub(super) fn rows(&self, seeded: &mut Seeded, number: u32) -> Vec<ZoneRow> {
        let speed = (self.device == DeviceProfileId::Dermapen4).then_some(3);
        places(self.concern)
            .iter()
            .filter_map(|&(zone, side)| {
                Some(ZoneRow {
                    zone,
                    side,
                    state: ZoneState::Planned,
                    indication: Some(self.concern),
                    depth_mm: Some(f64::from(self.depth_um(zone, number)?) / 1_000.0),
                    passes: u8::try_from(seeded.between(2, 4)).ok(),
                    patterns: vec![Pattern::Vertical, Pattern::Horizontal, Pattern::Diagonal],
                    speed,
                    endpoint: None,
                    pain: None,
                    done_at: None,
                    copied: number > 1,
                    corrections: Vec::new(),
                })
            })
            .collect()
    }

    fn depth_um(&self, zone: Zone, number: u32) -> Option<u32> {
        let cell = table::cell(zone, self.concern)?;
        let step = match self.device.built_in()?.steps {
            DepthSteps::Every { step, .. } => u32::from(step),
            DepthSteps::Unchecked | DepthSteps::NeedleLength => 50,
        };
        let (from, to) = (u32::from(cell.usual_from), u32::from(cell.usual_to));
        let aimed = from + (to - from) * (number - 1).min(3) / 3;
        Some(
            (aimed / step * step)
                .max(from.div_ceil(step) * step)
                .min(u32::from(cell.caution_above)),
        )
    }
}

/// SkinPen for what it is cleared for, the other pen for everything else.
fn device_for(concern: Concern) -> DeviceProfileId {
    match concern {
        Concern::AcneScars | Concern::DeepAcneScars => DeviceProfileId::SkinpenPrecision,
        _ => DeviceProfileId::Dermapen4,
    }
}

fn places(concern: Concern) -> &'static [(Zone, Side)] {
    use Side::{Left, None, Right};
    match concern {
        Concern::AcneScars | Concern::DeepAcneScars => &[
            (Zone::Temples, Right),
            (Zone::Temples, Left),
            (Zone::Cheekbone, Right),
            (Zone::Cheekbone, Left),
            (Zone::Cheeks, Right),
            (Zone::Cheeks, Left),
            (Zone::Chin, None),
        ],
        Concern::FineLines | Concern::Wrinkles => &[
            (Zone::Forehead, None),
            (Zone::Glabella, None),
            (Zone::Periorbital, Right),
            (Zone::Periorbital, Left),
            (Zone::Perioral, None),
        ],
        Concern::StretchMarks | Concern::SurgicalBurnScars => &[
            (Zone::Abdomen, None),
            (Zone::Flanks, Right),
            (Zone::Flanks, Left),
            (Zone::Thighs, Right),
            (Zone::Thighs, Left),
        ],
        Concern::Hair => &[(Zone::Scalp, None)],
        Concern::Pores | Concern::TextureTone | Concern::Hyperpigmentation => &[
            (Zone::Forehead, None),
            (Zone::Nose, None),
            (Zone::Cheeks, Right),
            (Zone::Cheeks, Left),
            (Zone::Chin, None),
        ],
    }
}

/// How many days ago the last session of somebody was: half of them in a course that goes on, some due back now.
pub(super) fn days_ago(seeded: &mut Seeded) -> u32 {
    match seeded.below(20) {
        0..=5 => seeded.between(1, 20),
        6..=11 => seeded.between(21, 69),
        12..=14 => seeded.between(70, 180),
        _ => seeded.between(181, 1_000),
    }
}

/// The Friday before a weekend; any other day as it is.
fn working_day(date: NaiveDate) -> NaiveDate {
    match date.weekday() {
        Weekday::Sat => date - Days::new(1),
        Weekday::Sun => date - Days::new(2),
        _ => date,
    }
}

/// A moment of a clinic's day, in the clinic's zone.
pub(super) fn moment(on: NaiveDate, hour: u32, minute: u32, tz: Tz) -> DateTime<Utc> {
    let local = on.and_hms_opt(hour, minute, 0).unwrap_or_default();
    tz.from_local_datetime(&local)
        .earliest()
        .map_or_else(|| local.and_utc(), |at| at.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;
    use needlebook_domain::depth::{DepthFlag, DepthPlan, DepthSettings, check, micrometres};

    #[test]
    fn a_demo_never_plans_what_the_device_cannot_do_or_a_rule_forbids() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap_or_default();
        for number in 0..300 {
            let mut seeded = Seeded::new(1, number, 9);
            let plan = Plan::new(&mut seeded, today, 30, 6);
            for session in 1..=6 {
                for row in plan.rows(&mut seeded, session) {
                    let answer = check(
                        &DepthPlan {
                            zone: row.zone,
                            indication: Some(plan.concern),
                            micrometres: row.depth_mm.and_then(micrometres).unwrap_or_default(),
                            device: plan.device.built_in(),
                            needle_length: None,
                            fitzpatrick: Some(3),
                            age_years: Some(40),
                            reacted_at: None,
                        },
                        &DepthSettings::default(),
                    );
                    assert!(
                        answer
                            .all_flags
                            .iter()
                            .all(|flag| *flag == DepthFlag::AboveDeviceLabel),
                        "only a depth above the label may ask for a reason: {row:?} {answer:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn sessions_of_a_course_lie_four_to_six_weeks_apart_on_working_days() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap_or_default();
        for number in 0..100 {
            let mut seeded = Seeded::new(1, number, 9);
            let days_ago = days_ago(&mut seeded);
            let plan = Plan::new(&mut seeded, today, days_ago, 5);
            assert!(
                plan.consulted_on < plan.sessions[0],
                "there is time to think before the first session"
            );
            for pair in plan.sessions.windows(2) {
                assert!(
                    (28..=42).contains(&(pair[1] - pair[0]).num_days()),
                    "{pair:?} is no usual interval"
                );
            }
            assert!(
                plan.sessions
                    .iter()
                    .all(|on| on.weekday().number_from_monday() < 6),
                "the clinic is closed then"
            );
        }
    }
}
