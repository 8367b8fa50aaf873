//! What the clinic's reports say: how many sessions, what for, with what, by whom; how deep; what was seen at the end; how
//! often something went wrong. Counts first, and a share only where there is enough behind it. No patient is in them.

use crate::concern::Concern;
use crate::device::DeviceProfileId;
use crate::ids::{DeviceId, PersonId};
use crate::issue::{Issue, IssueCode, Issues};
use crate::reaction::{GRADES, ReactionKind};
use crate::zone::Zone;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use specta::Type;

/// Below this many a share says more than is known, so only the counts stand. Ours (N).
pub const FEW: u32 = 30;

/// The longest period that is asked for at once, in years. A limit of sense, ours (N).
const YEARS_MAX: i32 = 50;

/// The days a report is about, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct ReportPeriod {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

impl ReportPeriod {
    /// # Errors
    /// It ends before it begins, or is longer than anybody has records for.
    pub fn check(self) -> Result<Self, Vec<Issue>> {
        let mut issues = Issues::default();
        if self.to < self.from {
            issues.add("to", IssueCode::EndsBeforeStart);
        } else if self.to.year() - self.from.year() > YEARS_MAX {
            issues.add("from", IssueCode::OutOfRange);
        }
        issues.or(self)
    }
}

/// Sessions that are alike in everything a report tells apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionTally {
    /// The first of the month they ended in.
    pub month: NaiveDate,
    pub concern: Option<Concern>,
    pub device: Option<DeviceId>,
    pub by: PersonId,
    pub sessions: u32,
}

/// Zones that were treated alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ZoneTally {
    pub zone: Zone,
    /// Micrometres.
    pub depth_um: u32,
    /// 0 to 4.
    pub endpoint: Option<u8>,
    pub zones: u32,
}

/// One reaction to a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReactionTally {
    pub kind: ReactionKind,
    pub grade: u8,
    /// The session it followed, as the store counts them; none where nobody named one.
    pub session: Option<i64>,
}

/// Everything that is counted, before it is arranged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tallies {
    pub sessions: Vec<SessionTally>,
    pub zones: Vec<ZoneTally>,
    pub reactions: Vec<ReactionTally>,
}

/// A count out of a whole.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Type)]
pub struct Rate {
    pub count: u32,
    pub of: u32,
    /// Absent where the whole is too small for a share.
    pub share: Option<Share>,
}

/// A share in per cent, with what it may be in truth: the 95 % interval after Wilson.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Type)]
pub struct Share {
    pub per_cent: f64,
    pub from: f64,
    pub to: f64,
}

impl Rate {
    #[must_use]
    pub fn of(count: u32, of: u32) -> Self {
        let share = (of >= FEW).then(|| wilson(f64::from(count), f64::from(of)));
        Self { count, of, share }
    }
}

