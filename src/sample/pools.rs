//! What people answer where a form lets them choose: the popular answers first.

mod table;

use super::cells::Invented;
use super::chance::Chance;
use crate::units::Side;
use table::POOLS;

/// The answers to one question.
pub(super) struct Pool {
    /// The field.
    field: &'static str,
    /// The built-in program whose form offers these answers; empty: any.
    program: &'static str,
    /// How many a mentor names, at least and at most, and how many of a hundred name none.
    mentor: (usize, usize, usize),
    /// The same of a mentee.
    mentee: (usize, usize, usize),
    /// The answers, the popular ones first.
    values: &'static [&'static str],
}

/// Answers to questions that nobody knows.
const PLAIN: &[&str] = &["maple", "willow", "cedar", "birch", "elm"];

/// A cell for everybody.
pub(super) fn cells(invented: &Invented<'_>, side: Side, field: &str) -> Vec<String> {
    let count = invented.people[side.index()].len();
    let mut chance = Chance::new(invented.seed, side, field);
    let of = |pool: &&Pool| pool.field == field && [invented.setting.name, ""].contains(&pool.program);
    let pool = POOLS.iter().filter(|pool| !pool.program.is_empty()).find(of).or_else(|| POOLS.iter().find(of));
    let is_choice = invented.program.reading.schema.is_choice(field);
    let (values, (least, most, blank)) = match pool {
        Some(pool) => (pool.values.to_vec(), if side == Side::Mentor { pool.mentor } else { pool.mentee }),
        None => {
            let named = invented.named.wanted.get(field).into_iter().flatten().map(String::as_str);
            let values = named.chain(PLAIN.iter().copied()).take(PLAIN.len()).collect();
            (values, if is_choice { (1, 1, 4) } else { (1, 3, 4) })
        }
    };
    let blanks = chance.in_shares(count, &[100 - blank, blank]);
    // What somebody names first is spread as it is popular, so that both sides can be brought together in small rosters too.
    let firsts = chance.each_popular(count, values.len());
    let mut cells: Vec<String> = Vec::new();
    for (is_blank, first) in blanks.into_iter().zip(firsts) {
        let wanted = chance.between(least, most).min(values.len());
        let mut named = vec![first];
        while named.len() < wanted {
            let next = chance.popular(values.len());
            if !named.contains(&next) {
                named.push(next);
            }
        }
        let named: Vec<&str> = named.into_iter().map(|at| values[at]).collect();
        cells.push(if is_blank > 0 { String::new() } else { named.join(";") });
    }
    let referred = Referred { side, field, is_choice };
    referred.mark(invented, &mut cells, &mut chance);
    cells
}

/// The column in which a few mentees may have a need that only an adult may meet.
struct Referred<'f> {
    side: Side,
    field: &'f str,
    is_choice: bool,
}

impl Referred<'_> {
    /// Where it is that of `[referral]`, one or two mentees have such a need; by a program of one's own one in 25, and at least one.
    fn mark(&self, invented: &Invented<'_>, cells: &mut [String], chance: &mut Chance) {
        let referral = invented.named.referral.as_ref();
        let Some((_, tags)) = referral.filter(|(needs, _)| needs == self.field) else { return };
        if self.side == Side::Mentor || tags.is_empty() {
            return;
        }
        let number = match (invented.setting.name, invented.setting.who(self.side).are_people()) {
            ("", _) => cells.len().div_ceil(25),
            (_, true) => (cells.len() / 15).min(2),
            // Of cases there are fewer.
            (_, false) => (cells.len() / 8).min(2),
        };
        for person in chance.shuffled(cells.len()).into_iter().take(number) {
            let tag = &tags[chance.below(tags.len())];
            let before = std::mem::take(&mut cells[person]);
            // A cell of a choice says one thing.
            let is_alone = before.is_empty() || self.is_choice;
            cells[person] = if is_alone { tag.clone() } else { format!("{before};{tag}") };
        }
    }
}
