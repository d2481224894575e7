//! Columns that speak of other people: whom somebody avoids, names or knows, and who lives together.

use super::Who;
use super::cells::Invented;
use super::chance::Chance;
use crate::units::Side;

/// A cell for everybody of a column of ids.
pub(super) fn cells(invented: &Invented<'_>, side: Side, field: &str) -> Vec<String> {
    let mut chance = Chance::new(invented.seed, side, field);
    let count = invented.people[side.index()].len();
    let others = &invented.people[side.other().index()].ids;
    match field {
        "parties" => return parties(invented),
        // Of a mediator or a case alike: students of the school.
        "knows" | "friends" => {
            let students = students(invented);
            let known = |chance: &mut Chance| {
                let number = chance.below(4);
                several(chance, &students, number, "")
            };
            return (0..count).map(|_| known(&mut chance)).collect();
        }
        _ => {}
    }
    if !invented.people[side.other().index()].who.are_people() || others.is_empty() {
        return vec![String::new(); count];
    }
    // Of a hundred people, how many name somebody.
    let naming = match field {
        "avoids" => 4,
        "previous_partners" => 25,
        _ => 30,
    };
    let kinds = chance.in_shares(count, &[naming, 100 - naming]);
    // Nobody avoids whom they ask for.
    let liked = if field == "avoids" { cells(invented, side, "prefers") } else { vec![String::new(); count] };
    let mut cell = |(kind, liked): (usize, String)| {
        let number = if field == "prefers" { chance.between(1, 2) } else { 1 };
        if kind == 0 { several(&mut chance, others, number, &liked) } else { String::new() }
    };
    kinds.into_iter().zip(liked).map(&mut cell).collect()
}

/// A few different ids, none of them among `besides`; fewer where there are not so many.
fn several(chance: &mut Chance, ids: &[String], number: usize, besides: &str) -> String {
    let mut named: Vec<&str> = Vec::new();
    for _ in 0..20 {
        let id = &*ids[chance.below(ids.len())];
        if named.len() < number && !named.contains(&id) && besides.split(';').all(|other| other != id) {
            named.push(id);
        }
    }
    named.join(";")
}

/// The ids of students who are in no roster, and of a few mentors.
fn students(invented: &Invented<'_>) -> Vec<String> {
    let mentors = &invented.people[Side::Mentor.index()].ids;
    let others = (1..=4 * mentors.len().max(5)).map(|number| format!("S{}", 100 + number));
    others.chain(mentors.iter().take(mentors.len() / 3).cloned()).collect()
}

/// Two students in dispute, now and then three.
fn parties(invented: &Invented<'_>) -> Vec<String> {
    let students = students(invented);
    let mut chance = Chance::new(invented.seed, Side::Mentee, "parties");
    (0..invented.people[Side::Mentee.index()].len())
        .map(|_| {
            let number = if chance.happens(15) { 3 } else { 2 };
            several(&mut chance, &students, number, "")
        })
        .collect()
}

/// Everybody's household: here and there a mentee lives with a mentor, or two mentees live together.
pub(super) fn households(invented: &Invented<'_>, side: Side) -> Vec<String> {
    let [mentors, mentees] = invented.people;
    let of_mentor = |at: usize| format!("H{}", 101 + at);
    if side == Side::Mentor {
        return (0..mentors.len()).map(of_mentor).collect();
    }
    if matches!(mentees.who, Who::Events | Who::Cases(..)) {
        return vec![String::new(); mentees.len()];
    }
    let mut chance = Chance::new(invented.seed, side, "household");
    let kinds = chance.in_shares(mentees.len(), &[88, 6, 3, 3]);
    let mut households: Vec<String> = Vec::new();
    for (at, kind) in kinds.into_iter().enumerate() {
        let own = format!("H{}", 101 + mentors.len() + at);
        households.push(match kind {
            1 if mentors.len() > 0 => of_mentor(chance.below(mentors.len())),
            2 if at > 0 => households[chance.below(at)].clone(),
            3 => String::new(),
            _ => own,
        });
    }
    households
}
