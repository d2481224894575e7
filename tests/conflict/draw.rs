//! Programmes at random that ask for more than there is.

use pairwright::units::{Amount, Per, Sense};

use super::dice::Dice;
use super::drawn::{Drawn, Groups, Person, Quota, Shape, Together};

const TAGS: [&str; 3] = ["maths", "art", "music"];
const SLOTS: [&str; 3] = ["S1", "S2", "S3"];
const RULES: [(&str, &str); 3] = [
    ("Above", "gap = { field = 'grade', min = 1 }"),
    ("Site", "same = { field = 'site' }"),
    ("Trained", "mentor_has = { field = 'trained', is = 'yes' }"),
];

/// A programme without must-pairs.
pub fn programme(dice: &mut Dice, shapes: &[Shape]) -> Drawn {
    let has = |shape: Shape| shapes.contains(&shape);
    let sizes = if has(Shape::Groups) { (3, 4) } else { (3, 3) };
    let has_twin = dice.chance(15);
    let mentors: Vec<Person> =
        (1..=2 + dice.index(sizes.0 - 1)).map(|at| person(dice, format!("M{at}"), shapes)).collect();
    let mut mentees: Vec<Person> =
        (1..=2 + dice.index(sizes.1 - 1)).map(|at| person(dice, format!("E{at}"), shapes)).collect();
    for mentee in &mut mentees {
        mentee.minimum = 0;
        mentee.grade = 4 + dice.roll(4);
        mentee.places = match dice.roll(10) {
            0 => Some(0),
            _ if has(Shape::Groups) => Some(1),
            1..=4 if has(Shape::Demands) => None,
            5..=8 => Some(2),
            _ => Some(1),
        };
    }
    let groups = has(Shape::Groups).then(|| {
        let least = 1 + dice.roll(3);
        Groups { least, most: least + dice.roll(2), leaders: 1 + dice.roll(2), have_slots: dice.chance(60) }
    });
    let has_slots = has(Shape::Meetings) || groups.as_ref().is_some_and(|groups| groups.have_slots);
    let quotas = if has(Shape::Quotas) { 1 + dice.roll(2) } else { 0 };
    let mut drawn = Drawn {
        quotas: (0..quotas).map(|_| quota(dice, has_slots)).collect(),
        rules: if has(Shape::Rules) { RULES.into_iter().filter(|_| dice.chance(60)).collect() } else { Vec::new() },
        minimum_score: if has(Shape::Rules) && dice.chance(50) { 1000 * dice.roll(9) } else { 0 },
        team: has(Shape::Teams).then(|| dice.chance(50)),
        together: Vec::new(),
        has_demands: has(Shape::Demands),
        meetings: has(Shape::Meetings).then(|| {
            let of_slot = |slot| dice.chance(70).then(|| (slot, dice.one_of(&[0, 1, 1, 2])));
            SLOTS.into_iter().filter_map(of_slot).collect()
        }),
        is_one_meeting: has(Shape::OneMeeting),
        groups,
        must: Vec::new(),
        mentors,
        mentees,
    };
    if has(Shape::Teams) || has(Shape::Groups) {
        drawn.together = (0..dice.roll(3)).map(|_| (together(dice), has(Shape::Groups) && dice.chance(40))).collect();
    }
    if has_twin {
        drawn.mentees[0].id = "M1".to_owned();
    } else {
        draw_avoids(dice, &mut drawn);
    }
    drawn
}

fn person(dice: &mut Dice, id: String, shapes: &[Shape]) -> Person {
    let has = |shape: Shape| shapes.contains(&shape);
    Person {
        id,
        places: Some(dice.one_of(&[0, 1, 1, 2, 3])),
        minimum: if has(Shape::Minimum) { dice.one_of(&[0, 2, 3]) } else { 0 },
        site: dice.one_of(&["north", "south"]),
        grade: 5 + dice.roll(5),
        says_yes: !has(Shape::Rules) || dice.chance(75),
        tags: TAGS.into_iter().filter(|_| dice.chance(60)).collect(),
        slots: SLOTS.into_iter().filter(|_| dice.chance(50)).collect(),
        avoids: Vec::new(),
    }
}

fn draw_avoids(dice: &mut Dice, drawn: &mut Drawn) {
    let ids: Vec<String> = drawn.mentors.iter().chain(&drawn.mentees).map(|person| person.id.clone()).collect();
    let has_sets = drawn.team.is_some() || drawn.groups.is_some();
    let has_rules = !drawn.rules.is_empty();
    let (mentors, mentees) = (&mut drawn.mentors, &mut drawn.mentees);
    for person in mentors.iter_mut().chain(mentees) {
        for id in ids.iter().filter(|id| **id != person.id) {
            let is_own_side = id.starts_with(&person.id[..1]);
            if dice.chance(if is_own_side && has_sets {
                20
            } else if has_rules && !is_own_side {
                10
            } else {
                0
            }) {
                person.avoids.push(id.clone());
            }
        }
    }
}

fn quota(dice: &mut Dice, has_slots: bool) -> Quota {
    let conditions = [
        "{ same = { field = 'site' } }",
        "{ differ = { field = 'site' } }",
        "{ mentor = { field = 'trained', is = 'yes' }, gap = { field = 'grade', min = 0 } }",
        "{}",
    ];
    let shares = [(1, 2), (7, 10), (1, 1), (333_333, 1_000_000)];
    let amount = if dice.chance(50) {
        Amount::Rows(1 + dice.roll(5))
    } else {
        let (part, whole) = dice.one_of(&shares);
        Amount::share(part, whole)
    };
    let per = match dice.roll(4) {
        0 => Per::Mentor,
        1 if has_slots => Per::Slot,
        _ => Per::Result,
    };
    let sense = if dice.chance(75) { Sense::AtLeast } else { Sense::AtMost };
    Quota { conditions: dice.one_of(&conditions), sense, amount, per }
}

fn together(dice: &mut Dice) -> Together {
    let of = dice.one_of(&["field = 'site', is = 'north'", "field = 'grade', any_of = [5, 6, 7]"]);
    match dice.roll(5) {
        0 => Together::Count { sense: Sense::AtLeast, number: 1 + dice.roll(2), of },
        1 => Together::Count { sense: Sense::AtMost, number: dice.roll(2), of },
        2 => Together::Alike("differ = { field = 'grade' }"),
        3 => Together::Alike("same = { field = 'site' }"),
        _ => Together::Alike("span = { field = 'grade', max = 1 }"),
    }
}
