//! What a screening is judged for beside its answers: the plan of the session, and the last session where it goes
//! (PRACTICE 17, 50).

use chrono::NaiveDate;

use super::answers::{Answers, Asked};
use super::{ScreeningAnswer, ScreeningConfig, ScreeningInput, evaluate};
use crate::concern::Concern;
use crate::device::DeviceProfileId;
use crate::numbing::NumbingProduct;
use crate::zone::Zone;

/// What is planned, as far as it is chosen.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Planned {
    /// The device.
    pub device: Option<DeviceProfileId>,
    /// The zones; empty while none is chosen.
    pub zones: Vec<Zone>,
    /// The concern of the course.
    pub concern: Option<Concern>,
    /// The numbing products, one for each area.
    pub numbing: Vec<NumbingProduct>,
}

/// An earlier session: the local date on which it ended, and what was needled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Treated {
    /// The date.
    pub ended_on: NaiveDate,
    /// Zones that were done.
    pub zones: Vec<Zone>,
}

impl Answers {
    /// The answers with what the plan and the record add to them.
    #[must_use]
    pub fn with_plan(mut self, planned: &Planned, treated: &[Treated]) -> Self {
        if let Some(device) = planned.device {
            self.device = Asked::Known(device);
        }
        if let Some(concern) = planned.concern {
            self.concern = Asked::Known(concern);
        }
        if !planned.zones.is_empty() {
            self.zones = Asked::Known(planned.zones.clone());
        }
        // Two products are not one answer; unnamed, any block counts.
        if let [product, others @ ..] = planned.numbing.as_slice()
            && others.iter().all(|other| other == product)
        {
            self.numbing_product = Asked::Known(*product);
        }
        if let Some(last) = last_session(&planned.zones, treated) {
            self.last_session = Asked::Known(last);
        }
        self
    }
}

/// When the planned regions were last treated. While no zone is chosen any region could be meant, so the latest
/// session counts.
#[must_use]
pub fn last_session(planned: &[Zone], treated: &[Treated]) -> Option<NaiveDate> {
    let shares_region = |session: &&Treated| {
        planned.is_empty()
            || session
                .zones
                .iter()
                .any(|done| planned.iter().any(|zone| zone.region() == done.region()))
    };
    treated
        .iter()
        .filter(shares_region)
        .map(|session| session.ended_on)
        .max()
}

/// Signed answers judged again for what is planned now, on this day.
#[must_use]
pub fn judge_again(
    answers: &Answers,
    planned: &Planned,
    treated: &[Treated],
    on: NaiveDate,
    config: &ScreeningConfig,
) -> ScreeningAnswer {
    let input = ScreeningInput {
        appointment_date: on,
        answers: answers.clone().with_plan(planned, treated),
    };
    evaluate(&input, config)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::RuleId;
    use crate::screening::{AnaestheticAllergy, AnaestheticClass, Outcome};

    fn on(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).unwrap_or_default()
    }

    #[test]
    fn a_region_counts_its_own_days() {
        let treated = [
            Treated {
                ended_on: on(20),
                zones: vec![Zone::Scalp],
            },
            Treated {
                ended_on: on(2),
                zones: vec![Zone::Neck, Zone::Cheeks],
            },
        ];
        assert_eq!(last_session(&[Zone::Forehead], &treated), Some(on(2)));
        assert_eq!(last_session(&[Zone::Decolletage], &treated), Some(on(2)));
        assert_eq!(
            last_session(&[Zone::Forehead, Zone::Scalp], &treated),
            Some(on(20)),
            "the one most lately treated holds for both"
        );
        assert_eq!(last_session(&[Zone::Back], &treated), None);
        assert_eq!(last_session(&[], &treated), Some(on(20)), "could be any");
    }

    #[test]
    fn what_is_not_planned_yet_leaves_the_answer_and_two_creams_are_none() {
        let said = Answers {
            zones: Asked::Known(vec![Zone::Back]),
            ..Answers::default()
        };
        let with = |zones: &[Zone], numbing: &[NumbingProduct]| {
            let planned = Planned {
                zones: zones.to_vec(),
                numbing: numbing.to_vec(),
                ..Planned::default()
            };
            said.clone().with_plan(&planned, &[])
        };
        let (plain, mixed) = (
            NumbingProduct::Lidocaine4Cream,
            NumbingProduct::LidocainePrilocaine,
        );
        assert_eq!(with(&[], &[]), said, "nothing is planned yet");
        assert_eq!(
            with(&[Zone::Chin], &[]).zones.known(),
            Some(&vec![Zone::Chin])
        );
        assert_eq!(with(&[], &[plain]).numbing_product.known(), Some(&plain));
        assert_eq!(
            with(&[], &[plain, plain]).numbing_product.known(),
            Some(&plain),
            "one cream on two areas"
        );
        assert_eq!(with(&[], &[plain, mixed]).numbing_product.known(), None);
    }

    #[test]
    fn choosing_a_stricter_device_makes_the_verdict_worse() {
        let answers = Answers {
            allergy_local_anaesthetic: Asked::Known(AnaestheticAllergy::Of {
                class: AnaestheticClass::Ester,
            }),
            ..Answers::default()
        };
        let config = ScreeningConfig::default();
        let judge = |device| {
            let planned = Planned {
                device,
                ..Planned::default()
            };
            judge_again(&answers, &planned, &[], on(24), &config)
        };
        assert_eq!(
            judge(Some(DeviceProfileId::GenericPen)).outcome,
            Outcome::Caution
        );
        let strict = judge(Some(DeviceProfileId::SkinpenPrecision));
        assert_eq!(strict.outcome, Outcome::Absolute);
        assert_eq!(strict.rules, [RuleId::R19]);
    }
}
