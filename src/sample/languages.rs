//! Languages that people speak, and those that they learn.

use super::Who;
use super::cells::Invented;
use super::chance::Chance;
use crate::outline::Need;
use crate::units::Side;

/// Languages of families beside English, the common ones first.
const HOME: [&str; 14] = [
    "Spanish",
    "Arabic",
    "Vietnamese",
    "Mandarin",
    "Portuguese",
    "Ukrainian",
    "Haitian Creole",
    "Tagalog",
    "Somali",
    "Dari",
    "Korean",
    "Russian",
    "Swahili",
    "Polish",
];

/// Languages that are learned at school, the common ones first.
const LEARNED: [&str; 6] = ["Spanish", "French", "German", "Japanese", "Mandarin", "Italian"];

/// The languages that everybody speaks.
pub(super) fn spoken(invented: &Invented<'_>, side: Side, field: &str) -> Vec<String> {
    let people = &invented.people[side.index()];
    let mut chance = Chance::new(invented.seed, side, field);
    if is_exchange(invented) {
        // Whoever comes speaks the language that is learned here, and often some English; the others speak English.
        let home = Chance::new(invented.seed, side, "home").each_popular(people.len(), LEARNED.len());
        return home
            .into_iter()
            .map(|at| match side {
                Side::Mentee if chance.happens(60) => format!("{};English", LEARNED[at]),
                Side::Mentee => LEARNED[at].to_owned(),
                Side::Mentor if chance.happens(25) => format!("English;{}", HOME[chance.popular(HOME.len())]),
                Side::Mentor => "English".to_owned(),
            })
            .collect();
    }
    // Of a hundred, how many speak English alone, English and another language, and another language alone.
    let shares: [usize; 3] = match (side, people.who) {
        (Side::Mentee, Who::Students(..)) if invented.setting.newcomers => [10, 50, 40],
        (Side::Mentee, Who::Students(..)) => [50, 43, 7],
        (_, Who::Events | Who::Cases(..)) => [60, 28, 12],
        (Side::Mentor, _) if invented.setting.newcomers => [10, 90, 0],
        _ => [45, 53, 2],
    };
    let kinds = chance.in_shares(people.len(), &shares);
    // Who comes in larger numbers finds others who speak the language; of the rest nearly all know English.
    let common = if invented.setting.newcomers { HOME.len() / 2 } else { HOME.len() };
    let home = Chance::new(invented.seed, side, "home").each_popular(people.len(), common);
    kinds
        .into_iter()
        .zip(home)
        .map(|(kind, home)| match kind {
            0 => "English".to_owned(),
            1 => format!("English;{}", HOME[home]),
            _ => HOME[home].to_owned(),
        })
        .collect()
}

/// The languages that everybody wants to learn.
pub(super) fn learned(invented: &Invented<'_>, side: Side, field: &str) -> Vec<String> {
    let people = &invented.people[side.index()];
    let mut chance = Chance::new(invented.seed, side, field);
    if side == Side::Mentee && is_exchange(invented) {
        return (0..people.len()).map(|_| if chance.happens(97) { "English" } else { "" }.to_owned()).collect();
    }
    let first = chance.each_popular(people.len(), LEARNED.len());
    first
        .into_iter()
        .map(|first| {
            let second = LEARNED[chance.popular(LEARNED.len())];
            let (is_blank, has_second) = (chance.happens(10), chance.happens(60) && second != LEARNED[first]);
            match (is_blank, has_second) {
                (true, _) => String::new(),
                (false, true) => format!("{};{second}", LEARNED[first]),
                (false, false) => LEARNED[first].to_owned(),
            }
        })
        .collect()
}

/// Whether the program is about languages that are learned.
fn is_exchange(invented: &Invented<'_>) -> bool {
    crate::outline::columns(invented.program)
        .iter()
        .any(|column| column.field == "learning_languages" && column.need > Need::IfThere)
}
