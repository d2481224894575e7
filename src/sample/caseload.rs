//! How many places there are: what mentees want, and what mentors offer beside it.

use super::cells::Invented;
use super::chance::Chance;
use crate::program::Program;
use crate::units::Side;

/// The places that the mentees want together.
pub(super) fn wanted(program: &Program, headers: &[String], columns: &[Vec<String>], mentees: usize) -> usize {
    let column = |field: &str| headers.iter().position(|header| header == field).map(|at| &columns[at]);
    if let Some(demands) = &program.demands {
        let tags = |cell: &String| cell.split(';').filter(|tag| !tag.is_empty()).count();
        return column(&demands.sides.mentee.name).map_or(mentees, |cells| cells.iter().map(tags).sum());
    }
    let by_default = program.mentors_wanted.map_or(1, |wanted| usize::try_from(wanted).unwrap_or(1));
    match column("mentors_wanted") {
        Some(cells) => cells.iter().map(|cell| cell.parse().unwrap_or(by_default)).sum(),
        None => mentees * by_default,
    }
}

/// A capacity for every mentor: together a few places more than are wanted, spread as people answer.
pub(super) fn capacities(invented: &Invented<'_>, wanted: usize) -> Vec<String> {
    /// Nobody takes on more.
    const MOST: usize = 6;
    let mentors = invented.people[Side::Mentor.index()].len();
    let least = usize::try_from(invented.program.minimum).unwrap_or(1).max(1);
    let most = MOST.max(least);
    let offered = (wanted * 110).div_ceil(100);
    let mut chance = Chance::new(invented.seed, Side::Mentor, "capacity");
    let mut places = vec![(offered / mentors.max(1)).clamp(least, most); mentors];
    let mut rest = offered.saturating_sub(places.iter().sum());
    for mentor in chance.shuffled(mentors) {
        if rest > 0 && places[mentor] < most {
            places[mentor] += 1;
            rest -= 1;
        }
    }
    // Some would rather take one less, and others one more.
    for _ in 0..mentors / 3 {
        let (one, other) = (chance.below(mentors), chance.below(mentors));
        if one != other && places[one] > least && places[other] < most {
            places[one] -= 1;
            places[other] += 1;
        }
    }
    let usual = usize::try_from(invented.program.capacity).unwrap_or(0);
    let cell = |places: usize| if places == usual && chance.happens(15) { String::new() } else { places.to_string() };
    places.into_iter().map(cell).collect()
}

/// How many mentors each event wants, and now and then nothing is said.
pub(super) fn mentors_wanted(invented: &Invented<'_>) -> Vec<String> {
    let mut chance = Chance::new(invented.seed, Side::Mentee, "mentors_wanted");
    let wanted = chance.in_shares(invented.people[Side::Mentee.index()].len(), &[40, 35, 15, 10]);
    wanted.into_iter().map(|at| ["2", "3", "4", ""][at].to_owned()).collect()
}
