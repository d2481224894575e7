//! Slots, twins and rooms.

use pairwright::problem::{Meetings, Problem, Slots};

use crate::dice::Dice;

/// Adds meetings: rooms without limit, the same number in every slot, or one of its own in each.
pub fn add_meetings(problem: &mut Problem, dice: &mut Dice, together: bool) {
    let slots = slots(problem, dice);
    let way = dice.roll(3);
    let same = Some(dice.one_of(&[1, 1, 2, 2, 3]));
    let mut rooms = |_| match way {
        0 => None,
        1 => same,
        _ => dice.one_of(&[None, Some(0), Some(1), Some(1), Some(2)]),
    };
    let rooms = (0..slots.number).map(&mut rooms).collect();
    problem.meetings = Some(Meetings { slots, rooms, together });
}

/// Slots that people have, few or all, and now and then people in both roles, whose pair with themselves is then forbidden.
pub fn slots(problem: &mut Problem, dice: &mut Dice) -> Slots {
    let number = dice.one_of(&[1, 2, 3, 3, 4]);
    let chance = dice.one_of(&[50, 70, 80, 100]);
    let twins = twins(problem, dice);
    let mut of = |people: usize| -> Vec<Vec<u32>> {
        (0..people).map(|_| (0..number).filter(|_| dice.chance(chance)).collect()).collect()
    };
    Slots { number, mentors: of(problem.mentors.len()), mentees: of(problem.mentees.len()), twins }
}

fn twins(problem: &mut Problem, dice: &mut Dice) -> Vec<(usize, usize)> {
    if dice.chance(50) {
        return Vec::new();
    }
    let most = problem.mentors.len().min(problem.mentees.len());
    // A person has one row a side: the mentor of a number is the mentee some numbers further on.
    let shift = dice.index(problem.mentees.len());
    let twins: Vec<(usize, usize)> = (0..most)
        .filter(|_| dice.chance(60))
        .map(|mentor| (mentor, (mentor + shift) % problem.mentees.len()))
        .collect();
    for &(mentor, mentee) in &twins {
        let themself = pairwright::problem::Pair { mentee, mentor };
        problem.pairs.set(themself, None);
        problem.previous.retain(|pair| *pair != themself);
        problem.must.retain(|pair| *pair != themself);
        for place in problem.demands.iter_mut().flat_map(|demands| &mut demands.places[mentee]) {
            place.offers.retain(|offer| offer.0 != mentor);
        }
    }
    twins
}
