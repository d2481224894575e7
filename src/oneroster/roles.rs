//! What somebody is at school: from `roles.csv` (1.2), else from the column `role` of `users.csv` (1.1).

use super::layout::key;
use super::left_out::LeftOut;
use super::part::Part;
use super::people::People;
use super::status::is_active;
use super::tally::{Tally, verb};
use crate::diagnostic::{Diagnostic, Sink};
use crate::text::count;

/// How well a row tells somebody's role; the least is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Tier {
    Primary,
    Other,
    Relative,
}

/// The rows of `roles.csv` that are there to stay.
pub(super) struct Roles {
    /// Person, row; in the order of people, then of rows.
    rows: Vec<(usize, usize)>,
    /// The row that tells the role of each person.
    best: Vec<Option<(Tier, usize)>>,
}

impl Roles {
    /// Finds everybody's rows and the one that tells the role: the primary one, else the first; of relatives last.
    pub fn of(part: &Part, people: &People<'_>, left_out: &mut LeftOut, sink: &mut Sink) -> Roles {
        let [user, role, status] = ["userSourcedId", "role", "status"].map(|name| part.column(name));
        let mut roles = Roles { rows: Vec::new(), best: vec![None; people.len()] };
        let mut is_unclear = vec![false; people.len()];
        let (mut deleted, mut unknown) = (Tally::default(), Tally::default());
        for row in 0..part.len() {
            if !is_active(part, row, status, sink) {
                deleted.add(|| part.place(row, status));
                continue;
            }
            let person = match people.find(part.text(row, user)) {
                None => {
                    unknown.add(|| part.place(row, user));
                    continue;
                }
                Some(None) => continue,
                Some(Some(person)) => person,
            };
            roles.rows.push((person, row));
            let tier = tier(part, row);
            match roles.best[person] {
                Some((best, _)) if best < tier => {}
                Some((best, first)) if best == tier => {
                    is_unclear[person] |=
                        tier != Tier::Relative && key(part.text(row, role)) != key(part.text(first, role));
                }
                _ => (roles.best[person], is_unclear[person]) = (Some((tier, row)), false),
            }
        }
        roles.rows.sort_unstable();
        left_out.rows(part.kind(), deleted);
        report_unknown(unknown, "row", part, sink);
        roles.report_unclear(part, &is_unclear, sink);
        roles
    }

    /// Leaves out all who are not renumbered; `renumbered` has the new number of each.
    pub fn renumber(&mut self, renumbered: &[Option<usize>]) {
        let rows = std::mem::take(&mut self.rows).into_iter();
        self.rows = rows.filter_map(|(person, row)| Some((renumbered[person]?, row))).collect();
        let mut kept = renumbered.iter().map(Option::is_some);
        self.best.retain(|_| kept.next().unwrap_or(true));
    }

    /// The row that tells somebody's role.
    pub fn best(&self, person: usize) -> Option<usize> {
        self.best[person].map(|(_, row)| row)
    }

    /// The rows that speak of somebody at school: the primary ones, else all that are not those of a relative.
    pub fn rows_of(&self, person: usize, part: &Part) -> impl Iterator<Item = usize> {
        let best = self.best[person].map(|(tier, _)| tier);
        let start = self.rows.partition_point(|(other, _)| *other < person);
        let own = self.rows[start..].iter().take_while(move |(other, _)| *other == person);
        own.map(|(_, row)| *row).filter(move |&row| Some(tier(part, row)) == best)
    }

    fn report_unclear(&self, part: &Part, is_unclear: &[bool], sink: &mut Sink) {
        let mut several = Tally::default();
        let role = part.column("role");
        for (best, _) in self.best.iter().zip(is_unclear).filter(|(_, unclear)| **unclear) {
            several.add(|| part.place(best.map_or(0, |(_, row)| row), role));
        }
        let notice = several.tell(|people| {
            let message = format!(
                "{} {} several roles, none of which is the only primary one: the first is taken",
                count(people, "user"),
                verb(people, "has", "have")
            );
            Diagnostic::notice("oneroster::several-roles", message)
        });
        notice.into_iter().for_each(|notice| sink.push(notice));
    }
}

/// Counts the rows of a file that name users who are not in `users.csv`.
pub(super) fn report_unknown(unknown: Tally, noun: &str, part: &Part, sink: &mut Sink) {
    let notice = unknown.tell(|rows| {
        let (counted, name) = (count(rows, noun), verb(rows, "names a user who is", "name users who are"));
        let message = format!("{counted} of {} {name} not in users.csv: not read", part.table.file());
        Diagnostic::notice("oneroster::unknown-reference", message)
    });
    notice.into_iter().for_each(|notice| sink.push(notice));
}

fn tier(part: &Part, row: usize) -> Tier {
    if is_relative(part.text(row, part.column("role"))) {
        Tier::Relative
    } else if part.text(row, part.column("roleType")).eq_ignore_ascii_case("primary") {
        Tier::Primary
    } else {
        Tier::Other
    }
}

/// Whether a role is that of somebody who belongs to a student and not to the school.
pub(super) fn is_relative(role: &str) -> bool {
    let is_ascii_word = |word: &&str| role.eq_ignore_ascii_case(word);
    ["parent", "guardian", "relative", "contact", "emergencyContact"].iter().any(is_ascii_word)
}
