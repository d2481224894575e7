//! Who of a table is on which side.

use crate::units::Side;

/// The rows of a table that belong to a side.
pub(super) struct Group {
    /// The side.
    pub side: Side,
    /// Rows below the header, from 0, in order.
    pub rows: Vec<usize>,
}
