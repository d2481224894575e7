//! The enumeration against a look at everything that can be written down, by the slow checks alone.

use pairwright::problem::{Assignment, Group, Groups, Problem, Row};

use crate::dice::Dice;
use crate::draw::{self, level_orders};
use crate::shapes::combinations;
use crate::{enumerate, judge};

/// The most assignments that are looked at, whatever is wrong with them.
const MOST: usize = 3_000;

/// Every assignment that can be written down, or `None` where they are too many.
fn everything(problem: &Problem) -> Option<Vec<Assignment>> {
    let Some(of) = &problem.groups else { return every_set_of_rows(problem) };
    let groups = every_way_to_group(problem, of)?;
    Some(groups.into_iter().map(Assignment::of_groups).collect())
}

/// Every set of rows, each in any slot.
fn every_set_of_rows(problem: &Problem) -> Option<Vec<Assignment>> {
    let rows = (0..problem.mentees.len()).flat_map(|mentee| problem.rows_of(mentee)).map(|(row, _)| row);
    let slots = |number: u32| (0..number).map(Some).collect();
    let slots: Vec<Option<u32>> = problem.meetings.as_ref().map_or(vec![None], |meetings| slots(meetings.slots.number));
    let rows: Vec<Row> = rows.flat_map(|row| slots.iter().map(move |&slot| Row { slot, ..row })).collect();
    let set = |bits: usize| rows.iter().enumerate().filter(move |(at, _)| bits >> at & 1 == 1).map(|(_, &row)| row);
    let sets = 1_usize.checked_shl(u32::try_from(rows.len()).ok()?).filter(|&sets| sets <= MOST)?;
    Some((0..sets).map(|bits| Assignment::new(set(bits).collect())).collect())
}

/// Every way to put some mentees into groups, each with any leaders in any slot.
fn every_way_to_group(problem: &Problem, of: &Groups) -> Option<Vec<Vec<Group>>> {
    let mentors = problem.mentors.len();
    let sets = (1..1_usize << mentors).map(|set| (0..mentors).filter(|at| set >> at & 1 == 1).collect::<Vec<_>>());
    let slots: Vec<Option<u32>> = of.slots.as_ref().map_or(vec![None], |slots| (0..slots.number).map(Some).collect());
    let empty: Vec<Group> = sets
        .flat_map(|leaders| {
            slots.iter().map(move |&slot| Group { leaders: leaders.clone(), members: Vec::new(), slot })
        })
        .collect();
    let mut ways: Vec<Vec<Group>> = vec![Vec::new()];
    for mentee in 0..problem.mentees.len() {
        let mut more = Vec::new();
        for way in &ways {
            // Into a group that is there, or into a new one.
            for at in 0..way.len() {
                let mut joined = way.clone();
                joined[at].members.push(mentee);
                more.push(joined);
            }
            let of_its_own = empty.iter().map(|group| Group { members: vec![mentee], ..group.clone() });
            more.extend(of_its_own.map(|group| way.iter().cloned().chain([group]).collect()));
        }
        ways.extend(more);
        if ways.len() > MOST {
            return None;
        }
    }
    Some(ways)
}

#[test]
fn the_enumeration_agrees_with_a_look_at_everything() {
    let orders = level_orders();
    let shapes = combinations();
    let (mut looked, mut infeasible) = (vec![0; shapes.len()], 0);
    for seed in 0..6_000 {
        let at = usize::try_from(seed).expect("few");
        let mut dice = Dice::new(seed);
        let problem = draw::problem(&mut dice, &shapes[at % shapes.len()], &orders[at * 37 % orders.len()]);
        let Some(everything) = everything(&problem) else { continue };
        let sound = everything.iter().filter(|assignment| judge::fault(&problem, assignment).is_none());
        let best = enumerate::best(&problem);
        if let Some(broken) = best.as_ref().and_then(|best| judge::fault(&problem, best)) {
            panic!("seed {seed}: {broken} in {best:?}: {problem:?}");
        }
        let best = best.map(|best| judge::merits(&problem, &best));
        infeasible += usize::from(best.is_none());
        assert_eq!(best, sound.map(|all| judge::merits(&problem, all)).max(), "seed {seed}: {problem:?}");
        looked[at % shapes.len()] += 1;
    }
    let (least, all) = (looked.iter().min().expect("many shapes"), looked.iter().sum::<usize>());
    assert!(*least > 5 && (20..all / 2).contains(&infeasible), "{looked:?} and {infeasible}");
}
