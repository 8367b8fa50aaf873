//! The screening rules as one table: what is asked, what it can mean, how long to wait, and why we say
//! so. What each rule does with an answer stands in the modules beside this one.

use super::config::ScreeningSetting;
use crate::rule::{OutcomeClass, RuleId, RuleSpec, SettingRange, Span, SpanUnit};
use crate::source::Grade;
use OutcomeClass::{Absolute, Caution, Defer, Info};

/// Version of the whole rule set, stored with every signed screening.
pub const RULE_SET_VERSION: &str = "2026.1";

const fn rule(
    id: RuleId,
    asks: &'static str,
    outcome: OutcomeClass,
    or: Option<OutcomeClass>,
    source: &'static str,
    grade: Grade,
) -> RuleSpec {
    RuleSpec {
        id,
        asks,
        outcome,
        or,
        wait: None,
        source,
        grade,
        configurable: None,
    }
}

impl RuleSpec {
    const fn days(mut self, from: u16) -> Self {
        self.wait = Some(Span {
            from,
            to: None,
            unit: SpanUnit::Days,
        });
        self
    }

    const fn days_from_to(mut self, from: u16, to: u16) -> Self {
        self.wait = Some(Span {
            from,
            to: Some(to),
            unit: SpanUnit::Days,
        });
        self
    }

    const fn months(mut self, from: u16) -> Self {
        self.wait = Some(Span {
            from,
            to: None,
            unit: SpanUnit::Months,
        });
        self
    }

    const fn set_by(mut self, setting: ScreeningSetting) -> Self {
        let (least, most) = setting.range();
        self.configurable = Some(SettingRange {
            setting: setting.id(),
            least,
            most,
        });
        self
    }
}

