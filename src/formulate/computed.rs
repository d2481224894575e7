//! Pairs that are computed as they are asked for: people in parts, and in each of them classes of people who are alike.

use std::sync::Arc;

use rayon::prelude::*;

use super::alike::{Alike, Read};
use super::listed::{Lists, few_listed};
use super::parts::{NOWHERE, Parts};
use crate::kernel::{Kernel, Measures, PairSource};
use crate::problem::{ComputedPairs, Members, Part};
use crate::scoring::Scoring;
use crate::units::Side;

/// The classes of a part, by index in the problem; for each somebody of the roster who stands for it.
struct Classes {
    members: Members,
    first: Vec<u32>,
}

/// The same in the making.
#[derive(Default)]
struct Gathered {
    members: Vec<Vec<u32>>,
    first: Vec<u32>,
}

impl From<Gathered> for Classes {
    fn from(gathered: Gathered) -> Classes {
        Classes { members: gathered.members.into_iter().collect(), first: gathered.first }
    }
}

/// Who is with whom in a part, and who stands for whom, whatever pairs are rated by.
enum Layout {
    /// People by what rules read of them: of each part its mentors and mentees.
    Alike(Vec<[Classes; 2]>),
    /// The pairs that are listed.
    Listed(Lists),
}

/// The computed pairs of a problem of places and levels alone; for a stable pairing also the mentors' and the mentees' view of them.
///
/// O(people × measures) beside what the measures themselves take, but where pairs are listed O(listed pairs).
#[must_use]
pub fn computed_pairs(
    scoring: &Scoring<'_>,
    mentor_at: &[usize],
    mentee_at: &[usize],
    measures: &Arc<Measures>,
) -> (ComputedPairs, [ComputedPairs; 2]) {
    let at = [mentor_at, mentee_at];
    let takes_part = Side::BOTH
        .map(|side| (0..at[side.index()].len()).map(|person| scoring.is_eligible(side, person)).collect::<Vec<bool>>());
    let layout = match few_listed(measures) {
        Some(marked) => Layout::Listed(Lists::new(marked, measures, &takes_part, at)),
        None => Layout::Alike(by_rules(scoring, measures, &takes_part, at)),
    };
    let of = |view: Option<&Arc<Measures>>| {
        let parts = match &layout {
            Layout::Alike(parts) => parts.par_iter().map(|classes| part(classes, view.unwrap_or(measures))).collect(),
            Layout::Listed(lists) => lists.parts(view.map(Arc::as_ref), at),
        };
        ComputedPairs::new(parts, mentor_at.len(), mentee_at.len())
    };
    let view = |side: Side| {
        let view = scoring.view_measures(side, measures);
        if Arc::ptr_eq(&view, measures) { None } else { Some(of(Some(&view))) }
    };
    let all = of(None);
    let views = if scoring.method().is_stable() { Side::BOTH.map(view) } else { [None, None] };
    let views = views.map(|view| view.unwrap_or_else(|| all.clone()));
    (all, views)
}

fn part(classes: &[Classes; 2], measures: &Arc<Measures>) -> Part {
    let [mentors, mentees] = classes;
    let kernel = Kernel::new(measures, Side::Mentee, mentees.first.clone(), mentors.first.clone());
    let source: Arc<dyn PairSource + Send> = Arc::new(kernel);
    Part { source, mentees: mentees.members.clone(), mentors: mentors.members.clone() }
}

/// The parts that have people of both sides, by their first mentees; in them people who are alike together.
fn by_rules(
    scoring: &Scoring<'_>,
    measures: &Measures,
    takes_part: &[Vec<bool>; 2],
    at: [&[usize]; 2],
) -> Vec<[Classes; 2]> {
    let parts = Parts::by_rules(measures, takes_part);
    let mut has_mentors = vec![false; parts.number()];
    for mentor in (0..at[0].len()).filter(|&mentor| parts.of(Side::Mentor, mentor) != NOWHERE) {
        has_mentors[parts.of(Side::Mentor, mentor) as usize] = true;
    }
    // The number of each part by its first mentee.
    let mut place_of = vec![usize::MAX; parts.number()];
    let mut found = 0;
    for &mentee in at[1] {
        let part = parts.of(Side::Mentee, mentee);
        if part != NOWHERE && has_mentors[part as usize] && place_of[part as usize] == usize::MAX {
            place_of[part as usize] = found;
            found += 1;
        }
    }
    let mut laid_out: Vec<[Gathered; 2]> = (0..found).map(|_| <[Gathered; 2]>::default()).collect();
    for side in Side::BOTH {
        let alike = alike(scoring, measures, side, at[side.index()].len());
        let mut class_of = vec![usize::MAX; alike.different];
        for (index, &person) in (0_u32..).zip(at[side.index()]) {
            let part = parts.of(side, person);
            if part == NOWHERE || place_of[part as usize] == usize::MAX {
                continue;
            }
            // People who are alike are in one part, as rules read the same of them.
            let classes = &mut laid_out[place_of[part as usize]][side.index()];
            let class = &mut class_of[alike.numbers[person] as usize];
            if *class == usize::MAX {
                *class = classes.members.len();
                classes.members.push(Vec::new());
                classes.first.push(u32::try_from(person).expect("fewer people than 2^32"));
            }
            classes.members[*class].push(index);
        }
    }
    laid_out.into_iter().map(|part| part.map(Classes::from)).collect()
}

/// Who is alike in all that criteria and rules read, in places, and in whether they take part; people of must-pairs are like nobody.
fn alike(scoring: &Scoring<'_>, measures: &Measures, side: Side, people: usize) -> Alike {
    let places = |person: usize| match side {
        Side::Mentor => (scoring.capacity(person), scoring.minimum(person)),
        Side::Mentee => (scoring.wanted(person), scoring.tier(person).into()),
    };
    let mut of_must = vec![0; people];
    for &(mentor, mentee) in scoring.must() {
        let person = if side == Side::Mentor { mentor } else { mentee };
        of_must[person] = u32::try_from(person + 1).expect("fewer people than 2^32");
    }
    let keys = |of: &dyn Fn(usize) -> u32| Read::Keys((0..people).map(of).collect());
    let mut read = vec![
        keys(&|person| scoring.is_eligible(side, person).into()),
        keys(&|person| places(person).0),
        keys(&|person| places(person).1),
        Read::Keys(of_must.into()),
    ];
    let all = measures.criteria.iter().map(|(_, criterion)| criterion).chain(&measures.rules);
    read.extend(all.flat_map(|measure| Read::of_measure(measure, side)));
    Alike::of(people, &read)
}
