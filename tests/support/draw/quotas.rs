//! Quotas of every kind.

use std::collections::BTreeSet;

use pairwright::problem::{Amount, Pair, PairMarks, Per, Problem, Quota, Sense};

use crate::dice::Dice;

/// A kind of quota, or of two together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuotaKind {
    One {
        sense: Sense,
        is_share: bool,
        per: Per,
    },
    /// All that count for one count for the other.
    Nested,
    /// Some count for both.
    Overlapping,
}

impl QuotaKind {
    /// Those of problems without slots.
    pub fn all() -> Vec<QuotaKind> {
        let singles = [Per::Result, Per::Mentor].into_iter().flat_map(QuotaKind::singles);
        [QuotaKind::Nested, QuotaKind::Overlapping].into_iter().chain(singles).collect()
    }

    /// Numbers and shares, at least and at most.
    pub fn singles(per: Per) -> Vec<QuotaKind> {
        let kind = |sense| [false, true].map(|is_share| QuotaKind::One { sense, is_share, per });
        [Sense::AtLeast, Sense::AtMost].into_iter().flat_map(kind).collect()
    }
}

/// Whether there are slots that a quota can hold for each of.
fn has_slots(problem: &Problem) -> bool {
    let of_groups = problem.groups.as_ref().is_some_and(|groups| groups.slots.is_some());
    of_groups || problem.meetings.is_some()
}

/// Whether no quota holds for each slot where there are none.
pub fn are_sound(problem: &Problem) -> bool {
    has_slots(problem) || problem.quotas.iter().all(|quota| quota.per != Per::Slot)
}

/// Adds quotas of one kind, or of up to three.
pub fn add_quotas(problem: &mut Problem, dice: &mut Dice, kind: Option<QuotaKind>) {
    let mut all = QuotaKind::all();
    if has_slots(problem) {
        all.extend(QuotaKind::singles(Per::Slot));
    }
    let kinds = match kind {
        Some(kind) => vec![kind],
        None => (0..1 + dice.roll(2)).map(|_| dice.one_of(&all)).collect(),
    };
    for kind in kinds {
        let outer = marked(dice, problem);
        match kind {
            QuotaKind::One { sense, is_share, per } => {
                problem.quotas.push(quota(dice, problem, &outer, sense, is_share, per));
            }
            QuotaKind::Nested => {
                let chance = dice.one_of(&[40, 70]);
                let inner: BTreeSet<Pair> = outer.iter().copied().filter(|_| dice.chance(chance)).collect();
                for pairs in [outer, inner] {
                    problem.quotas.push(any_quota(dice, problem, &pairs));
                }
            }
            QuotaKind::Overlapping => {
                for pairs in [outer, marked(dice, problem)] {
                    problem.quotas.push(any_quota(dice, problem, &pairs));
                }
            }
        }
    }
}

/// Pairs that count: those of some mentors, of some mentees, of both of one kind, or any.
fn marked(dice: &mut Dice, problem: &Problem) -> BTreeSet<Pair> {
    let mut kinds = |people: usize| -> Vec<u32> { (0..people).map(|_| dice.roll(2)).collect() };
    let (mentors, mentees) = (kinds(problem.mentors.len()), kinds(problem.mentees.len()));
    let way = dice.roll(5);
    let all = (0..mentees.len()).flat_map(|mentee| (0..mentors.len()).map(move |mentor| Pair { mentee, mentor }));
    let counts = |pair: &Pair| match way {
        0 => mentors[pair.mentor] == 1,
        1 => mentees[pair.mentee] == 1,
        2 => mentors[pair.mentor] != mentees[pair.mentee],
        _ => dice.chance(50),
    };
    all.filter(counts).collect()
}

fn any_quota(dice: &mut Dice, problem: &Problem, pairs: &BTreeSet<Pair>) -> Quota {
    let sense = dice.one_of(&[Sense::AtLeast, Sense::AtMost]);
    let pers: &[Per] = if has_slots(problem) {
        &[Per::Result, Per::Mentor, Per::Slot, Per::Slot]
    } else {
        &[Per::Result, Per::Mentor]
    };
    let (is_share, per) = (dice.chance(50), dice.one_of(pers));
    quota(dice, problem, pairs, sense, is_share, per)
}

fn quota(dice: &mut Dice, problem: &Problem, pairs: &BTreeSet<Pair>, sense: Sense, is_share: bool, per: Per) -> Quota {
    let mut counts = PairMarks::none(problem.mentors.len(), problem.mentees.len());
    pairs.iter().for_each(|&pair| counts.add(pair));
    let amount = if is_share {
        let (part, whole) = dice.one_of(&[(1, 2), (1, 3), (3, 10), (2, 3), (1, 4), (1, 1), (0, 1)]);
        Amount::Share { part, whole }
    } else {
        Amount::Rows(dice.one_of(&[0, 1, 1, 2, 2, 3]))
    };
    Quota { counts, sense, amount, per }
}
