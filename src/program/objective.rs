//! `[objective]`: the levels and the lowest score that a pair may have.

use crate::diagnostic::Sink;
use crate::keys::{Item, Keys, advice};
use crate::units::{Level, Points};

/// What is best.
#[derive(Clone, Debug)]
pub struct Objective {
    /// The levels, each settled before the next.
    pub levels: Vec<Level>,
    /// Pairs below are forbidden; 0 forbids none.
    pub minimum_score: Points,
}

impl Default for Objective {
    fn default() -> Objective {
        Objective { levels: vec![Level::Coverage, Level::Total], minimum_score: Points::ZERO }
    }
}

const EXAMPLE: &str = "[\"coverage\", \"total\"]";
const AVAILABLE: [&str; 2] = ["coverage", "total"];
const LEVELS: [&str; 6] = ["coverage", "worst", "fair", "continuity", "balance", "total"];

/// Reads the table.
pub(super) fn read(mut keys: Keys<'_>, sink: &mut Sink) -> Objective {
    let mut objective = Objective::default();
    let method = keys.take("method");
    let levels = keys.take("levels");
    if let Some(item) = &method
        && item.choice(&[("stable", ())], sink).is_some()
    {
        not_available(item, "`method = \"stable\"`", sink);
    }
    if let Some(item) = keys.take("proposing") {
        let sides = item.choice(&[("mentor", ()), ("mentee", ())], sink);
        if method.is_none() && sides.is_some() {
            item.reject(sink, "`proposing` belongs to `method = \"stable\"`", "delete this line");
        }
    }
    if let Some(levels) = levels.and_then(|item| read_levels(&item, sink)) {
        objective.levels = levels;
    }
    if let Some(item) = keys.take("minimum_score")
        && let Some(score) = item.decimal(sink)
    {
        let points = score.scaled(2).and_then(|points| u16::try_from(points).ok()).and_then(Points::new);
        match points {
            Some(points) => objective.minimum_score = points,
            None => item.reject(
                sink,
                format!("`minimum_score` is {score}"),
                "write a percentage from 0 to 100 with up to two decimals, for example `45` or `62.5`",
            ),
        }
    }
    keys.finish(sink);
    objective
}

fn read_levels(item: &Item<'_>, sink: &mut Sink) -> Option<Vec<Level>> {
    let items = item.texts(EXAMPLE, sink)?;
    let mut goals = Vec::new();
    for (index, (level, item)) in items.iter().zip(item.list(EXAMPLE, sink)?).enumerate() {
        let name = level.value.as_str();
        if items[..index].iter().any(|earlier| earlier.value == name) {
            item.reject(sink, format!("the level `{name}` stands twice"), "name each level once");
        } else if name == "coverage" && index > 0 {
            item.reject(
                sink,
                "`coverage` comes first or is left out",
                "move it to the front: `levels = [\"coverage\", …]`",
            );
        } else {
            match name {
                "coverage" => goals.push(Level::Coverage),
                "total" => goals.push(Level::Total),
                _ if LEVELS.contains(&name) => not_available(&item, &format!("the level `{name}`"), sink),
                _ => item.reject(sink, format!("there is no level `{name}`"), advice(name, &AVAILABLE)),
            }
        }
    }
    (goals.len() == items.len()).then_some(goals)
}

/// Reports something that the method has and this version does not: never ignored, never half done.
pub(super) fn not_available(item: &Item<'_>, what: &str, sink: &mut Sink) {
    let help = "this version settles the levels `coverage` and `total` for pairs; leave this out, or wait for a version that has it";
    item.report(sink, "program::not-available", format!("{what} is not available in this version"), help);
}
