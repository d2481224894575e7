//! What is left of a problem when some of its rows are priced instead of kept.

mod blocks;
mod choice;
mod flow;

pub(super) use blocks::BlockRelaxation;
pub(super) use choice::{Choice, Chooser, Item, Set};
pub(super) use flow::FlowRelaxation;

use super::ascent::Dual;
use super::network::{Cost, Network};
use super::program::IntegerProgram;
use super::work::Work;
use crate::problem::Assignment;

/// A relaxation at some multipliers, from which bounds, answers and small programs come.
pub(super) trait Relaxed: Dual {
    /// Multipliers to start from.
    fn start(&mut self, work: &mut Work) -> Vec<Cost>;

    /// The rows of the present choice: an answer where they happen to keep everything.
    fn assignment(&self) -> Assignment;

    /// The integer program of what costs no more than `cut` beside the bound, at the present multipliers; all else stays as chosen.
    /// With no cut, of everything.
    fn program(&mut self, cut: Option<Cost>, work: &mut Work) -> IntegerProgram;

    /// Drops for good what costs more than `gap` beside the bound at the present multipliers, where that is quick to tell.
    fn drop_beyond(&mut self, gap: Cost);

    /// The rows of an answer to that program.
    fn answer(&self, values: &[i64]) -> Assignment;

    /// The network without what costs more than `gap` beside the bound.
    fn without(self, gap: Cost) -> Network;
}
