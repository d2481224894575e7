//! Groups, their sizes, slots and rules.

use pairwright::problem::{Alike, GroupRule, Groups, Problem, Sense, SideMarks};

use super::meetings::slots;
use crate::dice::Dice;

/// A kind of group rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleKind {
    pub way: Way,
    /// Whether it looks at leaders too.
    pub leaders: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    AtLeast,
    AtMost,
    Differ,
    Same,
    Span,
}

impl RuleKind {
    pub fn all() -> Vec<RuleKind> {
        let ways = [Way::AtLeast, Way::AtMost, Way::Differ, Way::Same, Way::Span];
        ways.into_iter().flat_map(|way| [false, true].map(|leaders| RuleKind { way, leaders })).collect()
    }
}

/// Makes the problem one of groups, with a rule of one kind or with up to three of any; now and then some people are kept apart.
pub fn add_groups(problem: &mut Problem, dice: &mut Dice, rule: Option<RuleKind>) {
    for mentee in &mut problem.mentees {
        mentee.wanted = u32::from(!dice.chance(10));
    }
    let least = dice.one_of(&[1, 1, 2, 2, 3]);
    for mentor in &mut problem.mentors {
        mentor.capacity = dice.one_of(&[0, 1, 1, 1, 2, 2, 3]);
    }
    let all = RuleKind::all();
    let kinds: Vec<RuleKind> = match rule {
        Some(kind) => vec![kind],
        None => (0..dice.roll(4)).map(|_| dice.one_of(&all)).collect(),
    };
    let groups = Groups {
        least,
        most: least + dice.roll(3),
        leaders: dice.one_of(&[1, 1, 1, 2, 2, 2, 3]),
        slots: dice.chance(60).then(|| slots(problem, dice)),
        rules: kinds.into_iter().map(|kind| rule_of(problem, dice, kind)).collect(),
        apart_members: apart(dice, problem.mentees.len()),
        apart_leaders: apart(dice, problem.mentors.len()),
    };
    problem.groups = Some(groups);
}

fn rule_of(problem: &Problem, dice: &mut Dice, kind: RuleKind) -> GroupRule {
    let (mentors, mentees) = (problem.mentors.len(), problem.mentees.len());
    let (sense, numbers) = match kind.way {
        Way::AtMost => (Sense::AtMost, [0, 1, 1, 2]),
        _ => (Sense::AtLeast, [1, 1, 1, 2]),
    };
    let alike = match kind.way {
        Way::AtLeast | Way::AtMost => {
            let mut of = |people: usize| -> Vec<bool> { (0..people).map(|_| dice.chance(50)).collect() };
            let (members, leaders) = (of(mentees), kind.leaders.then(|| of(mentors)));
            return GroupRule::Count { sense, number: dice.one_of(&numbers), members, leaders };
        }
        Way::Differ => Alike::Differ,
        Way::Same => Alike::Same,
        Way::Span => Alike::Span(dice.one_of(&[0, 1, 1, 2])),
    };
    // Negative values too: grades before the first are.
    let (values, blank) = (dice.one_of(&[2, 3, 5]), dice.one_of(&[0, 10, 30]));
    let mut of = |people: usize| -> Vec<Option<i64>> {
        (0..people).map(|_| (!dice.chance(blank)).then(|| i64::from(dice.roll(values)) - 2)).collect()
    };
    let (members, leaders) = (of(mentees), kind.leaders.then(|| of(mentors)));
    GroupRule::Alike { alike, blank_is_alone: dice.chance(50), members, leaders }
}

fn apart(dice: &mut Dice, people: usize) -> SideMarks {
    let chance = dice.one_of(&[0, 0, 20]);
    let mut apart = SideMarks::none(people);
    for one in 0..people {
        for other in (0..one).filter(|_| dice.chance(chance)).collect::<Vec<_>>() {
            apart.add(one, other);
        }
    }
    apart
}
