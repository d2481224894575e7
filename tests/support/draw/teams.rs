//! Rules of teams.

use pairwright::problem::{Problem, Sense, SideMarks, TeamCount, Teams};

use crate::dice::Dice;

/// A kind of team rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TeamRule {
    AtLeast,
    AtMost,
    /// No two alike, all alike, or two who avoid each other.
    Apart,
    AllOrNothing,
}

impl TeamRule {
    pub const ALL: [TeamRule; 4] = [TeamRule::AtLeast, TeamRule::AtMost, TeamRule::Apart, TeamRule::AllOrNothing];
}

/// Adds rules of one kind, or of up to three.
pub fn add_teams(problem: &mut Problem, dice: &mut Dice, rule: Option<TeamRule>) {
    let mentors = problem.mentors.len();
    let mut teams = Teams { all_or_nothing: false, counts: Vec::new(), apart: SideMarks::none(mentors) };
    let rules: Vec<TeamRule> = match rule {
        Some(rule) => vec![rule],
        None => (0..1 + dice.roll(3)).map(|_| dice.one_of(&TeamRule::ALL)).collect(),
    };
    for rule in rules {
        match rule {
            TeamRule::AtLeast => teams.counts.push(team_count(dice, mentors, Sense::AtLeast, &[1, 1, 1, 2])),
            TeamRule::AtMost => teams.counts.push(team_count(dice, mentors, Sense::AtMost, &[0, 1, 1, 2])),
            TeamRule::Apart => set_apart(dice, mentors, &mut teams.apart),
            TeamRule::AllOrNothing => teams.all_or_nothing = true,
        }
    }
    problem.teams = Some(teams);
}

fn team_count(dice: &mut Dice, mentors: usize, sense: Sense, numbers: &[u32]) -> TeamCount {
    TeamCount { sense, number: dice.one_of(numbers), counts: (0..mentors).map(|_| dice.chance(50)).collect() }
}

/// Sets mentors apart who are alike, who are not, or any; a kind of 0 is a blank, alone or passed over.
fn set_apart(dice: &mut Dice, mentors: usize, apart: &mut SideMarks) {
    let kinds: Vec<u32> = (0..mentors).map(|_| dice.roll(4)).collect();
    let (way, blank_alone) = (dice.roll(3), dice.chance(50));
    for one in 0..mentors {
        for other in 0..one {
            let has_blank = kinds[one] == 0 || kinds[other] == 0;
            let is_apart = match way {
                0 | 1 if has_blank => blank_alone,
                0 => kinds[one] == kinds[other],
                1 => kinds[one] != kinds[other],
                _ => dice.chance(40),
            };
            if is_apart {
                apart.add(one, other);
            }
        }
    }
}