fn wilson(count: f64, of: f64) -> Share {
    /// The normal deviate of 95 %.
    const Z: f64 = 1.959_964;
    let share = count / of;
    let spread = Z * Z / of;
    let middle = (share + spread / 2.0) / (1.0 + spread);
    let half = Z / (1.0 + spread) * ((share * (1.0 - share) + spread / 4.0) / of).sqrt();
    Share {
        per_cent: share * 100.0,
        from: (middle - half).max(0.0) * 100.0,
        to: (middle + half).min(1.0) * 100.0,
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct MonthCount {
    /// Its first day.
    pub month: NaiveDate,
    pub sessions: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct ConcernCount {
    /// What most zones of a session were treated for; none where no zone was done.
    pub concern: Option<Concern>,
    pub sessions: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct DeviceCount {
    pub profile: Option<DeviceProfileId>,
    pub sessions: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct PractitionerCount {
    pub name: String,
    pub sessions: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub struct DepthCount {
    /// Micrometres.
    pub depth_um: u32,
    pub zones: u32,
}

/// How deep one zone was treated, over all its sessions and both sides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct ZoneDepths {
    pub zone: Zone,
    /// The shallowest first.
    pub depths: Vec<DepthCount>,
    pub zones: u32,
    /// Half of them were this deep or less, micrometres.
    pub median_um: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Type)]
pub struct EndpointRate {
    /// 0 none, 1 faint pink, 2 even redness, 3 pinpoint bleeding, 4 flowing bleeding.
    pub endpoint: u8,
    pub rate: Rate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub struct ReactionCount {
    pub kind: ReactionKind,
    pub reactions: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub struct GradeCount {
    /// 1 to 5.
    pub grade: u8,
    pub reactions: u32,
}

/// The clinic's report over a period.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct Report {
    pub period: ReportPeriod,
    pub sessions: u32,
    /// Every month of the period in which anything was done, and those between.
    pub by_month: Vec<MonthCount>,
    pub by_concern: Vec<ConcernCount>,
    pub by_device: Vec<DeviceCount>,
    pub by_practitioner: Vec<PractitionerCount>,
    /// In the order of the face, then the body.
    pub depths: Vec<ZoneDepths>,
    /// Of the zones whose endpoint was recorded.
    pub endpoints: Vec<EndpointRate>,
    /// Sessions that at least one reaction followed.
    pub reacted: Rate,
    pub by_kind: Vec<ReactionCount>,
    pub by_grade: Vec<GradeCount>,
    /// Reactions that began in the period and name no session: in no rate.
    pub without_session: u32,
}

/// Who and what the ids of a tally mean.
#[derive(Clone, Debug, Default)]
pub struct Names {
    pub people: Vec<(PersonId, String)>,
    pub devices: Vec<(DeviceId, DeviceProfileId)>,
}

impl Names {
    fn practitioner(&self, id: PersonId) -> String {
        let known = self.people.iter().find(|(known, _)| *known == id);
        known.map(|(_, name)| name.clone()).unwrap_or_default()
    }

    fn device(&self, id: DeviceId) -> Option<DeviceProfileId> {
        let known = self.devices.iter().find(|(known, _)| *known == id);
        known.map(|(_, profile)| *profile)
    }
}

/// Arranges what was counted.
#[must_use]
pub fn arrange(period: ReportPeriod, tallies: &Tallies, names: &Names) -> Report {
    let sessions = &tallies.sessions;
    let total = sessions.iter().map(|tally| tally.sessions).sum();
    let each = |tally: &SessionTally| tally.sessions;
    Report {
        period,
        sessions: total,
        by_month: months(sessions),
        by_concern: most_first(sessions, each, |tally| tally.concern)
            .into_iter()
            .map(|(concern, sessions)| ConcernCount { concern, sessions })
            .collect(),
        by_device: most_first(sessions, each, |tally| {
            tally.device.and_then(|device| names.device(device))
        })
        .into_iter()
        .map(|(profile, sessions)| DeviceCount { profile, sessions })
        .collect(),
        by_practitioner: most_first(sessions, each, |tally| tally.by)
            .into_iter()
            .map(|(by, sessions)| PractitionerCount {
                name: names.practitioner(by),
                sessions,
            })
            .collect(),
        depths: depths(&tallies.zones),
        endpoints: endpoints(&tallies.zones),
        reacted: reacted(&tallies.reactions, total),
        by_kind: most_first(&tallies.reactions, |_| 1, |reaction| reaction.kind)
            .into_iter()
            .map(|(kind, reactions)| ReactionCount { kind, reactions })
            .collect(),
        by_grade: GRADES
            .map(|grade| GradeCount {
                grade,
                reactions: number(tallies.reactions.iter().filter(|one| one.grade == grade)),
            })
            .filter(|grade| grade.reactions > 0)
            .collect(),
        without_session: number(tallies.reactions.iter().filter(|one| one.session.is_none())),
    }
}

fn number<T>(counted: impl Iterator<Item = T>) -> u32 {
    u32::try_from(counted.count()).unwrap_or(u32::MAX)
}

/// How much there is of each, the most first; what is as frequent stays in the order it was met.
fn most_first<T, K: PartialEq>(
    tallies: &[T],
    weight: impl Fn(&T) -> u32,
    key: impl Fn(&T) -> K,
) -> Vec<(K, u32)> {
    let mut counts: Vec<(K, u32)> = Vec::new();
    for tally in tallies {
        let (key, more) = (key(tally), weight(tally));
        match counts.iter_mut().find(|(known, _)| *known == key) {
            Some((_, count)) => *count += more,
            None => counts.push((key, more)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

/// A month without a session between two others is a month with none, not a month left out.
fn months(tallies: &[SessionTally]) -> Vec<MonthCount> {
    let (Some(first), Some(last)) = (
        tallies.iter().map(|tally| tally.month).min(),
        tallies.iter().map(|tally| tally.month).max(),
    ) else {
        return Vec::new();
    };
    std::iter::successors(Some(first), |month| {
        month.checked_add_months(chrono::Months::new(1))
    })
    .take_while(|month| *month <= last)
    .map(|month| MonthCount {
        month,
        sessions: tallies
            .iter()
            .filter(|tally| tally.month == month)
            .map(|tally| tally.sessions)
            .sum(),
    })
    .collect()
}

fn depths(tallies: &[ZoneTally]) -> Vec<ZoneDepths> {
    Zone::ALL
        .into_iter()
        .filter_map(|zone| {
            let own: Vec<_> = tallies.iter().filter(|tally| tally.zone == zone).collect();
            let mut depths: Vec<DepthCount> = Vec::new();
            for tally in own {
                match depths.iter_mut().find(|one| one.depth_um == tally.depth_um) {
                    Some(known) => known.zones += tally.zones,
                    None => depths.push(DepthCount {
                        depth_um: tally.depth_um,
                        zones: tally.zones,
                    }),
                }
            }
            depths.sort_by_key(|one| one.depth_um);
            let zones = depths.iter().map(|one| one.zones).sum::<u32>();
            Some(ZoneDepths {
                zone,
                median_um: median(&depths, zones)?,
                depths,
                zones,
            })
        })
        .collect()
}

/// The depth that half of them do not exceed.
fn median(depths: &[DepthCount], zones: u32) -> Option<u32> {
    let mut passed = 0;
    depths
        .iter()
        .find(|one| {
            passed += one.zones;
            passed * 2 >= zones
        })
        .map(|one| one.depth_um)
}

fn endpoints(tallies: &[ZoneTally]) -> Vec<EndpointRate> {
    let counted = |endpoint: Option<u8>| {
        let own = tallies.iter().filter(|tally| {
            tally.endpoint.is_some() && (endpoint.is_none() || tally.endpoint == endpoint)
        });
        own.map(|tally| tally.zones).sum::<u32>()
    };
    let of = counted(None);
    (0..=4)
        .map(|endpoint| EndpointRate {
            endpoint,
            rate: Rate::of(counted(Some(endpoint)), of),
        })
        .filter(|_| of > 0)
        .collect()
}

fn reacted(reactions: &[ReactionTally], sessions: u32) -> Rate {
    let mut followed: Vec<i64> = reactions.iter().filter_map(|one| one.session).collect();
    followed.sort_unstable();
    followed.dedup();
    Rate::of(number(followed.iter()), sessions)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(day: &str) -> NaiveDate {
        day.parse().unwrap()
    }

    fn tally(month: &str, concern: Concern, sessions: u32) -> SessionTally {
        SessionTally {
            month: on(month),
            concern: Some(concern),
            device: Some(DeviceId::NONE),
            by: PersonId::NONE,
            sessions,
        }
    }

    fn year() -> ReportPeriod {
        ReportPeriod {
            from: on("2026-01-01"),
            to: on("2026-12-31"),
        }
    }

    fn report(tallies: &Tallies) -> Report {
        arrange(year(), tallies, &Names::default())
    }

    #[test]
    fn a_month_without_a_session_between_two_others_counts_none() {
        let report = report(&Tallies {
            sessions: vec![
                tally("2026-03-01", Concern::AcneScars, 4),
                tally("2026-05-01", Concern::Pores, 9),
            ],
            ..Tallies::default()
        });
        let months: Vec<_> = report.by_month.iter().map(|one| one.sessions).collect();
        assert_eq!(months, [4, 0, 9]);
        assert_eq!(
            report.by_concern[0].concern,
            Some(Concern::Pores),
            "what is done most stands first"
        );
        assert_eq!(
            report.by_device.len(),
            1,
            "two lots of sessions, one device"
        );
    }

    #[test]
    fn a_small_number_gets_no_share_and_a_large_one_says_what_it_may_be_in_truth() {
        assert_eq!(Rate::of(1, 29).share, None);
        let share = Rate::of(3, 100).share.unwrap();
        assert!((share.per_cent - 3.0).abs() < 1e-9);
        assert!(
            (share.from - 1.03).abs() < 0.01 && (share.to - 8.45).abs() < 0.01,
            "Wilson's interval for 3 of 100 is 1.03 to 8.45: {share:?}"
        );
        let none = Rate::of(0, 50).share.unwrap();
        assert!(
            none.from == 0.0 && none.to > 5.0,
            "nothing in fifty is no promise for the next: {none:?}"
        );
    }

    #[test]
    fn the_median_depth_of_a_zone_is_of_all_its_treatments_and_not_of_its_settings() {
        let of = |depth_um, endpoint, zones| ZoneTally {
            zone: Zone::Cheeks,
            depth_um,
            endpoint,
            zones,
        };
        let report = report(&Tallies {
            zones: vec![
                of(1_500, Some(2), 30),
                of(500, None, 1),
                of(1_500, Some(3), 5),
                of(1_000, Some(2), 4),
            ],
            ..Tallies::default()
        });
        assert_eq!(report.depths[0].median_um, 1_500);
        assert_eq!(report.depths[0].zones, 40);
        let depths: Vec<_> = report.depths[0]
            .depths
            .iter()
            .map(|one| one.depth_um)
            .collect();
        assert_eq!(depths, [500, 1_000, 1_500]);
        let even = report.endpoints[2].rate;
        assert_eq!(
            (even.count, even.of),
            (34, 39),
            "a zone without an endpoint is in no endpoint's rate"
        );
    }

    #[test]
    fn a_session_with_two_reactions_reacted_once_and_one_without_a_session_is_in_no_rate() {
        let reaction = |session| ReactionTally {
            kind: ReactionKind::Swelling,
            grade: 1,
            session,
        };
        let report = report(&Tallies {
            sessions: vec![tally("2026-03-01", Concern::AcneScars, 40)],
            reactions: vec![reaction(Some(7)), reaction(Some(7)), reaction(None)],
            ..Tallies::default()
        });
        assert_eq!((report.reacted.count, report.reacted.of), (1, 40));
        assert_eq!(report.without_session, 1);
        assert_eq!(report.by_kind[0].reactions, 3);
    }

    #[test]
    fn a_period_that_ends_before_it_begins_is_refused() {
        let turned = ReportPeriod {
            from: on("2026-12-31"),
            to: on("2026-01-01"),
        };
        assert_eq!(
            turned.check().unwrap_err()[0].code,
            IssueCode::EndsBeforeStart
        );
    }
}
