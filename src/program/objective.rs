//! `[objective]`: the levels, or a stable pairing in their place, and the lowest score that a pair may have.

use crate::diagnostic::Sink;
use crate::keys::{Item, Keys, advice};
use crate::units::{Level, Points, Side};

/// What is best.
#[derive(Clone, Debug)]
pub struct Objective {
    /// How a pairing is chosen.
    pub method: Method,
    /// Pairs below are forbidden; 0 forbids none.
    pub minimum_score: Points,
}

/// How a pairing is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Method {
    /// The best by these levels, each settled before the next; coverage first if it is there.
    Levels(Vec<Level>),
    /// A stable one, the best of these for the side that proposes.
    Stable {
        /// The side that proposes.
        proposing: Side,
    },
}

impl Method {
    /// The levels in order; none of a stable pairing.
    #[must_use]
    pub fn levels(&self) -> &[Level] {
        match self {
            Method::Levels(levels) => levels,
            Method::Stable { .. } => &[],
        }
    }

    /// Whether the pairing is a stable one.
    #[must_use]
    pub fn is_stable(&self) -> bool {
        matches!(self, Method::Stable { .. })
    }
}

impl Default for Objective {
    fn default() -> Objective {
        let method = Method::Levels(vec![Level::Coverage, Level::Total]);
        Objective { method, minimum_score: Points::ZERO }
    }
}

const EXAMPLE: &str = "[\"coverage\", \"total\"]";
const SIDES: [(&str, Side); 2] = [("mentor", Side::Mentor), ("mentee", Side::Mentee)];
/// Levels that say little of pairs that are not made, and so need one of [`FIRST`] before them.
const LATER: [Level; 3] = [Level::Worst, Level::Fair, Level::Balance];
const FIRST: [Level; 3] = [Level::Coverage, Level::Continuity, Level::Total];

/// Reads the table.
pub(super) fn read(mut keys: Keys<'_>, sink: &mut Sink) -> Objective {
    let mut objective = Objective::default();
    let method = keys.take("method");
    let levels = keys.take("levels");
    let proposing = keys.take("proposing");
    let proposed = proposing.as_ref().and_then(|item| item.choice(&SIDES, sink));
    let listed = levels.as_ref().and_then(|item| read_levels(item, sink));
    if let Some(item) = &method {
        if item.choice(&[("stable", ())], sink).is_some() {
            objective.method = Method::Stable { proposing: proposed.unwrap_or(Side::Mentee) };
        }
        if let Some(levels) = &levels {
            levels.reject(
                sink,
                "`levels` stands beside `method`",
                "a stable pairing has no levels: delete one of the two lines",
            );
        }
    } else if let Some(item) = proposing.filter(|_| proposed.is_some()) {
        item.reject(sink, "`proposing` belongs to `method = \"stable\"`", "delete this line");
    }
    if let Some(levels) = listed.filter(|_| method.is_none()) {
        objective.method = Method::Levels(levels);
    }
    if let Some(score) = keys.take("minimum_score").and_then(|item| read_score(&item, sink)) {
        objective.minimum_score = score;
    }
    keys.finish(sink);
    objective
}

fn read_score(item: &Item<'_>, sink: &mut Sink) -> Option<Points> {
    let score = item.decimal(sink)?;
    let points = score.scaled(2).and_then(|points| u16::try_from(points).ok()).and_then(Points::new);
    if points.is_none() {
        item.reject(
            sink,
            format!("`minimum_score` is {score}"),
            "write a percentage from 0 to 100 with up to two decimals, for example `45` or `62.5`",
        );
    }
    points
}

fn read_levels(item: &Item<'_>, sink: &mut Sink) -> Option<Vec<Level>> {
    let items = item.texts(EXAMPLE, sink)?;
    let mut levels = Vec::new();
    for (text, item) in items.iter().zip(item.list(EXAMPLE, sink)?) {
        let name = text.value.as_str();
        match Level::ALL.into_iter().find(|level| level.name() == name) {
            Some(level) => levels.push((level, item)),
            None => {
                item.reject(sink, format!("there is no level `{name}`"), advice(name, &Level::ALL.map(Level::name)))
            }
        }
    }
    // Where a name is not known, the order of the others is not known either.
    let in_order = levels.len() == items.len() && is_in_order(&levels, sink);
    in_order.then(|| levels.into_iter().map(|(level, _)| level).collect())
}

/// Whether each level stands where it may: once, coverage first, and the later ones after one of the first.
fn is_in_order(levels: &[(Level, Item<'_>)], sink: &mut Sink) -> bool {
    let mut in_order = true;
    for (index, (level, item)) in levels.iter().enumerate() {
        let (name, before) = (level.name(), &levels[..index]);
        let fault = if before.iter().any(|(earlier, _)| earlier == level) {
            (format!("the level `{name}` stands twice"), "name each level once")
        } else if *level == Level::Coverage && index > 0 {
            ("`coverage` comes first or is left out".to_owned(), "move it to the front: `levels = [\"coverage\", …]`")
        } else if LATER.contains(level) && !before.iter().any(|(earlier, _)| FIRST.contains(earlier)) {
            (
                format!("`{name}` has nothing before it that asks for pairs: a pairing of nobody would be best"),
                "put `coverage`, `continuity` or `total` before it",
            )
        } else {
            continue;
        };
        item.reject(sink, fault.0, fault.1);
        in_order = false;
    }
    in_order
}
