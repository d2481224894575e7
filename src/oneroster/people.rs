//! `users.csv`: who takes part.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::layout::Kind;
use super::left_out::LeftOut;
use super::part::Part;
use super::status::{is_active, is_enabled};
use super::tally::Tally;
use crate::diagnostic::{Diagnostic, Severity, Sink};
use crate::text::printable;

/// The rows of a file that are there to stay, by their id.
pub(super) type Ids<'p> = HashMap<&'p str, usize>;

/// The users who are there to stay and enabled.
pub(super) struct People<'p> {
    /// The row of each in `users.csv`.
    pub rows: Vec<usize>,
    /// Everybody in the file: their number among `rows`, or nothing of those who are left out.
    ids: HashMap<&'p str, Option<usize>>,
}

impl<'p> People<'p> {
    /// Finds the users; those to be deleted or not enabled are counted.
    pub fn of(users: &'p Part, left_out: &mut LeftOut, sink: &mut Sink) -> People<'p> {
        let [id, status, enabled] = ["sourcedId", "status", "enabledUser"].map(|name| users.column(name));
        let mut people = People { rows: Vec::new(), ids: HashMap::with_capacity(users.len()) };
        for row in 0..users.len() {
            let own = users.text(row, id);
            if !is_active(users, row, status, sink) {
                left_out.deleted += 1;
                left_out.users.add(|| users.place(row, status));
                people.ids.entry(own).or_insert(None);
            } else if !is_enabled(users, row, enabled, sink) {
                left_out.disabled += 1;
                left_out.users.add(|| users.place(row, enabled));
                people.ids.entry(own).or_insert(None);
            } else if own.is_empty() {
                report_no_id(users, row, id, sink);
            } else {
                people.add(users, row, own, id, sink);
            }
        }
        people
    }

    fn add(&mut self, users: &'p Part, row: usize, own: &'p str, id: Option<usize>, sink: &mut Sink) {
        match self.ids.entry(own) {
            Entry::Occupied(known) if known.get().is_some() => {
                let first = known.get().map_or(row, |person| self.rows[person]);
                report_twice(users, row, first, id, sink);
            }
            // Somebody who was left out and stands here again takes part.
            known => {
                known.insert_entry(Some(self.rows.len()));
                self.rows.push(row);
            }
        }
    }

    /// The number of a person; `Some(None)` of those who are left out, `None` of those who are not in the file.
    pub fn find(&self, id: &str) -> Option<Option<usize>> {
        self.ids.get(id).copied()
    }

    /// Leaves out all who are not renumbered; `renumbered` has the new number of each.
    pub fn renumber(&mut self, renumbered: &[Option<usize>]) {
        for person in self.ids.values_mut() {
            *person = person.and_then(|person| renumbered[person]);
        }
        let mut kept = renumbered.iter().map(Option::is_some);
        self.rows.retain(|_| kept.next().unwrap_or(true));
    }

    /// The number of people.
    pub fn len(&self) -> usize {
        self.rows.len()
    }
}

/// The rows of a file that are there to stay, by the id in a column; those to be deleted are counted, and an id that stands twice is
/// reported.
pub(super) fn ids<'p>(part: &'p Part, id: Option<usize>, left_out: &mut LeftOut, sink: &mut Sink) -> Ids<'p> {
    let status = part.column("status");
    let (mut ids, mut deleted) = (Ids::with_capacity(part.len()), Tally::default());
    for row in 0..part.len() {
        let own = part.text(row, id);
        if !is_active(part, row, status, sink) {
            deleted.add(|| part.place(row, status));
        } else if own.is_empty() {
            report_no_id(part, row, id, sink);
        } else {
            match ids.entry(own) {
                Entry::Occupied(first) => report_twice(part, row, *first.get(), id, sink),
                Entry::Vacant(free) => drop(free.insert(row)),
            }
        }
    }
    left_out.rows(part.kind(), deleted);
    ids
}

fn report_no_id(part: &Part, row: usize, id: Option<usize>, sink: &mut Sink) {
    sink.push_in("oneroster::no-id", Severity::Error, &format!("in {}", part.table.file()), || {
        let error = Diagnostic::error("oneroster::no-id", "this row has no `sourcedId`: nothing can refer to it");
        error.at(part.place(row, id), "blank").help("give the row its id, or delete it if it is no row of the export")
    });
}

fn report_twice(part: &Part, row: usize, first: usize, id: Option<usize>, sink: &mut Sink) {
    sink.push_in("oneroster::duplicate-id", Severity::Error, &format!("in {}", part.table.file()), || {
        let message = format!("the id `{}` stands twice in {}", printable(part.text(row, id)), part.kind().name());
        let help = match part.kind() {
            Kind::Users => "delete one of the rows, or write `tobedeleted` as its status; several schools go into one cell: `\"s1,s2\"`",
            _ => "delete one of the rows, or write `tobedeleted` as its status",
        };
        let error = Diagnostic::error("oneroster::duplicate-id", message).at(part.place(row, id), "this row");
        error.and_at(part.place(first, id), "and this one").help(help)
    });
}
