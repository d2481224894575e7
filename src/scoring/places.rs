//! The places of each person: capacity, minimum caseload, mentors wanted and tier, by the roster or else the program.

use crate::diagnostic::{Diagnostic, Severity, Sink};
use crate::program::Program;
use crate::roster::{People, Roster};
use crate::text::{count, natural_order, printable};

/// The places of everybody, by index in the roster.
pub(super) struct Places {
    pub capacity: Vec<u32>,
    pub minimum: Vec<u32>,
    pub wanted: Vec<u32>,
    pub tier: Vec<u8>,
}

impl Places {
    /// The places; `tiers` are those that the program gives to mentees, beside their own cells.
    pub fn of(program: &Program, roster: &Roster, tiers: &[u8]) -> Places {
        let (mentors, mentees) = (&roster.mentors, &roster.mentees);
        let tier = |mentee: usize| {
            let priority = mentees.whole("priority", mentee).and_then(|priority| u8::try_from(priority).ok());
            priority.map_or(tiers[mentee], |priority| priority.min(tiers[mentee]))
        };
        Places {
            capacity: whole_or(mentors, "capacity", program.capacity),
            minimum: whole_or(mentors, "minimum", program.minimum),
            wanted: whole_or(mentees, "mentors_wanted", program.mentors_wanted.unwrap_or(1)),
            tier: (0..mentees.len()).map(tier).collect(),
        }
    }

    /// Says how many mentees want more than the one place that there is for them in groups.
    pub fn report_one_group(&self, sink: &mut Sink) {
        let more = self.wanted.iter().filter(|&&wanted| wanted > 1).count();
        if more > 0 {
            let (want, are) = if more == 1 { ("wants", "is") } else { ("want", "are") };
            let message =
                format!("{} {want} more than 1 mentor, and {are} in one group at most", count(more, "mentee"));
            sink.push(Diagnostic::notice("program::one-group", message));
        }
    }

    /// Tells of mentors whose minimum is above their capacity; where the pairing is to be stable, of any minimum that asks for something.
    pub fn report_minima(&self, is_stable: bool, roster: &Roster, sink: &mut Sink) {
        let mentors = &roster.mentors;
        let mut by_id: Vec<usize> = (0..mentors.len()).filter(|&mentor| self.minimum[mentor] > 1).collect();
        by_id.sort_by(|&one, &other| natural_order(mentors.id(one), mentors.id(other)));
        for mentor in by_id {
            let (id, minimum, capacity) = (printable(mentors.id(mentor)), self.minimum[mentor], self.capacity[mentor]);
            if is_stable && mentors.whole("minimum", mentor).is_some() {
                sink.push_in("program::beside-stable", Severity::Error, "of the mentors", || {
                    let message = format!("the minimum caseload of `{id}` is {minimum}, and a stable pairing has none");
                    Diagnostic::error("program::beside-stable", message)
                        .help("empty the cells of the column `minimum`, or say which levels are best: `levels = […]`")
                });
            } else if minimum > capacity && !is_stable {
                sink.push_in("program::minimum-above-capacity", Severity::Notice, "of the mentors", || {
                    let message = format!(
                        "`{id}` gets nobody: the minimum caseload of {minimum} is above the capacity of {capacity}"
                    );
                    Diagnostic::notice("program::minimum-above-capacity", message)
                        .help("raise the capacity or lower the minimum")
                });
            }
        }
    }
}

/// A whole number of everybody: that of the cell, or where it is blank or missing, the given one.
fn whole_or(people: &People, field: &str, default: u32) -> Vec<u32> {
    (0..people.len()).map(|person| people.whole(field, person).unwrap_or(default)).collect()
}
