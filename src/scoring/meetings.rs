//! `[meetings]` bound to a roster.

use super::BoundSlots;

/// When rows meet, and in how many rooms.
#[derive(Debug)]
pub struct BoundMeetings {
    /// Who can meet when.
    pub slots: BoundSlots,
    /// For each slot, the most meetings; `None`: no limit.
    pub rooms: Vec<Option<u32>>,
}
