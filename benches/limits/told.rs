//! An outcome on one line.

use pairwright::problem::{LevelOutcome, LevelValue, Outcome};

/// How it ended, and every level: its value, and the bound with the gap where the value is not proved.
pub fn outcome(outcome: &Outcome) -> String {
    let levels: Vec<String> = outcome.levels.iter().map(level).collect();
    format!("{:>12}  {}", format!("{:?}", outcome.ending), levels.join(", "))
}

fn level(level: &LevelOutcome) -> String {
    let Some(bound) = &level.bound else { return short(&level.value) };
    let gap = match (sum(&level.value), sum(bound)) {
        (Some(value), Some(bound)) if bound > 0 => format!("; {}", percent(value.abs_diff(bound), bound)),
        _ => String::new(),
    };
    format!("{} ({}{gap})", short(&level.value), short(bound))
}

/// What a value counts in all.
fn sum(value: &LevelValue) -> Option<u64> {
    match value {
        LevelValue::Number(number) => Some(*number),
        LevelValue::NoPairs => None,
        LevelValue::Counts(counts) => Some(counts.iter().sum()),
    }
}

/// A share in percent with two decimals, rounded up: a gap is never told as none.
fn percent(part: u64, whole: u64) -> String {
    let hundredths = (u128::from(part) * 10_000).div_ceil(u128::from(whole));
    format!("{}.{:02} %", hundredths / 100, hundredths % 100)
}

fn short(value: &LevelValue) -> String {
    match value {
        LevelValue::Number(number) => number.to_string(),
        LevelValue::NoPairs => "none".to_owned(),
        LevelValue::Counts(counts) if counts.len() <= 6 => format!("{counts:?}"),
        LevelValue::Counts(counts) => {
            format!("[{} of {} bands]", counts.iter().filter(|n| **n > 0).count(), counts.len())
        }
    }
}
