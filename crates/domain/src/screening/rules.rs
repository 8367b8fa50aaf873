//! The screening rules as one table: what is asked, what it can mean, how long to wait, and why we say
//! so. What each rule does with an answer stands in the modules beside this one.

use crate::rule::{OutcomeClass, RuleId, RuleSpec, SpanUnit};
use crate::rule_settings::SettingKey;
use crate::source::Grade;
use OutcomeClass::{Absolute, Caution, Defer, Info};

/// Version of the whole rule set, stored with every signed screening.
pub const RULE_SET_VERSION: &str = "2026.1";

const fn rule(
    id: RuleId,
    asks: &'static str,
    outcome: OutcomeClass,
    source: &'static str,
    grade: Grade,
) -> RuleSpec {
    RuleSpec::new(id, asks, outcome, source, grade)
}

impl RuleSpec {
    const fn days(self, days: u16) -> Self {
        self.lasting(days, SpanUnit::Days)
    }
}

/// Every screening rule, R01 to R40, in order.
#[rustfmt::skip]
pub const RULES: [RuleSpec; 40] = [
    // Six months by the founding document and the drug's label. Panels of 2017 found too little evidence
    // to delay superficial procedures; the medical lead may set 0 to 12, and what is left of the six
    // months is then a caution.
    rule(RuleId::R01, "isotretinoin", Defer, "S12 S36 ASDS17 JAMA17 ISOQA SPLBL", Grade::A).or(Caution)
        .lasting(6, SpanUnit::Months).set(SettingKey::IsotretinoinWaitMonths),
    // Three to five days (P-3TO5): under three wait, three and four a caution.
    rule(RuleId::R02, "otc_nsaid_aspirin", Defer, "S10", Grade::A).or(Caution)
        .between(3, 5, SpanUnit::Days).set(SettingKey::OtcThinnerDays),
    // Never "stop": the prescriber's written answer (P-RXTHIN).
    rule(RuleId::R03, "anticoagulant_prescribed", Defer, "S58 UCSD BJD15 OTLEY", Grade::A).or(Caution),
    rule(RuleId::R04, "topical_retinoid", Defer, "S11 NUAN LUX", Grade::A)
        .days(7).set(SettingKey::RetinoidDays),
    rule(RuleId::R05, "aha", Defer, "S11 NUAN LUX", Grade::A)
        .days(7).set(SettingKey::RetinoidDays),
    rule(RuleId::R06, "exfoliant", Defer, "S11 NUAN LUX", Grade::A)
        .days(7).set(SettingKey::RetinoidDays),
    rule(RuleId::R07, "acne", Defer, "S13 S33", Grade::A).or(Caution),
    // Active defers, history alone is a caution (P-HSV). No dose is ever stored.
    rule(RuleId::R08, "cold_sore", Defer, "S34 VAL1 VAL2", Grade::A).or(Caution),
    rule(RuleId::R09, "eczema", Absolute, "S13 S35", Grade::A).or(Caution),
    rule(RuleId::R10, "psoriasis", Absolute, "S13 S35", Grade::A).or(Caution),
    rule(RuleId::R11, "pregnant", Absolute, "S37 S68 SPLBL LEE13 PM360", Grade::A).set(SettingKey::ChildbirthMonths),
    rule(RuleId::R12, "breastfeeding childbirth", Absolute, "S37 S68 SPLBL LEE13 PM360", Grade::A).set(SettingKey::ChildbirthMonths),
    rule(RuleId::R13, "keloid", Absolute, "S58 SCARREV", Grade::A).or(Caution),
    rule(RuleId::R14, "active_infection", Defer, "S58", Grade::A),
    rule(RuleId::R15, "other_skin_disease", Caution, "S58 DP4", Grade::A),
    rule(RuleId::R16, "history_complete new_medicine", Defer, "S09", Grade::A).or(Info),
    rule(RuleId::R17, "bleeding_disorder", Absolute, "SPLBL", Grade::B),
    rule(RuleId::R18, "allergy_stainless_steel", Absolute, "SPLBL CHU21", Grade::B),
    // With a SkinPen its label is stricter: no session.
    rule(RuleId::R19, "allergy_local_anaesthetic", Absolute, "SPLBL", Grade::B).or(Caution),
    rule(RuleId::R20, "skin_cancer_in_area", Absolute, "SPLBL DP4", Grade::B),
    rule(RuleId::R21, "open_wound_or_irritated_in_area sunburn_in_area", Defer, "SPLBL ESTH", Grade::B)
        .days(14).set(SettingKey::SunburnDays),
    rule(RuleId::R22, "scleroderma_or_collagen_disease", Absolute, "CL42 DP4", Grade::A),
    rule(RuleId::R23, "immunosuppressed", Defer, "SISU", Grade::C).or(Caution),
    rule(RuleId::R24, "diabetes", Defer, "SISU", Grade::C).or(Caution),
    // Under eighteen is a stop no setting lifts (PRACTICE 49); 18 to 21 lies outside the clearances.
    rule(RuleId::R25, "date_of_birth", Absolute, "FDA4 DEN", Grade::A).or(Caution),
    rule(RuleId::R26, "fitzpatrick", Info, "CHU21 COHEN16", Grade::A),
    rule(RuleId::R27, "botulinum", Defer, "CLIN1", Grade::C)
        .days(14).set(SettingKey::BotulinumDays),
    rule(RuleId::R28, "filler", Defer, "CLIN1", Grade::C)
        .days(28).set(SettingKey::FillerDays),
    rule(RuleId::R29, "peel_laser_needling", Defer, "BROW ESTH", Grade::C)
        .days(28).set(SettingKey::PeelLaserNeedlingDays),
    rule(RuleId::R30, "hair_removal", Defer, "BROW", Grade::C)
        .days(7).set(SettingKey::HairRemovalDays),
    rule(RuleId::R31, "scar_age_months", Caution, "BELL", Grade::A).lasting(6, SpanUnit::Months),
    rule(RuleId::R32, "prior_reaction", Caution, "SOLT14 GRAN24", Grade::A),
    // Which condition blocks which product is general knowledge that the medical lead confirms.
    rule(RuleId::R33, "methaemoglobinaemia g6pd liver_disease pseudocholinesterase_lack paba_allergy sulfonamide_allergy antiarrhythmic", Caution, "DP4 OPENF PLIAG", Grade::M).or(Info),
    rule(RuleId::R34, "rosacea", Absolute, "DP4", Grade::A).or(Caution),
    rule(RuleId::R35, "strong_sun photosensitising_medicine", Caution, "NUAN RAMCO", Grade::C)
        .days(14).set(SettingKey::StrongSunDays),
    rule(RuleId::R36, "tattoo_in_area", Caution, "KICHI", Grade::C),
    rule(RuleId::R37, "last_session open_adverse_event", Defer, "S30 S65 ALAM14 AMER18", Grade::A).or(Caution)
        .between(14, 28, SpanUnit::Days).set(SettingKey::ShortestIntervalDays),
    rule(RuleId::R38, "hopes pressure_from_others", Info, "GMC", Grade::A),
    rule(RuleId::R39, "heart_condition", Caution, "CL42", Grade::C).or(Info),
    rule(RuleId::R40, "device zones concern", Caution, "FDA4", Grade::A).set(SettingKey::DeviceMarket),
];

/// The row of a screening rule; the first row for a rule of another kind.
#[must_use]
pub fn spec(id: RuleId) -> &'static RuleSpec {
    const TABLE: &[RuleSpec; 40] = &RULES;
    TABLE.iter().find(|spec| spec.id == id).unwrap_or(&TABLE[0])
}
