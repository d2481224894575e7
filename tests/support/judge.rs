//! What an assignment must keep and what it is worth, said once more: plainly, slowly, and from the definitions alone.

use std::collections::BTreeSet;

use pairwright::problem::{Amount, LevelValue, Pair, Per, PlaceClass, Problem, Quota, Row, Sense};
use pairwright::units::Level;

/// The limit that rows break, or `None` where they keep all of them.
pub fn fault(problem: &Problem, rows: &[Row]) -> Option<String> {
    let of_mentees = (0..problem.mentees.len()).find_map(|mentee| {
        let own: Vec<Row> = rows.iter().copied().filter(|row| row.pair.mentee == mentee).collect();
        Some(format!("mentee {mentee} {}", fault_of_mentee(problem, mentee, &own)?))
    });
    let of_mentors = || {
        (0..problem.mentors.len())
            .find_map(|mentor| Some(format!("mentor {mentor} {}", fault_of_mentor(problem, mentor, rows)?)))
    };
    let of_quotas = || {
        let broken = problem.quotas.iter().position(|quota| !keeps_quota(problem, quota, rows))?;
        Some(format!("quota {broken} is broken"))
    };
    of_mentees.or_else(of_mentors).or_else(of_quotas)
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

fn fault_of_mentor(problem: &Problem, mentor: usize, rows: &[Row]) -> Option<String> {
    let load = load(mentor, rows);
    let places = problem.mentors[mentor];
    if load > u64::from(places.capacity) {
        return Some(format!("has {load} rows and room for {}", places.capacity));
    }
    (load > 0 && load < u64::from(places.minimum)).then(|| format!("has {load} rows and wants {}", places.minimum))
}

fn load(mentor: usize, rows: &[Row]) -> u64 {
    rows.iter().filter(|row| row.pair.mentor == mentor).count() as u64
}

fn keeps_quota(problem: &Problem, quota: &Quota, rows: &[Row]) -> bool {
    let counted = |of: &[Row]| of.iter().filter(|row| quota.counts.has(row.pair)).count() as u64;
    match quota.per {
        Per::Result | Per::Slot => is_within(quota, counted(rows), rows.len() as u64),
        Per::Mentor => (0..problem.mentors.len()).all(|mentor| {
            let own: Vec<Row> = rows.iter().copied().filter(|row| row.pair.mentor == mentor).collect();
            own.is_empty() || is_within(quota, counted(&own), own.len() as u64)
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

/// What rows come to on a level.
pub fn value(problem: &Problem, level: Level, rows: &[Row]) -> LevelValue {
    let points: Vec<u16> = rows.iter().map(|&row| points(problem, row).expect("allowed rows")).collect();
    let previous = rows.iter().filter(|row| problem.previous.contains(&row.pair)).count() as u64;
    match level {
        Level::Coverage => {
            LevelValue::Counts(classes(problem).iter().map(|class| filled(problem, class, rows)).collect())
        }
        Level::Worst => points.iter().min().map_or(LevelValue::NoPairs, |&least| LevelValue::Number(least.into())),
        Level::Fair => LevelValue::Counts((0..=100).map(|band| in_band(band, &points)).collect()),
        Level::Continuity => LevelValue::Number(previous),
        Level::Balance => LevelValue::Number((0..problem.mentors.len()).map(|mentor| load(mentor, rows).pow(2)).sum()),
        Level::Total => LevelValue::Number(points.iter().map(|&points| u64::from(points)).sum()),
    }
}

/// The mentees of the tier who have so many places filled.
fn filled(problem: &Problem, class: &PlaceClass, rows: &[Row]) -> u64 {
    let held = |mentee: usize| rows.iter().filter(|row| row.pair.mentee == mentee).count();
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

/// The values of rows on the levels of the problem as numbers to compare; without coverage fewer rows are better at last.
pub fn merits(problem: &Problem, rows: &[Row]) -> Vec<Vec<i64>> {
    let levels = problem.levels.iter().map(|&level| merit(level, &value(problem, level, rows)));
    let fewest = (!problem.levels.contains(&Level::Coverage)).then(|| vec![-i64::try_from(rows.len()).expect("few")]);
    levels.chain(fewest).collect()
}
