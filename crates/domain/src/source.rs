//! Where a clinical rule comes from, and how far it can be trusted.

use serde::{Deserialize, Serialize};

/// How good the evidence behind a rule is. A clinic's medical lead approves the rule set; this is what
/// that approval rests on.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
pub enum Grade {
    /// Official text or paper abstract seen.
    A,
    /// Secondary copy of an official text seen.
    B,
    /// Clinic or shop web page only.
    C,
    /// General knowledge, no text retrieved.
    M,
    /// No source found: our own proposal.
    N,
}

/// A published text or a line of the founding document that a rule cites, by its short id.
///
/// Ids `S01` to `S72` are lines of the clinic's founding document; the others are listed in
/// [`SOURCES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct Source {
    /// Short id, as rules cite it.
    pub id: &'static str,
    /// What the text is, in a few words.
    pub what: &'static str,
}

const fn source(id: &'static str, what: &'static str) -> Source {
    Source { id, what }
}

/// Every outside text that a rule cites.
pub const SOURCES: &[Source] = &[
    source(
        "FDA1",
        "21 CFR 878.4430, microneedling device for aesthetic use",
    ),
    source("FDA4", "FDA page on microneedling devices"),
    source(
        "FDA5",
        "FDA warning on numbing products, 26 March 2024 (copies)",
    ),
    source("DEN", "SkinPen De Novo summary"),
    source("K202243", "510(k) summary K202243, SkinPen neck wrinkles"),
    source("K200044", "510(k) summary K200044, SkinStylus SteriLock"),
    source("K243800", "510(k) summary K243800, PRO Pen"),
    source("EXC1", "510(k) summary K180778, Exceed"),
    source("EXC2", "510(k) summaries K182407 and K233709, Exceed"),
    source("PIN", "Article on SkinPen depth that cites the FDA record"),
    source("SPLBL", "Clinic copies of the SkinPen label"),
    source("CL42", "Clinic copy of an older SkinPen label"),
    source("BELL", "Bellus SkinPen manual and protocol page"),
    source("SPTRIAL", "SkinPen trial NCT02646917"),
    source("DP4", "Dermapen 4 manual, page 23"),
    source("SMART", "Dermapen depth range, clinic page"),
    source("QAI", "openFDA classification list QAI"),
    source("DRPEN", "Depth chart of a device shop"),
    source("ASDS17", "Waldman, Dermatologic Surgery 2017;43:1249"),
    source("JAMA17", "Spring, JAMA Dermatology 2017;153:802"),
    source("ISOQA", "Isotretinoin questions and answers"),
    source(
        "UCSD",
        "Anticoagulation guideline, dermatology, UC San Diego",
    ),
    source("BJD15", "Palamaras, British Journal of Dermatology 2015"),
    source("OTLEY", "Otley, Mayo Clinic Proceedings 2003;78:1392"),
    source("VAL1", "Valaciclovir after resurfacing, first trial"),
    source("VAL2", "Valaciclovir after resurfacing, second trial"),
    source(
        "LEE13",
        "Cosmetic procedures in pregnancy, Dermatologic Surgery 2013;39:1573",
    ),
    source("PM360", "Review of cosmetic care in pregnancy"),
    source(
        "CHU21",
        "Safety profile of needling, Dermatologic Surgery 2021;47:1249",
    ),
    source("COHEN16", "Needling in skin of colour, JAAD 2016;74:348"),
    source("SOLT14", "Granulomas after needling, JAMA Dermatology 2014"),
    source(
        "GRAN24",
        "Granulomas after needling, review, Dermatologic Surgery 2024",
    ),
    source("SCARREV", "Needling of non-atrophic scars, review"),
    source("HARR15", "Needling for acne scars, IJWD 2015;1:77"),
    source(
        "ALAM14",
        "Randomised trial with sessions two weeks apart, 2014",
    ),
    source("AMER18", "Dermapen for wrinkles, 1 mm and six passes"),
    source("ENGL22", "Needling for hair loss, review 2022"),
    source("FAGH21", "0.6 against 1.2 mm for hair loss, 2021"),
    source("EMC1", "EMLA patient leaflet"),
    source("EMC2", "EMLA product characteristics, copies"),
    source("PEDIA", "US table of EMLA limits by age, copy"),
    source("OPENF", "Lidocaine and prilocaine US label"),
    source("PLIAG", "Lidocaine 7 % and tetracaine 7 % US label"),
    source("CRBLT", "Compounded numbing creams, supplier page"),
    source("GMC", "GMC guidance on cosmetic interventions"),
    source(
        "MMWR",
        "MMWR 73(16):372, HIV after needling with platelet-rich plasma",
    ),
    source("NUAN", "Clinic aftercare page"),
    source("LUX", "Clinic pre-care page"),
    source("ESTH", "Clinic pre-care and aftercare page"),
    source("BROW", "Clinic contraindication page"),
    source("SISU", "Clinic page on who should wait"),
    source("RAMCO", "Clinic page on sun"),
    source("KICHI", "Clinic page on tattoos"),
    source("CLIN1", "Clinic pages on injections before needling"),
];

/// The outside texts among these ids, separated by blanks; lines of the founding document are not among
/// them.
pub fn texts(ids: &str) -> impl Iterator<Item = &'static Source> {
    ids.split_whitespace()
        .filter_map(|id| SOURCES.iter().find(|source| source.id == id))
}
