//! What was found to be wrong, and about what or whom.

use super::Fault;

/// What a fault is about; people by index in the roster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A row of the assignment, by its number.
    Row(usize),
    /// A mentor.
    Mentor(usize),
    /// A mentee.
    Mentee(usize),
    /// A mentor and a mentee.
    Pair(usize, usize),
    /// A group of the assignment, by its number.
    Group(usize),
    /// A slot, by its number.
    Slot(usize),
    /// All of it.
    Result,
}

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is about.
    pub about: About,
    /// What is wrong.
    pub fault: Fault,
}

/// Collects what is wrong, in the order in which it is found.
#[derive(Debug, Default)]
pub(super) struct Findings(Vec<Finding>);

impl Findings {
    pub(super) fn tell(&mut self, about: About, fault: Fault) {
        self.0.push(Finding { about, fault });
    }

    /// Takes what a check found.
    pub(super) fn take(&mut self, about: About, checked: Result<(), Fault>) {
        if let Err(fault) = checked {
            self.tell(about, fault);
        }
    }

    /// Takes what other checks found, after all that was found before.
    pub(super) fn append(&mut self, mut others: Findings) {
        self.0.append(&mut others.0);
    }

    /// Everything that was found.
    pub(super) fn all(self) -> Vec<Finding> {
        self.0
    }

    /// The first thing that was found.
    pub(super) fn first(self) -> Result<(), Fault> {
        self.0.into_iter().next().map_or(Ok(()), |finding| Err(finding.fault))
    }
}
