//! Measurements from outside, each beside a floor in the same run and in turns, so that a slow or busy machine
//! changes no verdict.

pub mod backup;
pub mod export;
pub mod import;
pub mod patient;
pub mod photos;
pub mod reports;
pub mod rules;
pub mod search;
pub mod session;
pub mod sheets;
pub mod startup;

mod copied;
mod frame;
mod memory;

use serde::Serialize;
use std::process::Command;

use crate::trouble::{Outcome, Trouble};

/// One measured figure, in the form that other programs read.
#[derive(Debug, Serialize)]
pub struct Row {
    pub name: &'static str,
    pub unit: &'static str,
    /// How often it was measured.
    pub n: usize,
    pub median: f64,
    pub p99: f64,
    /// Which of the two is judged.
    pub statistic: &'static str,
    pub better: &'static str,
    /// The floor's median.
    pub floor: Option<f64>,
    /// The median of the rounds' own ratios: both sides of a round met the same busy machine.
    pub ratio: Option<f64>,
    pub budget: f64,
    pub budget_of: &'static str,
    pub within: bool,
}

/// One round: ours, then the floor.
#[derive(Debug, Clone, Copy)]
pub struct Round {
    pub ours: f64,
    pub floor: f64,
}

/// Judges a figure by how it stands to its floor; less is better.
pub fn beside_floor(name: &'static str, unit: &'static str, rounds: &[Round], budget: f64) -> Row {
    let ours: Vec<f64> = rounds.iter().map(|round| round.ours).collect();
    let floors: Vec<f64> = rounds.iter().map(|round| round.floor).collect();
    let ratios: Vec<f64> = rounds
        .iter()
        .map(|round| round.ours / round.floor)
        .collect();
    let ratio = quantile(&ratios, 0.5);
    Row {
        name,
        unit,
        n: rounds.len(),
        median: quantile(&ours, 0.5),
        p99: quantile(&ours, 0.99),
        statistic: "median",
        better: "lower",
        floor: Some(quantile(&floors, 0.5)),
        ratio: Some(ratio),
        budget,
        budget_of: "ratio",
        within: ratio <= budget,
    }
}

/// The smallest measured value that at least this share of all values does not exceed; 0 for none at all.
fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (share * sorted.len() as f64).ceil() as usize;
    sorted
        .get(rank.saturating_sub(1))
        .copied()
        .unwrap_or_default()
}

/// Runs a program to its end and answers with what it printed.
fn printed(command: &mut Command) -> Outcome<String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|source| Trouble::NotStarted {
        program: program.clone(),
        source,
    })?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let detail = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(Trouble::NotReady { program, detail })
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_judged_by_the_median_of_the_rounds_own_ratios() {
        let rounds = [(110.0, 100.0), (600.0, 500.0), (260.0, 200.0)];
        let rounds = rounds.map(|(ours, floor)| Round { ours, floor });
        let row = beside_floor("x", "ms", &rounds, 1.25);
        assert_eq!(
            row.ratio,
            Some(1.2),
            "one busy round slows both sides and must not decide"
        );
        assert_eq!((row.median, row.p99), (260.0, 600.0));
        assert!(row.within);
        assert!(!beside_floor("x", "ms", &rounds, 1.1).within);
    }
}