/// Every screening rule, R01 to R40, in order.
#[rustfmt::skip]
pub const RULES: [RuleSpec; 40] = [
    // Six months by the founding document and the drug's label. Panels of 2017 found too little evidence
    // to delay superficial procedures; the medical lead may set 0 to 12, and what is left of the six
    // months is then a caution.
    rule(RuleId::R01, "isotretinoin", Defer, Some(Caution), "S12 S36 ASDS17 JAMA17 ISOQA SPLBL", Grade::A)
        .months(6).set_by(ScreeningSetting::IsotretinoinWaitMonths),
    // Three to five days (P-3TO5): under three wait, three and four a caution.
    rule(RuleId::R02, "otc_nsaid_aspirin", Defer, Some(Caution), "S10", Grade::A)
        .days_from_to(3, 5).set_by(ScreeningSetting::OtcThinnerDays),
    // Never "stop": the prescriber's written answer (P-RXTHIN).
    rule(RuleId::R03, "anticoagulant_prescribed", Defer, Some(Caution), "S58 UCSD BJD15 OTLEY", Grade::A),
    rule(RuleId::R04, "topical_retinoid", Defer, None, "S11 NUAN LUX", Grade::A)
        .days(7).set_by(ScreeningSetting::RetinoidDays),
    rule(RuleId::R05, "aha", Defer, None, "S11 NUAN LUX", Grade::A)
        .days(7).set_by(ScreeningSetting::RetinoidDays),
    rule(RuleId::R06, "exfoliant", Defer, None, "S11 NUAN LUX", Grade::A)
        .days(7).set_by(ScreeningSetting::RetinoidDays),
    rule(RuleId::R07, "acne", Defer, Some(Caution), "S13 S33", Grade::A),
    // Active defers, history alone is a caution (P-HSV). No dose is ever stored.
    rule(RuleId::R08, "cold_sore", Defer, Some(Caution), "S34 VAL1 VAL2", Grade::A),
    rule(RuleId::R09, "eczema", Absolute, Some(Caution), "S13 S35", Grade::A),
    rule(RuleId::R10, "psoriasis", Absolute, Some(Caution), "S13 S35", Grade::A),
    rule(RuleId::R11, "pregnant", Absolute, None, "S37 S68 SPLBL LEE13 PM360", Grade::A),
    rule(RuleId::R12, "breastfeeding", Absolute, None, "S37 S68 SPLBL LEE13 PM360", Grade::A),
    rule(RuleId::R13, "keloid", Absolute, Some(Caution), "S58 SCARREV", Grade::A),
    rule(RuleId::R14, "active_infection", Defer, None, "S58", Grade::A),
    rule(RuleId::R15, "other_skin_disease", Caution, None, "S58 DP4", Grade::A),
    rule(RuleId::R16, "history_complete", Defer, Some(Info), "S09", Grade::A),
    rule(RuleId::R17, "bleeding_disorder", Absolute, None, "SPLBL", Grade::B),
    rule(RuleId::R18, "allergy_stainless_steel", Absolute, None, "SPLBL CHU21", Grade::B),
    // With a SkinPen its label is stricter: no session.
    rule(RuleId::R19, "allergy_local_anaesthetic", Absolute, Some(Caution), "SPLBL", Grade::B),
    rule(RuleId::R20, "skin_cancer_in_area", Absolute, None, "SPLBL DP4", Grade::B),
    rule(RuleId::R21, "open_wound_or_irritated_in_area", Defer, None, "SPLBL ESTH", Grade::B)
        .days(14).set_by(ScreeningSetting::SunburnDays),
    rule(RuleId::R22, "scleroderma_or_collagen_disease", Absolute, None, "CL42 DP4", Grade::A),
    rule(RuleId::R23, "immunosuppressed", Defer, Some(Caution), "SISU", Grade::C),
    rule(RuleId::R24, "diabetes", Defer, Some(Caution), "SISU", Grade::C),
    // Under eighteen is a stop no setting lifts (PRACTICE 49); 18 to 21 lies outside the clearances.
    rule(RuleId::R25, "date_of_birth", Absolute, Some(Caution), "FDA4 DEN", Grade::A),
    rule(RuleId::R26, "fitzpatrick", Info, None, "CHU21 COHEN16", Grade::A),
    rule(RuleId::R27, "botulinum", Defer, None, "CLIN1", Grade::C)
        .days(14).set_by(ScreeningSetting::BotulinumDays),
    rule(RuleId::R28, "filler", Defer, None, "CLIN1", Grade::C)
        .days(28).set_by(ScreeningSetting::FillerDays),
    rule(RuleId::R29, "peel_laser_needling", Defer, None, "BROW ESTH", Grade::C)
        .days(28).set_by(ScreeningSetting::PeelLaserNeedlingDays),
    rule(RuleId::R30, "hair_removal", Defer, None, "BROW", Grade::C)
        .days(7).set_by(ScreeningSetting::HairRemovalDays),
    rule(RuleId::R31, "scar_age_months", Caution, None, "BELL", Grade::A).months(6),
    rule(RuleId::R32, "prior_reaction", Caution, None, "SOLT14 GRAN24", Grade::A),
    // Which condition blocks which product is general knowledge that the medical lead confirms.
    rule(RuleId::R33, "methaemoglobinaemia", Caution, Some(Info), "DP4 OPENF PLIAG", Grade::M),
    rule(RuleId::R34, "rosacea", Absolute, Some(Caution), "DP4", Grade::A),
    rule(RuleId::R35, "strong_sun", Caution, None, "NUAN RAMCO", Grade::C)
        .days(14).set_by(ScreeningSetting::StrongSunDays),
    rule(RuleId::R36, "tattoo_in_area", Caution, None, "KICHI", Grade::C),
    rule(RuleId::R37, "last_session", Defer, Some(Caution), "S30 S65 ALAM14 AMER18", Grade::A)
        .days_from_to(14, 28),
    rule(RuleId::R38, "pressure_from_others", Info, None, "GMC", Grade::A),
    rule(RuleId::R39, "heart_condition", Caution, Some(Info), "CL42", Grade::C),
    rule(RuleId::R40, "device", Caution, None, "FDA4", Grade::A),
];

/// The row of a screening rule; the first row for a rule of another kind.
#[must_use]
pub fn spec(id: RuleId) -> &'static RuleSpec {
    const TABLE: &[RuleSpec; 40] = &RULES;
    TABLE.iter().find(|spec| spec.id == id).unwrap_or(&TABLE[0])
}
