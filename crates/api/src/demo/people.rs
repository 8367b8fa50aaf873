//! Invented people: names from the sewing box, with the letters that names really have.

use super::seeded::Seeded;
use chrono::{Days, NaiveDate};
use needlebook_domain::medical_history::{AllergySeverity, HistoryItem};
use needlebook_domain::patient::{BirthDateSource, PatientInput};
use needlebook_store::fold::words;

const GIVEN: [&str; 72] = [
    "Marigold",
    "Barnaby",
    "Juniper",
    "Rosalind",
    "Clementine",
    "Thaddeus",
    "Saffron",
    "Peregrine",
    "Wilhelmina",
    "Ottoline",
    "Araminta",
    "Cornelius",
    "Philippa",
    "Zoë",
    "Łucja",
    "Søren",
    "Chloë",
    "Anaïs",
    "Đorđe",
    "Ingeborg",
    "Éloïse",
    "Björn",
    "Siân",
    "Nuño",
    "Ædith",
    "Zsófia",
    "Renée",
    "Jürgen",
    "Aoife",
    "Hyacinth",
    "Lavender",
    "Basil",
    "Tarquin",
    "Primrose",
    "Cosima",
    "Ambrose",
    "Fenella",
    "Lysander",
    "Tabitha",
    "Crispin",
    "Delphine",
    "Horatio",
    "Isolde",
    "Jocasta",
    "Leopold",
    "Mirabel",
    "Nathaniel",
    "Octavia",
    "Percival",
    "Quintin",
    "Rowena",
    "Sebastian",
    "Theodora",
    "Ursula",
    "Valentine",
    "Winifred",
    "Xanthe",
    "Yolanda",
    "Zebedee",
    "Amaryllis",
    "Benedict",
    "Cecily",
    "Dorothea",
    "Evander",
    "Florian",
    "Genevieve",
    "Hortense",
    "Ignatius",
    "Jessamy",
    "Kasimir",
    "Ludmila",
    "Małgorzata",
];

const STITCH: [&str; 40] = [
    "Feather", "Hem", "Cross", "Back", "Whip", "Chain", "Satin", "Blanket", "Ladder", "Herring",
    "Slip", "Baste", "Button", "Running", "Lock", "Over", "Purl", "Plain", "Tack", "Darn", "Ruche",
    "Pleat", "Smock", "Quilt", "Braid", "Tufted", "Velvet", "Linen", "Calico", "Gingham", "Tweed",
    "Flannel", "Muslin", "Chintz", "Damask", "Denim", "Paisley", "Brocade", "Poplin", "Organza",
];

const TOOL: [&str; 36] = [
    "stitch", "needle", "thread", "hem", "weft", "warp", "loom", "bobbin", "thimble", "spindle",
    "shuttle", "selvedge", "gusset", "placket", "tassel", "ribbon", "button", "toggle", "eyelet",
    "cotton", "yarn", "skein", "spool", "bodkin", "seam", "tuck", "dart", "cuff", "collar",
    "pocket", "buckle", "felt", "lace", "cord", "twill", "fringe",
];

/// Family names with letters that people type without their marks.
const ELSEWHERE: [&str; 24] = [
    "Nähfaden",
    "Łańcuszek",
    "Ørenål",
    "Fadenweiß",
    "Çengelli",
    "Aiguillé",
    "Dé à Coudre",
    "Szpulka",
    "Đurđevnit",
    "Hilván",
    "Costureño",
    "Naaldwerk",
    "Sømmerke",
    "Krížiková",
    "Gombíková",
    "Tűfoky",
    "Őszifonal",
    "Şeritçi",
    "Põimlõng",
    "Žiedadygsnis",
    "O'Thread",
    "van der Naald",
    "Æskeknap",
    "Mağazadikiş",
];

const STREETS: [&str; 8] = [
    "Bobbin Lane",
    "Thimble Row",
    "Selvedge Street",
    "Spindle Hill",
    "Loom Yard",
    "Pincushion Place",
    "Tailor's Reach",
    "Weft Walk",
];

/// Latex is not among them: cartridges and gloves would ask for more than a demo tells.
const ALLERGIES: [&str; 5] = ["Penicillin", "Beeswax", "Lanolin", "Fragrance", "Nickel"];

/// The hopes of a course, in the patient's words.
pub(super) const HOPES: [&str; 6] = [
    "Softer scars on my cheeks.",
    "To look less tired.",
    "Smoother skin for my sister's wedding.",
    "Make-up that does not settle into the pores.",
    "To feel at ease without foundation.",
    "An even tone after last summer.",
];

/// The fewest and most days from 1 January 1950 to a birth date: everybody is an adult of 24 and more.
const BIRTH_DAYS: u32 = 18_900;

/// Keeps the choices about a person apart from those about their course.
const TOPIC: u64 = 1;
const ALLERGY_TOPIC: u64 = 3;

