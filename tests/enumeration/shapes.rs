//! Which shapes stand together.

use pairwright::problem::Per;
use pairwright::units::Level;

use crate::draw::{QuotaKind, RuleKind, Shape, TeamRule, level_orders};

/// Nothing, each shape, and those that stand together.
pub fn combinations() -> Vec<Vec<Shape>> {
    let mut all = vec![Vec::new()];
    all.extend(single_shapes().into_iter().map(|shape| vec![shape]));
    all.extend(shapes_together());
    all.extend(with_meetings());
    all.extend(with_groups());
    all
}

/// Every shape without slots and groups, the rules of teams and the kinds of quotas one by one.
pub fn single_shapes() -> Vec<Shape> {
    let mut shapes = vec![Shape::Minimum, Shape::Demands { bounded: false }, Shape::Demands { bounded: true }];
    shapes.extend(TeamRule::ALL.map(|rule| Shape::Teams(Some(rule))));
    shapes.extend(QuotaKind::all().into_iter().map(|kind| Shape::Quotas(Some(kind))));
    shapes
}

/// Every two of these that may stand together; several team rules and several quotas are one shape here.
pub fn shapes_together() -> Vec<Vec<Shape>> {
    let (free, bounded) = (Shape::Demands { bounded: false }, Shape::Demands { bounded: true });
    let (teams, quotas) = (Shape::Teams(None), Shape::Quotas(None));
    let mut pairs = vec![vec![teams], vec![quotas], vec![teams, quotas]];
    for shape in [free, bounded, teams, quotas] {
        pairs.push(vec![Shape::Minimum, shape]);
    }
    for demands in [free, bounded] {
        pairs.extend([vec![demands, teams], vec![demands, quotas]]);
    }
    pairs
}

/// Meetings alone, with each kind of quota of a slot, and with any of the others.
pub fn with_meetings() -> Vec<Vec<Shape>> {
    let others = [Shape::Minimum, Shape::Demands { bounded: true }, Shape::Teams(None), Shape::Quotas(None)];
    let chosen =
        |set: u32| others.iter().enumerate().filter(move |(at, _)| set >> at & 1 == 1).map(|(_, &shape)| shape);
    let with = |together: bool| {
        let meetings = Shape::Meetings { together };
        let any = (0..1 << others.len()).map(move |set| [meetings].into_iter().chain(chosen(set)).collect());
        any.chain(slot_quotas(meetings)).collect::<Vec<_>>()
    };
    [with(false), with(true)].concat()
}

/// Groups with each kind of rule and of quota, and with any of the others.
pub fn with_groups() -> Vec<Vec<Shape>> {
    let any = Shape::Groups(None);
    let mut all = vec![vec![any], vec![any, Shape::Minimum], vec![any, Shape::Quotas(None)]];
    all.push(vec![any, Shape::Minimum, Shape::Quotas(None)]);
    all.extend(RuleKind::all().into_iter().map(|rule| vec![Shape::Groups(Some(rule))]));
    all.extend(slot_quotas(any));
    all.extend(QuotaKind::singles(Per::Mentor).into_iter().map(|kind| vec![any, Shape::Quotas(Some(kind))]));
    all
}

fn slot_quotas(with: Shape) -> impl Iterator<Item = Vec<Shape>> {
    QuotaKind::singles(Per::Slot).into_iter().map(move |kind| vec![with, Shape::Quotas(Some(kind))])
}

#[test]
fn there_are_so_many_orders_of_levels() {
    // With coverage first: all orders of any of the five others. Without: continuity or total first, then any of four.
    let (with, without) = (1 + 5 + 20 + 60 + 120 + 120, 2 * (1 + 4 + 12 + 24 + 24));
    let orders = level_orders();
    // Every one of `worst`, `fair` and `balance` may come right after.
    assert_eq!(orders.len(), with + without);
    assert!(orders.iter().all(|order| order.iter().skip(1).all(|&level| level != Level::Coverage)));
}
