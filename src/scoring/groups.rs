//! `[groups]` bound to a roster.

use super::BoundSlots;
use crate::units::Side;

/// What holds for every group. People are given by their index in the roster.
#[derive(Debug)]
pub struct BoundGroups {
    /// The fewest members; 1 and up.
    pub least: u32,
    /// The most members.
    pub most: u32,
    /// The number of leaders; 1 and up.
    pub leaders: u32,
    /// When groups can meet; `None`: groups have no slot.
    pub slots: Option<BoundSlots>,
    /// What holds for the people of every group, in the order of the program.
    pub rules: Vec<BoundGroupRule>,
}

/// A rule of groups, bound to a roster.
#[derive(Debug)]
pub struct BoundGroupRule {}

impl BoundGroupRule {
    /// Whether the people of a group keep the rule; leaders are looked at only where the rule says so.
    #[must_use]
    pub fn holds(&self, _leaders: &[usize], _members: &[usize]) -> bool {
        true
    }
}

impl BoundGroups {
    /// Whether one of two different people avoids the other, so that they are never in one group. Each is a side and an index in the roster.
    #[must_use]
    pub fn avoid(&self, _one: (Side, usize), _other: (Side, usize)) -> bool {
        false
    }
}
