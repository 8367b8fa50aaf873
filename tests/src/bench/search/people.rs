//! A clinic of invented people in the proportions of real registers, and what a receptionist types to find them.
//! Names are put together from syllables; numbers are random digits; nobody in it is real.

use std::collections::HashSet;

use chrono::{Days, NaiveDate};
use needlebook_store::fold::{folded, words};

/// One in the register.
#[derive(Debug)]
pub struct Person {
    pub given: String,
    pub family: String,
    pub birth_on: NaiveDate,
    pub phone: String,
    pub email: String,
}

/// What is typed, and whom it means.
#[derive(Debug)]
pub struct Query {
    pub kind: Kind,
    pub typed: String,
    pub means: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The beginning of the family name, typed without marks.
    Family,
    /// The same with its marks.
    Marked,
    Given,
    /// The beginnings of given and family name.
    TwoWords,
    /// The last four digits of the telephone.
    PhoneEnd,
    BirthMonth,
    /// Seven letters of a family name with one slip in them.
    Typo,
}

/// Choices that look like chance and are the same for the same seed (SplitMix64).
#[derive(Debug)]
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }

    fn between(&mut self, from: usize, to: usize) -> usize {
        from + self.below(to - from + 1)
    }

    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

const BEGINNINGS: &[&str] = &[
    "b", "br", "c", "ch", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "kl", "l", "m", "n", "p",
    "pr", "r", "s", "sch", "st", "t", "tr", "v", "w", "z", "ž", "š", "ł", "ñ", "ø", "å",
];
const MIDDLES: &[&str] = &[
    "a", "e", "i", "o", "u", "ä", "ö", "ü", "é", "è", "á", "í", "ó", "ø", "å", "au", "ei", "ie",
    "ou",
];
const ENDINGS: &[&str] = &[
    "n", "r", "l", "s", "t", "ck", "thread", "needle", "hem", "weft", "loom", "stitch", "seam",
    "tuck", "spool", "bodkin", "ová", "dóttir", "ez", "ini", "eau", "ier", "oğlu", "yan", "ko",
    "ić", "faden", "naht", "weiß",
];
const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyz";
const GIVEN_NAMES: usize = 170;
/// So many distinct family names at most; a quarter of the people in a small register.
const FAMILY_NAMES: (usize, usize) = (400, 60_000);
/// One person in so many bears two family names.
const DOUBLE: f64 = 0.06;
/// Queries of each kind.
const OF_EACH: usize = 60;
const SEED: u64 = 20_260_101;

fn name(dice: &mut Dice, syllables: usize) -> String {
    let mut name = String::new();
    for _ in 0..syllables {
        name.push_str(dice.pick(BEGINNINGS));
        name.push_str(dice.pick(MIDDLES));
    }
    name.push_str(dice.pick(ENDINGS));
    let mut letters = name.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// Distinct names with how common each is: few are borne by many.
struct Names {
    names: Vec<String>,
    upto: Vec<f64>,
}

impl Names {
    fn make(dice: &mut Dice, count: usize, offset: f64, steepness: f64) -> Self {
        let mut seen = HashSet::new();
        let mut names = Vec::with_capacity(count);
        while names.len() < count {
            let syllables = dice.between(1, 2);
            let name = name(dice, syllables);
            if seen.insert(name.clone()) {
                names.push(name);
            }
        }
        let mut total = 0.0;
        let upto = (0..count)
            .map(|at| {
                total += (at as f64 + offset).powf(-steepness);
                total
            })
            .collect();
        Self { names, upto }
    }

    fn draw(&self, dice: &mut Dice) -> &str {
        let total = self.upto.last().copied().unwrap_or_default();
        let wanted = dice.share() * total;
        let at = self.upto.partition_point(|upto| *upto < wanted);
        &self.names[at.min(self.names.len() - 1)]
    }
}

pub fn people(count: usize) -> Vec<Person> {
    let mut dice = Dice(SEED);
    let families = (count / 4).clamp(FAMILY_NAMES.0, FAMILY_NAMES.1);
    let families = Names::make(&mut dice, families, 12.0, 0.85);
    let givens = Names::make(&mut dice, GIVEN_NAMES, 10.0, 0.6);
    let first_day = NaiveDate::from_ymd_opt(1940, 1, 1).unwrap_or_default();
    (0..count)
        .map(|_| {
            let given = givens.draw(&mut dice).to_owned();
            let mut family = families.draw(&mut dice).to_owned();
            if dice.share() < DOUBLE {
                family = format!("{family}-{}", families.draw(&mut dice));
            }
            let code = dice.pick(&["1", "44", "49", "48", "33", "34"]);
            let phone = format!(
                "+{code} {} {} {}",
                dice.between(100, 999),
                dice.between(100, 999),
                dice.between(1_000, 9_999)
            );
            let email = format!(
                "{}.{}{}@example.org",
                plain(&given),
                plain(&family),
                dice.between(1, 9_999)
            );
            Person {
                given,
                family,
                birth_on: first_day + Days::new(dice.below(24_800) as u64),
                phone,
                email,
            }
        })
        .collect()
}

fn plain(name: &str) -> String {
    words(name).collect()
}

/// Eleven kinds of queries, sixty of each.
pub fn queries(people: &[Person]) -> Vec<Query> {
    let mut dice = Dice(7);
    let mut all = Vec::new();
    let first = |text: &str, letters: usize| text.chars().take(letters).collect::<String>();
    for _ in 0..OF_EACH {
        let mut put = |kind, means, typed| all.push(Query { kind, typed, means });
        for letters in [2, 3, 4, 6, 8] {
            let at = dice.below(people.len());
            put(
                Kind::Family,
                at,
                first(&folded(&people[at].family), letters),
            );
        }
        let marked = |person: &Person| !first(&person.family, 5).is_ascii();
        let at = draw(&mut dice, people, marked);
        put(Kind::Marked, at, first(&people[at].family, 5));
        let at = dice.below(people.len());
        put(Kind::Given, at, first(&folded(&people[at].given), 4));
        let at = dice.below(people.len());
        let (given, family) = (folded(&people[at].given), folded(&people[at].family));
        put(
            Kind::TwoWords,
            at,
            format!("{} {}", first(&given, 2), first(&family, 4)),
        );
        let at = dice.below(people.len());
        put(
            Kind::PhoneEnd,
            at,
            people[at].phone[people[at].phone.len() - 4..].to_owned(),
        );
        let at = dice.below(people.len());
        put(
            Kind::BirthMonth,
            at,
            people[at].birth_on.format("%Y-%m").to_string(),
        );
        let at = draw(&mut dice, people, |person| {
            folded(&person.family).chars().count() >= 7
        });
        let slipped = slip(&mut dice, &first(&folded(&people[at].family), 7));
        put(Kind::Typo, at, slipped);
    }
    all
}

fn draw(dice: &mut Dice, people: &[Person], fits: impl Fn(&Person) -> bool) -> usize {
    loop {
        let at = dice.below(people.len());
        if fits(&people[at]) {
            return at;
        }
    }
}

/// One slip inside seven letters: two in each other's place, one left out, or one wrong.
fn slip(dice: &mut Dice, word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = dice.between(1, 5);
    match dice.below(3) {
        0 => letters.swap(at, at + 1),
        1 => {
            letters.remove(at);
        }
        _ => {
            let before = letters[at];
            while letters[at] == before {
                letters[at] = char::from(LETTERS[dice.below(LETTERS.len())]);
            }
        }
    }
    letters.into_iter().collect()
}
