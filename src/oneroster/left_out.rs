//! Who and what is left out: one notice with the counts.

use super::layout::Kind;
use super::tally::Tally;
use crate::diagnostic::{Diagnostic, Sink};
use crate::text::{count, listed, number};

/// Users and rows that are left out.
#[derive(Debug, Default)]
pub(super) struct LeftOut {
    /// Users to be deleted.
    pub deleted: usize,
    /// Users who are not enabled.
    pub disabled: usize,
    /// Parents, guardians and other relatives.
    pub relatives: usize,
    /// All of these, with the first place.
    pub users: Tally,
    /// Rows to be deleted of the other files.
    rows: Vec<(Kind, Tally)>,
}

impl LeftOut {
    /// Counts the rows to be deleted of another file.
    pub fn rows(&mut self, kind: Kind, rows: Tally) {
        if rows.count() > 0 {
            self.rows.push((kind, rows));
        }
    }

    /// Says what was left out, if anything was.
    pub fn report(self, file: &str, sink: &mut Sink) {
        let mut each = Vec::new();
        let mut add =
            |number: usize, what: &str| each.extend((number > 0).then(|| format!("{} {what}", count(number, "user"))));
        add(self.deleted, "to be deleted");
        add(self.disabled, "not enabled");
        match self.relatives {
            0 => {}
            1 => each.push("1 parent, guardian or other relative".to_owned()),
            more => each.push(format!("{} parents, guardians or other relatives", number(more))),
        }
        each.extend(
            self.rows
                .iter()
                .map(|(kind, rows)| format!("{} of {} to be deleted", count(rows.count(), "row"), kind.name())),
        );
        let firsts = std::iter::once(self.users).chain(self.rows.into_iter().map(|(_, rows)| rows));
        let notice = |_| Diagnostic::notice("oneroster::left-out", format!("left out of {file}: {}", listed(&each)));
        // One place is enough: that of the first user, else of the first row.
        let told = firsts.into_iter().find_map(|tally| tally.tell(notice));
        told.into_iter().for_each(|notice| sink.push(notice));
    }
}
