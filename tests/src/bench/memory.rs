//! The memory of a program and everything it started, each shared page counted once (proportional set size).

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

/// MiB of the process and all that descend from it. A process that ends meanwhile counts nothing.
pub fn of_tree(root: u32) -> f64 {
    let kib: u64 = tree(root, &parents())
        .into_iter()
        .filter_map(share_kib)
        .sum();
    kib as f64 / 1024.0
}

fn tree(root: u32, parents: &BTreeMap<u32, u32>) -> BTreeSet<u32> {
    let mut tree = BTreeSet::from([root]);
    loop {
        let before = tree.len();
        let children = parents
            .iter()
            .filter(|(_, parent)| tree.contains(parent))
            .map(|(child, _)| *child);
        let children: Vec<u32> = children.collect();
        tree.extend(children);
        if tree.len() == before {
            return tree;
        }
    }
}

/// Every process with the one that started it.
fn parents() -> BTreeMap<u32, u32> {
    let Ok(entries) = fs::read_dir("/proc") else {
        return BTreeMap::new();
    };
    entries
        .filter_map(Result::ok)
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter_map(|id: u32| {
            let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
            // The name stands in parentheses and may hold anything, so what follows the last one counts.
            let parent = stat
                .rsplit_once(')')?
                .1
                .split_whitespace()
                .nth(1)?
                .parse()
                .ok()?;
            Some((id, parent))
        })
        .collect()
}

fn share_kib(process: u32) -> Option<u64> {
    let rollup = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grandchildren_belong_to_the_tree() {
        let parents = BTreeMap::from([(2, 1), (3, 2), (4, 9)]);
        assert_eq!(tree(1, &parents), BTreeSet::from([1, 2, 3]));
    }

    #[test]
    fn our_own_memory_can_be_read() {
        assert!(
            of_tree(std::process::id()) > 0.1,
            "this very test takes up something"
        );
    }
}
