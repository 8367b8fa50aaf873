//! What holds for every name: whatever is stored is found by any prefix of any of its words, as it is written and without
//! its marks, and nobody is found by what they are not called.

use needlebook_api::search::{self, Matched};
use needlebook_store::fold::{folded, spelt_out, squeezed, words};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};

use crate::clinic::Clinic;

/// Names of many scripts, with the marks, joints and spaces that names have.
const NAME: &str = "[A-Za-zÀ-ÖØ-öø-ÿĀ-ſȘ-țƠơƯưẀ-ẅẠ-ỹΑ-ΡΣ-Ωα-ωА-яא-תء-ي一-鿿]{1,9}([ '’-][a-zß-öø-ÿłøæđ]{1,7}){0,2}";
const PEOPLE: usize = 60;
/// Everybody of the stories has this address, and an address is a way in as well.
const EMAIL: &str = "barnaby@selvedge.example";

#[tokio::test]
async fn whatever_is_stored_is_found_by_any_beginning_of_any_of_its_words() {
    let clinic = Clinic::set_up().await;
    let mut runner = TestRunner::new(Config::default());
    let names = (NAME, NAME);
    for _ in 0..PEOPLE {
        let (given, family) = names.new_tree(&mut runner).unwrap().current();
        let id = clinic.register(&given, &family).await;
        for name in [&given, &family] {
            for word in name.split([' ', '\'', '’', '-']) {
                for typed in beginnings(word).chain(beginnings(&folded(word))) {
                    let hits =
                        search::search_patients(clinic.app(), format!("{typed} {given} {family}"))
                            .await
                            .unwrap()
                            .hits;
                    assert!(
                        hits.iter().any(|hit| hit.id == id) || hits.len() == 20,
                        "{typed:?} begins a word of {given:?} {family:?}"
                    );
                    let found = search::search_patients(clinic.app(), typed.clone())
                        .await
                        .unwrap();
                    assert_eq!(
                        found.matched,
                        Matched::Exact,
                        "{typed:?} is no typing error"
                    );
                    assert!(
                        found.hits.iter().any(|hit| hit.id == id) || found.hits.len() == 20,
                        "{typed:?} begins a word of {given:?} {family:?}"
                    );
                    for hit in found.hits {
                        let theirs: Vec<String> =
                            words(&format!("{} {}", hit.given, hit.family)).collect();
                        let joined: String = theirs.concat();
                        let wanted: String = words(&typed).collect();
                        assert!(
                            theirs.iter().any(|word| word.starts_with(&wanted))
                                || joined.contains(&wanted)
                                || EMAIL.starts_with(&folded(&typed))
                                || spelt_out(&format!("{} {}", hit.given, hit.family))
                                    .is_some_and(|other| squeezed(&other).contains(&wanted)),
                            "{typed:?} is no beginning in {:?} {:?}",
                            hit.given,
                            hit.family
                        );
                    }
                }
            }
        }
    }
}

fn beginnings(word: &str) -> impl Iterator<Item = String> + use<> {
    let letters: Vec<char> = word.chars().collect();
    (1..=letters.len()).map(move |end| letters[..end].iter().collect())
}
