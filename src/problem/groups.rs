//! Groups: several leaders, several members, one slot.

use super::marks::SideMarks;
use super::slots::Slots;
use crate::units::{Alike, Sense};

/// What holds for every group.
#[derive(Clone, Debug)]
pub struct Groups {
    /// The fewest members; 1 and up.
    pub least: u32,
    /// The most members; no less than the fewest.
    pub most: u32,
    /// The number of leaders; 1 and up.
    pub leaders: u32,
    /// When people can meet; `None`: groups have no slot, and a person's groups are bounded by capacity alone.
    pub slots: Option<Slots>,
    /// What holds for the people of a group together.
    pub rules: Vec<GroupRule>,
    /// Two mentees who are never in one group.
    pub apart_members: SideMarks,
    /// Two mentors who never lead one group together. A mentor and a mentee who avoid each other are no allowed pair.
    pub apart_leaders: SideMarks,
}

/// What holds for the people of a group together: its members, and its leaders where the rule has values for them.
#[derive(Clone, Debug)]
pub enum GroupRule {
    /// A bound on the number of people of a kind.
    Count {
        /// Whether the bound is from below or above.
        sense: Sense,
        /// The number of people.
        number: u32,
        /// For each mentee, whether it is of the kind.
        members: Vec<bool>,
        /// For each mentor, whether it is of the kind; `None`: leaders do not count.
        leaders: Option<Vec<bool>>,
    },
    /// How the values of the people are to be.
    Alike {
        /// How.
        alike: Alike,
        /// Whether a person without a value must be the only one whom the rule is about; otherwise it is passed over.
        blank_is_alone: bool,
        /// For each mentee, its value.
        members: Vec<Option<i64>>,
        /// For each mentor, its value; `None`: the rule is not about leaders.
        leaders: Option<Vec<Option<i64>>>,
    },
}

impl GroupRule {
    /// Whether two people whom the rule is about may be in one group, by their values; a rule that counts people allows any two.
    #[must_use]
    pub fn allows(&self, one: Option<i64>, other: Option<i64>) -> bool {
        let GroupRule::Alike { alike, blank_is_alone, .. } = self else { return true };
        match (one, other) {
            (Some(one), Some(other)) => alike.allows(one, other),
            _ => !blank_is_alone,
        }
    }
}
