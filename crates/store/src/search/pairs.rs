//! Everybody against everybody, for the list of likely duplicates: only neighbours on an index are compared.

use super::{Listed, listed};
use crate::error::StoreError;
use crate::fold::words;
use crate::way_in::Way;
use needlebook_domain::duplicate::{self, Likeness, Traits};
use needlebook_domain::ids::PatientId;
use sqlx::{Row, SqliteConnection};
use std::collections::BTreeMap;

/// Two entries that may be one person.
#[derive(Clone, Debug)]
pub struct Pair {
    pub one: Listed,
    pub other: Listed,
    pub likeness: Likeness,
}

/// More pairs than anybody clears in one sitting.
const MOST_PAIRS: usize = 200;
/// Born on one day, of one name, on one number: more than this many are not compared with each other.
const MOST_NEIGHBOURS: usize = 400;
const PAGE: u32 = 2_000;
/// An ISO date.
const DATE_LETTERS: usize = 10;

/// Likely duplicates in the whole register, the likeliest first, without those in `told_apart`.
///
/// # Errors
/// When the store cannot be read.
pub async fn pairs(
    connection: &mut SqliteConnection,
    told_apart: &[(PatientId, PatientId)],
) -> Result<Vec<Pair>, StoreError> {
    let mut found: BTreeMap<(PatientId, PatientId), Pair> = BTreeMap::new();
    for way in [Way::BirthDate, Way::PhoneStart, Way::Family] {
        let mut neighbours = Neighbours::new(way);
        let mut last = (String::new(), -1_i64);
        loop {
            let rows = sqlx::query(
                "SELECT way, term, subject, id, number, given, family, birth_on FROM way_in
                 WHERE way = ?1 AND (term, subject) > (?2, ?3) ORDER BY term, subject LIMIT ?4",
            )
            .bind(way as u8)
            .bind(&last.0)
            .bind(last.1)
            .bind(PAGE)
            .fetch_all(&mut *connection)
            .await?;
            let Some(end) = rows.last() else { break };
            last = (end.get("term"), end.get("subject"));
            for row in &rows {
                neighbours.meet(row.get("term"), listed(row)?, &mut found);
            }
        }
    }
    let known = |pair: &(PatientId, PatientId)| told_apart.contains(pair);
    let mut pairs: Vec<Pair> = found
        .into_iter()
        .filter(|(ids, _)| !known(ids))
        .map(|(_, pair)| pair)
        .collect();
    pairs.sort_by_key(|pair| std::cmp::Reverse(pair.likeness));
    pairs.truncate(MOST_PAIRS);
    Ok(pairs)
}

/// Those who stand together on an index.
struct Neighbours {
    way: Way,
    shared: String,
    here: Vec<(Listed, Traits)>,
}

impl Neighbours {
    fn new(way: Way) -> Self {
        Self {
            way,
            shared: String::new(),
            here: Vec::new(),
        }
    }

    fn meet(
        &mut self,
        term: &str,
        listed: Listed,
        found: &mut BTreeMap<(PatientId, PatientId), Pair>,
    ) {
        let shared = match self.way {
            Way::BirthDate => term.get(..DATE_LETTERS).unwrap_or(term).to_owned(),
            Way::Family => format!("{} {}", listed.family, listed.given),
            _ => term.to_owned(),
        };
        if shared != self.shared {
            self.here.clear();
            self.shared = shared;
        }
        let mut traits = Traits {
            given: words(&listed.given).collect(),
            family: words(&listed.family).collect(),
            birth_on: Some(listed.birth_on),
            phone: String::new(),
        };
        if self.way == Way::PhoneStart {
            traits.phone.clone_from(&self.shared);
        }
        for (other, theirs) in &self.here {
            if other.id != listed.id
                && let Some(likeness) = duplicate::likeness(&traits, theirs)
                && likeness >= Likeness::NearlySameBirthDate
            {
                let (one, other) = in_order(&listed, other);
                let ids = (one.id, other.id);
                let known = found.get(&ids).map(|pair| pair.likeness);
                if known.is_none_or(|known| known < likeness) {
                    found.insert(
                        ids,
                        Pair {
                            one,
                            other,
                            likeness,
                        },
                    );
                }
            }
        }
        if self.here.len() < MOST_NEIGHBOURS {
            self.here.push((listed, traits));
        }
    }
}

/// The entry made first comes first.
fn in_order(a: &Listed, b: &Listed) -> (Listed, Listed) {
    if a.id.0 < b.id.0 {
        (a.clone(), b.clone())
    } else {
        (b.clone(), a.clone())
    }
}