/// Everything typed about the patient with this number, for this seed.
pub(super) fn patient(seed: u64, number: u32) -> PatientInput {
    let mut seeded = Seeded::new(seed, number, TOPIC);
    let given = match u32::try_from(GIVEN.len()).unwrap_or(1) {
        // The first few are in the clinic together: nobody there may be alike by chance.
        names if number < FIRST_FEW => {
            GIVEN[((first_of(seed, names) + number * 7) % names) as usize]
        }
        _ => seeded.pick(&GIVEN),
    };
    let family = if number < FIRST_FEW {
        family_of_the_first(seed, number)
    } else {
        family(&mut seeded)
    };
    let birth_on = NaiveDate::from_ymd_opt(1950, 1, 1)
        .map(|from| from + Days::new(seeded.below(BIRTH_DAYS).into()));
    PatientInput {
        given: given.to_owned(),
        email: email(given, &family, number),
        family,
        birth_on,
        birth_source: if seeded.once_in(4) {
            BirthDateSource::IdSeen
        } else {
            BirthDateSource::Said
        },
        // Numbers that the regulator keeps free for fiction.
        phone: format!("01632 960 {:03}", seeded.below(1_000)),
        address: format!(
            "{} {}\nSampleton",
            seeded.between(1, 180),
            seeded.pick(&STREETS)
        ),
        fitzpatrick: Some(seeded.pick(&[1, 2, 2, 2, 3, 3, 3, 4, 4, 5, 6])),
        ..PatientInput::default()
    }
}

/// The allergy of the few who have one.
pub(super) fn allergy(seed: u64, number: u32) -> Option<HistoryItem> {
    let mut seeded = Seeded::new(seed, number, ALLERGY_TOPIC);
    seeded.once_in(9).then(|| HistoryItem::Allergy {
        substance: seeded.pick(&ALLERGIES).to_owned(),
        reaction: "rash".to_owned(),
        severity: Some(seeded.pick(&[AllergySeverity::Mild, AllergySeverity::Moderate])),
        note: String::new(),
    })
}

/// Patients who may be in the clinic together today.
const FIRST_FEW: u32 = 8;

fn first_of(seed: u64, count: u32) -> u32 {
    Seeded::new(seed, u32::MAX, TOPIC).below(count)
}

/// The first two share a family name, as two people in one waiting room sometimes do; the others differ.
fn family_of_the_first(seed: u64, number: u32) -> String {
    let (stitches, tools) = (
        u32::try_from(STITCH.len()).unwrap_or(1),
        u32::try_from(TOOL.len()).unwrap_or(1),
    );
    let step = number.max(1);
    let stitch = STITCH[((first_of(seed, stitches) + step * 3) % stitches) as usize];
    let tool = TOOL[((first_of(seed, tools) + step * 5) % tools) as usize];
    format!("{stitch}{tool}")
}

fn family(seeded: &mut Seeded) -> String {
    match seeded.below(12) {
        0 => seeded.pick(&ELSEWHERE).to_owned(),
        1 => format!("{}-{}", seeded.pick(&ELSEWHERE), one_word(seeded)),
        2 | 3 => format!("{}-{}", one_word(seeded), one_word(seeded)),
        _ => one_word(seeded),
    }
}

fn one_word(seeded: &mut Seeded) -> String {
    format!("{}{}", seeded.pick(&STITCH), seeded.pick(&TOOL))
}

/// At a domain that no mail can reach.
fn email(given: &str, family: &str, number: u32) -> String {
    let local: Vec<String> = words(given).chain(words(family)).collect();
    format!("{}{number}@example.org", local.join("."))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn two_people_in_the_waiting_room_share_a_family_name_and_nobody_else_is_alike() {
        for seed in 1..40 {
            let room: Vec<_> = (0..FIRST_FEW).map(|number| patient(seed, number)).collect();
            assert_eq!(
                room[0].family, room[1].family,
                "the mark for similar names must have something to show"
            );
            let families: HashSet<_> = room.iter().map(|patient| &patient.family).collect();
            let given: HashSet<_> = room.iter().map(|patient| &patient.given).collect();
            assert_eq!(
                families.len(),
                room.len() - 1,
                "seed {seed}: only two are alike"
            );
            assert_eq!(
                given.len(),
                room.len(),
                "seed {seed}: no two have one given name"
            );
        }
    }

    #[test]
    fn the_names_of_ten_thousand_people_hardly_repeat_and_have_marks_among_them() {
        let names: Vec<String> = (0..10_000)
            .map(|number| patient(1, number))
            .map(|one| format!("{} {}", one.given, one.family))
            .collect();
        let different: HashSet<_> = names.iter().collect();
        assert!(
            different.len() > 9_000,
            "a search needs names to tell apart, found {}",
            different.len()
        );
        assert!(
            names.iter().any(|name| !name.is_ascii()),
            "names with marks must be found without them"
        );
    }

    #[test]
    fn everybody_in_a_demo_is_an_adult() {
        let on = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        assert!(
            (0..2_000).all(|number| on
                .years_since(patient(3, number).birth_on.unwrap())
                .unwrap()
                >= 22),
            "nobody under age is treated, invented or not"
        );
    }
}
