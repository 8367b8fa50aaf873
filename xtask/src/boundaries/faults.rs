//! `docs/fault-tests.md`: each of the forty faults says what the person sees and names the test that keeps it so.

use super::{Breach, Tree, Verdict, coverage::follow};

const PAGE: &str = "docs/fault-tests.md";
const FAULTS: usize = 40;
/// Tested by a rig outside this repository, or waiting for what is not built yet; either says so and why.
const WITHOUT_A_TEST: [&str; 2] = ["outside: ", "waiting: "];

pub fn check(tree: &Tree) -> Vec<Verdict> {
    vec![Verdict::new(
        "every one of the forty faults has its test",
        breaches(tree),
    )]
}

fn breaches(tree: &Tree) -> Vec<Breach> {
    let Some(page) = tree.file(PAGE) else {
        return vec![Breach::new(PAGE, "is missing")];
    };
    let mut breaches = Vec::new();
    let mut next = 1;
    for (at, line) in page.lines().enumerate() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, number, _, _, tests, _] = cells.as_slice() else {
            continue;
        };
        let Ok(number) = number.parse::<usize>() else {
            continue;
        };
        let mut say = |detail: String| {
            breaches.push(Breach::new(format!("{PAGE}:{}", at + 1), detail));
        };
        if number != next {
            say(format!("{number} stands where {next} should"));
        }
        next = number + 1;
        let pointers: Vec<&str> = tests.split('`').skip(1).step_by(2).collect();
        let is_excused = WITHOUT_A_TEST.iter().any(|word| tests.starts_with(word));
        if pointers.is_empty() && !is_excused {
            say(format!("{number} has no test"));
        }
        for pointer in pointers {
            if let Err(why) = follow(tree, pointer) {
                say(format!("{number}: {pointer} {why}"));
            }
        }
    }
    if next != FAULTS + 1 {
        breaches.push(Breach::new(
            PAGE,
            format!("lists {} of {FAULTS} faults", next - 1),
        ));
    }
    breaches
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUST: &str = "#[test]\nfn f01_it_is_noticed() {}\nfn a_helper() {}\n";

    fn found(odd: usize, tests: &str) -> Vec<String> {
        let page: String = (1..=FAULTS)
            .map(|number| {
                let tests = if number == odd {
                    tests
                } else {
                    "`t.rs::f01_it_is_noticed`"
                };
                format!("| {number} | a fault | words | {tests} |\n")
            })
            .collect();
        let tree = Tree::of(&[(PAGE, &page), ("t.rs", RUST)]);
        breaches(&tree)
            .into_iter()
            .map(|breach| breach.detail)
            .collect()
    }

    #[test]
    fn a_fault_with_its_test_or_its_reason_is_well() {
        for tests in [
            "`t.rs::f01_it_is_noticed`",
            "outside: a rig",
            "waiting: not built yet",
        ] {
            assert_eq!(found(7, tests), [""; 0], "{tests}");
        }
    }

    #[test]
    fn a_fault_whose_test_is_gone_is_named() {
        for tests in ["", "somebody looked", "`t.rs::a_helper`", "`gone.rs::f01`"] {
            let told = found(7, tests);
            assert_eq!(told.len(), 1, "{tests}: {told:?}");
            assert!(told[0].starts_with('7'), "{told:?}");
        }
        assert!(!breaches(&Tree::of(&[])).is_empty(), "nor may the page go");
    }
}
