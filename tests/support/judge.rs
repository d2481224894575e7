//! What an assignment must keep and what it is worth, said once more: plainly, slowly, and from the definitions alone.

#[path = "judge/groups.rs"]
mod groups;
#[path = "judge/slots.rs"]
mod slots;

use std::collections::BTreeSet;

use pairwright::problem::{Amount, Assignment, LevelValue, Pair, Per, PlaceClass, Problem, Quota, Row, Sense};
use pairwright::units::Level;

pub use groups::{fault_of_group, member_points};
pub use slots::Event;

/// The limit that an assignment breaks, or `None` where it keeps all of them.
pub fn fault(problem: &Problem, assignment: &Assignment) -> Option<String> {
    if let Some(of) = &problem.groups {
        return groups::fault(problem, of, assignment);
    }
    let rows = assignment.rows();
    let of_mentees = (0..problem.mentees.len()).find_map(|mentee| {
        let own: Vec<Row> = rows.iter().copied().filter(|row| row.pair.mentee == mentee).collect();
        Some(format!("mentee {mentee} {}", fault_of_mentee(problem, mentee, &own)?))
    });
    let has_groups = (!assignment.groups().is_empty()).then(|| "there are groups".to_owned());
    let of_mentors = || fault_of_mentors(problem, assignment);
    let of_slots = || slots::fault_of_meetings(problem, rows);
    let of_quotas = || fault_of_quotas(problem, rows);
    has_groups.or(of_mentees).or_else(of_mentors).or_else(of_slots).or_else(of_quotas)
}

/// The limit that the rows of one mentee break among those that look at no other mentee.
pub fn fault_of_mentee(problem: &Problem, mentee: usize, rows: &[Row]) -> Option<String> {
    let different = rows.iter().collect::<BTreeSet<_>>().len();
    let mentors: BTreeSet<usize> = rows.iter().map(|row| row.pair.mentor).collect();
    let wanted = problem.mentees[mentee].wanted as usize;
    let must = problem.must.iter().filter(|pair| pair.mentee == mentee);
    if let Some(row) = rows.iter().find(|&&row| points(problem, row).is_none()) {
        return Some(format!("has {row:?}, which is not allowed"));
    }
    if different < rows.len() {
        return Some("has a row twice".to_owned());
    }
    if rows.len() > wanted {
        return Some(format!("has {} rows and wants {wanted}", rows.len()));
    }
    if let Some(pair) = must.into_iter().find(|pair| !mentors.contains(&pair.mentor)) {
        return Some(format!("lacks the must-pair with mentor {}", pair.mentor));
    }
    fault_of_places(problem, mentee, rows, mentors.len()).or_else(|| fault_of_team(problem, mentee, rows, &mentors))
}

/// Every place is filled once, by a mentor of its own or, with demands, by as many different ones as the bound lets.
fn fault_of_places(problem: &Problem, mentee: usize, rows: &[Row], mentors: usize) -> Option<String> {
    let Some(demands) = &problem.demands else {
        return (mentors < rows.len()).then(|| "has a mentor twice".to_owned());
    };
    let places = rows.iter().map(|row| row.demand).collect::<BTreeSet<_>>().len();
    if places < rows.len() {
        return Some("has a demand filled twice".to_owned());
    }
    let most = demands.most_mentors[mentee]?;
    (mentors > most as usize).then(|| format!("has {mentors} mentors, and {most} are the most"))
}

fn fault_of_team(problem: &Problem, mentee: usize, rows: &[Row], team: &BTreeSet<usize>) -> Option<String> {
    let teams = problem.teams.as_ref()?;
    if team.is_empty() {
        return None;
    }
    if teams.all_or_nothing && rows.len() < problem.mentees[mentee].wanted as usize {
        return Some("has a part of its team".to_owned());
    }
    for one in team {
        if let Some(other) = team.iter().find(|&other| teams.apart.has(*one, *other)) {
            return Some(format!("has the mentors {one} and {other}, who are apart"));
        }
    }
    let broken = teams.counts.iter().position(|rule| {
        let count = team.iter().filter(|&&mentor| rule.counts[mentor]).count();
        match rule.sense {
            Sense::AtLeast => count < rule.number as usize,
            Sense::AtMost => count > rule.number as usize,
        }
    })?;
    Some(format!("has a team that breaks the team rule {broken}"))
}

fn fault_of_mentors(problem: &Problem, assignment: &Assignment) -> Option<String> {
    problem.mentors.iter().enumerate().find_map(|(mentor, places)| {
        let load = load(mentor, assignment);
        if load > u64::from(places.capacity) {
            return Some(format!("mentor {mentor} has a load of {load} and room for {}", places.capacity));
        }
        let is_below = load > 0 && load < u64::from(places.minimum);
        is_below.then(|| format!("mentor {mentor} has a load of {load} and wants {}", places.minimum))
    })
}

/// The rows of a mentor, or the groups that it leads; of a problem with groups the assignment has no other rows.
fn load(mentor: usize, assignment: &Assignment) -> u64 {
    let rows = assignment.rows().iter().filter(|row| row.pair.mentor == mentor).count();
    let groups = assignment.groups().iter().filter(|group| group.leaders.contains(&mentor)).count();
    (if assignment.groups().is_empty() { rows } else { groups }) as u64
}

fn fault_of_quotas(problem: &Problem, rows: &[Row]) -> Option<String> {
    let broken = problem.quotas.iter().position(|quota| !keeps_quota(problem, quota, rows))?;
    Some(format!("quota {broken} is broken"))
}

