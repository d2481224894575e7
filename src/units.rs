//! Whole-number quantities with their ranges checked once.
//!
//! Points, weights, decimals and shares: what the arithmetic of the method is made of. No floating point. Imports nothing.

mod alike;
mod bound;
mod decimal;
mod level;
mod limits;
mod points;
mod ratio;
mod side;
mod weight;
mod words;

pub use alike::Alike;
pub use bound::{Amount, Per, Sense};
pub use decimal::{Decimal, DecimalError};
pub use level::Level;
pub use limits::{LAST_TIER, MOST_OFFERED, MOST_WANTED};
pub use points::Points;
pub use ratio::Ratio;
pub use side::Side;
pub use weight::Weight;
pub use words::Words;
