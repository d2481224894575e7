//! Answers of yes and no: who is trained, who has consent, who is at risk.

use super::cells::Invented;
use super::chance::Chance;
use crate::units::Side;

/// Of a hundred people, how many say yes and how many no; the cells of the others are blank.
struct Shares(&'static str, usize, usize);

/// What is known of the fields of the built-in programs.
const SHARES: [Shares; 9] = [
    Shares("active", 98, 2),
    Shares("trained", 96, 3),
    Shares("consent", 97, 2),
    Shares("safety_trained", 96, 3),
    Shares("experienced", 55, 45),
    Shares("at_risk", 9, 30),
    Shares("waiting", 8, 40),
    Shares("home_device", 78, 20),
    Shares("first_generation", 38, 52),
];

/// A cell for everybody.
pub(super) fn cells(invented: &Invented<'_>, side: Side, field: &str) -> Vec<String> {
    let is_for_both = field == "consent" && side == Side::Mentor && invented.setting.who(Side::Mentee).are_people();
    let (yes, no) = match SHARES.iter().find(|shares| shares.0 == field) {
        // Where both sides are asked, those without consent are among the mentees.
        Some(shares) if is_for_both => (shares.1, 0),
        Some(shares) => (shares.1, shares.2),
        // What a rule asks for most people have.
        None => match invented.named.wanted.get(field).and_then(|values| values.first()).map(String::as_str) {
            Some("no") => (5, 90),
            Some(_) => (90, 5),
            None => (40, 55),
        },
    };
    let mut chance = Chance::new(invented.seed, side, field);
    let answers = chance.in_shares(invented.people[side.index()].len(), &[yes, no, 100 - yes - no]);
    answers.into_iter().map(|at| ["yes", "no", ""][at].to_owned()).collect()
}
