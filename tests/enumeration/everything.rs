//! The enumeration against a look at everything that can be written down, by the slow checks alone.

use pairwright::problem::{Assignment, Group, Groups, Problem, Row};

use crate::dice::Dice;
use crate::draw::{self, level_orders};
use crate::shapes::combinations;
use crate::{enumerate, judge};

/// The most assignments that are looked at, whatever is wrong with them.
const MOST: usize = 600;

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

/// What is wrong with what the enumeration finds, everything being known.
fn fault(problem: &Problem, best: Option<&Assignment>, everything: &[Assignment]) -> Option<String> {
    if let Some(broken) = best.and_then(|best| judge::fault(problem, best)) {
        return Some(broken);
    }
    let merits = |assignment: &Assignment| judge::merits(problem, assignment);
    let sound = everything.iter().filter(|assignment| judge::fault(problem, assignment).is_none());
    let (best, known) = (best.map(merits), sound.map(merits).max());
    (best != known).then(|| format!("it comes to {best:?}, and something to {known:?}"))
}

#[test]
fn the_enumeration_agrees_with_a_look_at_everything() {
    let orders = level_orders();
    let (mut infeasible, mut looked) = (0, 0);
    for shapes in combinations() {
        let draw = |seed: u64| {
            let at = usize::try_from(seed).expect("few") * 37 % orders.len();
            draw::problem(&mut Dice::new(seed), &shapes, &orders[at])
        };
        // Among so many some are small enough.
        let small = (0..3_000).map(draw).filter_map(|problem| Some((everything(&problem)?, problem))).take(6);
        for (everything, problem) in small {
            let best = enumerate::best(&problem);
            if let Some(fault) = fault(&problem, best.as_ref(), &everything) {
                panic!("{shapes:?}: {fault}: {problem:?}");
            }
            infeasible += usize::from(best.is_none());
            looked += 1;
        }
    }
    assert_eq!(looked, 6 * combinations().len());
    assert!((20..looked / 2).contains(&infeasible), "{infeasible} of {looked}");
}
