//! All pairs of a roster, scored as they are asked for and never stored.
//!
//! Criteria and rules become [`Measures`]: classes of people, sets of tags, marked pairs, and tables of whole numbers. A [`Kernel`] is these
//! for some of the people, and answers what an engine asks of all pairs at once: which columns are worth so much to a row at these prices
//! ([`PairSource::scan`]). What it gives is exact; how it finds it may be a filter that lets too much pass, never too little.
//!
//! A **row** is a person of the side that looks for partners, a **column** one of the other side. Imports `units` only.

mod allowance;
mod classing;
mod exact;
mod filter;
mod joint;
mod lanes;
mod layout;
mod listed;
mod lookup;
mod loss;
mod measure;
mod pair;
mod plain;
mod prices;
mod quick;
mod scan;
mod source;
mod tags;
#[cfg(test)]
mod tests;
mod turned;

pub use listed::ListedPairs;
pub use measure::{Asked, ByClass, Marked, Measure, Measures, Shared, TagSets};
pub use plain::Plain;
pub use prices::ColumnPrices;
pub use quick::Kernel;
pub use source::{Allowance, Found, PairSource, unrated};
pub use turned::Facing;