fn keeps_quota(problem: &Problem, quota: &Quota, rows: &[Row]) -> bool {
    let counted = |of: &[Row]| of.iter().filter(|row| quota.counts.has(row.pair)).count() as u64;
    match quota.per {
        Per::Result => is_within(quota, counted(rows), rows.len() as u64),
        Per::Mentor => (0..problem.mentors.len()).all(|mentor| {
            let own: Vec<Row> = rows.iter().copied().filter(|row| row.pair.mentor == mentor).collect();
            own.is_empty() || is_within(quota, counted(&own), own.len() as u64)
        }),
        Per::Slot => rows.iter().map(|row| row.slot).all(|slot| {
            let own: Vec<Row> = rows.iter().copied().filter(|row| row.slot == slot).collect();
            is_within(quota, counted(&own), own.len() as u64)
        }),
    }
}

/// Whether `counted` of `rows` rows are enough, or few enough.
pub fn is_within(quota: &Quota, counted: u64, rows: u64) -> bool {
    // A share is compared without division: counted ÷ rows with part ÷ whole.
    let (counted, bound) = match quota.amount {
        Amount::Rows(number) => (counted, u64::from(number)),
        Amount::Share { part, whole } => (counted * u64::from(whole), rows * u64::from(part)),
    };
    match quota.sense {
        Sense::AtLeast => counted >= bound,
        Sense::AtMost => counted <= bound,
    }
}

/// The points of a row, or `None` where it is not allowed.
pub fn points(problem: &Problem, row: Row) -> Option<u16> {
    let Pair { mentee, mentor } = row.pair;
    let points = match (&problem.demands, row.demand) {
        (None, None) => problem.pairs.points(row.pair)?,
        (Some(demands), Some(demand)) => {
            let place = demands.places[mentee].get(demand as usize)?;
            place.offers.iter().find(|offer| offer.0 == mentor)?.1
        }
        _ => return None,
    };
    Some(points.get())
}

/// The classes of places that coverage tells apart: first places by tier, second places by tier, …
fn classes(problem: &Problem) -> Vec<PlaceClass> {
    let places = problem
        .mentees
        .iter()
        .flat_map(|mentee| (1..=mentee.wanted).map(move |place| PlaceClass { place, tier: mentee.tier }));
    places.collect::<BTreeSet<_>>().into_iter().collect()
}

/// What an assignment comes to on a level.
pub fn value(problem: &Problem, level: Level, assignment: &Assignment) -> LevelValue {
    let points = points_that_count(problem, assignment);
    let previous = assignment.rows().iter().filter(|row| problem.previous.contains(&row.pair)).count() as u64;
    match level {
        Level::Coverage => {
            LevelValue::Counts(classes(problem).iter().map(|class| filled(problem, class, assignment)).collect())
        }
        Level::Worst => points.iter().min().map_or(LevelValue::NoPairs, |&least| LevelValue::Number(least.into())),
        Level::Fair => LevelValue::Counts((0..=100).map(|band| in_band(band, &points)).collect()),
        Level::Continuity => LevelValue::Number(previous),
        Level::Balance => {
            LevelValue::Number((0..problem.mentors.len()).map(|mentor| load(mentor, assignment).pow(2)).sum())
        }
        Level::Total => LevelValue::Number(points.iter().map(|&points| u64::from(points)).sum()),
    }
}

/// The points of every row, in groups those of every member.
fn points_that_count(problem: &Problem, assignment: &Assignment) -> Vec<u16> {
    let of_rows = || assignment.rows().iter().map(|&row| points(problem, row).expect("allowed rows")).collect();
    let of_members = || {
        let groups = assignment.groups().iter();
        let of_group = groups.flat_map(|group| group.members.iter().map(|&member| (member, &group.leaders)));
        of_group.map(|(member, leaders)| member_points(problem, member, leaders).expect("allowed pairs")).collect()
    };
    if problem.groups.is_some() { of_members() } else { of_rows() }
}

/// The mentees of the tier who have so many places filled.
fn filled(problem: &Problem, class: &PlaceClass, assignment: &Assignment) -> u64 {
    let rows = |mentee: usize| assignment.rows().iter().filter(|row| row.pair.mentee == mentee).count();
    let groups = |mentee: usize| assignment.groups().iter().filter(|group| group.members.contains(&mentee)).count();
    let held = |mentee: usize| if problem.groups.is_some() { groups(mentee) } else { rows(mentee) };
    let mentees = problem.mentees.iter().enumerate().filter(|(_, mentee)| mentee.tier == class.tier);
    mentees.filter(|&(mentee, _)| held(mentee) >= class.place as usize).count() as u64
}

fn in_band(band: u16, points: &[u16]) -> u64 {
    points.iter().filter(|&&points| points / 100 == band).count() as u64
}

/// A value as numbers to compare: the greater, the better.
pub fn merit(level: Level, value: &LevelValue) -> Vec<i64> {
    let numbers = match value {
        LevelValue::Counts(counts) => counts.clone(),
        LevelValue::Number(number) => vec![*number],
        LevelValue::NoPairs => vec![10_000],
    };
    let sign = if matches!(level, Level::Fair | Level::Balance) { -1 } else { 1 };
    numbers.into_iter().map(|number| sign * i64::try_from(number).expect("small numbers")).collect()
}

/// The values on the levels of the problem as numbers to compare; without coverage fewer rows are better at last.
pub fn merits(problem: &Problem, assignment: &Assignment) -> Vec<Vec<i64>> {
    let levels = problem.levels.iter().map(|&level| merit(level, &value(problem, level, assignment)));
    let rows = i64::try_from(assignment.rows().len()).expect("few");
    let fewest = (!problem.levels.contains(&Level::Coverage)).then(|| vec![-rows]);
    levels.chain(fewest).collect()
}
